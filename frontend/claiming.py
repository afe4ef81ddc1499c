"""The page of a claim for who makes it: lines, files, questions, checks. The same for providers and for schools."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.journal.queries import history_of
from catalogue.money import ZERO
from frontend.access import refused
from frontend.buttons import named, press, shown
from frontend.claim_forms import BUTTONS, Answers, Upload
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Reason
from frontend.history import told
from frontend.private_files import IMAGES, sent
from portal.claims import actions, queries, rules
from portal.claims.checks import checks_of
from portal.claims.models import Claim, ClaimLine, Decision, Evidence
from portal.claims.submissions import differences
from portal.objections.queries import decision_letter_of
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Desk:
    """Where these pages stand: for providers or for schools."""

    space: str

    def at(self, name: str, *args: object) -> str:
        """The address of one of these pages."""
        return reverse(f"{self.space}:{name}", args=args)

    def addresses(self, claim: Claim) -> dict[str, str]:
        """Where the page leads: addresses, and names of pages that take an id of their own."""
        near = {"lines_page": "claim-lines", "add_page": "add-evidence", "answer_page": "claim-answers"}
        named = {"evidence_page": "evidence", "remove_page": "remove-evidence", "booking_page": "booking"}
        found = {"home": self.at("home"), "list": self.at("claims")}
        found |= {key: self.at(name, claim.pk) for key, name in near.items()}
        return found | {key: f"{self.space}:{name}" for key, name in named.items()}

    def claim(self, request: HttpRequest, pk: UUID) -> Claim:
        """An own claim; 404 for another's."""
        return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def page_of_claim(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponseBase:
    """The claim as it is."""
    return _shown(request, desk, desk.claim(request, pk))


def done(request: HttpRequest, desk: Desk, pk: UUID, deed: str) -> HttpResponseBase:
    """Submit or withdraw; a refusal shows the page with the sentence of the rule."""
    desk.claim(request, pk)
    button = named(BUTTONS, deed)
    answer = press(request, button, lambda: desk.claim(request, pk), lambda _claim: desk.at("claim", pk))
    if isinstance(answer, HttpResponseRedirect):
        return answer
    return _shown(request, desk, desk.claim(request, pk), failed=(deed, answer))


def evidence_added(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponseBase:
    """Keep a file with the claim; a wrong file is refused with what is wrong with it."""
    desk.claim(request, pk)
    form = Upload(request.POST, request.FILES)
    if form.is_valid():

        def keep() -> Done:
            actor = acting(request)
            row = queries.visible_to(actor).get(pk=pk)
            actions.add_evidence(row, form.cleaned_data["file"], by=actor)
            said = _("The file is kept with your claim. Only you and the municipality can open it.")
            return Done(desk.at("claim", pk), said)

        answer = attempt(request, keep)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, desk, desk.claim(request, pk), upload=form)


def evidence_removed(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponseBase:
    """Take a file out before the claim is sent."""
    found = _file(request, pk)

    def remove() -> Done:
        actions.remove_evidence(found, by=acting(request))
        return Done(desk.at("claim", found.claim_id), _("The file is taken out, and is kept nowhere any more."))

    answer = attempt(request, remove)
    return refused(request, answer.status, answer.sentence) if isinstance(answer, Refusal) else answer


def evidence_shown(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A private file of an own claim; 404 for another's."""
    found = _file(request, pk)
    with found.file.open("rb") as file:
        content: bytes = file.read()
    return sent(content, name=found.name, content_type=found.content_type, inline="show" in request.GET)


def answered(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponseBase:
    """Answer the questions of the municipality."""
    form = Answers(desk.claim(request, pk), request.POST)
    if form.is_valid():

        def keep() -> Done:
            actor = acting(request)
            actions.answer(queries.visible_to(actor).get(pk=pk), form.given, by=actor)
            return Done(desk.at("claim", pk), _("Your answers are kept. Submit the claim again when it is right."))

        answer = attempt(request, keep)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, desk, desk.claim(request, pk), answers=form)


def per_school(claim: Claim) -> list[tuple[str, int, Decimal, Decimal]]:
    """Name, lines, claimed and granted per school, when there is more than one."""
    found: dict[str, list[ClaimLine]] = {}
    for line in claim.lines.all():
        found.setdefault(line.school.name, []).append(line)
    if len(found) < 2:
        return []
    return [
        (name, len(rows), sum((row.amount for row in rows), ZERO), sum((row.granted for row in rows), ZERO))
        for name, rows in sorted(found.items())
    ]


def _file(request: HttpRequest, pk: UUID) -> Evidence:
    return get_object_or_404(queries.evidence_visible_to(acting(request)).select_related("claim__school"), pk=pk)


def _remark(claim: Claim) -> Decision | None:
    """What the municipality said last, when the claim came back or was rejected."""
    said = [each for each in claim.decisions.all() if each.verdict in ("return", "reject")]
    return said[-1] if said and claim.status in ("returned", "rejected") else None


def _shown(
    request: HttpRequest, desk: Desk, found: Claim, *, upload: Upload | None = None, answers: Answers | None = None,
    failed: tuple[str, Reason] | None = None,
) -> HttpResponseBase:  # fmt: skip
    actor = acting(request)
    may_edit = rules.may_edit(actor, found)
    if answers is None and may_edit and any(line.question for line in found.lines.all()):
        answers = Answers(found)
    checks = checks_of(found) if found.status in ("draft", "returned") else []
    context = {
        "claim": found,
        "desk": desk,
        **desk.addresses(found),
        "lines": found.lines.all(),
        "letter": decision_letter_of(found) if found.is_of_a_school else None,
        "schools": per_school(found),
        "decided": found.status in ("approved", "settled", "failed", "rejected", "credited"),
        "evidence": found.evidence.all(),
        "pictures": IMAGES,
        "invoices": found.invoices.all(),
        "remark": _remark(found),
        "may_edit": may_edit,
        "upload": upload or (Upload() if may_edit else None),
        "answers": answers,
        "differences": differences(found) if found.status == "returned" else [],
        "open_checks": [each for each in checks if each.verdict != "pass"],
        "passed": [each for each in checks if each.verdict == "pass"],
        "buttons": shown(BUTTONS, actor, found, lambda name: desk.at("claim-deed", found.pk, name), failed),
        "steps": told(history_of(found.pk)),
    }
    said = failed[1] if failed else upload or answers
    return render(request, "claims/claim.html", context, status=said.status if said else 200)
