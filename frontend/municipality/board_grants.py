"""Grants to school boards: what each board gets at most, what its schools have of it, and the letters about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import FINANCE, MUNICIPAL_ROLES, OFFICER, Actor
from catalogue.lifecycle import expect
from catalogue.money import CENT
from catalogue.organisations.queries import boards_visible_to
from catalogue.programmes.queries import programmes
from frontend import list_tables
from frontend.access import deed_page, page
from frontend.charts import Piece, pieces
from frontend.deeds import Done, Refusal, attempt
from frontend.euro_field import Euros
from frontend.forms import PageForm, Reason, Words
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.letters.queries import letters_about
from portal.people.actors import acting
from portal.subsidies import actions, queries, rules
from portal.subsidies.models import BoardGrant
from portal.subsidies.queries import Use

DEEDS: dict[str, Callable[..., Any]] = {
    "grant": actions.grant_board,
    "drop": actions.drop_board_grant,
    "confirm": actions.confirm_board_grant,
    "send-back": actions.send_back_board_grant,
    "lower": actions.lower_board_grant,
    "withdraw": actions.withdraw_board_grant,
}
REASONED = ("send-back", "lower", "withdraw")


class GrantForm(PageForm):
    """To whom, in which programme, and how much at most."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"))
    board = forms.ChoiceField(label=gettext_lazy("School board"))
    maximum = Euros(
        label=gettext_lazy("At most"), least=CENT, required=False,
        help_text=gettext_lazy("Leave it empty for what the schools of the board have now."),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=[("nl", "Nederlands"), ("en", "English")]
    )

    def __init__(self, actor: Actor, filled: Any = None) -> None:
        super().__init__(filled)
        self.programmes = {
            str(each.pk): each for each in programmes().filter(municipality=actor.municipality).order_by("-starts_on")
        }
        self.boards = {str(each.pk): each for each in boards_visible_to(actor).order_by("name")}
        for name, rows in (("programme", self.programmes), ("board", self.boards)):
            choices = self.fields[name]
            assert isinstance(choices, forms.ChoiceField)
            choices.choices = [(key, row.name) for key, row in rows.items()]


class LowerForm(Reason):
    """A lower maximum, and why."""

    maximum = Euros(label=gettext_lazy("New maximum"), least=CENT)
    reason = Words(most=500, required=False, label=gettext_lazy("Why? It stands in the letter"))


@page(*MUNICIPAL_ROLES)
def board_grants(request: HttpRequest) -> HttpResponseBase:
    """Every grant with what was divided and committed of it, newest first."""
    rows = queries.visible_to(acting(request))
    if way := way_asked(request):
        return table(list_tables.board_grants(rows), way)
    shown = page_of(request, rows, size=25)
    uses = queries.uses_of(shown)
    context = {
        "page": shown,
        "rows": [(row, uses[row.pk], _bar(row, uses[row.pk])) for row in shown],
        "may_add": acting(request).role == OFFICER,
    }
    return render(request, "municipality/board_grants.html", context)


@page(OFFICER, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """Write a grant as a draft."""
    form = GrantForm(acting(request), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _drafted(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return render(request, "municipality/board_grant_new.html", {"form": form}, status=form.status)


@page(*MUNICIPAL_ROLES)
def board_grant(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One grant with the budgets of its schools and its letters; 404 for another municipality's."""
    return _shown(request, _mine(request, pk))


@deed_page(OFFICER, FINANCE)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Grant, confirm, send back, lower, withdraw or drop it."""
    if deed not in DEEDS:
        raise Http404
    row, form = _mine(request, pk), LowerForm(request.POST) if deed == "lower" else Reason(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _done(request, pk, deed, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, row, deed, form)


def _done(request: HttpRequest, pk: UUID, deed: str, given: dict[str, Any]) -> Done:
    row = _mine(request, pk)
    expect(row, given["version"])
    said = {"reason": given["reason"]} if deed in REASONED else {}
    if deed == "lower":
        said["to"] = given["maximum"]
    DEEDS[deed](row, by=acting(request), **said)
    sentence = _("Done. The letter about it is being made.") if row.status in ("granted", "withdrawn") else _("Done.")
    if row.status == "proposed":
        sentence = _("Noted. A colleague confirms it first.")
    return Done(reverse("municipality:board-grant", args=[pk]), sentence)


def _drafted(request: HttpRequest, form: GrantForm) -> Done:
    given = form.cleaned_data
    made = actions.draft_board_grant(
        form.programmes[given["programme"]], form.boards[given["board"]], maximum=given["maximum"],
        language=given["language"], by=acting(request),
    )  # fmt: skip
    return Done(reverse("municipality:board-grant", args=[made.pk]), _("Kept as a draft. Nothing was decided yet."))


def _mine(request: HttpRequest, pk: UUID) -> BoardGrant:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _bar(grant: BoardGrant, use: Use) -> list[Piece]:
    return pieces(
        [("spent", use.committed), ("reserved", use.divided - use.committed), ("left", grant.maximum - use.divided)]
    )


def _shown(request: HttpRequest, grant: BoardGrant, deed: str = "", form: PageForm | None = None) -> HttpResponseBase:
    actor = acting(request)
    use = queries.uses_of([grant])[grant.pk]
    context = {
        "grant": grant,
        "use": use,
        "bar": _bar(grant, use),
        "accounts": queries.accounts_of(grant.programme, grant.board),
        "letters": letters_about([grant.pk]),
        "may_decide": rules.may_grant(actor, grant.municipality),
        "may_confirm": rules.may_confirm(actor, grant),
        "lower": form if isinstance(form, LowerForm) else LowerForm(),
        "form": form,
        "deed": deed,
    }
    return render(request, "municipality/board_grant.html", context, status=form.status if form else 200)
