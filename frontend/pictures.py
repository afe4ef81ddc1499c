"""Which illustration and which tint belong to an offer or a theme. Offers have no uploaded pictures yet."""

from catalogue.offers.motifs import MOTIFS, TINTS, motif_of, motif_of_theme, tint_of

__all__ = ["MOTIFS", "TINTS", "motif_of", "motif_of_theme", "tint_of"]
