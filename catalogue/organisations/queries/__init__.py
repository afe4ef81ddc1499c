"""Which organisations an actor sees. Organisations are public; of people only who wants to be."""

from catalogue.organisations.queries.contacts import (
    contact_now,
    contacts_of,
    is_away,
    own_contacts,
    own_venues,
    public_contacts_of,
    venues_of,
    whom_to_ask,
)
from catalogue.organisations.queries.providers import (
    admissions_visible_to,
    has_contact,
    invitations_of,
    is_admitted,
    may_be_asked,
    may_be_invited,
    own_providers,
    providers,
    to_admit,
)
from catalogue.organisations.queries.schools import (
    Counted,
    boards_visible_to,
    counted_on,
    counts_visible_to,
    municipalities,
    municipality_around,
    schools_visible_to,
)

__all__ = [
    "Counted",
    "admissions_visible_to",
    "boards_visible_to",
    "contact_now",
    "contacts_of",
    "counted_on",
    "counts_visible_to",
    "has_contact",
    "invitations_of",
    "is_admitted",
    "is_away",
    "may_be_asked",
    "may_be_invited",
    "municipalities",
    "municipality_around",
    "own_contacts",
    "own_providers",
    "own_venues",
    "providers",
    "public_contacts_of",
    "schools_visible_to",
    "to_admit",
    "venues_of",
    "whom_to_ask",
]
