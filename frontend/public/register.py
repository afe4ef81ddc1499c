"""A provider registers itself: the organisation, who speaks for it, and where it wants to take part."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.signup import prevent_enumeration
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.organisations.models import Invitation
from frontend.access import deed_page, page, refused
from frontend.deeds import Done, Refusal, attempt
from frontend.public.register_form import RegisterForm
from portal.people import registration
from portal.people.actors import acting
from portal.people.invitations import invitation_of
from portal.people.models import User


@page(methods=("GET", "HEAD", "POST"))
def register(request: HttpRequest) -> HttpResponseBase:
    """The form; a right one makes the provider, signs its first manager in and leads to the first offer.

    `?invitation=` is the link of a letter. Where letters can be sent, the address is confirmed first (allauth), and a
    known address is answered in the same way: only its owner reads that there is an account already.
    """
    invitation = _invited(request)
    if request.method != "POST":
        form = RegisterForm(initial=_beforehand(request, invitation))
        return _shown(request, form, invitation)
    if not ratelimit.consume(request, action="signup"):
        return refused(request, 429, _("Too many registrations came from here. Wait an hour and try it again."))
    form = RegisterForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, invitation)
    try:
        answer = attempt(request, lambda: _registered(request, form, invitation))
    except IntegrityError:  # two people registered the same organisation at the same moment
        answer = Refusal(409, _("Somebody registered this organisation at this moment. Ask its manager to add you."))
    if isinstance(answer, Refusal):
        if settings.MAIL_SERVER and form.email_is_known:
            return _once_more(request, form)
        form.take(answer)
        return _shown(request, form, invitation)
    return _signed_in(request, form) or answer


@deed_page()
def check(request: HttpRequest) -> HttpResponseBase:
    """One field, checked by the rules of the whole form, while somebody fills it in. Nothing is kept."""
    name = request.headers.get("HX-Trigger-Name") or request.POST.get("field", "")
    if name not in RegisterForm.LIVE:
        raise Http404
    if not ratelimit.consume(request, action="register_check"):
        return HttpResponse(status=204)
    form = RegisterForm(request.POST)
    form.check_one(name)
    return render(request, "public/register_field.html", {"bound": form.as_kept()[name]})


def _invited(request: HttpRequest) -> Invitation | None:
    signature = request.POST.get("invitation") or request.GET.get("invitation") or ""
    return invitation_of(signature) if signature else None


def _beforehand(request: HttpRequest, invitation: Invitation | None) -> dict[str, Any]:
    if invitation is None:
        return {}
    return {
        "name": invitation.name, "email": invitation.email, "municipalities": [invitation.municipality_id],
        "invitation": request.GET.get("invitation", ""),
    }  # fmt: skip


def _registered(request: HttpRequest, form: RegisterForm, invitation: Invitation | None) -> Done:
    given = form.cleaned_data
    person = registration.Person(
        given["person"], given["email"], given["password"], (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    )
    try:
        registration.register(
            given, person, list(given["municipalities"]), self_billing=given["self_billing"], invitation=invitation,
            by=acting(request),
        )  # fmt: skip
    except registration.EmailKnown:
        form.email_is_known = True
        raise
    if settings.MAIL_SERVER:  # nothing that tells a new address from a known one
        return Done(reverse("providers:new-offer"), "")
    said = _("Welcome. The municipality looks at your organisation. You can write your first offer now.")
    return Done(reverse("providers:new-offer"), said)


def _signed_in(request: HttpRequest, form: RegisterForm) -> HttpResponseBase | None:
    """Sign the new manager in, also when the same form came twice; only who knows the password, of course."""
    user = User.objects.filter(email=form.cleaned_data["email"].strip().lower(), is_active=True).first()
    if user is None or not user.check_password(form.cleaned_data["password"]):
        return None
    response: HttpResponseBase = perform_login(
        request, user, redirect_url=reverse("providers:new-offer"), signup=True,
        email_verification=settings.ACCOUNT_EMAIL_VERIFICATION,
    )  # fmt: skip
    return response


def _once_more(request: HttpRequest, form: RegisterForm) -> HttpResponseBase:
    """What everybody sees who registers; the owner of the address is told by letter that there is an account."""
    response: HttpResponseBase = prevent_enumeration(request, email=form.cleaned_data["email"])
    return response


def _shown(request: HttpRequest, form: RegisterForm, invitation: Invitation | None) -> HttpResponseBase:
    if acting(request).provider:
        return redirect("providers:home")
    context = {"form": form, "invitation": invitation, "confirm_first": settings.MAIL_SERVER}
    return render(request, "public/register.html", context, status=form.status)
