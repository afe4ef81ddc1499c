"""Asking for a sample, and the long work that makes it: read only, and the file is thrown away after some days."""

from __future__ import annotations

import re
from secrets import token_hex
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.actor import CONTROLLER, FINANCE, OFFICER, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.money import written
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Programme
from catalogue.sheets import Sheet, as_csv, as_xlsx
from portal.accountability.bundle import Bundle, put
from portal.accountability.questioned import doubted, sheet_of
from portal.accountability.sampling import MOST, WAYS, Sample, Wanted, draw
from portal.accountability.threads import put_questions
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.jobs.work import File, Progress, Result

KIND: Final = "audit_sample"
SEED: Final = re.compile(r"[A-Za-z0-9-]{1,40}")
FIRST_YEAR: Final = 2000


def may_sample(actor: Actor) -> bool:
    """The controller and finance, and the officer who answers them: it changes nothing."""
    return actor.is_one_of(CONTROLLER, FINANCE, OFFICER)


@deed
def ask(
    *,
    year: int,
    number: int,
    way: str = "random",
    seed: str = "",
    programme: UUID | None = None,
    sisa_code: str = "",
    by: Actor,
) -> Job:
    """The job that makes the ZIP. Without a `seed` one is drawn; the file says which, so that it can be drawn again.

    `Invalid` per wrong field, `Forbidden("wrong_role")`; the same question while it is being made is the same job.
    """
    require(may_sample(by), "wrong_role", _("Only the controller, finance or a policy officer can ask for a sample."))
    check(_faults(year, number, way, seed, programme, by))
    given = {
        "year": year, "number": number, "way": way, "seed": seed or token_hex(4), "sisa_code": sisa_code,
        "programme": str(programme) if programme else "", "municipality": str(by.municipality),
    }  # fmt: skip
    return jobs.start(KIND, given, by=by, parts=number)


def make(job: Job, progress: Progress) -> Result:
    """The work of the job: draw, then a folder per item. `Refused("nothing_paid")` when there is nothing to draw."""
    given: dict[str, Any] = job.parameters
    wanted, own = _wanted(job), UUID(given["municipality"])
    sample = draw(own, wanted)
    if not sample.parts:
        raise Refused("nothing_paid", _("Nothing was paid in this year, programme or code, so there is no sample."))
    bundle, rows, total = Bundle(), [], len(sample.parts)
    for number, part in enumerate(sample.parts, start=1):
        folder = f"{number:03d}-{str(part.spending.thing)[:8]}"
        line, said_of_it = put(bundle, folder, part)
        asked = " ".join(each.status for each in put_questions(bundle, folder, line))
        rows.append([*_row(number, folder, said_of_it), asked])
        progress(number, total)
    about = _about(job, wanted, sample)
    index = Sheet("index", HEAD, rows)
    bundle.add("index.csv", as_csv(index))
    bundle.add("index.xlsx", as_xlsx(index, Sheet("about", ["what", "value"], about)))
    bundle.add("about.csv", as_csv(Sheet("about", ["what", "value"], about)))
    doubts = doubted(own, year=wanted.year, sisa_code=wanted.sisa_code, programme=wanted.programme)
    bundle.add("questions.csv", as_csv(sheet_of(doubts)))
    said = ngettext(
        "The sample has %(number)s item. Seed: %(seed)s.", "The sample has %(number)s items. Seed: %(seed)s.", total
    )
    said %= {"number": total, "seed": wanted.seed}
    return Result(said, File(f"sample-{wanted.year}-{wanted.seed}.zip", "application/zip", bundle.closed()))


HEAD: Final = [
    "item", "folder", "line", "regulation", "sisa_code", "goal", "amount", "paid_on", "claimant", "school",
    "description", "claim", "claimed", "sanctioned", "invoices", "payments", "evidence", "questions",
]  # fmt: skip


def drawn(job: Job) -> Sample:
    """What a job drew, drawn again now: the same lines, unless more was paid since (another `fingerprint`)."""
    return draw(UUID(job.parameters["municipality"]), _wanted(job))


def _wanted(job: Job) -> Wanted:
    given = job.parameters
    programme = UUID(given["programme"]) if given["programme"] else None
    return Wanted(given["year"], given["number"], given["way"], given["seed"], programme, given["sisa_code"])


def _row(number: int, folder: str, said: dict[str, Any]) -> list[object]:
    figure, claim, of = said["figure"], said["claim"], said["booking"] or said["request"] or {}
    return [
        number, folder, str(said["line"]["id"]), figure["regulation"], figure["sisaCode"], figure["goal"],
        figure["amount"], figure["paidOn"], claim["claimant"], of.get("school", ""), said["line"]["description"],
        str(claim["id"]), claim["claimed"], claim["sanctioned"], " ".join(each["number"] for each in said["invoices"]),
        " ".join(each["endToEndId"] for each in said["payments"]), len(claim["evidence"]),
    ]  # fmt: skip


def _about(job: Job, wanted: Wanted, sample: Sample) -> list[list[object]]:
    programme = Programme.objects.filter(pk=wanted.programme).first() if wanted.programme else None
    return [
        ["municipality", Municipality.objects.get(pk=UUID(job.parameters["municipality"])).name],
        ["year", wanted.year], ["programme", programme.name if programme else ""], ["sisa_code", wanted.sisa_code],
        ["way", wanted.way], ["seed", wanted.seed], ["items", len(sample.parts)], ["population", sample.population],
        ["population_total", written(sample.total)], ["population_sha256", sample.fingerprint],
        ["asked_by", job.asked_by], ["asked_at", job.created_at.isoformat()],
    ]  # fmt: skip


def _faults(year: int, number: int, way: str, seed: str, programme: UUID | None, by: Actor) -> list[Fault]:
    between = _("Found %(found)s; expected %(least)s to %(most)s.")
    bounds = (("year", year, FIRST_YEAR, timezone.localdate().year), ("number", number, 1, MOST))
    faults = [
        Fault(f"#/{name}", "out_of_range", between % {"found": found, "least": least, "most": most})
        for name, found, least, most in bounds
        if not least <= found <= most
    ]
    if way not in WAYS:
        faults.append(Fault("#/way", "unknown", _("Choose random or amount.")))
    if seed and not SEED.fullmatch(seed):
        faults.append(Fault("#/seed", "invalid", _("Use at most 40 letters, digits and hyphens.")))
    if programme and not Programme.objects.filter(pk=programme, municipality=by.municipality).exists():
        faults.append(Fault("#/programme", "unknown", _("There is no such programme here.")))
    return faults
