"""Grants schemes in pages: from a form to a text, from an application to a letter."""

from __future__ import annotations

import pytest

from catalogue.journal.outbox import drain
from portal.letters.models import Letter
from portal.subsidies.models import Application, Scheme
from tests.cast import Town
from tests.frontend.visitor import Page, Visitor
from tests.portal.subsidies import schemes

RULES = {
    "name": "Regeling Gelijke kansen", "activities": "Zomerschool\nSport", "refusals": "Al betaald",
    "most_per_application": "20.000", "ceiling_0_name": "Primair onderwijs", "ceiling_0_amount": "200.810",
    "period_0_opens_on": "2022-08-01", "period_0_closes_on": "2023-07-31",
}  # fmt: skip


def test_from_a_form_to_a_text_and_a_letter(town: Town):
    officer, finance = Visitor(town, "officer"), Visitor(town, "finance")
    assert "Nog geen regeling" in officer.open("/municipality/schemes").text
    draft = officer.press(officer.open("/municipality/schemes/new"), "Maak de tekst", **RULES)
    scheme = Scheme.objects.get()
    assert draft.title == "Regeling Gelijke kansen" and "Artikel 4. Subsidieplafond" in draft.text
    assert "Primair onderwijs: € 200.810,00" in draft.all("//article")[0]
    changed = officer.press(officer.open(f"/municipality/schemes/{scheme.pk}/edit"), "Maak de tekst", name="Regeling B")
    assert changed.title == "Regeling B" and "Zomerschool" in changed.text
    adopted = officer.press(changed, "De regeling is vastgesteld")
    assert "Nog niemand heeft aangevraagd" in adopted.text
    asked = {"asked": "25.000", "received_on": "2022-09-01"}
    waits = officer.press(adopted, "Beslis en schrijf de brief", **asked)
    assert "toegekend € 20.000,00" in waits.text and "wacht op een tweede persoon" in waits.text
    done = finance.press(finance.open(f"/municipality/schemes/{scheme.pk}"), "Bevestig deze subsidie")
    assert "Bevestigd" in done.text and "€ 180.810,00" in done.text
    refused = officer.press(adopted, "Beslis en schrijf de brief", ground="Het plafond is bereikt.", **asked)
    assert "Het plafond is bereikt." in refused.text
    drain()
    kinds = set(Letter.objects.filter(status="issued").values_list("kind", flat=True))
    assert kinds == {"scheme_granted", "scheme_refused"}
    file = officer.client.get(f"/municipality/schemes/{scheme.pk}.pdf")
    assert file.content.startswith(b"%PDF")


def _sent(officer: Visitor, **said: str) -> Page:
    return officer.press(officer.open("/municipality/schemes/new"), "Maak de tekst", **(RULES | said))


def test_what_is_wrong_is_named_beside_its_field(town: Town):
    officer = Visitor(town, "officer")
    half = officer.press(
        officer.open("/municipality/schemes/new"), "Maak de tekst", **(RULES | {"ceiling_0_amount": ""})
    )
    assert half.status == 400 and "Vul beide in" in half.text and "Zomerschool" in half.text
    page = _sent(officer, period_0_closes_on="2021-01-01")
    assert page.status == 400 and "ligt voor de eerste dag" in page.text
    empty = _sent(officer, ceiling_0_name="", ceiling_0_amount="")
    assert empty.status == 400 and "Zeg wat er ten hoogste is" in empty.text
    assert not Scheme.objects.exists()


def test_a_colleague_does_not_confirm(town: Town):
    made, finance = schemes.waiting(town), Visitor(town, "finance")
    page = finance.open(f"/municipality/schemes/{made.scheme_id}")
    assert finance.press(page, "Bevestig niet", reason="").status == 400
    assert "vervallen" in finance.press(page, "Bevestig niet", reason="Dubbel").text
    assert Application.objects.get().status == "dropped"


@pytest.mark.parametrize("address", ["/municipality/schemes", "/municipality/schemes/{pk}"])
def test_pages_cost_the_same_for_one_and_for_more(town: Town, address: str):
    scheme, officer = schemes.adopted(town), Visitor(town, "officer")
    schemes.applied(town, scheme)
    path = address.format(pk=scheme.pk)
    officer.open(path)
    one = officer.statements(lambda: officer.open(path))
    for _more in range(2):
        schemes.adopted(town)
        schemes.applied(town, scheme)
    assert officer.statements(lambda: officer.open(path)) == one
