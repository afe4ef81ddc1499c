"""What offers say in short words: for whom, per what, in the reader's language."""

from __future__ import annotations

from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext
from django.utils.translation import ngettext as _n

from catalogue.offers.models import Offer, Revision
from catalogue.offers.states import UNITS, YEAR_GROUPS
from catalogue.organisations.models import SECTORS
from catalogue.pictures.models import Picture

SECTOR_WORDS = dict(SECTORS)
YEAR_WORDS = dict(YEAR_GROUPS)
UNIT_WORDS = dict(UNITS)
JOINER = "\N{WORD JOINER}"  # keeps “5–8” on one line
PRIMARY = [str(group) for group in range(1, 9)]
SECONDARY = [f"vo{year}" for year in range(1, 7)]


def _english() -> bool:
    return (get_language() or "nl").startswith("en")


def title_of(offer: Offer) -> str:
    """The title, in English when the reader reads English and there is one."""
    return (_english() and offer.text.title_en) or offer.text.title


def summary_of(offer: Offer) -> str:
    """The promise in one sentence."""
    return (_english() and offer.text.summary_en) or offer.text.summary


def description_of(offer: Offer) -> str:
    """The whole text."""
    return (_english() and offer.text.description_en) or offer.text.description


class Named(Protocol):
    """What has its name in Dutch, and perhaps in English."""

    @property
    def name(self) -> str:
        """In Dutch."""

    @property
    def name_en(self) -> str:
        """In English; empty when it is not known."""


def name_of(thing: Named) -> str:
    """The name of a theme, or of something else that is named in two languages."""
    return (_english() and thing.name_en) or thing.name


def alt_of(picture: Picture) -> str:
    """What is on a picture, for who cannot see it."""
    return (_english() and picture.alt_en) or picture.alt


def per_unit(revision: Revision) -> str:
    """What stands behind a price: “per group”, or “in total” for a fixed price."""
    if revision.unit == "lump_sum":
        return gettext("in total")
    return gettext("per %(unit)s") % {"unit": UNIT_WORDS[revision.unit]}


def units_in_words(revision: Revision, units: int) -> str:
    """A number with its unit: “2 groups”."""
    words = {
        "session": _n("%(number)s session", "%(number)s sessions", units),
        "group": _n("%(number)s group", "%(number)s groups", units),
        "pupil": _n("%(number)s pupil", "%(number)s pupils", units),
        "hour": _n("%(number)s hour", "%(number)s hours", units),
        "lump_sum": _n("%(number)s time", "%(number)s times", units),
    }
    return words[revision.unit] % {"number": number_format(units, force_grouping=True)}


def group_size(revision: Revision) -> str:
    """“10 to 25 pupils per group”, or nothing when it does not matter."""
    least, most = revision.min_group_size, revision.max_group_size
    if least and most:
        return gettext("%(least)d to %(most)d pupils per group") % {"least": least, "most": most}
    if most:
        return gettext("at most %(most)d pupils per group") % {"most": most}
    return gettext("at least %(least)d pupils per group") % {"least": least} if least else ""


def audience(offer: Offer) -> str:
    """For whom: “groups 5–8”, “early years, secondary years 1–3”, or the sectors when no years are named."""
    said = [str(YEAR_WORDS["ve"])] if "ve" in offer.text.year_groups else []
    for years, words in ((PRIMARY, gettext("groups %s")), (SECONDARY, gettext("secondary years %s"))):
        numbers = [year.removeprefix("vo") for year in years if year in offer.text.year_groups]
        if numbers:
            said.append(words % _ranges([int(number) for number in numbers]))
    return ", ".join(said) or ", ".join(str(SECTOR_WORDS.get(sector, sector)) for sector in offer.text.sectors)


def _ranges(numbers: list[int]) -> str:
    """[1, 2, 3, 6] → “1–3, 6”."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}{JOINER}–{JOINER}{run[-1]}" for run in runs)


def year_words(groups: list[str]) -> str:
    """The year groups of a booking: “group 5, group 6”."""
    return ", ".join(str(YEAR_WORDS.get(group, group)) for group in groups)
