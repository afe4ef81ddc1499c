"""The pages that only one school gets: its budget with what is left, and what it may have of the fixed offer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalogue.brochure.contents import Budget, ForSchool, key_of_entry
from catalogue.brochure.wording import euro
from catalogue.house_style import HouseStyle
from catalogue.offers.models import Offer
from catalogue.offers.sayings import title_of


def school_part(of: ForSchool, offers: Sequence[Offer], style: HouseStyle) -> dict[str, Any]:
    """The pages as data; `offers` are those of the brochure, so that every reference leads to a page."""
    return {
        "title": of.school.name,
        "line": _("What your school has, and what it can choose from."),
        "budgets": [_budget(each, style) for each in of.budgets],
        "entitlements_title": _("Your fixed offer"),
        "entitlements_line": _("This is there for your school. It takes nothing from your budget."),
        "entitlement_columns": [_("Offer"), _("What you have"), _("Page")],
        "entitlements": [
            {
                "key": key_of_entry(offer),
                "title": title_of(offer),
                "provider": offer.provider.name,
                "words": of.entitlements.get(offer.pk, _("as agreed with the provider")),
            }
            for offer in offers
            if offer.kind == "fixed"
        ],
    }


def _budget(budget: Budget, style: HouseStyle) -> dict[str, Any]:
    parts = [
        (budget.spent, style.colours.accent_strong),
        (budget.reserved, style.colours.line_strong),
        (budget.left, style.colours.accent_line),
    ]
    return {
        "title": budget.name,
        "left": euro(budget.left),
        "left_words": _("left to choose from"),
        "parts": [{"share": _share(amount, budget.granted), "fill": fill} for amount, fill in parts if amount],
        "figures": [
            [_("Granted"), euro(budget.granted)], [_("Spent"), euro(budget.spent)],
            [_("Reserved"), euro(budget.reserved)], [_("Left"), euro(budget.left)],
        ],
    }  # fmt: skip


def _share(amount: Decimal, granted: Decimal) -> int:
    """How much of the bar, in thousands; at least a line."""
    return max(int(1000 * amount / granted), 1) if granted else 1
