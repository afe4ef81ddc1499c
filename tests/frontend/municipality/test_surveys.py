"""A survey from the page of the officer to an answer without an account, and back to what came out."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.sheets import read
from portal.people.models import IdempotentReply
from portal.surveys import actions
from portal.surveys.models import Survey
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.surveys.asking import answers, closed, made, opened, step

HEAD = "Onderwerp 1;Onderwerp 2;Onderwerp 3;Leeftijd;Soort school\n"


def _file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("enquete.csv", text.encode())


def test_made_published_answered_once_and_closed(town: Town):
    officer, young = Visitor(town, "officer"), Visitor()
    page = officer.open("/municipality/surveys")
    assert page.title == "Wat zeggen jongeren en partners?" and "Nog geen vragenlijst" in page.text
    page = officer.press(page, "Maak de vragenlijst", name="Wat vind jij?", kind="youth")
    page = officer.press(page, "Publiceer de vragenlijst")
    survey = Survey.objects.get()
    assert survey.token and f"/surveys/{survey.token}" in page.text

    form = young.open(f"/surveys/{survey.token}")
    assert form.title == "Wat vind jij?" and "Veiligheid" in form.text
    topics = [str(pk) for pk in survey.topics.values_list("pk", flat=True)[:4]]
    assert "hooguit" in young.press(form, "Verstuur mijn antwoord", topics=topics).text
    assert "Dank u wel" in young.press(form, "Verstuur mijn antwoord", topics=topics[:3]).text
    again = young.press(form, "Verstuur mijn antwoord", topics=topics[:1])
    assert "Dank u wel" in again.text and survey.responses.count() == 1

    page = officer.press(officer.open(f"/municipality/surveys/{survey.pk}"), "Sluit en bekijk de uitkomst")
    assert "Minder dan 5 personen" in page.text
    assert "nu niet" in Visitor().open(f"/surveys/{survey.token}").text


def test_who_is_signed_in_answers_without_a_trace_of_who_it_is(town: Town):
    survey, before = opened(town), IdempotentReply.objects.count()
    somebody = Visitor(town, "teacher")
    topics = [str(survey.topics.first().pk)]
    somebody.press(somebody.open(f"/surveys/{survey.token}"), "Verstuur mijn antwoord", topics=topics)
    assert survey.responses.count() == 1 and IdempotentReply.objects.count() == before
    kept = Session.objects.latest("expire_date").get_decoded()
    assert kept["answered_surveys"] == [str(survey.pk)] and topics[0] not in str(kept)


def test_an_address_that_was_never_given_out_is_not_there(town: Town):
    assert made(town).token is None
    assert Visitor().open("/surveys/geraden").status == 404


def test_a_table_is_looked_at_first_and_every_wrong_cell_is_named(town: Town):
    survey, officer = made(town), Visitor(town, "officer")
    address = f"/municipality/surveys/{survey.pk}"
    sheet = read(officer.client.get(f"{address}?format=xlsx").getvalue(), "tabel")
    assert list(sheet.header) == HEAD.strip().split(";")
    page = officer.open(address)
    wrong = officer.press(page, "Alleen kijken", file=_file(HEAD + "Geld;Gold;;12;\n;;;;basisschool\n"))
    assert wrong.status == 400
    for place in ("Rij 2, Onderwerp 2", "Rij 2, Leeftijd", "Rij 3, Onderwerp 1"):
        assert place in wrong.text, place
    right = HEAD + "Geld;Veiligheid;;12-14;basisschool\n" * 6
    assert "6 antwoorden zijn begrepen" in officer.press(page, "Alleen kijken", file=_file(right)).text
    assert not survey.responses.exists()
    assert "6 antwoorden zijn ingelezen" in officer.press(page, "Lees in", file=_file(right)).text
    assert "al ingelezen" in officer.press(officer.open(address), "Lees in", file=_file(right)).text
    counts = _file("Onderwerp;Personen\nGeld;71\n")
    bad = officer.press(page, "Voeg deze aantallen toe", name="Gesprekken", people="70", counts=counts)
    assert bad.status == 400 and "verwacht 0 tot en met 70 personen" in bad.text


def test_public_results_for_everybody_and_topics_beside_needs_without_an_offer(town: Town):
    survey, officer = closed(town), Visitor(town, "officer")
    assert Visitor().open(f"/surveys/{survey.pk}/results").status == 404
    page = officer.open(f"/municipality/surveys/{survey.pk}")
    officer.press(page, "Bewaren", is_public="on")
    page = Visitor().open(f"/surveys/{survey.pk}/results")
    assert "7 personen antwoordden" in page.text and "2 onderwerpen zijn door minder dan 5" in page.text
    assert "Wat jongeren en partners missen" in officer.open("/municipality/needs").text


def test_a_topic_is_linked_on_the_page(town: Town):
    survey, officer = closed(town), Visitor(town, "officer")
    topic = survey.topics.get(name="Geld")
    page = officer.open(f"/municipality/surveys/{survey.pk}")
    officer.press(page, "Koppel: Geld", **{f"topic-{topic.pk}-theme": str(town.care.pk)})
    topic.refresh_from_db()
    assert topic.theme == town.care


def test_the_log_of_the_process(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/process")
    assert "Nog niets opgeschreven" in page.text
    told = {"kind": "survey", "starts_on": "2022-04-01", "words": "Uitvraag", "organisations": "De Bron\nDe Zon\n"}
    page = officer.press(page, "Leg dit vast", **told)
    assert "2 organisaties deden mee" in page.text and "Uitvraag" in page.text
    assert "Uitvraag" not in officer.press(page, "Haal eruit").text


def test_the_list_costs_the_same_with_one_and_with_three(town: Town):
    officer = Visitor(town, "officer")
    made(town)
    step(town)
    costs = [officer.statements(lambda path=path: officer.open(path)) for path in PATHS]
    for _more in range(2):
        survey = opened(town)
        actions.read_in(survey, answers(survey, {"Geld": 3}), by=town.actor("officer"))
        step(town)
    assert [officer.statements(lambda path=path: officer.open(path)) for path in PATHS] == costs


PATHS = ("/municipality/surveys", "/municipality/process")
