"""The sample of an auditor: drawn from what was paid, the same for the same seed, with everything behind each item."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid
from catalogue.journal import outbox
from portal.accountability import samples
from portal.accountability.sampling import Wanted, draw
from portal.jobs import actions as jobs
from portal.jobs import queries as made
from portal.jobs.models import Job
from tests import cast
from tests.cast import Town
from tests.portal.accountability.with_evidence import paid

YEAR = timezone.localdate().year


def _ids(town: Town, **said: Any) -> list[str]:
    wanted = Wanted(**({"year": YEAR, "number": 2, "way": "random", "seed": "a"} | said))
    return [str(part.spending.thing) for part in draw(town.municipality.pk, wanted).parts]


def _file(job: Job) -> ZipFile:
    outbox.drain()
    job.refresh_from_db()
    assert job.status == "done", job.error
    kept = made.file_of(job)
    assert kept is not None
    return ZipFile(io.BytesIO(bytes(kept.content)))


@pytest.mark.slow
def test_the_same_seed_draws_the_same_lines_and_another_one_others(town: Town):
    paid(town, *(["10.00"] * 8))
    assert _ids(town) == _ids(town)
    assert len({tuple(_ids(town, seed=str(seed))) for seed in range(8)}) > 1
    assert len(_ids(town, number=50)) == 8, "no more than there are"


@pytest.mark.slow
def test_by_amount_a_large_line_is_nearly_always_in_it(town: Town):
    (large, *_small) = paid(town, "900.00", "0.10", "0.10", "0.10")
    line = str(large.lines.get().pk)
    assert all(line in _ids(town, way="amount", number=1, seed=str(seed)) for seed in range(20))
    assert not all(line in _ids(town, number=1, seed=str(seed)) for seed in range(20))


def test_only_what_the_bank_paid_in_the_year_the_programme_and_the_code(town: Town):
    paid(town, "10.00")
    cast.approved(town)
    assert len(_ids(town)) == 1
    assert _ids(town, year=YEAR - 1) == _ids(town, programme=town.talent.pk) == _ids(town, sisa_code="ZZ9") == []
    assert len(_ids(town, programme=town.programme.pk)) == 1


def test_the_file_has_everything_behind_each_item_and_a_hash_of_every_file(town: Town):
    (claim,) = paid(town, "10.00")
    job = samples.ask(year=YEAR, number=5, seed="S1", by=town.actor("controller"))
    file = _file(job)
    folder = f"001-{str(claim.lines.get().pk)[:8]}"
    invoice = claim.invoices.get().number.lower()
    assert set(file.namelist()) == {
        f"{folder}/item.json", f"{folder}/evidence/01-lijst-2.pdf", f"{folder}/invoices/{invoice}.pdf",
        f"{folder}/invoices/{invoice}.xml", f"{folder}/journal.csv", "index.csv", "index.xlsx", "about.csv",
        "questions.csv", "SHA256SUMS",
    }  # fmt: skip
    for line in file.read("SHA256SUMS").decode().splitlines():
        sha256, path = line.split("  ")
        assert hashlib.sha256(file.read(path)).hexdigest() == sha256
    item = json.loads(file.read(f"{folder}/item.json"))
    assert item["figure"]["amount"] == item["claim"]["sanctioned"] == "10.00"
    assert item["claim"]["decisions"][0]["verdict"] == "approve"
    assert item["booking"]["deliveries"][0]["pupils_reached"] == 48
    assert item["payments"][0]["status"] == "settled" and item["payments"][0]["sha1"]
    events = file.read(f"{folder}/journal.csv").decode("utf-8-sig")
    assert all(event in events for event in ("booking.requested", "claim.approved", "invoice.paid", "batch.released"))
    (row,) = csv.DictReader(io.StringIO(file.read("index.csv").decode("utf-8-sig")), delimiter=";")
    assert row["folder"] == folder and row["claim"] == str(claim.pk)
    assert "S1" in file.read("about.csv").decode() and "S1" in job.words


def test_it_is_the_municipality_s_own_and_is_thrown_away(town: Town):
    paid(town, "10.00")
    job = samples.ask(year=YEAR, number=1, by=town.actor("controller"))
    outbox.drain()
    assert made.visible_to(town.actor("finance")).filter(pk=job.pk).exists()
    narrow = replace(town.actor("finance"), scopes=frozenset({"catalogue:read"}))
    for other in (town.actor("librarian"), narrow):
        assert not made.visible_to(other).filter(pk=job.pk).exists(), "nor for a token that may not read accounts"
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        jobs.forget_old()
    assert made.file_of(job) is None


def test_nothing_paid_is_said(town: Town):
    job = samples.ask(year=YEAR, number=1, by=town.actor("finance"))
    outbox.drain()
    job.refresh_from_db()
    assert job.status == "failed" and job.error


@pytest.mark.parametrize("who", ["assessor", "admin", "librarian", "coordinator", "board"])
def test_others_do_not_ask(town: Town, who: str):
    with pytest.raises(Forbidden):
        samples.ask(year=YEAR, number=1, by=town.actor(who))


def test_what_cannot_be_asked_is_named(town: Town):
    with pytest.raises(Invalid) as invalid:
        samples.ask(year=1999, number=0, way="guess", seed="a b", programme=town.talent.pk, by=town.actor("controller"))
    found = {fault.location for fault in invalid.value.faults}
    assert found == {"#/year", "#/number", "#/way", "#/seed", "#/programme"}
