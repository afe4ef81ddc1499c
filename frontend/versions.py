"""The versions of an offer, for its provider and its municipality: each as it was, with what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from catalogue.offers import queries
from catalogue.offers.models import Revision
from catalogue.programmes.eligibility import cases_of
from frontend.differences import changed, fields_of
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Version:
    """One version in the list: how many fields it changed, and whether schools can choose it now."""

    revision: Revision
    changes: int
    current: bool


def listed(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """The context of the list: `offer` and `versions`, newest first; 404 when the actor sees none."""
    rows = list(queries.revisions_visible_to(acting(request)).filter(offer=pk))
    if not rows:
        raise Http404
    offer, approved = rows[0].offer, [row for row in rows if row.status == "approved"]
    versions = []
    for row in rows:
        before = next((each for each in approved if each.number < row.number), None)
        versions.append(Version(row, len(changed(before, row, {})), row.pk == offer.revision_id))
    return {"offer": offer, "versions": versions, "said": rows[0]}


def one(request: HttpRequest, pk: UUID, number: int) -> dict[str, Any]:
    """The context of one version: every field, what it changed, and the remarks that it got."""
    rows = queries.revisions_visible_to(acting(request)).filter(offer=pk, number=number)
    said = rows.select_related("offer__programme", "offer__provider").first()
    if said is None:
        raise Http404
    before, cases = queries.before(said), dict(cases_of(said.offer.programme, timezone.localdate()))
    changes = changed(before, said, cases)
    return {
        "offer": said.offer,
        "said": said,
        "before": before,
        "current": said.pk == said.offer.revision_id,
        "changes": changes,
        "fields": fields_of(said, changes, cases),
        "remarks": {remark.field: remark.words for remark in queries.remarks_of(said)},
    }
