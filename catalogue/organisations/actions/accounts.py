"""The deeds on bank accounts. A new one waits until another person checked it (DOMAIN: two people, name and number).

Who confirms must have no interest: that is asked where people are known, so confirming goes by `portal.payments`.
"""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, reasoned, require
from catalogue.lifecycle import added, change, move
from catalogue.organisations import rules
from catalogue.organisations.models import AccountChange, Board, Provider
from catalogue.organisations.states import NAME_CHECKS
from catalogue.validation import check_fields


@deed
def propose_account(
    payee: Provider | Board, *, iban: str, account_name: str, reason: str = "", by: Actor
) -> AccountChange:
    """A new bank account: by a manager of the provider, the board itself, or finance, which says how it knows.

    Nothing is paid to the payee until it is decided. `Invalid` per wrong field or when nothing is different,
    `Refused("change_waits")` while another one waits, `Forbidden("wrong_role")`.
    """
    sentence = _("Only the payee itself, or a finance officer where it takes part, can propose another bank account.")
    require(rules.may_propose_account(by, payee), "wrong_role", sentence)
    check_fields(payee, iban=iban, account_name=account_name)
    if not iban or not account_name.strip():
        raise Invalid.field("#/iban", "required", _("Fill in the number and the name of the bank account."))
    if (iban, account_name) == (payee.iban, payee.account_name):
        raise Invalid.field(
            "#/iban", "nothing_different", _("This is the bank account that we know. Nothing is different.")
        )
    if by.municipality:
        reasoned(reason, _("Say how you know: by which letter, call or visit."))
    whose = {"provider": payee} if isinstance(payee, Provider) else {"board": payee}
    row = AccountChange(
        status="proposed", iban=iban, account_name=account_name, reason=reason, proposed_by=by.person,
        proposed_by_name=by.label[:200], **whose,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        said = _("Another change of this bank account waits already. Withdraw it first, or wait for the municipality.")
        raise Refused("change_waits", said) from error
    return added(row, by=by, because=reason, data={"payee": str(payee.pk)})


@deed
def withdraw_account(row: AccountChange, *, by: Actor) -> AccountChange:
    """The proposer's side takes it back; the account that was known stays. `Forbidden("wrong_role")`."""
    require(
        rules.may_propose_account(by, row.payee),
        "wrong_role",
        _("Only the payee or a finance officer can withdraw it."),
    )
    return move(row, "withdrawn", by=by)


@deed
def refuse_account(row: AccountChange, *, reason: str, by: Actor) -> AccountChange:
    """A finance officer does not believe it: the account that was known stays. `Invalid` without a reason."""
    _decides(row, by)
    reasoned(reason, _("Say why: the payee reads it."))
    return move(
        row, "refused", by=by, because=reason, words=reason, decided_by=by.person, decided_by_name=by.label[:200]
    )


@deed
def confirm_account(
    row: AccountChange, *, outcome: str, checked_on: date | None = None, words: str = "", by: Actor
) -> AccountChange:
    """Another finance officer checked number and name; from now on the payee is paid there.

    `outcome` is what Verification of Payee said. `Refused("name_differs")` when the account has another name,
    `Refused("four_eyes")` for who proposed it, `Invalid` for an unknown outcome, a day to come, or without words for
    `close` and `not_possible`: those say how else it was checked. `Forbidden("wrong_role")`.
    """
    _decides(row, by)
    today = timezone.localdate()
    if outcome not in dict(NAME_CHECKS):
        raise Invalid.field("#/outcome", "unknown", _("Choose what the bank said about the name."))
    if outcome == "no":
        raise Refused(
            "name_differs", _("The bank says that this account has another name. Refuse the change and call the payee.")
        )
    if (checked_on or today) > today:
        raise Invalid.field("#/checkedOn", "in_future", _("Choose today or an earlier day."))
    if outcome != "match" and not words.strip():
        raise Invalid.field("#/words", "required", _("Say how else you checked it: whom you called, on which number."))
    move(
        row, "confirmed", by=by, because=words, outcome=outcome, checked_on=checked_on or today, words=words,
        decided_by=by.person, decided_by_name=by.label[:200], data={"outcome": outcome},
    )  # fmt: skip
    change(
        row.payee, event="iban_changed", by=by, iban=row.iban, account_name=row.account_name,
        iban_changed_at=timezone.now(),
    )  # fmt: skip
    return row


def _decides(row: AccountChange, by: Actor) -> None:
    sentence = _("Only a finance officer where the payee takes part can decide on its bank account.")
    require(rules.checks_account(by, row.payee), "wrong_role", sentence)
    if by.person == row.proposed_by:
        raise Refused("four_eyes", _("You proposed this bank account. Ask a colleague to check it."))
