"""Other days for a booking, proposed and answered by the school."""

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend.agreeing_pages import deeds_of
from frontend.schools.booking import booking_page, mine

propose, answer = deeds_of("schools", (*SCHOOL_ROLES, BOARD), mine, booking_page)
