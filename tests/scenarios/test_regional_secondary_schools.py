"""Secondary schools draw pupils from elsewhere (DOMAIN § 7 row 42): part of the money follows them to the town where
they live, as a kind of its own in the ledger, and the account to the state shows it apart."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from portal.accountability.attribution import spent_of
from portal.accountability.queries import sisa_table
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.queries import transferred_of, verify_grants
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.funding import by_hand, planned


def test_money_follows_the_pupils_who_live_elsewhere(town: Town):
    plan = planned.plan(town)
    grant, year = plan.lines.all()[0].grant, timezone.localdate().year

    # 700 pupils at the site in Bloemendorp, of whom 480 live there: € 1,500 goes to Zonnedal for the others.
    made = by_hand.handover(town, "1500.00")
    assert (made.pupils_by_site, made.pupils_by_residence, made.status) == (700, 480, "proposed")
    funding.confirm_handover(made, by=town.actor("finance2"))

    # In the ledger: a kind of its own on the line, and spent money of the grant.
    entry = Entry.objects.get(cause_id=made.pk)
    assert (entry.kind, str(entry.get_kind_display())) == ("hand_over", "overgedragen aan een andere gemeente")
    assert Account.objects.get(line="fixed").available == Decimal("3500.00")
    assert spent_of([grant]) == {grant.pk: Decimal("1500.00")}
    assert transferred_of(town.municipality, year, grant=grant) == Decimal("1500.00")

    # In the account to the state: apart, in no goal and no total.
    table = sisa_table(town.municipality, year)
    assert (table.total, table.transferred, table.transferred_until) == (0, Decimal("1500.00"), Decimal("1500.00"))
    shown = Api(town, "controller").get(f"sisa-tables/{year}").json()
    assert shown["transferred"] == {"year": "1500.00", "cumulative": "1500.00"}
    assert "Overgedragen aan andere gemeenten" in Visitor(town, "controller").open(f"/municipality/sisa/{year}").text

    # Some moved back: finance puts € 200 right, and every figure follows.
    funding.correct(entry, amount=Decimal("200.00"), reason="Elf leerlingen verhuisden", by=town.actor("finance"))
    assert sisa_table(town.municipality, year).transferred == Decimal("1300.00")
    assert spent_of([grant]) == {grant.pk: Decimal("1300.00")}
    cast.booking(town)
    assert verify() == verify_grants() == []
