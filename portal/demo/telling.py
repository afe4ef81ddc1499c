"""What the schools of the demo say that their children need, and what they ask that no offer gives."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalogue.actor import BUDGET_HOLDER
from portal.bespoke import actions as bespoke
from portal.bespoke import rules
from portal.bespoke.actions import Verdict
from portal.bespoke.models import BespokeRequest
from portal.claims import actions as claims
from portal.claims import decisions
from portal.claims.decisions import LineVerdict
from portal.claims.models import Claim
from portal.demo.evidence import paper
from portal.demo.stage import Stage
from portal.needs import actions as needs
from portal.objections import actions as objections

FILE = Path(__file__).parent / "content" / "needs.toml"


def tell_needs(stage: Stage) -> None:
    """The cover sheets, written down by the officer as the schools told them; most are handed in."""
    officer, themes = stage.login("officer"), list(stage.programme.themes.order_by("position"))
    for told in _read()["sheet"]:
        sheet = needs.open_sheet(stage.schools[told["school"]], stage.programme, by=officer)
        for each in told["needs"]:
            theme = themes[each.pop("theme") - 1]
            needs.add_need(sheet.school, needs.Told(theme, **each), by=officer)
        scan_on = timezone.localdate() - timedelta(days=told["scan_days_ago"])
        needs.change_sheet(sheet, scan_on=scan_on, words=told["words"], by=officer)
        if told["handed_in"]:
            needs.hand_in(sheet, by=officer)


def ask_for_more(stage: Stage) -> None:
    """The bespoke requests, each brought to its end by the officer."""
    officer, themes = stage.login("officer"), list(stage.programme.themes.order_by("position"))
    for told in _read()["request"]:
        school = stage.schools[told["school"]]
        starts, ends = (_in_programme(stage, days) for days in told["days"])
        made = bespoke.ask(
            school, themes[told["theme"] - 1], goal=rules.goals_of(stage.programme).first(), title=told["title"],
            motive=told["motive"], aim=told["aim"], supplier=told["supplier"], pupils=told["pupils"],
            amount=Decimal(told["amount"]), starts_on=starts, ends_on=ends,
            by=stage.school(told["school"], BUDGET_HOLDER),
        )  # fmt: skip
        if told["ends"] == "granted":
            bespoke.decide(made, Verdict("grant", told["reason"], Decimal(told["granted"])), by=officer)
            _declare(stage, told, made)
        elif told["ends"] == "returned":
            bespoke.decide(made, Verdict("return", told["reason"]), by=officer)


def _declare(stage: Stage, told: dict[str, Any], request: BespokeRequest) -> None:
    """What it cost until now, of which less was approved: the school has a letter, and can object."""
    school = stage.school(told["school"], BUDGET_HOLDER)
    wanted = claims.Wanted(request=request.pk, unit_price=Decimal(told["declared"]), description=told["for_what"])
    claim = claims.claim([wanted], by=school)
    shown = paper(told["evidence"], [[told["for_what"], f"€ {told['declared']}"]], stage.town)
    claims.add_evidence(claim, SimpleUploadedFile(f"{told['evidence']}.pdf", shown, "application/pdf"), by=school)
    claims.submit(claim, by=school)
    lines = [LineVerdict(claim.lines.get().pk, Decimal(told["sanctioned"]), told["remark"])]
    said = decisions.Verdict("approve", told["remark"], lines, remainder="keep")
    decisions.decide(claim, said, by=stage.login("assessor"))


def object_to_decisions(stage: Stage) -> None:
    """When the letters are there: what schools have against a decision on their own costs."""
    for told in _read()["request"]:
        if "objection" in told:
            claim = Claim.objects.get(lines__request__title=told["title"])
            objections.record(claim, grounds=told["objection"], by=stage.school(told["school"], BUDGET_HOLDER))


def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _in_programme(stage: Stage, days: int) -> date:
    """So many days from now, within the programme."""
    day = timezone.localdate() + timedelta(days=days)
    return min(max(day, stage.programme.starts_on), stage.programme.ends_on)
