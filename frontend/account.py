"""The own account: who am I here, as what do I act, and what do I want to change."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from frontend.access import page
from portal.calendars.rules import may_follow
from portal.notices.rules import may_choose
from portal.people.actors import SESSION_KEY, acting, membership_of
from portal.people.models import User
from portal.people.queries import memberships_of


class Role(forms.Form):
    """The membership in which somebody wants to act."""

    membership = forms.UUIDField()


@login_required
@page(methods=("GET", "HEAD", "POST"))
def account(request: HttpRequest) -> HttpResponseBase:
    """The roles of the signed-in person; POST picks the one to act in from now on. 404 for a role of somebody else."""
    assert isinstance(request.user, User)
    mine = list(memberships_of(request.user))
    if request.method == "POST":
        form = Role(request.POST)
        if not form.is_valid() or form.cleaned_data["membership"] not in [each.pk for each in mine]:
            raise Http404
        request.session[SESSION_KEY] = str(form.cleaned_data["membership"])
        return redirect("home")
    context = {"roles": mine, "now": membership_of(request), "calendar": may_follow(acting(request))}
    context["hears"] = may_choose(acting(request))
    return render(request, "account/account.html", context)
