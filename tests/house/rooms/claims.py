"""What the rules of the house need to know of claims of schools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalogue.organisations.models import Provider
from portal.claims import actions
from tests import cast
from tests.cast import Town
from tests.portal.claims.declaring import declared, receipt

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    claims/<uuid:id>                     school-claim  kring
PATCH  claims/<uuid:id>                     school-claim  decides
POST   claims/<uuid:id>/evidence            school-claim  decides
POST   claims/<uuid:id>/submissions         school-claim  decides
POST   claims/<uuid:id>/withdrawals         school-claim  decides
GET    claims/<uuid:id>                     sent-school-claim  kring town-hall
POST   claims/<uuid:id>/decisions           sent-school-claim  officer assessor
DELETE evidence/<uuid:id>                   proof         decides
GET    evidence/<uuid:id>/file              proof         kring
GET    evidence/<uuid:id>/file              evidence      library town-hall
POST   claims/<uuid:id>/answers             school-claim  decides
GET    claims/<uuid:id>/differences         school-claim  kring
GET    claims/<uuid:id>/checks              school-claim  kring
POST   bookings/<uuid:id>/claim-extensions  booking       officer assessor
POST   bespoke-requests/<uuid:id>/claim-extensions  granted-request  officer assessor
"""
PAGES = """
GET  school/claims                          -             schools
GET  school/claims/new/<uuid:pk>            granted-request  kring
POST school/claims/booking/<uuid:pk>        paid-booking  decides
GET  school/claims/<uuid:pk>                school-claim  kring
GET  school/claims/<uuid:pk>/lines          school-claim  kring
POST school/claims/<uuid:pk>/evidence       school-claim  decides
POST school/claims/<uuid:pk>/answers        school-claim  decides
POST school/claims/<uuid:pk>/<slug:deed>    school-claim+withdraw  decides
GET  school/evidence/<uuid:pk>              proof         kring
POST school/evidence/<uuid:pk>/remove       proof         decides
POST provider/claims/<uuid:pk>/answers      claim         librarian
POST provider/evidence/<uuid:pk>/remove     evidence      librarian
POST municipality/bookings/<uuid:pk>/claim-until  booking  officer assessor
POST municipality/requests/<uuid:pk>/claim-until  granted-request  officer assessor
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A claim of De Kring that is being written, with a file, and one that was sent."""
    writing = declared(town, submitted=False)
    proof = actions.add_evidence(writing, receipt(), by=town.actor("coordinator"))
    paid = cast.booking(town, cast.offer(town, provider="musician"), status="accepted", units=1)
    Provider.objects.filter(pk=town.music.pk).update(self_billing_agreed_on=None)
    return {
        "paid-booking": paid.pk,
        "school-claim": writing.pk,
        "proof": proof.pk,
        "sent-school-claim": declared(town).pk,
    }


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """Lines that say something, so that who may not change them is refused for that."""
    return {
        "v1/claims/<uuid:id>": {"lines": [{"booking": str(things["delivered"])}]},
        "claims/<uuid:id>/answers": {"lines": [{"id": str(things["line"]), "answer": "Drie"}]},
        "claim-until": {"until": "2099-01-01", "reason": "Ziekte"},
        "claim-extensions": {"until": "2099-01-01", "reason": "Ziekte"},
    }
