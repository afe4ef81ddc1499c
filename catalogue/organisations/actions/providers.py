"""The deeds on providers: what they say about themselves, and where they are paid."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import ADMIN, MANAGER, OFFICER, SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.errors import require
from catalogue.lifecycle import added, change
from catalogue.organisations.models import Provider
from catalogue.validation import check_fields, validated


@deed
def add_provider(*, by: Actor, **fields: Any) -> Provider:
    """A new provider, not admitted anywhere yet. `Invalid` names each wrong field (IBAN, VAT id, KvK number)."""
    require(by.is_one_of(SYSTEM, OFFICER, ADMIN), "wrong_role", _("Only the municipality can add a provider."))
    return added(validated(Provider(**fields)), by=by)


@deed
def change_iban(provider: Provider, *, iban: str, account_name: str, by: Actor) -> Provider:
    """A new bank account, by a manager of the provider. Approvers of claims are warned of it for a while."""
    own = by.role == MANAGER and by.provider == provider.pk
    require(own, "wrong_role", _("Only the provider itself can change its bank account."))
    check_fields(provider, iban=iban, account_name=account_name)
    return change(
        provider, event="iban_changed", by=by, iban=iban, account_name=account_name, iban_changed_at=timezone.now()
    )


@deed
def agree_on_self_billing(provider: Provider, *, on: date, by: Actor) -> Provider:
    """The provider agrees that the municipality writes its invoices; without it no claim can be approved."""
    own = by.role == SYSTEM or (by.role == MANAGER and by.provider == provider.pk)
    require(own, "wrong_role", _("Only a manager of the provider agrees to this."))
    return change(provider, event="self_billing_agreed", by=by, self_billing_agreed_on=on, data={"on": on.isoformat()})
