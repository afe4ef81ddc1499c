"""The pages of a brochure as data: every text, number and colour that is printed, ready to set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.brochure import wording
from catalogue.brochure.contents import Subject, chapters_of, home_of, key_of_entry, offers_of
from catalogue.brochure.special import school_part
from catalogue.house_style import HouseStyle, style_of
from catalogue.offers.models import Offer
from catalogue.offers.motifs import MOTIFS, TINTS, motif_of, motif_of_theme, tint_of
from catalogue.offers.sayings import description_of, name_of, summary_of, title_of
from catalogue.pictures.models import Picture
from catalogue.programmes.models import Programme, Theme

LONG = 1_700  # letters of a description that may go on on the next page
ON_THE_COVER = 9


def printed(subject: Subject) -> dict[str, Any]:
    """All that the brochure says, as JSON. The same data gives the same answer. A handful of statements."""
    offers = offers_of(subject)
    with translation.override(subject.language):
        chapters = [_chapter(subject, theme, under) for theme, under in chapters_of(subject, offers)]
        style = style_of(subject.programme.municipality.house_style)
        updated = _updated(subject.programme, offers)
        return {
            "language": wording.language(),
            "title": _title(subject),
            "municipality": subject.programme.municipality.name,
            "updated": updated.isoformat(),
            "running": f"{subject.programme.municipality.name} · {subject.programme.name}",
            "site": f"{subject.site}/offers",
            **_dress(style),
            "cover": _cover(subject, offers, updated),
            "school": school_part(subject.school, offers, style) if subject.school else None,
            "chapters": chapters,
            "providers": _index(offers),
            **_words(),
        }


def _words() -> dict[str, Any]:
    return {
        "words": {
            "contents": _("Contents"),
            "fixed": _("fixed offer"),
            "more": _("Read on and choose"),
            "elsewhere": _("Also of this theme, described elsewhere"),
            "providers": _("Providers"),
            "replaced": _("A character that cannot be printed shows as □."),
        },
        "explanation": _(
            "The fixed offer is there for every school; the municipality pays. From the optional offer each school "
            "chooses with a budget of its own."
        ),
        "colophon": _("This brochure was made from the catalogue. There you find all of it as it is today:"),
    }


def _dress(style: HouseStyle) -> dict[str, Any]:
    """Colours, tints and logo of the house style."""
    tints = {name: asdict(style.tints[name]) for name in TINTS}
    return {"colours": asdict(style.colours), "tints": tints, "logo": style.logo}


def _title(subject: Subject) -> str:
    whole = _("Brochure %(programme)s") % {"programme": subject.programme.name}
    return f"{whole} · {subject.school.school.name}" if subject.school else whole


def _cover(subject: Subject, offers: Sequence[Offer], updated: date) -> dict[str, Any]:
    motifs = dict.fromkeys([*(motif_of(offer) for offer in offers), *MOTIFS])
    line = _("Everything that there is for the children of your school")
    if subject.school:
        line = _("For %(school)s") % {"school": subject.school.school.name}
    return {
        "over": _("Brochure for schools"),
        "title": subject.programme.name,
        "line": line,
        "updated": _("updated on %(day)s") % {"day": date_format(updated, "j F Y")},
        "drawings": [[motif, TINTS[place % len(TINTS)]] for place, motif in enumerate([*motifs][:ON_THE_COVER])],
    }


def _updated(programme: Programme, offers: Sequence[Offer]) -> date:
    """When something in it last changed."""
    moments = [programme.updated_at, *(offer.updated_at for offer in offers)]
    return timezone.localtime(max(moments)).date()


def _chapter(subject: Subject, theme: Theme, offers: Sequence[Offer]) -> dict[str, Any]:
    here = [offer for offer in offers if home_of(offer) == theme]
    return {
        "key": f"theme-{theme.pk.hex}",
        "name": name_of(theme),
        "result": theme.intended_result,
        "tint": tint_of(theme),
        "drawing": motif_of_theme(theme),
        "contents": [_reference(offer) | {"fixed": offer.kind == "fixed"} for offer in offers],
        "entries": [_entry(subject, theme, offer) for offer in here],
        "elsewhere": [_reference(offer) for offer in offers if offer not in here],
    }


def _reference(offer: Offer) -> dict[str, Any]:
    return {"key": key_of_entry(offer), "title": title_of(offer)}


def _entry(subject: Subject, theme: Theme, offer: Offer) -> dict[str, Any]:
    description = description_of(offer)
    price, unit = wording.price_of(offer)
    address = subject.address_of(offer)
    return _reference(offer) | {
        "over": wording.kind_of(offer),
        "provider": offer.provider.name,
        "promise": summary_of(offer),
        "description": wording.paragraphs(description),
        "long": len(description) > LONG,
        "also": wording.also_of(offer, theme),
        "price": price,
        "unit": unit,
        "facts": wording.facts_of(offer),
        "tint": tint_of(theme),
        "drawing": motif_of(offer),
        "picture": _picture(offer.text.image),
        "address": address,
        "code_alt": _("QR code to %(address)s") % {"address": address},
    }


def _picture(image: Picture | None) -> dict[str, str] | None:
    """A photograph by the name of its file; which one it is follows from the hash of what was sent."""
    if image is None:
        return None
    english = wording.language() == "en"
    return {
        "file": str(image.small.name),
        "sha256": image.sha256,
        "alt": (english and image.alt_en) or image.alt,
        "credit": _("Picture: %(credit)s") % {"credit": image.credit},
    }


def _index(offers: Sequence[Offer]) -> list[dict[str, Any]]:
    """Every provider with its offers, by name."""
    under: dict[str, list[Offer]] = {}
    for offer in sorted(offers, key=lambda offer: offer.provider.name.casefold()):
        under.setdefault(offer.provider.name, []).append(offer)
    return [{"name": name, "entries": [_reference(offer) for offer in mine]} for name, mine in under.items()]
