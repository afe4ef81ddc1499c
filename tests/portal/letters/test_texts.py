"""A municipality writes its own letters: what must stand in them stays, every version is kept."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.outbox import drain
from portal.letters import actions as letters
from portal.letters.drafting import Text
from portal.letters.models import Letter, LetterTemplate
from portal.letters.queries import example_of, file_of, standings_of, text_of
from portal.letters.states import KINDS, LANGUAGES
from portal.letters.texts import default
from portal.letters.wording import blocks, faults, filled
from tests.cast import TODAY, Town
from tests.portal.subsidies.granted import drafted, granted

OWN = "Beste {recipient},\n\nU krijgt {maximum} volgens {legal_ground}.\n\n{objection}\n\n{date}"


def _text(text: str = OWN, subject: str = "Uw subsidie", kind: str = "board_grant", language: str = "nl") -> Text:
    return Text(kind, language, subject, text)


def _said(content: dict[str, Any]) -> str:
    words = "\n".join(each.get("text") or "\n".join(each["items"]) for each in content["blocks"])
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_the_house_is_whole_and_can_be_filled_in(town: Town, kind: str, language: str):
    text = default(kind, language)
    assert list(faults(KINDS[kind], text.subject, text.text)) == []
    said = example_of(text, town.municipality, TODAY)
    assert not re.search(r"[{}]", said["subject"] + _said(said))
    assert sum(each["kind"] == "heading" for each in said["blocks"]) >= 2


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        (f"{OWN} {{bsn}}", "unknown", "{bsn}"),
        (OWN.replace("{maximum}", "geld"), "required", "{maximum}"),
        (OWN.replace("{objection}", ""), "required", "{objection}"),
        (OWN.replace("{legal_ground}", "de wet"), "required", "{legal_ground}"),
        (OWN.replace("{recipient}", "bestuur"), "required", "{recipient}"),
        (OWN.replace("{date}", ""), "required", "{date}"),
        (f"{OWN} }}", "braces", "{recipient}"),
        (f"{OWN} {{reason}}", "unknown", "{reason}"),  # known, but not to a letter of this kind
    ],
)
def test_a_text_that_cannot_be_a_letter_is_refused_by_name(town: Town, text: str, code: str, named: str):
    with pytest.raises(Invalid) as invalid:
        letters.save_text(town.municipality, _text(text), by=town.actor("officer"))
    [fault] = invalid.value.faults
    assert (fault.location, fault.code) == ("#/text", code)
    assert named in fault.detail


def test_only_an_officer_of_the_own_municipality_writes_texts(town: Town):
    for who in ("controller", "finance", "board", "director"):
        with pytest.raises(Forbidden):
            letters.save_text(town.municipality, _text(), by=town.actor(who))


@pytest.mark.parametrize("said", [_text(kind="love_letter"), _text(language="fy")])
def test_a_kind_or_language_that_nobody_knows(town: Town, said: Text):
    with pytest.raises(Invalid):
        letters.save_text(town.municipality, said, by=town.actor("officer"))


def test_versions_are_kept_and_a_letter_keeps_its_own(town: Town):
    officer = town.actor("officer")
    first = letters.save_text(town.municipality, _text(), by=officer)
    grant = granted(town)
    with pytest.raises(Refused) as refused:
        letters.save_text(town.municipality, _text(), by=officer)
    assert refused.value.code == "unchanged"
    letters.save_text(town.municipality, _text(f"{OWN}\n\nGroeten"), by=officer)
    letter = Letter.objects.get(cause_id=grant.pk)
    assert letter.template == first
    assert letter.content["blocks"][0] == {"kind": "text", "text": "Beste Stichting De Weide,"}
    assert [each.number for each in LetterTemplate.objects.all()] == [2, 1]


def test_the_text_of_the_house_can_come_back(town: Town):
    officer = town.actor("officer")
    letters.save_text(town.municipality, _text(), by=officer)
    assert [each.kind for each in standings_of(town.municipality) if each.changed] == ["board_grant"]
    letters.reset_text(town.municipality, "board_grant", "nl", by=officer)
    assert text_of(town.municipality, "board_grant", "nl").text == default("board_grant", "nl").text
    assert not any(each.changed for each in standings_of(town.municipality))


def test_a_letter_in_english_is_english(town: Town):
    grant = drafted(town, "13000.00", language="en")
    letters.write(
        "board_grant", cause=grant, municipality=town.municipality, to=town.board, language="en",
        by=town.actor("officer"),
        values={"maximum": "€ 13,000.00", "programme": "Kansrijk", "period": "now", "schools": ["De Kring"]},
    )  # fmt: skip
    content = Letter.objects.get().content
    assert content["recipient"]["address"][0] == "To the board"
    assert content["closing"][0] == "Yours sincerely,"


def test_a_letter_is_made_once_and_stays_as_it_is(town: Town):
    grant = granted(town)
    drain()
    letter = Letter.objects.get(cause_id=grant.pk)
    file = file_of(letter)
    assert file and letter.status == "issued" and bytes(file.content).startswith(b"%PDF")
    assert letters.render(letter.pk) == bytes(file.content)  # the same again, to the byte
    letters.issue(letter.pk, b"%PDF another")
    assert bytes(file_of(letter).content) == bytes(file.content)  # type: ignore[union-attr]  # it is there


def test_the_letter_says_recipient_maximum_ground_reasons_and_how_to_object(town: Town):
    content = Letter.objects.get(cause_id=granted(town).pk).content
    said = _said(content)
    for words in (
        "Stichting De Weide", "€ 13.000,00", "De Kring: € 3.000,00", "artikel 4:23, derde lid, onder c",
        "bezwaar maken", "Plein 1, 3601 AB Bloemendorp", "42 dagen", content["number"],
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize(
    ("sent", "last"),
    [
        (date(2026, 11, 26), date(2027, 1, 7)),  # a Thursday, six weeks later
        (date(2026, 11, 20), date(2027, 1, 4)),  # New Year's Day is a Friday: the Monday after it
        (date(2027, 2, 12), date(2027, 3, 30)),  # Good Friday, the weekend, Easter Monday
        (date(2026, 10, 3), date(2026, 11, 16)),  # a Saturday: the Monday after it
    ],
)
def test_the_term_to_object_ends_on_a_working_day(town: Town, sent: date, last: date):
    from_letter = example_of(default("board_grant", "en"), town.municipality, sent)
    assert f"{last.day} {last:%B %Y}" in _said(from_letter)


def test_nothing_in_a_value_becomes_a_heading_or_another_word_to_fill_in():
    text = filled("# Kop\n\n{reason}", {"reason": "eerst\n\n# geen kop\n- geen lijst {date}"})
    assert blocks(text) == [
        {"kind": "heading", "text": "Kop"},
        {"kind": "text", "text": "eerst # geen kop - geen lijst {date}"},
    ]


def test_lists_and_lines_of_a_text():
    assert blocks("Een\ntwee\n\n- a\n- b\n\n- c\nslot") == [
        {"kind": "text", "text": "Een\ntwee"},
        {"kind": "list", "items": ["a", "b"]},
        {"kind": "list", "items": ["c"]},
        {"kind": "text", "text": "slot"},
    ]


def test_a_letter_survives_what_somebody_typed(town: Town):
    town.municipality.name = "#[Bloem] *dorp* 🌷 \\ $x$"
    content = example_of(default("board_grant", "nl"), town.municipality, TODAY)
    letter = Letter(content=content)
    assert letters.render_pdf(letter.content).startswith(b"%PDF")
