"""`portal token EMAIL`: an API token for an account, alone on the last line, for scripts and first steps."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from catalogue.actor import system
from catalogue.errors import Invalid
from portal.people.actions import issue_token
from portal.people.models import User
from portal.people.queries import memberships_of


class Command(BaseCommand):
    """Issues a token for the oldest open membership of a person."""

    help = "Print an API token for the account with this e-mail address. It is shown once and kept only as a hash."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose token, and how far it reaches."""
        parser.add_argument("email")
        parser.add_argument("--role", help="which role, when the person has more than one (default: the oldest)")
        parser.add_argument("--scope", action="append", help="only this scope; may be given more than once")
        parser.add_argument("--days", type=int, default=90, help="how long it is valid (default: 90)")

    def handle(
        self, *_args: object, email: str, role: str | None, scope: list[str] | None, days: int, **_: object
    ) -> None:
        """Prints the token. `CommandError` when nobody has this address or role, or when the scope is not theirs."""
        person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody here has the address {email}.")
        found = [each for each in memberships_of(person) if role in (None, each.role)]
        if not found:
            raise CommandError(f"{email} has no role here{f' as {role}' if role else ''}.")
        try:
            _token, text = issue_token(
                found[0], name="made by command", by=system("portal token"), scopes=scope, days=days
            )
        except Invalid as error:
            raise CommandError(str(error)) from error
        self.stdout.write(text)
