"""The journal: one line per deed, append-only, read by the municipality that it is about."""

from __future__ import annotations

import pytest
from django.db import models

from catalogue.actor import ANYONE
from catalogue.journal.models import JournalLine
from catalogue.journal.queries import history_of, visible_to
from tests import cast
from tests.cast import Town


def test_a_deed_writes_who_did_what_from_where_to_where(town: Town):
    booking = cast.booking(town, status="confirmed")
    line = history_of(booking.pk).last()
    assert line is not None
    assert (line.event, line.origin, line.to) == ("booking.confirmed", "requested", "confirmed")
    assert (line.role, line.person) == ("provider:manager", town.actor("librarian").person)
    assert line.actor == "librarian (Bibliotheek De Boekenboom)"
    assert line.municipality_id == town.municipality.pk


def test_the_history_of_a_thing_is_its_whole_road(town: Town):
    booking = cast.booking(town, status="accepted")
    events = list(history_of(booking.pk).values_list("event", flat=True))
    assert events == ["booking.requested", "booking.confirmed", "booking.delivered", "booking.accepted"]


def test_what_happened_cannot_be_changed_or_taken_away(town: Town):
    with pytest.raises(TypeError, match="append-only"):
        JournalLine.objects.update(actor="somebody else")
    with pytest.raises(TypeError, match="append-only"):
        JournalLine.objects.all().delete()
    with pytest.raises(TypeError, match="append-only"):
        JournalLine.objects.bulk_update([JournalLine.objects.first()], ["actor"])


def test_only_the_columns_of_the_outbox_move():
    columns = {field.name for field in JournalLine._meta.concrete_fields}
    assert columns >= JournalLine.objects.none().DISPATCH
    assert not any(isinstance(JournalLine._meta.get_field(name), models.ForeignKey) for name in columns)


@pytest.mark.parametrize("who", ["officer", "assessor", "finance", "controller", "admin"])
def test_the_municipality_reads_its_own_journal(town: Town, who: str):
    assert visible_to(town.actor(who)).exists()


@pytest.mark.parametrize("who", ["director", "board", "librarian"])
def test_others_read_none_of_it(town: Town, who: str):
    assert not visible_to(town.actor(who)).exists()
    assert not visible_to(ANYONE).exists()
