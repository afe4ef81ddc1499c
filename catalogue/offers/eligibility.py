"""The cases of an offer: may the money of its spending goal pay for it, and what did the accountant say?"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.offers.models import AccountantAnswer, AddedCase, Offer, Revision
from catalogue.programmes.eligibility import Ruling, rulings


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what the rules say today, the officer's words when the officer added it, the accountant's answer."""

    ruling: Ruling
    added: AddedCase | None
    answer: AccountantAnswer | None

    @property
    def verdict(self) -> str:
        """`yes`, `no`, or `ask` while the accountant did not answer. An answer counts only where the rules ask."""
        return self.answer.verdict if self.answer and self.ruling.verdict == "ask" else self.ruling.verdict


def cases_of(offer: Offer, revision: Revision) -> list[Case]:
    """The cases that the provider ticked in this revision and that the officer added, by code; four statements."""
    added = {row.case: row for row in offer.added_cases.all()}
    answers = {row.case: row for row in reversed(offer.answers.all())}  # the newest comes first, so it stays
    found = rulings(
        [*revision.cases, *added], programme=offer.programme, goal=offer.goal, on=timezone.localdate()
    )  # fmt: skip
    return [Case(ruling, added.get(ruling.case), answers.get(ruling.case)) for ruling in found]


def refuse_what_may_not(offer: Offer, revision: Revision) -> None:
    """`Refused("not_eligible")` with the source when the money may not pay for one of the cases."""
    for case in cases_of(offer, revision):
        if case.verdict == "no":
            raise Refused("not_eligible", _no(offer, case))


def refuse_until_answered(offer: Offer, revision: Revision) -> None:
    """As `refuse_what_may_not`; also `Refused("accountant_first")` as long as the accountant has to be asked."""
    refuse_what_may_not(offer, revision)
    if asked := [case.ruling.words for case in cases_of(offer, revision) if case.verdict == "ask"]:
        sentence = _("First record what the accountant says about: %(cases)s.")
        raise Refused("accountant_first", sentence % {"cases": "; ".join(asked)})


def _no(offer: Offer, case: Case) -> str:
    shown = {"case": case.ruling.words, "regulation": offer.goal.regulation.code}
    if case.ruling.verdict == "no":
        sentence = _("“%(case)s” may not be paid from %(regulation)s. Source: %(source)s.")
        said = sentence % (shown | {"source": case.ruling.rule.source})
    else:
        assert case.answer is not None  # only an answer turns “ask” into “no”
        sentence = _("“%(case)s” may not be paid from %(regulation)s, says the accountant: “%(words)s”.")
        said = sentence % (shown | {"words": case.answer.words})
    if case.ruling.elsewhere:
        others = ", ".join(each.code for each in case.ruling.elsewhere)
        return f"{said} " + _("Choose a spending goal of %(regulations)s, which may pay it.") % {"regulations": others}
    return f"{said} " + _("Leave it out, or ask the policy officer.")
