"""Where somebody goes on to, when the page before said so."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def asked_next(request: HttpRequest) -> str:
    """The address that came along as `next`; nothing for one that is not of this portal."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    own = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if own else ""
