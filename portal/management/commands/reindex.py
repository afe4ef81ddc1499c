"""`portal reindex`: write again what search reads, from the offers themselves."""

from __future__ import annotations

from django.core.management import BaseCommand

from catalogue.offers.indexing import reindex


class Command(BaseCommand):
    """Rebuilds the index in batches; people can go on searching, and providers publishing."""

    help = "Write the index of the catalogue again: after a change of vocabulary.toml, or when in doubt."

    def handle(self, *_args: object, **_options: object) -> None:
        """Prints how many offers can be found."""
        self.stdout.write(f"{reindex()} offers can be found.")
