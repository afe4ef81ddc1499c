"""Good practice of other municipalities as ideas, and the own offers to give away."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.exchange import actions, document, queries, rules
from catalogue.exchange.models import Idea
from catalogue.organisations.models import Municipality
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Reason
from frontend.listing import page_of
from frontend.private_files import sent
from portal.people.actors import acting

BUTTONS: tuple[Button[Idea], ...] = (
    Button(
        "share",
        rules.may_share,
        lambda idea, by, _reason: actions.share(idea, by=by),
        lazy("Show it to our providers"),
        lazy("Providers of your municipality can start an offer from it with one click."),
        lazy("Your providers see this idea now."),
    ),
    Button(
        "dismiss",
        rules.may_dismiss,
        lambda idea, by, _reason: actions.dismiss(idea, by=by),
        lazy("Put it away"),
        lazy("Your providers do not see it any more."),
        lazy("Put away. You can show it again later."),
    ),
)


class Document(PageForm):
    """A document of the exchange."""

    file = forms.FileField(
        label=lazy("The document of another municipality (.json)"),
        help_text=lazy("At most 5 MB. Every offer in it becomes an idea that only you see at first."),
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )

    def field_of(self, location: str) -> str:
        """Whatever is wrong inside the document is wrong with the file."""
        return "file"


@page(*MUNICIPAL_ROLES)
def exchange(request: HttpRequest) -> HttpResponseBase:
    """The ideas that came in, and the published offers that can be given away."""
    return _shown(request)


@page(*MUNICIPAL_ROLES)
def give(request: HttpRequest) -> HttpResponseBase:
    """The chosen published offers (`?offer=`, else all of them) as one document without persons."""
    actor = acting(request)
    rows = queries.to_give(actor)
    wanted = [each for each in request.GET.getlist("offer") if each]
    chosen = [offer for offer in rows if not wanted or str(offer.pk) in wanted]
    town = get_object_or_404(Municipality, pk=actor.municipality)
    content = document.written(chosen, source=settings.PUBLIC_URL, town=town.name)
    return sent(content, name=f"{_('offers')}-{town.name}.json", content_type="application/json")


@deed_page(OFFICER)
def receive(request: HttpRequest) -> HttpResponseBase:
    """Bring in a document; what is wrong in it is named with its place, and then nothing is kept."""
    form = Document(request.POST, request.FILES)
    if form.is_valid():
        answer = attempt(request, lambda: _received(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
        for fault in answer.faults:
            form.add_error(None, f"{fault.location}: {fault.detail}")
    return _shown(request, form)


@deed_page(*MUNICIPAL_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Show an idea to the providers, or put it away."""
    _mine(request, pk)
    answer = press(
        request, named(BUTTONS, deed), lambda: _mine(request, pk), lambda _idea: reverse("municipality:exchange")
    )
    return answer if isinstance(answer, HttpResponseRedirect) else _shown(request, failed=answer)


def _received(request: HttpRequest, form: Document) -> Done:
    actor = acting(request)
    town = Municipality.objects.get(pk=actor.municipality or UUID(int=0))
    found = actions.receive(form.cleaned_data["file"].read(document.LARGEST + 1), town, by=actor)
    said = _("%(new)s new ideas, %(changed)s changed, %(same)s that were here already.")
    told = {"new": found.new, "changed": found.changed, "same": found.same}
    return Done(reverse("municipality:exchange"), said % told)


def _mine(request: HttpRequest, pk: UUID) -> Idea:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _shown(request: HttpRequest, form: Document | None = None, failed: Reason | None = None) -> HttpResponseBase:
    actor = acting(request)
    rows = page_of(request, queries.visible_to(actor), size=20)
    context = {
        "page": rows,
        "ideas": [(idea, [each for each in BUTTONS if each.may(actor, idea)]) for idea in rows],
        "form": (form or Document()) if rules.may_receive(actor) else None,
        "offers": queries.to_give(actor),
        "failed": failed,
    }
    status = form.status if form else failed.status if failed else 200
    return render(request, "municipality/exchange.html", context, status=status)
