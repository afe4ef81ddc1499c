"""`portal allocate FILE`: divide again what a round divided, from its file, and compare."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from catalogue.errors import Invalid, Refused
from portal.allocations.document import digest, read, result
from portal.allocations.solving import solve


class Command(BaseCommand):
    """Reads the input of an allocation; the last line is the hash of the result."""

    help = "Divide again what a round divided, from the file of its input; the last line is the hash of the result."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, what its result should hash to, and where the result goes."""
        parser.add_argument("file", type=Path, help="the input, as it was downloaded")
        parser.add_argument("--expect", default="", help="the hash that the portal shows; another one ends with 1")
        parser.add_argument("--output", type=Path, help="where the whole result is written, as JSON")

    def handle(self, *_args: object, **options: object) -> None:
        """Prints the score and the hash. `CommandError` for a file that is none, and when the hash is another."""
        path, output = options["file"], options["output"]
        assert isinstance(path, Path)
        try:
            problem = read(json.loads(path.read_text(encoding="utf-8")))
            found = result(problem, solve(problem))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError, Invalid, Refused) as error:
            raise CommandError(f"{path}: {error}") from error
        if isinstance(output, Path):
            output.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        score, hashed = found["score"], digest(found)
        self.stdout.write(
            f"{len(found['granted'])} granted, {len(found['refused'])} refused; schools {score['schools']},"
            f" weights {score['weights']}, lots {score['lots']}"
        )
        if options["expect"] and options["expect"] != hashed:
            raise CommandError(f"another result: {hashed}")
        self.stdout.write(hashed)
