"""The secret of a subscription at rest: unreadable without the key of the installation (docs/adr/0049).

Signing needs the secret itself, so a hash would not do.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

PURPOSE = "webhooks.secret"
LONGEST = 64  # characters of a secret


class SecretLost(Exception):
    """It was sealed with another key of the installation, or changed since."""


def seal(secret: str) -> str:
    """The secret, to be kept; never twice the same."""
    return _key().encrypt(secret.encode()).decode()


def unseal(kept: str) -> str:
    """The secret; `SecretLost` when it cannot be read any more."""
    try:
        return _key().decrypt(kept).decode()
    except InvalidToken as error:
        raise SecretLost from error


def _key() -> Fernet:
    """A key for this purpose alone, drawn from that of the installation."""
    return Fernet(urlsafe_b64encode(hashlib.sha256(f"{PURPOSE}:{settings.SECRET_KEY}".encode()).digest()))
