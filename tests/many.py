"""Thousands of offers at once, for what must stay quick: rows in bulk, then the real indexing. All is invented."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import cycle, islice
from random import Random

from django.utils import timezone

from catalogue.offers.indexing import index_all
from catalogue.offers.models import Offer, Revision, Session
from catalogue.offers.states import MENU_AREAS, TARGET_GROUPS, UNITS, YEAR_GROUPS
from catalogue.organisations.models import Admission, Provider, PupilCount, School
from catalogue.programmes.models import SpendingGoal
from tests.cast import COUNTED_ON, Town

THINGS = (
    "muziek", "taal", "lees", "reken", "dans", "toneel", "teken", "natuur", "zwem", "kook", "techniek", "robot",
    "film", "foto", "sport", "judo", "voetbal", "tuin", "kunst", "verhaal", "gedicht", "rap", "koor", "trommel",
)  # fmt: skip
DONE = ("les", "workshop", "cursus", "training", "middag", "project", "club", "atelier", "voorstelling", "excursie")
SAID = (
    "kinderen", "leerlingen", "samen", "begrijpend", "lezen", "weerbaarheid", "museum", "café", "instrument",
    "ontdekken", "spelen", "groep", "bibliotheek", "huiswerk", "ouders", "wijk", "gezond", "bewegen", "verhalen",
    "maken", "durven", "vertellen", "luisteren", "zingen", "experiment", "water", "dieren", "sterren", "planeten",
    "geschiedenis", "kaarten", "letters", "woorden", "gevoel", "vriendschap", "ruzie", "online", "veilig", "verkeer",
)  # fmt: skip
NUMBERS = [f"{first}{second}" for first in ("bra", "ko", "li", "mu", "ne", "pa", "ro", "sti", "ta", "vo")
           for second in ("bel", "dor", "fin", "gas", "kel", "lom", "mir", "nes", "pol", "rit")]  # fmt: skip


def many_offers(town: Town, number: int, *, providers: int = 60) -> None:
    """So many published offers more, of so many providers around the town, all of them findable."""
    chance = Random(7)
    organisations = _providers(town, providers, chance)
    goals = list(SpendingGoal.objects.filter(regulation__code="LOKAAL"))
    offers = [
        Offer(
            status="draft", municipality=town.municipality, programme=town.programme, provider=provider,
            kind="fixed" if place % 7 == 0 else "optional", goal=chance.choice(goals), capacity=place % 40 + 1,
        )
        for place, provider in enumerate(islice(cycle(organisations), number))
    ]  # fmt: skip
    Offer.objects.bulk_create(offers)
    texts = [_revision(offer, place, chance) for place, offer in enumerate(offers)]
    themes, through = (town.talent.pk, town.care.pk), Revision.themes.through
    Session.objects.bulk_create(_sessions(offers[::3], chance))
    Revision.objects.bulk_create(texts)
    through.objects.bulk_create(through(revision_id=text.pk, theme_id=chance.choice(themes)) for text in texts)
    _publish(offers, texts)


def many_schools(town: Town, number: int) -> list[School]:
    """So many primary schools more (at most 676), with 10, 11, 12 … pupils; without a board."""
    rows = [
        School(
            municipality=town.municipality, name=f"Basisschool {place:03}", sector="PO",
            location_code=f"96{chr(65 + place // 26)}{chr(65 + place % 26)}00",
        )
        for place in range(number)
    ]  # fmt: skip
    School.objects.bulk_create(rows)
    PupilCount.objects.bulk_create(
        PupilCount(school=row, reference_date=COUNTED_ON, pupils=10 + place, source="many")
        for place, row in enumerate(rows)
    )
    return rows


def offers_called(town: Town, *titles: str) -> None:
    """A published offer of the library with each of these titles and nothing more to read, all of them findable."""
    goal = SpendingGoal.objects.get(regulation__code="LOKAAL", code="talent")
    offers = [
        Offer(
            status="draft", municipality=town.municipality, programme=town.programme, provider=town.library,
            kind="optional", goal=goal,
        )
        for _title in titles
    ]  # fmt: skip
    Offer.objects.bulk_create(offers)
    texts = [
        Revision(offer=offer, number=1, status="approved", title=title, unit="group", price=Decimal(100))
        for offer, title in zip(offers, titles, strict=True)
    ]
    Revision.objects.bulk_create(texts)
    _publish(offers, texts)


def _publish(offers: list[Offer], texts: list[Revision]) -> None:
    for offer, text in zip(offers, texts, strict=True):
        offer.status, offer.revision = "published", text
    Offer.objects.bulk_update(offers, ["status", "revision"], batch_size=500)
    index_all(offer.pk for offer in offers)


def _providers(town: Town, number: int, chance: Random) -> list[Provider]:
    before = Provider.objects.count()
    rows = [
        Provider(
            name=f"Stichting {NUMBERS[place % 100].title()} {place}", kvk=f"{before + place:08}", vat_status="none",
            iban="NL44RABO0123456789", account_name="Stichting", city="Bloemendorp",
            latitude=52.0 + chance.random() / 3, longitude=5.0 + chance.random() / 3,
        )
        for place in range(number)
    ]  # fmt: skip
    Provider.objects.bulk_create(rows)
    Admission.objects.bulk_create(
        Admission(municipality=town.municipality, provider=row, status="admitted") for row in rows
    )
    return rows


def _revision(offer: Offer, place: int, chance: Random) -> Revision:
    title = f"{chance.choice(THINGS)}{chance.choice(DONE)} {chance.choice(NUMBERS)} {place}".capitalize()
    groups = [code for code, _label in YEAR_GROUPS]
    start = chance.randrange(len(groups) - 4)
    return Revision(
        offer=offer, number=1, status="approved", title=title, title_en=f"Lesson {place}",
        summary=" ".join(chance.sample(SAID, 8)).capitalize() + ".",
        description=" ".join(chance.choice(SAID + tuple(NUMBERS)) for _word in range(90)) + ".",
        sectors=chance.sample(["VE", "PO", "SBO", "SO", "VSO", "VO"], 2), year_groups=groups[start : start + 4],
        target_groups=[chance.choice(TARGET_GROUPS)[0]], menu_areas=[chance.choice(MENU_AREAS)[0]],
        evidence_url="https://onderzoek.example/" if place % 3 else "", unit=chance.choice(UNITS)[0],
        price=Decimal(chance.randrange(500, 90_000)) / 100, capacity=offer.capacity,
        place="Bij u op school" if place % 2 else "In ons gebouw",
    )  # fmt: skip


def _sessions(offers: list[Offer], chance: Random) -> list[Session]:
    moments = [timezone.now() + timedelta(days=chance.randrange(1, 240)) for _offer in range(2 * len(offers))]
    return [
        Session(offer=offers[place // 2], starts_at=moment, ends_at=moment + timedelta(hours=1), capacity=2)
        for place, moment in enumerate(moments)
    ]
