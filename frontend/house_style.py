"""The colours, letters and logo of the municipality whose pages somebody looks at, as a stylesheet of its own.

Pages link to one address; what it answers depends on who asks, so that no page has to look it up.
"""

from __future__ import annotations

from dataclasses import fields

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.vary import vary_on_cookie

from catalogue.house_style import FONTS, NEUTRAL, Colours, HouseStyle, style_of
from catalogue.organisations.queries import municipality_around
from frontend.access import page
from portal.people.actors import acting

EVERYWHERE = "amber"  # the tint of what has none of its own
KEPT = "private, max-age=300"


@vary_on_cookie
@page()
def sheet(request: HttpRequest) -> HttpResponseBase:
    """The tokens of the house style; an empty sheet for the neutral one, which is there already."""
    style = _style(request)
    return _kept(HttpResponse("" if style.name == NEUTRAL else as_css(style), content_type="text/css; charset=utf-8"))


@vary_on_cookie
@page()
def logo(request: HttpRequest) -> HttpResponseBase:
    """The logo, as SVG."""
    return _kept(HttpResponse(_style(request).logo, content_type="image/svg+xml"))


def as_css(style: HouseStyle) -> str:
    """Custom properties: those of the page, and those of each tint."""
    tokens = {field.name.replace("_", "-"): getattr(style.colours, field.name) for field in fields(Colours)}
    tokens |= {"text-font": FONTS[style.text_font], "heading-font": FONTS[style.heading_font]}
    lines = [f".voorbeeld-theme {{ {_declared(tokens)} }}"]
    for name, tint in style.tints.items():
        four = {"tint": tint.wash, "tint-mid": tint.mid, "tint-deep": tint.deep, "tint-ink": tint.ink}
        everywhere = ".voorbeeld-theme, " if name == EVERYWHERE else ""
        lines.append(f'{everywhere}[data-tint="{name}"] {{ {_declared(four)} }}')
    return "\n".join(lines) + "\n"


def _declared(tokens: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in tokens.items())


def _style(request: HttpRequest) -> HouseStyle:
    municipality = municipality_around(acting(request))
    return style_of(municipality.house_style if municipality else "")


def _kept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = KEPT
    return answer
