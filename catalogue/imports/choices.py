"""What can be chosen in the columns of a table of offers: the words of a programme, and those of one provider."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from catalogue.imports.cells import Word, Words, listed, words_of
from catalogue.offers import states
from catalogue.organisations.models import SECTORS, ContactPerson, Venue
from catalogue.programmes.eligibility import cases_of
from catalogue.programmes.models import Programme, SpendingGoal, Theme


def words_for(programme: Programme) -> dict[str, list[Word]]:
    """Everything that does not depend on the provider, in the language of the reader."""
    themes = Theme.objects.filter(programme=programme)
    goals = SpendingGoal.objects.filter(regulation__programmeregulation__programme=programme)
    first: dict[str, str] = {}
    for goal in goals.order_by("regulation__programmeregulation__position", "code"):
        first.setdefault(goal.code, goal.label)
    cases = cases_of(programme, timezone.localdate())
    return {
        "themes": listed((theme.pk, (theme.name, theme.name_en)) for theme in themes),
        "goal": listed((code, (label,)) for code, label in first.items()),
        "cases": listed((case, (words,)) for case, words in cases),
        "kind": words_of(states.KINDS),
        "sectors": words_of(SECTORS),
        "year_groups": words_of(states.YEAR_GROUPS),
        "target_groups": words_of(states.TARGET_GROUPS),
        "menu_areas": words_of(states.MENU_AREAS),
        "unit": words_of(states.UNITS),
        "periods": words_of(states.PERIODS),
        "status": words_of(states.STATUSES),
        "venues": [],
        "contacts": [],
    }


def with_own(words: dict[str, list[Word]], provider: UUID) -> Words:
    """The same with the places and contact persons of one provider that can still be chosen."""
    venues = Venue.objects.filter(provider=provider, closed=False).values_list("pk", "name")
    contacts = ContactPerson.objects.filter(provider=provider, ended=False).values_list("pk", "name")
    return words | {
        "venues": listed((pk, (name,)) for pk, name in venues),
        "contacts": listed((pk, (name,)) for pk, name in contacts),
    }
