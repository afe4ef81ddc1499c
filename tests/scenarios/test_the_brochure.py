"""DOMAIN § 7, row 1: three themes; a fixed offer for every school without choosing and without cost, an optional one to
book; the brochure says the same as the catalogue. And row 45: the catalogue as open data, without persons.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from io import BytesIO

import pypdf

from catalogue.journal.outbox import drain
from catalogue.programmes.actions import add_theme
from portal.budgets.models import Account
from tests import cast
from tests.cast import OPERATOR, Town
from tests.frontend.visitor import Visitor


def _read(content: bytes) -> str:
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    return re.sub(r"\s+", " ", text.replace("\u2060", "").replace("\u200b", ""))


def _brochure(visitor: Visitor, address: str) -> str:
    """What a visitor reads who asks for a brochure, waits on the page of its progress, and opens it."""
    waiting = visitor.open(address)
    assert waiting.path.startswith("/jobs/")
    drain()
    ready = visitor.open(waiting.path)
    return _read(visitor.client.get(next(link for link in ready.links() if link.endswith("/file"))).content)


def test_a_brochure_with_fixed_and_optional_offers(town: Town):
    language = add_theme(town.programme, name="Taalondersteuning", position=3, by=OPERATOR)
    fixed = cast.offer(
        town, title="Opvoedspreekuur", kind="fixed", price=Decimal("0.00"), themes=[town.care.pk],
        entitlement_units=2, entitlement_period="year",
    )  # fmt: skip
    chosen = cast.offer(town, title="Taalmaatjes", themes=[language.pk])
    cast.offer(town, title="Samen muziek maken", provider="musician")

    for_all = _brochure(Visitor(), f"/brochures/{town.programme.pk}.pdf")
    for theme in ("Zorg op school", "Talentontwikkeling", "Taalondersteuning"):
        assert theme in for_all
    catalogue = Visitor().open("/offers")
    assert sorted(catalogue.cards) == ["Opvoedspreekuur", "Samen muziek maken", "Taalmaatjes"]
    assert all(title in for_all for title in catalogue.cards)

    school = Visitor(town, "coordinator")
    address = next(link for link in school.open("/school").links() if link.startswith("/brochures/"))
    own = _brochure(school, address)
    assert "Opvoedspreekuur Bibliotheek De Boekenboom 2 groepen per schooljaar; nu nog 2 te plannen" in own
    assert "€ 3.000 over om uit te kiezen" in own

    cast.booking(town, fixed, units=1)
    cast.booking(town, chosen, units=2)
    assert Account.objects.get(school=town.kring).reserved == Decimal("250.00"), "the fixed offer cost nothing"
    again = _brochure(school, address)
    assert "nu nog 1 te plannen" in again and "€ 2.750 over om uit te kiezen" in again

    data = json.loads(Visitor().client.get(f"/brochures/{town.programme.pk}.json").content)
    assert sorted(row["title"] for row in data["offers"]) == sorted(catalogue.cards)
    assert not re.search(r"@|contact", json.dumps(data))
