"""For which school somebody acts: a member for its own, a board for the one that it names."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from api.conventions.problems import Problem, Wrong
from api.conventions.resources import Resource
from catalogue.errors import Invalid
from catalogue.organisations.models import School
from catalogue.organisations.queries import schools_visible_to


def school_of(resource: Resource, named: UUID | None) -> School:
    """The school that the deed is for; 400 when a board names none or another's, 403 for who has no school at all.

    The school of a member came with the token, so it costs no statement.
    """
    own = resource.access.membership.school
    if own is not None and (named is None or named == own.pk):
        school: School = own
        return school
    if named is not None:
        other: School = resource.named(schools_visible_to(resource.actor), named, "#/school")
        return other
    if resource.actor.board is None:
        raise Wrong(Problem(403, "wrong_role", _("Only people of a school, or of its board, do this.")))
    raise Invalid.field("#/school", "required", _("Say for which of your schools."))
