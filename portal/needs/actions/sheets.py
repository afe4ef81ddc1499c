"""The deeds of cover sheets: a school says what its children need, and hands that in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change, move
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme, Theme
from catalogue.validation import check_fields, field_faults, validated
from portal.needs import rules
from portal.needs.models import CoverSheet, Need

MOST_NEEDS = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One need as somebody tells it: the theme, how many pupils, how urgent (1 to 5), and what in words."""

    theme: Theme
    pupils: int
    urgency: int
    words: str


@deed
def open_sheet(school: School, programme: Programme, *, by: Actor) -> CoverSheet:
    """The cover sheet of the school in this programme; made when it is not there yet.

    `Forbidden("not_your_school")`, `Refused("other_municipality")`.
    """
    _may(by, school)
    if programme.municipality_id != school.municipality_id:
        raise Refused("other_municipality", _("This programme is of another municipality. Choose one of your own."))
    sheet = CoverSheet.objects.filter(school=school, programme=programme).first()
    if sheet is None:
        blank = CoverSheet(
            municipality_id=school.municipality_id, programme=programme, school=school, status="open"
        )  # fmt: skip
        sheet = added(validated(blank), by=by)
    return sheet


@deed
def add_need(school: School, told: Told, *, by: Actor) -> Need:
    """Something that children of the school need, on its cover sheet in the programme of the theme.

    `Forbidden("not_your_school")`, `Refused("sheet_handed_in" | "too_many_needs")`, `Invalid` per wrong field.
    """
    sheet = open_sheet(school, told.theme.programme, by=by)
    _open(sheet)
    if sheet.needs.count() >= MOST_NEEDS:
        sentence = _("There are %(most)s needs on this sheet, which is the most. Put some together.")
        raise Refused("too_many_needs", sentence % {"most": MOST_NEEDS})
    return added(validated(_need(sheet, told)), by=by)


@deed
def change_need(need: Need, *, by: Actor, **changes: Any) -> Need:
    """Other fields of a need: `theme`, `pupils`, `urgency`, `words`. Refuses as `add_need` does."""
    _may(by, need.sheet.school)
    _open(need.sheet)
    theme = changes.get("theme")
    if theme and theme.programme_id != need.sheet.programme_id:
        raise Invalid.field("#/theme", "unknown", _("Choose a theme of the programme of this sheet."))
    check_fields(need, **changes)
    return change(need, event="changed", by=by, **changes)


@deed
def remove_need(need: Need, *, by: Actor) -> None:
    """Take a need off an open sheet. `Refused("sheet_handed_in")`."""
    _may(by, need.sheet.school)
    _open(need.sheet)
    record("need.removed", need, by=by)
    need.delete()


@deed
def fill_in(sheet: CoverSheet, told: Sequence[Told], *, by: Actor) -> CoverSheet:
    """All needs of an open sheet at once, such as from a file: they replace those that were there.

    One that says the same of the same theme stays the same need, with the bookings and requests that cite it.
    `Invalid` names each wrong field as `#/needs/0/pupils`; nothing is changed then.
    """
    _may(by, sheet.school)
    _open(sheet)
    needs = [_need(sheet, each) for each in told]
    faults = [
        Fault(f"#/needs/{number}{fault.location[1:]}", fault.code, fault.detail)
        for number, need in enumerate(needs)
        for fault in field_faults(need, pupils=need.pupils, urgency=need.urgency, words=need.words)
    ]
    faults += [
        Fault(f"#/needs/{number}/theme", "unknown", _("Choose a theme of the programme of this sheet."))
        for number, need in enumerate(needs)
        if need.theme.programme_id != sheet.programme_id
    ]
    if len(needs) > MOST_NEEDS:
        sentence = _("Found %(found)s needs; expected at most %(most)s. Put some together.")
        faults.append(Fault("#/needs", "too_many", sentence % {"found": len(needs), "most": MOST_NEEDS}))
    check(faults)
    _replace(sheet, needs)
    return change(sheet, event="filled_in", by=by, data={"needs": len(needs)})


@deed
def change_sheet(sheet: CoverSheet, *, by: Actor, **changes: Any) -> CoverSheet:
    """The day on which the scan came in (`scan_on`), or what else there is to say (`words`)."""
    _may(by, sheet.school)
    day = changes.get("scan_on")
    if day and day > timezone.localdate():
        raise Invalid.field(
            "#/scanOn", "in_future", _("This day lies in the future. Fill in the day it was handed in.")
        )
    check_fields(sheet, **changes)
    return change(sheet, event="changed", by=by, **changes)


@deed
def hand_in(sheet: CoverSheet, *, by: Actor) -> CoverSheet:
    """The school stands for it: from now on it counts in the overview of the municipality, which may read along before.

    `Refused("nothing_said")` when there is no need and no word on it.
    """
    _may_hand_in(by, sheet)
    if not sheet.words.strip() and not sheet.needs.exists():
        raise Refused("nothing_said", _("Write down at least one need, or say in words why there is none."))
    return move(sheet, "handed_in", by=by, data={"needs": sheet.needs.count()})


@deed
def reopen(sheet: CoverSheet, *, by: Actor) -> CoverSheet:
    """The school changes something: until it hands in again, nothing of it counts in the overview."""
    _may_hand_in(by, sheet)
    return move(sheet, "open", by=by)


def _replace(sheet: CoverSheet, needs: Sequence[Need]) -> None:
    before = {(each.theme_id, each.words): each for each in sheet.needs.all()}
    for need in needs:
        if same := before.pop((need.theme_id, need.words), None):
            need.pk, need.version, need.created_at = same.pk, same.version + 1, same.created_at
    sheet.needs.exclude(pk__in=[need.pk for need in needs]).delete()
    Need.objects.bulk_create(
        needs, update_conflicts=True, unique_fields=["id"],
        update_fields=["pupils", "urgency", "version", "updated_at"],
    )  # fmt: skip


def _need(sheet: CoverSheet, told: Told) -> Need:
    return Need(sheet=sheet, theme=told.theme, pupils=told.pupils, urgency=told.urgency, words=told.words.strip())


def _may(by: Actor, school: School) -> None:
    allowed = rules.may_tell(by, school)
    require(allowed, "not_your_school", _("Only people of this school, its board or the municipality write this."))


def _may_hand_in(by: Actor, sheet: CoverSheet) -> None:
    sentence = _("Ask your coordinator or director to hand this in: they speak for the school.")
    require(rules.may_hand_in(by, sheet), "coordinator_only", sentence)


def _open(sheet: CoverSheet) -> None:
    if sheet.status != "open":
        raise Refused("sheet_handed_in", _("This sheet is handed in. Open it again first, then change it."))
