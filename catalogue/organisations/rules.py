"""Who may do what with an organisation."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from catalogue.actor import (
    ADMIN,
    BOARD,
    BUDGET_HOLDER,
    COORDINATOR,
    FINANCE,
    MANAGER,
    OFFICER,
    PROVIDER_ROLES,
    SCHOOL_ROLES,
    SYSTEM,
    Actor,
)
from catalogue.errors import Fault, require
from catalogue.organisations.models import Admission, Board, ContactPerson, Municipality, Provider, School


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


def acts_for(actor: Actor, school: School) -> bool:
    """A member of the school, or of its board."""
    if actor.is_one_of(*SCHOOL_ROLES):
        return actor.school == school.pk
    return actor.role == BOARD and actor.board == school.board_id


def decides_for(actor: Actor, school: School) -> bool:
    """Who commits the school without asking: coordinator, budget holder, board."""
    return acts_for(actor, school) and actor.is_one_of(COORDINATOR, BUDGET_HOLDER, BOARD)


def may_keep_contacts(actor: Actor, organisation: Provider | School) -> bool:
    """Keep the contacts: everybody of a provider; who decides for a school, and its board."""
    if isinstance(organisation, Provider):
        return may_keep(actor, organisation)
    return actor.role == SYSTEM or decides_for(actor, organisation)


def checks_account(actor: Actor, payee: Provider | Board) -> bool:
    """A finance officer of a municipality where the provider was let in, or where the board has a school."""
    if actor.role != FINANCE:
        return False
    if isinstance(payee, Provider):
        return Admission.objects.filter(provider=payee, municipality=actor.municipality).exists()
    return School.objects.filter(board=payee, municipality=actor.municipality).exists()


def may_propose_account(actor: Actor, payee: Provider | Board) -> bool:
    """A manager of the provider, the board itself, or a finance officer who pays it."""
    if isinstance(payee, Provider):
        return may_manage(actor, payee) or checks_account(actor, payee)
    return actor.role == SYSTEM or (actor.role == BOARD and actor.board == payee.pk) or checks_account(actor, payee)


def organisation_of(contact: ContactPerson) -> Provider | School:
    """The one organisation that the person is a contact of."""
    found = contact.provider or contact.school
    if found is None:
        raise ValueError("a contact without an organisation")
    return found


def vat_faults(vat_status: str, vat_id: str) -> Iterator[Fault]:
    """A VAT id belongs to who charges VAT or is exempt from it, and to nobody else (invoices follow it)."""
    if vat_status == "none" and vat_id:
        yield Fault(
            "#/vatId",
            "not_expected",
            _("Found a VAT id, but you chose “no VAT id”. Leave it empty, or choose another VAT status."),
        )
    if vat_status in ("standard", "exempt") and not vat_id:
        yield Fault("#/vatId", "required", _("With this VAT status you have a VAT id, such as NL123456789B01."))
