"""The ledger in pages: where the money is, what each entry was for, closing a month, and putting an entry right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from portal.budgets.models import Account, Entry, Period
from portal.funding.models import Correction, Handover
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.budgets.past import booked_on, closed_month, months_ago
from tests.portal.funding import by_hand, planned


def _accounts(town: Town, number: int) -> None:
    """So many lines more, each with money."""
    Account.objects.bulk_create(
        Account(
            municipality=town.municipality, programme=town.programme, line=f"post-{n}", granted=Decimal("10.00"),
        )
        for n in range(number)
    )  # fmt: skip


def test_the_accounts_with_what_is_left_are_searched_sorted_and_exported(town: Town):
    cast.booking(town)
    planned.plan(town)
    reader = Visitor(town, "controller")
    page = reader.open("/municipality/ledger")
    assert page.all("//tbody/tr/th/a") == [
        "Dorpscollege",
        "De Kring",
        "De Linde",
        "Vast aanbod",
        "Keuzebudget",
        "Onvoorzien",
    ] or set(page.all("//tbody/tr/th/a")) == {
        "Dorpscollege",
        "De Kring",
        "De Linde",
        "Vast aanbod",
        "Keuzebudget",
        "Onvoorzien",
    }
    assert "€ 2.750,00" in page.text and "€ 250,00" in page.text
    found = reader.open("/municipality/ledger", q="vast")
    assert found.all("//tbody/tr/th/a") == ["Vast aanbod"]
    most = reader.open("/municipality/ledger", order="left")
    assert most.all("//tbody/tr/th/a")[0] == "Dorpscollege"
    file = reader.client.get("/municipality/ledger?format=csv&q=kring").content.decode("utf-8-sig")
    assert "De Kring" in file and "De Linde" not in file
    assert reader.client.get("/municipality/ledger?format=xlsx").headers["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("address", ["/municipality/ledger", "/municipality/periods"])
def test_a_list_takes_as_many_statements_for_one_account_as_for_three_hundred(town: Town, address: str):
    reader = Visitor(town, "finance")
    few = reader.statements(lambda: reader.open(address))
    _accounts(town, 300)
    assert reader.statements(lambda: reader.open(address)) == few


def test_a_closed_month_of_three_hundred_accounts_takes_as_many_statements(town: Town):
    booked_on(months_ago(2))
    reader = Visitor(town, "finance")
    small = closed_month(town, 2)
    few = reader.statements(lambda: reader.open(f"/municipality/periods/{small.pk}"))
    _accounts(town, 300)
    Entry.objects.bulk_create(
        Entry(
            account=account, kind="grant", amount=Decimal("10.00"), cause="programme", cause_id=town.programme.pk,
            on=months_ago(1), by="test",
        )
        for account in Account.objects.filter(line__startswith="post-")
    )  # fmt: skip
    many = closed_month(town, 1)
    assert many.lines.count() == 304
    assert (
        reader.statements(lambda: reader.open(f"/municipality/periods/{many.pk}")) <= few + 10
    )  # closing counts in one


def test_every_entry_says_what_it_was_for_and_what_was_left(town: Town):
    booking = cast.booking(town)
    account = Account.objects.get(school=town.kring)
    page = Visitor(town, "controller").open(f"/municipality/ledger/{account.pk}")
    assert page.title == "De Kring" and "Voorleesuur · De Kring" in page.text
    assert f"/municipality/bookings/{booking.pk}" in page.links()
    assert page.all("//tbody/tr/td[5]") == ["€ 2.750,00", "€ 3.000,00"]


def test_the_entries_take_as_many_statements_for_two_as_for_forty(town: Town):
    account = Account.objects.get(school=town.kring)
    reader = Visitor(town, "controller")
    offer = cast.offer(town)
    cast.booking(town, offer, units=1)
    few = reader.statements(lambda: reader.open(f"/municipality/ledger/{account.pk}"))
    for _booking in range(18):
        cast.booking(town, offer, units=1)
    assert reader.statements(lambda: reader.open(f"/municipality/ledger/{account.pk}")) == few


def test_finance_puts_an_entry_right_and_a_colleague_confirms(town: Town):
    entry = by_hand.granted(town)
    finance, colleague = Visitor(town, "finance"), Visitor(town, "finance2")
    address = f"/municipality/ledger/{entry.account_id}"
    assert f"?correct={entry.pk}#correct" in finance.open(address).links()
    assert f"?correct={entry.pk}#correct" not in Visitor(town, "officer").open(address).links()
    form = finance.open(address, correct=entry.pk)
    wrong = finance.press(form, "Boek de tegengestelde mutatie", amount="6.000", reason="Te veel")
    assert wrong.status == 400 and "hoogstens het bedrag van de mutatie, € 5.000,00" in wrong.text
    waits = finance.press(wrong, "Boek de tegengestelde mutatie", amount="1.200", reason="Te veel")
    assert "wacht op een tweede persoon" in waits.text and "Bevestig" not in waits.buttons()
    done = colleague.press(colleague.open(address), "Bevestig")
    assert Correction.objects.get().status == "effected"
    assert "gecorrigeerd: € 1.200,00" in done.text and "€ 3.800,00" in done.text


def test_a_month_is_closed_with_its_consequence_in_words_and_opened_by_a_colleague(town: Town):
    booked_on(months_ago(2))
    finance, colleague = Visitor(town, "finance"), Visitor(town, "finance2")
    page = finance.open("/municipality/periods")
    assert "kan niets meer worden geboekt" in page.text
    month = months_ago(2)
    page = finance.press(page, "Sluit deze periode af", period=f"{month.year}-{month.month}", reason="Maandafsluiting")
    period = Period.objects.get()
    assert page.path == f"/municipality/periods/{period.pk}" and period.sha256 in page.text
    assert "toegekend € 3.000,00" in page.text and "Open opnieuw" not in page.buttons()
    unsaid = colleague.press(colleague.open(page.path), "Open opnieuw")
    assert unsaid.status == 400
    colleague.press(unsaid, "Open opnieuw", reason="Er ontbrak iets")
    assert Period.objects.get().status == "open"
    assert "Sluit deze periode af" not in Visitor(town, "controller").open("/municipality/periods").buttons()


def test_money_for_another_municipality_with_its_basis_and_a_second_person(town: Town):
    planned.plan(town)
    finance, colleague = Visitor(town, "finance"), Visitor(town, "finance2")
    account = Account.objects.get(line="fixed")
    said = {
        "account": str(account.pk), "to_name": "Zonnedal", "to_code": "GM9797", "amount": "1.500",
        "pupils_by_site": "700", "pupils_by_residence": "480", "basis": "Regionale afspraak VO",
    }  # fmt: skip
    wrong = finance.press(
        finance.open("/municipality/handovers"), "Draag dit geld over", **(said | {"to_code": "Zonnedal"[:6]})
    )
    assert wrong.status == 400 and "GM en 4 cijfers" in wrong.text
    page = finance.press(wrong, "Draag dit geld over", **said)
    assert "van hen wonen hier: 480" in page.text
    done = colleague.press(colleague.open("/municipality/handovers"), "Bevestig")
    assert Handover.objects.get().status == "effected" and "Bevestig" not in done.buttons()
    assert Account.objects.get(line="fixed").spent == Decimal("1500.00")


def test_the_officer_says_what_happens_when_a_budget_is_too_small_and_the_school_agrees_to_pay(town: Town):
    officer, school = Visitor(town, "officer"), Visitor(town, "coordinator")
    page = officer.press(officer.open("/municipality/ledger"), "Bewaar deze voorwaarden", booking="own_money")
    assert "Het geldt vanaf nu" in page.text
    assert "Bewaar deze voorwaarden" not in Visitor(town, "finance").open("/municipality/ledger").buttons()
    offer = cast.offer(town, price=Decimal("1000.00"))
    form = school.open(f"/school/book/{offer.pk}", units=4, pupils=50)
    assert "€ 1.000,00 meer dan uw school heeft" in form.text and "zelf wat het budget tekortkomt" in form.text
    refused = school.press(form, "Vraag aan", units="4", pupils="50")
    assert refused.status == 409 and "ga ermee akkoord dat uw school de € 1.000,00 zelf betaalt" in refused.text
    booked = school.press(refused, "Vraag aan", units="4", pupils="50", cover_shortfall="on")
    assert "Uw school betaalt daarvan € 1.000,00 zelf" in booked.text
    assert Account.objects.get(school=town.kring).available == 0
