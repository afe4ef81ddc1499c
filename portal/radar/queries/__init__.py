"""Reading the radar: which money waits, for whom, and until when."""

from portal.radar.queries.course import Course, a_month_ago, course_of
from portal.radar.queries.dates import Dates, dates_of
from portal.radar.queries.demand import districts_of, full_and_wanted, never_chosen, themes_of, unanswered
from portal.radar.queries.forecast import Expected, Forecast, forecast_of
from portal.radar.queries.overview import (
    Glance,
    Radar,
    day_to_choose,
    glance_at,
    programmes_with_radar,
    radar_of,
)
from portal.radar.queries.papers import papers_missing
from portal.radar.queries.people import Person, reachable_providers, reachable_schools, to_remind
from portal.radar.queries.schools import Chooser, choosers
from portal.radar.queries.terms import again_on, last_reminders, reminders_visible_to, terms_of
from portal.radar.queries.unasked import Unasked, without_contact

__all__ = [
    "Chooser",
    "Course",
    "Dates",
    "Expected",
    "Forecast",
    "Glance",
    "Person",
    "Radar",
    "Unasked",
    "a_month_ago",
    "again_on",
    "choosers",
    "course_of",
    "dates_of",
    "day_to_choose",
    "districts_of",
    "forecast_of",
    "full_and_wanted",
    "glance_at",
    "last_reminders",
    "never_chosen",
    "papers_missing",
    "programmes_with_radar",
    "radar_of",
    "reachable_providers",
    "reachable_schools",
    "reminders_visible_to",
    "terms_of",
    "themes_of",
    "to_remind",
    "unanswered",
    "without_contact",
]
