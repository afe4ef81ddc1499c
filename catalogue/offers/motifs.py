"""Which drawn motif and which tint belong to an offer or a theme, where there is no photograph."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.offers.models import Offer
from catalogue.offers.words import plain
from catalogue.programmes.models import Theme

TINTS = ("plum", "amber", "teal", "sky", "sage", "lilac")
MOTIFS: dict[str, str | Promise] = {
    "book": _("a book"),
    "ball": _("a ball"),
    "music": _("music"),
    "theatre": _("theatre"),
    "paint": _("paint"),
    "nature": _("nature"),
    "code": _("technology"),
    "food": _("food"),
    "talk": _("a conversation"),
    "family": _("a family"),
    "math": _("sums"),
    "swim": _("swimming"),
}

# The first motif of which a word stands in the title wins; special words come before general ones.
WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("swim", ("zwem", "water", "schaats")),
    ("food", ("kook", "eten", "voeding", "ontbijt", "moestuin")),
    ("code", ("program", "robot", "techniek", "digi", "media", "maak", "3d", "game")),
    ("nature", ("natuur", "boerderij", "bos", "milieu", "buiten", "dier", "tuin")),
    ("music", ("muziek", "zing", "koor", "orkest", "instrument", "rap")),
    ("theatre", ("theater", "toneel", "dans", "circus", "film", "voorstelling", "talent")),
    ("paint", ("teken", "schilder", "kunst", "museum", "atelier", "beeld", "erfgoed", "foto")),
    ("ball", ("sport", "bewe", "judo", "voetbal", "gym", "fit", "spel")),
    ("family", ("ouder", "gezin", "vve", "peuter", "zorg")),
    ("math", ("reken", "wiskunde", "bijles", "huiswerk", "examen")),
    ("book", ("lees", "taal", "boek", "bieb", "bibliotheek", "woord", "schrijf", "verhaal")),
    ("talk", ("maatschappelijk", "jeugdwerk", "weerba", "faalangst", "coach", "gesprek", "mentor", "spreek", "praat")),
)


def motif_of(offer: Offer) -> str:
    """The motif that the provider chose, else the first one of which a word stands in the title."""
    if offer.text.motif in MOTIFS:
        return offer.text.motif
    title = plain(offer.text.title)
    return next((motif for motif, words in WORDS if any(word in title for word in words)), "book")


def tint_of(theme: Theme | None) -> str:
    """The tint of a theme: the one that the municipality chose, else one by its place."""
    if theme is None:
        return TINTS[0]
    return theme.colour if theme.colour in TINTS else TINTS[(theme.position - 1) % len(TINTS)]


def motif_of_theme(theme: Theme) -> str:
    """The motif of a theme by the words of its name."""
    name = plain(theme.name)
    by_place = [*MOTIFS][theme.position % len(MOTIFS)]
    return next((motif for motif, words in WORDS if any(word in name for word in words)), by_place)
