"""Who may do what with an organisation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalogue.actor import ADMIN, BOARD, BUDGET_HOLDER, COORDINATOR, MANAGER, OFFICER, PROVIDER_ROLES, SYSTEM, Actor
from catalogue.errors import require
from catalogue.organisations.models import ContactPerson, Municipality, Provider, School


def may_decide(actor: Actor, municipality: Municipality) -> bool:
    """Let organisations take part in this municipality: its policy officers and administrators."""
    return actor.role == SYSTEM or (actor.is_one_of(OFFICER, ADMIN) and actor.municipality == municipality.pk)


def only_the_municipality(by: Actor, municipality: Municipality) -> None:
    """`Forbidden("wrong_role")` unless a policy officer or administrator of this municipality acts."""
    sentence = _("Only a policy officer or administrator of this municipality can do this.")
    require(may_decide(by, municipality), "wrong_role", sentence)


def may_manage(actor: Actor, provider: Provider) -> bool:
    """Speak for the provider as a whole: its managers."""
    return actor.role == SYSTEM or (actor.role == MANAGER and actor.provider == provider.pk)


def may_keep(actor: Actor, provider: Provider) -> bool:
    """Keep the venues and the contacts of the provider: everybody of it."""
    return actor.role == SYSTEM or (actor.is_one_of(*PROVIDER_ROLES) and actor.provider == provider.pk)


def may_keep_contacts(actor: Actor, organisation: Provider | School) -> bool:
    """Keep the contacts: everybody of a provider; who decides for a school, and its board."""
    if isinstance(organisation, Provider):
        return may_keep(actor, organisation)
    if actor.role == BOARD:
        return organisation.board_id is not None and actor.board == organisation.board_id
    own = actor.is_one_of(COORDINATOR, BUDGET_HOLDER) and actor.school == organisation.pk
    return own or actor.role == SYSTEM


def organisation_of(contact: ContactPerson) -> Provider | School:
    """The one organisation that the person is a contact of."""
    found = contact.provider or contact.school
    if found is None:
        raise ValueError("a contact without an organisation")
    return found
