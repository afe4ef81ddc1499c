"""The front door of the demo: look as anybody, by one click. These pages exist only in demo mode."""

from __future__ import annotations

from itertools import groupby

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from catalogue.actor import Actor
from frontend.access import deed_page, page
from frontend.menu import Visitor
from frontend.visitors import VISITORS, visitor_of
from portal.demo.accounts import demo_accounts, demo_password
from portal.demo.content import content
from portal.demo.shapes import Login
from portal.people.models import User

TINTS = ("amber", "teal", "plum", "sky")


class Account(forms.Form):
    """The account that somebody clicked."""

    email = forms.ChoiceField(choices=lambda: [(account.email, account.name) for account in demo_accounts()])


@page()
def demo(request: HttpRequest) -> HttpResponseBase:
    """Every account of the demo, by kind of organisation. 404 when this is no demo."""
    _only_in_demo()
    english = (get_language() or "nl").startswith("en")
    rows = sorted(demo_accounts(), key=lambda account: VISITORS.index(_visitor(account)))
    groups = [
        {
            "icon": _visitor(accounts[0]).icon,
            "kind": accounts[0].role.split(":")[0].replace("board", "school"),
            "tint": TINTS[number % len(TINTS)],
            "accounts": [{"says": each.says_en if english else each.says_nl, "login": each} for each in accounts],
        }
        for number, accounts in enumerate(
            list(group) for _icon, group in groupby(rows, key=lambda account: _visitor(account).icon)
        )
    ]
    return render(request, "public/demo.html", {"groups": groups, "password": demo_password(), "town": content().town})


@deed_page()
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Become the clicked account. 404 when this is no demo, or the account does not exist."""
    _only_in_demo()
    form = Account(request.POST)
    if not form.is_valid():
        raise Http404
    user = get_object_or_404(User, email=form.cleaned_data["email"], is_active=True)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")


def _visitor(account: Login) -> Visitor:
    return visitor_of(Actor(role=account.role))


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404
