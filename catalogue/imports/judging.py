"""Looking at one row: which offer, what is new, and whether the rules would let it in. Nothing stays written."""

from __future__ import annotations

from copy import copy
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import row_of_many
from catalogue.errors import Fault, Invalid, Refused, Stale, require
from catalogue.imports.cells import Unread, Words
from catalogue.imports.choices import with_own, words_for
from catalogue.imports.columns import BY_KEY, ID, KEY, KVK, SAID, said_now
from catalogue.imports.known import Known
from catalogue.imports.models import ExternalKey, Import, ImportRow
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.offers.rules import may_edit
from catalogue.organisations.models import Provider
from catalogue.validation import pointer

LONGEST_KEY = 80
POINTERS = {pointer(key): key for key in BY_KEY}
FILLS = tuple(column.key for column in SAID)


class _Tried(Exception):
    """The deed went well, and is undone."""


class Desk:
    """Where the rows of one import are looked at in one language: what it needs to know is read once."""

    def __init__(self, batch: Import, by: Actor) -> None:
        self.batch, self.by = batch, by
        self._words = words_for(batch.programme)
        self._providers: dict[str, Provider] | None = None
        self._known: dict[UUID, tuple[Known, Words]] = {}
        judged = ImportRow.objects.filter(batch=batch).exclude(identity="").exclude(verdict="refused")
        self._seen: dict[str, int] = dict(judged.values_list("identity", "number"))

    def judge(self, row: ImportRow) -> None:
        """Fill in the verdict of the row, with its changes or its faults. The caller keeps the row."""
        try:
            fields = self._looked_at(row)
        except Invalid as error:
            row.verdict, row.faults = "refused", [as_kept(fault) for fault in error.faults]
            return
        self._seen[row.identity] = row.number
        if not row.changes:
            row.verdict = "unchanged"
            return
        row.verdict = "changed" if row.offer else "added"
        if faults := self._tried(row, fields):
            row.verdict, row.faults = "refused", [as_kept(fault) for fault in faults]

    def carry_out(self, row: ImportRow) -> Offer:
        """Do what was promised: the deed itself. `Stale` when the offer is not as it was looked at."""
        again = copy(row)
        fields = self._looked_at(again)
        if (again.offer_id, again.version) != (row.offer_id, row.version):
            raise Stale(_("This offer was changed after the check. Check the file again."))
        return self._done(row, again.offer, fields)

    def found(self, row: ImportRow) -> Offer | None:
        """The offer that the row is about."""
        known, _words = self._of(row)
        return known.found(row.cells.get(ID, ""), row.cells.get(KEY, ""), row.cells.get("title", ""))

    def words(self, row: ImportRow) -> Words:
        """What can be chosen in the row."""
        return self._of(row)[1]

    def _of(self, row: ImportRow) -> tuple[Known, Words]:
        provider = self._provider(row)
        if provider.pk not in self._known:
            known = Known.of(provider, self.batch.programme, self.by)
            self._known[provider.pk] = known, with_own(self._words, provider.pk)
        return self._known[provider.pk]

    def _provider(self, row: ImportRow) -> Provider:
        if self.batch.provider is not None:
            return self.batch.provider
        if self._providers is None:
            admitted = Provider.objects.filter(
                admissions__municipality=self.batch.municipality_id, admissions__status="admitted"
            )
            self._providers = {provider.kvk: provider for provider in admitted}
        kvk = row.cells.get(KVK, "").replace(" ", "").zfill(8)
        if kvk not in self._providers:
            message = _("Found “%(found)s”; expected the KvK number (8 digits) of a provider that you admitted.")
            raise Unread("unknown", message % {"found": row.cells.get(KVK, "")[:40]})
        return self._providers[kvk]

    def _looked_at(self, row: ImportRow) -> dict[str, Any]:
        """Find the offer, read every cell, and say in the row what changes; the values of what changes."""
        row.title = row.cells.get("title", "")[:120]
        try:
            row.provider = self._provider(row)
        except Unread as error:
            raise Invalid(error.fault(pointer(KVK))) from error
        known, words = self._of(row)
        try:
            row.offer = self.found(row)
        except Unread as error:
            raise Invalid(error.fault(pointer(ID if row.cells.get(ID) else "title"))) from error
        row.version, row.fresh_draft = (row.offer.version, row.offer.draft is None) if row.offer else (None, False)
        self._identify(row, known)
        return _changes(row, words, known)

    def _identify(self, row: ImportRow, known: Known) -> None:
        key = row.cells.get(KEY, "")
        row.identity = str(row.offer.pk) if row.offer else f"{row.provider_id} {key or row.title.casefold()}"
        earlier = self._seen.get(row.identity, row.number)
        if earlier != row.number:
            message = _("This is the same offer as in row %(row)s. Give each a reference of its own, or remove one.")
            raise Invalid.field(pointer(KEY), "duplicate", message % {"row": earlier})
        if len(key) > LONGEST_KEY:
            message = _("Found %(found)s characters; expected at most %(most)s.")
            raise Invalid.field(pointer(KEY), "too_long", message % {"found": len(key), "most": LONGEST_KEY})
        if key and row.offer and known.by_key.get(key, row.offer.pk) != row.offer.pk:
            raise Invalid.field(pointer(KEY), "taken", _("Another of your offers has this reference already."))

    def _tried(self, row: ImportRow, fields: dict[str, Any]) -> list[Fault]:
        """What the rules say when it is really done; it is undone at once."""
        try:
            with row_of_many():
                self._done(row, _apart(row.offer), fields)
                raise _Tried
        except _Tried:
            return []
        except Invalid as error:
            return list(error.faults)
        except Refused as error:
            return [Fault("#", error.code, str(error))]

    def _done(self, row: ImportRow, offer: Offer | None, fields: dict[str, Any]) -> Offer:
        said = {key: value for key, value in fields.items() if key in FILLS}
        if offer is None:
            provider = None if self.by.provider else row.provider
            offer = offers.write(self.batch.programme, by=self.by, provider=provider, **said)
        elif said:
            offer = offers.edit(offer, by=self.by, **said)
        if key := fields.get(KEY):
            require(may_edit(self.by, offer), "not_yours", _("Only the provider of this offer can name it."))
            ExternalKey.objects.update_or_create(
                offer=offer, defaults={"key": key, "provider_id": offer.provider_id, "programme": self.batch.programme}
            )
        return offer


def _changes(row: ImportRow, words: Words, known: Known) -> dict[str, Any]:
    """The values that are not yet what the offer says, and both in words in `row.changes`; every fault at once."""
    faults, values, changes = [], {}, {}
    for key, text in row.cells.items():
        column = BY_KEY[key]
        if key not in (*FILLS, KEY):
            continue
        before = _text_now(row.offer, key, words, known)
        if _same(text, before):
            continue
        try:
            value = _read(key, text, words)
        except Unread as error:
            faults.append(error.fault(pointer(key)))
            continue
        after = column.kind.text(value, words)
        if not _same(after, before):
            values[key], changes[key] = value, [before, after]
    if row.offer is None:
        faults += [_needed(column.key) for column in SAID if column.needed and not row.cells.get(column.key)]
    if faults:
        raise Invalid(*faults)
    row.changes = changes
    return values


def _read(key: str, text: str, words: Words) -> Any:
    column = BY_KEY[key]
    if column.needed and not text:
        raise Unread("required", _("This cell is empty. Fill it in, or leave out the whole column."))
    return column.kind.value(text, words)


def _text_now(offer: Offer | None, key: str, words: Words, known: Known) -> str:
    if offer is None:
        return ""
    if key == KEY:
        return known.key_of(offer)
    return BY_KEY[key].kind.text(said_now(offer, key), words)


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same, however their lines end."""
    return one == other or one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def _needed(key: str) -> Fault:
    return Fault(pointer(key), "required", _("A new offer needs this. Fill it in."))


def _apart(offer: Offer | None) -> Offer | None:
    """A copy to try a deed on, so that the offer that was read stays as it was."""
    if offer is None:
        return None
    found = copy(offer)
    found.draft = copy(offer.draft)
    return found


def as_kept(fault: Fault) -> dict[str, str]:
    """A fault as a row keeps it: the column that it is about, its code and its sentence."""
    return {"column": POINTERS.get(fault.location, ""), "code": fault.code, "detail": str(fault.detail)}
