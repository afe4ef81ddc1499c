"""`portal house_style GM0000 name`: show the pages and brochures of a municipality in its own colours."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from catalogue.actor import system
from catalogue.errors import Invalid
from catalogue.organisations.actions import choose_house_style
from catalogue.organisations.queries import municipalities


class Command(BaseCommand):
    """Refuses a file whose colours cannot be read by everybody, and says which."""

    help = "Choose the house style of a municipality: a file in frontend/house_styles; without a name the neutral one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and which."""
        parser.add_argument("code", help="the CBS code of the municipality, such as GM0000")
        parser.add_argument("name", nargs="?", default="", help="the name of the token file, without .toml")

    def handle(self, *_args: object, **options: str) -> None:
        """`CommandError` (exit code 1) says what is wrong."""
        municipality = municipalities().filter(code=options["code"]).first()
        if municipality is None:
            raise CommandError(f"There is no municipality with the code {options['code']}.")
        try:
            choose_house_style(municipality, options["name"], by=system("command"))
        except Invalid as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{municipality.name} is shown in the style {options['name'] or 'neutral'}.")
