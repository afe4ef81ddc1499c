"""Good practice between municipalities: given away without persons, received as an idea, taken up by a local provider.

Row 45 of what municipalities asked for: export and import of anonymised offers between installations.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from catalogue.errors import Forbidden, Invalid
from catalogue.exchange import actions, document, queries
from catalogue.exchange.models import Idea
from catalogue.offers.models import Offer, Revision
from catalogue.organisations import identifiers
from tests import cast
from tests.cast import Town, build_town

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/schemas/offers-exchange-1.json").read_text())
NEVER = {
    "image": "of a maker here", "motif": "a drawing of this house", "cases": "judged under the local rules",
    "vat_percent": "of the provider", "capacity": "of this town", "starts_on": "of this programme",
    "ends_on": "of this programme", "cancel_free_days": "terms of here", "cancel_late_percent": "terms of here",
    "cancellation_terms": "terms of here", "place": "where people can be found", "venue": "the same",
    "contact": "a person", "contact_person": "a person", "unread": "not said yet",
}  # fmt: skip


@pytest.fixture(scope="module")
def elsewhere(_town_of_the_module: Town, django_db_blocker: Any) -> Iterator[Town]:
    """A second municipality, with its own providers, on the same installation."""
    with django_db_blocker.unblock():
        yield build_town("Elders", "97")


def given(town: Town, **said: Any) -> bytes:
    cast.offer(town, **said)
    return document.written(
        queries.to_give(town.actor("officer")), source="https://bloemendorp.example", town="Bloemendorp"
    )


def test_an_offer_of_one_town_becomes_a_draft_of_a_provider_in_another(town: Town, elsewhere: Town):
    content = given(town, evidence_url="https://onderzoek.example/lezen", evidence_months=3, target_groups=["nt2"])
    officer, librarian = elsewhere.actor("officer"), elsewhere.actor("librarian")
    received = actions.receive(content, elsewhere.municipality, by=officer)
    (idea,) = queries.visible_to(officer)
    assert (received.new, idea.town, idea.provider_name) == (1, "Bloemendorp", "Bibliotheek De Boekenboom")
    assert not queries.visible_to(librarian).exists()
    actions.share(idea, by=officer)
    offer = actions.start(queries.visible_to(librarian).get(), by=librarian)
    text, theirs = offer.text, Offer.objects.get(provider=town.library).text
    assert (offer.provider, offer.programme, offer.status) == (elsewhere.library, elsewhere.programme, "draft")
    assert (text.title, text.price, text.evidence_months) == ("Voorleesuur", Decimal(125), 3)
    assert (text.year_groups, text.target_groups) == (theirs.year_groups, ["nt2"])
    assert list(text.themes.all()) == [elsewhere.talent] and offer.goal.code == "talent"


def test_the_same_document_again_changes_nothing_and_a_newer_one_only_what_is_new(town: Town, elsewhere: Town):
    officer, content = elsewhere.actor("officer"), given(town)
    actions.receive(content, elsewhere.municipality, by=officer)
    again = actions.receive(content, elsewhere.municipality, by=officer)
    assert (again.new, again.changed, again.same) == (0, 0, 1)
    newer = content.replace(b"Voorleesuur", b"Voorleesfeest")
    assert actions.receive(newer, elsewhere.municipality, by=officer).changed == 1
    assert Idea.objects.get().title == "Voorleesfeest"


def test_no_person_and_no_way_to_reach_one_leaves_the_house(town: Town):
    content = given(
        town, contact="Juf Ans, ans@school.example", place="Bij Ans thuis", cancellation_terms="Bel Ans",
        description="Bel op 06 12345678 of +31 (0)30-1234567, of mail ans.de.vries@school.example. In 2027, 25 × 4.",
    ).decode()  # fmt: skip
    for reach in ("ans@", "thuis", "12345678", "1234567", "@school", 'Bel Ans"'):
        assert reach not in content
    assert "In 2027, 25 × 4." in content
    for secret in (town.library.iban, town.library.kvk, town.library.vat_id):
        assert secret not in content
    assert identifiers.is_kvk(town.library.kvk) is None


def test_every_field_of_an_offer_is_given_or_stays_at_home_for_a_reason():
    fields = {field.name for field in [*Revision._meta.concrete_fields, *Revision._meta.many_to_many]}
    of_the_house = {"id", "version", "created_at", "updated_at", "status", "offer", "number"}
    assert set(document.FIELDS) - {"id", "kind", "goal", "provider"} == fields - of_the_house - set(NEVER)


def test_what_we_write_is_what_the_schema_says(town: Town):
    written = json.loads(given(town, entitlement_units=2, entitlement_period="term", kind="fixed", price=Decimal(0)))
    assert [fault.message for fault in Draft202012Validator(SCHEMA).iter_errors(written)] == []
    assert set(SCHEMA["$defs"]["offer"]["properties"]) == {document.camel(name) for name in document.FIELDS}
    assert document.read(json.dumps(written).encode()).offers[0]["entitlement_period"] == "term"


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda found: found | {"format": "x"}, "#/format"), (lambda found: found | {"version": 2}, "#/version"),
        (lambda found: found | {"version": True}, "#/version"), (lambda found: found | {"offers": {}}, "#/offers"),
        (lambda found: found | {"offers": found["offers"] * 1001}, "#/offers"), (lambda found: [found], "#"),
        (lambda found: found | {"offers": [3]}, "#/offers/0"), (lambda found: found | {"source": ""}, "#/source"),
        *((lambda found, bad=bad: found | {"offers": [*found["offers"], found["offers"][0] | bad]},
           f"#/offers/1/{next(iter(bad))}")
          for bad in ({"price": 12.5}, {"price": "-1.00"}, {"price": "NaN"}, {"title": ""}, {"title": "x" * 121},
                      {"title": "\0"}, {"unit": ["group"]}, {"sectors": "PO"}, {"sectors": [["PO"]]},
                      {"yearGroups": ["9"]}, {"minUnits": True}, {"minUnits": 10**30}, {"themes": [{}]}, {"id": None},
                      {"evidenceUrl": "javascript:alert(1)"})),
    ],
)  # fmt: skip
def test_a_document_that_is_wrong_says_where_and_nothing_is_kept(town: Town, elsewhere: Town, spoil: Any, place: str):
    content = json.dumps(spoil(json.loads(given(town)))).encode()
    with pytest.raises(Invalid) as refused:
        actions.receive(content, elsewhere.municipality, by=elsewhere.actor("officer"))
    assert place in [fault.location for fault in refused.value.faults]
    assert not Idea.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"{", b"[" * 100_000, b'{"a": NaN}', b"9" * 5_000, b" " * 6_000_000, b"null"]
)
def test_what_is_no_document_at_all(town: Town, content: bytes):
    with pytest.raises(Invalid) as refused:
        actions.receive(content, town.municipality, by=town.actor("officer"))
    assert refused.value.faults[0].location == "#"


def test_everybody_does_only_what_is_theirs(town: Town, elsewhere: Town):
    officer = elsewhere.actor("officer")
    actions.receive(given(town), elsewhere.municipality, by=officer)
    idea = Idea.objects.get()
    for who in ("assessor", "controller", "librarian"):
        with pytest.raises(Forbidden):
            actions.receive(b"{}", elsewhere.municipality, by=elsewhere.actor(who))
        with pytest.raises(Forbidden):
            actions.share(idea, by=elsewhere.actor(who))
    with pytest.raises(Forbidden):
        actions.share(idea, by=town.actor("officer"))
    with pytest.raises(Forbidden):
        actions.start(idea, by=elsewhere.actor("librarian"))
    actions.share(idea, by=officer)
    assert not queries.visible_to(town.actor("librarian")).exists()
    actions.dismiss(idea, by=officer)
    assert not queries.visible_to(elsewhere.actor("librarian")).exists()
