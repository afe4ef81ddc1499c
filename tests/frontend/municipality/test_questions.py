"""The pages of the questions of the controller: asked from a claim or a sample, all of it without JavaScript."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalogue.journal.outbox import drain
from portal.accountability import samples
from portal.claims.models import ClaimLine
from portal.people.actors import SESSION_KEY
from portal.questions.models import AuditFile, AuditQuestion
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.accountability.with_evidence import paid
from tests.portal.claims.declaring import declared
from tests.portal.claims.test_interest import hat
from tests.portal.questions.doubting import a_list, again, answered, asked, concluded, expense, line_of

LIST = "/municipality/questions"


def page_of(question: AuditQuestion) -> str:
    return f"{LIST}/{question.pk}"


def claim_page(line: ClaimLine) -> str:
    return f"/municipality/claims/{line.claim_id}"


def test_the_controller_asks_from_the_page_of_the_claim_and_finance_answers_with_a_file(town: Town):
    line, controller = expense(town), Visitor(town, "controller")
    page = controller.open(claim_page(line))
    done = controller.press(page, "Vraag naar deze uitgave", words="Waarom dubbel?", amount="4,00")
    assert "Waarom dubbel?" in done.text and "€ 4,00 in twijfel" in done.text
    question = AuditQuestion.objects.get()
    finance = Visitor(town, "finance")
    assert "Beantwoord de controller" in finance.open("/municipality").text
    upload = SimpleUploadedFile("lijst.pdf", b"%PDF-1.7 groepen")
    answer = finance.press(finance.open(page_of(question)), "Verstuur het antwoord", words="Twee groepen", file=upload)
    assert "Twee groepen" in answer.text and "lijst.pdf" in answer.text
    kept = controller.client.get(f"{LIST}/files/{AuditFile.objects.get().pk}")
    assert kept.content.startswith(b"%PDF") and "attachment" in kept.headers["Content-Disposition"]
    assert "Lees het antwoord" in controller.open("/municipality").text
    form = controller.open(page_of(question))
    end = controller.press(form, "Rond deze vraag af", conclusion="in_order", reason="De lijst klopt")
    assert "in orde" in end.text and "De lijst klopt" in end.text and end.buttons() == []
    assert "in orde" in Visitor(town, "officer").open(claim_page(line)).text


def test_from_a_sample_an_item_is_asked_about_in_the_same_form(town: Town):
    paid(town, "10.00", "20.00")
    job = samples.ask(year=timezone.localdate().year, number=2, seed="S1", by=town.actor("controller"))
    drain()
    controller = Visitor(town, "controller")
    assert f"/municipality/sample/{job.pk}" in controller.open("/municipality/sample").links()
    page = controller.open(f"/municipality/sample/{job.pk}")
    lines = page.html.xpath("//select[@name='line']/option/@value")
    assert len(lines) == 2
    done = controller.press(page, "Vraag naar deze uitgave", line=lines[1], words="Waar is de lijst?")
    assert "Waar is de lijst?" in done.text
    again_ = controller.open(f"/municipality/sample/{job.pk}")
    assert again_.html.xpath("//select[@name='line']/option/@value") == lines[:1]
    assert "wacht op antwoord" in again_.text
    assert "Vraag naar deze uitgave" not in Visitor(town, "finance").open(f"/municipality/sample/{job.pk}").text


def test_a_form_that_is_wrong_says_so_beside_its_field_and_keeps_what_was_typed(town: Town):
    line, controller = expense(town), Visitor(town, "controller")
    page = controller.open(claim_page(line))
    wrong = controller.press(page, "Vraag naar deze uitgave", words="Waarom?", amount="99,00")
    assert wrong.status == 400 and "€ 10,00" in wrong.text and "Waarom?" in wrong.text
    assert controller.press(wrong, "Vraag naar deze uitgave", amount="1,00").status == 200
    question = AuditQuestion.objects.get()
    form = controller.open(page_of(question))
    ended = controller.press(form, "Rond deze vraag af", conclusion="in_order", reason="", amount="")
    assert ended.status == 400
    assert again(question).status == "open"


def test_what_changed_meanwhile_is_read_before_it_is_concluded(town: Town):
    question, controller = asked(town), Visitor(town, "controller")
    page = controller.open(page_of(question))
    answered(town, question, words="Nieuw antwoord")
    late = controller.press(page, "Rond deze vraag af", conclusion="not_accepted", reason="Geen antwoord")
    assert late.status == 412 and "Nieuw antwoord" in late.text and "Geen antwoord" in late.text
    assert again(question).status == "answered"


def test_what_is_not_accepted_leads_to_the_deed_that_puts_it_right(town: Town):
    (claim,) = paid(town, "10.00")
    question = concluded(town, asked(town, line_of(claim)), "not_accepted")
    invoice = claim.invoices.get()
    address = f"/municipality/invoices/{invoice.pk}"
    assert f"{address}/credit" in Visitor(town, "finance").open(page_of(question)).links()
    others = Visitor(town, "officer").open(page_of(question)).links()
    assert address in others and f"{address}/credit" not in others
    own_costs = concluded(town, asked(town, line_of(cast.approved(town, declared(town)))), "not_accepted")
    assert "een nieuw besluit" in Visitor(town, "finance").open(page_of(own_costs)).text


def test_the_list_picks_adds_up_and_is_a_file(town: Town):
    (claim,) = paid(town, "10.00")
    asked(town, line_of(claim), amount=Decimal("4.00"))
    concluded(town, asked(town, amount=Decimal("3.00")), "not_accepted")
    visitor = Visitor(town, "controller")
    page = visitor.open(LIST)
    assert "€ 4,00 in twijfel" in page.text and "€ 3,00 in twijfel" in page.text
    year = timezone.localdate().year
    assert "€ 3,00" not in visitor.open(LIST, year=str(year), regulation="LOKAAL").text
    assert "€ 4,00 in twijfel" not in visitor.open(LIST, status="not_accepted").text
    content = visitor.client.get(f"{LIST}?format=csv&status=open").content.decode("utf-8-sig")
    assert "4,00" in content and "not_accepted" not in content


@pytest.mark.parametrize("who", ["librarian", "planner", "coordinator", "director", "board"])
def test_schools_and_providers_find_nothing_of_it(town: Town, who: str):
    question = asked(town, file=a_list())
    visitor = Visitor(town, who)
    for address in (page_of(question), f"{LIST}/files/{AuditFile.objects.get().pk}", LIST):
        assert visitor.open(address).status in (403, 404)
    own = visitor.open(f"/provider/claims/{question.line.claim_id}")
    assert "controller" not in own.text


def test_who_has_an_interest_reads_why_there_is_no_form(town: Town):
    question, as_finance = asked(town), hat(town, "librarian", "municipality:finance")
    visitor = Visitor(town, "librarian")
    session = visitor.client.session
    session[SESSION_KEY] = str(as_finance.pk)
    session.save()
    page = visitor.open(page_of(question))
    assert "Vraag een collega" in page.text and page.buttons() == []
    sent = visitor.client.post(f"{page_of(question)}/write", {"words": "Ja"})
    assert sent.status_code == 403
