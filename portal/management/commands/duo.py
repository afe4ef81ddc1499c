"""`portal duo FILE…`: load the registers for the whole installation: school sites, pupils, boards, scores of CBS."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import transaction

from catalogue.actor import system
from catalogue.deeds import unit_of_work
from catalogue.duo import actions
from catalogue.duo.editions import KNOWN
from catalogue.duo.models import DuoImport
from catalogue.duo.reading import RECENT_YEARS, How
from catalogue.errors import Invalid

WIDTH = 40


class Command(BaseCommand):
    """Loads one file after another, each wholly or not at all; `--dry-run` only says what would happen."""

    help = "Load school sites, pupil counts and boards from files of DUO (open data)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, in the order in which they are loaded: sites before pupils."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument(
            "--years", type=int, default=RECENT_YEARS, help="how many reference dates of pupils; 0: all"
        )
        parser.add_argument("--day", type=date.fromisoformat, help="reference date of a file that names none")
        parser.add_argument(
            "--column", action="append", default=[], type=_named, metavar="KEY=NAME", help="what a column is called"
        )

    def handle(self, *_args: object, files: list[Path], dry_run: bool, **options: Any) -> None:
        """Prints what each file did. `CommandError` (exit code 1) names every cell that cannot be read."""
        how = How(options["years"], options["day"], dict(options["column"]))
        for file in files:
            try:
                content = file.read_bytes()
                row = self._read(content, file.name, how, dry_run=dry_run)
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror}") from error
            except Invalid as error:
                lines = [f"{file.name}: nothing was changed.", *(f"  {fault.detail}" for fault in error.faults)]
                raise CommandError("\n".join(lines)) from error
            told = ", ".join(f"{number} {word}" for word, number in row.figures.items() if number)
            self.stdout.write(f"{file.name}: {told}")
            for refusal in row.told["refused"]:
                self.stdout.write(f"  row {refusal['row']} ({refusal['code']}): {refusal['why']}")

    def _read(self, content: bytes, name: str, how: How, *, dry_run: bool) -> DuoImport:
        operator = system("portal duo")
        with unit_of_work():
            row = actions.look(content, name, by=operator, how=how)
            if dry_run:
                transaction.set_rollback(True)
                return row
            return actions.load(row, by=operator, progress=self._bar)

    def _bar(self, done: int, total: int) -> None:
        """A bar for who watches; nothing in a log."""
        if not sys.stderr.isatty():
            return
        filled = WIDTH * done // max(total, 1)
        sys.stderr.write(f"\r[{'#' * filled}{' ' * (WIDTH - filled)}] {done}/{total}{chr(10) if done == total else ''}")


def _named(text: str) -> tuple[str, str]:
    """`score=Weging 2026` → `("score", "Weging 2026")`."""
    key, _sign, name = text.partition("=")
    if key not in KNOWN["columns"] or not name:
        raise ArgumentTypeError(f"expected KEY=NAME, with a KEY among {', '.join(sorted(KNOWN['columns']))}")
    return key, name
