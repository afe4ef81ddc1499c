"""What the rules of an allocation say, and what each reason means in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# First what stands in the way in a result, then why something could not be granted whatever others wish.
WHY: dict[str, str | Promise] = {
    "capacity": gettext_lazy("no places left"),
    "budget": gettext_lazy("not enough left of the budget of the school"),
    "round_budget": gettext_lazy("not enough left of the budget of the round"),
    "no_help": gettext_lazy("only makes help possible, and the school got no help"),
    "frame_missing": gettext_lazy("the frame for this kind of school was not adopted"),
    "not_published": gettext_lazy("the offer is not published any more"),
    "provider_suspended": gettext_lazy("the provider does not take part now"),
    "sector_mismatch": gettext_lazy("the offer is not for this kind of school"),
    "no_pupils": gettext_lazy("the school did not say for how many pupils"),
    "size": gettext_lazy("the number of groups or pupils does not fit the offer"),
}


def unsolved() -> str:
    """No proof of the best result was found."""
    return _("The best result could not be proven in time, so nothing was divided. Try it again, or ask for help.")
