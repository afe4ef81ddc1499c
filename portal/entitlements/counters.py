"""Units of a fixed offer are taken and given back in one conditional UPDATE each; CHECK constraints stand behind it.

The lock order of the house (docs/adr/0011): bookings that exist, the session, the offer, then the entitlement and its
counters, then accounts. Whoever takes touches the row of the entitlement first, so that two who move units between
periods queue there, and a school that opts out at this very moment is noticed (`Stale`, by its version).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.errors import Refused, Stale
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.programmes.periods import Period, period_on, periods_of
from portal.entitlements.counts import headcounts
from portal.entitlements.models import Entitlement, EntitlementUse, id_of
from portal.entitlements.rules import entitled, is_unknown


def period_of(offer: Offer, day: date | None) -> Period:
    """The period of the entitlement that a delivery on this day counts in; without a day, the current or the first."""
    periods = periods_of(offer.programme, offer.text.entitlement_period)
    return period_on(periods, day or timezone.localdate())


def take(school: School, offer: Offer, day: date | None, quantity: int) -> EntitlementUse:
    """Take units in the period of the day; the counter that they are taken from.

    `Refused("entitlement_exhausted")` with what is left when it is less, `Refused("entitlement_unknown")` when the
    pupils of the school were not counted, `Refused("opted_out")`; `Stale` when another revision was published just now.
    """
    use, ceiling = _counter(school, offer, day), _ceiling(school, offer)
    if not Entitlement.objects.filter(pk=use.entitlement_id, status="open").update(version=F("version") + 1):
        raise unwanted()
    as_read = Exists(Offer.objects.filter(pk=offer.pk, revision=offer.text))
    rows = EntitlementUse.objects.filter(as_read, pk=use.pk)
    if ceiling is not None:
        rows = rows.filter(used__lte=ceiling - quantity)
    if rows.update(used=F("used") + quantity, ceiling=ceiling):
        return use
    if not Offer.objects.filter(pk=offer.pk, revision=offer.text).exists():
        raise Stale(_("This offer has a new version since you opened it. Look at it again, and plan it then."))
    used = EntitlementUse.objects.values_list("used", flat=True).get(pk=use.pk)
    raise exhausted(period_of(offer, day), ceiling or 0, used, quantity)


def carry_over(school: School, offer: Offer, day: date, quantity: int, *, delivered: bool) -> EntitlementUse:
    """Count units that are planned already in the period that holds for their day now, whatever it entitles to."""
    use = _counter(school, offer, day)
    changes: dict[str, Any] = {"used": F("used") + quantity}
    if delivered:
        changes["delivered"] = F("delivered") + quantity
    if use.ceiling is not None:
        changes["ceiling"] = Greatest(F("ceiling"), F("used") + quantity)
    EntitlementUse.objects.filter(pk=use.pk).update(**changes)
    return use


def deliver(use_id: int, quantity: int) -> None:
    """Units that were planned are delivered."""
    EntitlementUse.objects.filter(pk=use_id).update(delivered=F("delivered") + quantity)


def give_back(use_id: int, quantity: int, *, delivered: bool = False) -> None:
    """Return units that were taken before, and that were `delivered` or not."""
    changes: dict[str, Any] = {"used": F("used") - quantity}
    if delivered:
        changes["delivered"] = F("delivered") - quantity
    EntitlementUse.objects.filter(pk=use_id).update(**changes)


def row_of(school: School, offer: Offer) -> Entitlement:
    """The entitlement as it would be written first."""
    return Entitlement(
        id=id_of(offer.pk, school.pk), municipality_id=school.municipality_id, school=school, offer=offer, status="open"
    )


def _counter(school: School, offer: Offer, day: date | None) -> EntitlementUse:
    """The counter of the period, made when this is its first use: inserts that hit an existing row do nothing."""
    row, period = row_of(school, offer), period_of(offer, day)
    Entitlement.objects.bulk_create([row], ignore_conflicts=True)
    key = {"entitlement_id": row.pk, "kind": period.kind, "starts_on": period.starts_on}
    ceiling = 0 if period.kind else None
    EntitlementUse.objects.bulk_create(
        [EntitlementUse(**key, ends_on=period.ends_on, ceiling=ceiling)], ignore_conflicts=True
    )
    return EntitlementUse.objects.get(**key)


def _ceiling(school: School, offer: Offer) -> int | None:
    count = None
    if offer.text.entitlement_per_pupils is not None:
        count = headcounts([offer.programme_id], [school.pk]).get((offer.programme_id, school.pk))
    if is_unknown(offer.text, count):
        raise Refused("entitlement_unknown", why_unknown(masked=count is not None))
    return entitled(offer.text, count)


def why_unknown(*, masked: bool) -> str:
    """The sentence for a school whose pupils nobody knows."""
    if masked:
        return _(
            "What your school may have depends on its pupils, and the count says only “fewer than five”."
            " Ask the municipality what your school may have."
        )
    return _(
        "What your school may have depends on its pupils, and they were not counted yet."
        " Ask the municipality to record the count."
    )


def unwanted() -> Refused:
    """The school opted out."""
    sentence = _("Your school said that it does not want this offer. Say first that you want it after all.")
    return Refused("opted_out", sentence)


def exhausted(period: Period, entitled_to: int, used: int, asked: int) -> Refused:
    """More is asked than is left of the period."""
    sentence = _(
        "Found %(asked)s; your school has %(left)s of %(entitled)s left in %(period)s."
        " Plan fewer, or choose a day in another period."
    )
    shown = {"asked": asked, "left": max(entitled_to - used, 0), "entitled": entitled_to, "period": period}
    return Refused("entitlement_exhausted", sentence % shown)
