"""The year of a school at one glance: wishes, fixed offers and bookings by term or month, against the live budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.offers.models import Session
from catalogue.offers.queries import THEMES
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from catalogue.programmes.periods import MONTH, TERM, Period, period_on, periods_of
from frontend.schools.fixed import standings_now
from frontend.schools.year_forms import YearLine, of_choice, of_part
from frontend.schools.year_shapes import Line, Section, YearPlan
from portal.bookings import queries as bookings
from portal.bookings import rules
from portal.bookings.models import Booking, Choice
from portal.bookings.verdicts import verdicts_of
from portal.bookings.wanted import Verdict
from portal.budgets import queries as budgets
from portal.budgets.models import Account, TeamBudget
from portal.entitlements.queries import Part, Standing

RUNNING = ("proposed", "requested", "confirmed", "delivered", "disputed", "accepted")
ENTITLED = "entitlement_exhausted"
SHORT = 12  # of an id, enough to tell the lines of one school apart


def year_plan(
    actor: Actor, school: School, *, programme: str = "", by: str = TERM, given: Mapping[str, str] | None = None
) -> YearPlan:  # fmt: skip
    """The plan of a school for one programme (the newest, unless another is named), with what was filled in (`given`).

    The same number of statements however many lines there are.
    """
    accounts = list(budgets.visible_to(actor).filter(school=school))
    choices = list(bookings.choices_visible_to(actor).filter(school=school).prefetch_related("offer__revision__themes"))
    standings = [each for each in standings_now(actor, school) if not each.opted_out]
    programmes = _programmes(accounts, choices, standings)
    chosen = next((each for each in programmes if str(each.pk) == programme), next(iter(programmes), None))
    if chosen is None:
        return YearPlan(school, None, [], None, [], [], [], [])
    choices = [each for each in choices if each.offer.programme_id == chosen.pk]
    standings = [each for each in standings if each.offer.programme_id == chosen.pk]
    account = next((each for each in accounts if each.programme_id == chosen.pk), None)
    teams = list(budgets.teams_visible_to(actor).filter(account=account)) if account else []
    lines = _lines(school, choices, standings, teams, given)
    _judge(school, lines, accounts, standings, actor, ticks=given is not None)
    mine = _bookings(actor, school, chosen)
    sections = _sections(chosen, by, lines, [each for each in mine if each.status != "proposed"])
    proposals = [each for each in mine if each.status == "proposed"]
    return YearPlan(school, chosen, programmes, account, teams, lines, sections, proposals)


def _programmes(
    accounts: Iterable[Account], choices: Iterable[Choice], standings: Iterable[Standing]
) -> list[Programme]:  # fmt: skip
    """Of these the programmes that have not ended, the newest first."""
    found = [each.programme for each in accounts]
    found += [each.offer.programme for each in choices] + [each.offer.programme for each in standings]
    running = {each.pk: each for each in found if each.ends_on >= timezone.localdate()}
    return sorted(running.values(), key=lambda each: (each.starts_on, each.name), reverse=True)


def _lines(
    school: School, choices: Sequence[Choice], standings: Sequence[Standing], teams: Sequence[TeamBudget],
    given: Mapping[str, str] | None,
) -> list[Line]:  # fmt: skip
    """The wishes by rank, then the fixed offers by period. A fixed offer on the shortlist is there once."""
    listed = {each.offer_id for each in choices}
    fixed = [each for each in standings if each.offer.pk not in listed]
    offers = {each.offer.pk: each.offer for each in fixed}
    prefetch_related_objects(list(offers.values()), "goal__regulation", "provider__admissions", *THEMES)
    sessions = _sessions({*offers, *listed})
    lines = []
    for place, choice in enumerate(choices):
        key, dates = f"w{choice.pk.hex[:SHORT]}", sessions[choice.offer_id]
        form = YearLine(
            choice.offer, school, key, values=of_choice(choice), given=given, sessions=dates, teams=teams
        )  # fmt: skip
        lines.append(Line(form, choice.offer, choice, first=not place, last=place == len(choices) - 1))
    for standing in fixed:
        for part in _to_plan(standing):
            key = f"f{standing.offer.pk.hex[:SHORT]}-{part.period.number}"
            dates = [
                each for each in sessions[standing.offer.pk] if _local(each) in part.period or not part.period.kind
            ]
            form = YearLine(
                standing.offer, school, key, values=of_part(standing.offer, part), given=given, sessions=dates
            )  # fmt: skip
            lines.append(Line(form, standing.offer, part=part))
    return lines


def _to_plan(standing: Standing) -> Iterator[Part]:
    """The periods, from this one on, in which something is left."""
    if standing.unknown:
        return
    today = timezone.localdate()
    yield from (part for part in standing.parts if part.period.ends_on >= today and part.left != 0)


def _sessions(offers: Collection[UUID]) -> defaultdict[UUID, list[Session]]:
    """The coming dates with room of these offers."""
    found: defaultdict[UUID, list[Session]] = defaultdict(list)
    rows = Session.objects.filter(offer__in=offers, starts_at__gte=timezone.now()).order_by("starts_at", "pk")
    for each in rows:
        if each.capacity_left != 0:
            found[each.offer_id].append(each)
    return found


def _local(session: Session) -> date:
    return timezone.localtime(session.starts_at).date()


def _judge(
    school: School, lines: Sequence[Line], accounts: Sequence[Account], standings: Sequence[Standing], actor: Actor, *,
    ticks: bool,
) -> None:  # fmt: skip
    """Give each line its verdict. Before anybody ticked: every wish that can be booked, or waits for a round, is."""
    wanted = []
    for line in lines:
        line.form.is_valid()
        wanted.append(line.form.wanted(counts=line.form.picked))
    found = verdicts_of(school, wanted, accounts, standings, by=actor)
    for line, verdict in zip(lines, found, strict=True):
        line.verdict = _in_its_period(line, verdict)
        if not ticks and line.form.picked and not (line.verdict.ready or line.verdict.waits):
            line.form.untick()


def _in_its_period(line: Line, verdict: Verdict) -> Verdict:
    """What is left of a later period needs a day in it: without one it would be taken from this period."""
    if not line.part or verdict.wanted.day or line.part.period.starts_on <= timezone.localdate():
        return verdict
    sentence = _("Choose a day in %(period)s: without a day it counts in the period of today.")
    missing = Refused("day_needed", sentence % {"period": line.part.period})
    return replace(verdict, refusals=(*(each for each in verdict.refusals if each.code != ENTITLED), missing))


def _bookings(actor: Actor, school: School, programme: Programme) -> list[Booking]:
    rows = bookings.visible_to(actor).filter(school=school, status__in=RUNNING, offer__programme=programme)
    rows = rows.select_related("session", "offer__revision").prefetch_related(None)
    return sorted(rows.order_by("created_at"), key=lambda each: _day_of(each) or date.max)


def _day_of(booking: Booking) -> date | None:
    """When it is planned, or else when it was delivered."""
    delivered = timezone.localtime(booking.delivered_at).date() if booking.delivered_at else None
    return booking.planned_on or delivered


def may_approve(actor: Actor, plan: YearPlan) -> bool:
    """Whether there is something that this actor turns into requests."""
    return any(rules.may_approve(actor, each) for each in plan.proposals)


def _sections(programme: Programme, by: str, lines: Sequence[Line], mine: Sequence[Booking]) -> list[Section]:
    """What has no day first, then the periods in order; periods that are over only when something is in them."""
    periods = periods_of(programme, MONTH if by == MONTH else TERM)
    sections = {None: Section(None)} | {each.number: Section(each) for each in periods}
    for booking in mine:
        sections[_place(periods, _day_of(booking))].bookings.append(booking)
    for line in lines:
        day = line.day
        if day is None and line.part and line.part.period.kind in (MONTH, TERM):
            day = max(line.part.period.starts_on, timezone.localdate())
        sections[_place(periods, day)].lines.append(line)
    for section in sections.values():
        section.lines.sort(key=lambda line: line.day or date.min)
    now = period_on(periods, timezone.localdate()).number
    for section in sections.values():
        section.near = section.period is None or now <= section.period.number <= now + 1
    return [
        each for each in sections.values() if each.bookings or each.lines or (each.period and each.period.number >= now)
    ]


def _place(periods: Sequence[Period], day: date | None) -> int | None:
    return period_on(periods, day).number if day else None
