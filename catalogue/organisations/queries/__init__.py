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
from catalogue.organisations.queries.providers import is_admitted, providers
from catalogue.organisations.queries.schools import (
    boards_visible_to,
    counts_visible_to,
    municipalities,
    pupils_on,
    schools_visible_to,
)

__all__ = [
    "boards_visible_to",
    "contact_now",
    "contacts_of",
    "counts_visible_to",
    "is_admitted",
    "is_away",
    "municipalities",
    "own_contacts",
    "own_venues",
    "providers",
    "public_contacts_of",
    "pupils_on",
    "schools_visible_to",
    "venues_of",
    "whom_to_ask",
]
