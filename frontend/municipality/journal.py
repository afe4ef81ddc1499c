"""The journal: who did what, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.journal.models import JournalLine
from catalogue.journal.queries import visible_to
from frontend import list_tables
from frontend.access import page
from frontend.chips import words_asked
from frontend.history import WORDS, who
from frontend.listing import page_of
from frontend.municipality.journal_words import MORE, THINGS
from frontend.tables import table, way_asked
from portal.people.actors import acting

PAGES = {
    "booking": "municipality:booking",
    "claim": "municipality:claim",
    "invoice": "municipality:invoice",
    "batch": "municipality:batch",
    "school": "municipality:school",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line in words, with the page of its thing when there is one."""

    line: JournalLine
    words: str | Promise
    by: str | Promise
    page: str


@page(*MUNICIPAL_ROLES)
def journal(request: HttpRequest) -> HttpResponseBase:
    """The lines of the own municipality; `?thing=` picks a kind, `?q=` searches who and why."""
    rows = visible_to(acting(request))
    thing, wanted = request.GET.get("thing", ""), words_asked(request)
    if thing in THINGS:
        rows = rows.filter(thing=thing)
    if wanted:
        rows = rows.filter(Q(actor__icontains=wanted) | Q(because__icontains=wanted))
    if way := way_asked(request):
        return table(list_tables.journal(rows), way)
    found = page_of(request, rows, size=50)
    context = {
        "page": found,
        "lines": [Told(line, _words(line), who(line), PAGES.get(line.thing, "")) for line in found],
        "things": THINGS.items(),
        "thing": thing,
        "q": wanted,
    }
    return render(request, "municipality/journal.html", context)


def _words(line: JournalLine) -> str | Promise:
    return MORE.get(line.event) or WORDS.get(line.event) or line.event
