"""Pages for everybody: the catalogue, an offer, about this portal, and the front door of the demo."""
