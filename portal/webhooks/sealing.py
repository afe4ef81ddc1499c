"""The secret of a subscription at rest: unreadable without the key of the installation (docs/adr/0049).

Signing needs the secret itself, so a hash would not do. Each secret has a pad of its own, drawn from the key and a
random salt and never used for another; the seal shows whether somebody changed it.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from secrets import token_bytes

from django.conf import settings
from django.core.signing import Signer

LONGEST = 64  # characters of a secret, and bytes of a pad
PURPOSE = "webhooks.secret"
SALT_BYTES = 16


def seal(secret: str) -> str:
    """The secret (ASCII, at most `LONGEST`), to be kept; never twice the same."""
    salt = token_bytes(SALT_BYTES)
    hidden = _mixed(secret.encode("ascii").ljust(LONGEST, b"\0"), salt)
    return Signer(salt=PURPOSE).sign(urlsafe_b64encode(salt + hidden).decode())


def unseal(kept: str) -> str:
    """The secret; `BadSignature` when it was sealed with another key or changed."""
    raw = urlsafe_b64decode(Signer(salt=PURPOSE).unsign(kept))
    return _mixed(raw[SALT_BYTES:], raw[:SALT_BYTES]).rstrip(b"\0").decode("ascii")


def _mixed(content: bytes, salt: bytes) -> bytes:
    key = hashlib.sha512(f"{PURPOSE}:{settings.SECRET_KEY}".encode()).digest()
    pad = hmac.digest(key, salt, "sha512")
    return bytes(left ^ right for left, right in zip(content, pad, strict=True))
