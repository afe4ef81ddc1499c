"""Vouchers on the pages: a provider is paid by use, a school prints codes, the provider takes them in."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from portal.bookings import actions as bookings
from portal.vouchers.models import PaidByUse, Voucher
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.vouchers.handed_out import used


def test_from_the_agreement_to_the_use(town: Town):
    made = cast.offer(town, unit="pupil", title="Peuterpretweken")
    librarian = Visitor(town, "librarian")
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    page = librarian.open("/provider/vouchers")
    page = librarian.press(page, "Laat naar gebruik betalen", offer=str(made.pk), valid_until=until)
    assert "Nieuwe boekingen van dit aanbod worden naar gebruik betaald" in page.text
    assert PaidByUse.objects.get().offer_id == made.pk

    row = bookings.book(town.kring, made, units=1, pupils=3, by=town.actor("coordinator"))
    coordinator, where = Visitor(town, "coordinator"), f"/school/bookings/{row.pk}/vouchers"
    assert "zodra de aanbieder de boeking heeft bevestigd" in coordinator.open(where).text
    bookings.confirm(row, by=town.actor("librarian"))
    page = coordinator.press(coordinator.open(where), "Maak 3 vouchers")
    code = Voucher.objects.order_by("code")[0].code
    assert code in page.text and "0 van 3 gebruikt" in page.text

    page = librarian.press(librarian.open("/provider/vouchers"), "Deze voucher is gebruikt", code=code.lower())
    assert f"“{code}” is gebruikt" in page.text and page.text.count(code) >= 2
    page = librarian.press(page, "Deze voucher is gebruikt", code=code)
    assert page.status == 409 and "Een voucher geldt één keer" in page.text
    assert "1 van 3 gebruikt" in coordinator.open(where).text


def test_a_mistake_is_taken_back_with_a_reason_beside_it(town: Town):
    voucher = used(town)
    planner = Visitor(town, "planner")
    page = planner.press(planner.open("/provider/vouchers"), "Trek in", reason="")
    assert page.status == 400 and "Zeg wat er niet klopte" in page.text
    page = planner.press(planner.open("/provider/vouchers"), "Trek in", reason="Twee keer gescand")
    assert "Teruggenomen" in page.text and voucher.code not in page.text


def test_a_booking_that_is_paid_as_always_has_none(town: Town):
    made = cast.offer(town, unit="pupil")
    row = bookings.book(town.kring, made, units=1, pupils=3, by=town.actor("coordinator"))
    assert (
        "Deze boeking heeft geen vouchers" in Visitor(town, "teacher").open(f"/school/bookings/{row.pk}/vouchers").text
    )


def test_the_list_costs_the_same_for_one_and_for_three(town: Town):
    visitor = Visitor(town, "librarian")
    used(town)
    visitor.open("/provider/vouchers")
    one = visitor.statements(lambda: visitor.open("/provider/vouchers"))
    for _more in range(2):
        used(town)
    assert visitor.statements(lambda: visitor.open("/provider/vouchers")) == one
