"""The day on which a claim must be decided moves: by reasons of the municipality, or while a question is open."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Forbidden, Invalid, Refused, reasoned, require
from catalogue.lifecycle import change
from catalogue.money import written
from catalogue.programmes.queries import number
from portal.claims import rules
from portal.claims.interest import CONFLICT, interest
from portal.claims.models import Claim, Delay
from portal.claims.states import POSTPONED, SUSPENDED
from portal.claims.telling import LANGUAGE
from portal.letters import actions as letters


def may_postpone(actor: Actor, claim: Claim) -> bool:
    """Who decides and has no interest in it, about own costs of a school that wait and were not put off before."""
    waits = claim.is_of_a_school and claim.status == "submitted" and rules.decides(actor, claim)
    return waits and not _put_off(claim) and not interest(actor.person, claim)


@deed
def postpone(claim: Claim, until: date, *, reason: str, by: Actor) -> Claim:
    """The municipality decides later, says so in a letter with reasons, and names the day (Awb 4:14). Once.

    `Forbidden("wrong_role")`, or `("conflict_of_interest")` for who has an interest in it (Awb 2:4);
    `Refused("no_postponement")` for the claim of a provider (an invoice is paid within the
    term of the law, BW 6:119b), `"postponed_before"`, `"wrong_state"`; `Invalid` for a day that is not later, or later
    than the fact `decision.postponement.weeks` allows.
    """
    require(rules.decides(by, claim), "wrong_role", _("Only an assessor of the municipality can decide on claims."))
    if claim.status != "submitted" or claim.due_on is None:
        raise Refused("wrong_state", _("This claim is not waiting for a decision. Reload the page."))
    if why := interest(by.person, claim):
        raise Forbidden(CONFLICT, why)
    if claim.school is None:
        sentence = _("The law does not let the payment of a delivery wait. Decide, or return it with a question.")
        raise Refused("no_postponement", sentence)
    if _put_off(claim):
        raise Refused("postponed_before", _("This decision was put off before. Decide now, or ask the school."))
    reasoned(reason, _("Say why it takes longer: the school reads it."))
    last = claim.due_on + timedelta(weeks=int(number("decision.postponement.weeks", timezone.localdate())))
    if not claim.due_on < until <= last:
        shown = {"first": date_format(claim.due_on + timedelta(days=1), "j F Y"), "last": date_format(last, "j F Y")}
        raise Invalid.field("#/until", "out_of_range", _("Choose a day from %(first)s to %(last)s.") % shown)
    _add(claim, POSTPONED, reason, by, until)
    with translation.override(LANGUAGE):
        values = {
            "asked": written(claim.claimed), "programme": claim.programme.name, "reason": reason,
            "until": date_format(until, "j F Y"),
        }  # fmt: skip
    letters.write(
        "claim_postponed", cause=claim, municipality=claim.municipality, to=claim.school, values=values,
        language=LANGUAGE, by=by,
    )  # fmt: skip
    return change(claim, event="postponed", by=by, because=reason, due_on=until, data={"until": until.isoformat()})


@deed
def suspend(claim: Claim, reason: str, *, by: Actor) -> None:
    """A question was asked: the time stands still until it is answered (Awb 4:15 lid 1). Called within the return."""
    _add(claim, SUSPENDED, reason or _("Questions about the lines"), by)


@deed
def resume(claim: Claim) -> date:
    """The claim is sent (again): the day on which it must be decided. Each day that a question was open is added."""
    today, open_ = timezone.localdate(), claim.delays.filter(kind=SUSPENDED, until=None).first()
    if open_ is None:
        return rules.due_on(claim, today)
    open_.until = today
    open_.save(update_fields=["until"])
    return open_.due_before + (today - open_.since)


def _put_off(claim: Claim) -> bool:
    return claim.delays.filter(kind=POSTPONED).exists()


def _add(claim: Claim, kind: str, reason: str, by: Actor, until: date | None = None) -> None:
    assert claim.due_on is not None  # it was submitted
    Delay.objects.create(
        claim=claim, kind=kind, since=timezone.localdate(), until=until, due_before=claim.due_on, reason=reason[:500],
        by=by.label[:200],
    )  # fmt: skip
