"""The deeds on a claim by its claimant: write, prove, submit, withdraw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import MANAGER, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.lifecycle import added, change, hold, move
from portal.bookings.models import Booking
from portal.claims import delaying, rules
from portal.claims.files import kept
from portal.claims.lines import insert, mixed, priced, programme_of, read, rewrite, total
from portal.claims.models import Claim, ClaimLine, Evidence
from portal.claims.sending import refuse_what_cannot_be_sent
from portal.claims.states import PROVIDER, SCHOOL, STATUSES
from portal.claims.submissions import keep
from portal.claims.wanted import Wanted

__all__ = ["Wanted", "add_evidence", "answer", "claim", "edit", "remove_evidence", "submit", "withdraw"]


@deed
def claim(wanted: Sequence[Wanted], *, by: Actor, kind: str = "") -> Claim:
    """A draft claim of one programme: of a provider for delivered bookings, or of a school for its own costs.

    The `kind` follows from who acts; named, it must be that one. `Invalid` names the wrong line (`#/lines/0/booking`:
    not found, or not delivered; amounts beyond the booking or beyond what is set aside for the request);
    `Refused("already_claimed")` when a booking or request stands in another live claim; `Forbidden("wrong_role")`.
    """
    sentence = _("Only a manager of a provider, or who decides for a school, can claim. Ask a colleague to do it.")
    require(rules.may_claim(by), "wrong_role", sentence)
    own = PROVIDER if by.role == MANAGER else SCHOOL
    if kind not in ("", own):
        raise Invalid.field("#/kind", "not_yours", _("Your organisation makes claims of another kind. Leave it out."))
    wanted, found = read(wanted, by)
    first = found[0]
    row = Claim(
        status="draft", kind=own, municipality_id=first.municipality_id, programme_id=programme_of(first),
        provider=first.provider if isinstance(first, Booking) and own == PROVIDER else None,
        school=first.school if own == SCHOOL else None,
    )  # fmt: skip
    lines = priced(row, wanted, found)
    row.claimed = total(lines)
    row.save(force_insert=True)
    insert(lines)
    return added(row, by=by, data={"claimed": str(row.claimed)})


@deed
def edit(row: Claim, wanted: Sequence[Wanted], *, by: Actor) -> Claim:
    """Replace the lines of a draft or returned claim; refuses as `claim` does."""
    _may(rules.claims_for(by, row), rules.may_edit(by, row), row)
    wanted, found = read(wanted, by)
    if any(programme_of(thing) != row.programme_id for thing in found):
        raise mixed()
    if row.school_id and any(thing.school_id != row.school_id for thing in found):
        raise Invalid.field("#/lines", "mixed", _("All lines of a claim must be of one school. Make a claim for each."))
    lines = priced(row, wanted, found)
    hold(row)
    rewrite(row, lines)
    return change(row, event="edited", by=by, claimed=total(lines), data={"claimed": str(total(lines))})


@deed
def add_evidence(row: Claim, upload: File[bytes], *, by: Actor) -> Evidence:
    """Keep a private file with the claim. `Invalid` when it is too large, empty, not what it says it is, or unsafe."""
    _may(rules.claims_for(by, row), rules.may_edit(by, row), row)
    fields = kept(upload)  # may take seconds, so the claim is held only after it
    hold(row)
    evidence = Evidence.objects.create(claim=row, **fields)
    change(row, event="evidence_added", by=by, data={"sha256": evidence.sha256, "scan": evidence.scan})
    return evidence


@deed
def remove_evidence(evidence: Evidence, *, by: Actor) -> Claim:
    """Take a file out again before the claim is sent; the file itself goes once that is final."""
    row = evidence.claim
    _may(rules.claims_for(by, row), rules.may_edit(by, row), row)
    hold(row)
    storage, name = evidence.file.storage, str(evidence.file.name)
    evidence.delete()
    transaction.on_commit(lambda: storage.delete(name))
    return change(row, event="evidence_removed", by=by, data={"sha256": evidence.sha256})


@deed
def answer(row: Claim, answers: Mapping[UUID, str], *, by: Actor) -> Claim:
    """Answer the questions of the municipality, by line.

    `Invalid` (`#/lines/0/id`) for a line without a question, or (`#/lines`) when nothing is answered.
    """
    _may(rules.claims_for(by, row), rules.may_edit(by, row), row)
    hold(row)
    asked = {line.pk: line for line in row.lines.exclude(question="")}
    sentence = _("Nothing is asked about this line. Reload the page.")
    check(Fault(f"#/lines/{i}/id", "unknown", sentence) for i, key in enumerate(answers) if key not in asked)
    if not answers:
        raise Invalid.field("#/lines", "unknown", sentence)
    for key, words in answers.items():
        asked[key].answer = words
    ClaimLine.objects.bulk_update([asked[key] for key in answers], ["answer"])
    return change(row, event="answered", by=by, data={"lines": len(answers)})


@deed
def submit(row: Claim, *, by: Actor) -> Claim:
    """Send the claim to the municipality; from now on the legal term runs. What was sent is kept, to compare with.

    `Refused("empty")` without lines; `"not_delivered"` when a booking is not (or no longer) delivered; `"not_granted"`
    when nothing is set aside any more for a request; `"after_deadline"` later than the programme allows and the officer
    did; `"explanation_needed"` when more than the tolerance is claimed without a reason; `"unanswered"` while a
    question of the municipality has no answer.
    """
    _may(rules.claims_for(by, row), rules.may_submit(by, row), row)
    hold(row)
    refuse_what_cannot_be_sent(row)
    row.lines.update(sanctioned_amount=None, reason="")
    keep(row, by=by)
    return move(
        row, "submitted", by=by, submitted_at=timezone.now(), submitted_by=by.person,
        due_on=delaying.resume(row), data={"claimed": str(row.claimed)},
    )  # fmt: skip


@deed
def withdraw(row: Claim, *, by: Actor) -> Claim:
    """Throw the claim away; its bookings and requests can be claimed again."""
    _may(rules.claims_for(by, row), rules.may_withdraw(by, row), row)
    move(row, "withdrawn", by=by)
    row.lines.update(live=False)
    return row


def _may(right_person: bool, right_moment: bool, row: Claim) -> None:
    """Not your deed: `Forbidden`. Your deed at the wrong moment: `Refused("wrong_state")`."""
    sentence = _("Only a manager of the provider, or who decides for the school, can do this with its claim.")
    require(right_person, "wrong_role", sentence)
    if not right_moment:
        sentence = _("The claim is now “%(status)s”, so this is not possible. Reload the page to see what is.")
        raise Refused("wrong_state", sentence % {"status": dict(STATUSES)[row.status]})
