"""Reminding the right person, once in a while; and saying when the radar warns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import Actor, system
from catalogue.deeds import deed, row_of_many
from catalogue.errors import Invalid, Refused, require
from catalogue.lifecycle import added, change
from catalogue.organisations.models import Provider, School
from catalogue.programmes.models import Programme
from catalogue.validation import check_fields, validated
from portal.radar import queries, rules
from portal.radar.models import RadarTerms, Reminder
from portal.radar.queries.people import Person
from portal.radar.states import OF_PAPERS, OF_PROVIDERS, OF_SCHOOLS, UNANSWERED

POSTMAN = system("reminders")


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one of many: whom it was about, and why nobody was reminded (empty: it is done)."""

    name: str
    refused: str
    reminder: Reminder | None = None


@deed
def remind(whom: School | Provider, *, about: str, programme: Programme, by: Actor) -> Reminder:
    """Ask the right people of a school or provider to do what it is behind with; the letter goes by the outbox.

    `about` is a word of `states.SUBJECTS` that fits. `Forbidden("wrong_role")`, `Invalid` (`#/about`),
    `Refused("not_needed")` when it is not behind with that, `Refused("reminded_already")` within the days of the terms,
    `Refused("nobody_to_ask")` when nobody is known who can be written to.
    """
    own = rules.may_remind(by, programme.municipality_id) and _is_here(whom, programme)
    require(own, "wrong_role", _("Only a policy officer reminds the schools and providers of the own municipality."))
    _fits(whom, about)
    type(whom).objects.select_for_update().get(pk=whom.pk)  # two who remind at the same moment: the second waits here
    _is_needed(whom, about, programme)
    _not_lately(whom, about, programme)
    people = _people(whom)
    reminder = Reminder(
        municipality_id=programme.municipality_id, programme=programme, about=about, role=people[0].role,
        people=len(people), by=by.label[:200], **{whom.KIND: whom},
    )  # fmt: skip
    return added(validated(reminder), by=by, data={"about": about, "role": people[0].role, "people": len(people)})


def remind_many(whom: Sequence[UUID], *, about: str, programme: Programme, by: Actor) -> list[RowResult]:
    """The same to many schools (or providers), in the order given: one result each; a refused one stops no other.

    What is not there or not the actor's is a row with that sentence.
    """
    return [_one_of_many(each, about, programme, by) for each in whom]


@deed
def set_terms(programme: Programme, *, by: Actor, **fields: Any) -> RadarTerms:
    """From when on the radar warns in this programme: fields of `RadarTerms`. `Invalid` names each wrong field."""
    own = rules.may_remind(by, programme.municipality_id)
    require(own, "wrong_role", _("Only a policy officer of this municipality changes the terms of a programme."))
    terms = queries.terms_of(programme)
    day = fields.get("choose_by")
    if day and not programme.starts_on <= day <= programme.ends_on:
        raise Invalid.field("#/chooseBy", "out_of_range", _("Choose a day within the programme."))
    if terms._state.adding:
        for name, value in fields.items():
            setattr(terms, name, value)
        return added(validated(terms), by=by)
    check_fields(terms, **fields)
    return change(terms, event="changed", by=by, data={"fields": sorted(fields)}, **fields)


@deed
def note(reminder_id: UUID, letters: int) -> Reminder | None:
    """The worker: so many letters went out just now. `None` when it was noted before, or when there were none."""
    reminder = Reminder.objects.filter(pk=reminder_id, sent_at=None).first()
    if reminder is None or not letters:
        return None
    return change(reminder, event="sent", by=POSTMAN, data={"letters": letters}, sent_at=timezone.now())


def _one_of_many(pk: UUID, about: str, programme: Programme, by: Actor) -> RowResult:
    whom = queries.to_remind(by, pk, about)
    if whom is None:
        return RowResult(str(pk), _("It is not there any more, or it does not belong to your municipality."))
    try:
        with row_of_many():
            return RowResult(whom.name, "", remind(whom, about=about, programme=programme, by=by))
    except (Refused, Invalid) as error:
        return RowResult(whom.name, str(error))


def _is_here(whom: School | Provider, programme: Programme) -> bool:
    if isinstance(whom, School):
        return bool(whom.municipality_id == programme.municipality_id)
    return whom.admissions.filter(municipality=programme.municipality_id).exists()


def _fits(whom: School | Provider, about: str) -> None:
    subjects = {*OF_SCHOOLS.values(), *OF_PAPERS} if isinstance(whom, School) else set(OF_PROVIDERS)
    if about not in subjects:
        expected = {"found": about, "expected": ", ".join(sorted(subjects))}
        raise Invalid.field("#/about", "unknown", _("Found “%(found)s”; expected one of: %(expected)s.") % expected)


def _is_needed(whom: School | Provider, about: str, programme: Programme) -> None:
    terms = queries.terms_of(programme)
    if isinstance(whom, School) and about in OF_PAPERS:
        needed = about in queries.papers_missing(whom, programme)
    elif isinstance(whom, School):
        behind = [row.about for row in queries.choosers(programme, terms, only=[whom.pk])]
        needed = about in behind
    elif about == UNANSWERED:
        needed = any(row.provider.pk == whom.pk for row in queries.unanswered(programme, terms))
    else:
        needed = queries.never_chosen(programme).filter(provider=whom.pk).exists()
    if not needed:
        sentence = _("%(name)s need not be reminded of this (any more). Reload the page to see how it stands.")
        raise Refused("not_needed", sentence % {"name": whom.name})


def _not_lately(whom: School | Provider, about: str, programme: Programme) -> None:
    last = Reminder.objects.filter(programme=programme, about=about, **{whom.KIND: whom}).first()
    again = queries.again_on(last, queries.terms_of(programme))
    if last and again:
        days = {
            "name": whom.name,
            "day": date_format(timezone.localtime(last.created_at), "j F"),
            "again": date_format(again, "j F"),
        }
        sentence = _("%(name)s was reminded of this on %(day)s. From %(again)s on you can do it again.")
        raise Refused("reminded_already", sentence % days)


def _people(whom: School | Provider) -> tuple[Person, ...]:
    if isinstance(whom, School):
        people = queries.reachable_schools([whom])[whom.pk].people
    else:
        people = queries.reachable_providers([whom])[whom.pk].people
    if not people:
        sentence = _("Nobody is known at %(name)s who can be written to. Call them, and ask them to add a contact.")
        raise Refused("nobody_to_ask", sentence % {"name": whom.name})
    return people
