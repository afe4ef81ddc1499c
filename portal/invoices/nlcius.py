"""The rules of NLCIUS for a supplier and a customer in the Netherlands, one check per rule id.

Written from the description of the rules (BR-NL-…); the official stylesheet stays with its makers. `broken(ubl)` gives
the ids of the rules that an invoice breaks: fatal ones (up to BR-NL-13, NL-R and PEPPOL) and those that only warn.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
SUPPLIER, CUSTOMER = "cac:AccountingSupplierParty/cac:Party", "cac:AccountingCustomerParty/cac:Party"
LEGAL = "/cac:PartyLegalEntity/cbc:CompanyID"
PAID_BY = {"30", "48", "49", "57", "58", "59"}

Check = Callable[[etree._Element], bool]


def _texts(root: etree._Element, path: str) -> list[str]:
    return [(each.text or "").strip() for each in root.findall(path, NAMES)]


def _absent(*paths: str) -> Check:
    return lambda root: not any(root.findall(path, NAMES) for path in paths)


def _address(party: str) -> Check:
    steps = ("StreetName", "CityName", "PostalZone")
    return lambda root: all(any(_texts(root, f"{party}/cac:PostalAddress/cbc:{step}")) for step in steps)


def _legal_number(party: str) -> Check:
    def has(root: etree._Element) -> bool:
        found = root.findall(party + LEGAL, NAMES)
        return any(each.get("schemeID") in {"0106", "0190"} and (each.text or "").strip() for each in found)

    return has


def _type(root: etree._Element) -> str:
    return next(iter(_texts(root, "cbc:InvoiceTypeCode") + _texts(root, "cbc:CreditNoteTypeCode")), "")


def _is_credit_note(root: etree._Element) -> bool:
    return bool(etree.QName(root).localname == "CreditNote")


def _has_means(root: etree._Element) -> bool:
    payable = float(_texts(root, "cac:LegalMonetaryTotal/cbc:PayableAmount")[0])
    return payable <= 0 or bool(root.findall("cac:PaymentMeans", NAMES))


def _sepa_without_bic(root: etree._Element) -> bool:
    branch = "cac:PaymentMeans/cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID"
    return not ({"58", "59"} & set(_texts(root, "cac:PaymentMeans/cbc:PaymentMeansCode")) and _texts(root, branch))


def _no_empty(root: etree._Element) -> bool:
    return all(len(each) or (each.text or "").strip() for each in root.iter())


PRECEDING = "cac:BillingReference/cac:InvoiceDocumentReference/cbc:"
RULES: dict[str, Check] = {
    "BR-NL-1": _legal_number(SUPPLIER),
    "BR-NL-2": lambda root: any(_texts(root, "cbc:BuyerReference") + _texts(root, "cac:OrderReference/cbc:ID")),
    "BR-NL-3": _address(SUPPLIER),
    "BR-NL-4": _address(CUSTOMER),
    "BR-NL-5": lambda root: _absent("cac:TaxRepresentativeParty")(root) or _address("cac:TaxRepresentativeParty")(root),
    "BR-NL-7": lambda root: _type(root) in {"380", "381", "384", "389"},
    "BR-NL-8": lambda root: (_type(root) == "381") is _is_credit_note(root),
    "BR-NL-9": lambda root: _type(root) != "384" or bool(_texts(root, f"{PRECEDING}ID")),
    "BR-NL-10": _legal_number(CUSTOMER),
    "BR-NL-11": _has_means,
    "BR-NL-12": lambda root: set(_texts(root, "cac:PaymentMeans/cbc:PaymentMeansCode")) <= PAID_BY,
    "BR-NL-13": lambda root: (
        _absent(".//cac:OrderLineReference")(root) or bool(_texts(root, "cac:OrderReference/cbc:ID"))
    ),
    "NL-R-001": lambda root: not _is_credit_note(root) or bool(_texts(root, f"{PRECEDING}ID")),
    "BR-NL-19": _absent("cbc:TaxCurrencyCode"),
    "BR-NL-20": _absent("cbc:TaxPointDate"),
    "BR-NL-21": _absent("cac:InvoicePeriod/cbc:DescriptionCode"),
    "BR-NL-24": _absent(f"{PRECEDING}IssueDate"),
    "BR-NL-27": _absent(".//cac:AddressLine"),
    "BR-NL-28": _absent(".//cbc:CountrySubentity"),
    "BR-NL-30": _absent("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:Name"),
    "BR-NL-31": _sepa_without_bic,
    "BR-NL-32": _absent("cac:AllowanceCharge/cbc:AllowanceChargeReasonCode"),
    "BR-NL-34": _absent(".//cac:AllowanceCharge/cbc:AllowanceChargeReasonCode"),
    "BR-NL-35": _absent(".//cbc:TaxExemptionReasonCode"),
    "PEPPOL-EN16931-R008": _no_empty,
    "PEPPOL-EN16931-R010": lambda root: any(_texts(root, f"{CUSTOMER}/cbc:EndpointID")),
    "PEPPOL-EN16931-R020": lambda root: any(_texts(root, f"{SUPPLIER}/cbc:EndpointID")),
}


WARNINGS = frozenset(f"BR-NL-{number}" for number in (19, 20, 21, 24, 27, 28, 30, 31, 32, 34, 35))


def broken_by(root: etree._Element) -> list[str]:
    """The ids of the rules that this invoice, already read, breaks."""
    return [rule for rule, holds in RULES.items() if not holds(root)]


def broken(ubl: bytes) -> list[str]:
    """The ids of the rules that this invoice breaks; none for an invoice that a Dutch government takes in."""
    return broken_by(etree.fromstring(ubl))
