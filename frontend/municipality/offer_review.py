"""One offer under review: what is new in it, what to look at, may it be paid; publish it or say what to change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.journal.queries import history_of
from catalogue.lifecycle import expect
from catalogue.offers import actions, queries, rules
from catalogue.offers.attention import points_of
from catalogue.offers.eligibility import Case, cases_of
from catalogue.offers.models import Offer, Revision
from catalogue.programmes.eligibility import cases_of as cases_of_programme
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press, shown
from frontend.deeds import Done, Refusal, attempt
from frontend.differences import Field, changed, fields_of
from frontend.forms import PageForm, Reason
from frontend.history import told
from frontend.municipality.offer_forms import Answer, NewCase, Return
from portal.people.actors import acting

LIST = "municipality:offers"


def reviewable(actor: Actor, offer: Offer) -> bool:
    """Whether the actor may publish or return it now."""
    return rules.may_review(actor, offer) and offer.draft is not None and offer.draft.status == "submitted"


BUTTONS: tuple[Button[Offer], ...] = (
    Button(
        "publish",
        reviewable,
        lambda offer, by, _reason: actions.publish(offer, by=by),
        gettext_lazy("Publish"),
        gettext_lazy("From now on schools see it and can choose it."),
        gettext_lazy("Published. Schools can choose it now."),
        kind="primary-action",
    ),
)


@dataclass(frozen=True, slots=True)
class Failed:
    """What was filled in and refused: a button, the return, an answer or a new case."""

    button: tuple[str, Reason] | None = None
    forms: dict[str, PageForm] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The status of the page."""
        refused = [*([self.button[1]] if self.button else []), *self.forms.values()]
        return next((form.status for form in refused), 200)


@page(*MUNICIPAL_ROLES)
def offer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One offer as it was submitted; 404 for another municipality's and for drafts."""
    return _shown(request, mine(request, pk))


@deed_page(*MUNICIPAL_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Publish; a refusal shows the page with the sentence of the rule."""
    mine(request, pk)
    answer = press(request, named(BUTTONS, deed), lambda: mine(request, pk), lambda _offer: reverse(LIST))
    if isinstance(answer, HttpResponseRedirect):
        return answer
    return _shown(request, mine(request, pk), Failed(button=(deed, answer)))


@deed_page(*MUNICIPAL_ROLES)
def return_(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Return it, with what to change in general and per field."""
    form = Return(request.POST)

    def act(found: Offer) -> Done:
        actions.return_for_changes(found, reason=form.cleaned_data["reason"], remarks=form.remarks, by=acting(request))
        return Done(reverse(LIST), _("Returned. The provider reads what to change."))

    return _done(request, pk, "return", form, act)


@deed_page(*MUNICIPAL_ROLES)
def answer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Write down what the accountant said about one case."""
    form = Answer(request.POST, case=request.POST.get("case", "")[:40])

    def act(found: Offer) -> Done:
        said = {name: form.cleaned_data[name] for name in ("case", "verdict", "words", "answered_on")}
        actions.record_answer(found, **said, by=acting(request))
        return Done(_address(pk), _("Written down. The answer stands beside the case."))

    return _done(request, pk, f"answer-{form['case'].value()}", form, act)


@deed_page(*MUNICIPAL_ROLES)
def add_case(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Add a case that the provider did not tick."""
    form = NewCase(_known(mine(request, pk)), request.POST)

    def act(found: Offer) -> Done:
        given = form.cleaned_data
        actions.add_case(found, case=given["case"], words=given["words"], by=acting(request))
        return Done(_address(pk), _("Added. The rule for it stands below."))

    return _done(request, pk, "case", form, act)


@deed_page(*MUNICIPAL_ROLES)
def drop_case(request: HttpRequest, pk: UUID, case: str) -> HttpResponseBase:
    """Take back a case that the municipality added."""
    form = Reason(request.POST)

    def act(found: Offer) -> Done:
        actions.drop_case(found, case=case, by=acting(request))
        return Done(_address(pk), _("Taken back."))

    return _done(request, pk, "drop", form, act)


def mine(request: HttpRequest, pk: UUID) -> Offer:
    """An offer that was submitted to the own municipality; 404 for another's and for drafts."""
    actor = acting(request)
    assert actor.municipality is not None  # every municipal role has one
    rows = queries.visible_to(actor).filter(municipality_id=actor.municipality).prefetch_related(*queries.THEMES)
    return get_object_or_404(rows.select_related("goal__regulation"), pk=pk)


def _done(
    request: HttpRequest, pk: UUID, name: str, form: PageForm, act: Callable[[Offer], Done]
) -> HttpResponseBase:  # fmt: skip
    """The deed of one of the forms, on the offer as the person saw it; or the page with what the rules said."""
    found = mine(request, pk)
    if form.is_valid():

        def deed() -> Done:
            thing = mine(request, pk)
            expect(thing, form.cleaned_data["version"])
            return act(thing)

        result = attempt(request, deed)
        if not isinstance(result, Refusal):
            return result
        form.take(result)
        found = mine(request, pk)
    return _shown(request, found, Failed(forms={name: form}))


def _address(pk: UUID) -> str:
    return reverse("municipality:offer", args=[pk])


def _known(found: Offer) -> list[tuple[str, str]]:
    return cases_of_programme(found.programme, timezone.localdate())


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with the form for the answer of the accountant, where there is something to ask."""

    case: Case
    form: PageForm | None


def _judged(found: Offer, cases: Sequence[Case], failed: Failed, *, officer: bool) -> list[Judged]:
    rows = []
    for case in cases:
        code = case.ruling.case
        fresh = Answer(case=code, version=found.version) if officer and case.ruling.verdict == "ask" else None
        rows.append(Judged(case, failed.forms.get(f"answer-{code}") or fresh))
    return rows


def _shown(request: HttpRequest, found: Offer, failed: Failed | None = None) -> HttpResponseBase:
    failed, actor = failed or Failed(), acting(request)
    officer, open_ = rules.may_review(actor, found), reviewable(actor, found)
    said, known = _looked_at(found), _known(found)
    before = found.revision if said.pk != found.revision_id else None
    changes = changed(before, said, dict(known))
    returning = failed.forms.get("return") or Return(version=found.version) if open_ else None
    context: dict[str, Any] = {
        "offer": found,
        "said": said,
        "waits": said.status == "submitted",
        "first": found.revision is None,
        "changes": changes,
        "fields": _with_remarks(fields_of(said, changes, dict(known)), returning),
        "points": points_of(found, said),
        "earlier": {remark.field: remark for remark in queries.remarks_of(said)},
        "cases": _judged(found, cases_of(found, said), failed, officer=officer),
        "new_case": failed.forms.get("case") or NewCase(known, version=found.version) if officer else None,
        "returning": returning,
        "refused": failed.forms.get("drop"),
        "buttons": shown(
            BUTTONS, actor, found, lambda name: reverse("municipality:offer-deed", args=[found.pk, name]), failed.button
        ),
        "steps": told(history_of(found.pk)),
    }
    return render(request, "municipality/offer.html", context, status=failed.status)


def _looked_at(found: Offer) -> Revision:
    """The version that was sent in; what a provider still writes on the next one is not the municipality's to see."""
    unsent = found.draft is None or (found.revision is not None and found.draft.status != "submitted")
    return found.text if unsent or found.draft is None else found.draft


def _with_remarks(fields: Sequence[Field], form: PageForm | None) -> list[tuple[Field, Any]]:
    """Each field with the box for a remark, when somebody may return the offer."""
    return [(each, form[f"remark-{each.told.field}"] if form else None) for each in fields]
