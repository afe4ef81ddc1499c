"""The sample of an auditor: everything behind n paid lines as one ZIP, made as long work."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path
from rest_framework.request import Request

from api.conventions.resources import Resource
from api.conventions.shapes import Id, Shape, Text, Whole, Word
from api.v1.jobs import JobShape
from portal.accountability import samples
from portal.accountability.sampling import MOST, WAYS


class NewSample(Shape):
    """Of what, how many items and how: `random`, or by `amount` (a chance per cent). Without a seed one is drawn."""

    year = Whole(least=2000, most=2100)
    number = Whole(least=1, most=MOST)
    way = Word(WAYS, required=False, default="random")
    seed = Text(max_length=40, required=False, default="")
    programme = Id(required=False)
    sisa_code = Text(max_length=20, required=False, default="")


class AuditSamples(Resource):
    """Ask for a sample; the answer is the job that makes it, at `/jobs/{id}`, with its file at `/jobs/{id}/file`."""

    shape = JobShape
    body = NewSample
    scopes = {"POST": "accountability:read"}

    def post(self, request: Request) -> HttpResponse:
        """By the controller, finance or an officer: it changes nothing."""
        job = samples.ask(by=self.actor, **self.read(self.body))
        answer = self.shown(job, 201)
        answer.headers["Location"] = request.build_absolute_uri(f"/api/v1/jobs/{job.pk}")
        return answer


urls = [path("audit-samples", AuditSamples.as_view())]
