"""Who comes here, and what each finds in the bar at the top. A new kind of page gets its line here.

Names are URL names; `home` is where a visitor of this role starts.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from catalogue.actor import (
    ADMIN,
    BOARD,
    CONTROLLER,
    FINANCE,
    MUNICIPAL_ROLES,
    OFFICER,
    PROVIDER_ROLES,
    SCHOOL_ROLES,
    Actor,
)
from frontend.menu import Item, Visitor, group

WATCHING = (OFFICER, FINANCE, CONTROLLER, ADMIN)  # who sees work in the background
CATALOGUE = Item(_("Offers"), "public:offers", "/offers")
MEASURING = Item(_("Measuring"), "measuring", "/measuring")
DIRECTORY = Item(_("Who helps"), "public:providers", "/providers")
PUBLIC = Visitor(
    (), "public:offers", (CATALOGUE, DIRECTORY, Item(_("About this portal"), "public:about", "/about")), "user"
)
VISITORS = (
    Visitor(
        SCHOOL_ROLES,
        "schools:home",
        (
            Item(_("Overview"), "schools:home", "/school"),
            CATALOGUE,
            Item(_("Fixed offers"), "schools:fixed", "/school/fixed"),
            Item(_("Shortlist"), "schools:shortlist", "/school/shortlist"),
            Item(_("Year plan"), "schools:year", "/school/year"),
            Item(_("Bookings"), "schools:bookings", "/school/bookings"),
            Item(_("Budget"), "schools:budget", "/school/budget"),
        ),
        "school",
        (
            group(
                "",
                Item(_("What our children need"), "schools:needs", "/school/needs"),
                Item(_("Our own requests"), "schools:requests", "/school/requests"),
                Item(_("Declarations"), "schools:claims", "/school/claims"),
                Item(_("Waiting lists"), "schools:waiting", "/school/waiting"),
                Item(_("Own sign-up"), "schools:activities", "/school/activities"),
            ),
        ),
    ),
    Visitor(
        (BOARD,),
        "schools:home",
        (
            Item(_("Our schools"), "schools:home", "/school"),
            Item(_("How they stand"), "schools:ours", "/school/ours"),
            Item(_("Year plan"), "schools:year", "/school/year"),
            CATALOGUE,
            Item(_("Bookings"), "schools:bookings", "/school/bookings"),
            Item(_("Letters and grants"), "schools:letters", "/school/letters"),
            Item(_("Declarations"), "schools:claims", "/school/claims"),
        ),
        "school",
    ),
    Visitor(
        PROVIDER_ROLES,
        "providers:home",
        (
            Item(_("Overview"), "providers:home", "/provider"),
            Item(_("Bookings"), "providers:bookings", "/provider/bookings"),
            Item(_("Claims"), "providers:claims", "/provider/claims"),
            Item(_("Invoices"), "providers:invoices", "/provider/invoices"),
            Item(_("Our offers"), "providers:offers", "/provider/offers"),
            Item(_("Fixed offers"), "providers:entitlements", "/provider/fixed"),
            Item(_("Contact"), "providers:details", "/provider/details"),
        ),
        "building",
        (
            group(
                "",
                Item(_("Own sign-up"), "providers:activities", "/provider/activities"),
                Item(_("Vouchers"), "providers:vouchers", "/provider/vouchers"),
                Item(_("Staff"), "providers:staff", "/provider/staff"),
                MEASURING,
                Item(_("Purchase orders"), "providers:orders", "/provider/purchase-orders"),
            ),
        ),
    ),
    Visitor(
        MUNICIPAL_ROLES,
        "municipality:home",
        (
            Item(_("Overview"), "municipality:home", "/municipality"),
            Item(_("Claims"), "municipality:claims", "/municipality/claims"),
            Item(_("Review"), "municipality:offers", "/municipality/review"),
            Item(_("Bookings"), "municipality:bookings", "/municipality/bookings"),
            Item(_("Schools"), "municipality:schools", "/municipality/schools"),
            Item(_("Providers"), "municipality:providers", "/municipality/providers"),
            Item(_("Budget plan"), "municipality:plan", "/municipality/plan"),
            Item(_("Payments"), "municipality:payments", "/municipality/payments"),
            Item(_("SiSa"), "municipality:sisa", "/municipality/sisa"),
        ),
        "town",
        (
            group(
                _("Money"),
                Item(_("Split"), "municipality:split", "/municipality/split"),
                Item(_("Grants"), "municipality:grants", "/municipality/grants"),
                Item(_("Grants to boards"), "municipality:board-grants", "/municipality/board-grants"),
                Item(_("Grants schemes"), "municipality:schemes", "/municipality/schemes"),
                Item(_("Sources of the money"), "municipality:funds", "/municipality/funds"),
                Item(_("Cash flow"), "municipality:cash-flow", "/municipality/cash-flow"),
            ),
            group(
                _("Books"),
                Item(_("Invoices"), "municipality:invoices", "/municipality/invoices"),
                Item(_("Purchase orders"), "municipality:orders", "/municipality/purchase-orders"),
                Item(_("Ledger"), "municipality:ledger", "/municipality/ledger"),
                Item(_("Files for the bookkeeping"), "municipality:finance", "/municipality/finance"),
                Item(_("Letters"), "municipality:letters", "/municipality/letters"),
                Item(_("Objections"), "municipality:objections", "/municipality/objections"),
                Item(_("Questions of the controller"), "municipality:questions", "/municipality/questions"),
            ),
            group(
                _("Schools and offers"),
                Item(_("Fixed offers"), "municipality:entitlements", "/municipality/fixed"),
                Item(_("Rounds"), "municipality:rounds", "/municipality/rounds"),
                Item(_("Requests of schools"), "municipality:requests", "/municipality/requests"),
                Item(_("Needs"), "municipality:needs", "/municipality/needs"),
                Item(_("Panels"), "municipality:panels", "/municipality/panels"),
                Item(_("What may be paid"), "municipality:rules", "/municipality/review/rules"),
                Item(_("Exchange"), "municipality:exchange", "/municipality/exchange"),
            ),
            group(
                _("Plan and effect"),
                Item(_("Measures"), "municipality:measures", "/municipality/measures"),
                Item(_("Progress report"), "municipality:progress", "/municipality/progress"),
                Item(_("Radar"), "municipality:radar", "/municipality/radar"),
                Item(_("Reach"), "municipality:reach", "/municipality/reach"),
                Item(_("Seven steps"), "municipality:steps", "/municipality/steps"),
                MEASURING,
                Item(_("Evaluations"), "municipality:evaluations", "/municipality/evaluations"),
                Item(_("Surveys"), "municipality:surveys", "/municipality/surveys"),
                Item(_("Working groups"), "municipality:groups", "/municipality/groups"),
            ),
            group(
                _("The portal"),
                Item(_("Facts and figures"), "municipality:facts", "/municipality/facts"),
                Item(_("Import and export"), "municipality:imports", "/municipality/imports"),
                Item(_("Schools and pupils from DUO"), "municipality:registers", "/municipality/registers"),
                Item(_("Journal"), "municipality:journal", "/municipality/journal"),
                Item(_("Work in the background"), "municipality:work", "/municipality/work", WATCHING),
            ),
        ),
    ),
)


def visitor_of(actor: Actor) -> Visitor:
    """The kind of visitor that this actor is; the public when nobody is signed in."""
    return next((visitor for visitor in VISITORS if actor.role in visitor.roles), PUBLIC)
