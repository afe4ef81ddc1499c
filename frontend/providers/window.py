"""The window in which somebody writes an offer: what its hidden fields say, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.offers import queries
from catalogue.offers.actions import Typed
from catalogue.offers.models import Manuscript, Offer
from catalogue.programmes import queries as programmes
from catalogue.programmes.models import Programme
from frontend.providers.offer_form import OfferForm
from portal.people.actors import acting

MOST = 2_000_000_000


class Hidden(forms.Form):
    """The hidden fields: see `catalogue.offers.actions.Typed`."""

    window = forms.UUIDField()
    base = forms.IntegerField(min_value=0, max_value=MOST)
    turn = forms.IntegerField(min_value=0, max_value=MOST)
    programme = forms.UUIDField()
    offer = forms.UUIDField(required=False)


@dataclass(slots=True)
class Window:
    """One window: about which offer (none yet: a new one), from which version on, and what was typed in it before."""

    programme: Programme
    offer: Offer | None = None
    key: UUID = field(default_factory=uuid4)
    base: int = 0
    turn: int = 0
    typed: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def sent(cls, request: HttpRequest, data: QueryDict | None = None) -> Window:
        """The window that a form came from. 404 for what is not a form of ours, or is about an offer of others."""
        hidden = Hidden(request.POST if data is None else data)
        if not hidden.is_valid():
            raise Http404
        said = hidden.cleaned_data
        programme = next((each for each in programmes.programmes() if each.pk == said["programme"]), None)
        if programme is None:
            raise Http404
        found = cls(programme, None, said["window"], said["base"], said["turn"])
        if said["offer"]:
            found.offer = queries.own(acting(request)).filter(pk=said["offer"], programme=programme).first()
            if found.offer is None:
                raise Http404
        return found

    @classmethod
    def waiting(cls, request: HttpRequest, data: QueryDict) -> Window:
        """The window that was open when nobody was signed in any more, with everything that was typed in it."""
        found = cls.sent(request, data)
        found.typed = OfferForm(acting(request), found.programme, data, offer=found.offer).raw
        return found

    def form(self, request: HttpRequest) -> OfferForm:
        """The form as it was sent, or as it is first shown."""
        filled = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        return OfferForm(acting(request), self.programme, *filled, offer=self.offer, typed=self.typed)

    def text(self, form: OfferForm, **more: Any) -> Typed:
        """What is kept of it; `more` are values that were made on the way, such as a new photograph."""
        raw = form.raw | {name: [str(value)] for name, value in more.items()}
        return Typed(self.key, raw, form.said | more, self.turn, self.base)


def of_new(request: HttpRequest) -> tuple[Window, list[Programme]]:
    """A window for a new offer (`?programme=` picks, else the newest), and the programmes to choose from."""
    found = list(programmes.programmes())
    asked = request.GET.get("programme")
    chosen = next((each for each in found if str(each.pk) == asked), found[0] if found else None)
    if chosen is None:
        raise Refused("no_programme", _("There is no programme yet. The municipality starts one first."))
    return Window(chosen), found


def of_offer(offer: Offer, text: Manuscript | None = None) -> Window:
    """A window on an offer as it now is, with a text that was put aside when one is given."""
    if text is None:
        return Window(offer.programme, offer, base=offer.version)
    return Window(offer.programme, offer, text.pk, offer.version, text.turn, text.typed)
