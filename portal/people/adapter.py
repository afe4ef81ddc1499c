"""How sign-in is done: accounts come from the municipality, or with a provider that registers itself."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as request_context
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.post.actions import at_once

log = logging.getLogger(__name__)


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody makes an account alone: who registers a provider does it on a page of ours (`registration.register`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter of allauth; when the mail server does not answer, say so instead of failing the page."""
        try:
            at_once(self.render_mail(template_prefix, email, context))
        except (OSError, SMTPException):
            log.exception("a letter could not be sent")
            sentence = _("We could not send you an e-mail now. Sign in again in a few minutes: then we send a new one.")
            messages.error(request_context.request, sentence)
