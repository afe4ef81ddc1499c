"""What if we choose this too? The whole year of a school: rank, fill in, see what is left, and book what is ready."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, SCHOOL_ROLES, Actor
from catalogue.deeds import row_of_many
from catalogue.errors import Invalid, Refused
from catalogue.organisations.models import School
from catalogue.programmes.periods import MONTH, TERM
from frontend.access import deed_page, page
from frontend.chosen_school import needed
from frontend.deeds import Done, Refusal, attempt
from frontend.sayings import title_of
from frontend.schools.rounds import standings
from frontend.schools.year_plan import may_approve, year_plan
from frontend.schools.year_shapes import Line, YearPlan
from frontend.wording import euro
from portal.bookings import actions, queries, rules
from portal.bookings.models import Booking
from portal.people.actors import acting

Result = tuple[bool, str]


@page(*SCHOOL_ROLES, BOARD)
def year(request: HttpRequest) -> HttpResponseBase:
    """The plan as it stands; with `?look=1` as it would be with what the address says. Changes nothing."""
    given = request.GET if "look" in request.GET else None
    return _shown(request, _plan(request, given))


@deed_page(*SCHOOL_ROLES, BOARD)
def do(request: HttpRequest) -> HttpResponseBase:
    """Work it out (an address to come back to), keep the numbers, or keep them and book what is ticked."""
    plan, way = _plan(request, request.POST), request.POST.get("do", "look")
    if way not in ("look", "keep", "book"):
        raise Http404
    if way == "look" and request.headers.get("HX-Request") == "true":
        return _shown(request, plan)
    if way == "look":
        filled = {name: value for line in plan.lines for name, value in line.form.changed.items()}
        return HttpResponseRedirect(_address(plan, request.POST, look="1", **filled), status=303)
    concerned = [line for line in plan.lines if line.choice or line.form.picked]
    if not all(line.form.is_valid() for line in concerned):
        return _shown(request, plan, status=400)
    actor, back = acting(request), _address(plan, request.POST)

    def deeds() -> Done:
        kept = [result for line in concerned if (result := _kept(line, actor))]
        if way == "keep":
            return Done(back, "", tuple(kept) or ((True, _("Nothing was changed.")),))
        failed = tuple(result for result in kept if not result[0])
        booked = tuple(_booked(line, plan.school, actor) for line in concerned if line.form.picked)
        return Done(back, "", failed + (booked or ((False, _("Tick at least one line, then book.")),)))

    return _or_refuse(attempt(request, deeds))


@deed_page(*SCHOOL_ROLES, BOARD)
def approve(request: HttpRequest) -> HttpResponseBase:
    """Turn every ticked proposal into a request; each succeeds or is refused by itself, and says so."""
    actor, school = acting(request), needed(request)
    picked, covered = request.POST.getlist("proposal"), request.POST.getlist("cover")
    rows = queries.visible_to(actor).filter(school=school, status="proposed").order_by("created_at")
    waiting = [each for each in rows if str(each.pk) in picked]

    def deeds() -> Done:
        results = tuple(_approved(each, actor, cover=str(each.pk) in covered) for each in waiting)
        nothing = ((False, _("Tick at least one proposal, then approve.")),)
        return Done(reverse("schools:year"), "", results or nothing)

    return _or_refuse(attempt(request, deeds))


def _plan(request: HttpRequest, given: QueryDict | None) -> YearPlan:
    asked = request.GET if given is None else given
    by = MONTH if asked.get("by") == MONTH else TERM
    filled = None if given is None else {name: str(given[name]) for name in given}
    return year_plan(
        acting(request), needed(request), programme=asked.get("programme", ""), by=by, given=filled
    )  # fmt: skip


def _shown(request: HttpRequest, plan: YearPlan, *, status: int = 200) -> HttpResponseBase:
    actor = acting(request)
    asked = request.POST or request.GET
    shown = {
        "plan": plan,
        "school": plan.school,
        "rounds": standings(plan.school, [plan.programme] if plan.programme else []),
        "decides": rules.decides(actor, plan.school),
        "approves": may_approve(actor, plan),
        "by": MONTH if asked.get("by") == MONTH else TERM,
        "looked": "look" in request.GET or request.method == "POST",
        "covers": plan.programme is not None and plan.programme.overspend_booking == "own_money",
        "wrong": [line for line in plan.lines if status == 400 and line.form.errors],
    }
    return render(request, "schools/year.html", shown, status=status)


def _address(plan: YearPlan, asked: QueryDict, **more: str) -> str:
    said = {name: asked[name] for name in ("programme", "by") if asked.get(name)}
    return f"{reverse('schools:year')}?{urlencode(said | more)}" if said or more else reverse("schools:year")


def _kept(line: Line, actor: Actor) -> Result | None:
    """The wish with what was filled in; nothing when that is what it said already."""
    choice, said = line.choice, line.form.said
    if choice is None or all(getattr(choice, name) == value for name, value in said.items()):
        return None

    def change() -> str:
        actions.change_choice(choice, by=actor, **said)
        return _("“%(offer)s” was changed.") % {"offer": title_of(line.offer)}

    return _row(line, change)


def _booked(line: Line, school: School, actor: Actor) -> Result:
    """A wish is booked and comes off the list; of a fixed offer only the day is planned."""
    choice, said, cover = line.choice, line.form.said, bool(line.form.cleaned_data.get("cover"))

    def book() -> str:
        if choice:
            return _told(actions.book_choice(choice, by=actor, cover_shortfall=cover))
        wished = [said["wished_on"]] if said["wished_on"] else []
        booking = actions.book(
            school, line.offer, units=said["units"], pupils=said["pupils"], session=said["session"],
            wished_dates=wished, by=actor,
        )  # fmt: skip
        return _told(booking)

    return _row(line, book)


def _told(booking: Booking) -> str:
    shown = {"offer": title_of(booking.offer), "own": euro(booking.shortfall)}
    if booking.status == "proposed":
        return _("“%(offer)s” waits for the budget holder of your school.") % shown
    if booking.shortfall:
        return _("“%(offer)s” was asked from the provider; your school pays %(own)s of it itself.") % shown
    return _("“%(offer)s” was asked from the provider.") % shown


def _row(line: Line, deed: Callable[[], str]) -> Result:
    try:
        with row_of_many():
            return True, deed()
    except (Invalid, Refused) as refused:
        shown = {"offer": title_of(line.offer), "why": str(refused)}
        return False, _("“%(offer)s” stays on your plan: %(why)s") % shown


def _approved(booking: Booking, actor: Actor, *, cover: bool) -> Result:
    title = {"offer": title_of(booking.offer)}
    try:
        with row_of_many():
            actions.approve(booking, by=actor, cover_shortfall=cover)
    except (Invalid, Refused) as refused:
        return False, _("“%(offer)s” was not approved: %(why)s") % (title | {"why": str(refused)})
    return True, _("“%(offer)s” was approved and asked from the provider.") % title


def _or_refuse(answer: HttpResponseBase | Refusal) -> HttpResponseBase:
    if isinstance(answer, Refusal):
        raise Refused(answer.code or "refused", answer.sentence)
    return answer
