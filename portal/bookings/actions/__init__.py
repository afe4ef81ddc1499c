"""The deeds on choices and bookings."""

from portal.bookings.actions.absence import call_off, report_absence, waive_fee
from portal.bookings.actions.again import ask_again
from portal.bookings.actions.agreeing import accept_dates, propose_dates, refuse_dates, take_dates_back
from portal.bookings.actions.asking import approve, book, cancel, reschedule, withdraw
from portal.bookings.actions.awarding import book_awarded
from portal.bookings.actions.choosing import book_choice, change_choice, choose, remove_choice
from portal.bookings.actions.delivering import accept, accept_silently, confirm, correct, decline, deliver, remind
from portal.bookings.actions.disputing import decide_dispute, dispute, explain
from portal.bookings.actions.recounting import recount
from portal.bookings.actions.settling import Return, Settlement, reserve_again, settle, take_back
from portal.bookings.actions.splitting import split
from portal.bookings.actions.wishing import book_or_wish

__all__ = [
    "Return",
    "Settlement",
    "accept",
    "accept_dates",
    "accept_silently",
    "approve",
    "ask_again",
    "book",
    "book_awarded",
    "book_choice",
    "book_or_wish",
    "call_off",
    "cancel",
    "change_choice",
    "choose",
    "confirm",
    "correct",
    "decide_dispute",
    "decline",
    "deliver",
    "dispute",
    "explain",
    "propose_dates",
    "recount",
    "refuse_dates",
    "remind",
    "remove_choice",
    "report_absence",
    "reschedule",
    "reserve_again",
    "settle",
    "split",
    "take_back",
    "take_dates_back",
    "waive_fee",
    "withdraw",
]
