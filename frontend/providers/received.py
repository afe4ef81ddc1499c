"""The provider's own invoices: sending one in, and what was found of those that were."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MANAGER, PROVIDER_ROLES
from catalogue.organisations.queries import own_providers
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.euro_field import Euros
from frontend.forms import Day, PageForm
from frontend.listing import page_of
from frontend.private_files import sent
from frontend.wording import euro
from portal.claims import queries as claims
from portal.invoices import queries, receiving
from portal.invoices.examining import Typed
from portal.orders import queries as orders
from portal.people.actors import acting

TYPED = ("number", "issued_on", "net", "vat")


class SendIn(PageForm):
    """The file, the claim that it is for, and what a plain PDF says."""

    file = forms.FileField(
        label=gettext_lazy("Your invoice"),
        help_text=gettext_lazy("An electronic invoice (UBL), a PDF with UBL in it, or a plain PDF. At most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xml,.pdf"}),
    )
    claim = forms.ChoiceField(label=gettext_lazy("For which order or claim?"), required=False)
    number = forms.CharField(label=gettext_lazy("Invoice number"), max_length=40, required=False)
    issued_on = Day(label=gettext_lazy("Invoice date"), required=False)
    net = Euros(label=gettext_lazy("Amount without VAT"), required=False)
    vat = Euros(label=gettext_lazy("VAT"), required=False)
    iban = forms.CharField(label=gettext_lazy("Account (IBAN) on the invoice"), max_length=34, required=False)

    def __init__(self, choices: list[tuple[str, str]], filled: Any = None, files: Any = None) -> None:
        super().__init__(filled, files)
        field = self.fields["claim"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("It says so itself")), *choices]

    def clean(self) -> dict[str, Any]:
        """All that is typed in beside a plain PDF, or nothing."""
        given: dict[str, Any] = super().clean() or {}
        missing = [name for name in TYPED if given.get(name) in (None, "") and name not in self.errors]
        if len(missing) < len(TYPED):
            for name in missing:
                self.add_error(name, _("Fill this in too: the PDF alone does not tell it."))
        return given

    @property
    def typed(self) -> Typed | None:
        """What was typed in."""
        given = self.cleaned_data
        if not given["number"]:
            return None
        return Typed(given["number"], given["issued_on"], given["net"], given["vat"], given["iban"])


@page(*PROVIDER_ROLES)
def received(request: HttpRequest) -> HttpResponseBase:
    """What was sent in, newest first, and the form."""
    return _shown(request)


@deed_page(MANAGER)
def send(request: HttpRequest) -> HttpResponseBase:
    """Send an invoice in; a wrong file is refused with what is wrong with it."""
    form = SendIn(_choices(request), request.POST, request.FILES)
    if form.is_valid():
        answer = attempt(request, lambda: _sent(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


@page(*PROVIDER_ROLES)
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file as it was sent in; 404 for another's."""
    return file_of(request, pk)


def file_of(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file of one that the actor sees, to be kept and never shown; 404 otherwise."""
    found = get_object_or_404(queries.received_visible_to(acting(request)).defer(None), pk=pk)
    kind = "application/pdf" if found.kind == "pdf" else "application/xml"
    return sent(bytes(found.file), name=found.name, content_type=kind, inline=False)


def _choices(request: HttpRequest) -> list[tuple[str, str]]:
    actor = acting(request)
    ordered = [
        (str(each.pk), f"{each.number}: {each.booking.revision.title}, {euro(each.amount)}")
        for each in orders.open_of(actor.provider)
    ]
    rows = queries.without_invoice(actor)
    return [*ordered, *((str(each.pk), f"{each.programme.name}: {euro(each.sanctioned)}") for each in rows)]


def _sent(request: HttpRequest, form: SendIn) -> Done:
    given, actor = form.cleaned_data, acting(request)
    named = given["claim"] or None
    claim = claims.visible_to(actor).filter(pk=named).first() if named else None
    order = orders.visible_to(actor).filter(pk=named).first() if named else None
    receiving.receive(
        given["file"].read(), name=given["file"].name, claim=claim, order=order, typed=form.typed, by=actor
    )
    return Done(reverse("providers:received"), _("Sent in. Within a minute you see here what was found."))


def _shown(request: HttpRequest, form: SendIn | None = None) -> HttpResponseBase:
    actor = acting(request)
    own = own_providers(actor).filter(self_billing_agreed_on=None).exists() or orders.open_of(actor.provider).exists()
    if form is None and own and actor.role == MANAGER:
        form = SendIn(_choices(request))
    context = {"page": page_of(request, queries.received_visible_to(actor), size=20), "form": form, "own": own}
    return render(request, "providers/received.html", context, status=form.status if form else 200)
