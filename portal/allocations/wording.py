"""What the rules of an allocation say."""

from __future__ import annotations

from django.utils.translation import gettext as _


def unsolved() -> str:
    """No proof of the best result was found."""
    return _("The best result could not be proven in time, so nothing was divided. Try it again, or ask for help.")
