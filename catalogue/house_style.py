"""The house style of a municipality: one token file with its colours, letters and logo, for pages and the brochure.

A file is refused when a colour on its background cannot be read by everybody: WCAG 2.2, success criteria 1.4.3 (words)
and 1.4.11 (what can be used), level AA, computed by its formula of contrast.
"""

from __future__ import annotations

import logging
import re
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)
NEUTRAL = "neutral"
WHITE = "#ffffff"
WORDS, USABLE = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11
NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
COLOUR = re.compile(r"#[0-9a-f]{6}")
FONTS = {
    "figtree": '"Figtree Variable", "Figtree", "Segoe UI", system-ui, "Helvetica Neue", Arial, sans-serif',
    "bricolage": '"Bricolage Grotesque Variable", "Bricolage Grotesque", "Figtree Variable", "Segoe UI", system-ui,'
    " sans-serif",
    "serif": '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif',
}


@dataclass(frozen=True, slots=True)
class Colours:
    """Each as `#rrggbb`; what they are for stands in `neutral.toml`."""

    accent: str
    accent_strong: str
    accent_wash: str
    accent_line: str
    ink: str
    ink_soft: str
    wash: str
    wash_strong: str
    line: str
    line_strong: str
    focus: str


@dataclass(frozen=True, slots=True)
class Tint:
    """The colours of a theme: behind, middle, deep, and of words on what is behind."""

    wash: str
    mid: str
    deep: str
    ink: str


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """A token file that was checked. `logo` is the text of an SVG."""

    name: str
    heading_font: str
    text_font: str
    colours: Colours
    tints: dict[str, Tint]
    logo: str


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by the formula of WCAG, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def style_of(name: str) -> HouseStyle:
    """The style of this name; the neutral one for no name, and for a file that went wrong since it was chosen."""
    try:
        return read(name or NEUTRAL)
    except ValueError:
        log.exception("house style %s cannot be used; the neutral one stands in", name)
        return read(NEUTRAL)


@lru_cache(maxsize=64)
def read(name: str) -> HouseStyle:
    """The checked style. `ValueError` with every fault: what was found, and what is expected."""
    folder: Path = settings.HOUSE_STYLES
    path = folder / f"{name}.toml"
    if not NAME.fullmatch(name) or not path.is_file():
        known = ", ".join(sorted(each.stem for each in folder.glob("*.toml")))
        raise ValueError(_("There is no house style “%(name)s”. Known: %(known)s.") % {"name": name, "known": known})
    try:
        style = _built(name, tomllib.loads(path.read_text(encoding="utf-8")), folder)
    except (tomllib.TOMLDecodeError, OSError, KeyError, TypeError) as error:
        message = _("The file of the house style “%(name)s” cannot be read: %(error)s.")
        raise ValueError(message % {"name": name, "error": error}) from error
    if faults := _faults(style):
        raise ValueError(" ".join(faults))
    return style


def _built(name: str, content: dict[str, Any], folder: Path) -> HouseStyle:
    logo = (folder / Path(content["logo"]).name).read_text(encoding="utf-8")
    tints = {tint: Tint(*colours) for tint, colours in content["tints"].items()}
    colours = Colours(**content["colours"])
    return HouseStyle(name, content["heading_font"], content["text_font"], colours, tints, logo)


def _faults(style: HouseStyle) -> list[str]:
    colours = {field.name: getattr(style.colours, field.name) for field in fields(Colours)}
    for tint, four in style.tints.items():
        colours |= {f"{tint}.{field.name}": getattr(four, field.name) for field in fields(Tint)}
    wrong = [
        _("%(name)s: found “%(found)s”; expected a colour such as #1d4f63.") % {"name": name, "found": colour}
        for name, colour in colours.items()
        if not isinstance(colour, str) or not COLOUR.fullmatch(colour)
    ]
    wrong += [
        _("“%(font)s” is not one of our fonts: %(known)s.") % {"font": font, "known": ", ".join(FONTS)}
        for font in (style.heading_font, style.text_font)
        if font not in FONTS
    ]
    return wrong or [fault for pair in _pairs(style) if (fault := _unreadable(colours, *pair))]


def _pairs(style: HouseStyle) -> list[tuple[str, str, float]]:
    """Which colour stands on which, and how much they must differ; `paper` is white."""
    words = [("ink", ground) for ground in ("paper", "wash", "wash_strong", "accent_wash")]
    words += [("ink_soft", ground) for ground in ("paper", "wash", "wash_strong")]
    words += [("accent", ground) for ground in ("paper", "wash", "accent_wash")]
    words += [("accent_strong", ground) for ground in ("paper", "accent_wash")]
    words += [(f"{tint}.ink", f"{tint}.wash") for tint in style.tints]
    words += [("ink", f"{tint}.wash") for tint in style.tints]
    usable = [("line_strong", "paper"), ("focus", "paper"), ("focus", "wash")]
    return [(*pair, WORDS) for pair in words] + [(*pair, USABLE) for pair in usable]


def _unreadable(colours: dict[str, str], above: str, below: str, least: float) -> str:
    found = contrast(colours[above], colours.get(below, WHITE))
    if found >= least:
        return ""
    return _("%(above)s on %(below)s: the contrast is %(found)s; expected at least %(least)s (WCAG 2.2 AA).") % {
        "above": above, "below": below, "found": f"{found:.2f}", "least": f"{least:.1f}",
    }  # fmt: skip
