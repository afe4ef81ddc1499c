"""A municipality says the reasons of its decisions in its own words, from a day on; none is ever changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from catalogue.errors import Forbidden, Invalid, Refused
from portal.letters.models import ReasonText
from portal.letters.reasons import Reason, house, reasons_of, save_reason
from tests.api.client import Api
from tests.cast import Town, build_town
from tests.frontend.visitor import Visitor

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)
OWN = Reason("", "reject", "Wij betalen geen vervoer.", "We do not pay transport.", "Nadere regel 4")


def _save(town: Town, said: Reason = OWN, who: str = "officer", **more: Any) -> ReasonText:
    return save_reason(town.municipality, said, by=town.actor(who), **more)


def _words(town: Town, about: str, on: Any = TODAY) -> list[str]:
    return [each.words for each in reasons_of(town.municipality.pk, on) if each.about == about]


def test_without_a_word_of_its_own_the_sentences_of_the_house_count_each_with_its_source(town: Town):
    assert reasons_of(town.municipality.pk, TODAY) == list(house())
    assert all(each.nl and each.en and each.source for each in house())
    assert len({each.code for each in house()}) == len(house())


def test_a_reason_of_its_own_stands_after_those_of_the_house(town: Town):
    assert _save(town).code == "wij-betalen-geen-vervoer"
    assert _words(town, "reject")[-1] == OWN.nl
    with translation.override("en"):
        assert _words(town, "reject")[-1] == OWN.en
    with pytest.raises(Invalid) as invalid:
        _save(town)
    assert [fault.code for fault in invalid.value.faults] == ["double"]


def test_a_sentence_of_the_house_in_other_words_takes_its_place_and_can_go_off_the_list(town: Town):
    first = house()[0]
    said = Reason(first.code, first.about, "Er deden minder kinderen mee.")
    row = _save(town, said)
    assert (row.number, _words(town, first.about)[0]) == (1, "Er deden minder kinderen mee.")
    with translation.override("en"):
        assert _words(town, first.about)[0] == said.nl, "without English words the Dutch ones count"
    with pytest.raises(Refused) as refused:
        _save(town, said)
    assert refused.value.code == "unchanged"
    assert _save(town, said, offered=False).number == 2
    assert first.code not in {each.code for each in reasons_of(town.municipality.pk, TODAY)}
    assert ReasonText.objects.count() == 2, "every version is kept"


def test_it_counts_from_its_day_and_never_from_an_earlier_one(town: Town):
    _save(town, starts_on=TOMORROW)
    assert OWN.nl not in _words(town, "reject") and OWN.nl in _words(town, "reject", TOMORROW)
    with pytest.raises(Invalid) as invalid:
        _save(town, starts_on=TODAY - timedelta(days=1))
    assert [fault.location for fault in invalid.value.faults] == ["#/startsOn"]


def test_another_municipality_keeps_its_own_words(town: Town):
    _save(town)
    other = build_town("Anderstad", "97")
    assert reasons_of(other.municipality.pk, TODAY) == list(house())
    with pytest.raises(Forbidden):
        save_reason(town.municipality, OWN, by=other.actor("officer"))
    assert Api(other, "officer").get("decision-reasons").json()["count"] == len(house())


@pytest.mark.parametrize("who", ["assessor", "finance", "coordinator", "librarian"])
def test_only_a_policy_officer_writes_them(town: Town, who: str):
    with pytest.raises(Forbidden):
        _save(town, who=who)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        (Reason("", "maybe", "Nee."), "#/about"),
        (Reason("", "reject", "x" * 501), "#/nl"),
        (Reason("geen code", "reject", "Nee."), "#/code"),
    ],
)
def test_each_wrong_field_is_named(town: Town, said: Reason, where: str):
    with pytest.raises(Invalid) as invalid:
        _save(town, said)
    assert [fault.location for fault in invalid.value.faults] == [where]


def test_by_the_api(town: Town):
    officer, body = Api(town, "officer"), {"about": "lower", "nl": "De zaal was kleiner."}
    made = officer.post("decision-reasons", body)
    assert (made.status_code, made.json()["number"]) == (201, 1), made.content
    version = officer.client.get(made["Location"], headers=officer.headers).json()
    assert (version["nl"], version["offered"]) == ("De zaal was kleiner.", True)
    rows = Api(town, "assessor").get("decision-reasons", {"about": "lower"}).json()
    assert rows["results"][-1] | {"code": ""} == {"code": "", "en": "", "source": "", "number": 1} | body
    later = officer.post("decision-reasons", body | {"nl": "Later.", "startsOn": TOMORROW.isoformat()})
    assert later.status_code == 201
    on = Api(town, "assessor").get("decision-reasons", {"on": TOMORROW.isoformat()}).json()
    assert on["count"] == rows["count"] + 5


def test_on_the_page_they_are_written_and_the_approver_chooses_from_them(town: Town):
    visitor = Visitor(town, "officer")
    page = visitor.open("/municipality/letters/reasons")
    done = visitor.press(page, "Bewaar deze reden", about="return", nl="Stuur de lijst van de gymzaal mee.")
    assert "Stuur de lijst van de gymzaal mee." in done.text
    page = visitor.open("/municipality/letters/reasons", code="stuur-de-lijst-van-de-gymzaal-mee")
    gone = visitor.press(page, "Haal van de lijst")
    assert "van de lijst" in gone.text and ReasonText.objects.count() == 2
    wrong = visitor.press(visitor.open("/municipality/letters/reasons"), "Bewaar deze reden", nl="")
    assert wrong.status == 400
