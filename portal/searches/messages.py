"""The letter about what is new: in the language of its reader, plain and as HTML, with a way to stop it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from catalogue.money import written
from catalogue.offers.models import Offer
from catalogue.offers.sayings import audience, per_unit, summary_of, title_of
from portal.post.actions import Message
from portal.searches.models import Digest
from portal.searches.queries import stop_token

MOST_TOLD = 10  # in one letter; the rest is counted


def letter(digest: Digest, news: Sequence[Offer]) -> Message:
    """The letter, ready to be sent. `news` has at least one offer."""
    search = digest.search
    with translation.override(search.language):
        stop = _address("public:stop-digest", stop_token(search))
        count = ngettext("%(number)s new offer for “%(name)s”", "%(number)s new offers for “%(name)s”", len(news))
        subject = count % {"number": len(news), "name": search.name}
        shown = {
            "subject": subject,
            "search": search,
            "language": search.language,
            "offers": [_told(offer) for offer in news[:MOST_TOLD]],
            "more": len(news) - MOST_TOLD,
            "open": _address("schools:search", search.pk),
            "settings": _address("schools:searches"),
            "stop": stop,
        }
        plain, rich = (render_to_string(f"searches/digest.{kind}", shown) for kind in ("txt", "html"))
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Message(search.membership.user.email, subject, plain, search.language, rich, headers)


def _told(offer: Offer) -> dict[str, str]:
    price = f"{written(offer.text.price)} {per_unit(offer.text)}" if offer.kind == "optional" else ""
    return {
        "title": title_of(offer),
        "summary": summary_of(offer),
        "facts": " · ".join(filter(None, (offer.provider.name, audience(offer), price))),
        "address": _address("public:offer", offer.pk),
    }


def _address(name: str, *arguments: object) -> str:
    """The whole address of a page, by its name: a letter is read outside the portal."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=arguments)}"
