"""Statuses as marks: the word that people use, a colour class and an icon. Colour never speaks alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Mark:
    """A word in a coloured pill, with an icon."""

    word: str | Promise
    kind: str
    icon: str


MARKS: dict[tuple[str, str], Mark] = {
    ("booking", "proposed"): Mark(_("waits for approval inside the school"), "wait", "clock"),
    ("booking", "requested"): Mark(_("waits for the provider"), "wait", "clock"),
    ("booking", "confirmed"): Mark(_("confirmed"), "good", "check"),
    ("booking", "declined"): Mark(_("declined by the provider"), "bad", "close"),
    ("booking", "withdrawn"): Mark(_("withdrawn"), "plain", "close"),
    ("booking", "cancelled"): Mark(_("cancelled"), "plain", "close"),
    ("booking", "delivered"): Mark(_("delivered: do you agree?"), "info", "flag"),
    ("booking", "accepted"): Mark(_("delivered and accepted"), "good", "check-circle"),
    ("booking", "disputed"): Mark(_("disputed"), "bad", "warning"),
    ("claim", "draft"): Mark(_("draft"), "plain", "pen"),
    ("claim", "submitted"): Mark(_("waits for the municipality"), "wait", "clock"),
    ("claim", "returned"): Mark(_("returned with remarks"), "bad", "message"),
    ("claim", "approved"): Mark(_("approved"), "good", "check"),
    ("claim", "rejected"): Mark(_("rejected"), "bad", "close"),
    ("claim", "settled"): Mark(_("paid"), "good", "check-circle"),
    ("claim", "failed"): Mark(_("payment failed"), "bad", "warning"),
    ("invoice", "issued"): Mark(_("issued"), "info", "receipt"),
    ("invoice", "sent"): Mark(_("sent"), "info", "receipt"),
    ("invoice", "paid"): Mark(_("paid"), "good", "check-circle"),
    ("invoice", "credited"): Mark(_("credited"), "plain", "receipt"),
    ("idea", "received"): Mark(_("only seen by you"), "wait", "info"),
    ("idea", "shared"): Mark(_("shown to providers"), "good", "check"),
    ("idea", "dismissed"): Mark(_("put away"), "plain", "close"),
    ("import", "waiting"): Mark(_("being checked"), "wait", "clock"),
    ("import", "checked"): Mark(_("checked, nothing written yet"), "info", "check"),
    ("import", "applying"): Mark(_("being carried out"), "wait", "clock"),
    ("import", "applied"): Mark(_("carried out"), "good", "check-circle"),
    ("import", "reversing"): Mark(_("being undone"), "wait", "clock"),
    ("import", "reversed"): Mark(_("undone"), "plain", "close"),
    ("job", "queued"): Mark(_("waits for its turn"), "wait", "clock"),
    ("job", "running"): Mark(_("being made"), "info", "clock"),
    ("job", "failed"): Mark(_("did not work"), "bad", "warning"),
    ("job", "done"): Mark(_("ready"), "good", "check-circle"),
    ("offer", "draft"): Mark(_("draft"), "plain", "pen"),
    ("offer", "submitted"): Mark(_("under review"), "wait", "clock"),
    ("offer", "returned"): Mark(_("returned with remarks"), "bad", "message"),
    ("offer", "published"): Mark(_("published"), "good", "check"),
    ("offer", "approved"): Mark(_("was published"), "plain", "check"),
    ("offer", "withdrawn"): Mark(_("withdrawn"), "plain", "close"),
    ("bespoke_request", "proposed"): Mark(_("waits for your director"), "wait", "clock"),
    ("bespoke_request", "submitted"): Mark(_("waits for the municipality"), "wait", "clock"),
    ("bespoke_request", "returned"): Mark(_("returned with a question"), "bad", "message"),
    ("bespoke_request", "granted"): Mark(_("granted"), "good", "check"),
    ("bespoke_request", "closed"): Mark(_("closed"), "plain", "check"),
    ("bespoke_request", "refused"): Mark(_("refused"), "bad", "close"),
    ("bespoke_request", "withdrawn"): Mark(_("withdrawn"), "plain", "close"),
    ("cover_sheet", "open"): Mark(_("being written"), "wait", "pen"),
    ("cover_sheet", "handed_in"): Mark(_("handed in"), "good", "check"),
    ("panel", "open"): Mark(_("parties can rank"), "wait", "clock"),
    ("panel", "closed"): Mark(_("closed"), "plain", "check"),
    ("batch", "prepared"): Mark(_("waits for release"), "wait", "clock"),
    ("batch", "released"): Mark(_("released to the bank"), "info", "check"),
    ("batch", "settled"): Mark(_("paid"), "good", "check-circle"),
    ("payment", "settled"): Mark(_("paid"), "good", "check-circle"),
    ("payment", "bounced"): Mark(_("came back"), "bad", "warning"),
    ("budget_plan", "draft"): Mark(_("draft"), "plain", "pen"),
    ("budget_plan", "adopted"): Mark(_("holds now"), "good", "check"),
    ("budget_plan", "superseded"): Mark(_("replaced"), "plain", "clock"),
    ("period", "open"): Mark(_("open"), "plain", "pen"),
    ("period", "closed"): Mark(_("closed"), "good", "check"),
    ("correction", "proposed"): Mark(_("waits for a second person"), "wait", "clock"),
    ("correction", "effected"): Mark(_("done"), "good", "check"),
    ("correction", "refused"): Mark(_("refused"), "bad", "close"),
    ("handover", "proposed"): Mark(_("waits for a second person"), "wait", "clock"),
    ("handover", "effected"): Mark(_("done"), "good", "check"),
    ("handover", "refused"): Mark(_("refused"), "bad", "close"),
    ("grant_settlement", "proposed"): Mark(_("waits for a second person"), "wait", "clock"),
    ("grant_settlement", "effected"): Mark(_("settled"), "good", "check"),
    ("grant_settlement", "refused"): Mark(_("refused"), "bad", "close"),
    ("budget_transfer", "proposed"): Mark(_("waits for the board"), "wait", "clock"),
    ("budget_transfer", "effected"): Mark(_("done"), "good", "check"),
    ("budget_transfer", "refused"): Mark(_("refused"), "bad", "close"),
    ("plan_move", "proposed"): Mark(_("waits for a second person"), "wait", "clock"),
    ("plan_move", "effected"): Mark(_("done"), "good", "check"),
    ("plan_move", "refused"): Mark(_("refused"), "bad", "close"),
    ("allocation", "trial"): Mark(_("trial, nothing was booked"), "info", "info"),
    ("allocation", "booking"): Mark(_("being booked"), "wait", "clock"),
    ("allocation", "published"): Mark(_("result published"), "good", "check-circle"),
    ("round", "planned"): Mark(_("planned"), "plain", "clock"),
    ("round", "open"): Mark(_("open now"), "good", "check"),
    ("round", "closed"): Mark(_("closed"), "info", "flag"),
    ("round", "published"): Mark(_("result published"), "good", "check-circle"),
    ("round", "withdrawn"): Mark(_("taken back"), "plain", "close"),
    ("frame", "draft"): Mark(_("draft"), "plain", "pen"),
    ("frame", "adopted"): Mark(_("holds now"), "good", "check"),
    ("frame", "superseded"): Mark(_("replaced"), "plain", "clock"),
    ("board_grant", "draft"): Mark(_("draft"), "plain", "pen"),
    ("board_grant", "proposed"): Mark(_("waits for a second person"), "wait", "clock"),
    ("board_grant", "granted"): Mark(_("granted"), "good", "check"),
    ("board_grant", "withdrawn"): Mark(_("withdrawn"), "bad", "close"),
    ("board_grant", "dropped"): Mark(_("dropped"), "plain", "close"),
    ("letter", "pending"): Mark(_("being made"), "wait", "clock"),
    ("letter", "issued"): Mark(_("sent"), "good", "check"),
    ("measure", "prepare"): Mark(_("being prepared"), "wait", "clock"),
    ("measure", "trial"): Mark(_("trial"), "info", "flag"),
    ("measure", "full"): Mark(_("in full"), "good", "check"),
    ("measure", "lasting"): Mark(_("lasting"), "good", "check-circle"),
    ("measure", "stopped"): Mark(_("stopped"), "plain", "close"),
    ("duo_import", "waiting"): Mark(_("being looked at"), "wait", "clock"),
    ("duo_import", "loading"): Mark(_("being loaded"), "wait", "clock"),
    ("duo_import", "broken"): Mark(_("cannot be read"), "bad", "warning"),
    ("duo_import", "looked_at"): Mark(_("looked at, not loaded"), "wait", "clock"),
    ("duo_import", "loaded"): Mark(_("loaded"), "good", "check"),
    ("admission", "requested"): Mark(_("asks to take part"), "wait", "clock"),
    ("admission", "invited"): Mark(_("invited"), "wait", "clock"),
    ("admission", "admitted"): Mark(_("admitted"), "good", "check"),
    ("admission", "refused"): Mark(_("refused"), "bad", "close"),
    ("admission", "suspended"): Mark(_("suspended"), "bad", "warning"),
}


def mark_of(thing: Any) -> Mark:
    """The mark of a thing with `KIND` and `status`; a status without a mark shows its own word, never nothing."""
    return MARKS.get((thing.KIND, thing.status)) or Mark(thing.status, "plain", "info")
