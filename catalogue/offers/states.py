"""How offers and their revisions move, and the words of the catalogue."""

from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

OFFER = {
    "draft": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"returned", "published", "withdrawn"}),
    "returned": frozenset({"submitted", "withdrawn"}),
    "published": frozenset({"withdrawn"}),
    "withdrawn": frozenset(),
}
REVISION = {
    "draft": frozenset({"submitted"}),
    "submitted": frozenset({"returned", "approved"}),
    "returned": frozenset({"submitted"}),
    "approved": frozenset(),
}
STATUSES = [
    ("draft", _("draft")),
    ("submitted", _("under review")),
    ("returned", _("returned with remarks")),
    ("published", _("published")),
    ("withdrawn", _("withdrawn")),
]
KINDS = [("fixed", _("fixed offer: for every school")), ("optional", _("optional offer"))]
UNITS = [
    ("session", _("session")),
    ("group", _("group")),
    ("pupil", _("pupil")),
    ("hour", _("hour")),
    ("lump_sum", _("fixed price")),
]
YEAR_GROUPS = [
    ("ve", _("early years")),
    *((str(group), format_lazy("{} {}", _("group"), group)) for group in range(1, 9)),
    *((f"vo{year}", format_lazy("{} {}", _("secondary, year"), year)) for year in range(1, 7)),
]
_PRIMARY, _SECONDARY = [str(group) for group in range(1, 9)], [f"vo{year}" for year in range(1, 7)]
# the year groups that each kind of school has
YEARS_OF = {
    "VE": ["ve"], "PO": _PRIMARY, "SBO": _PRIMARY, "SO": _PRIMARY, "VSO": _SECONDARY, "VO": _SECONDARY,
}  # fmt: skip
MENU_AREAS = [
    ("A", _("more education")),
    ("B", _("more effective education")),
    ("C", _("social-emotional and physical development")),
    ("D", _("executive functions")),
    ("E", _("staff and support")),
    ("F", _("facilities and conditions")),
]
PERIODS = [("month", _("month")), ("term", _("school term")), ("year", _("school year"))]
TARGET_GROUPS = [
    ("all", _("all children")),
    ("ve", _("children in early years education")),
    ("nt2", _("children who learn Dutch as a second language")),
    ("youth_care", _("children with youth care")),
    ("absent", _("children who stay away from school")),
    ("talent", _("children who need more challenge")),
]
# What one unit costs the school, at most; the last band has no end.
PRICE_BANDS: list[tuple[str, Decimal | None]] = [
    ("free", Decimal(0)),
    ("0-25", Decimal(25)),
    ("25-75", Decimal(75)),
    ("75-150", Decimal(150)),
    ("150-300", Decimal(300)),
    ("300-600", Decimal(600)),
    ("600-", None),
]
# the steps of the scales for evidence, from 0 to 5
STRENGTHS = [
    _("not looked into"), _("very weak"), _("weak"), _("moderate"), _("strong"), _("very strong"),
]  # fmt: skip
COSTS = [_("no costs"), _("very low"), _("low"), _("moderate"), _("high"), _("very high")]
