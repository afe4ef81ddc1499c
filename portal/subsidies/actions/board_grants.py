"""A board is granted a maximum, with a letter; above the threshold with a second person. Lowered or withdrawn later."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, Stale, check, reasoned, require
from catalogue.lifecycle import added, change, move
from catalogue.money import ZERO, written
from catalogue.organisations.models import Board
from catalogue.programmes.models import Programme
from catalogue.validation import check_fields, validated
from portal.budgets import actions as budgets
from portal.budgets import ceilings
from portal.funding.queries.plans import adopted_plan, one_at_a_time
from portal.letters import actions as letters
from portal.letters.drafting import day
from portal.letters.wording import Value
from portal.subsidies.models import BoardGrant
from portal.subsidies.queries import accounts_of
from portal.subsidies.rules import may_confirm, may_grant


@deed
def draft_board_grant(
    programme: Programme, board: Board, *, by: Actor, maximum: Decimal | None = None, language: str = "nl"
) -> BoardGrant:
    """A grant as a draft; without `maximum` it is what the schools of the board have now. `Invalid` per wrong field."""
    _may(by, programme)
    check(_faults(programme, board))
    if maximum is None:
        maximum = sum((account.granted for account in accounts_of(programme, board)), ZERO)
        if not maximum:
            sentence = _("The schools of this board have no budget yet. Say what the board gets at most.")
            raise Invalid.field("#/maximum", "required", sentence)
    grant = BoardGrant(
        status="draft", municipality=programme.municipality, programme=programme, board=board, maximum=maximum,
        language=language,
    )  # fmt: skip
    return added(validated(grant), by=by, data={"maximum": str(maximum)})


@deed
def drop_board_grant(grant: BoardGrant, *, by: Actor) -> BoardGrant:
    """A draft that is not wanted any more."""
    _may(by, grant.programme)
    return move(grant, "dropped", by=by)


@deed
def grant_board(grant: BoardGrant, *, by: Actor) -> BoardGrant:
    """Grant it: at once up to the four-eyes threshold of the programme, above it when a second person confirms.

    `Refused("above_board_grant")` when the schools have more than the maximum already.
    """
    _may(by, grant.programme)
    if grant.status != "draft":
        raise Refused("wrong_state", _("Only a draft can be granted. Reload the page and see what can be done."))
    if grant.maximum > grant.programme.four_eyes_threshold:
        return move(grant, "proposed", by=by, proposed_by=by.person)
    return _grant(grant, by)


@deed
def confirm_board_grant(grant: BoardGrant, *, by: Actor) -> BoardGrant:
    """The second person agrees: the letter goes out, the maximum holds. `Refused("four_eyes")` for the first person."""
    _second(grant, by)
    return _grant(grant, by)


@deed
def send_back_board_grant(grant: BoardGrant, *, reason: str, by: Actor) -> BoardGrant:
    """The second person does not agree: it is a draft again. `Invalid` without a reason."""
    _second(grant, by)
    reasoned(reason, _("Say why, so that your colleague can propose something else."))
    return move(grant, "draft", by=by, because=reason)


@deed
def lower_board_grant(grant: BoardGrant, *, to: Decimal, reason: str, by: Actor) -> BoardGrant:
    """A lower maximum from now on, with a letter. `Refused("above_board_grant")` when the schools have more."""
    _may(by, grant.programme)
    if grant.status != "granted":
        raise Refused("wrong_state", _("Only what was granted can be lowered. Reload the page."))
    reasoned(reason, _("Say why the board gets less: it stands in the letter."))
    check_fields(grant, maximum=to)
    before = grant.maximum
    if to >= before:
        sentence = _("Found %(found)s; expected less than %(most)s, which the board has now.")
        raise Invalid.field("#/maximum", "too_large", sentence % {"found": written(to), "most": written(before)})
    one_at_a_time(grant.programme)
    ceilings.draw(grant.programme, grant.board, to)
    change(grant, event="lowered", by=by, because=reason, maximum=to, data={"from": str(before), "to": str(to)})
    _tell("board_grant_lowered", grant, by, before=before, reason=reason)
    return grant


@deed
def withdraw_board_grant(grant: BoardGrant, *, reason: str, by: Actor) -> BoardGrant:
    """What the schools did not commit goes back; the maximum is what they committed. With a letter.

    The money returns to the choice line when there is an adopted plan.
    """
    _may(by, grant.programme)
    if grant.status != "granted":
        raise Refused("wrong_state", _("Only what was granted can be withdrawn. Reload the page."))
    reasoned(reason, _("Say why the grant is withdrawn: it stands in the letter."))
    before = grant.maximum
    one_at_a_time(grant.programme)
    left = _call_back(grant, by)
    ceilings.draw(grant.programme, grant.board, left)
    move(grant, "withdrawn", by=by, because=reason, maximum=left, data={"from": str(before), "to": str(left)})
    _tell("board_grant_withdrawn", grant, by, before=before, reason=reason)
    return grant


def _grant(grant: BoardGrant, by: Actor) -> BoardGrant:
    """The programme, the ceiling over the accounts, then the letter."""
    one_at_a_time(grant.programme)
    ceilings.draw(grant.programme, grant.board, grant.maximum)
    move(grant, "granted", by=by, data={"maximum": str(grant.maximum)})
    _tell("board_grant", grant, by)
    return grant


def _call_back(grant: BoardGrant, by: Actor) -> Decimal:
    """Take back what is not committed; returns what the schools keep."""
    accounts = list(accounts_of(grant.programme, grant.board))
    changes = [(each, each.granted, each.granted - each.available) for each in accounts]
    plan = adopted_plan(grant.programme_id)
    if plan and (line := plan.lines.filter(kind="choice").first()):
        account = budgets.open_account(grant.programme, line=line.code)
        back = sum((each.available for each in accounts), ZERO)
        changes.append((account, account.granted, account.granted + back))
    try:
        budgets.regrant_all(changes, cause=grant, by=by)
    except Refused as error:  # a school chose something between our reading and our taking back
        sentence = _("A school chose something at this very moment. Look at the new figures, and decide again.")
        raise Stale(sentence) from error
    return sum((kept for account, _had, kept in changes if account.school_id), ZERO)


def _tell(kind: str, grant: BoardGrant, by: Actor, *, before: Decimal | None = None, reason: str = "") -> None:
    """The letter about what was decided, in the language of the grant."""
    with translation.override(grant.language):
        accounts = accounts_of(grant.programme, grant.board)
        period = {"start": day(grant.programme.starts_on), "end": day(grant.programme.ends_on)}
        values: Mapping[str, Value] = {
            "maximum": written(grant.maximum),
            "before": written(grant.maximum if before is None else before),
            "reason": reason,
            "programme": grant.programme.name,
            "period": _("%(start)s to %(end)s") % period,
            "schools": [f"{each.school.name}: {written(each.granted)}" for each in accounts if each.school]
            or [_("Nothing was divided over the schools yet.")],
        }
        letters.write(
            kind, cause=grant, municipality=grant.municipality, to=grant.board, values=values, language=grant.language,
            by=by,
        )  # fmt: skip


def _may(by: Actor, programme: Programme) -> None:
    allowed = may_grant(by, programme.municipality)
    require(allowed, "wrong_role", _("Only a policy officer of this municipality can decide about grants to boards."))


def _second(grant: BoardGrant, by: Actor) -> None:
    if grant.status == "proposed" and by.person == grant.proposed_by and by.municipality == grant.municipality_id:
        raise Refused("four_eyes", _("You granted this yourself. Ask a colleague to confirm it."))
    if grant.status != "proposed":
        raise Refused("wrong_state", _("This grant is not waiting for a second person. Reload the page."))
    require(may_confirm(by, grant), "wrong_role", _("Only a policy officer or finance officer can confirm this."))


def _faults(programme: Programme, board: Board) -> list[Fault]:
    if board.schools.filter(municipality=programme.municipality_id).exists():
        return []
    return [Fault("#/board", "unknown", _("This board has no school in the municipality. Choose another one."))]
