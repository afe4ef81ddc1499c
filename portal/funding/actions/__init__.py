"""The deeds on the money: grants come in, plans and measures give it a purpose, splits divide it over schools."""

from portal.funding.actions.closing import close_grant
from portal.funding.actions.cofinancing import co_finance, end_co_financing
from portal.funding.actions.corrections import confirm_correction, correct, refuse_correction
from portal.funding.actions.grants import add_grant, receive
from portal.funding.actions.handovers import confirm_handover, propose_handover, refuse_handover
from portal.funding.actions.measures import add_measure, change_measure, count_result_indicators, enter_phase
from portal.funding.actions.moves import confirm_move, propose_move, refuse_move
from portal.funding.actions.plans import adopt_plan, draft_plan, record_consent
from portal.funding.actions.recalls import call_back_leftovers
from portal.funding.actions.splits import adopt_split, grant_line, propose_split
from portal.funding.actions.transfers import confirm_transfer, propose_transfer, refuse_transfer

__all__ = [
    "add_grant",
    "add_measure",
    "adopt_plan",
    "adopt_split",
    "call_back_leftovers",
    "change_measure",
    "close_grant",
    "co_finance",
    "confirm_correction",
    "confirm_handover",
    "confirm_move",
    "confirm_transfer",
    "correct",
    "count_result_indicators",
    "draft_plan",
    "end_co_financing",
    "enter_phase",
    "grant_line",
    "propose_handover",
    "propose_move",
    "propose_split",
    "propose_transfer",
    "receive",
    "record_consent",
    "refuse_correction",
    "refuse_handover",
    "refuse_move",
    "refuse_transfer",
]
