"""“Did you mean …?”: the words of the catalogue that look most like what was typed."""

from __future__ import annotations

from itertools import product

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.offers.models import Mention, Word
from catalogue.offers.search.counting import count_of
from catalogue.offers.search.criteria import Criteria
from catalogue.offers.words import asked

MOST = 3
FEW = 2  # with more hits than this nobody is asked whether they meant something else
SHORTEST = 4  # letters: a shorter word looks like too many others
_ALIKE = 0.7  # one slip in four letters, two in seven


def suggestions(criteria: Criteria, found: int) -> list[str]:
    """What may have been meant instead, the likeliest first; nothing when enough was found or nothing looks alike.

    Only asked when few offers were found. One statement reads the words of published offers, of about the right
    length; one more per suggestion, at most `MOST`, makes sure that it finds something, and no less than was found.
    """
    words = asked(criteria.q)
    if found > FEW or not words:
        return []
    known = dict(_vocabulary(words))
    nearest = [_nearest(word, known) for word in words]
    if all(alike[:1] == [word] for word, alike in zip(words, nearest, strict=True)):
        return []
    tried = [" ".join(known.get(word, word) for word in each) for each in product(*nearest)][:MOST]
    return [text for text in tried if text != criteria.q and count_of(criteria.but(q=text)) >= max(found, 1)]


def _vocabulary(words: list[str]) -> QuerySet[Word, tuple[str, str]]:
    """The words that stand in a published offer and are about as long as one of these."""
    used = Word.objects.filter(Exists(Mention.objects.filter(word=OuterRef("pk"))))
    sized = used.annotate(size=Length("word")).filter(size__gte=SHORTEST, size__lte=max(map(len, words)) + 3)
    return sized.values_list("word", "written")


def _nearest(word: str, known: dict[str, str]) -> list[str]:
    """The word itself when it is known or too short to guess; else the likeliest known ones, in a fixed order."""
    if word in known or len(word) < SHORTEST or word.isdigit():
        return [word]
    alike = process.extract(word, sorted(known), scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=MOST)
    return [text for text, _score, _place in alike] or [word]
