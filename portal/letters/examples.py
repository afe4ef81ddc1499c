"""Invented facts to look at a text with, in the language that is active."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.money import written
from portal.letters.wording import Value


def values() -> dict[str, Value]:
    """Something for every word that only some kinds fill in."""
    return {
        "maximum": written(Decimal("5000.00")),
        "before": written(Decimal("6500.00")),
        "amount": written(Decimal("4800.00")),
        "asked": written(Decimal("4800.00")),
        "programme": _("Equal chances"),
        "period": _("1 August to 31 July"),
        "schools": [f"{_('School The Circle')}: {written(Decimal('3000.00'))}"],
        "lines": [_("Coach to the theatre: asked € 400.00, granted € 300.00. Two coaches were enough.")],
        "decision": "GM9999-2027-1A2B3C4D",
        "until": _("15 March 2027"),
        "reason": _("Two of your schools closed."),
        "scheme": _("Grants scheme Equal chances"),
        "activity": _("Homework class in the library"),
        "activities": [_("Homework class in the library"), _("Sports after school")],
        "ceilings": [f"{_('primary school')}: {written(Decimal('200000.00'))}"],
        "periods": [_("1 January to 1 March")],
        "refusals": [_("The activity is paid from other money already.")],
        "share": "100%",
        "most": written(Decimal("20000.00")),
        "order": _("Applications are handled in the order in which they came in."),
        "applicants": _("school boards"),
    }
