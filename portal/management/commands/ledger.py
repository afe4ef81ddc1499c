"""`portal ledger verify`: prove that every balance is the sum of its entries."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from portal.accountability.signing import verify_signed
from portal.budgets.models import Account
from portal.budgets.queries import verify, verify_teams
from portal.funding.queries import verify_grants


class Command(BaseCommand):
    """Adds up the ledger; ends with 1 and the differences when an account does not agree."""

    help = "Prove that the balance of every account is the sum of its entries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One deed so far."""
        parser.add_argument("deed", choices=["verify"])

    def handle(self, *_args: object, **_options: object) -> None:
        """Prints how many accounts agree. `CommandError` (exit code 1) names each that does not."""
        if differences := [*verify(), *verify_teams(), *verify_grants(), *verify_signed()]:
            lines = [
                f"  {each.account}: {each.balance} is {each.kept}, its entries say {each.added_up}"
                for each in differences
            ]
            raise CommandError("\n".join(["The ledger does not agree:", *lines]))
        self.stdout.write(f"The ledger agrees to the cent: {Account.objects.count()} accounts.")
