"""Other days for a booking, proposed and answered by the provider."""

from catalogue.actor import PROVIDER_ROLES
from frontend.agreeing_pages import deeds_of
from frontend.providers.booking import booking_page, mine

propose, answer = deeds_of("providers", PROVIDER_ROLES, mine, booking_page)
