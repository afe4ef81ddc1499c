"""The journal is told in words: no reader meets the name of an event."""

from __future__ import annotations

from django.apps import apps

from catalogue.actor import system
from catalogue.journal.models import JournalLine
from catalogue.lifecycle import Moving
from frontend.history import WORDS, who
from frontend.municipality.journal import MORE
from frontend.municipality.journal_kinds import THINGS


def test_every_status_that_a_thing_can_reach_has_words():
    reached = {
        f"{model.KIND}.{status}"
        for model in apps.get_models()
        if issubclass(model, Moving)
        for status in {*model.MOVES, *(to for targets in model.MOVES.values() for to in targets)}
    }
    assert reached - set(MORE) - set(WORDS) == set()


def test_every_kind_of_thing_can_be_picked_in_the_journal():
    kinds = {model.KIND for model in apps.get_models() if getattr(model, "KIND", "")}
    assert kinds - set(THINGS) == set()


def test_what_the_portal_does_by_itself_carries_no_name_of_a_person():
    worker = system("invoices")
    assert who(JournalLine(role=worker.role, actor=worker.label)) == "Het portaal zelf"
    assert who(JournalLine(role="school:teacher", actor="Leerkracht (De Kring)")) == "Leerkracht (De Kring)"
