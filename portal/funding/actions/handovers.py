"""Money goes to another municipality: with its basis, and above the threshold with a second person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, reasoned, require
from catalogue.lifecycle import added, move
from catalogue.validation import validated
from portal.budgets import actions as budgets
from portal.budgets.models import Account
from portal.funding.models import Grant, Handover, PlanLine
from portal.funding.queries.plans import agreed, one_at_a_time
from portal.funding.rules import may_account, second_person


@deed
def propose_handover(account: Account, *, amount: Decimal, on: date, by: Actor, **fields: Any) -> Handover:
    """Pass money of a municipal line on to another municipality; it counts as spent, and SiSa shows it apart.

    `fields`: `to_code` (CBS), `to_name`, `basis` (why, and where it was agreed), `pupils_by_site` and
    `pupils_by_residence` (given figures). Up to the four-eyes threshold of the programme at once, above it a second
    person confirms. `Invalid` per wrong field, `Refused("consent_first" | "budget_exhausted" | "period_closed" |
    "grant_closed")`.
    """
    right = may_account(by, account.programme.municipality)
    require(right, "wrong_role", _("Only a policy officer or finance officer of this municipality can do this."))
    line = PlanLine.objects.filter(
        plan__programme=account.programme_id, plan__status="adopted", code=account.line
    ).select_related("grant").first()  # fmt: skip
    check(_faults(account, line, on, fields))
    made = validated(Handover(
        municipality_id=account.municipality_id, account=account, grant=line.grant if line else None, amount=amount,
        on=on, status="proposed", proposed_by=by.person, **fields,
    ))  # fmt: skip
    added(made, by=by, data={"amount": str(amount), "line": account.line, "to": made.to_code})
    return made if amount > account.programme.four_eyes_threshold else _effect(made, by)


@deed
def confirm_handover(made: Handover, *, by: Actor) -> Handover:
    """The second person agrees, and the money is booked. `Refused("four_eyes")` for who proposed it."""
    second_person(by, made)
    return _effect(made, by)


@deed
def refuse_handover(made: Handover, *, reason: str, by: Actor) -> Handover:
    """The second person does not agree; nothing is booked. `Invalid` without a reason."""
    second_person(by, made)
    reasoned(reason, _("Say why, so that your colleague understands."))
    return move(made, "refused", by=by, because=reason)


def _effect(made: Handover, by: Actor) -> Handover:
    one_at_a_time(made.account.programme)
    line = PlanLine.objects.filter(
        plan__programme=made.account.programme_id, plan__status="adopted", code=made.account.line
    ).first()
    if line:
        agreed(line)
    if made.grant and Grant.objects.filter(pk=made.grant.pk, closed_on__isnull=False).exists():
        sentence = _("This grant is settled: nothing of it can be passed on. Choose a line that another grant pays.")
        raise Refused("grant_closed", sentence)
    move(made, "effected", by=by, because=made.basis)
    budgets.hand_over(made.account_id, made.amount, on=made.on, cause=made, by=by)
    return made


def _faults(account: Account, line: PlanLine | None, on: date, fields: dict[str, Any]) -> list[Fault]:
    faults = []
    if not account.line:
        faults.append(Fault("#/account", "not_a_line", _("Choose a line of the municipality, not a school.")))
    if fields.get("to_code") == account.programme.municipality.code:
        faults.append(Fault("#/toCode", "same", _("This is your own municipality. Choose another one.")))
    if on > timezone.localdate():
        faults.append(Fault("#/on", "in_future", _("This day lies in the future. Book it on the day itself or later.")))
    if line and on > line.grant.spend_until:
        sentence = _("The money of this line may be spent until and with %(day)s.")
        faults.append(Fault("#/on", "too_late", sentence % {"day": date_format(line.grant.spend_until, "j F Y")}))
    if not str(fields.get("basis", "")).strip():
        faults.append(Fault("#/basis", "required", _("Say why this money goes there, and where that was agreed.")))
    return faults
