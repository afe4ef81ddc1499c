"""What the municipality is shown about a provider before it lets it take part: each check passes or asks attention."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.nl import btw

from catalogue.offers.directory import is_stale
from catalogue.organisations.models import Provider
from catalogue.organisations.queries import contact_now
from portal.people.queries import managers_of


@dataclass(frozen=True, slots=True)
class Check:
    """`verdict` is pass or warn."""

    code: str
    verdict: str
    sentence: str


def checks_of(provider: Provider) -> list[Check]:
    """Every check of a provider, in the order in which an officer reads them; the number of statements is constant."""
    return [_trade_register(provider), _vat(provider), *_bank(provider), *_people(provider), *_freshness(provider)]


def _pass(code: str, sentence: str) -> Check:
    return Check(code, "pass", sentence)


def _warn(code: str, sentence: str) -> Check:
    return Check(code, "warn", sentence)


def _trade_register(provider: Provider) -> Check:
    return _pass(
        "kvk", _("The KvK number has the right form and is here once. Compare the name with the trade register.")
    )


def _vat(provider: Provider) -> Check:
    if provider.vat_status == "none":
        return _warn("vat", _("No VAT id: then the provider must be no entrepreneur for VAT. Ask when it sells more."))
    try:
        btw.validate(provider.vat_id)
    except WrongNumber:
        return _warn("vat", _("The VAT id cannot be right. Ask for another one."))
    if Provider.objects.filter(vat_id=provider.vat_id).exclude(pk=provider.pk).exists():
        return _warn("vat", _("Another provider has the same VAT id. They may be one entrepreneur; ask."))
    return _pass("vat", _("The VAT id can be right, and no other provider has it."))


def _bank(provider: Provider) -> list[Check]:
    same = Provider.objects.filter(iban=provider.iban).exclude(pk=provider.pk).count()
    found = [_pass("iban", _("The check number of the bank account is right, and no other provider has it."))]
    if same:
        sentence = ngettext(
            "%(number)d other provider is paid to the same bank account. Ask why.",
            "%(number)d other providers are paid to the same bank account. Ask why.",
            same,
        )
        found = [_warn("iban", sentence % {"number": same})]
    if not provider.iban.startswith("NL"):
        found.append(_warn("iban_country", _("The bank account is not Dutch. Ask for a bank statement.")))
    return found


def _people(provider: Provider) -> list[Check]:
    managers = managers_of(provider)
    if any(confirmed for _user, confirmed in managers):
        found = [_pass("email", _("A manager confirmed the e-mail address."))]
    elif managers:
        found = [_warn("email", _("No manager confirmed an e-mail address. Call the organisation to be sure."))]
    else:
        found = [_warn("email", _("Nobody can sign in for this provider."))]
    if contact_now(provider) is None:
        found.append(_warn("contact", _("There is nobody to ask today. The provider is asked to add a contact.")))
    return found


def _freshness(provider: Provider) -> list[Check]:
    found = []
    if is_stale(provider):
        found.append(_warn("checked", _("Nobody of the provider looked at its page for too long.")))
    if not provider.self_billing_agreed_on:
        found.append(
            _warn("self_billing", _("It did not agree on self-billing: until then none of its claims can be approved."))
        )
    return found
