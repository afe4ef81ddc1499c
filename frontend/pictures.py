"""What stands where a picture belongs: the photograph of an offer, else a drawn motif in the tint of its theme."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from catalogue.offers.motifs import MOTIFS, TINTS, motif_of, motif_of_theme, tint_of
from catalogue.pictures.models import Picture
from catalogue.pictures.photograph import CARD

__all__ = ["MOTIFS", "TINTS", "Shown", "address_of", "motif_of", "motif_of_theme", "tint_of"]

# how wide a picture is shown, by where it stands: a browser chooses the smallest file that is sharp there
WIDTHS = {
    "card": "(min-width: 60rem) 22rem, (min-width: 40rem) 45vw, 92vw",
    "page": "(min-width: 52rem) 34rem, 92vw",
    "row": "7rem",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A photograph as a page shows it. Of the two files the small one is cut to the form of a card."""

    picture: Picture
    place: str

    @property
    def src(self) -> str:
        """The file for a browser that knows no choice."""
        return address_of(self.picture, "large" if self.place == "page" else "small")

    @property
    def srcset(self) -> str:
        """Both files with their widths; in a row the small one is always enough."""
        files = [(address_of(self.picture, "small"), CARD[0]), (address_of(self.picture, "large"), self.picture.width)]
        return ", ".join(f"{address} {width}w" for address, width in files[: 1 if self.place == "row" else 2])

    @property
    def sizes(self) -> str:
        """How wide it is shown."""
        return WIDTHS[self.place]

    @property
    def width(self) -> int:
        """The width of the file in `src`, so that the page does not jump when it comes."""
        return self.picture.width if self.place == "page" else CARD[0]

    @property
    def height(self) -> int:
        """The height of the file in `src`."""
        return self.picture.height if self.place == "page" else CARD[1]


def address_of(picture: Picture, size: str) -> str:
    """Where a browser gets the picture (`large` or `small`); it may keep what it got for ever."""
    return f"{reverse('public:picture', args=[picture.pk, size])}?v={picture.mark}"
