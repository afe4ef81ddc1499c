"""What the boards of the demo are granted: one has its letter, another one waits for a second person; and a scheme."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.demo.stage import Stage
from portal.subsidies import actions as subsidies
from portal.subsidies.actions.schemes import Room, Window


def grant_boards(stage: Stage) -> None:
    """The boards get what their schools have at most; the scheme is a draft, so that its text can be read."""
    officer, finance = stage.login("officer"), stage.login("finance")
    own = stage.login("board").board
    for board in sorted(stage.boards.values(), key=lambda each: each.pk != own)[:2]:
        draft = subsidies.draft_board_grant(stage.programme, board, by=officer)
        proposed = subsidies.grant_board(draft, by=officer)
        if board.pk == own and proposed.status == "proposed":
            subsidies.confirm_board_grant(proposed, by=finance)
    year = stage.programme.starts_on.year
    subsidies.draft_scheme(
        stage.programme, by=officer, name=_("Grants scheme Equal chances"), applicants=_("school boards"),
        activities="\n".join((_("Homework class in the library"), _("Sports after school"))),
        refusals=_("The activity is paid from other money already."), share_percent=100,
        most_per_application=Decimal("20000.00"), ceilings=[Room(_("primary school"), Decimal("60000.00"))],
        periods=[Window(date(year + 1, 1, 1), date(year + 1, 3, 1))],
    )  # fmt: skip
