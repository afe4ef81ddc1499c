"""`portal compile_translations`: every django.po becomes the django.mo that Django reads; no gettext tools needed."""

from __future__ import annotations

from pathlib import Path

import polib
from django.conf import settings
from django.core.management import BaseCommand

from portal.env import ROOT


class Command(BaseCommand):
    """Compiles what is older than its source."""

    help = "Compile the translations (.po to .mo) that changed."
    requires_system_checks: list[str] = []

    def handle(self, *_args: object, **_options: object) -> None:
        """Prints what was compiled; nothing when all was up to date."""
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                if compile_when_older(source):
                    self.stdout.write(f"compiled {source.relative_to(ROOT)}")


def compile_when_older(source: Path) -> bool:
    """Write the .mo beside the .po when it is absent or older, whole or not at all; returns whether it was written."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    unfinished = target.with_suffix(".new")
    polib.pofile(str(source)).save_as_mofile(str(unfinished))
    unfinished.replace(target)
    return True
