"""Why banks send a payment back, in words: the reasons of ISO 20022 (external code set) that Dutch banks use."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CAUSES: dict[str, str | Promise] = {
    "AC01": gettext_lazy("the account number does not exist."),
    "AC03": gettext_lazy("the account number is not right for this payee."),
    "AC04": gettext_lazy("the account was closed."),
    "AC06": gettext_lazy("the account is blocked."),
    "AC13": gettext_lazy("this kind of account cannot be paid."),
    "AG01": gettext_lazy("payments to this account are not allowed."),
    "AG02": gettext_lazy("the bank does not know this kind of payment."),
    "AM04": gettext_lazy("there was not enough money on the account of the municipality."),
    "AM05": gettext_lazy("the bank saw the same payment twice."),
    "AM09": gettext_lazy("the amount is not what the receiver expects."),
    "BE01": gettext_lazy("the name is not that of the account."),
    "BE04": gettext_lazy("the address of the payee is missing or wrong."),
    "BE05": gettext_lazy("the receiver does not know who paid."),
    "CNOR": gettext_lazy("the bank of the payee cannot be reached."),
    "CURR": gettext_lazy("the account has another currency."),
    "CUST": gettext_lazy("the receiver asked to send it back."),
    "DUPL": gettext_lazy("the same payment was made twice."),
    "FOCR": gettext_lazy("it was sent back after a request to do so."),
    "MD07": gettext_lazy("the holder of the account died."),
    "MS02": gettext_lazy("the receiver refused it, without a reason."),
    "MS03": gettext_lazy("the bank gave no reason."),
    "NARR": gettext_lazy("the reason stands in the words of the bank."),
    "NOAS": gettext_lazy("the receiver did not answer."),
    "RC01": gettext_lazy("the code of the bank is wrong."),
    "RR01": gettext_lazy("the account of the payer is missing for the rules of the bank."),
    "RR02": gettext_lazy("the name or address of the payer is missing for the rules of the bank."),
    "RR03": gettext_lazy("the name or address of the payee is missing for the rules of the bank."),
    "RR04": gettext_lazy("a rule of the authorities forbids it."),
    "TECH": gettext_lazy("something went wrong at the bank."),
    "TM01": gettext_lazy("it came after the closing time of the bank."),
    "UPAY": gettext_lazy("the receiver says that it was not meant for it."),
}


def cause(code: str, words: str = "") -> str:
    """A reason of the bank in words, with the code and what the bank added: `the account was closed. (AC04)`."""
    said = str(CAUSES.get(code, _("the bank gave another reason.") if code else _("the bank gave no reason.")))
    more = " ".join(each for each in (code, words) if each)
    return f"{said} ({more})" if more else said
