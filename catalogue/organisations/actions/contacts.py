"""The deeds on the people whom others ask, and on who stands in for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.lifecycle import added, change
from catalogue.organisations import rules
from catalogue.organisations.models import ContactPerson, Provider, School
from catalogue.validation import check_fields, validated

SAID = frozenset({"name", "task", "email", "phone", "public"})


@deed
def add_contact(organisation: Provider | School, *, by: Actor, **fields: Any) -> ContactPerson:
    """Somebody whom others can ask. `Invalid` per wrong field; an e-mail address or a telephone number is needed."""
    _own(organisation, by)
    _reachable(fields.get("email", ""), fields.get("phone", ""))
    whose = {"provider": organisation} if isinstance(organisation, Provider) else {"school": organisation}
    return added(validated(ContactPerson(**whose, **fields)), by=by)


@deed
def change_contact(contact: ContactPerson, *, by: Actor, **fields: Any) -> ContactPerson:
    """Another name, task, address or number, or shown to the public or not. `Invalid` per wrong field."""
    _active(contact, by)
    if unknown := set(fields) - SAID:
        raise TypeError(f"not fields of a contact: {sorted(unknown)}")
    check_fields(contact, **fields)
    _reachable(fields.get("email", contact.email), fields.get("phone", contact.phone))
    return change(contact, event="changed", by=by, data={"fields": sorted(fields)}, **fields)


@deed
def set_away(
    contact: ContactPerson, *, away_from: date, away_until: date | None, substitute: ContactPerson | None, by: Actor
) -> ContactPerson:
    """From the first to the last day (both included; no last day: until `set_back`) the substitute is asked instead.

    `Invalid` when the last day lies before the first, or the substitute is the person itself, of another organisation
    or ended.
    """
    _active(contact, by)
    if away_until and away_until < away_from:
        message = _("The last day lies before the first day. Choose a later last day.")
        raise Invalid.field("#/awayUntil", "too_early", message)
    _stands_in(contact, substitute, "#/substitute")
    days = {"from": away_from.isoformat(), "until": away_until.isoformat() if away_until else None}
    return change(
        contact, event="away", by=by, data=days, away_from=away_from, away_until=away_until, substitute=substitute
    )


@deed
def set_back(contact: ContactPerson, *, by: Actor) -> ContactPerson:
    """The person is asked again from now on."""
    _active(contact, by)
    return change(contact, event="back", by=by, away_from=None, away_until=None, substitute=None)


@deed
def end_contact(contact: ContactPerson, *, successor: ContactPerson | None, by: Actor) -> ContactPerson:
    """The person is asked no more; everything that named it now leads to the successor, without being rewritten.

    `Invalid` for a successor that cannot take over; `Refused("last_contact")` when nobody would be left to ask.
    """
    _active(contact, by)
    _stands_in(contact, successor, "#/successor")
    if successor is None and not _others(contact).exists():
        raise Refused("last_contact", _("Nobody would be left to ask. Add who takes over first."))
    handed = {"to": str(successor.pk)} if successor else {}
    return change(
        contact, event="ended", by=by, data=handed, ended=True, public=False, substitute=successor, away_from=None,
        away_until=None,
    )  # fmt: skip


def _others(contact: ContactPerson) -> Any:
    same = ContactPerson.objects.filter(provider=contact.provider_id, school=contact.school_id, ended=False)
    return same.exclude(pk=contact.pk)


def _stands_in(contact: ContactPerson, other: ContactPerson | None, location: str) -> None:
    if other is not None and not _others(contact).filter(pk=other.pk).exists():
        raise Invalid.field(location, "unknown", _("Choose somebody else of your own organisation who is still there."))


def _reachable(email: str, phone: str) -> None:
    if not (email or phone):
        message = _("Give an e-mail address or a telephone number, so that this person can be reached.")
        raise Invalid.field("#/email", "required", message)


def _own(organisation: Provider | School, by: Actor) -> None:
    allowed = rules.may_keep_contacts(by, organisation)
    require(allowed, "not_yours", _("Only the organisation itself keeps its contacts."))


def _active(contact: ContactPerson, by: Actor) -> None:
    _own(rules.organisation_of(contact), by)
    if contact.ended:
        raise Refused("wrong_state", _("This person is no contact any more. Add the person again when that is wrong."))
