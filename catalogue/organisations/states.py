"""How the admission of a provider in a municipality moves, and the words of the organisations."""

from django.utils.translation import gettext_lazy as _

ADMISSION = {
    "requested": frozenset({"admitted", "refused"}),
    "invited": frozenset({"admitted", "refused"}),
    "admitted": frozenset({"suspended"}),
    "suspended": frozenset({"admitted"}),
    "refused": frozenset({"invited", "requested"}),
}
# a bank account that a payee says it has now: payments to it wait until a second person checked it
ACCOUNT_CHANGE = {
    "proposed": frozenset({"confirmed", "refused", "withdrawn"}),
    "confirmed": frozenset(),
    "refused": frozenset(),
    "withdrawn": frozenset(),
}
ACCOUNT_STATUSES = [
    ("proposed", _("waits for a second person")),
    ("confirmed", _("confirmed")),
    ("refused", _("refused")),
    ("withdrawn", _("withdrawn")),
]
# the four answers of Verification of Payee (Regulation (EU) 2024/886)
NAME_CHECKS = [
    ("match", _("the name is that of the account")),
    ("close", _("the name is almost that of the account")),
    ("no", _("the account has another name")),
    ("not_possible", _("the bank cannot check this account")),
]
# the provider takes part, or asks to: it may write. Only an admitted one may submit, publish and be booked.
WRITES = frozenset({"requested", "invited", "admitted"})
STATUSES = [
    ("requested", _("asks to take part")),
    ("invited", _("invited")),
    ("admitted", _("admitted")),
    ("suspended", _("suspended")),
    ("refused", _("refused")),
]
# the local parties of art. 1 of the regulation (Stcrt 2021, 42927), and whoever else helps children
KINDS = [
    ("library", _("library")),
    ("sport", _("sport")),
    ("culture", _("culture: music, theatre, museum")),
    ("welfare", _("welfare and youth work")),
    ("social_work", _("social work")),
    ("childcare", _("childcare")),
    ("youth_health", _("youth health care")),
    ("education", _("vocational or higher education (MBO, HBO, university)")),
    ("other", _("another organisation")),
]
VAT = [
    ("standard", _("charges VAT")),
    ("exempt", _("exempt from VAT, with a VAT id")),
    ("none", _("no VAT id")),
]
