"""The deeds that sign the SiSa table of a year: two people, and from then on its figures stay (docs/adr/0046).

Lock order: the accounts of the municipality by id (0011), as closing a period does; who approves a claim at that moment
is in the table, or finds that its regulation was accounted for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, Stale, check, reasoned, require
from catalogue.lifecycle import added, hold, move
from catalogue.organisations.models import Municipality
from portal.accountability import signing_rules as rules
from portal.accountability.counting import Counted, counted, signed_lines
from portal.accountability.filling import FilledForm, as_json, asked_by_hand, filled, forms_for, from_json
from portal.accountability.models import SignedLine, SisaSignature
from portal.accountability.tables import sisa_table
from portal.budgets.closing import seal
from portal.budgets.queries import Difference, one_by_one
from portal.funding.actions.closing import close_ledger


@deed
def prepare(
    municipality: Municipality,
    *,
    year: int,
    by: Actor,
    final: Sequence[str] = (),
    answers: Mapping[str, str] | None = None,
) -> SisaSignature:
    """Propose to sign the table of a year as it is now; a second person signs it.

    `final`: codes of the regulations with “Eindverantwoording: Ja”. `answers`: per number of an indicator what no
    figure of the portal says. `Forbidden("wrong_role")`; `Refused("year_runs" | "books_open" | "earlier_year_first" |
    "wrong_state")`, and for `final` `Refused("grants_open" | "still_committed")`; `Invalid` per wrong field.
    """
    right = rules.may_sign(by, municipality.pk)
    require(right, "wrong_role", _("Only finance or the controller of this municipality signs the SiSa table."))
    rules.can_sign(municipality, year)
    table, said = sisa_table(municipality, year), dict(answers or {})
    check(rules.faults(table, final, said, asked_by_hand(forms_for(table))))
    rules.can_be_final(municipality, final)
    forms = filled(table, final=final, answers=said)
    made = SisaSignature(
        status="proposed", municipality=municipality, year=year, final=sorted(final), answers=said,
        prepared_by=by.person, prepared_by_name=by.label[:200],
        sha256=fingerprint(municipality, year, _lines(municipality, year), forms),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise rules.waits() from error
    return added(made, by=by, data=_said(made))


@deed
def sign(made: SisaSignature, *, by: Actor) -> SisaSignature:
    """The second person signs: lines and forms are frozen, the year is sealed, and what is final is closed.

    `Refused("four_eyes")` for who prepared it; `Stale` when a colleague was first, or a figure changed
    since: refuse it then, and prepare anew.
    """
    _second(made, by)
    own = made.municipality
    one_by_one(own.pk)
    hold(made)
    rules.can_sign(own, made.year, of=made)
    rules.can_be_final(own, made.final)
    lines = _lines(own, made.year)
    forms = filled(sisa_table(own, made.year), final=made.final, answers=made.answers)
    if fingerprint(own, made.year, lines, forms) != made.sha256:
        raise Stale(_("A figure changed since this was prepared. Refuse it, look at the new figures and prepare anew."))
    move(
        made, "signed", by=by, forms=as_json(forms), signed_by_name=by.label[:200], signed_at=timezone.now(),
        data=_said(made),
    )  # fmt: skip
    SignedLine.objects.bulk_create(_frozen(made, each) for each in lines)
    seal(own, year=made.year, by=by)
    for regulation in rules.regulations(made.final):
        close_ledger(own, regulation, year=made.year, by=by)
    return made


@deed
def refuse(made: SisaSignature, *, reason: str, by: Actor) -> SisaSignature:
    """The table is not signed like this, and can be prepared anew; who prepared it may say so too.

    `Invalid` without a reason, `Forbidden("wrong_role")`, `Refused("wrong_state")` once it is signed.
    """
    right = rules.may_sign(by, made.municipality_id)
    require(right, "wrong_role", _("Only finance or the controller of this municipality signs the SiSa table."))
    reasoned(reason, _("Say why, so that your colleague can prepare it anew."))
    return move(made, "refused", by=by, because=reason)


def fingerprint(
    municipality: Municipality, year: int, lines: Sequence[Counted], forms: Sequence[FilledForm]
) -> str:  # fmt: skip
    """The SHA-256 of everything that is signed: every line behind the figures, and the forms as they are filled in."""
    said = {
        "municipality": municipality.code, "year": year, "forms": as_json(forms),
        "lines": sorted(
            [
                str(each.line), each.goal.pk if each.goal else 0, str(each.grant or ""), f"{each.amount:.2f}",
                each.paid_on.isoformat(), each.correction,
            ]
            for each in lines
        ),
    }  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def verify_signed() -> list[Difference]:
    """Take the fingerprint of every signed table again; an empty list is the proof. Two statements per table."""
    found = []
    for made in SisaSignature.objects.filter(status="signed").select_related("municipality").order_by("year", "pk"):
        lines = [each for each in signed_lines(made.municipality) if each.year == made.year]
        again = fingerprint(made.municipality, made.year, lines, from_json(made.forms))
        if again != made.sha256:
            found.append(Difference(f"SiSa {made.municipality.code} {made.year}", "sha256", made.sha256, again))
    return found


def _lines(municipality: Municipality, year: int) -> list[Counted]:
    return [each for each in counted(municipality) if each.year == year]


def _frozen(made: SisaSignature, each: Counted) -> SignedLine:
    return SignedLine(
        signature=made, line_id=each.line, goal=each.goal, grant_id=each.grant, amount=each.amount,
        paid_on=each.paid_on, correction=each.correction,
    )  # fmt: skip


def _second(made: SisaSignature, by: Actor) -> None:
    if made.status != "proposed":
        raise Refused("wrong_state", _("This table does not wait for a second person. Reload the page."))
    right = rules.may_sign(by, made.municipality_id)
    require(right, "wrong_role", _("Only finance or the controller of this municipality signs the SiSa table."))
    if not rules.may_second(by, made):
        raise Refused("four_eyes", _("You prepared this table. Ask a colleague to sign it."))


def _said(made: SisaSignature) -> dict[str, object]:
    return {"year": made.year, "sha256": made.sha256, "final": made.final}
