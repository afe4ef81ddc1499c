"""What somebody hears by e-mail in this role, how often, and in which language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import ASSESSOR, BOARD, CONTROLLER, FINANCE, OFFICER, PROVIDER_ROLES, SCHOOL_ROLES
from frontend.access import page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from portal.notices import actions, queries, rules
from portal.notices.states import FREQUENCIES, KINDS
from portal.people.actors import acting, membership_of
from portal.people.models import Membership

HEARS_OF_QUESTIONS = (OFFICER, ASSESSOR, FINANCE, CONTROLLER)


class Choosing(PageForm):
    """The language, and a choice per kind of event of the role."""

    language = forms.ChoiceField(label=gettext_lazy("Language of your e-mails"), choices=settings.LANGUAGES)

    def __init__(self, membership: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words, labels = dict(KINDS), dict(FREQUENCIES)
        self.kinds = rules.kinds_of(membership.role)
        for kind in self.kinds:
            choices = [(code, labels[code]) for code in rules.frequencies_of(kind)]
            self.fields[kind] = forms.ChoiceField(label=words[kind], choices=choices)

    @property
    def rows(self) -> list[forms.BoundField]:
        """A field per kind of event."""
        return [self[kind] for kind in self.kinds]


@page(*SCHOOL_ROLES, BOARD, *PROVIDER_ROLES, *HEARS_OF_QUESTIONS, methods=("GET", "HEAD", "POST"))
def notices(request: HttpRequest) -> HttpResponseBase:
    """The choices of the person in the present role; POST keeps them all at once."""
    mine = membership_of(request)
    assert mine is not None  # the role that the decorator asked for
    if request.method == "POST":
        form = Choosing(mine, request.POST)
        if form.is_valid():
            answer = attempt(request, lambda: _kept(request, mine, form))
            if not isinstance(answer, Refusal):
                return answer
            form.take(answer)
    else:
        form = Choosing(mine, initial={"language": mine.user.language} | queries.choices_of(mine))
    return render(request, "account/notices.html", {"form": form}, status=form.status)


def _kept(request: HttpRequest, mine: Membership, form: Choosing) -> Done:
    by, now = acting(request), queries.choices_of(mine)
    actions.speak(mine, form.cleaned_data["language"], by=by)
    for kind in form.kinds:
        if form.cleaned_data[kind] != now[kind]:
            actions.choose(mine, kind, form.cleaned_data[kind], by=by)
    return Done(reverse("notices"), _("Kept. From now on you hear it like this."))
