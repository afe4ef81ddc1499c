"""How a panel moves."""

from django.utils.translation import gettext_lazy as _

PANEL = {"open": frozenset({"closed"}), "closed": frozenset()}
STATUSES = [("open", _("its members rank")), ("closed", _("closed"))]
