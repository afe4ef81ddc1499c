"""Which searches an actor keeps, which want a letter, and what is new in one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.offers import search as catalogue
from catalogue.offers.models import Offer
from catalogue.offers.search.matching import matching
from portal.people.queries import in_role_of
from portal.searches.keeping import from_json
from portal.searches.models import SavedSearch

STOP = "searches.stop"


def own(actor: Actor) -> QuerySet[SavedSearch]:
    """The searches of the person in this role, by name; nobody sees those of another person."""
    return SavedSearch.objects.filter(in_role_of(actor)).select_related("membership")


def to_tell(now: datetime) -> QuerySet[SavedSearch]:
    """The searches whose next letter is due: its day has come, and it is not night any more."""
    here = timezone.localtime(now)
    rows = SavedSearch.objects.filter(next_on__lte=here.date()).exclude(frequency="never")
    rows = rows if here.hour >= settings.DIGEST_HOUR else rows.none()
    return rows.select_related("membership__user", "membership__school", "membership__board").order_by("next_on", "pk")


def matches_of(search: SavedSearch) -> set[UUID]:
    """The published offers that the search finds now."""
    return set(matching(from_json(search.criteria)).values_list("offer_id", flat=True))


def has_news(search: SavedSearch) -> bool:
    """Whether it finds something now that the person has not seen in it."""
    return bool(_unseen(search))


def news_of(search: SavedSearch) -> list[Offer]:
    """What it finds now that the person has not seen in it, in its order."""
    unseen = _unseen(search)
    return [offer for offer in catalogue.found(from_json(search.criteria)) if offer.pk in unseen] if unseen else []


def _unseen(search: SavedSearch) -> set[UUID]:
    return matches_of(search) - set(search.seen.values_list("offer_id", flat=True))


def stop_token(search: SavedSearch) -> str:
    """What stands in the letter to stop the letters: good for this search alone, and for nothing else."""
    return signing.dumps(str(search.pk), salt=STOP)


def by_stop_token(token: str) -> SavedSearch | None:
    """The search whose letters may be stopped with this; `None` when it is not ours, or the search is no more."""
    try:
        pk = UUID(signing.loads(token, salt=STOP))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return SavedSearch.objects.filter(pk=pk).select_related("membership").first()
