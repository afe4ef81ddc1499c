"""May this be paid? The officer names the cases that the provider did not, and records what the accountant said."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.lifecycle import change
from catalogue.offers import rules
from catalogue.offers.eligibility import Case, cases_of
from catalogue.offers.models import AccountantAnswer, AddedCase, Offer
from catalogue.programmes.eligibility import cases_of as cases_of_programme
from catalogue.validation import validated


@deed
def add_case(offer: Offer, *, case: str, words: str, by: Actor) -> Offer:
    """The officer sees a case in the offer; from now on it counts as if the provider had ticked it.

    `Invalid` for a case that no rule knows, for one that is there already, and without `words` that say why.
    """
    _by_the_officer(offer, by)
    known = [code for code, _words in cases_of_programme(offer.programme, timezone.localdate())]
    faults = []
    if case not in known:
        expected = _("Found “%(found)s”; expected one of: %(codes)s.")
        faults.append(Fault("#/case", "unknown", expected % {"found": case, "codes": ", ".join(known)}))
    elif case in {each.ruling.case for each in _cases(offer)}:
        faults.append(Fault("#/case", "there_already", _("This case is there already. Look at it below.")))
    if not words.strip():
        faults.append(Fault("#/words", "required", _("Say where you see this in the offer.")))
    check(faults)
    validated(AddedCase(offer=offer, case=case, words=words, added_by=by.label[:200]))
    return change(offer, event="case_added", by=by, because=words, data={"case": case})


@deed
def drop_case(offer: Offer, *, case: str, by: Actor) -> Offer:
    """Take back a case that the officer added. `Refused("not_added")` for any other: the provider ticked that one."""
    _by_the_officer(offer, by)
    row = offer.added_cases.filter(case=case).first()
    if row is None:
        raise Refused("not_added", _("Only a case that the municipality added can be taken back here."))
    row.delete()
    return change(offer, event="case_dropped", by=by, data={"case": case})


@deed
def record_answer(offer: Offer, *, case: str, verdict: str, words: str, answered_on: date, by: Actor) -> Offer:
    """What the accountant said about one case of the offer (`verdict` yes | no); a later answer counts for this one.

    `Refused("no_question")` where the rules need no answer; `Invalid` for a case that the offer does not have, without
    words, and for a day that is still to come.
    """
    _by_the_officer(offer, by)
    found = next((each for each in _cases(offer) if each.ruling.case == case), None)
    if found is None:
        raise Invalid.field("#/case", "unknown", _("This offer does not have this case. Add it first."))
    if found.ruling.verdict != "ask":
        raise Refused("no_question", _("The rules answer this already, so the accountant need not be asked."))
    check(_faults(words, answered_on))
    validated(
        AccountantAnswer(
            offer=offer, case=case, verdict=verdict, words=words, answered_on=answered_on, recorded_by=by.label[:200]
        )
    )
    said = {"case": case, "verdict": verdict, "on": answered_on.isoformat()}
    return change(offer, event="accountant_answered", by=by, because=words, data=said)


def _faults(words: str, answered_on: date) -> list[Fault]:
    faults = []
    if not words.strip():
        faults.append(Fault("#/words", "required", _("Write down what the accountant said.")))
    if answered_on > timezone.localdate():
        faults.append(Fault("#/answeredOn", "in_future", _("This day is still to come. Choose today or earlier.")))
    return faults


def _cases(offer: Offer) -> list[Case]:
    return cases_of(offer, offer.draft or offer.text)


def _by_the_officer(offer: Offer, by: Actor) -> None:
    require(
        rules.may_review(by, offer),
        "wrong_role",
        _("Only a policy officer of the municipality asks the accountant and writes down the answer."),
    )
