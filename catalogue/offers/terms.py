"""What one unit of an offer costs whom, and the terms of cancelling in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import ZERO, rounded
from catalogue.offers.models import Offer, Revision
from catalogue.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Paid:
    """What one unit costs: `school` from its budget (without VAT), `net` + `vat` = `gross` the municipality pays."""

    school: Decimal
    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        """With VAT."""
        return self.net + self.vat


def paid_for(offer: Offer, revision: Revision) -> Paid:
    """What one unit of the offer costs whom (docs/adr/0009): budgets count without VAT, invoices add it."""
    price: Decimal = revision.price
    vat = rounded(price * revision.vat_percent / 100)
    return Paid(price if offer.kind == "optional" else ZERO, price, vat)


@dataclass(frozen=True, slots=True)
class Cancelling:
    """Free until so many days before, then a percent of the amount; and a percent when nobody was there."""

    free_days: int | None = None
    late_percent: int | None = None
    no_show_percent: int | None = None


def cancelling_of(programme: Programme, revision: Revision) -> Cancelling:
    """What holds for a booking that is made now: the offer itself says it, else its programme does.

    Not being there costs what the programme says for it, else as much as cancelling late.
    """
    own = revision.cancel_free_days is not None
    free = revision.cancel_free_days if own else programme.cancel_free_days
    late = revision.cancel_late_percent if own else programme.cancel_late_percent
    no_show = late if programme.no_show_percent is None else programme.no_show_percent
    return Cancelling(free, late, no_show)


def cancelling_in_words(revision: Revision) -> str:
    """Until when a school cancels for free, and what it pays after that; empty when the offer does not say."""
    days = revision.cancel_free_days
    if days is None:
        return ""
    free = (
        ngettext(
            "Cancelling is free until %(days)s day before.", "Cancelling is free until %(days)s days before.", days
        )
        % {"days": days}
        if days
        else _("Cancelling is free until the day itself.")
    )
    if revision.cancel_late_percent is None:
        return free
    late = _("After that you pay %(percent)s%% of the price.") % {"percent": revision.cancel_late_percent}
    return f"{free} {late if revision.cancel_late_percent else _('After that it is free too.')}"
