"""How the providers of the demo present themselves: whom to ask, where to come, and that it is still right."""

from __future__ import annotations

from django.utils import timezone

from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Provider
from portal.demo.shapes import Content, Supplier
from portal.demo.stage import BUILDER, Stage


def present(content: Content, stage: Stage) -> None:
    """Contacts and venues of every provider; all but those with a day of their own in the content checked today."""
    for supplier in content.providers:
        provider = stage.providers[supplier.key]
        for venue in supplier.venues:
            organisations.add_venue(provider, by=BUILDER, **venue)
        _contacts(supplier, provider)
        if "checked_on" not in supplier.fields:
            organisations.confirm_details(provider, by=BUILDER)


def _contacts(supplier: Supplier, provider: Provider) -> None:
    made = {}
    for contact in supplier.contacts:
        said = {name: value for name, value in contact.items() if name != "away"}
        made[contact["name"]] = organisations.add_contact(provider, by=BUILDER, **said)
    for contact in supplier.contacts:
        if "away" in contact:
            organisations.set_away(
                made[contact["name"]], away_from=timezone.localdate(), away_until=None,
                substitute=made[contact["away"]], by=BUILDER,
            )  # fmt: skip
