"""`portal load_facts`: write the dated facts of law (VAT rates, terms, goals, sentences) into the database."""

from __future__ import annotations

from django.core.management import BaseCommand

from catalogue.programmes.actions import load_facts


class Command(BaseCommand):
    """Loads catalogue/programmes/facts.toml; a second time changes nothing."""

    help = "Load the dated facts of law, regulations and spending goals. May be run again at any time."

    def handle(self, *_args: object, **_options: object) -> None:
        """Prints how many entries were read."""
        self.stdout.write(f"{load_facts()} facts and regulations are in place.")
