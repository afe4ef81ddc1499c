"""What booking would say to each line of a plan, before anybody books: the rules of `book` themselves, asked for many.

What is wanted first takes first: money, places, units of an entitlement. Nothing is held; only `book` decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from uuid import UUID

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.money import ZERO, rounded
from catalogue.offers import capacity
from catalogue.offers.rules import is_facilities_only
from catalogue.organisations.models import School
from portal.bookings import rules, windows
from portal.bookings.shortfalls import too_much, uncovered
from portal.bookings.wanted import Verdict, Wanted
from portal.budgets.models import Account
from portal.budgets.rules import exhausted
from portal.entitlements.queries import Standing, standings_of
from portal.entitlements.rules import is_for
from portal.funding.models import Grant
from portal.funding.queries import Paying
from portal.rounds import money as rounds
from portal.rounds.queries import windows_of


def verdicts_of(
    school: School, wanted: Sequence[Wanted], accounts: Sequence[Account], standings: Sequence[Standing] = (), *,
    by: Actor,
) -> list[Verdict]:  # fmt: skip
    """A verdict for each line, in their order; those that do not count are judged after all that do, each by itself.

    `accounts`: those of the school; `standings`: of its fixed offers, as far as they were read. The offers are read
    with their programme, goal, revision with themes and the admissions of their provider. No statement per line.
    """
    judge = _Judge(school, wanted, accounts, standings, by)
    found = {place: judge.judge(each) for place, each in enumerate(wanted) if each.counts}
    found |= {place: judge.judge(each) for place, each in enumerate(wanted) if not each.counts}
    return [found[place] for place in range(len(wanted))]


class _Judge:
    """Reads everything once, and keeps what the lines before took."""

    def __init__(
        self, school: School, wanted: Sequence[Wanted], accounts: Sequence[Account], standings: Sequence[Standing],
        by: Actor,
    ) -> None:  # fmt: skip
        offers = list({each.offer.pk: each.offer for each in wanted}.values())
        programmes = {offer.programme_id: offer.programme for offer in offers}
        self.school, self.decides = school, rules.decides(by, school)
        self.windows = windows_of(school, list(programmes.values())) if programmes else {}
        alone = {offer.programme_id for offer in offers if is_facilities_only(offer.text)}
        self.helped = rules.helped(school, alone) if alone else set()
        self.paying = Paying(offers)
        self.accounts = {account.programme_id: account for account in accounts}
        self.standings = {each.offer.pk: each for each in standings}
        fixed = [offer for offer in offers if is_for(offer, school)]
        self.lines: dict[tuple[UUID, str], Decimal] = {}
        if unread := [(offer, school) for offer in fixed if offer.pk not in self.standings]:
            self.standings |= {each.offer.pk: each for each in standings_of(unread)}
        if fixed:
            rows = Account.objects.filter(school__isnull=True, programme__in=programmes)
            self.lines = {(row.programme_id, row.line): row.available for row in rows}
        self.reach = {
            window.open.pk: rounds.within_reach(window.open) for window in self.windows.values() if window.open
        }
        self.places: Counter[Hashable] = Counter()
        self.money: dict[Hashable, Decimal] = {}

    def judge(self, wanted: Wanted) -> Verdict:
        """All that is against it; what it takes is taken when it counts and could be booked."""
        amount = rounded(wanted.offer.text.price * wanted.quantity)
        short = self._short(wanted, amount)
        payer, unpaid = self._paid(wanted) if amount else (None, None)
        found = Verdict(wanted, amount, short, tuple(self._refusals(wanted, amount, short, unpaid)), payer)
        if wanted.counts:
            self._take(found)
        return found

    def _refusals(
        self, wanted: Wanted, amount: Decimal, short: Decimal, unpaid: Refused | None
    ) -> Iterator[Refused]:  # fmt: skip
        try:
            rules.fits(self.school, wanted.offer, wanted.session)
        except Refused as refused:
            yield refused
            return
        if is_facilities_only(wanted.offer.text) and wanted.offer.programme_id not in self.helped:
            yield rules.unsupported()
        if wanted.offer.kind != "fixed" and (closed := windows.refusal(self.windows[wanted.offer.programme_id])):
            yield closed
        yield from self._faults(wanted)
        if unpaid:
            yield unpaid
        if self.decides:
            yield from self._not_to_be_had(wanted, amount, short)
        elif short and wanted.offer.programme.overspend_wish == "stop":
            yield too_much(short)

    def _faults(self, wanted: Wanted) -> Iterator[Refused]:
        faults = rules.faults_of(
            wanted.offer.text, units=wanted.units, pupils=wanted.pupils, year_groups=(), own_contribution=ZERO,
            dates=[wanted.day] if wanted.day else [],
        )  # fmt: skip
        for fault in faults:
            yield Refused(fault.code, str(fault.detail))

    def _paid(self, wanted: Wanted) -> tuple[Grant | None, Refused | None]:
        """The grant that is used first for it; or why none may pay it."""
        try:
            grants = self.paying.grants(wanted.offer, wanted.offer.text, last_day=wanted.last_day)
        except Refused as refused:
            return None, refused
        return next(iter(grants), None), None

    def _not_to_be_had(self, wanted: Wanted, amount: Decimal, short: Decimal) -> Iterator[Refused]:
        """Places, the entitlement, the money of the round and of the school: what `secure` takes, in its order."""
        offer, session = wanted.offer, wanted.session
        of_session = self.places[session.pk] if session else 0
        more = max(self.places[offer.pk], of_session)
        if full := capacity.refusal(offer, session, wanted.quantity + more):
            yield full
        if offer.kind == "fixed":
            yield from self._not_entitled(wanted, amount)
            return
        window = self.windows[offer.programme_id]
        reach = self.reach.get(window.open.pk) if window.open and window.books else None
        if window.open and reach is not None and amount - short > reach - self._gone(window.open.pk):
            yield rounds.exhausted()
        if short and offer.programme.overspend_booking != "own_money":
            yield exhausted()
        elif short and not wanted.cover:
            yield uncovered(amount - short, short)

    def _not_entitled(self, wanted: Wanted, amount: Decimal) -> Iterator[Refused]:
        standing = self.standings.get(wanted.offer.pk)
        if standing is None:
            return
        period = standing.on(wanted.day).period if wanted.day else standing.now.period
        more = self.places[(wanted.offer.pk, period.number)]
        if refused := standing.refusal(wanted.day, wanted.quantity, more):
            yield refused
        try:
            line = (wanted.offer.programme_id, self.paying.line_of(wanted.offer))
        except Refused:
            return  # `_paid` said so
        if amount > self.lines.get(line, ZERO) - self._gone(line):
            yield exhausted()

    def _short(self, wanted: Wanted, amount: Decimal) -> Decimal:
        """How much less than the amount is left for it: of its team, or of what is common to the school."""
        if wanted.offer.kind == "fixed":
            return ZERO
        account = self.accounts.get(wanted.offer.programme_id)
        purse = wanted.team or account
        if account is None or purse is None:
            return amount
        left = wanted.team.available if wanted.team else account.common
        return max(amount - max(left - self._gone(purse.pk), ZERO), ZERO)

    def _gone(self, purse: Hashable) -> Decimal:
        return self.money.get(purse, ZERO)

    def _take(self, found: Verdict) -> None:
        """What the lines after it do not have any more. What cannot be booked takes nothing from them."""
        if not (found.ready or found.waits):
            return
        wanted, offer = found.wanted, found.wanted.offer
        self.places[offer.pk] += wanted.quantity
        if wanted.session:
            self.places[wanted.session.pk] += wanted.quantity
        if standing := self.standings.get(offer.pk):
            period = standing.on(wanted.day).period if wanted.day else standing.now.period
            self.places[(offer.pk, period.number)] += wanted.quantity
        if offer.kind == "optional" and set(offer.text.menu_areas) & rules.HELP:
            self.helped = self.helped | {offer.programme_id}
        for purse in self._purses(wanted):
            self.money[purse] = self._gone(purse) + found.amount - found.short

    def _purses(self, wanted: Wanted) -> Iterator[Hashable]:
        """Whose money it takes: of a line of the municipality, or of a team or the school, and of the round."""
        offer = wanted.offer
        if offer.kind == "fixed":
            with suppress(Refused):
                yield (offer.programme_id, self.paying.line_of(offer))
            return
        window, account = self.windows[offer.programme_id], self.accounts.get(offer.programme_id)
        if window.open:
            yield window.open.pk
        if purse := wanted.team or account:
            yield purse.pk
