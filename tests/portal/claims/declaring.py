"""A school that made costs of its own for a granted request, and declares them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.bespoke.models import BespokeRequest
from portal.claims import actions as claims
from portal.claims.models import Claim
from tests.cast import Town
from tests.portal.bespoke import requests


def granted(town: Town, amount: str = "400.00", **said: Any) -> BespokeRequest:
    """A request of De Kring for which the municipality set this amount aside."""
    return requests.asked(town, "granted", amount=Decimal(amount), **said)


def cost(request: BespokeRequest, price: str = "400.00", **said: Any) -> claims.Wanted:
    """One cost for the request."""
    return claims.Wanted(request=request.pk, unit_price=Decimal(price), **said)


def declared(town: Town, *lines: claims.Wanted, submitted: bool = True) -> Claim:
    """A claim of De Kring for these costs (or all of a new request), submitted unless told otherwise."""
    coordinator = town.actor("coordinator")
    made = claims.claim(lines or [cost(granted(town))], by=coordinator)
    return claims.submit(made, by=coordinator) if submitted else made


def receipt(name: str = "bon.pdf", content: bytes = b"%PDF-1.7 bon") -> SimpleUploadedFile:
    """A file that proves a cost."""
    return SimpleUploadedFile(name, content)
