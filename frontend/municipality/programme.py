"""Which programme a page of the municipality is about."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.programmes import queries as programmes
from catalogue.programmes.models import Programme
from portal.people.actors import acting


def programme_of(request: HttpRequest) -> Programme:
    """The own programme that `programme` names, else the newest. `Refused("no_programme")` when there is none."""
    asked = request.POST.get("programme") or request.GET.get("programme")
    own = acting(request).municipality
    assert own is not None  # every municipal role has one
    mine = list(programmes.programmes().filter(municipality_id=own))
    chosen = next((each for each in mine if str(each.pk) == asked), mine[0] if mine else None)
    if chosen is None:
        raise Refused("no_programme", _("There is no programme yet. Start one before you divide its money."))
    return chosen
