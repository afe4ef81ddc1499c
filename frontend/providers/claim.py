"""One claim: its lines, its evidence, where it stands, and what to change when it came back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import PROVIDER_ROLES
from catalogue.journal.queries import history_of
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press, shown
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Reason
from frontend.history import told
from frontend.private_files import sent
from frontend.providers.forms import Upload
from portal.claims import actions, queries, rules
from portal.claims.models import Claim, Decision
from portal.people.actors import acting

BUTTONS: tuple[Button[Claim], ...] = (
    Button(
        "submit",
        rules.may_submit,
        lambda claim, by, _reason: actions.submit(claim, by=by),
        gettext_lazy("Submit to the municipality"),
        gettext_lazy("The municipality decides within the legal term. You can change nothing until then."),
        gettext_lazy("Submitted. You read here what the municipality decides."),
        kind="primary-action",
    ),
    Button(
        "withdraw",
        rules.may_withdraw,
        lambda claim, by, _reason: actions.withdraw(claim, by=by),
        gettext_lazy("Throw this claim away"),
        gettext_lazy("Its bookings can be claimed again."),
        gettext_lazy("Thrown away. Its bookings can be claimed again."),
        kind="danger",
    ),
)


@page(*PROVIDER_ROLES)
def claim(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of a claim of the own provider; 404 for another's."""
    return _shown(request, _mine(request, pk))


@deed_page(*PROVIDER_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Submit or withdraw; a refusal shows the page with the sentence of the rule."""
    _mine(request, pk)
    button = named(BUTTONS, deed)
    answer = press(request, button, lambda: queries.visible_to(acting(request)).get(pk=pk), lambda _claim: _after(pk))
    if isinstance(answer, HttpResponseRedirect):
        return answer
    return _shown(request, _mine(request, pk), failed=(deed, answer))


@deed_page(*PROVIDER_ROLES)
def add_evidence(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Keep a file with the claim; a wrong file is refused with what is wrong with it."""
    _mine(request, pk)
    form = Upload(request.POST, request.FILES)
    if form.is_valid():
        answer = attempt(request, lambda: _kept(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, _mine(request, pk), upload=form)


@page(*PROVIDER_ROLES)
def evidence(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A private file of an own claim; 404 for another's."""
    found = get_object_or_404(queries.evidence_visible_to(acting(request)), pk=pk)
    with found.file.open("rb") as file:
        content: bytes = file.read()
    return sent(content, name=found.name, content_type=found.content_type, inline="show" in request.GET)


def _kept(request: HttpRequest, pk: UUID, form: Upload) -> Done:
    actor = acting(request)
    actions.add_evidence(queries.visible_to(actor).get(pk=pk), form.cleaned_data["file"], by=actor)
    return Done(_after(pk), _("The file is kept with your claim. Only you and the municipality can open it."))


def _after(pk: UUID) -> str:
    return reverse("providers:claim", args=[pk])


def _mine(request: HttpRequest, pk: UUID) -> Claim:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _remark(claim: Claim) -> Decision | None:
    """What the municipality said last, when the claim came back or was rejected."""
    said = [each for each in claim.decisions.all() if each.verdict in ("return", "reject")]
    return said[-1] if said and claim.status in ("returned", "rejected") else None


def _shown(
    request: HttpRequest, found: Claim, *, upload: Upload | None = None, failed: tuple[str, Reason] | None = None
) -> HttpResponseBase:
    actor = acting(request)
    may_edit = rules.may_edit(actor, found)
    context = {
        "claim": found,
        "lines": found.lines.all(),
        "decided": found.status in ("approved", "settled", "failed", "rejected"),
        "evidence": found.evidence.all(),
        "invoices": found.invoices.all(),
        "remark": _remark(found),
        "may_edit": may_edit,
        "upload": upload or (Upload() if may_edit else None),
        "buttons": shown(
            BUTTONS, actor, found, lambda name: reverse("providers:claim-deed", args=[found.pk, name]), failed
        ),
        "steps": told(history_of(found.pk)),
    }
    said = upload or (failed and failed[1])
    return render(request, "providers/claim.html", context, status=said.status if said else 200)
