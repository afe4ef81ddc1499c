"""The one door to finding offers: criteria in, a page and counts out. Another engine fits behind it later."""

from catalogue.offers.search.counting import Facets, FacetValue, count_of, facets
from catalogue.offers.search.criteria import DIMENSIONS, FARTHEST, ORDERINGS, RADII, Criteria, Near
from catalogue.offers.search.finding import Found, found
from catalogue.offers.search.places import place_of, places_of
from catalogue.offers.search.suggesting import suggestions

__all__ = [
    "DIMENSIONS",
    "FARTHEST",
    "ORDERINGS",
    "RADII",
    "Criteria",
    "FacetValue",
    "Facets",
    "Found",
    "Near",
    "count_of",
    "facets",
    "found",
    "place_of",
    "places_of",
    "suggestions",
]
