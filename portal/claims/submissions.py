"""The claim as it was sent, each time, and what differs from the time before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.money import written
from portal.claims.models import Claim, Submission


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed (`amount`, `line_added`, `line_removed`, `line_changed`, `file_added`, `file_removed`), in words."""

    code: str
    sentence: str


def keep(claim: Claim, *, by: Actor) -> Submission:
    """Remember the claim as it is now; called by the deed that sends it."""
    last = claim.submissions.order_by("-number").first()
    return Submission.objects.create(
        claim=claim, number=last.number + 1 if last else 1, by=by.label[:200], claimed=claim.claimed,
        lines=_lines(claim), evidence=_files(claim),
    )  # fmt: skip


def first_sent(claim: Claim) -> dict[str, date]:
    """On which day each line (by id) was sent for the first time: what came in time stays so, what is added is later.

    One statement.
    """
    found: dict[str, date] = {}
    for each in claim.submissions.order_by("number"):
        for line in each.lines:
            found.setdefault(line["id"], timezone.localtime(each.at).date())
    return found


def differences(claim: Claim) -> list[Difference]:
    """What changed between the last two times that it was sent; of a returned claim, since it was sent last.

    Nothing when it was sent once and not touched. Three statements at most.
    """
    sent = sorted(claim.submissions.all(), key=lambda each: -each.number)[:2]
    if claim.status == "returned" and sent:
        return list(_between(sent[0], claim.claimed, _lines(claim), _files(claim)))
    if len(sent) < 2:
        return []
    return list(_between(sent[1], sent[0].claimed, sent[0].lines, sent[0].evidence))


def _lines(claim: Claim) -> list[dict[str, Any]]:
    rows = claim.lines.order_by("position")
    return [
        {
            "id": str(line.pk), "description": line.description, "quantity": line.quantity,
            "price": str(line.unit_price), "amount": str(line.amount),
        }
        for line in rows
    ]  # fmt: skip


def _files(claim: Claim) -> list[dict[str, str]]:
    return [{"sha256": each.sha256, "name": each.name} for each in claim.evidence.order_by("created_at")]


def _between(
    before: Submission, claimed: Decimal, lines: Sequence[Mapping[str, Any]], files: Sequence[Mapping[str, str]]
) -> Iterator[Difference]:
    if before.claimed != claimed:
        shown = {"before": written(before.claimed), "now": written(claimed)}
        yield Difference("amount", _("Together %(now)s; before %(before)s.") % shown)
    old, new = ({line["id"]: line for line in side} for side in (before.lines, lines))
    for key, line in new.items():
        if key not in old:
            yield Difference("line_added", _("New line: %(what)s.") % {"what": _in_words(line)})
        elif old[key] != line:
            shown = {"before": _in_words(old[key]), "now": _in_words(line)}
            yield Difference("line_changed", _("Changed line: %(now)s; before %(before)s.") % shown)
    for key, line in old.items():
        if key not in new:
            yield Difference("line_removed", _("Line taken out: %(what)s.") % {"what": _in_words(line)})
    had, has = ({each["sha256"]: each["name"] for each in side} for side in (before.evidence, files))
    for key, name in has.items():
        if key not in had:
            yield Difference("file_added", _("New file: %(name)s.") % {"name": name})
    for key, name in had.items():
        if key not in has:
            yield Difference("file_removed", _("File taken out: %(name)s.") % {"name": name})


def _in_words(line: Mapping[str, Any]) -> str:
    return f"{line['description']} ({line['quantity']} × {written(Decimal(line['price']))})"
