"""A school that had an offer asks for it again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, require
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, RenewalWish
from catalogue.organisations.models import School
from catalogue.organisations.rules import acts_for
from portal.bookings.models import Booking
from portal.bookings.states import DELIVERED


@deed
def ask_again(school: School, offer: Offer, *, by: Actor) -> RenewalWish:
    """The school wants the offer in the next school year as well; its provider sees it. Asking again changes nothing.

    `Forbidden("not_your_school")`, `Refused("never_had")` when it was never delivered there, and as
    `offers.actions.wish_again`.
    """
    require(acts_for(by, school), "not_your_school", _("Only people of this school can ask this for it."))
    if not Booking.objects.filter(school=school, offer=offer, status__in=DELIVERED).exists():
        raise Refused("never_had", _("Your school did not have this offer yet. Book it first."))
    return offers.wish_again(offer, school, by=by)
