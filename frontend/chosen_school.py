"""For which school somebody acts on the pages: a member for its own, a board for the one that it picked."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.organisations.models import School
from catalogue.organisations.queries import schools_visible_to
from frontend.ids import uuid_of
from portal.people.actors import acting

SESSION_KEY = "school"
NO_SCHOOL = "no_school"


def school_of(request: HttpRequest) -> School | None:
    """The school that the person acts for now; `None` when a board picked none, or for anybody else."""
    actor = acting(request)
    if actor.is_public or not (actor.school or actor.board):
        return None
    picked = actor.school or uuid_of(request.session.get(SESSION_KEY))
    return schools_visible_to(actor).filter(pk=picked).first() if picked else None


def needed(request: HttpRequest) -> School:
    """The school that the person acts for now; `Refused("no_school")` when a board picked none yet."""
    school = school_of(request)
    if school is None:
        raise Refused(NO_SCHOOL, _("First choose one of your schools on the overview, then do this for that school."))
    return school


def to_be_picked(request: HttpRequest) -> HttpResponse:
    """To the schools of the board, and from there on to the page that was asked for."""
    return redirect(f"{reverse('schools:home')}?{urlencode({'next': request.get_full_path()})}")


def pick(request: HttpRequest, school: School) -> None:
    """From now on a board acts for this school, until it picks another one or signs out."""
    request.session[SESSION_KEY] = str(school.pk)
