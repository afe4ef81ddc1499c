"""The cast of the tests: one small town, made by the same deeds that people do. Everybody here is invented.

Bloemendorp has a library that lends more than books, a music school, two primary schools under one board and a
secondary school. Money in round numbers, so that a reader can add it up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.actor import Actor, system
from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Board, Municipality, Provider, School
from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Programme, Regulation, Theme
from portal.accountability.loading import load_forms
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.claims import actions as claims
from portal.claims import decisions
from portal.claims.models import Claim
from portal.funding import actions as funding
from portal.people import actions as people
from portal.people.models import Membership
from portal.people.queries import actor_of

OPERATOR = system("tests")
PASSWORD = "Vlinder-7-boom"
TODAY = date(2026, 11, 22)
COUNTED_ON = date(2026, 10, 1)
TERM_STARTS = (date(2026, 8, 31), date(2027, 1, 4), date(2027, 4, 12))


@dataclass
class Town:
    """Everything that a test may need, by name. Actors are what rules see; `membership[...]` what signs in."""

    municipality: Municipality
    board: Board
    programme: Programme
    talent: Theme
    care: Theme
    library: Provider
    music: Provider
    kring: School
    linde: School
    college: School
    membership: dict[str, Membership]

    def actor(self, who: str) -> Actor:
        """The actor of a member, e.g. `town.actor("coordinator")`."""
        return actor_of(self.membership[who])

    def token(self, who: str, scopes: list[str] | None = None) -> str:
        """A fresh API token of a member."""
        _token, raw = people.issue_token(self.membership[who], name="test", scopes=scopes, by=OPERATOR)
        return raw


def build_town(name: str = "Bloemendorp", digits: str = "98") -> Town:
    """The whole town, with its people, two admitted providers and the money divided as `split` says.

    Another name with other `digits` (of all its numbers) makes another municipality on the same installation.
    """
    programmes.load_facts()
    load_forms()
    municipality = organisations.add_municipality(
        name=name, code=f"GM{digits}01", oin=f"00000099000000{digits}0100", iban="NL91ABNA0417164300", bic="ABNANL2A",
        account_name=f"Gemeente {name}", invoice_reference="JEUGD", street="Plein 1", postcode="3601 AB", city=name,
        by=OPERATOR,
    )  # fmt: skip
    programme = programmes.add_programme(
        municipality, regulations=list(Regulation.objects.filter(code="LOKAAL")), name="Kansrijk 2026-2027",
        starts_on=date(2026, 8, 1), ends_on=date(2027, 7, 31), four_eyes_threshold=Decimal("1000.00"),
        tolerance_percent=10, silent_confirmation_days=14, claim_deadline_days=90, term_starts=TERM_STARTS,
        by=OPERATOR,
    )  # fmt: skip
    talent = programmes.add_theme(programme, name="Talentontwikkeling", name_en="Talent", by=OPERATOR)
    care = programmes.add_theme(programme, name="Zorg op school", name_en="Care", position=2, by=OPERATOR)
    board = organisations.add_board(name="Stichting De Weide", number=f"{digits}011", by=OPERATOR)
    schools = [_school(municipality, board, digits, *row) for row in _SCHOOLS]
    library = _provider(municipality, "Bibliotheek De Boekenboom", f"{digits}000001", "exempt", "NL001234560B01")
    music = _provider(municipality, "Muziekschool Da Capo", f"{digits}000002", "standard", "NL001234560B01")
    town = Town(municipality, board, programme, talent, care, library, music, *schools, membership={})
    for who, role, organisation in _members(town):
        user = people.add_user(email=f"{who}@{name.lower()}.example", name=who, password=PASSWORD, by=OPERATOR)
        town.membership[who] = people.add_membership(user, role=role, by=OPERATOR, **organisation)
    split(town)
    drain()  # letters about the admissions have been written
    return town


_SCHOOLS = (
    ("De Kring", "AA00", "PO", 200),
    ("De Linde", "AB00", "PO", 100),
    ("Dorpscollege", "AC00", "VO", 700),
)


def _school(
    municipality: Municipality, board: Board, digits: str, name: str, code: str, sector: str, pupils: int
) -> School:
    school = organisations.add_school(
        municipality, board=board, name=name, location_code=f"{digits}{code}", sector=sector, by=OPERATOR
    )
    organisations.count_pupils(school, reference_date=COUNTED_ON, pupils=pupils, source="test", by=OPERATOR)
    return school


def _provider(municipality: Municipality, name: str, kvk: str, vat_status: str, vat_id: str) -> Provider:
    provider = organisations.add_provider(
        name=name, kvk=kvk, vat_status=vat_status, vat_id=vat_id, iban="NL44RABO0123456789", account_name=name,
        street="Kerkstraat 2", postcode="3601 AC", city="Bloemendorp", self_billing_agreed_on=date(2026, 8, 1),
        by=OPERATOR,
    )  # fmt: skip
    organisations.admit(organisations.invite(municipality, provider, by=OPERATOR), by=OPERATOR)
    return provider


def _members(town: Town) -> list[tuple[str, str, dict[str, Any]]]:
    kring, town_hall = {"school": town.kring}, {"municipality": town.municipality}
    return [
        ("teacher", "school:teacher", kring),
        ("coordinator", "school:coordinator", kring),
        ("director", "school:budget_holder", kring),
        ("other_coordinator", "school:coordinator", {"school": town.linde}),
        ("board", "board", {"board": town.board}),
        ("librarian", "provider:manager", {"provider": town.library}),
        ("planner", "provider:planner", {"provider": town.library}),
        ("musician", "provider:manager", {"provider": town.music}),
        ("officer", "municipality:officer", town_hall),
        ("assessor", "municipality:assessor", town_hall),
        ("assessor2", "municipality:assessor", town_hall),
        ("finance", "municipality:finance", town_hall),
        ("finance2", "municipality:finance", town_hall),
        ("controller", "municipality:controller", town_hall),
        ("admin", "municipality:admin", town_hall),
    ]


def split(town: Town, pot: str = "13000.00", per_school: str = "1000.00") -> None:
    """€ 13,000: € 1,000 per school and € 10 per pupil: € 3,000, € 2,000 and € 8,000. And € 5,000 for fixed offers."""
    officer = town.actor("officer")
    draft = funding.propose_split(
        town.programme, pot=Decimal(pot), per_school=Decimal(per_school), reference_date=COUNTED_ON, by=officer
    )
    funding.adopt_split(draft, by=officer)
    funding.grant_line(town.programme, "fixed", Decimal("5000.00"), by=officer)


def offer(town: Town, *, provider: str = "librarian", publish: bool = True, **said: Any) -> Offer:
    """An optional offer of € 125 per group, published unless told otherwise; every field can be given."""
    fields = {
        "kind": "optional", "title": "Voorleesuur", "title_en": "Reading hour", "summary": "Een uur voorlezen.",
        "description": "Kinderen luisteren en vertellen.", "unit": "group", "price": Decimal("125.00"),
        "min_units": 1, "max_units": 20, "capacity": 20, "themes": [town.talent.pk], "goal": "talent",
        "sectors": ["PO"], "year_groups": [] if "PO" not in said.get("sectors", ["PO"]) else ["5", "6"],
    }  # fmt: skip
    writer = town.actor(provider)
    made = offers.write(town.programme, by=writer, **(fields | said))
    if publish:
        offers.submit(made, by=writer)
        offers.publish(made, by=town.actor("officer"))
    return made


def fixed_offer(town: Town, **said: Any) -> Offer:
    """A fixed offer of the library: every primary school may have four groups in each school term."""
    fields = {"kind": "fixed", "title": "Leesconsulent", "entitlement_units": 4, "entitlement_period": "term"}
    return offer(town, **(fields | {"price": Decimal("10.00"), "capacity": None} | said))


def booking(town: Town, made: Offer | None = None, *, status: str = "requested", units: int = 2) -> Booking:
    """A booking of De Kring (50 pupils), brought to the status by the deeds that lead there."""
    row = bookings.book(town.kring, made or offer(town), units=units, pupils=50, by=town.actor("coordinator"))
    provider = town.actor("librarian" if row.provider_id == town.library.pk else "musician")
    if status == "requested":
        return row
    bookings.confirm(row, by=provider)
    if status == "confirmed":
        return row
    bookings.deliver(row, date=row.created_at.date(), sessions=units, pupils_reached=48, by=provider)
    if status == "delivered":
        return row
    return bookings.accept(row, by=town.actor("coordinator"))


def claim(town: Town, *rows: Booking, submitted: bool = True) -> Claim:
    """A claim of the library for these (or one new) accepted bookings, submitted unless told otherwise."""
    wanted = [claims.Wanted(row.pk) for row in rows or (booking(town, status="accepted"),)]
    librarian = town.actor("librarian")
    made = claims.claim(wanted, by=librarian)
    return claims.submit(made, by=librarian) if submitted else made


def approved(town: Town, made: Claim | None = None) -> Claim:
    """A claim that the assessor approved (below the threshold one person is enough)."""
    return decisions.decide(made or claim(town), decisions.Verdict("approve"), by=town.actor("assessor"))
