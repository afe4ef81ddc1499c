"""Contact drop-out: the organisations where nobody is there to ask today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from catalogue.actor import Actor
from catalogue.organisations.models import ContactPerson, Provider, School
from catalogue.organisations.queries import admissions_visible_to, schools_visible_to, whom_to_ask
from portal.people.models import Membership


@dataclass(frozen=True, slots=True)
class Unasked:
    """A school or provider without anybody to ask. `away`: it named people, and all of them are away or gone."""

    organisation: School | Provider
    away: bool

    @property
    def is_school(self) -> bool:
        """Whether it is a school."""
        return isinstance(self.organisation, School)


def without_contact(actor: Actor) -> list[Unasked]:
    """Schools that are open and providers that take part, by name, of which nobody can be asked today.

    Their contacts are all away or gone and nobody stands in; or they named none, and neither an account nor the
    address of the provider can be written to. For the municipality only. Four statements, however many organisations
    there are.
    """
    if not actor.municipality:
        return []
    schools = list(schools_visible_to(actor).filter(closed_on__isnull=True))
    admitted = admissions_visible_to(actor).filter(status="admitted").select_related("provider")
    organisations: list[School | Provider] = [*schools, *(row.provider for row in admitted)]
    there: defaultdict[UUID | None, list[bool]] = defaultdict(list)
    ids = [each.pk for each in organisations]
    rows = ContactPerson.objects.filter(Q(school__in=ids) | Q(provider__in=ids))
    for row in rows.select_related("substitute__substitute"):
        there[row.school_id or row.provider_id].append(whom_to_ask(row) is not None)
    writable = _with_accounts(schools, ids)
    found = []
    for organisation in organisations:
        named = there[organisation.pk]
        desk = isinstance(organisation, Provider) and bool(organisation.email)
        if not any(named) and (named or not (desk or organisation.pk in writable)):
            found.append(Unasked(organisation, bool(named)))
    return sorted(found, key=lambda each: (not each.is_school, each.organisation.name))


def _with_accounts(schools: list[School], ids: list[UUID]) -> set[UUID]:
    """Of these, who has an account that somebody can still use: its own, or of the board of a school."""
    boards = {school.board_id for school in schools if school.board_id}
    mine = Q(school__in=ids) | Q(provider__in=ids) | Q(board__in=boards)
    rows = Membership.objects.filter(mine, ended_at__isnull=True, user__is_active=True).order_by()
    own = {pk for row in rows.values_list("school", "provider", "board") for pk in row if pk}
    return own | {school.pk for school in schools if school.board_id in own}
