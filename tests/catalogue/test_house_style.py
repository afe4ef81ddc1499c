"""A house style is a checked file: colours that everybody can read, fonts that we have, a logo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from catalogue import house_style
from catalogue.errors import Forbidden, Invalid
from catalogue.house_style import contrast, read, style_of
from catalogue.organisations.actions import choose_house_style
from catalogue.organisations.queries import municipality_around
from tests.cast import OPERATOR, Town

NEUTRAL = (settings.HOUSE_STYLES / "neutral.toml").read_text()


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A folder of house styles with one in it that differs from the neutral one."""
    house_style.read.cache_clear()

    def write(old: str, new: str) -> str:
        (tmp_path / "eigen.toml").write_text(NEUTRAL.replace(old, new))
        (tmp_path / "neutral.toml").write_text(NEUTRAL)
        (tmp_path / "neutral.svg").write_text("<svg/>")
        return "eigen"

    with override_settings(HOUSE_STYLES=tmp_path):
        yield write
    house_style.read.cache_clear()


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_every_style_that_comes_with_the_portal_can_be_used():
    names = {path.stem for path in settings.HOUSE_STYLES.glob("*.toml")}
    assert names >= {"neutral", "veldermeer"}
    assert {read(name).name for name in names} == names


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('accent = "#7a1f50"', 'accent = "#ff8844"',
         "accent op paper: het contrast is 2.37; verwacht wordt ten minste 4.5"),
        ('ink_soft = "#65545f"', 'ink_soft = "#8f8f8f"', "ink_soft op paper"),
        ('focus = "#1b4fa0"', 'focus = "#ffee00"',
         "focus op paper: het contrast is 1.20; verwacht wordt ten minste 3.0"),
        ('"#863f08"]', '"#e07b32"]', "amber.ink op amber.wash"),
        ('accent = "#7a1f50"', 'accent = "paars"', "gevonden “paars”; verwacht wordt een kleur zoals"),
        ('heading_font = "bricolage"', 'heading_font = "comic"', "“comic” is geen van onze lettertypen"),
        ('logo = "neutral.svg"', 'logo = "weg.svg"', "kan niet worden gelezen"),
        ('logo = "neutral.svg"', 'logo = "../../portal/settings.py"', "kan niet worden gelezen"),
        ("[tints]", "[tint", "kan niet worden gelezen"),
        ('wash = "#fbf7f2"', 'wassen = "#fbf7f2"', "kan niet worden gelezen"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_refused_with_what_was_found(
    town: Town, written: Callable[..., str], old: str, new: str, why: str
):
    with pytest.raises(Invalid) as invalid:
        choose_house_style(town.municipality, written(old, new), by=town.actor("admin"))
    assert why in str(invalid.value)
    assert (town.municipality.house_style, style_of("eigen").name) == ("", "neutral")


@pytest.mark.parametrize("name", ["nergens", "../neutral", "neutral.toml", "Neutral", "a" * 80])
def test_a_name_is_the_name_of_a_file_there(town: Town, name: str):
    with pytest.raises(Invalid, match="Er is geen huisstijl"):
        choose_house_style(town.municipality, name, by=OPERATOR)


def test_the_administrator_of_the_municipality_chooses(town: Town):
    choose_house_style(town.municipality, "veldermeer", by=town.actor("admin"))
    assert town.municipality.house_style == "veldermeer"
    for who in ("officer", "coordinator", "librarian"):
        with pytest.raises(Forbidden):
            choose_house_style(town.municipality, "", by=town.actor(who))


def test_everybody_around_one_municipality_sees_its_style(town: Town):
    for who in ("coordinator", "board", "librarian", "officer"):
        assert municipality_around(town.actor(who)) == town.municipality
