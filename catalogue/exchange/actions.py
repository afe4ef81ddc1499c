"""The deeds of the exchange."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, require
from catalogue.exchange import document, rules
from catalogue.exchange.document import ELSEWHERE
from catalogue.exchange.models import Idea
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change, move
from catalogue.offers import actions as offers
from catalogue.offers.fields import first_goal
from catalogue.offers.models import Offer
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Programme, SpendingGoal, Theme
from catalogue.validation import validated

OWN = "own"  # the source of an idea that did not come from elsewhere


@dataclass(frozen=True, slots=True)
class Received:
    """What a document came to: how many ideas are new, how many say something else now, how many are the same."""

    new: int
    changed: int
    same: int


@deed
def receive(content: bytes, municipality: Municipality, *, by: Actor) -> Received:
    """Keep the offers of another town as ideas for the officer; the same document again changes nothing.

    `Forbidden("wrong_role")`; `Invalid` with a JSON pointer for what is wrong: nothing is kept then.
    """
    own = rules.may_receive(by) and by.municipality == municipality.pk
    require(own, "wrong_role", _("Only a policy officer of the municipality brings in ideas of others."))
    found = document.read(content)
    known = {idea.origin: idea for idea in Idea.objects.filter(municipality=municipality, source=found.source)}
    new = changed = 0
    offers_ = {each["id"]: each for each in found.offers}
    for said in offers_.values():
        about = {"title": said["title"], "provider_name": said.get("provider", ""), "said": said}
        idea = known.get(said["id"])
        if idea is None:
            new += 1
            idea = Idea(
                municipality=municipality, source=found.source, town=found.town, origin=said["id"], status="received",
                licence=found.licence, **about,
            )  # fmt: skip
            idea.save(force_insert=True)
            added(idea, by=by, data={"source": found.source})
        elif idea.said != said:
            changed += 1
            change(idea, event="updated", by=by, **about)
    return Received(new, changed, len(offers_) - new - changed)


@deed
def suggest(municipality: Municipality, *, origin: str, said: dict[str, Any], by: Actor) -> Idea:
    """An idea of the own town, shown to its providers at once. `origin` says what it came from; once is enough.

    `said` has fields of `exchange.document`, without its `id`. `Forbidden("wrong_role")`.
    """
    own = rules.may_receive(by) and by.municipality == municipality.pk
    require(own, "wrong_role", _("Only a policy officer of the municipality shows ideas to its providers."))
    idea = Idea(
        municipality=municipality, source=OWN, town=municipality.name, origin=origin, status="received",
        licence=document.LICENCE, title=said["title"], said=said | {"id": origin},
    )  # fmt: skip
    added(validated(idea), by=by, data={"source": OWN})
    return move(idea, "shared", by=by)


@deed
def share(idea: Idea, *, by: Actor) -> Idea:
    """Show it to the providers of the municipality. `Forbidden("not_yours")`."""
    require(rules.may_share(by, idea), "not_yours", _("Only the municipality that received this idea shows it."))
    return move(idea, "shared", by=by)


@deed
def dismiss(idea: Idea, *, by: Actor) -> Idea:
    """Put it away; it can be shown again later. `Forbidden("not_yours")`."""
    require(rules.may_dismiss(by, idea), "not_yours", _("Only the municipality that received this idea puts it away."))
    return move(idea, "dismissed", by=by)


@deed
def start(idea: Idea, *, by: Actor) -> Offer:
    """Make it a draft of the acting provider in the newest programme of the municipality, to change as it likes.

    Themes and goal are those with the same name or code here; the goal is else the first one of the programme.
    `Forbidden("not_yours")`; `Refused("no_programme")`; and what `offers.write` refuses.
    """
    require(rules.may_start(by, idea), "not_yours", _("Only a provider of this municipality starts from this idea."))
    programme = Programme.objects.filter(municipality=idea.municipality_id).order_by("-starts_on").first()
    if programme is None:
        raise Refused("no_programme", _("There is no programme yet. The municipality starts one first."))
    said = {name: value for name, value in idea.said.items() if name not in ELSEWHERE and value is not None}
    themes = Theme.objects.filter(programme=programme, name__in=idea.said.get("themes", []))
    offer = offers.write(
        programme, kind=idea.said["kind"], price=Decimal(idea.said["price"]), goal=_goal(programme, idea),
        themes=[theme.pk for theme in themes], by=by, **said,
    )  # fmt: skip
    record("idea.started", idea, by=by, data={"offer": str(offer.pk)})
    return offer


def _goal(programme: Programme, idea: Idea) -> str:
    goals = SpendingGoal.objects.filter(regulation__programmeregulation__programme=programme)
    same = goals.filter(code=idea.said.get("goal", "")).first()
    return (same or first_goal(programme)).code
