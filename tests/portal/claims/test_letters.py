"""A school hears of a decision by a letter that it can object to; a provider by a message with the reasons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import time_machine
from django.core import mail

from catalogue.journal.outbox import drain
from portal.claims import actions as claims
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from portal.letters.models import Letter
from portal.letters.queries import letters_visible_to
from tests import cast
from tests.cast import Town
from tests.portal.claims.declaring import declared


def _part(claim: Claim, amount: str, why: str) -> Verdict:
    return Verdict("approve", lines=[LineVerdict(line.pk, Decimal(amount), why) for line in claim.lines.all()])


def words_of(letter: Letter) -> str:
    """Everything that the letter says, in one line."""
    blocks = letter.content["blocks"]
    said = " ".join(" ".join(each.get("items", [])) + " " + each.get("text", "") for each in blocks)
    return said.replace("\N{NO-BREAK SPACE}", " ")


def test_a_school_reads_what_it_gets_and_why_each_line_is_less(town: Town):
    claim = declared(town)
    with time_machine.travel("2027-03-01 10:00"):
        decide(claim, _part(claim, "300.00", "Twee bussen was genoeg."), by=town.actor("assessor"))
        letter = Letter.objects.get(cause_id=claim.pk)
        drain()
    assert (letter.kind, letter.school, letter.language) == ("claim_granted", town.kring, "nl")
    said = words_of(letter)
    assert "gevraagd € 400,00, toegekend € 300,00. Twee bussen was genoeg." in said
    assert "artikel 4:42 en artikel 4:46 van de Algemene wet bestuursrecht" in said
    assert letter.objection_until == date(2027, 4, 12), "six weeks from the day after it was sent"
    assert "12 april 2027" in said
    assert letters_visible_to(town.actor("coordinator")).get() == letter


def test_a_refusal_says_why_and_where_to_object(town: Town):
    claim = declared(town)
    decide(claim, Verdict("reject", "De kosten vallen buiten het doel."), by=town.actor("assessor"))
    letter = Letter.objects.get(cause_id=claim.pk)
    assert letter.kind == "claim_refused"
    assert "De kosten vallen buiten het doel." in words_of(letter)
    assert "bezwaar" in words_of(letter)


def test_no_letter_before_the_second_person_agreed_and_one_letter_in_all(town: Town):
    claim = declared(town)
    type(town.programme).objects.update(four_eyes_threshold=Decimal("100.00"))
    claim = Claim.objects.get(pk=claim.pk)
    decide(claim, Verdict("approve"), by=town.actor("assessor"))
    assert not Letter.objects.filter(cause_id=claim.pk).exists()
    decide(claim, Verdict("approve"), by=town.actor("assessor2"))
    assert Letter.objects.filter(cause_id=claim.pk).count() == 1


def test_a_provider_is_told_what_was_lowered_refused_or_asked(town: Town):
    lowered, refused, asked = (cast.claim(town, cast.booking(town, status="accepted", units=1)) for _ in range(3))
    decide(lowered, _part(lowered, "100.00", "Eén uur korter."), by=town.actor("assessor"))
    decide(refused, Verdict("reject", "Niet afgesproken."), by=town.actor("assessor"))
    decide(asked, Verdict("return", "Welke groep?"), by=town.actor("assessor"))
    drain()
    told = [each for each in mail.outbox if "declaratie van" in each.subject]
    assert all(each.to == ["librarian@bloemendorp.example"] for each in told)
    for subject, why in (("lager", "Eén uur korter."), ("afgewezen", "Niet afgesproken."), ("vraag", "Welke groep?")):
        (found,) = [each for each in told if subject in each.subject]
        assert why in found.body
    assert not Letter.objects.filter(kind__startswith="claim").exists(), "a provider gets an invoice, no letter"


def test_a_provider_that_gets_everything_gets_no_message_about_less(town: Town):
    cast.approved(town)
    drain()
    assert not [each for each in mail.outbox if "lager" in each.subject]


def test_a_late_message_tells_what_was_decided_then_and_asks_what_was_asked(town: Town):
    """The worker comes after the claim moved on: the line in the journal is what it tells of."""
    claim, librarian = cast.claim(town, cast.booking(town, status="accepted", units=1)), town.actor("librarian")
    drain()
    mail.outbox.clear()
    line = claim.lines.get()
    said = Verdict("return", "", [LineVerdict(line.pk, question="Welke groep was het?")])
    decide(claim, said, by=town.actor("assessor"))
    claims.withdraw(claim, by=librarian)
    drain()
    (told,) = [each for each in mail.outbox if "declaratie van" in each.subject]
    assert "vraag" in told.subject and "Welke groep was het?" in told.body
