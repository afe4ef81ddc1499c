"""What an offer costs whom, what a school has a right to, and how sure we are that it helps: figures, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import ZERO, rounded
from catalogue.offers.models import Offer, Revision
from catalogue.offers.states import PERIODS

PERIOD_WORDS = dict(PERIODS)


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


def entitlement_in_words(revision: Revision) -> str:
    """“2 per school term for every school, once for every 100 pupils”; empty when nothing is promised."""
    units = revision.entitlement_units
    if not units:
        return ""
    shown = {"units": units, "period": PERIOD_WORDS[revision.entitlement_period]}
    if revision.entitlement_per_pupils:
        shown["pupils"] = revision.entitlement_per_pupils
        return _("Every school may have it %(units)s × per %(period)s for every %(pupils)s pupils.") % shown
    return _("Every school may have it %(units)s × per %(period)s.") % shown


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


def has_evidence(revision: Revision) -> bool:
    """Whether the provider names research that can be read."""
    return bool(revision.evidence_url)
