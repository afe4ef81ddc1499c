"""Which offer a row is about: by its number, by the key of the provider, or else by its title."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.imports.cells import Unread
from catalogue.imports.models import ExternalKey
from catalogue.offers.models import Offer
from catalogue.offers.queries import THEMES, visible_to
from catalogue.organisations.models import Provider
from catalogue.programmes.models import Programme


@dataclass(slots=True)
class Known:
    """The offers of one provider in a programme that the actor sees, as they were read at the start of a step."""

    by_id: dict[UUID, Offer] = field(default_factory=dict)
    by_key: dict[str, UUID] = field(default_factory=dict)
    by_title: dict[str, list[UUID]] = field(default_factory=dict)

    @classmethod
    def of(cls, provider: Provider, programme: Programme, actor: Actor) -> Known:
        """Two statements and those of the themes, however many offers there are."""
        found = cls()
        offers = visible_to(actor).filter(provider=provider, programme=programme).order_by("created_at", "pk")
        for offer in offers.prefetch_related(*THEMES):
            found.by_id[offer.pk] = offer
            if offer.status != "withdrawn":
                found.by_title.setdefault((offer.draft or offer.text).title.casefold(), []).append(offer.pk)
        keys = ExternalKey.objects.filter(provider=provider, programme=programme)
        found.by_key = {key: offer for key, offer in keys.values_list("key", "offer") if offer in found.by_id}
        return found

    def key_of(self, offer: Offer) -> str:
        """What the provider calls the offer; empty when it has no name for it."""
        return next((key for key, pk in self.by_key.items() if pk == offer.pk), "")

    def found(self, number: str, key: str, title: str) -> Offer | None:
        """The offer of a row, `None` for a new one. `Unread` when its number is nobody's, or when two would fit."""
        if number:
            return self._by_number(number)
        if key:
            return self.by_id[self.by_key[key]] if key in self.by_key else None
        named = self.by_title.get(title.casefold(), [])
        if len(named) > 1:
            message = _("There are %(number)s offers with this title. Fill in the number that an export gives them.")
            raise Unread("ambiguous", message % {"number": len(named)})
        return self.by_id[named[0]] if named else None

    def _by_number(self, number: str) -> Offer:
        try:
            return self.by_id[UUID(number)]
        except (ValueError, KeyError) as error:
            message = _(
                "Found “%(found)s”; expected the number of one of these offers in this programme, or an empty cell."
            )
            raise Unread("unknown", message % {"found": number[:40]}) from error
