"""The deeds at the end of a term: a grant is settled, and what was not spent of it goes back."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, Stale, reasoned, require
from catalogue.lifecycle import added, move
from catalogue.money import ZERO, written
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.accountability import rules
from portal.accountability.models import GrantSettlement
from portal.accountability.standing import GrantStanding, standing_of
from portal.funding import actions as funding
from portal.funding.models import Grant


@deed
def settle_grant(grant: Grant, *, reason: str, by: Actor) -> GrantSettlement:
    """Settle a grant: received − paid goes back, and nothing of it can be spent from then on.

    Up to the four-eyes threshold of its programmes it happens at once; above it a second person confirms.
    `Refused("term_runs" | "still_committed" | "grant_closed" | "wrong_state")`, `Invalid` without a reason.
    """
    standing = standing_of(grant)
    own = rules.may_settle(by, standing)
    require(own, "wrong_role", _("Only finance or a policy officer of this municipality can settle a grant."))
    rules.can_settle(standing, on=timezone.localdate())
    if GrantSettlement.objects.filter(grant=grant).exclude(status="refused").exists():
        raise Refused("wrong_state", _("A settlement of this grant is waiting for a second person already."))
    if not reason.strip():
        raise Invalid.field(
            "#/reason", "required", _("Say what this settlement follows from, such as the final account.")
        )
    made = validated(GrantSettlement(
        municipality_id=grant.municipality_id, grant=grant, received=standing.received, paid=standing.paid,
        unspent=standing.unspent, reason=reason, status="proposed", proposed_by=by.person,
    ))  # fmt: skip
    added(made, by=by, data={"received": str(made.received), "paid": str(made.paid), "unspent": str(made.unspent)})
    return made if abs(made.unspent) > _threshold(grant) else _effect(made, standing, by)


@deed
def confirm_settlement(made: GrantSettlement, *, by: Actor) -> GrantSettlement:
    """The second person agrees, and the grant is closed. `Refused("four_eyes")` for who prepared it.

    `Stale` when something was received or paid since: refuse it then, and prepare a new one.
    """
    _second(made, by)
    standing = standing_of(made.grant)
    rules.can_settle(standing, on=timezone.localdate())
    if (standing.received, standing.paid) != (made.received, made.paid):
        shown = {"unspent": written(standing.unspent)}
        raise Stale(
            _("Something was received or paid since: now %(unspent)s is left. Refuse this one, and prepare anew.")
            % shown
        )
    return _effect(made, standing, by)


@deed
def refuse_settlement(made: GrantSettlement, *, reason: str, by: Actor) -> GrantSettlement:
    """The second person does not agree; the grant stays open. `Invalid` without a reason."""
    _second(made, by)
    reasoned(reason, _("Say why, so that your colleague can prepare it anew."))
    return move(made, "refused", by=by, because=reason)


def _second(made: GrantSettlement, by: Actor) -> None:
    if made.status == "proposed" and by.person == made.proposed_by and by.municipality == made.municipality_id:
        raise Refused("four_eyes", _("You prepared this settlement. Ask a colleague to confirm it."))
    if made.status != "proposed":
        raise Refused("wrong_state", _("This settlement is not waiting for a second person. Reload the page."))
    require(rules.may_confirm(by, made), "wrong_role", _("Only a policy officer or finance officer can confirm this."))


def _effect(made: GrantSettlement, standing: GrantStanding, by: Actor) -> GrantSettlement:
    move(made, "effected", by=by, because=made.reason, data={"to_repay": str(made.to_repay)})
    funding.close_grant(made.grant, spent=standing.paid_on_lines, on=timezone.localdate(), cause=made, by=by)
    return made


def _threshold(grant: Grant) -> Decimal:
    """The lowest of the programmes that the grant pays; without one every euro needs a second person."""
    plans = {"plans__status": "adopted", "plans__lines__sources__grant": grant}
    found = Programme.objects.filter(**plans).values_list("four_eyes_threshold", flat=True)
    return min(found, default=ZERO)
