"""Young people take part in Assen (DOMAIN § 7 row 9): 900 answers and 70 interviews, safety first.

What fewer than five people said stays hidden; a topic is linked to the theme and the offer that answer it.
"""

from __future__ import annotations

from portal.surveys import actions, table
from portal.surveys.models import Survey
from portal.surveys.results import results_of, without_offer
from tests import cast
from tests.cast import Town
from tests.portal.surveys.asking import made, topic

TOPICS = [
    "Veiligheid", "Geld", "Onderwijs", "Cultuur", "Bewegen", "Gezond leven", "Vriendschap", "Wonen", "Vervoer", "Werk",
    "Natuur", "Paarden",
]  # fmt: skip
# How often each is named beside safety, which two in three name.
BESIDE = (200, 190, 180, 170, 160, 150, 140, 130, 120, 110, 3)


def _rows() -> list[str]:
    """900 people: 600 name safety; the others fill the second and third place, two topics a person."""
    named = [name for name, times in zip(TOPICS[1:], BESIDE, strict=True) for _time in range(times)]
    named.sort(key=TOPICS.index)
    half = (len(named) + 1) // 2
    second, third = named[:half], named[half:]
    rows = []
    for person in range(900):
        first = "Veiligheid" if person < 600 else ""
        two = second[person] if person < len(second) else ""
        three = third[person] if person < len(third) else ""
        rows.append(f"{first or 'Veiligheid' * (not two)};{two};{three};{'12-14' if person % 2 else '15-17'};")
    return rows


def _filled(town: Town) -> Survey:
    survey = made(town, topics=[(name, "") for name in TOPICS])
    sheet = "Onderwerp 1;Onderwerp 2;Onderwerp 3;Leeftijd;Soort school\n" + "\n".join(_rows())
    found = table.answers_in(survey, sheet.encode(), "enquete.csv")
    assert not survey.responses.exists(), "looking keeps nothing"
    return actions.read_in(survey, found, by=town.actor("officer"))


def test_900_answers_make_a_top_ten_with_safety_first(town: Town):
    officer, survey = town.actor("officer"), _filled(town)
    talks = b"Onderwerp;Personen\nVeiligheid;50\nGeld;20\n"
    counts = table.counts_in(survey, talks, "gesprekken.csv")
    actions.count(survey, name="Gesprekken", people=70, topics=counts, by=officer)
    results = results_of(officer, actions.close(survey, by=officer))
    assert results is not None and results.people == 970
    top = [each.topic.name for each in results.top]
    assert len(top) == 10 and top[:3] == ["Veiligheid", "Geld", "Onderwijs"] and "Paarden" not in top
    assert results.hidden == 1, "three people named horses"
    assert results.by_age is not None and [group.code for group in results.by_age.groups] == ["12-14", "15-17"]
    assert list(results.by_age.sizes) == [450, 450] and results.by_school is None


def test_a_topic_without_an_offer_stands_out_until_there_is_one(town: Town):
    officer = town.actor("officer")
    survey = actions.close(_filled(town), by=officer)
    assert len(without_offer(officer, survey)) == 10
    offer = cast.offer(town, title="Veilig naar school")
    actions.link(topic(survey, "Veiligheid"), theme=town.care, offers=[offer], by=officer)
    actions.link(topic(survey, "Geld"), theme=town.talent, by=officer)
    actions.link(topic(survey, "Onderwijs"), theme=town.care, by=officer)
    left = [each.topic.name for each in without_offer(officer, survey)]
    assert "Veiligheid" not in left and "Geld" not in left, "an offer of its own, and a theme that has one"
    assert left[0] == "Onderwijs", "nothing is offered in its theme yet"
