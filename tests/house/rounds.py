"""Walking past every door of the house: each address, with each account, own things and those of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from catalogue.duo import actions as duo
from catalogue.exchange import actions as ideas
from catalogue.exchange import document
from catalogue.exchange import queries as exchange
from catalogue.exchange.models import Idea
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.offers.search import Criteria
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Admission
from catalogue.pictures import actions as pictures
from catalogue.programmes.models import EligibilityRule
from portal.bookings import actions as bookings
from portal.budgets.models import Account
from portal.budgets.teams import add_team
from portal.calendars import actions as calendars
from portal.calendars.queries import token_of
from portal.claims import actions as claims
from portal.entitlements.models import id_of
from portal.funding import actions as funding
from portal.funding.models import Split
from portal.invoices.models import Invoice
from portal.letters.models import Letter
from portal.needs import actions as needs
from portal.payments import actions as payments
from portal.radar.actions import remind
from portal.searches import actions as searches
from portal.searches.queries import stop_token
from portal.subsidies import actions as subsidies
from portal.subsidies.models import BoardGrant
from tests import cast, work
from tests.api import letter_operations, split_operations
from tests.cast import Town
from tests.catalogue.duo import files
from tests.catalogue.imports import tables
from tests.catalogue.offers.test_renew import next_year
from tests.house.rooms import together
from tests.photographs import image, photograph
from tests.portal.accountability import settling
from tests.portal.allocations.rounds import tried
from tests.portal.bespoke import requests
from tests.portal.budgets.past import closed_month
from tests.portal.funding import by_hand, planned
from tests.portal.rounds import planned as rounds
from tests.portal.subsidies import granted as board_grants
from tests.portal.subsidies import schemes
from tests.portal.waiting import full as queued

PUBLIC = "public"
ACCOUNTS = (
    PUBLIC, "teacher", "coordinator", "director", "other_coordinator", "board", "librarian", "planner", "musician",
    "officer", "assessor", "finance", "controller", "admin",
)  # fmt: skip


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address of the URL table, as it is written there."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield address
        else:
            yield from addresses(entry, address)


def a_file() -> SimpleUploadedFile:
    """A file that may be evidence."""
    return SimpleUploadedFile("lijst.pdf", b"%PDF-1.7 list")


@dataclass
class Things:
    """One thing of every kind in a town, by the word that the doors use for it."""

    ids: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, word: str) -> Any:
        return self.ids[word]


def furnish(town: Town) -> Things:
    """Everything that an address can name: all of it of De Kring, the library and the municipality of this town."""
    librarian = town.actor("librarian")
    shown, own_picture = (
        pictures.add(
            town.library, content=photograph(of=image(width)), name="a.jpg", alt="Een boek", credit="Wij", by=librarian
        )
        for width in (800, 801)
    )
    published, draft, submitted = (
        cast.offer(town, image=shown),
        cast.offer(town, publish=False),
        cast.offer(town, publish=False),
    )
    offers.submit(submitted, by=librarian)
    parties = [needs.Party("PO", school=town.kring), needs.Party("SWV")]
    panel = needs.start(town.programme, name="Ontwikkelgroep", parties=parties, by=town.actor("officer"))
    begins = timezone.now() + timedelta(days=60)
    session = offers.add_session(draft, starts_at=begins, ends_at=begins + timedelta(hours=1), by=librarian)
    typed = offers.Typed(uuid4(), {"title": ["Anders"]}, {"title": "Anders"}, base=draft.version + 1)
    text = offers.keep(typed, town.programme, offer=draft, by=librarian)
    booking = cast.booking(town, published, units=1)
    open_claim = cast.claim(town, cast.booking(town, published, status="accepted", units=1), submitted=False)
    evidence = claims.add_evidence(open_claim, a_file(), by=librarian)
    claims.submit(open_claim, by=librarian)
    cast.approved(town, cast.claim(town, cast.booking(town, published, status="accepted", units=1)))
    drain()
    delivered = cast.booking(town, published, status="accepted", units=1)
    proposal = bookings.book(town.kring, published, units=1, pupils=20, by=town.actor("teacher"))
    choice = bookings.choose(town.kring, published, by=town.actor("teacher"))
    released = payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))
    cast.approved(town, cast.claim(town, cast.booking(town, published, status="accepted", units=1)))
    drain()
    batch = payments.prepare(by=town.actor("finance"))
    cast.approved(town, cast.claim(town, cast.booking(town, published, status="accepted", units=1)))
    drain()
    payable = Invoice.objects.get(municipality=town.municipality, payments__isnull=True)
    failed = JournalLine.objects.filter(municipality_id=town.municipality.pk, event="claim.approved").first()
    JournalLine.objects.filter(pk=failed.pk).update(failed_at=failed.at, dispatched_at=None)
    funding.grant_line(town.programme, "fixed", Decimal("1.00"), by=town.actor("officer"))
    plan = planned.plan(town)
    search = searches.keep(
        town.membership["coordinator"], name="Kunst", criteria=Criteria(q="kunst"), by=town.actor("coordinator")
    )
    dated = bookings.book(
        town.kring, published, units=1, pupils=20, wished_dates=[begins.date()], by=town.actor("coordinator")
    )
    feed = calendars.open_feed(town.membership["coordinator"], by=town.actor("coordinator"))
    coordinator = town.actor("coordinator")
    need = needs.add_need(town.kring, needs.Told(town.talent, 20, 4, "Meer lezen"), by=coordinator)
    asked, returned, allowed, proposed = (requests.asked(town, status) for status in requests.STAGES)
    place, kept, full_offer = queued.places(town)
    renewed = _renewed(town, published)
    later = needs.open_sheet(town.kring, renewed.programme, by=coordinator)
    handed_in = needs.hand_in(needs.change_sheet(later, words="Niets", by=coordinator), by=coordinator)
    given = board_grants.granted(town)
    drain()
    current, divided = rounds.round(town), tried(town)
    rows = {
        "municipality": town.municipality, "provider": town.library, "school": town.kring, "board": town.board,
        "programme": town.programme, "theme": town.talent, "offer": published, "draft-offer": draft,
        "submitted-offer": submitted, "account": Account.objects.get(school=town.kring),
        "transfer": split_operations.transfer(town), "recall": split_operations.recall(town),
        "team": add_team(
            Account.objects.get(school=town.kring), name="Bovenbouw", amount=Decimal("1.00"), by=town.actor("director")
        ),
        "split": Split.objects.get(municipality=town.municipality), "choice": choice, "booking": booking,
        "claim": open_claim, "evidence": evidence, "batch": batch, "undelivered": failed,
        "invoice": Invoice.objects.filter(municipality=town.municipality).first(),
        "line": open_claim.lines.get(), "payable": payable, "delivered": delivered, "proposal": proposal,
        "register": duo.look(files.file(files.SITES_2026), "sites.csv", by=town.actor("officer")),
        "masked-count": organisations.count_pupils(
            town.kring, reference_date=date(2024, 10, 1), pupils=None, source="DUO", by=town.actor("officer")
        ),
        "grant": plan.lines.all()[0].grant, "plan": plan, "move": planned.move(town, plan),
        "measure": planned.measure(town), "draft-plan": planned.plan(town, adopted=False),
        "correction": by_hand.correction(town), "entry": by_hand.granted(town), "period": closed_month(town),
        "line-account": by_hand.granted(town).account, "handover": by_hand.handover(town, to_code="GM9696"),
        "board-grant": given, "letter": Letter.objects.get(cause_id=given.pk),
        "letter-text": letter_operations.text_of_its_own(town),
        "scheme": schemes.adopted(town), "draft-scheme": schemes.drafted(town), "application": schemes.waiting(town),
        "proposed-board-grant": _waiting_grant(town),
        "settlement": settling.proposed(town), "co-financing": planned.co_financing(town),
        "released-batch": released, "job": work.done(town.actor("coordinator")),
        "idea": shared_idea(town),
        "import": tables.brought(town, tables.NEW),
        "town-import": tables.brought(town, tables.NEW | {"KvK-nummer": town.library.kvk}, who="officer"),
        "failed-job": work.failed(town.actor("coordinator")), "picture": shown, "own-picture": own_picture,
        "rule": EligibilityRule.objects.first(),
        "draft-session": session, "admission": Admission.objects.get(provider=town.library),
        "venue": organisations.add_venue(town.library, name="Leeszaal", by=librarian),
        "closed-venue": organisations.close_venue(
            organisations.add_venue(town.library, name="Oude zaal", by=librarian), by=librarian
        ),
        "contact": organisations.add_contact(town.library, name="Balie", phone="030 1234567", by=librarian),
        "school-contact": organisations.add_contact(
            town.kring, name="Administratie", phone="030 1234567", by=town.actor("coordinator")
        ),
        "renewed-offer": renewed, "search": search, "feed": feed, "need": need, "sheet": need.sheet,
        "handed-in-sheet": handed_in, "request": asked, "returned-request": returned, "granted-request": allowed,
        "proposed-request": proposed, "dated-booking": dated,
        "place": place, "kept-place": kept, "full-offer": full_offer,
        "text-aside": text,
        "reminder": remind(
            town.college, about="nothing_chosen", programme=town.programme, by=town.actor("officer")
        ),
        "panel": panel,
        "frame": rounds.frame(town), "draft-frame": rounds.frame(town, adopted=False),
        "round": current, "coming-round": rounds.round(town, opens=30, closes=40),
        "divisible-round": divided.of_round, "allocation": divided,
        "school-seat": panel.seats.get(school=town.kring), "outside-seat": panel.seats.get(school=None),
    }  # fmt: skip
    fixed = cast.fixed_offer(town)
    things = Things(
        {word: row.pk for word, row in rows.items()}
        | {
            "fixed": fixed.pk,
            "entitlement": id_of(fixed.pk, town.kring.pk),
            "regulation": "LOKAAL",
            "year": 2026,
        }
        | {"letter-kind": "board_grant"}
        | {"stop-token": stop_token(search), "feed-token": token_of(feed)}
    )
    things.ids |= together("furnish", town, things)
    return things


def _waiting_grant(town: Town) -> BoardGrant:
    """A grant to a second board, which waits for a second person."""
    board = organisations.add_board(name="De Hoeve", number=f"{town.board.number[:2]}099", by=cast.OPERATOR)
    code = f"{town.kring.location_code[:2]}HV00"
    organisations.add_school(
        town.municipality, board=board, name="Hoeve", location_code=code, sector="PO", by=cast.OPERATOR
    )
    officer = town.actor("officer")
    draft = subsidies.draft_board_grant(town.programme, board, maximum=Decimal("5000.00"), by=officer)
    return subsidies.grant_board(draft, by=officer)


def _renewed(town: Town, published: Offer) -> Offer:
    """The published offer in the programme of the next year."""
    next_year(town)
    return offers.renew(published, by=town.actor("librarian"))


def shared_idea(town: Town) -> Idea:
    """An idea of another town that the officer shows to the providers."""
    officer = town.actor("officer")
    content = document.written(exchange.to_give(officer)[:1], source="https://elders.example", town="Elders")
    ideas.receive(content, town.municipality, by=officer)
    return ideas.share(Idea.objects.get(municipality=town.municipality), by=officer)
