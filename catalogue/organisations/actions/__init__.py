"""The deeds on organisations."""

from catalogue.organisations.actions.accounts import (
    confirm_account,
    propose_account,
    refuse_account,
    withdraw_account,
)
from catalogue.organisations.actions.admissions import (
    accept_invitation,
    admit,
    answer_invitation,
    ask_admission,
    invite,
    invite_by_mail,
    refuse,
    suspend,
)
from catalogue.organisations.actions.contacts import add_contact, change_contact, end_contact, set_away, set_back
from catalogue.organisations.actions.counts import MUNICIPALITY, count_pupils, fill_in
from catalogue.organisations.actions.providers import (
    add_provider,
    agree_on_self_billing,
    change_details,
    confirm_details,
)
from catalogue.organisations.actions.towns import (
    add_board,
    add_municipality,
    add_school,
    choose_house_style,
)
from catalogue.organisations.actions.venues import add_venue, change_venue, close_venue, reopen_venue

__all__ = [
    "MUNICIPALITY",
    "accept_invitation",
    "add_board",
    "add_contact",
    "add_municipality",
    "add_provider",
    "add_school",
    "add_venue",
    "admit",
    "agree_on_self_billing",
    "answer_invitation",
    "ask_admission",
    "change_contact",
    "change_details",
    "change_venue",
    "choose_house_style",
    "close_venue",
    "confirm_account",
    "confirm_details",
    "count_pupils",
    "end_contact",
    "fill_in",
    "invite",
    "invite_by_mail",
    "propose_account",
    "refuse",
    "refuse_account",
    "reopen_venue",
    "set_away",
    "set_back",
    "suspend",
    "withdraw_account",
]
