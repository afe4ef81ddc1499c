"""The ledger: every account of a programme with what is left, and every entry of one with what it was for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import FINANCE, MUNICIPAL_ROLES, OFFICER
from catalogue.errors import Invalid
from catalogue.lifecycle import expect
from catalogue.programmes.actions import set_overspend
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import programmes
from catalogue.sheets import Sheet
from frontend.access import deed_page, page
from frontend.charts import pieces
from frontend.chips import words_asked
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Reason
from frontend.listing import page_of
from frontend.municipality.causes import causes_of
from frontend.municipality.ledger_forms import CorrectionForm, PolicyForm
from frontend.municipality.programme import programme_of
from frontend.tables import table, way_asked
from portal.budgets import queries as budgets
from portal.budgets.models import Account, Entry
from portal.funding import actions, queries, rules
from portal.people.actors import acting

ORDERS: dict[str, tuple[str | Promise, Sequence[Any]]] = {
    "": (gettext_lazy("By name"), ("school__name", "line", "pk")),
    "left": (gettext_lazy("Most left first"), (F("granted") - F("reserved") - F("spent"),)),
    "granted": (gettext_lazy("Most granted first"), (F("granted"),)),
    "spent": (gettext_lazy("Most spent first"), (F("spent"),)),
}
AT_A_TIME = 500


@page(*MUNICIPAL_ROLES)
def ledger(request: HttpRequest) -> HttpResponseBase:
    """The accounts of a programme; `?q=` searches schools and lines, `?order=` sorts, `?format=` gives a file."""
    return _accounts(request)


@deed_page(OFFICER)
def policy(request: HttpRequest) -> HttpResponseBase:
    """What happens from now on when a budget is too small."""
    programme, form = programme_of(request), PolicyForm(request.POST)
    if form.is_valid():

        def deed() -> Done:
            set_overspend(programme, by=acting(request), **form.cleaned_data)
            address = f"{reverse('municipality:ledger')}?programme={programme.pk}"
            return Done(address, _("Kept. It holds for every wish and booking from now on."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _accounts(request, form)


def _accounts(request: HttpRequest, form: PolicyForm | None = None) -> HttpResponseBase:
    actor, programme, wanted = acting(request), programme_of(request), words_asked(request)
    names = queries.names_of_lines(programme)
    rows = budgets.visible_to(actor).filter(programme=programme)
    if wanted:
        lines = [code for code, name in names.items() if wanted.lower() in name.lower()]
        rows = rows.filter(Q(school__name__icontains=wanted) | Q(line__icontains=wanted) | Q(line__in=lines))
    order = request.GET.get("order", "")
    rows = _sorted(rows, order if order in ORDERS else "")
    if way := way_asked(request):
        return table(_accounts_sheet(rows, names), way)
    found = page_of(request, rows, size=50)
    context = {
        "programme": programme,
        "programmes": programmes().filter(municipality_id=programme.municipality_id),
        "page": found,
        "rows": [(each, names.get(each.line, each.line), _bar(each)) for each in found],
        "sums": rows.order_by().aggregate(granted=Sum("granted"), reserved=Sum("reserved"), spent=Sum("spent")),
        "orders": [(value, label, value == order) for value, (label, _by) in ORDERS.items()],
        "q": wanted,
        "policy": form or _policy(programme) if actor.role == OFFICER else None,
        "refused": form,
    }
    return render(request, "municipality/ledger.html", context, status=form.status if form else 200)


@page(*MUNICIPAL_ROLES)
def account(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The entries of an account, newest first, with what was left after each; 404 for another municipality's."""
    found = _mine(request, pk)
    if way := way_asked(request):
        return table(_entries_sheet(request, found), way)
    return _shown(request, found)


@deed_page(FINANCE)
def correct(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Put an entry right by the opposite one."""
    found, form = _mine(request, pk), CorrectionForm(request.POST)

    def deed(given: dict[str, Any]) -> str:
        entry = budgets.entries_of(_mine(request, pk)).filter(pk=given["entry"]).first()
        if entry is None:
            raise Invalid.field("#/entry", "unknown", _("This entry is not of this account. Reload the page."))
        made = actions.correct(entry, amount=given["amount"], reason=given["reason"], by=acting(request))
        if made.status == "effected":
            return _("Put right.")
        return _("Noted. Above the threshold a colleague confirms it.")

    return _done(request, found, form, deed)


@deed_page(FINANCE)
def second(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """The second person confirms or refuses a correction."""
    waiting = get_object_or_404(queries.corrections_visible_to(acting(request)), pk=pk)
    if deed not in ("confirm", "refuse"):
        raise Http404

    def decide(given: dict[str, Any]) -> str:
        row = queries.corrections_visible_to(acting(request)).get(pk=pk)
        expect(row, given["version"])
        if deed == "confirm":
            actions.confirm_correction(row, by=acting(request))
            return _("Confirmed: the opposite entry is written.")
        actions.refuse_correction(row, reason=given["reason"], by=acting(request))
        return _("Refused: the entry stays as it is.")

    return _done(request, waiting.account, Reason(request.POST), decide)


def _policy(programme: Programme) -> PolicyForm:
    return PolicyForm(initial={"wish": programme.overspend_wish, "booking": programme.overspend_booking})


def _done(
    request: HttpRequest, found: Account, form: PageForm, deed: Callable[[dict[str, Any]], str]
) -> HttpResponseBase:
    if form.is_valid():
        address = reverse("municipality:ledger-account", args=[found.pk])
        answer = attempt(request, lambda: Done(address, deed(form.cleaned_data)))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, form)


def _shown(request: HttpRequest, found: Account, refused: PageForm | None = None) -> HttpResponseBase:
    actor = acting(request)
    entries = page_of(request, budgets.running(found), size=50)
    corrected = queries.corrected(entry.pk for entry in entries)
    causes = causes_of(actor, entries)
    may = rules.may_correct(actor, found.municipality_id)
    form = refused if isinstance(refused, CorrectionForm) else _asked_form(request, found) if may else None
    context = {
        "account": found,
        "name": queries.names_of_lines(found.programme).get(found.line, found.line) or found.school,
        "page": entries,
        "rows": [
            (entry, cause, corrected.get(entry.pk), may and entry.pk not in corrected and rules.is_correctable(entry))
            for entry, cause in zip(entries, causes, strict=True)
        ],
        "waiting": [
            (each, rules.may_second(actor, each))
            for each in queries.corrections_visible_to(actor).filter(account=found, status="proposed")
        ],
        "form": form,
        "refused": refused,
    }
    return render(request, "municipality/ledger_account.html", context, status=refused.status if refused else 200)


def _asked_form(request: HttpRequest, found: Account) -> CorrectionForm | None:
    """The form for the entry that `?correct=` names."""
    asked = request.GET.get("correct", "")
    known = asked.isascii() and asked.isdigit() and len(asked) < 19
    entry = budgets.entries_of(found).filter(pk=int(asked)).first() if known else None
    return CorrectionForm(initial={"entry": entry.pk, "amount": entry.amount}) if entry else None


def _mine(request: HttpRequest, pk: UUID) -> Account:
    return get_object_or_404(budgets.visible_to(acting(request)), pk=pk)


def _sorted(rows: QuerySet[Account], order: str) -> QuerySet[Account]:
    if not order:
        return rows.order_by(F("school__name").asc(nulls_first=True), "line", "pk")
    return rows.order_by(*(each.desc() for each in ORDERS[order][1]), "pk")


def _bar(found: Account) -> Any:
    left = found.granted - found.reserved - found.spent
    return pieces([("spent", found.spent), ("reserved", found.reserved), ("left", left)])


def _accounts_sheet(rows: QuerySet[Account], names: dict[str, str]) -> Sheet:
    head = [_("School or line"), _("Granted"), _("Reserved"), _("Spent"), _("Left"), _("Number in the portal")]
    lines: Iterable[list[object]] = (
        [
            each.school.name if each.school else names.get(each.line, each.line), each.granted, each.reserved,
            each.spent, each.granted - each.reserved - each.spent, str(each.pk),
        ]
        for each in rows.iterator(chunk_size=AT_A_TIME)
    )  # fmt: skip
    return Sheet(_("Ledger"), head, lines)


def _entries_sheet(request: HttpRequest, found: Account) -> Sheet:
    head = [_("Day"), _("What"), _("Amount"), _("Left after it"), _("For"), _("Who"), _("Number of the entry")]
    rows: list[Entry] = list(budgets.running(found))
    lines = (
        [entry.on, str(entry.get_kind_display()), entry.amount, entry.left_after, cause.words, entry.by, entry.pk]  # type: ignore[attr-defined]  # annotated by `running`
        for entry, cause in zip(rows, causes_of(acting(request), rows), strict=True)
    )
    return Sheet(_("Entries"), head, lines)
