"""The pages in the colours of the municipality, under the same strict policy; the neutral style is one of the files."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields

from django.conf import settings

from catalogue.house_style import NEUTRAL, Colours, read
from catalogue.organisations.actions import add_municipality, choose_house_style
from frontend.house_style import as_css
from tests.cast import OPERATOR, Town
from tests.frontend.visitor import Visitor


def test_the_neutral_file_says_what_the_stylesheet_says():
    css = (settings.HOUSE_STYLES.parent / "static" / "css" / "house-style.css").read_text()
    declared = dict(re.findall(r"--([\w-]+): ([^;]+);", css))
    style = read(NEUTRAL)
    for field in fields(Colours):
        assert declared[field.name.replace("_", "-")] == getattr(style.colours, field.name), field.name
    tints = tomllib.loads((settings.HOUSE_STYLES / "neutral.toml").read_text())["tints"]
    for name, four in tints.items():
        line = next(line for line in css.splitlines() if f'data-tint="{name}"' in line)
        assert re.findall(r"#[0-9a-f]{6}", line) == four
    for name, value in re.findall(r"--([\w-]+): ([^;]+);", as_css(style)):
        assert name in declared, name
        assert name.startswith("tint") or declared[name] == value


def test_a_municipality_with_a_style_of_its_own_gets_its_colours_and_its_logo(town: Town):
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/school")
    sheets = page.html.xpath("//link[@rel='stylesheet']/@href")
    assert "/house-style.css" in sheets and "/house-style.svg" in page.html.xpath("//header//img/@src")
    assert visitor.client.get("/house-style.css").content == b"", "the neutral one is there already"

    choose_house_style(town.municipality, "veldermeer", by=OPERATOR)
    answer = visitor.client.get("/house-style.css")
    assert "--accent: #0f5c6e;" in answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/css")
    assert (answer.headers["Cache-Control"], answer.headers["Vary"]) == ("private, max-age=300", "Cookie")
    logo = visitor.client.get("/house-style.svg")
    assert b"#0f5c6e" in logo.content and logo.headers["Content-Type"] == "image/svg+xml"


def test_the_public_sees_it_when_there_is_one_municipality(town: Town):
    choose_house_style(town.municipality, "veldermeer", by=OPERATOR)
    assert b"#0f5c6e" in Visitor().client.get("/house-style.css").content
    add_municipality(name="Elders", code="GM9802", oin="00000099000000980200", by=OPERATOR)
    assert Visitor().client.get("/house-style.css").content == b""
    assert b"#0f5c6e" in Visitor(town, "teacher").client.get("/house-style.css").content
