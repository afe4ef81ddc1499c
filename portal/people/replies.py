"""Doing a thing once, whoever asks twice: the key is claimed, the deed done and the reply kept in one transaction.

A simultaneous second request waits for the first at the unique key and then finds its reply. The claim is the first
statement of the transaction: when the key is taken, nothing is lost with the transaction that broke on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError
from django.utils import timezone

from portal.people.models import IdempotentReply

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered: status, a few headers and the text of the body."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


class KeyTaken(Exception):
    """Somebody claimed this key before; read what they were told with `earlier`."""


class KeyReused(Exception):
    """The same key came with another request."""


def claim(client: str, key: str, fingerprint: str) -> IdempotentReply:
    """Inside the transaction of the deed, as its first statement: take the key, waiting for whoever holds it.

    `KeyTaken` when it has a reply already; the transaction has to be left then. `OperationalError` when whoever holds
    it does not finish in time.
    """
    mine = IdempotentReply(client=client, key=key, fingerprint=fingerprint)
    try:
        mine.save(force_insert=True)
    except IntegrityError as error:
        raise KeyTaken from error
    return mine


def keep(mine: IdempotentReply, reply: Reply) -> None:
    """Inside the same transaction: remember what was answered."""
    mine.status, mine.headers, mine.body = reply.status, reply.headers, reply.body
    mine.save(update_fields=["status", "headers", "body"])


def earlier(client: str, key: str, fingerprint: str) -> Reply | None:
    """The kept reply to this key. `KeyReused` when the key belongs to another request.

    `None` when there is none any more: a reply older than a day is forgotten here, so that the key is free again.
    """
    rows = IdempotentReply.objects.filter(client=client, key=key)
    rows.filter(created_at__lte=timezone.now() - KEPT).delete()
    found = rows.exclude(status=None).first()
    if found is None or found.status is None:
        return None
    if found.fingerprint != fingerprint:
        raise KeyReused
    return Reply(found.status, found.body, found.headers)
