"""Invoices in the name of a provider, on its pages and those of the municipality."""

from __future__ import annotations

from portal.invoices.models import Acceptance
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.invoices import accepted, notes


def test_many_are_accepted_with_one_press(town: Town):
    one, two = notes.small(town), notes.small(town)
    library = Visitor(town, "librarian")
    page = library.open("/provider/invoices")
    assert one.number in page.text and two.number in page.text
    done = library.press(page, "Aanvaard wat is aangevinkt")
    assert "2 facturen aanvaard" in done.text
    assert set(Acceptance.objects.values_list("status", flat=True)) == {"accepted"}
    assert "Aanvaard wat is aangevinkt" not in done.buttons()


def test_only_what_is_ticked_and_something_must_be(town: Town):
    one, two = notes.small(town), notes.small(town)
    library = Visitor(town, "librarian")
    page = library.open("/provider/invoices")
    assert "Vink ten minste één factuur aan" in library.press(page, "Aanvaard wat", invoices=[]).text
    library.press(page, "Aanvaard wat", invoices=[str(one.pk)])
    assert [row.invoice for row in Acceptance.objects.filter(status="waiting")] == [two]


def test_the_overview_of_the_provider_shows_what_waits(town: Town):
    row = notes.issued(town)
    assert f"/provider/invoices/{row.pk}" in Visitor(town, "librarian").open("/provider").links()


def test_a_planner_reads_and_has_no_buttons(town: Town):
    row = notes.issued(town)
    planner = Visitor(town, "planner")
    page = planner.open(f"/provider/invoices/{row.pk}")
    assert "nog niet aanvaard" in page.text and "Zij klopt: aanvaarden" not in page.buttons()
    assert "Aanvaard wat is aangevinkt" not in planner.open("/provider/invoices").buttons()


def test_an_objection_without_a_reason_keeps_the_page_and_says_what_lacks(town: Town):
    row = notes.issued(town)
    library = Visitor(town, "librarian")
    page = library.press(library.open(f"/provider/invoices/{row.pk}"), "Zij klopt niet: betwisten", reason="")
    assert page.status == 400 and "Zeg wat er niet klopt" in page.text
    assert Acceptance.objects.get().status == "waiting"


def test_a_page_that_is_behind_changes_nothing(town: Town):
    row = notes.issued(town)
    library = Visitor(town, "librarian")
    old = library.open(f"/provider/invoices/{row.pk}")
    accepted.objected(town, row)
    assert library.press(old, "Zij klopt: aanvaarden").status == 412
    assert Acceptance.objects.get().status == "objected"


def test_finance_sees_objections_on_top_of_its_invoices_and_why_one_is_not_paid(town: Town):
    row = accepted.objected(town)
    finance = Visitor(town, "finance")
    assert accepted.REASON in finance.open("/municipality/invoices").text
    assert accepted.REASON in finance.open("/municipality/payments").text
    page = finance.open(f"/municipality/invoices/{row.pk}")
    assert "betwist door de aanbieder" in page.text and "Stuur haar opnieuw per e-mail" in page.text
    assert f"/municipality/invoices/{row.pk}/credit" in page.links()


def test_a_provider_reads_what_it_agrees_to(town: Town):
    assert "zwijgen is aanvaarden" in Visitor(town, "librarian").open("/provider/details").text
