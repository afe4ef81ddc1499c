"""What a brochure is about: a programme, for everybody or for one school. Its offers are those that search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from catalogue.offers import search
from catalogue.offers.models import Offer, Session
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme, Theme


@dataclass(frozen=True, slots=True)
class Budget:
    """What a school has to choose from, in euros: granted = reserved + spent + left."""

    name: str
    granted: Decimal
    reserved: Decimal
    spent: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class ForSchool:
    """What only this school has, as the floor above tells it: its budgets, and its fixed offers in words."""

    school: School
    budgets: Sequence[Budget] = ()
    entitlements: dict[UUID, str] = field(default_factory=dict)

    def is_for(self, offer: Offer) -> bool:
        """Whether the offer is for this kind of school."""
        return not offer.text.sectors or self.school.sector in offer.text.sectors


@dataclass(frozen=True, slots=True)
class Subject:
    """Which brochure: `language` is `nl` or `en`; `site` is where the catalogue is on the web, without a last slash."""

    programme: Programme
    language: str
    site: str
    school: ForSchool | None = None

    def address_of(self, offer: Offer) -> str:
        """The page of an offer: what its QR code leads to."""
        return f"{self.site}/offers/{offer.pk}"


def offers_of(subject: Subject) -> list[Offer]:
    """The published offers of the programme by title, as the catalogue finds them, with all that is printed of each.

    For a school those for its kind of school. The same few statements, however many offers there are.
    """
    criteria = search.Criteria(chosen={"programme": (str(subject.programme.pk),)}, ordering="title")
    dates = Prefetch("sessions", Session.objects.order_by("starts_at", "pk"))
    offers = list(search.found(criteria))
    prefetch_related_objects(offers, dates, "revision__venue", "programme", "municipality")
    return [offer for offer in offers if subject.school is None or subject.school.is_for(offer)]


def chapters_of(subject: Subject, offers: Sequence[Offer]) -> list[tuple[Theme, list[Offer]]]:
    """Each theme that has offers with all of its offers; one with several themes stands under each of them."""
    themes = list(subject.programme.themes.all())
    under = {theme.pk: [offer for offer in offers if theme in offer.text.themes.all()] for theme in themes}
    return [(theme, under[theme.pk]) for theme in themes if under[theme.pk]]


def home_of(offer: Offer) -> Theme:
    """The theme under which an offer is described: its first."""
    return min(offer.text.themes.all(), key=lambda theme: (theme.position, theme.name))


def key_of_entry(offer: Offer) -> str:
    """How the pages name an offer among themselves."""
    return f"offer-{offer.pk.hex}"
