"""The deeds on providers: what they say about themselves, and where they are paid."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import ADMIN, OFFICER, SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.errors import check, require
from catalogue.lifecycle import added, change
from catalogue.organisations import rules
from catalogue.organisations.models import Provider
from catalogue.validation import check_fields, validated

SAID = frozenset({
    "name", "kind", "street", "postcode", "city", "latitude", "longitude", "email", "website", "about", "vat_status",
    "vat_id",
})  # fmt: skip


@deed
def add_provider(*, by: Actor, **fields: Any) -> Provider:
    """A new provider, not admitted anywhere yet. `Invalid` names each wrong field (IBAN, VAT id, KvK number)."""
    require(by.is_one_of(SYSTEM, OFFICER, ADMIN), "wrong_role", _("Only the municipality can add a provider."))
    return added(validated(Provider(**fields)), by=by)


@deed
def change_details(provider: Provider, *, by: Actor, **fields: Any) -> Provider:
    """What a manager says about the own organisation is different now; the journal keeps which fields changed.

    Another VAT status counts for prices that are written from now on; revisions keep theirs. `Invalid` per wrong field.
    Nothing that is different, nothing written.
    """
    _manages(provider, by)
    if unknown := set(fields) - SAID:
        raise TypeError(f"not fields that a provider says about itself: {sorted(unknown)}")
    changed = {name: value for name, value in fields.items() if getattr(provider, name) != value}
    if not changed:
        return provider
    check_fields(provider, **changed)
    check(rules.vat_faults(changed.get("vat_status", provider.vat_status), changed.get("vat_id", provider.vat_id)))
    return change(
        provider, event="renamed" if "name" in changed else "changed", by=by, data={"fields": sorted(changed)},
        **changed,
    )  # fmt: skip


@deed
def confirm_details(provider: Provider, *, by: Actor) -> Provider:
    """Somebody of the provider looked at its page and says that all of it is still right, today."""
    own = rules.may_keep(by, provider)
    require(own, "not_yours", _("Only the provider itself can say that its page is still right."))
    today = timezone.localdate()
    return change(provider, event="checked", by=by, data={"on": today.isoformat()}, checked_on=today)


@deed
def agree_on_self_billing(provider: Provider, *, on: date, by: Actor) -> Provider:
    """The provider agrees that the municipality writes its invoices; without it no claim can be approved."""
    _manages(provider, by)
    return change(provider, event="self_billing_agreed", by=by, self_billing_agreed_on=on, data={"on": on.isoformat()})


def _manages(provider: Provider, by: Actor) -> None:
    require(rules.may_manage(by, provider), "wrong_role", _("Only a manager of the provider agrees to this."))
