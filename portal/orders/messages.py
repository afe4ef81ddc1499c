"""The e-mail with which an order goes to the managers of its provider, once, each in their own language."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.actor import MANAGER
from catalogue.journal.lease import Lease
from catalogue.money import written
from portal.orders.models import PurchaseOrder
from portal.people.models import User
from portal.post.actions import Message, send


def tell(order_id: UUID, lease: Lease) -> None:
    """Write to the managers of the provider that there is an order, or that it was withdrawn. Slow."""
    order = PurchaseOrder.objects.select_related("municipality", "booking__school", "booking__revision").get(
        pk=order_id
    )
    managers = User.objects.filter(
        is_active=True, memberships__provider=order.provider_id, memberships__role=MANAGER, memberships__ended_at=None
    )
    send(lease, [_message(order, user) for user in managers.order_by("created_at", "pk").distinct()])


def _message(order: PurchaseOrder, user: User) -> Message:
    with translation.override(user.language):
        shown = {
            "number": order.number, "municipality": order.municipality.name, "amount": written(order.amount),
            "what": order.booking.revision.title, "school": order.booking.school.name,
        }  # fmt: skip
        if order.status == "withdrawn":
            subject = _("Purchase order %(number)s was withdrawn")
            words = _("%(municipality)s withdrew its order of “%(what)s” for %(school)s.")
            step = _("See your orders here:")
        else:
            subject = _("Purchase order %(number)s")
            words = _("%(municipality)s orders “%(what)s” for %(school)s, for %(amount)s without VAT.")
            step = _("After the delivery send an invoice that names the order. Here is the order, with all it says:")
        parts = (
            _("Dear %(name)s,") % {"name": user.name}, words % shown, step,
            f"{settings.PUBLIC_URL}{reverse('providers:orders')}",
        )  # fmt: skip
        return Message(user.email, subject % shown, "\n\n".join(parts), user.language)
