"""Claims of providers and of schools: every state, every deed, everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from catalogue.actor import ASSESSOR, OFFICER, Actor
from catalogue.errors import Refused
from catalogue.journal.outbox import drain
from catalogue.organisations import actions as organisations
from catalogue.programmes.models import Programme
from portal.claims import actions, queries
from portal.claims.deciding_many import decide_many
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.delaying import postpone
from portal.claims.models import Claim, ClaimLine, Evidence
from portal.payments import actions as payments
from portal.payments.models import Payment
from portal.payments.settling import came_back
from tests import cast
from tests.cast import TODAY, Town
from tests.house.rounds import a_file
from tests.portal.claims.declaring import declared
from tests.portal.invoices import notes
from tests.tables.knocking import Door
from tests.tables.reading import DECIDERS, TOWN_HALL, Kind

# `once`: above the threshold, and the assessor was the first who approved it. `again`: the questions are answered.
OF_A_PROVIDER = """
deed     draft   submitted .once  returned   .again approved failed settled credited rejected withdrawn
sees     own     all       all    all        all    all      all    all     all      all      own
edit     yes     no        no     yes        yes    no       no     no      no       no       no | librarian
prove    yes     no        no     yes        yes    no       no     no      no       no       no | librarian
unprove  yes     no        no     yes        yes    no       no     no      no       no       no | librarian
answer   unknown no        no     yes        yes    no       no     no      no       no       no | librarian
submit   yes     no        no     unanswered yes    no       no     no      no       no       no | librarian
withdraw yes     no        no     yes        yes    no       no     no      no       no       no | librarian
approve  no      yes       second no         no     no       no     no      no       no       no | deciders
return   no      yes       yes    no         no     no       no     no      no       no       no | deciders
reject   no      yes       yes    no         no     no       no     no      no       no       no | deciders
many     no      yes       yes    no         no     no       no     no      no       no       no | deciders
postpone no      never     never  no         no     no       no     no      no       no       no | deciders
"""
# A claim of a school is paid by decision, so it is never credited. `later`: the decision was put off before.
OF_A_SCHOOL = """
deed     draft   submitted .once  .later returned   .again approved failed settled rejected withdrawn
sees     own     all       all    all    all        all    all      all    all     all      own
edit     yes     no        no     no     yes        yes    no       no     no      no       no | claimants
prove    yes     no        no     no     yes        yes    no       no     no      no       no | claimants
unprove  yes     no        no     no     yes        yes    no       no     no      no       no | claimants
answer   unknown no        no     no     yes        yes    no       no     no      no       no | claimants
submit   yes     no        no     no     unanswered yes    no       no     no      no       no | claimants
withdraw yes     no        no     no     yes        yes    no       no     no      no       no | claimants
approve  no      yes       second yes    no         no     no       no     no      no       no | deciders
return   no      yes       yes    yes    no         no     no       no     no      no       no | deciders
reject   no      yes       yes    yes    no         no     no       no     no      no       no | deciders
many     no      yes       yes    yes    no         no     no       no     no      no       no | deciders
postpone no      yes       yes    before no         no     no       no     no      no       no | deciders
"""
WORDS = {
    "second": "yes,assessor:four_eyes", "deciders": DECIDERS,
    "never": "no_postponement,insider:conflict_of_interest", "before": "postponed_before,insider:conflict_of_interest",
}  # fmt: skip
ASKED, ANSWER = "Hoe vaak?", "Drie keer"


def _verdict(claim: Claim, verdict: str) -> Verdict:
    asked = [LineVerdict(line.pk, question=ASKED) for line in claim.lines.all()] if verdict == "return" else []
    return Verdict(verdict, "Reden", asked)


def _again(line: ClaimLine) -> actions.Wanted:
    """The same line once more."""
    return actions.Wanted(line.booking_id, request=line.request_id, unit_price=None if line.booking_id else Decimal(9))


def _many(claim: Claim, by: Actor) -> None:
    (row,) = decide_many([claim.pk], Verdict("return", "Reden"), by=by)
    if row.refused:
        raise Refused(_code(claim, by), row.refused)


def _code(claim: Claim, by: Actor) -> str:
    """The list of many gives sentences: their code is that of the deed by itself."""
    try:
        decide(claim, Verdict("return", "Reden"), by=by)
    except Refused as no:
        return no.code
    return "refused only in the list of many"


DEEDS: dict[str, Callable[[Claim, Actor], Any]] = {
    "edit": lambda claim, by: actions.edit(claim, [_again(line) for line in claim.lines.all()], by=by),
    "prove": lambda claim, by: actions.add_evidence(claim, a_file(), by=by),
    "unprove": lambda claim, by: actions.remove_evidence(Evidence.objects.get(claim=claim), by=by),
    "answer": lambda claim, by: actions.answer(claim, {line.pk: ANSWER for line in claim.lines.all()}, by=by),
    "submit": lambda claim, by: actions.submit(claim, by=by),
    "withdraw": lambda claim, by: actions.withdraw(claim, by=by),
    "approve": lambda claim, by: decide(claim, _verdict(claim, "approve"), by=by),
    "return": lambda claim, by: decide(claim, _verdict(claim, "return"), by=by),
    "reject": lambda claim, by: decide(claim, _verdict(claim, "reject"), by=by),
    "many": _many,
    "postpone": lambda claim, by: postpone(claim, _later(claim), reason="Drukte", by=by),
}


def _later(claim: Claim) -> Any:
    return (claim.due_on or TODAY) + timedelta(days=7)


def _doors(claim: Claim) -> Sequence[Door]:
    line, proof = claim.lines.get(), Evidence.objects.get(claim=claim)
    desk = "provider" if claim.provider_id else "school"
    api, page, hall = f"/api/v1/claims/{claim.pk}", f"/{desk}/claims/{claim.pk}", f"/municipality/claims/{claim.pk}"
    thing = (
        {"booking": line.booking_id} if line.booking_id else {"bespokeRequest": line.request_id, "unitPrice": "9.00"}
    )
    filled = {f"tick-{line.booking_id}": "on"} if line.booking_id else {"price-0": "9,00", "what-0": "Bon"}
    many = [{"claim": claim.pk, "verdict": "return", "reason": "Reden"}]
    later = {"until": _later(claim).isoformat(), "reason": "Drukte"}
    write, judge = "claims:write", "claims:decide"
    return [
        Door("edit", api, {"lines": [thing]}, method="patch", scope=write), Door("edit", f"{page}/lines", filled),
        Door("prove", f"{api}/evidence", {"file": ""}, scope=write), Door("prove", f"{page}/evidence", {"file": ""}),
        Door("unprove", f"/api/v1/evidence/{proof.pk}", method="delete", scope=write),
        Door("unprove", f"/{desk}/evidence/{proof.pk}/remove"),
        Door("answer", f"{api}/answers", {"lines": [{"id": line.pk, "answer": ANSWER}]}, scope=write),
        Door("answer", f"{page}/answers", {f"answer-{line.pk}": ANSWER}),
        Door("submit", f"{api}/submissions", scope=write), Door("submit", f"{page}/submit"),
        Door("withdraw", f"{api}/withdrawals", scope=write), Door("withdraw", f"{page}/withdraw"),
        *(Door(word, f"{api}/decisions", _api_verdict(line, word), scope=judge) for word in VERDICTS),
        *(Door(word, f"{hall}/decide", _page_verdict(line, word)) for word in VERDICTS),
        Door("many", "/api/v1/claim-decisions", many, scope=judge, many=True),
        Door("many", "/municipality/claims/decide", {"claims": [claim.pk], "verdict": "return", "reason": "Reden"},
             roles=(OFFICER, ASSESSOR), otherwise=MANY),
        Door("postpone", f"{api}/postponements", later, scope=judge), Door("postpone", f"{hall}/postpone", later),
    ]  # fmt: skip


VERDICTS = ("approve", "return", "reject")
# the page of many says of each row what became of it, and takes only what waits
MANY = {"conflict_of_interest": 200, "four_eyes": 200, "wrong_state": 400, "not_found": 400, "wrong_role": 200}


def _api_verdict(line: ClaimLine, verdict: str) -> dict[str, Any]:
    asked = [{"id": line.pk, "question": ASKED}] if verdict == "return" else []
    return {"verdict": verdict, "reason": "Reden"} | ({"lines": asked} if asked else {})


def _page_verdict(line: ClaimLine, verdict: str) -> dict[str, Any]:
    amount = str(line.amount).replace(".", ",")
    return {"verdict": verdict, "reason": "Reden", "remainder": "release", f"amount-{line.pk}": amount,
            f"question-{line.pk}": ASKED if verdict == "return" else ""}  # fmt: skip


def _of(town: Town, kind: str) -> Claim:
    """A draft with a file, of the library or of De Kring."""
    made = cast.claim(town, submitted=False) if kind == "provider" else declared(town, submitted=False)
    actions.add_evidence(made, a_file(), by=_claimant(town, made))
    return made


def _claimant(town: Town, claim: Claim) -> Actor:
    return town.actor("librarian" if claim.provider_id else "coordinator")


def _submitted(town: Town, kind: str) -> Claim:
    made = _of(town, kind)
    return actions.submit(made, by=_claimant(town, made))


def _once(town: Town, kind: str) -> Claim:
    Programme.objects.filter(pk=town.programme.pk).update(four_eyes_threshold=1)
    return cast.approved(town, Claim.objects.get(pk=_submitted(town, kind).pk))


def _put_off(town: Town, kind: str) -> Claim:
    made = _submitted(town, kind)
    return postpone(made, _later(made), reason="Drukte", by=town.actor("assessor"))


def _returned(town: Town, kind: str) -> Claim:
    made = _submitted(town, kind)
    return decide(made, _verdict(made, "return"), by=town.actor("assessor"))


def _answered(town: Town, kind: str) -> Claim:
    made = _returned(town, kind)
    return actions.answer(made, {line.pk: ANSWER for line in made.lines.all()}, by=_claimant(town, made))


def _approved(town: Town, kind: str) -> Claim:
    made = cast.approved(town, _submitted(town, kind))
    drain()
    return made


def _settled(town: Town, kind: str) -> Claim:
    if kind == "school":
        said = {"iban": "NL91ABNA0417164300", "account_name": "Stichting De Weide"}
        change = organisations.propose_account(town.board, **said, by=town.actor("board"))
        organisations.confirm_account(change, outcome="match", by=town.actor("finance"))
    made = _approved(town, kind)
    batch = payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))
    payments.settle(batch, by=town.actor("finance"))
    return made


def _failed(town: Town, kind: str) -> Claim:
    made = _settled(town, kind)
    payment = Payment.objects.select_related("invoice__claim", "claim", "batch").get()
    came_back(payment, on=payment.paid_on or TODAY, code="AC04", by=town.actor("finance"))
    return made


def _credited(town: Town, kind: str) -> Claim:
    made = _approved(town, kind)
    notes.credited(town, made.invoices.get())
    return made


def _rejected(town: Town, kind: str) -> Claim:
    made = _submitted(town, kind)
    return decide(made, _verdict(made, "reject"), by=town.actor("assessor"))


def _withdrawn(town: Town, kind: str) -> Claim:
    made = _of(town, kind)
    return actions.withdraw(made, by=_claimant(town, made))


BUILT: dict[str, Callable[[Town, str], Claim]] = {
    "draft": _of, "submitted": _submitted, "submitted.once": _once, "submitted.later": _put_off, "returned": _returned,
    "returned.again": _answered, "approved": _approved, "failed": _failed, "settled": _settled, "credited": _credited,
    "rejected": _rejected, "withdrawn": _withdrawn,
}  # fmt: skip


def _kind(name: str, table: str, own: str, claimants: str) -> Kind:
    groups = WORDS | {"own": own, "all": f"{own} {TOWN_HALL}", "claimants": claimants}
    built = {case: (lambda town, make=make: make(town, name)) for case, make in BUILT.items()}
    return Kind(f"claim of a {name}", Claim, table, built, DEEDS, queries.visible_to, groups, _doors)


KINDS = (
    _kind("provider", OF_A_PROVIDER, "librarian planner", "librarian"),
    _kind("school", OF_A_SCHOOL, "teacher coordinator director board", "coordinator director board"),
)
