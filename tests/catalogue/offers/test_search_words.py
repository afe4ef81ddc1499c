"""What is found by what, as pairs that can be read: the same on every database, because the words are ours."""

from __future__ import annotations

import pytest
from pytest_django.plugin import DjangoDbBlocker

from catalogue.offers.search import Criteria, found, suggestions
from tests.cast import Town
from tests.many import offers_called

# what is asked, and a title that answers it
FOUND = [
    # plurals, and what a stemmer is for
    ("muziekles", "Muzieklessen voor iedereen"),
    ("muzieklessen", "Losse muziekles"),
    ("lessen", "Les in vogels"),
    ("boek", "Boeken in de klas"),
    ("huizen", "Het huis van vroeger"),
    ("verhaal", "Verhalen van de zee"),
    ("activiteit", "Activiteiten na schooltijd"),
    ("reis", "Reizen door de tijd"),
    # verbs
    ("lezen", "Lees je rijk"),
    ("leest", "Begrijpend lezen in kleine groepen"),
    ("rekenen", "Reken maar"),
    ("tekent", "Teken wat je ziet"),
    ("zwemmen", "Zwem je fit"),
    ("koken", "Wie kookt er vandaag?"),
    ("bewegen", "Beweeg mee"),
    # two words, in any order, all of them
    ("begrijpend lezen", "Begrijpend lezen in kleine groepen"),
    ("groepen lezen", "Begrijpend lezen in kleine groepen"),
    # what a stemmer does not know
    ("museum", "Twee musea op één dag"),
    ("kind", "Kinderen vertellen"),
    ("leraren", "Een leraar erbij"),
    ("bieb", "De bibliotheek bij u thuis"),
    ("gezondheid", "Gezond ontbijt"),
    ("vaardigheid", "Sociale vaardigheden"),
    ("gezongen", "Zingen met een echte zanger"),
    # accents, umlauts, capitals
    ("cafe", "Taalcafé én café Praat"),
    ("café", "Het cafe van de buurt"),
    ("COORDINATIE", "Coördinatie in beweging"),
    ("müsli", "Musli maken"),
    ("ideeen", "Ideeën te over"),
    # apostrophes and hyphens
    ("fotos", "Foto's van de wijk"),
    ("foto", "Foto's van de wijk"),
    ("baby’s", "Baby in de klas"),
    ("3d-printen", "3D-printen op school"),
    ("printen", "3D-printen op school"),
    ("muziek-les", "Losse muziekles"),
    ("email", "Veilig met e-mail"),
    # compounds that our vocabulary knows the parts of
    ("instrument", "Muziekinstrument naar keuze"),
    ("instrumenten", "Muziekinstrument naar keuze"),
    ("koor", "Kinderkoor De Mus"),
    ("training", "Faalangsttraining"),
    ("begeleiding", "Huiswerkbegeleiding na school"),
    ("theater", "Jeugdtheater op het plein"),
    ("voorlezen", "Een voorleesuur"),
    ("lees", "Leesconsulent op school"),
    # numbers
    ("2027", "Kunstweek 2027"),
    ("groep 5", "Zwerfafval rapen met groep 5"),
    # the beginning of a word, while somebody is still typing
    ("weerb", "Weerbaarheid in de wijk"),
    ("kunst", "Kunstweek 2027"),
    # words without meaning count for nothing
    ("een verhaal van de zee", "Verhalen van de zee"),
]

# what is asked, and a title that looks like an answer but is none
NOT_FOUND = [
    ("les", "Lees je rijk"),
    ("zon", "Gezond ontbijt"),
    ("weerbarheid", "Weerbaarheid in de wijk"),
    ("weer", "Teken wat je ziet"),
    ("beleid", "Huiswerkbegeleiding na school"),
    ("dans", "Kinderen en dankbaarheid"),
    ("plant", "Een plan voor het plein"),
    ("raad", "Draad en naald"),
    ("groep 5", "Techniek met groep 6"),
    ("20", "Kunstweek 2027"),
    ("begrijpend zwemmen", "Begrijpend lezen in kleine groepen"),
    ("museum muziek", "Twee musea op één dag"),
    ("xylofoon", "Muziekinstrument naar keuze"),
]

# what is typed, and what was meant
MEANT = [
    ("weerbarheid", "weerbaarheid"),
    ("weerbaarhied", "weerbaarheid"),
    ("begrypend lezen", "begrijpend lezen"),
    ("biblioteek", "bibliotheek"),
    ("huiswerkbegeleidng", "huiswerkbegeleiding"),
    ("koordinatie", "coördinatie"),
    ("faalangstraining", "faalangsttraining"),
]  # fmt: skip


@pytest.fixture(scope="module")
def shelf(_town_of_the_module: Town, django_db_blocker: DjangoDbBlocker) -> None:
    """An offer with each of the titles."""
    with django_db_blocker.unblock():
        offers_called(_town_of_the_module, *dict.fromkeys(title for _asked, title in FOUND + NOT_FOUND))


def _titles(asked: str) -> list[str]:
    return [offer.text.title for offer in found(Criteria(q=asked))]


@pytest.mark.parametrize(("asked", "title"), FOUND)
def test_it_is_found(shelf: None, db: None, asked: str, title: str):
    assert title in _titles(asked)


@pytest.mark.parametrize(("asked", "title"), NOT_FOUND)
def test_it_is_not_found(shelf: None, db: None, asked: str, title: str):
    assert title not in _titles(asked)


@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_a_slip_of_the_pen_leads_to_what_was_meant(shelf: None, db: None, typed: str, meant: str):
    assert _titles(typed) == []
    assert meant in suggestions(Criteria(q=typed), found=0)


def test_what_is_spelled_well_is_not_corrected(shelf: None, db: None):
    assert suggestions(Criteria(q="zwemmen"), found=1) == []
    assert suggestions(Criteria(q="museum zwemmen"), found=0) == []
    assert suggestions(Criteria(q="qqqqqq"), found=0) == []


def test_suggestions_cost_the_same_however_many_words_there_are(shelf: None, db: None, django_assert_num_queries):
    with django_assert_num_queries(2):  # the words of the catalogue, and whether the suggestion finds more
        assert suggestions(Criteria(q="weerbarheid"), found=0) == ["weerbaarheid"]
    with django_assert_num_queries(0):
        assert suggestions(Criteria(q="weerbarheid"), found=3) == []


def test_words_that_say_nothing_ask_for_nothing(shelf: None, db: None):
    assert _titles("van de") == _titles("") != []


def test_the_best_answer_comes_first(shelf: None, db: None, _town_of_the_module: Town):
    offers_called(_town_of_the_module, "Lezen voor wie het begrijpend wil", "Begrijpend luisteren")
    first, second = _titles("begrijpend lezen")
    assert (first, second) == ("Begrijpend lezen in kleine groepen", "Lezen voor wie het begrijpend wil")
    assert _titles("muziek")[-1] != "Muziek" and _titles("kunstweek") == ["Kunstweek 2027"]


def test_there_are_enough_pairs_to_trust():
    assert len(FOUND) + len(NOT_FOUND) + len(MEANT) >= 60
