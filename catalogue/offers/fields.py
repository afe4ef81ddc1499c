"""What can be said in an offer, and from what was given to what may be written in it: looked up and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.errors import Fault, Invalid, check
from catalogue.offers import states
from catalogue.offers.models import Revision
from catalogue.offers.said import NOT_SAID
from catalogue.organisations.models import SECTORS, ContactPerson, Venue
from catalogue.pictures.models import Picture
from catalogue.programmes.eligibility import cases_of
from catalogue.programmes.models import Programme, SpendingGoal, Theme
from catalogue.validation import check_fields, pointer

# the fields of a revision that a provider fills in; the rate of VAT follows from the provider and the law
SAID = [field.name for field in Revision._meta.concrete_fields if field.name not in NOT_SAID | {"vat_percent"}]
# the lists of codes in a revision, and the words that each may hold
CODES = {
    "sectors": SECTORS,
    "year_groups": states.YEAR_GROUPS,
    "menu_areas": states.MENU_AREAS,
    "target_groups": states.TARGET_GROUPS,
}
# what of the provider itself an offer may point at, and which of those rows can still be chosen
OWN: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "venue": (Venue, {"closed": False}),
    "contact_person": (ContactPerson, {"ended": False}),
    "image": (Picture, {}),
}


@dataclass(frozen=True, slots=True)
class Given:
    """What was given: the goal and the themes, looked up (`None`: not given), and the fields of the revision."""

    goal: SpendingGoal | None
    themes: list[Theme] | None
    said: dict[str, Any]


def read(programme: Programme, provider_id: UUID, fields: dict[str, Any]) -> Given:
    """The fields with everything that they name looked up. `Invalid` for the first name that is not known."""
    said = {name: value for name, value in fields.items() if name not in ("goal", "themes")}
    if unknown := set(said) - set(SAID):
        raise TypeError(f"not fields of an offer: {sorted(unknown)}")
    for name, words in CODES.items():
        _known(said, name, [code for code, _label in words])
    if said.get("cases"):
        _known(said, "cases", [code for code, _words in cases_of(programme, timezone.localdate())])
    for name in OWN.keys() & said.keys():
        said[name] = _own(provider_id, name, said[name])
    goal = _goal(programme, fields["goal"]) if "goal" in fields else None
    themes = _themes(programme, fields["themes"]) if "themes" in fields else None
    return Given(goal, themes, said)


def first_goal(programme: Programme) -> SpendingGoal:
    """The first goal of the regulation that is used first; for a draft in which none was chosen yet."""
    found: SpendingGoal | None = _goals(programme).first()
    if found is None:
        raise Invalid.field("#/goal", "required", _("This programme has no spending goals yet. Ask the municipality."))
    return found


def check_said(row: Revision, said: dict[str, Any]) -> None:
    """Check new values against the fields of a revision, and those that only go together. `Invalid` names each."""
    check_fields(row, **said)
    changed = copy(row)
    for name, value in said.items():
        setattr(changed, name, value)
    check(pair_faults(changed))


def pair_faults(revision: Revision) -> Iterator[Fault]:
    """Fields of which one says nothing without the other, so that half of them is never written."""
    if revision.entitlement_units and not revision.entitlement_period:
        yield Fault("#/entitlementPeriod", "required", _("Say per month, school term or school year."))
    if revision.entitlement_period and not revision.entitlement_units:
        yield Fault("#/entitlementUnits", "required", _("Say how many every school may have in that period."))


def _goals(programme: Programme) -> Any:
    goals = SpendingGoal.objects.filter(regulation__programmeregulation__programme=programme)
    return goals.order_by("regulation__programmeregulation__position", "code")


def _goal(programme: Programme, code: str) -> SpendingGoal:
    goal: SpendingGoal | None = _goals(programme).filter(code=code).first()
    if goal is None:
        message = _("Found “%(found)s”; expected the code of a spending goal of this programme.") % {"found": code}
        raise Invalid.field("#/goal", "unknown", message)
    return goal


def _themes(programme: Programme, ids: Iterable[UUID]) -> list[Theme]:
    wanted = list(dict.fromkeys(ids))
    themes = list(Theme.objects.filter(programme=programme, pk__in=wanted))
    if len(themes) != len(wanted):
        raise Invalid.field("#/themes", "unknown", _("Choose only themes of this programme."))
    return themes


def _own(provider_id: UUID, name: str, chosen: UUID | Model | None) -> Model | None:
    """The venue, contact person or picture with this id, when it is the provider's and can still be chosen."""
    if chosen is None:
        return None
    model, usable = OWN[name]
    key = chosen.pk if isinstance(chosen, Model) else chosen
    found: Model | None = model._default_manager.filter(pk=key, provider_id=provider_id, **usable).first()
    if found is None:
        raise Invalid.field(pointer(name), "unknown", _("Choose one of your own, or leave this empty."))
    return found


def _known(said: dict[str, Any], name: str, codes: list[str]) -> None:
    if wrong := [str(value) for value in said.get(name, []) if value not in codes]:
        message = _("Found “%(found)s”; expected one of: %(codes)s.")
        raise Invalid.field(pointer(name), "unknown", message % {"found": ", ".join(wrong), "codes": ", ".join(codes)})
