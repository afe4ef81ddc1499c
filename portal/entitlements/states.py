"""How an entitlement moves: a school may say that it does not want a fixed offer, and come back on it."""

from django.utils.translation import gettext_lazy as _

ENTITLEMENT = {"open": frozenset({"opted_out"}), "opted_out": frozenset({"open"})}
STATUSES = [("open", _("open to the school")), ("opted_out", _("the school does not want it"))]
