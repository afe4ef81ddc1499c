"""Each cent of a line is paid by one grant: never more than it holds, and an earlier one first."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from catalogue.money import ZERO, euros
from portal.funding.attribution import Source, Spent, attribute, remaining

OAB, NPO, OWN = (UUID(int=number) for number in (1, 2, 3))
GRANTS = (OAB, NPO, OWN)
amounts = st.integers(0, 10**7).map(euros)
sources = st.lists(amounts, min_size=1, max_size=3).map(
    lambda held: [Source(grant, amount) for grant, amount in zip(GRANTS, held, strict=False)]
)
payers = st.none() | st.frozensets(st.sampled_from(GRANTS))
spent = st.lists(st.builds(Spent, amounts, payers), max_size=12)


@given(sources, spent)
def test_the_parts_of_every_amount_add_up_to_it(held: list[Source], all_spent: list[Spent]):
    for each, parts in zip(all_spent, attribute(held, all_spent), strict=True):
        assert sum((amount for _grant, amount in parts), ZERO) == each.amount
        assert all(amount > 0 for _grant, amount in parts)


@given(sources, spent)
def test_no_grant_pays_more_than_it_holds_or_what_it_may_not_pay(held: list[Source], all_spent: list[Spent]):
    divided = attribute(held, all_spent)
    for source in held:
        paid = sum((amount for parts in divided for grant, amount in parts if grant == source.grant), ZERO)
        assert paid <= source.amount
    for each, parts in zip(all_spent, divided, strict=True):
        assert each.payers is None or {grant for grant, _amount in parts if grant} <= each.payers


@given(sources, spent)
def test_a_later_grant_pays_only_when_the_earlier_ones_have_nothing_left(held: list[Source], all_spent: list[Spent]):
    left = {source.grant: source.amount for source in held}
    for each, parts in zip(all_spent, attribute(held, all_spent), strict=True):
        for grant, amount in parts:
            before = GRANTS.index(grant) if grant else len(GRANTS)
            earlier = [one for one in GRANTS[:before] if one in left and (each.payers is None or one in each.payers)]
            assert all(left[one] == 0 for one in earlier)
            if grant:
                left[grant] -= amount


@given(sources, spent)
def test_what_comes_later_never_changes_what_was_paid_before(held: list[Source], all_spent: list[Spent]):
    """A table of last year stays as it was signed."""
    assert attribute(held, all_spent)[:3] == attribute(held, all_spent[:3])


@given(sources, amounts)
def test_what_is_left_and_what_was_used_are_the_sources(held: list[Source], used: Decimal):
    left = sum(remaining(held, used).values(), ZERO)
    assert left == max(sum((source.amount for source in held), ZERO) - used, ZERO)
