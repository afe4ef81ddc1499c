"""The deeds on organisations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import ADMIN, MANAGER, OFFICER, SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, require
from catalogue.lifecycle import added, change, move
from catalogue.organisations.models import Admission, Board, Municipality, Provider, PupilCount, School
from catalogue.validation import check_fields, validated


def _municipal(by: Actor, municipality: Municipality) -> None:
    own = by.role == SYSTEM or (by.is_one_of(OFFICER, ADMIN) and by.municipality == municipality.pk)
    require(own, "wrong_role", _("Only a policy officer or administrator of this municipality can do this."))


@deed
def add_municipality(*, by: Actor, **fields: Any) -> Municipality:
    """A new municipality, by the operator of the installation. `Invalid` names each wrong field."""
    require(by.role == SYSTEM, "wrong_role", _("Only the operator of the portal can add a municipality."))
    return added(validated(Municipality(**fields)), by=by)


@deed
def add_board(*, by: Actor, **fields: Any) -> Board:
    """A new board. `Invalid` names each wrong field."""
    require(by.is_one_of(SYSTEM, OFFICER, ADMIN), "wrong_role", _("Only the municipality can add a school board."))
    return added(validated(Board(**fields)), by=by)


@deed
def add_school(municipality: Municipality, *, by: Actor, **fields: Any) -> School:
    """A new school site in the municipality. `Invalid` names each wrong field."""
    _municipal(by, municipality)
    return added(validated(School(municipality=municipality, **fields)), by=by)


@deed
def count_pupils(
    school: School,
    *,
    reference_date: date,
    pupils: int | None,
    target_pupils: int | None = None,
    source: str,
    by: Actor,
) -> PupilCount:
    """Record the pupils of a school at a date; `pupils=None` is "masked by the source". Recording again replaces it."""
    _municipal(by, school.municipality)
    if pupils is not None and pupils < 0:
        raise Invalid(Fault("#/pupils", "negative", _("Found %(found)s; expected 0 or more.") % {"found": pupils}))
    count, _made = PupilCount.objects.update_or_create(
        school=school,
        reference_date=reference_date,
        defaults={"pupils": pupils, "target_pupils": target_pupils, "masked": pupils is None, "source": source},
    )
    change(school, event="counted", by=by, data={"date": reference_date.isoformat(), "pupils": pupils})
    return count


@deed
def add_provider(*, by: Actor, **fields: Any) -> Provider:
    """A new provider, not admitted anywhere yet. `Invalid` names each wrong field (IBAN, VAT id, KvK number)."""
    require(by.is_one_of(SYSTEM, OFFICER, ADMIN), "wrong_role", _("Only the municipality can add a provider."))
    return added(validated(Provider(**fields)), by=by)


@deed
def invite(municipality: Municipality, provider: Provider, *, by: Actor) -> Admission:
    """Ask a provider to take part. `Invalid` when it was asked before."""
    _municipal(by, municipality)
    return added(validated(Admission(municipality=municipality, provider=provider, status="invited")), by=by)


@deed
def admit(admission: Admission, *, by: Actor) -> Admission:
    """Let the provider publish offers here."""
    _municipal(by, admission.municipality)
    return move(admission, "admitted", by=by)


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
