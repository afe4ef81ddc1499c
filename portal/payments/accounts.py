"""Confirming a changed bank account: by another person, who has no interest in it either."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Forbidden
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import AccountChange
from catalogue.organisations.rules import checks_account
from portal.people.models import Membership


@deed
def confirm(
    row: AccountChange, *, outcome: str, checked_on: date | None = None, words: str = "", by: Actor
) -> AccountChange:
    """As `organisations.confirm_account`; `Forbidden("conflict_of_interest")` for a member of the payee."""
    if checks_account(by, row.payee) and belongs_to_payee(by.person, row):
        sentence = _("You belong to the payee. Ask a colleague to check this bank account.")
        raise Forbidden("conflict_of_interest", sentence)
    return organisations.confirm_account(row, outcome=outcome, checked_on=checked_on, words=words, by=by)


def belongs_to_payee(person: str, row: AccountChange) -> bool:
    """Whether the person has, in any role, an open membership of the provider, the board or one of its schools."""
    mine = Membership.objects.filter(user_id=person, ended_at__isnull=True) if person else Membership.objects.none()
    if row.provider:
        return mine.filter(provider=row.provider).exists()
    return mine.filter(Q(board=row.board) | Q(school__board=row.board)).exists()
