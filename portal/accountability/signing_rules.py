"""Who signs the SiSa table of a year, and when it can be signed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import CONTROLLER, FINANCE, Actor
from catalogue.errors import Fault, Refused
from catalogue.money import ZERO, written
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Regulation
from portal.accountability.attribution import PAID, Part, parts_of
from portal.accountability.counting import counted, last_signed
from portal.accountability.models import SisaIndicator, SisaSignature
from portal.accountability.tables import SisaTable
from portal.budgets.models import Period
from portal.funding.models import Grant

LONGEST_ANSWER = 300


def may_sign(actor: Actor, municipality: UUID) -> bool:
    """Finance or the controller of the municipality."""
    return actor.is_one_of(FINANCE, CONTROLLER) and actor.municipality == municipality


def may_second(actor: Actor, made: SisaSignature) -> bool:
    """Finance or the controller, and another person than who prepared it."""
    own = may_sign(actor, made.municipality_id) and made.status == "proposed"
    return own and bool(actor.person) and actor.person != made.prepared_by


def can_sign(municipality: Municipality, year: int, *, of: SisaSignature | None = None) -> None:
    """`Refused` while it is too early (`year_runs`, `books_open`, `earlier_year_first`) or done (`wrong_state`)."""
    if year >= timezone.localdate().year:
        raise Refused("year_runs", _("This year is not over. Sign its table when it is."))
    live = SisaSignature.objects.filter(municipality=municipality, year=year).exclude(status="refused").first()
    if live and live != of:
        raise waits()
    if last := last_signed(municipality.pk):
        first = last + 1
    else:  # a year before anything was paid may be signed too: its figures are nothing
        first = min((each.year for each in counted(municipality) if each.year <= year), default=year)
    if year != first:
        sentence = _("Tables are signed one after another. The table of %(year)s comes first.")
        raise Refused("earlier_year_first", sentence % {"year": first})
    if not Period.objects.filter(municipality=municipality, year=year, month=0, status="closed").exists():
        sentence = _("The books of %(year)s are open. Close the year in the ledger first.")
        raise Refused("books_open", sentence % {"year": year})


def too_early(municipality: Municipality, year: int) -> str:
    """Why the table cannot be signed now, in a sentence; empty when it can."""
    try:
        can_sign(municipality, year)
    except Refused as refused:
        return refused.sentence
    return ""


def waits() -> Refused:
    """Somebody prepared or signed the table of the year before."""
    return Refused("wrong_state", _("The table of this year is signed, or waits for a second person. Reload the page."))


def faults(
    table: SisaTable, final: Collection[str], answers: Mapping[str, str], asked: Iterable[SisaIndicator]
) -> list[Fault]:
    """What is wrong with the codes and answers that were given with the table."""
    own = {row.regulation for row in table.rows if row.regulation} - set(table.finals)
    unknown = _("Found “%(found)s”; expected the code of a regulation of this table that is not accounted for yet.")
    found = [
        Fault(f"#/final/{place}", "unknown", unknown % {"found": code[:40]})
        for place, code in enumerate(final)
        if code not in own or code in list(final)[:place]
    ]
    boxes = {each.number: each.label for each in asked}
    for number, label in boxes.items():
        if not answers.get(number, "").strip():
            sentence = _("Fill in %(number)s: %(label)s.") % {"number": number, "label": label}
            found.append(Fault("#/answers", "required", sentence))
    for number, answer in answers.items():
        if number not in boxes:
            sentence = _("No form of this year asks %(number)s of you. Leave it out.") % {"number": number[:10]}
            found.append(Fault("#/answers", "unknown", sentence))
        elif len(answer) > LONGEST_ANSWER:
            sentence = _("Say it in at most %(most)s characters.") % {"most": LONGEST_ANSWER}
            found.append(Fault("#/answers", "max_length", sentence))
    return found


def can_be_final(municipality: Municipality, codes: Collection[str]) -> None:
    """`Refused("grants_open")` before every grant is settled, `Refused("still_committed")` while something waits."""
    if not codes:
        return
    open_ = Grant.objects.filter(municipality=municipality, regulation__code__in=codes, closed_on=None)
    if grant := open_.select_related("regulation").first():
        sentence = _("A grant of %(regulation)s of %(amount)s is not settled. Settle every grant of it first.")
        shown = {"regulation": grant.regulation.code, "amount": written(grant.amount)}
        raise Refused("grants_open", sentence % shown)
    waiting = [
        part for part in parts_of(municipality, reserved=True)
        if part.spending.stage != PAID and _code(part) in codes
    ]  # fmt: skip
    if waiting:
        sentence = _("%(amount)s of it is still reserved or approved and not paid. Pay it, or call those bookings off.")
        raise Refused("still_committed", sentence % {"amount": written(sum((each.amount for each in waiting), ZERO))})


def regulations(codes: Collection[str]) -> list[Regulation]:
    """The regulations with these codes, by code."""
    return list(Regulation.objects.filter(code__in=codes).order_by("code"))


def _code(part: Part) -> str:
    return part.goal.regulation.code if part.goal else ""
