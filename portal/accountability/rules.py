"""Who settles a grant, and when it can be settled."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, OFFICER, Actor
from catalogue.errors import Refused
from catalogue.money import ZERO, written
from portal.accountability.models import GrantSettlement
from portal.accountability.standing import GrantStanding


def may_settle(actor: Actor, standing: GrantStanding) -> bool:
    """Finance or a policy officer of the municipality that has the grant."""
    return actor.is_one_of(FINANCE, OFFICER) and actor.municipality == standing.grant.municipality_id


def may_confirm(actor: Actor, made: GrantSettlement) -> bool:
    """Finance or a policy officer, and another person than who prepared the settlement."""
    right_role = actor.is_one_of(FINANCE, OFFICER) and actor.municipality == made.municipality_id
    return right_role and made.status == "proposed" and actor.person != made.proposed_by


def can_settle(standing: GrantStanding, *, on: date) -> None:
    """`Refused` while it is too early: `grant_closed`, `term_runs`, `still_committed`."""
    grant = standing.grant
    if grant.closed_on:
        raise Refused("grant_closed", _("This grant is settled already. Reload the page."))
    if on <= grant.spend_until and standing.paid < grant.amount:
        sentence = _("This grant can be spent until %(day)s. Settle it after that day, or when all of it is paid.")
        raise Refused("term_runs", sentence % {"day": date_format(grant.spend_until, "j F Y")})
    if standing.committed > ZERO:
        sentence = _("%(amount)s of it is still reserved or approved and not paid. Pay it, or call those bookings off.")
        raise Refused("still_committed", sentence % {"amount": written(standing.committed)})
