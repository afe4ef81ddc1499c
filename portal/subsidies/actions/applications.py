"""Applications under a scheme are decided: granted within the ceiling, or refused on a ground, each with its letter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, reasoned, require
from catalogue.lifecycle import added, move
from catalogue.money import in_cents, written
from catalogue.organisations.models import Board
from catalogue.validation import validated
from portal.letters import actions as letters
from portal.subsidies.models import Application, Scheme, SchemeCeiling
from portal.subsidies.regulation import grantable, lines_of
from portal.subsidies.rules import may_confirm, may_grant


@deed
def decide_application(
    scheme: Scheme,
    *,
    board: Board,
    ceiling: SchemeCeiling,
    activity: str,
    asked: Decimal,
    received_on: date,
    by: Actor,
    refusal: str = "",
) -> Application:
    """Grant what a board asked, or refuse it on a ground; the letter goes out.

    Above the four-eyes threshold of the programme a grant waits for a second person. `Refused("ceiling_reached")` when
    less is left (Awb 4:25 lid 2: refuse it then), `Refused("wrong_state")` while the scheme is a draft, `Invalid` per
    wrong field: outside the periods only a refusal is possible.
    """
    allowed = may_grant(by, scheme.municipality)
    require(allowed, "wrong_role", _("Only a policy officer of this municipality can decide about applications."))
    if scheme.status != "adopted":
        raise Refused("wrong_state", _("This scheme is a draft. Adopt it before you decide about applications."))
    check(_faults(scheme, board, ceiling, activity, received_on, refusal))
    amount = Decimal(0) if refusal else grantable(scheme, asked)
    small = amount <= scheme.programme.four_eyes_threshold
    row = Application(
        municipality=scheme.municipality, scheme=scheme, ceiling=ceiling, board=board, activity=activity, asked=asked,
        amount=amount, received_on=received_on, refusal=refusal, proposed_by=by.person,
        status="refused" if refusal else "granted" if small else "proposed",
    )  # fmt: skip
    made = added(validated(row), by=by, data={"asked": str(asked), "amount": str(amount)})
    if made.status == "granted":
        _take(made)
    if made.status != "proposed":
        _tell(made, by)
    return made


@deed
def confirm_application(made: Application, *, by: Actor) -> Application:
    """The second person agrees: granted. `Refused("four_eyes")` for who decided first, `Refused("ceiling_reached")`."""
    _second(made, by)
    move(made, "granted", by=by, data={"amount": str(made.amount)})
    _take(made)
    _tell(made, by)
    return made


@deed
def drop_application(made: Application, *, reason: str, by: Actor) -> Application:
    """The second person does not agree: nothing was decided, the application can be decided anew."""
    _second(made, by)
    reasoned(reason, _("Say why, so that your colleague knows it."))
    return move(made, "dropped", by=by, because=reason)


def _take(made: Application) -> None:
    """Money below the ceiling, by one conditional UPDATE with a CHECK behind it."""
    rows = SchemeCeiling.objects.filter(pk=made.ceiling_id, amount__gte=F("granted") + in_cents(made.amount))
    if rows.update(granted=F("granted") + in_cents(made.amount)):
        return
    now = SchemeCeiling.objects.get(pk=made.ceiling_id)
    sentence = _("Of “%(ceiling)s” %(left)s is left. The law says: refuse this application because of the ceiling.")
    shown = {"ceiling": now.name, "left": written(now.amount - now.granted)}
    raise Refused("ceiling_reached", sentence % shown)


def _tell(made: Application, by: Actor) -> None:
    scheme = made.scheme
    with translation.override(scheme.language):
        known = {"scheme": scheme.name, "activity": made.activity, "asked": written(made.asked)}
        if made.status == "granted":
            kind, values = "scheme_granted", known | {"amount": written(made.amount)}
        else:
            kind, values = "scheme_refused", known | {"reason": made.refusal}
        letters.write(
            kind, cause=made, municipality=scheme.municipality, to=made.board, values=values,
            language=scheme.language, by=by,
        )  # fmt: skip


def _second(made: Application, by: Actor) -> None:
    if made.status == "proposed" and by.person == made.proposed_by and by.municipality == made.municipality_id:
        raise Refused("four_eyes", _("You granted this yourself. Ask a colleague to confirm it."))
    if made.status != "proposed":
        raise Refused("wrong_state", _("This application is not waiting for a second person. Reload the page."))
    require(may_confirm(by, made), "wrong_role", _("Only a policy officer or finance officer can confirm this."))


def _faults(
    scheme: Scheme, board: Board, ceiling: SchemeCeiling, activity: str, received_on: date, refusal: str
) -> list[Fault]:
    faults = []
    if not board.schools.filter(municipality=scheme.municipality_id).exists():
        sentence = _("This board has no school in the municipality. Choose another one.")
        faults.append(Fault("#/board", "unknown", sentence))
    if ceiling.scheme_id != scheme.pk:
        faults.append(Fault("#/ceiling", "unknown", _("Choose a ceiling of this scheme.")))
    if activity not in lines_of(scheme.activities):
        faults.append(Fault("#/activity", "unknown", _("Choose an activity of this scheme.")))
    within = any(each.opens_on <= received_on <= each.closes_on for each in scheme.periods.all())
    if not refusal and not within:
        sentence = _("On this day nobody could apply. Only refusing is possible, with the period as the reason.")
        faults.append(Fault("#/receivedOn", "outside_period", sentence))
    return faults
