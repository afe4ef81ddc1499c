"""The officer sees exactly what a new revision changes: word by word, and every field that an offer has."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalogue.offers import actions as offers
from catalogue.offers.differences import NEW, OLD, SAME, Difference, Piece, differences, word_by_word
from catalogue.offers.models import Offer, Revision
from catalogue.offers.said import CODES, LABELS, LISTS, NOT_SAID, PROSE
from catalogue.organisations.models import ContactPerson, Venue
from catalogue.pictures.models import Picture
from tests import cast
from tests.cast import Town


def _marked(pieces: tuple[Piece, ...] | list[Piece]) -> str:
    """The pieces as one line: [-old-] and {+new+}."""
    marks = {SAME: "%s", OLD: "[-%s-]", NEW: "{+%s+}"}
    return "".join(marks[piece.kind] % piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Wij lezen een uur voor.", "Wij lezen twee uur voor.", "Wij lezen [-een -]{+twee +}uur voor."),
        ("Kinderen luisteren.", "Kinderen luisteren en praten.", "Kinderen luisteren {+en praten+}."),
        ("Wij komen drie keer op school", "Wij komen op school", "Wij komen [-drie keer -]op school"),
        ("Het kost € 12,50 per kind", "Het kost € 15,00 per kind", "Het kost € [-12,50 -]{+15,00 +}per kind"),
        ("Een.\nTwee.", "Een.\nTwee.\nDrie.", "Een.\nTwee.{+\nDrie.+}"),
        ("Voorleesuur", "Filosoferen met kleuters", "[-Voorleesuur-]{+Filosoferen met kleuters+}"),
        ("", "Iets nieuws", "{+Iets nieuws+}"),
        ("Iets ouds", "", "[-Iets ouds-]"),
        ("een  blank", "een blank", "[-een  blank-]{+een blank+}"),
    ],
)
def test_word_by_word(old: str, new: str, marked: str):
    assert _marked(word_by_word(old, new)) == marked


def test_a_text_that_is_too_long_to_compare_is_shown_whole():
    old, new = "a " * 2500, "b " * 2500
    assert word_by_word(old, new) == [Piece(OLD, old), Piece(NEW, new)]


def _next(town: Town, made: Offer, **said: Any) -> list[Difference]:
    offers.edit(made, by=town.actor("librarian"), **said)
    return differences(made.revision, made.draft)


def test_a_changed_price_is_exactly_that_change(town: Town):
    (found,) = _next(town, cast.offer(town), price=Decimal("140.00"))
    assert (found.field, found.before, found.after) == (
        "price",
        "€\N{NO-BREAK SPACE}125,00",
        "€\N{NO-BREAK SPACE}140,00",
    )


def test_nothing_changed_is_no_difference_and_a_first_version_has_none(town: Town):
    made = cast.offer(town, description="Een.\nTwee.")
    assert _next(town, made, description="Een.\r\nTwee.", themes=[town.talent.pk]) == []
    assert differences(None, made.draft) == []


def test_lists_say_what_came_and_went_whatever_their_order(town: Town):
    made = cast.offer(town, year_groups=["5", "6"], themes=[town.talent.pk])
    found = {
        each.field: each for each in _next(town, made, year_groups=["7", "6"], themes=[town.care.pk, town.talent.pk])
    }
    assert _marked(found["year_groups"].pieces) == "[-groep 5-]{+groep 7+}groep 6"
    assert (found["themes"].before, found["themes"].after) == (
        "Talentontwikkeling",
        "Talentontwikkeling, Zorg op school",
    )


def _picture(town: Town, alt: str) -> Picture:
    return Picture.objects.create(
        provider=town.library, alt=alt, credit="De Boekenboom", sha256=alt, width=1, height=1, large="l", small="s"
    )


def _a_venue(town: Town) -> Venue:
    return Venue.objects.create(provider=town.library, name="De Zolder", city="Bloemendorp")


def _a_contact(town: Town) -> ContactPerson:
    return ContactPerson.objects.create(provider=town.library, name="Balie", phone="030 1234567")


# For every field something else than what the offer of the cast says, and how it then reads.
OTHERWISE: dict[str, tuple[Callable[[Town], Any], str]] = {
    **{field: (lambda town: "Heel iets anders", "Heel iets anders") for field in PROSE},
    "image": (lambda town: _picture(town, "Een kind leest"), "Een kind leest (De Boekenboom)"),
    "motif": (lambda town: "book", "book"),
    "themes": (lambda town: [town.care.pk], "Zorg op school"),
    "sectors": (lambda town: ["VO"], "voortgezet onderwijs"),
    "year_groups": (lambda town: ["vo1"], "voortgezet onderwijs, leerjaar 1"),
    "target_groups": (lambda town: ["nt2"], "kinderen die Nederlands als tweede taal leren"),
    "menu_areas": (lambda town: ["A"], "A: meer onderwijs"),
    "cases": (lambda town: ["transport"], "transport"),
    "evidence_url": (lambda town: "https://example.org/", "https://example.org/"),
    "evidence_months": (lambda town: 5, "5"),
    "evidence_strength": (lambda town: 4, "4"),
    "evidence_cost": (lambda town: 2, "2"),
    "unit": (lambda town: "session", "bijeenkomst"),
    "price": (lambda town: Decimal("1250.00"), "€\N{NO-BREAK SPACE}1.250,00"),
    "vat_percent": (lambda town: Decimal("21.00"), "21,00"),
    "min_units": (lambda town: 3, "3"),
    "max_units": (lambda town: 1200, "1.200"),
    "min_group_size": (lambda town: 8, "8"),
    "max_group_size": (lambda town: 30, "30"),
    "weeks": (lambda town: 40, "40"),
    "capacity": (lambda town: 25, "25"),
    "entitlement_units": (lambda town: 2, "2"),
    "entitlement_period": (lambda town: "month", "maand"),
    "entitlement_per_pupils": (lambda town: 100, "100"),
    "starts_on": (lambda town: date(2027, 3, 15), "ma 15 maart 2027"),
    "ends_on": (lambda town: date(2027, 6, 30), "wo 30 juni 2027"),
    "lead_time_days": (lambda town: 21, "21"),
    "cancel_free_days": (lambda town: 42, "42"),
    "cancel_late_percent": (lambda town: 50, "50"),
    "venue": (_a_venue, "De Zolder, Bloemendorp"),
    "contact_person": (_a_contact, "Balie"),
}


def test_every_field_of_a_revision_is_either_said_or_the_houses_own():
    fields = {field.name for field in (*Revision._meta.concrete_fields, *Revision._meta.many_to_many)}
    assert fields - NOT_SAID == set(LABELS) == set(OTHERWISE)
    assert {*PROSE, *LISTS, *CODES} <= set(LABELS)


def test_a_change_of_one_field_is_one_difference(town: Town):
    made = cast.offer(town)
    offers.edit(made, by=town.actor("librarian"), title=made.text.title)
    for field, (otherwise, words) in OTHERWISE.items():
        changed = copy(made.draft)
        if field == "themes":
            changed.themes.set(otherwise(town))
        else:
            setattr(changed, field, otherwise(town))
        (found,) = differences(made.revision, changed)
        assert (found.field, found.after, bool(str(found.label))) == (field, words, True)
        made.draft.themes.set(made.revision.themes.all())


def test_the_words_of_the_cases_are_those_of_the_rules(town: Town):
    made = cast.offer(town)
    offers.edit(made, by=town.actor("librarian"), cases=["transport"])
    (found,) = differences(made.revision, made.draft, {"transport": "Vervoer na schooltijd"})
    assert found.after == "Vervoer na schooltijd"
