"""The journal: who did what, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.journal.models import JournalLine
from catalogue.journal.queries import visible_to
from frontend import list_tables
from frontend.access import page
from frontend.chips import words_asked
from frontend.history import ALSO, WORDS, who
from frontend.listing import page_of
from frontend.municipality.journal_kinds import THINGS
from frontend.municipality.journal_words import ELSEWHERE
from frontend.tables import table, way_asked
from portal.people.actors import acting

MORE: dict[str, str | Promise] = ELSEWHERE | {
    "account.added": _("Account opened"),
    "activity.cancelled": _("Activity called off"),
    "activity.closed": _("Signing up for an activity closed"),
    "activity.open": _("Signing up for an activity opened"),
    "board.added": _("School board added"),
    "choice.added": _("Put on a shortlist"),
    "choice.changed": _("Shortlist changed"),
    "choice.removed": _("Taken off a shortlist"),
    "cover_sheet.changed": _("Cover sheet changed"),
    "cover_sheet.filled_in": _("Needs of a cover sheet replaced"),
    "cover_sheet.handed_in": _("Cover sheet handed in"),
    "cover_sheet.open": _("Cover sheet opened"),
    "need.added": _("Need written down"),
    "need.changed": _("Need changed"),
    "need.removed": _("Need taken off the sheet"),
    "calendar_feed.added": _("Calendar address made"),
    "calendar_feed.removed": _("Calendar address removed"),
    "claim.edited": _("Claim changed"),
    "claim_extension.added": _("Later day for claiming"),
    "claim.failed": _("Payment failed"),
    "budget_plan.adopted": _("Budget plan adopted"),
    "budget_plan.consented": _("Consent recorded for a line of the plan"),
    "budget_plan.draft": _("Budget plan written"),
    "budget_plan.superseded": _("Budget plan replaced by a newer version"),
    "allocation.trial": _("Round divided as a trial"),
    "allocation.booking": _("Round divided"),
    "allocation.published": _("Result of a division published"),
    "round.closed": _("Round closed"),
    "round.extended": _("Another closing for a round"),
    "round.open": _("Round opened"),
    "round.planned": _("Round planned"),
    "round.published": _("Result of a round published"),
    "round.withdrawn": _("Round taken back"),
    "frame.adopted": _("Frame adopted"),
    "frame.draft": _("Frame written"),
    "frame.superseded": _("Frame replaced by a newer version"),
    "date_proposal.accepted": _("Proposed dates accepted"),
    "date_proposal.countered": _("Other dates proposed in return"),
    "date_proposal.lapsed": _("Proposed dates lapsed"),
    "date_proposal.open": _("Other dates proposed"),
    "date_proposal.refused": _("Proposed dates refused"),
    "date_proposal.taken_back": _("Proposed dates taken back"),
    "duo_import.broken": _("Register of DUO cannot be read"),
    "duo_import.loading": _("Loading a register of DUO begun"),
    "duo_import.waiting": _("Register of DUO brought in"),
    "duo_import.loaded": _("Register of DUO loaded"),
    "duo_import.looked_at": _("Register of DUO looked at"),
    "board_grant.draft": _("Grant to a school board written"),
    "board_grant.dropped": _("Grant to a school board dropped"),
    "board_grant.granted": _("Grant to a school board given"),
    "board_grant.lowered": _("Grant to a school board lowered"),
    "board_grant.proposed": _("Grant to a school board proposed"),
    "board_grant.withdrawn": _("Grant to a school board withdrawn"),
    "scheme.draft": _("Grants scheme written"),
    "scheme.changed": _("Grants scheme changed"),
    "scheme.adopted": _("Grants scheme adopted"),
    "application.proposed": _("Grant under a scheme proposed"),
    "application.granted": _("Application under a scheme granted"),
    "application.refused": _("Application under a scheme refused"),
    "application.dropped": _("Decision on an application dropped"),
    "letter.issued": _("Letter sent"),
    "letter.pending": _("Letter written"),
    "letter_template.added": _("Text of a letter changed"),
    "eligibility_rule.added": _("Rule added about what may be paid"),
    "idea.dismissed": _("Idea put away"),
    "idea.received": _("Idea received"),
    "idea.shared": _("Idea shown to providers"),
    "idea.started": _("Offer started from an idea"),
    "idea.updated": _("Idea changed by its source"),
    "import.applied": _("Import carried out"),
    "import.applying": _("Import begun"),
    "import.checked": _("Table checked"),
    "import.reversed": _("Import undone"),
    "import.reversing": _("Undoing an import begun"),
    "import.waiting": _("Table brought in"),
    "returned_payment.open": _("The bank sent a payment back"),
    "returned_payment.mended": _("What came back can be paid again"),
    "statement.added": _("Statement of the bank read"),
    "statement_entry.booked": _("A line of the bank was booked"),
    "statement_entry.open": _("A line of the bank was not recognised"),
    "statement_entry.resolved": _("A line of the bank was looked at"),
    "account_change.proposed": _("Another bank account given"),
    "account_change.confirmed": _("Another bank account confirmed"),
    "account_change.refused": _("Another bank account refused"),
    "account_change.withdrawn": _("Another bank account withdrawn"),
    "board.iban_changed": _("Bank account of a board changed"),
    "batch.downloaded": _("File for the bank downloaded"),
    "digest.due": _("E-mail about new offers asked for"),
    "digest.sending": _("E-mail about new offers being sent"),
    "digest.sent": _("E-mail about new offers sent"),
    "digest.unsent": _("E-mail about new offers could not be sent yet"),
    "digest.doubtful": _("E-mail about new offers perhaps sent"),
    "digest.needless": _("E-mail about new offers not needed any more"),
    "job.done": _("Work in the background done"),
    "job.failed": _("Work in the background did not work"),
    "job.queued": _("Work in the background asked for"),
    "job.running": _("Work in the background started"),
    "job.taken_over": _("Work in the background taken over by another worker"),
    "journal.retried": _("Failed work tried again"),
    "membership.added": _("Somebody got a role"),
    "membership.ended": _("Somebody lost a role"),
    "municipality.added": _("Municipality added"),
    "municipality.house_style_chosen": _("House style chosen"),
    "offer.discarded": _("Draft thrown away"),
    "offer.draft_discarded": _("New version thrown away"),
    "offer.edited": _("Offer changed"),
    "programme.added": _("Programme started"),
    "programme.terms_changed": _("Terms of a programme changed"),
    "contact_person.added": _("Contact added"),
    "contact_person.away": _("Contact away, with a substitute"),
    "contact_person.back": _("Contact back"),
    "contact_person.changed": _("Contact changed"),
    "contact_person.ended": _("Contact ended and handed over"),
    "invitation.added": _("Organisation invited by e-mail"),
    "invitation.answered": _("Invited organisation registered"),
    "provider.added": _("Provider added"),
    "provider.changed": _("Details of the provider changed"),
    "provider.checked": _("Details of the provider checked"),
    "provider.renamed": _("Provider renamed"),
    "venue.added": _("Venue added"),
    "venue.changed": _("Venue changed"),
    "venue.closed": _("Venue closed"),
    "venue.reopened": _("Venue opened again"),
    "provider.iban_changed": _("Bank account changed"),
    "provider.self_billing_agreed": _("Self-billing agreed"),
    "radar_terms.added": _("Terms of the radar set"),
    "radar_terms.changed": _("Terms of the radar changed"),
    "reminder.added": _("Reminder asked for"),
    "reminder.sent": _("Reminder sent"),
    "revision.approved": _("Version approved"),
    "revision.draft": _("Version written"),
    "revision.returned": _("Version returned"),
    "revision.submitted": _("Version submitted"),
    "school.added": _("School added"),
    "school.count_filled_in": _("Masked count of pupils filled in"),
    "school.counted": _("Pupils counted"),
    "session.added": _("Date planned"),
    "budget_transfer.effected": _("Budget transferred between schools"),
    "budget_transfer.proposed": _("Transfer between schools proposed"),
    "budget_transfer.refused": _("Transfer between schools refused"),
    "recall.added": _("Leftovers called back"),
    "team_budget.added": _("Team added at a school"),
    "team_budget.allotted": _("Budget of a team changed"),
    "team_budget.named": _("Team got another name"),
    "team_budget.trimmed": _("Budget of a team lowered, because the school got less"),
    "split.adopted": _("Split adopted"),
    "split.draft": _("Split proposed"),
    "theme.added": _("Theme added"),
    "token.issued": _("Token made"),
    "token.revoked": _("Token revoked"),
}
PAGES = {
    "booking": "municipality:booking",
    "claim": "municipality:claim",
    "invoice": "municipality:invoice",
    "acceptance": "municipality:invoice",
    "batch": "municipality:batch",
    "school": "municipality:school",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A line in words, with the page of its thing when there is one."""

    line: JournalLine
    words: str | Promise
    by: str | Promise
    page: str


@page(*MUNICIPAL_ROLES)
def journal(request: HttpRequest) -> HttpResponseBase:
    """The lines of the own municipality; `?thing=` picks a kind, `?q=` searches who and why."""
    rows = visible_to(acting(request))
    thing, wanted = request.GET.get("thing", ""), words_asked(request)
    if thing in THINGS:
        rows = rows.filter(thing=thing)
    if wanted:
        rows = rows.filter(Q(actor__icontains=wanted) | Q(because__icontains=wanted))
    if way := way_asked(request):
        return table(list_tables.journal(rows), way)
    found = page_of(request, rows, size=50)
    context = {
        "page": found,
        "lines": [Told(line, _words(line), who(line), PAGES.get(line.thing, "")) for line in found],
        "things": sorted(THINGS.items(), key=lambda kind: str(kind[1])),
        "thing": thing,
        "q": wanted,
    }
    return render(request, "municipality/journal.html", context)


def _words(line: JournalLine) -> str | Promise:
    return MORE.get(line.event) or WORDS.get(line.event) or ALSO.get(line.event) or line.event
