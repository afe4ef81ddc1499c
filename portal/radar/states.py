"""How far a school is with choosing, and what somebody is reminded of."""

from django.utils.translation import gettext_lazy as _

NOTHING, WISHES, LITTLE, ON_COURSE = "nothing", "wishes", "little", "on_course"
STAGES = [
    (NOTHING, _("nothing chosen")),
    (WISHES, _("shortlist, nothing booked")),
    (LITTLE, _("little chosen")),
    (ON_COURSE, _("on course")),
]
NOTHING_CHOSEN, LITTLE_CHOSEN = "nothing_chosen", "little_chosen"
SCAN_MISSING, SHEET_MISSING = "scan_missing", "sheet_missing"
UNANSWERED, NEVER_CHOSEN = "unanswered", "never_chosen"
SUBJECTS = [
    (NOTHING_CHOSEN, _("the school has chosen nothing yet")),
    (LITTLE_CHOSEN, _("much of the budget of the school is left")),
    (SCAN_MISSING, _("the school scan is not in yet")),
    (SHEET_MISSING, _("the cover sheet is not in yet")),
    (UNANSWERED, _("requests of schools wait for an answer")),
    (NEVER_CHOSEN, _("no school has chosen these offers yet")),
]
OF_SCHOOLS = {NOTHING: NOTHING_CHOSEN, WISHES: LITTLE_CHOSEN, LITTLE: LITTLE_CHOSEN}
OF_PAPERS = (SCAN_MISSING, SHEET_MISSING)
OF_PROVIDERS = (UNANSWERED, NEVER_CHOSEN)
