"""The letters: of one event, or of a day together, in the language of who reads them, with a way to hear less."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.notices.models import Notice
from portal.notices.queries import about, stop_token
from portal.notices.wording import Said, page, said_of
from portal.post.actions import Message


def letter(notice: Notice) -> Message | None:
    """About one event; `None` when there is nothing left to say."""
    with translation.override(notice.language):
        said = _said(notice)
        if said is None:
            return None
        parts = [_hello(notice), said.words, said.address, _closing(notice)]
        stop = page("public:stop-notices", stop_token(notice.membership_id, notice.kind))
        headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        return Message(notice.to, said.subject, _body(parts), notice.language, headers=headers)


def letter_of_the_day(notices: Sequence[Notice]) -> Message | None:
    """About everything of a day that still says something; `None` when nothing does."""
    first = notices[0]
    with translation.override(first.language):
        told = [said for each in notices if (said := _said(each))]
        if not told:
            return None
        count = ngettext("%(number)d thing since yesterday", "%(number)d things since yesterday", len(told))
        parts = [_hello(first), *(f"{each.subject}\n{each.words}\n{each.address}" for each in told), _closing(first)]
        return Message(first.to, count % {"number": len(told)}, _body(parts), first.language)


def _said(notice: Notice) -> Said | None:
    found = about(notice.line)
    return said_of(notice.line, found, notice.membership) if found else None


def _hello(notice: Notice) -> str:
    hello = _("Dear %(name)s,") % {"name": notice.name}
    if not notice.instead_of:
        return hello
    return f"{hello}\n\n" + _("You get this because you stand in for %(name)s.") % {"name": notice.instead_of}


def _closing(notice: Notice) -> str:
    return _("Choose what you hear, and how often: %(address)s") % {"address": page("notices")}


def _body(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)
