"""How was it? Asked on the first page of a school, shown to others in the catalogue."""

from __future__ import annotations

from portal.monitoring import actions
from portal.monitoring.models import Evaluation
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.monitoring.evaluated import by_three_schools, evaluation, for_all

MARKS = {"mark-fit": "4", "mark-result": "5", "mark-guidance": "4", "mark-arranging": "3", "again": "yes"}


def test_from_the_first_page_to_thanks(town: Town):
    row = cast.booking(town, status="accepted")
    visitor = Visitor(town, "coordinator")
    assert f"/school/evaluations/{row.pk}" in visitor.open("/school").links()
    page = visitor.open(f"/school/evaluations/{row.pk}")
    assert "Het paste bij onze leerlingen" in page.text
    half = visitor.press(page, "Verstuur", words="Fijn uur")
    assert half.status == 400 and "Fijn uur" in half.text
    done = visitor.press(half, "Verstuur", **MARKS)
    assert "Dank u wel." in done.text and Evaluation.objects.get().words == "Fijn uur"


def test_it_is_changed_on_the_same_page_and_says_why_words_are_not_shown(town: Town):
    row = evaluation(town)
    visitor = Visitor(town, "coordinator")
    path = f"/school/evaluations/{row.booking_id}"
    visitor.press(visitor.open(path), "Verstuur", words="Nog fijner")
    assert Evaluation.objects.get().words == "Nog fijner"
    actions.moderate(Evaluation.objects.get(), verdict="hide", reason="Noemt een kind", by=town.actor("officer"))
    page = visitor.open(path)
    assert "Noemt een kind" in page.text and "Verstuur" not in " ".join(page.buttons())


def test_the_officer_shows_or_hides_words(town: Town):
    evaluation(town)
    visitor = Visitor(town, "officer")
    page = visitor.open("/municipality/evaluations")
    assert "Een fijn uur" in page.text
    assert visitor.press(page, "Laat deze woorden niet zien").status == 400
    visitor.press(page, "Laat deze woorden niet zien", reason="Noemt een kind")
    assert Evaluation.objects.get().status == "hidden"
    assert "Toon deze woorden" not in " ".join(Visitor(town, "assessor").open("/municipality/evaluations").buttons())


def test_other_schools_read_it_with_the_offer_in_the_list_and_side_by_side(town: Town):
    offer = for_all(town)
    first, *_others = by_three_schools(town, offer)
    actions.moderate(first, verdict="publish", by=town.actor("officer"))
    visitor = Visitor()
    page = visitor.open(f"/offers/{offer.pk}")
    assert "Wat andere scholen zeiden" in page.text and "3,7 van 5, door 3 scholen" in page.text
    assert "67% zou het weer kiezen" in page.text and "Een fijn uur" in page.text
    assert "3,7 van 5" in visitor.open("/offers").text
    assert "3,7 van 5, door 3 scholen" in visitor.open("/offers/compare", offer=str(offer.pk)).text


def test_of_two_schools_nothing_is_shown(town: Town):
    offer = for_all(town)
    by_three_schools(town, offer)[2].delete()
    for path in (f"/offers/{offer.pk}", "/offers"):
        assert "van 5" not in Visitor().open(path).text
