"""The deeds on kept searches. The clock finds which want a letter; the worker sends it, by the outbox.

A letter goes at most once: what it tells is marked as seen, and the letter as being sent, before it goes out. When the
mail server says no, both are taken back and it is tried again; when the worker goes down in between, it is doubtful,
and not sent a second time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.actor import Actor, system
from catalogue.deeds import deed, unit_of_work
from catalogue.errors import Refused, require
from catalogue.journal.lease import Lease
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change, move
from catalogue.offers.models import Offer
from catalogue.offers.search import Criteria
from catalogue.validation import check_fields, validated
from portal.people.models import Membership
from portal.people.rules import is_own
from portal.post import actions as post
from portal.searches import queries, rules
from portal.searches.keeping import as_json
from portal.searches.messages import letter
from portal.searches.models import Digest, SavedSearch, SeenOffer

WORKER = system("digests")
MOST = 50  # searches that one person keeps
SECONDS_TO_SEND = 120
READER = system("reader of the letter")


@deed
def keep(membership: Membership, *, name: str, criteria: Criteria, by: Actor, frequency: str = "weekly") -> SavedSearch:
    """Keep criteria under a name; letters are in the language of now. What it finds now counts as seen.

    `Forbidden("wrong_role")` unless it is the person itself, of a school or board; `Invalid` (`#/name`, `#/frequency`);
    `Refused("name_taken" | "too_many_searches")`.
    """
    sentence = _("Only people of a school or a school board keep searches, each for themselves.")
    require(rules.may_keep(by) and is_own(by, membership), "wrong_role", sentence)
    search = SavedSearch(
        membership=membership, name=name.strip(), criteria=as_json(criteria), frequency=frequency,
        language=translation.get_language() or settings.LANGUAGE_CODE,
        next_on=rules.day_after(timezone.localdate(), frequency),
    )  # fmt: skip
    check_fields(search, name=search.name, frequency=frequency)
    _free(search, search.name)
    if SavedSearch.objects.filter(membership=membership).count() >= MOST:
        message = _("You keep %(most)s searches, which is the most. Remove one that you do not use.") % {"most": MOST}
        raise Refused("too_many_searches", message)
    made = added(validated(search), by=by)
    _see(made, queries.matches_of(made))
    return made


@deed
def edit(search: SavedSearch, *, by: Actor, name: str | None = None, frequency: str | None = None) -> SavedSearch:
    """Another name, or letters at other times; from now on in the language of now. Refuses as `keep` does."""
    require(is_own(by, search.membership), "not_yours", _("This search is somebody else's."))
    changes: dict[str, Any] = {"language": translation.get_language() or settings.LANGUAGE_CODE}
    if name is not None:
        changes["name"] = name.strip()
        _free(search, changes["name"])
    if frequency is not None and frequency != search.frequency:
        changes |= {"frequency": frequency, "next_on": rules.day_after(timezone.localdate(), frequency)}
    check_fields(search, **changes)
    return change(search, event="changed", by=by, data={"frequency": frequency or search.frequency}, **changes)


@deed
def remove(search: SavedSearch, *, by: Actor) -> None:
    """Forget the search, and what was seen in it."""
    require(is_own(by, search.membership), "not_yours", _("This search is somebody else's."))
    record("search.removed", search, by=by)
    search.delete()


@deed
def stop(search: SavedSearch, *, by: Actor = READER) -> SavedSearch:
    """No letters about this search any more; it stays. For who has the link of a letter, signed in or not."""
    if search.frequency == "never":
        return search
    return change(search, event="changed", by=by, data={"frequency": "never"}, frequency="never", next_on=None)


@deed
def fall_due(search: SavedSearch, *, by: Actor) -> Digest | None:
    """The clock: set the day of the letter after this one, and ask for this one when there is something new.

    `None` when there is nothing new, or when another clock was first. Days on which no clock ran become one letter.
    """
    today = timezone.localdate()
    mine = SavedSearch.objects.filter(pk=search.pk, next_on=search.next_on)
    if not mine.update(next_on=rules.day_after(today, search.frequency)):
        return None
    if not rules.may_be_told(search) or not queries.has_news(search):
        return None
    place = search.membership.school or (search.membership.board and search.membership.board.schools.first())
    town = place.municipality_id if place else None
    return added(validated(Digest(search=search, day=today, status="due", municipality_id=town)), by=by)


def send(digest_id: UUID, lease: Lease) -> bool:
    """The worker: send the letter; slow. True when it went out in this attempt. What the mail server says is raised."""
    lease.renew(SECONDS_TO_SEND)
    begun = _begin(digest_id)
    if begun is None:
        return False
    digest, news = begun
    try:
        post.send(lease, [letter(digest, news)])
    except Exception:
        _take_back(digest)
        raise
    return True


@deed
def note(digest_id: UUID, sent: bool) -> Digest | None:
    """The worker: end the letter that it sent, or that an attempt before it left half-way."""
    digest = Digest.objects.filter(pk=digest_id, status="sending").first()
    if digest is None:
        return None
    if not sent:
        return move(digest, "doubtful", by=WORKER, because="the worker stopped while it was sending")
    return move(digest, "sent", by=WORKER, sent_at=timezone.now())


def _begin(digest_id: UUID) -> tuple[Digest, list[Offer]] | None:
    """In a transaction of its own: mark as seen what the letter tells, and the letter as being sent."""
    with unit_of_work():
        rows = Digest.objects.select_related("search__membership__user")
        digest = rows.filter(pk=digest_id, status__in=("due", "unsent")).first()
        if digest is None:
            return None
        news = queries.news_of(digest.search) if rules.may_be_told(digest.search) else []
        if not news:
            move(digest, "needless", by=WORKER)
            return None
        _see(digest.search, (offer.pk for offer in news), digest)
        move(digest, "sending", by=WORKER, found=len(news))
        return digest, news


def _take_back(digest: Digest) -> None:
    """Nothing was sent, so nothing was seen."""
    with unit_of_work():
        digest.told.all().delete()
        move(digest, "unsent", by=WORKER)


def _see(search: SavedSearch, offers: Iterable[UUID], digest: Digest | None = None) -> None:
    rows = [SeenOffer(search=search, offer_id=offer, digest=digest) for offer in offers]
    SeenOffer.objects.bulk_create(rows, ignore_conflicts=True)


def _free(search: SavedSearch, name: str) -> None:
    others = SavedSearch.objects.filter(membership=search.membership_id, name=name).exclude(pk=search.pk)
    if others.exists():
        message = _("You keep a search called “%(name)s” already. Choose another name.")
        raise Refused("name_taken", message % {"name": name})
