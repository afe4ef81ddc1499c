"""`portal load_facts`: write the dated facts of law (VAT rates, terms, goals, sentences) into the database."""

from __future__ import annotations

from django.core.management import BaseCommand

from catalogue.programmes.actions import load_facts
from portal.accountability.loading import load_forms


class Command(BaseCommand):
    """Loads catalogue/programmes/facts.toml and portal/accountability/sisa.toml; a second time changes nothing."""

    help = "Load the dated facts of law, regulations and spending goals. May be run again at any time."

    def handle(self, *_args: object, **_options: object) -> None:
        """Prints how many entries were read."""
        self.stdout.write(f"{load_facts() + load_forms()} facts, regulations and SiSa forms are in place.")
