"""The deeds on the outbox that a person may do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from catalogue.actor import ADMIN, FINANCE, OFFICER, Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, require
from catalogue.journal import outbox
from catalogue.journal.models import JournalLine, JournalLines

MOST_AT_ONCE = 500


@deed
def retry(line: JournalLine, *, by: Actor) -> JournalLine:
    """Try undelivered work again at once. `Forbidden("wrong_role")`; `Refused("wrong_state")` when it does not fail."""
    _may_retry(by)
    if line.failed_at is None or line.dispatched_at is not None:
        raise Refused("wrong_state", _("This work did not fail, so it need not be tried again. Reload the page."))
    again = outbox.retry(line)
    outbox.record("journal.retried", line, by=by, data={"line": line.pk, "event": line.event})
    return again


@deed
def retry_all(lines: JournalLines, *, by: Actor) -> int:
    """Try all of this undelivered work again at once, oldest first; how many. Each gets its own line in the journal.

    `Forbidden("wrong_role")` as for one. What did not fail (any more) is left alone.
    """
    _may_retry(by)
    found = list(outbox.undelivered(lines)[:MOST_AT_ONCE])
    for line in found:
        retry(line, by=by)
    return len(found)


def _may_retry(by: Actor) -> None:
    require(
        by.is_one_of(OFFICER, FINANCE, ADMIN),
        "wrong_role",
        _("Only the municipality can try failed work again. Ask a policy officer to do it."),
    )
