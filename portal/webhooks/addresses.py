"""Where a webhook may go: https only, and never to an address of the inside network unless the operator allows it."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.errors import Fault

LONGEST = 500
TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address, perhaps an inside one, behind a translator


class InsideAddress(Exception):
    """The name leads to the inside network, and nothing was sent there."""


def url_faults(url: str) -> Iterator[Fault]:
    """What is wrong with an address, as far as can be seen without asking where its name leads."""
    parts = _split(url)
    if parts is None or len(url) > LONGEST or not re.fullmatch(r"[!-~]+", url):
        yield Fault("#/url", "invalid", _("This is no web address. Give one such as https://example.nl/hook."))
    elif parts.scheme != "https":
        sentence = _("The address begins with “%(scheme)s”. Only https:// is allowed, so that nobody can listen in.")
        yield Fault("#/url", "https_only", sentence % {"scheme": parts.scheme})
    elif parts.username is not None or parts.password is not None or parts.fragment:
        yield Fault("#/url", "invalid", _("An address with a user, a password or a # cannot be used. Leave them out."))
    elif _plainly_inside(parts.hostname or ""):
        sentence = _("“%(host)s” is in an inside network. Give an address that can be reached from the internet.")
        yield Fault("#/url", "inside_address", sentence % {"host": parts.hostname})


def resolve(host: str, port: int) -> str:
    """The address to connect to, looked at just before. `InsideAddress` when any address of the name is inside."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(may_be_reached(ip_address(each.partition("%")[0])) for each in found):
        raise InsideAddress
    return found[0]


def may_be_reached(address: IPv4Address | IPv6Address) -> bool:
    """Public, or in a network that the operator allows (`WEBHOOK_INSIDE_NETWORKS`)."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return may_be_reached(address.ipv4_mapped)
        if address.sixtofour or address.teredo or address in TRANSLATED:
            return False
    allowed = any(address in network for network in settings.WEBHOOK_INSIDE_NETWORKS)
    return allowed or (address.is_global and not address.is_multicast)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _plainly_inside(host: str) -> bool:
    try:
        return not may_be_reached(ip_address(host))
    except ValueError:
        named = "." not in host or host.rstrip(".").endswith((".localhost", ".local", ".internal"))
        return named and not settings.WEBHOOK_INSIDE_NETWORKS
