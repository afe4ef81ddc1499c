"""How long registers take and how much memory, by their rows: `python -m tests.benchmarks.registers [FILE…]`.

Invented registers of n, 2n and 4n sites (ROWS=2000) with five counts each, or the files that are named, are loaded by
`portal duo` into a new database, each in a process of its own. Prints seconds, rows per second and the largest memory;
asserts nothing, because seconds say more about the machine than about the code.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from portal.env import ROOT
from tests.catalogue.duo.files import COUNTS, code_of, file, many_sites, pupils

ROWS = int(os.environ.get("ROWS", "2000"))


def invented(folder: Path, number: int) -> list[Path]:
    """A register of so many sites, and one of their pupils."""
    sites, counts = folder / "sites.csv", folder / "pupils.csv"
    sites.write_bytes(many_sites(number))
    rows = (pupils(code_of(at), f"School {at}", "201", "<5", str(at % 700)) for at in range(number))
    counts.write_bytes(file(COUNTS, *rows, encoding="utf-8-sig"))
    return [sites, counts]


def measured(folder: Path, *arguments: str) -> tuple[float, float]:
    """Seconds and megabytes of `portal …` with its data in this folder."""
    environment = os.environ | {"PORTAL_DATA": str(folder), "LOG_LEVEL": "ERROR"}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return time.perf_counter() - start, used.ru_maxrss / 1024


def say(title: str, files: list[Path], folder: Path) -> None:
    """One line of the report: the first time, and again."""
    rows = sum(each.read_bytes().count(b"\n") - 1 for each in files)
    measured(folder, "migrate", "-v0")
    for turn in ("first time", "again"):
        seconds, memory = measured(folder, "duo", *map(str, files))
        sys.stdout.write(
            f"{title}, {turn}: {rows} rows, {seconds:.1f} s ({rows / seconds:.0f} rows/s), {memory:.0f} MB\n"
        )


def main(named: list[str]) -> None:
    """The files that were named, else the invented ones."""
    for number in [0] if named else [ROWS, 2 * ROWS, 4 * ROWS]:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            files = [Path(each).resolve() for each in named] or invented(folder, number)
            say("named files" if named else f"{number} sites", files, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
