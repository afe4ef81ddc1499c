"""The deeds on pictures: keep one, say better what is on it, take it away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change
from catalogue.organisations.models import Provider
from catalogue.pictures import rules
from catalogue.pictures.models import Picture
from catalogue.pictures.photograph import Photograph, made_anew
from catalogue.validation import check_fields, validated


@deed
def add(
    provider: Provider, *, content: bytes | File[bytes] | Photograph, alt: str, credit: str, by: Actor,
    name: str = "", alt_en: str = "",
) -> Picture:  # fmt: skip
    """Keep a photograph of the provider, with words for who cannot see it (`alt`) and whose it is (`credit`).

    The same file again gives the picture that is there, with the words that it has. `Invalid` names what is wrong with
    the words (`#/alt`, `#/credit`) and the file (`#/file`, see `made_anew`) at once; `Forbidden("not_yours")`;
    `Refused("too_many_pictures")`. Give a `Photograph` to keep the slow part out of the transaction.
    """
    _mine(provider.pk, by)
    words = {"alt": alt.strip(), "alt_en": alt_en.strip(), "credit": credit.strip()}
    faults = _faults(partial(check_fields, Picture(), **words))
    found: list[Photograph] = []
    faults += _faults(lambda: found.append(content if isinstance(content, Photograph) else made_anew(content, name)))
    check(faults)
    return _kept(provider, found[0], words, by)


def _faults(look: Callable[[], object]) -> list[Fault]:
    try:
        look()
    except Invalid as error:
        return list(error.faults)
    return []


def _kept(provider: Provider, photograph: Photograph, words: dict[str, str], by: Actor) -> Picture:
    same = Picture.objects.filter(provider=provider, sha256=photograph.sha256)
    if known := same.first():
        return known
    if Picture.objects.filter(provider=provider).count() >= settings.PICTURES_PER_PROVIDER:
        message = _("You keep %(most)s pictures, which is the most. Take away one that you do not use any more.")
        raise Refused("too_many_pictures", message % {"most": settings.PICTURES_PER_PROVIDER})
    row = Picture(
        provider=provider, sha256=photograph.sha256, width=photograph.width, height=photograph.height, **words
    )
    row.large = ContentFile(photograph.large, f"{row.pk}-large.jpg")
    row.small = ContentFile(photograph.small, f"{row.pk}-small.jpg")
    try:
        with transaction.atomic():
            return added(validated(row), by=by)
    except (IntegrityError, Invalid):  # somebody of the provider sends the same file at this very moment
        if known := same.first():
            return known
        raise


@deed
def describe(picture: Picture, *, by: Actor, **words: str) -> Picture:
    """Say better what is on it (`alt`, `alt_en`) or whose it is (`credit`). `Invalid` per wrong field."""
    _mine(picture.provider_id, by)
    if unknown := set(words) - {"alt", "alt_en", "credit"}:
        raise TypeError(f"not words of a picture: {sorted(unknown)}")
    said = {name: text.strip() for name, text in words.items()}
    check_fields(picture, **said)
    return change(picture, event="described", by=by, data=dict(said), **said)


@deed
def remove(picture: Picture, *, by: Actor) -> None:
    """Take the picture and its files away for good. `Refused("in_use")` while a version of an offer shows it."""
    _mine(picture.provider_id, by)
    kept = [(file.storage, str(file.name)) for file in (picture.large, picture.small)]
    record("picture.removed", picture, by=by, data={"sha256": picture.sha256})
    try:
        picture.delete()
    except ProtectedError as error:
        sentence = _("An offer, or an earlier version of it, shows this picture. Bookings stand on it, so it stays.")
        raise Refused("in_use", sentence) from error
    for storage, name in kept:
        transaction.on_commit(partial(storage.delete, name))


def _mine(provider: UUID, by: Actor) -> None:
    sentence = _("Pictures are kept by the provider itself. Sign in as somebody of this provider.")
    require(rules.may_keep(by, provider), "not_yours", sentence)
