"""A provider writes an offer, and its next revision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Forbidden, Invalid, Refused, require
from catalogue.lifecycle import added, change
from catalogue.offers import rules, states
from catalogue.offers.models import Offer, Revision
from catalogue.organisations.models import SECTORS, Admission, Provider
from catalogue.organisations.states import WRITES
from catalogue.pictures.models import Picture
from catalogue.programmes.eligibility import cases_of
from catalogue.programmes.models import Programme, SpendingGoal, Theme
from catalogue.programmes.queries import number
from catalogue.validation import check_fields, pointer, validated

SAID = [field.name for field in Revision._meta.concrete_fields if field.name not in {
    "id", "version", "created_at", "updated_at", "status", "offer", "number", "vat_percent"}]  # fmt: skip
# the lists of codes in a revision, and the words that each may hold
CODES = {
    "sectors": SECTORS,
    "year_groups": states.YEAR_GROUPS,
    "menu_areas": states.MENU_AREAS,
    "target_groups": states.TARGET_GROUPS,
}


@deed
def write(programme: Programme, *, kind: str, by: Actor, **fields: Any) -> Offer:
    """A new offer as a draft of the acting provider.

    `fields` are those of `Revision` (`themes` as ids) and `goal` (its code). `Forbidden("not_admitted")` unless the
    provider takes part in the municipality, was invited or asked to take part; `Invalid` per wrong field.
    """
    provider = _writer(programme, by)
    _own_picture(provider.pk, fields.get("image"))
    goal, themes, said = _read(programme, {"goal": "", "themes": []} | fields)
    offer = Offer(
        programme=programme, municipality_id=programme.municipality_id, provider=provider, kind=kind, goal=goal,
        status="draft",
    )  # fmt: skip
    check_fields(offer, kind=kind)
    offer.save(force_insert=True)
    offer.draft = validated(Revision(offer=offer, number=1, status="draft", vat_percent=_vat(provider), **said))
    offer.draft.themes.set(themes or [])
    offer.save(update_fields=["draft"])
    return added(offer, by=by)


@deed
def edit(offer: Offer, *, by: Actor, **fields: Any) -> Offer:
    """Change a draft; of a published offer, start or change the next revision, which the municipality then approves.

    `Forbidden("not_yours")`, `Refused("wrong_state")` while it is under review, `Refused("goal_fixed")` for another
    spending goal of a published offer, `Invalid` per wrong field.
    """
    require(
        rules.may_write(by, offer),
        "not_yours",
        _("Only the provider of this offer can change it. Tell the provider what should be different."),
    )
    if offer.draft and offer.draft.status == "submitted":
        raise Refused(
            "wrong_state", _("The municipality is reviewing this offer. You can change it again after its answer.")
        )
    _own_picture(offer.provider_id, fields.get("image"))
    goal, themes, said = _read(offer.programme, fields)
    about: dict[str, Any] = {"goal": goal} if goal else {}
    if offer.status == "published" and about.get("goal", offer.goal) != offer.goal:
        raise Refused(
            "goal_fixed", _("The account to the state follows this goal. Write a new offer for another spending goal.")
        )
    if offer.draft is None:
        offer.draft = _next_revision(offer, said)
        about["draft"] = offer.draft
    elif said:
        check_fields(offer.draft, **said)
        Revision.objects.filter(pk=offer.draft.pk).update(**said, updated_at=timezone.now())
        offer.draft.refresh_from_db()
    if themes is not None:
        offer.draft.themes.set(themes)
    return change(offer, event="edited", by=by, data={"fields": sorted(fields)}, **about)


def _writer(programme: Programme, by: Actor) -> Provider:
    live = Admission.objects.filter(municipality_id=programme.municipality_id, status__in=WRITES)
    row = live.filter(provider_id=by.provider).select_related("provider").first() if by.provider else None
    if row is None:
        raise Forbidden(
            "not_admitted",
            _("Only a provider that takes part here can write offers. Ask the municipality to admit you."),
        )
    return row.provider


def _own_picture(provider: UUID, picture: Picture | None) -> None:
    if picture is not None and picture.provider_id != provider:
        raise Invalid.field("#/image", "unknown", _("Choose a picture that your own organisation keeps."))


def _next_revision(offer: Offer, said: dict[str, Any]) -> Revision:
    base = {name: getattr(offer.text, name) for name in SAID}
    number_ = offer.revisions.count() + 1
    vat = _vat(offer.provider)
    made = validated(Revision(**base | said, offer=offer, number=number_, status="draft", vat_percent=vat))
    made.themes.set(offer.text.themes.all())
    return made


def _vat(provider: Provider) -> Any:
    return number(f"vat.{provider.vat_rate}", timezone.localdate()) if provider.vat_status == "standard" else 0


def _read(
    programme: Programme, fields: dict[str, Any]
) -> tuple[SpendingGoal | None, list[Theme] | None, dict[str, Any]]:
    """The goal and the themes, looked up (`None`: not given), and the other fields of the revision, checked."""
    said = {name: value for name, value in fields.items() if name not in ("goal", "themes")}
    if unknown := set(said) - set(SAID):
        raise TypeError(f"not fields of an offer: {sorted(unknown)}")
    for name, words in CODES.items():
        _known(said, name, [code for code, _label in words])
    if said.get("cases"):
        _known(said, "cases", [code for code, _words in cases_of(programme, timezone.localdate())])
    goal = _goal(programme, fields["goal"]) if "goal" in fields else None
    themes = _themes(programme, fields["themes"]) if "themes" in fields else None
    return goal, themes, said


def _goal(programme: Programme, code: str) -> SpendingGoal:
    goals = SpendingGoal.objects.filter(regulation__programmeregulation__programme=programme, code=code)
    goal = goals.order_by("regulation__programmeregulation__position").first()
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


def _known(said: dict[str, Any], name: str, codes: list[str]) -> None:
    if wrong := [str(value) for value in said.get(name, []) if value not in codes]:
        message = _("Found “%(found)s”; expected one of: %(codes)s.")
        raise Invalid.field(pointer(name), "unknown", message % {"found": ", ".join(wrong), "codes": ", ".join(codes)})
