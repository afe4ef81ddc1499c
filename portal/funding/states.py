"""How splits, budget plans and moves between lines move, and the kinds of lines."""

from django.utils.translation import gettext_lazy as _

SPLIT = {"draft": frozenset({"adopted"}), "adopted": frozenset()}
PLAN = {"draft": frozenset({"adopted"}), "adopted": frozenset({"superseded"}), "superseded": frozenset()}
MOVE = {"proposed": frozenset({"effected", "refused"}), "effected": frozenset(), "refused": frozenset()}
LINE_KINDS = [
    ("fixed_offers", _("fixed offers")),
    ("choice", _("choice budget of the schools")),
    ("reserve", _("reserve")),
    ("staff", _("civil-servant capacity")),
    ("rent", _("extra rent")),
    ("communication", _("communication")),
    ("other", _("other")),
]
