"""€ 4,000 of Putten is for communication: everybody reads what there is, on accessible pages (DOMAIN § 7 row 47)."""

from __future__ import annotations

from decimal import Decimal

from portal.budgets.models import Account
from portal.funding import actions as funding
from tests.cast import Town, booking, offer
from tests.frontend.visitor import Visitor
from tests.portal.funding import planned


def test_every_offer_and_who_gives_it_has_a_page_that_everybody_can_read(town: Town):
    made = offer(town)
    public = Visitor()
    page = public.open(f"/offers/{made.pk}")
    assert page.status == 200 and page.html.get("lang") == "nl" and len(page.html.xpath("//h1")) == 1
    assert "/accessibility" in page.links() and page.html.xpath("//a[@href='#main' or contains(@class, 'skip')]")
    who = public.open(f"/providers/{town.library.pk}")
    assert who.status == 200 and made.text.title in who.text
    assert "toegankelijk" in public.open("/accessibility").text.lower()


def test_what_is_set_apart_for_communication_is_not_chosen_from(town: Town):
    rows = [*planned.LINES[:2], ("Communicatie", "communication", "4000.00")]
    plan = funding.draft_plan(
        town.programme, lines=planned.lines(planned.grant(town, "22000.00"), *rows), by=town.actor("officer")
    )
    funding.adopt_plan(plan, by=town.actor("officer"))
    booking(town)
    booking(town, offer(town, kind="fixed"))
    line = Account.objects.get(line="communicatie")
    assert (line.granted, line.reserved, line.spent) == (Decimal("4000.00"), Decimal(0), Decimal(0))
