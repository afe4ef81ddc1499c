"""What a provider says about itself, that it is still right, and in which municipalities it takes part."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MANAGER, PROVIDER_ROLES
from catalogue.errors import Invalid
from catalogue.organisations import actions, queries
from catalogue.organisations.identifiers import written_postcode, written_vat_id
from catalogue.organisations.models import Provider
from catalogue.organisations.states import KINDS, VAT
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from portal.people.actors import acting


class Details(PageForm):
    """Everything that a manager says about the organisation; the bank account has a form of its own."""

    name = forms.CharField(
        label=gettext_lazy("Name of the organisation"), max_length=120,
        help_text=gettext_lazy("Your offers are found by this name too. Invoices that were made keep the old one."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of organisation is it?"), choices=[("", gettext_lazy("Choose")), *KINDS]
    )
    about = Words(label=gettext_lazy("What do you do for children?"), most=2000, rows=5, required=False)
    website = forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https")
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the organisation"), required=False,
        help_text=gettext_lazy("Everybody can read it on your page. Leave it empty when you do not want that."),
    )  # fmt: skip
    street = forms.CharField(label=gettext_lazy("Street and number"), max_length=120)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=7)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80)
    vat_status = forms.ChoiceField(
        label=gettext_lazy("VAT"), choices=VAT, widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Another choice counts for prices that you write from now on. Offers that are published keep their VAT "
            "until you change them, and so do bookings and invoices."
        ),
    )  # fmt: skip
    vat_id = forms.CharField(label=gettext_lazy("VAT id"), max_length=20, required=False)

    def clean_postcode(self) -> str:
        """As it is kept."""
        return written_postcode(self.cleaned_data["postcode"])

    def clean_vat_id(self) -> str:
        """As it is kept."""
        return written_vat_id(self.cleaned_data["vat_id"])


@page(MANAGER, methods=("GET", "HEAD", "POST"))
def edit(request: HttpRequest) -> HttpResponseBase:
    """Change what is said; everything goes to the journal."""
    own = _own(request)
    form = Details(request.POST or None, initial={name: getattr(own, name) for name in Details.base_fields})
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _changed(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return render(request, "providers/edit_details.html", {"form": form, "provider": own}, status=form.status)


@deed_page(*PROVIDER_ROLES)
def confirm(request: HttpRequest) -> HttpResponseBase:
    """ "Still right": from today the page counts as checked."""
    answer = attempt(request, lambda: _confirmed(request))
    return answer if not isinstance(answer, Refusal) else redirect("providers:details")


@deed_page(MANAGER)
def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask another municipality to take part; 400 for one that cannot be asked (any more)."""
    wanted = request.POST.get("municipality", "")
    town = next((each for each in queries.may_be_asked(acting(request)) if str(each.pk) == wanted), None)
    if town is None:
        message = _("Choose a municipality where you do not take part yet.")
        raise Invalid.field("#/municipality", "unknown", message)
    answer = attempt(request, lambda: _asked(request, town.pk))
    return answer if not isinstance(answer, Refusal) else redirect("providers:details")


@deed_page(MANAGER)
def accept(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Say yes to a municipality that invited; 404 for another provider's invitation."""
    get_object_or_404(queries.admissions_visible_to(acting(request)), pk=pk)
    answer = attempt(request, lambda: _accepted(request, pk))
    return answer if not isinstance(answer, Refusal) else redirect("providers:details")


def _own(request: HttpRequest) -> Provider:
    return get_object_or_404(queries.own_providers(acting(request)))


def _changed(request: HttpRequest, form: Details) -> Done:
    actions.change_details(_own(request), by=acting(request), **form.cleaned_data)
    return Done(reverse("providers:details"), _("Changed. This is how everybody sees you now."))


def _confirmed(request: HttpRequest) -> Done:
    actions.confirm_details(_own(request), by=acting(request))
    return Done(reverse("providers:details"), _("Thank you. Your page says that it was checked today."))


def _asked(request: HttpRequest, town: UUID) -> Done:
    actor = acting(request)
    made = actions.ask_admission(queries.may_be_asked(actor).get(pk=town), _own(request), by=actor)
    said = _("Asked. %(municipality)s looks at your organisation; you get an e-mail.")
    return Done(reverse("providers:details"), said % {"municipality": made.municipality.name})


def _accepted(request: HttpRequest, pk: UUID) -> Done:
    actor = acting(request)
    made = actions.accept_invitation(queries.admissions_visible_to(actor).get(pk=pk), by=actor)
    said = _("Nice! You take part in %(municipality)s. Send it your offers.")
    return Done(reverse("providers:details"), said % {"municipality": made.municipality.name})
