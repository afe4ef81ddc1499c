"""How a letter moves, and the kinds of letters with the words that each is filled in with."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LETTER = {"pending": frozenset({"issued"}), "issued": frozenset()}
STATUSES = [("pending", _("being made")), ("issued", _("sent"))]
LANGUAGES = ("nl", "en")
# What an approver gives a reason for.
ABOUT = [
    ("lower", _("a line for which less is paid")),
    ("return", _("a claim that goes back")),
    ("reject", _("a claim that is rejected")),
]

# What every letter knows of itself: to whom, when, by whom, under which number, on which ground, and what who disagrees
# can do (Awb 3:41, 3:45, 3:46 and 3:47).
DECISION = frozenset({"recipient", "date", "legal_ground", "objection"})
# What is decided on an objection: a judge can look at it (Awb 8:1).
APPEALABLE = frozenset({"recipient", "date", "legal_ground", "appeal"})
ALWAYS = DECISION | {"municipality", "reference", "objection_until", "payment_days"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of text: the words that must stand in it, and those that may."""

    code: str
    label: Promise
    required: frozenset[str]
    optional: frozenset[str] = frozenset()

    @property
    def known(self) -> frozenset[str]:
        """Every word that can be filled in."""
        return self.required | self.optional


def _decision(code: str, label: Promise, required: set[str], optional: set[str]) -> Kind:
    return Kind(code, label, DECISION | required, ALWAYS - DECISION | optional)


def _after_objection(code: str, label: Promise, required: set[str] | None = None) -> Kind:
    known = {"asked", "amount", "programme", "lines", "decision", "municipality", "reference", "payment_days"}
    return Kind(code, label, APPEALABLE | {"reason"} | (required or set()), frozenset(known - (required or set())))


KINDS = {
    kind.code: kind
    for kind in (
        _decision("board_grant", _("grant to a school board"), {"maximum"}, {"programme", "period", "schools"}),
        _decision(
            "board_grant_lowered", _("lower maximum for a school board"), {"maximum", "reason"},
            {"programme", "period", "before"},
        ),
        _decision(
            "board_grant_withdrawn", _("withdrawal of a grant to a school board"), {"maximum", "reason"},
            {"programme", "period", "before"},
        ),
        _decision(
            "scheme_granted", _("application under a scheme granted"), {"amount"}, {"scheme", "activity", "asked"}
        ),
        _decision(
            "scheme_refused", _("application under a scheme refused"), {"reason"}, {"scheme", "activity", "asked"}
        ),
        _decision("claim_granted", _("decision on own costs"), {"amount"}, {"asked", "programme", "lines", "reason"}),
        _decision("claim_refused", _("own costs refused"), {"reason"}, {"asked", "programme", "lines"}),
        Kind(
            "claim_postponed", _("decision on own costs comes later"),
            frozenset({"recipient", "date", "legal_ground", "until", "reason"}),
            frozenset({"asked", "programme", "municipality", "reference"}),
        ),
        _after_objection("objection_upheld", _("objection upheld"), {"amount"}),
        _after_objection("objection_dismissed", _("objection dismissed")),
        _after_objection("objection_inadmissible", _("objection too late")),
        Kind(
            "scheme", _("text of a scheme"),
            frozenset({"municipality", "scheme", "activities", "ceilings", "periods", "refusals"}),
            frozenset({"share", "most", "order", "applicants", "legal_ground", "decision_weeks"}),
        ),
    )
}  # fmt: skip
