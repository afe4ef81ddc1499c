"""A format for a grants scheme (DOMAIN § 7 row 43), with the facts of De Fryske Marren: a text, and letters from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from catalogue.errors import Refused
from catalogue.journal.outbox import drain
from portal.letters.models import Letter
from portal.subsidies import actions as subsidies
from portal.subsidies.regulation import text_of_scheme
from tests.cast import Town
from tests.portal.subsidies.schemes import adopted, applied


def test_first_come_first_served_until_the_ceiling(town: Town):
    scheme = adopted(town)
    text = str(text_of_scheme(scheme))
    assert "200.810,00" in text and "69.120,00" in text and "20.000,00" in text and "binnenkomst" in text

    # secondary schools: three times € 20,000 fits below € 69,120, the fourth does not
    vo, finance = scheme.ceilings.all()[1], town.actor("finance")
    for day in (1, 2, 3):
        made = applied(town, scheme, "25000.00", ceiling=vo, received_on=date(2022, 9, day))
        subsidies.confirm_application(made, by=finance)
        assert made.amount == Decimal("20000.00")
    fourth = {"ceiling": vo, "received_on": date(2022, 9, 4)}
    with pytest.raises(Refused) as refused, transaction.atomic():
        subsidies.confirm_application(applied(town, scheme, "20000.00", **fourth), by=finance)
    assert refused.value.code == "ceiling_reached"
    subsidies.decide_application(
        scheme, board=town.board, activity="Zomerschool", asked=Decimal("20000.00"), by=town.actor("officer"),
        refusal="Het subsidieplafond is bereikt.", **fourth,
    )  # fmt: skip

    # each decision has its letter, made from the same data
    drain()
    kinds = list(Letter.objects.filter(status="issued").order_by("created_at").values_list("kind", flat=True))
    assert kinds == ["scheme_granted"] * 3 + ["scheme_refused"]
    last = str(Letter.objects.get(kind="scheme_refused").content)
    assert "Het subsidieplafond is bereikt." in last and "artikel 4:25" in last
