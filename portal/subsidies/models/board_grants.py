"""Rows of grants to boards."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Moving
from catalogue.money import CENT, EuroField
from catalogue.organisations.models import Board, Municipality
from catalogue.programmes.models import Programme
from portal.letters.states import LANGUAGES
from portal.subsidies.states import BOARD_GRANT, LIVE


class BoardGrant(Moving):
    """The budget names a school board and a maximum (begrotingssubsidie, Awb 4:23 lid 3 sub c).

    Once granted, the schools of the board never have more in the programme than `maximum` together: the ceiling of the
    ledger (`portal.budgets.models.Ceiling`) guards it. `proposed_by` is the person who granted it first.
    """

    KIND: ClassVar[str] = "board_grant"
    MOVES = BOARD_GRANT

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="board_grants")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="board_grants")
    board = models.ForeignKey(Board, models.PROTECT, related_name="grants")
    maximum = EuroField(validators=[MinValueValidator(CENT)])
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES], default="nl")
    proposed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(maximum__gte=0), name="board_grant_not_negative"),
            models.UniqueConstraint(
                fields=["programme", "board"], condition=Q(status__in=LIVE), name="one_live_board_grant",
                violation_error_message=_("This board has a grant in this programme already. Change that one."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.maximum} for {self.board_id} in {self.programme_id}"
