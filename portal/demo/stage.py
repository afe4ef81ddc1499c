"""What stands and who acts in the demo, by the keys of its content."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.actor import COORDINATOR, TEACHER, Actor, system
from catalogue.offers.models import Offer, Session
from catalogue.organisations.models import Board, Municipality, Provider, School
from catalogue.programmes.models import Programme
from portal.bookings.models import Booking

BUILDER = system("demo")


@dataclass(frozen=True, slots=True)
class Stage:
    """Filled step by step: the town first, then what is offered, then what is booked."""

    town: Municipality
    programme: Programme
    boards: dict[str, Board]
    schools: dict[str, School]
    providers: dict[str, Provider]
    logins: dict[str, Actor]
    offers: dict[str, Offer] = field(default_factory=dict)
    sessions: dict[str, list[Session]] = field(default_factory=dict)
    bookings: dict[str, Booking] = field(default_factory=dict)

    def login(self, name: str) -> Actor:
        """Who signs in as `name@demo.example`."""
        return self.logins[name]

    def school(self, key: str, role: str = COORDINATOR) -> Actor:
        """Somebody of this school in this role: the account of the demo when there is one."""
        school = self.schools[key]
        own = [each for each in self.logins.values() if each.school == school.pk]
        words = "Leerkracht" if role == TEACHER else "Coördinator"
        made = Actor(role=role, name=f"{words} {school.name}", organisation=school.name, school=school.pk)
        return next((each for each in own if each.role == role), made)

    def of_school(self, pk: object, role: str = COORDINATOR) -> Actor:
        """As `school`, by the id of the school."""
        return self.school(next(key for key, each in self.schools.items() if each.pk == pk), role)

    def provider(self, key: str) -> Actor:
        """The manager of this provider."""
        provider = self.providers[key]
        return next(each for each in self.logins.values() if each.provider == provider.pk)

    def manager_of(self, pk: object) -> Actor:
        """As `provider`, by the id of the provider."""
        return self.provider(next(key for key, each in self.providers.items() if each.pk == pk))
