"""Keeping a search from the catalogue: the form beside the results, for those who choose for a school."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.actor import Actor
from frontend.forms import PageForm
from portal.searches.rules import may_keep
from portal.searches.states import FREQUENCIES


class Kept(PageForm):
    """The name of a search, and how often e-mails come."""

    name = forms.CharField(label=_("Name of the search"), max_length=80)
    frequency = forms.ChoiceField(label=_("E-mail about new offers"), choices=FREQUENCIES, initial="weekly")


def keeping(actor: Actor) -> Kept | None:
    """The form for who may keep searches; nothing for others."""
    return Kept(auto_id="keep-%s") if may_keep(actor) else None
