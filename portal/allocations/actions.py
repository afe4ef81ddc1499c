"""Dividing a round: trials as often as wanted, then once for real; what was granted is booked by a worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, require
from catalogue.lifecycle import added, move
from portal.allocations import document
from portal.allocations.gathering import Asked, asked_in, problem_of
from portal.allocations.models import Allocation, Outcome
from portal.allocations.problem import Problem, Wish
from portal.allocations.reasons import refusals
from portal.allocations.rules import may_divide
from portal.allocations.solving import solve
from portal.jobs import actions as jobs
from portal.rounds import actions as rounds
from portal.rounds.models import Round

KIND = "allocation"


@deed
def divide(the_round: Round, *, trial: bool, by: Actor) -> Allocation:
    """Divide the wishes of the round as they are now, by the criterion of docs/adr/0029. Only a real one books.

    `Refused("wrong_method")` for a round that does not divide; for a real one `Refused("round_open")` before the
    closing and `Refused("already_divided")`; `Refused("not_solved")`; `Forbidden("wrong_role")`.
    """
    allowed = may_divide(by, the_round)
    require(allowed, "wrong_role", _("Only a policy officer of this municipality divides what schools wish."))
    if the_round.phase() != the_round.status and rounds.keep_time(the_round.programme):
        the_round.refresh_from_db()
    _ready(the_round, trial)
    asked = asked_in(the_round)
    problem = problem_of(the_round, asked)
    granted = solve(problem)
    schools, weights, lots = problem.score(granted)
    said = document.written(problem)
    made = Allocation(
        status="trial" if trial else "booking", municipality_id=the_round.municipality_id, of_round=the_round,
        input=said, input_hash=document.digest(said),
        result_hash=document.digest(document.result(problem, granted)),
        schools=schools, weights=weights, lots=lots, by=by.label[:200],
    )  # fmt: skip
    made.save(force_insert=True)
    Outcome.objects.bulk_create(_outcomes(made, asked, problem, granted))
    data = {"granted": len(granted), "wishes": len(asked), "input": made.input_hash, "result": made.result_hash}
    added(made, by=by, data=data)
    if not trial:
        jobs.start(KIND, {"allocation": str(made.pk)}, by=by, key=made.pk.hex, parts=len(granted))
    return made


@deed
def publish(allocation: Allocation, *, by: Actor) -> Allocation:
    """Everything was booked or could not be: from now on schools read their results. Called by the worker."""
    move(allocation, "published", by=by)
    rounds.publish(allocation.of_round, by=by)
    return allocation


def _ready(the_round: Round, trial: bool) -> None:
    if the_round.method != "allocation":
        raise Refused("wrong_method", _("In this round who comes first gets it, so there is nothing to divide."))
    if (
        the_round.status == "published"
        or Allocation.objects.filter(of_round=the_round).exclude(status="trial").exists()
    ):
        raise Refused("already_divided", _("This round was divided already. Its result stands."))
    if the_round.status == "withdrawn":
        raise Refused("round_closed", _("This round was withdrawn."))
    if not trial and the_round.status != "closed":
        raise Refused("round_open", _("Schools can still change their wishes. Divide when the round is closed."))


def _outcomes(
    made: Allocation, asked: Iterable[Asked], problem: Problem, granted: frozenset[Wish]
) -> Iterator[Outcome]:  # fmt: skip
    places = {wish.key: wish.place for wish in problem.wishes}
    won, refused = {wish.key for wish in granted}, {each.wish.key: each for each in refusals(problem, granted)}
    names = {str(each.choice.school_id): each.choice.school.name for each in asked}
    for each in asked:
        choice, reasons, detail = each.choice, [each.impossible] if each.impossible else [], {}
        if why := refused.get(each.key):
            reasons, detail = list(why.reasons), {
                "left": why.left, "budgetLeft": why.budget_left, "roundLeft": why.round_left,
                "gotBy": [[winner.school, names[winner.school], winner.place] for winner in why.got_by],
            }  # fmt: skip
        yield Outcome(
            allocation=made, school=choice.school, offer=choice.offer, title=choice.offer.text.title, rank=choice.rank,
            place=places.get(each.key, 0), units=choice.units, pupils=choice.pupils or 0, amount=each.amount,
            won=each.key in won, reasons=reasons, detail=detail,
        )  # fmt: skip
