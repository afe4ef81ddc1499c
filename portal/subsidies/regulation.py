"""The text of a scheme, made from its rules: for the council to adopt, and for everybody to read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.money import rounded, written
from portal.letters.drafting import content_of, day
from portal.letters.pdf import render_pdf
from portal.letters.queries import text_of
from portal.letters.wording import Value
from portal.subsidies.models import Scheme


def lines_of(text: str) -> list[str]:
    """What stands on each line, blank lines left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def grantable(scheme: Scheme, asked: Decimal) -> Decimal:
    """What an application would get: the share of what is asked, and no more than the most per application."""
    part = rounded(asked * Decimal(scheme.share_percent).scaleb(-2))
    most: Decimal = scheme.most_per_application
    return min(part, most)


def text_of_scheme(scheme: Scheme, on: date | None = None) -> dict[str, Any]:
    """The text as data (`letters.drafting.content_of`): as it was adopted, or as the draft reads today."""
    if scheme.content:
        content: dict[str, Any] = scheme.content
        return content
    with translation.override(scheme.language):
        values = _values(scheme)
        state = _("draft")
    said = text_of(scheme.municipality, "scheme", scheme.language)
    return content_of(said, scheme.municipality, None, reference=state, on=on or timezone.localdate(), values=values)


def pdf_of_scheme(scheme: Scheme) -> bytes:
    """The text as PDF/A-3, a second's work at most; the same rules give the same file on the same day."""
    return render_pdf(text_of_scheme(scheme))


def _values(scheme: Scheme) -> dict[str, Value]:
    order = {
        "first_come": _("Applications are handled in the order in which they came in."),
        "best_first": _("Applications are compared after the last day of the period; the best one comes first."),
    }
    return {
        "scheme": scheme.name,
        "applicants": scheme.applicants,
        "activities": lines_of(scheme.activities),
        "refusals": lines_of(scheme.refusals),
        "share": f"{scheme.share_percent}%",
        "most": written(scheme.most_per_application),
        "order": order[scheme.order],
        "ceilings": [f"{each.name}: {written(each.amount)}" for each in scheme.ceilings.all()],
        "periods": [
            _("%(start)s to %(end)s") % {"start": day(each.opens_on), "end": day(each.closes_on)}
            for each in scheme.periods.all()
        ],
    }
