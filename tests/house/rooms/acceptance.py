"""What the rules of the house need to know of the acceptance of invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.invoices import accepting_states
from tests.portal.invoices import accepted, notes

if TYPE_CHECKING:
    from catalogue.lifecycle import Moving
    from tests.cast import Town
    from tests.house.rounds import Things

API = """
POST   invoices/<uuid:id>/acceptances       to-accept     librarian
POST   invoices/<uuid:id>/objections        to-accept     librarian
POST   invoices/<uuid:id>/objection-answers  objected     assessor finance
POST   invoices/<uuid:id>/sendings          to-accept     finance librarian
POST   invoice-acceptances                  -             assessor finance librarian musician
"""
PAGES = """
POST provider/invoices/accept               -             librarian musician
POST provider/invoices/<uuid:pk>/do/<slug:deed>  to-accept+accept  librarian
POST municipality/invoices/<uuid:pk>/do/<slug:deed>  objected+keep  assessor finance
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """An invoice that waits for the library, and one that it objects to."""
    return {
        "to-accept": notes.small(town).pk,
        "objected": accepted.objected(town, notes.small(town)).pk,
    }


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What is wrong, and why it is right."""
    return {
        "invoices/<uuid:id>/objections": {"reason": accepted.REASON},
        "invoices/<uuid:id>/objection-answers": {"reason": "Zo is het"},
        "v1/invoice-acceptances": {"invoices": []},
    }


WORDS = {"acceptance": accepting_states}


def moving(town: Town) -> dict[str, Moving]:
    """One that was kept: it has an objection, without which none can be objected to."""
    return {"acceptance": accepted.kept(town, notes.small(town))}
