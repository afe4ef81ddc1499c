"""The deeds on programmes, and the loading of facts of law."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import ADMIN, OFFICER, SYSTEM, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, check, require
from catalogue.lifecycle import added, change
from catalogue.organisations.models import SECTORS, Municipality
from catalogue.programmes.models import (
    EligibilityRule,
    GoalMatch,
    LegalFact,
    Programme,
    ProgrammeRegulation,
    Regulation,
    SpendingGoal,
    Theme,
)
from catalogue.validation import check_fields, validated

FACTS = Path(__file__).parent / "facts.toml"
ELIGIBILITY = Path(__file__).parent / "eligibility.toml"


@deed
def load_facts(path: Path = FACTS, rules: Path = ELIGIBILITY) -> int:
    """Write the facts, regulations, goals and eligibility rules of two TOML files; again changes nothing.

    With the goals come their matches (`GoalMatch`). Returns how many facts, regulations and rules were read.
    """
    content, known = tomllib.loads(path.read_text()), tomllib.loads(rules.read_text())["rule"]
    for entry in content["fact"]:
        LegalFact.objects.update_or_create(code=entry.pop("code"), valid_from=entry.pop("valid_from"), defaults=entry)
    for entry in content["regulation"]:
        goals = entry.pop("goals")
        regulation, _made = Regulation.objects.update_or_create(code=entry.pop("code"), defaults=entry)
        for goal in goals:
            defaults = {"source": regulation.source} | goal
            SpendingGoal.objects.update_or_create(regulation=regulation, code=defaults.pop("code"), defaults=defaults)
    _load_matches(content["match"])
    _load_rules(known)
    return len(content["fact"]) + len(content["regulation"]) + len(known)


def _load_matches(entries: list[dict[str, Any]]) -> None:
    goals = {f"{each.regulation.code}/{each.code}": each for each in SpendingGoal.objects.select_related("regulation")}
    for entry in entries:
        goal, other = goals[entry.pop("goal")], goals[entry.pop("other")]
        GoalMatch.objects.update_or_create(goal=goal, other=other, valid_from=entry.pop("valid_from"), defaults=entry)


def _load_rules(entries: list[dict[str, Any]]) -> None:
    regulations = {each.code: each for each in Regulation.objects.all()}
    for entry in entries:
        scope = {"case": entry.pop("case"), "goal": entry.pop("goal", ""), "valid_from": entry.pop("valid_from")}
        regulation = regulations[entry.pop("regulation")] if "regulation" in entry else None
        EligibilityRule.objects.update_or_create(regulation=regulation, municipality=None, **scope, defaults=entry)


@deed
def add_programme(
    municipality: Municipality, *, regulations: list[Regulation], by: Actor, term_starts: Sequence[date] = (),
    **fields: Any,
) -> Programme:  # fmt: skip
    """A new programme, paid from `regulations` in this order of use. `Invalid` names each wrong field.

    `term_starts` are the first days of its school terms, inside the programme.
    """
    own = by.role == SYSTEM or (by.is_one_of(OFFICER, ADMIN) and by.municipality == municipality.pk)
    require(own, "wrong_role", _("Only a policy officer of this municipality can start a programme."))
    if not regulations:
        raise Invalid.field(
            "#/regulations", "required", _("Choose at least one regulation that pays for the programme.")
        )
    terms = [day.isoformat() for day in sorted(set(term_starts))]
    programme = validated(Programme(municipality=municipality, term_starts=terms, **fields))
    check(
        Fault(f"#/termStarts/{place}", "out_of_range", _("Found %(found)s; expected a day of the programme.") % {
            "found": day.isoformat()})
        for place, day in enumerate(term_starts)
        if not programme.starts_on <= day <= programme.ends_on
    )  # fmt: skip
    for position, regulation in enumerate(regulations, start=1):
        ProgrammeRegulation.objects.create(programme=programme, regulation=regulation, position=position)
    return added(programme, by=by)


@deed
def add_theme(programme: Programme, *, by: Actor, **fields: Any) -> Theme:
    """A new theme of the programme. `Invalid` names each wrong field."""
    _own_themes(programme, by)
    return added(validated(Theme(programme=programme, **fields)), by=by)


@deed
def change_theme(theme: Theme, *, by: Actor, **fields: Any) -> Theme:
    """Another name, colour, place or intended result; its offers are found by it as soon as a worker comes to it.

    `Invalid` names each wrong field, also for the name of another theme of the programme.
    """
    _own_themes(theme.programme, by)
    check_fields(theme, **fields)
    name = fields.get("name", theme.name)
    if Theme.objects.filter(programme=theme.programme_id, name=name).exclude(pk=theme.pk).exists():
        raise Invalid.field("#/name", "taken", _("The programme has a theme with this name already."))
    return change(theme, event="changed", by=by, data={"fields": sorted(fields)}, **fields)


def _own_themes(programme: Programme, by: Actor) -> None:
    own = by.role == SYSTEM or (by.is_one_of(OFFICER, ADMIN) and by.municipality == programme.municipality_id)
    require(own, "wrong_role", _("Only a policy officer of this municipality can change its themes."))


@deed
def add_rule(municipality: Municipality, *, by: Actor, **fields: Any) -> EligibilityRule:
    """What the municipality itself found out about a case, for its own programmes, from a day on and with a source.

    `fields` are those of `EligibilityRule`; a known case may leave out its `label`. The rules that were there stay.
    `Invalid` per wrong field, `Forbidden("wrong_role")`.
    """
    own = by.is_one_of(OFFICER) and by.municipality == municipality.pk
    require(own, "wrong_role", _("Only a policy officer of this municipality can add a rule."))
    known = EligibilityRule.objects.filter(case=fields.get("case")).order_by("valid_from").last()
    labels = {"label": known.label, "label_en": known.label_en} if known and not fields.get("label") else {}
    return added(validated(EligibilityRule(municipality=municipality, **(fields | labels))), by=by)


@deed
def ask_panel_first(programme: Programme, *, panel_first: bool, by: Actor) -> Programme:
    """From now on (not) only what a panel prioritised can be published for the first time in this programme."""
    own = by.is_one_of(OFFICER) and by.municipality == programme.municipality_id
    require(own, "wrong_role", _("Only a policy officer of this municipality changes the terms of a programme."))
    return change(programme, event="terms_changed", by=by, data={"panel_first": panel_first}, panel_first=panel_first)


@deed
def let_order(programme: Programme, *, ordered_by: str, by: Actor) -> Programme:
    """Who orders what is booked from now on (DOMAIN § 7 row 8); bookings that were made keep who ordered them.

    With `municipality` a provider gets a purchase order and sends an invoice instead of a claim.
    `Forbidden("wrong_role")` unless an officer of it; `Invalid` for another word.
    """
    own = by.is_one_of(OFFICER) and by.municipality == programme.municipality_id
    require(own, "wrong_role", _("Only a policy officer of this municipality changes the terms of a programme."))
    if ordered_by not in dict(Programme.ORDERED_BY):
        raise Invalid.field("#/orderedBy", "unknown", _("Choose school or municipality."))
    return change(programme, event="terms_changed", by=by, data={"ordered_by": ordered_by}, ordered_by=ordered_by)


@deed
def ask_frames_first(programme: Programme, *, sectors: Sequence[str], by: Actor) -> Programme:
    """From now on a round opens for these sectors only after they adopted a frame; other sectors choose without.

    `Invalid` for a sector that is not known.
    """
    own = by.is_one_of(OFFICER) and by.municipality == programme.municipality_id
    require(own, "wrong_role", _("Only a policy officer of this municipality changes the terms of a programme."))
    known = [code for code, _label in SECTORS]
    check(
        Fault(f"#/framesFirst/{place}", "unknown", _("Found “%(found)s”; expected a sector such as PO or VO.") % {
            "found": sector})
        for place, sector in enumerate(sectors)
        if sector not in known
    )  # fmt: skip
    asked = [code for code in known if code in sectors]
    return change(programme, event="terms_changed", by=by, data={"frames_first": asked}, frames_first=asked)


@deed
def set_overspend(programme: Programme, *, wish: str, booking: str, by: Actor) -> Programme:
    """What happens from now on when a wish, or a booking, is more than what is left of a budget.

    `wish`: `warn` or `stop`; `booking`: `stop` or `own_money`. `Invalid` for another word.
    """
    own = by.is_one_of(OFFICER) and by.municipality == programme.municipality_id
    require(own, "wrong_role", _("Only a policy officer of this municipality changes the terms of a programme."))
    check(
        Fault(f"#/{name}", "unknown", _("Found “%(found)s”; expected %(words)s.") % {
            "found": said[:40], "words": ", ".join(dict(known))})
        for name, said, known in (
            ("wish", wish, Programme.WISH_POLICIES), ("booking", booking, Programme.BOOKING_POLICIES))
        if said not in dict(known)
    )  # fmt: skip
    data = {"overspend_wish": wish, "overspend_booking": booking}
    return change(programme, event="terms_changed", by=by, data=data, **data)
