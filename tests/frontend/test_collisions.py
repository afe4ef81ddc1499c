"""Two people do at the same moment what can be done once: the second reads so, and nobody sees a page of errors."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from frontend.access import page
from portal.bookings.models import Choice
from tests.cast import Town, offer


@page()
def _twice(request: HttpRequest) -> HttpResponseBase:
    """What is left when both passed the rule: the constraint of the database."""
    choice = Choice.objects.get()
    with transaction.atomic():
        Choice.objects.create(school=choice.school, offer=choice.offer)
    raise AssertionError("the constraint let it through")


def test_a_constraint_of_the_database_is_a_sentence(town: Town, rf):
    Choice.objects.create(school=town.kring, offer=offer(town))
    request = rf.get("/")
    request.user, request.session = AnonymousUser(), {}
    answer = _twice(request)
    assert answer.status_code == 409 and "op hetzelfde moment" in answer.content.decode()
    assert Choice.objects.count() == 1
