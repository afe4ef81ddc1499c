"""A grant to a school board: recipient and maximum named (Awb 4:23 lid 3 sub c), nothing divided above it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.organisations import actions as organisations
from portal.bookings import actions as bookings
from portal.budgets.models import Account, Ceiling
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.letters.models import Letter
from portal.subsidies import actions as subsidies
from portal.subsidies import queries
from portal.subsidies.models import BoardGrant
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.funding import planned
from tests.portal.subsidies.granted import drafted, granted, proposed


def _letters(grant: BoardGrant) -> list[str]:
    return [letter.kind for letter in Letter.objects.filter(cause_id=grant.pk).order_by("created_at")]


def test_the_maximum_is_what_the_schools_of_the_board_have_together(town: Town):
    assert drafted(town).maximum == Decimal("13000.00")


def test_the_officer_may_choose_another_maximum_and_small_grants_need_one_person(town: Town):
    with pytest.raises(Refused) as refused:  # the schools have € 13,000 already
        subsidies.grant_board(drafted(town, "1000.00"), by=town.actor("officer"))
    assert refused.value.code == "above_board_grant"
    assert "Stichting De Weide" in refused.value.sentence


def test_above_the_threshold_a_second_person_confirms_and_the_letter_goes_out(town: Town):
    grant = proposed(town)
    assert grant.status == "proposed" and not Letter.objects.exists()
    with pytest.raises(Refused) as refused:
        subsidies.confirm_board_grant(grant, by=town.actor("officer"))
    assert refused.value.code == "four_eyes"
    with pytest.raises(Forbidden):
        subsidies.confirm_board_grant(grant, by=town.actor("assessor"))
    subsidies.confirm_board_grant(grant, by=town.actor("finance"))
    assert grant.status == "granted"
    letter = Letter.objects.get(cause_id=grant.pk)
    assert (letter.kind, letter.recipient, letter.board) == ("board_grant", "Stichting De Weide", town.board)


def test_the_second_person_may_send_it_back_with_a_reason(town: Town):
    grant = proposed(town)
    with pytest.raises(Invalid):
        subsidies.send_back_board_grant(grant, reason=" ", by=town.actor("finance"))
    subsidies.send_back_board_grant(grant, reason="Het bedrag klopt niet.", by=town.actor("finance"))
    assert grant.status == "draft"
    subsidies.drop_board_grant(grant, by=town.actor("officer"))
    assert drafted(town).status == "draft"  # a dropped one makes place


def test_a_board_has_one_grant_per_programme(town: Town):
    granted(town)
    with pytest.raises(Invalid, match="al een subsidie"):
        drafted(town)


def test_only_a_board_with_a_school_here_and_only_by_an_officer(town: Town):
    other = organisations.add_board(name="Elders", number="11111", by=OPERATOR)
    with pytest.raises(Invalid) as invalid:
        subsidies.draft_board_grant(town.programme, other, by=town.actor("officer"))
    assert [fault.location for fault in invalid.value.faults] == ["#/board"]
    with pytest.raises(Forbidden):
        subsidies.draft_board_grant(town.programme, town.board, by=town.actor("controller"))


def test_no_split_gives_the_schools_of_the_board_more_than_its_maximum(town: Town):
    granted(town, "13000.00")
    with pytest.raises(Refused) as refused, transaction.atomic():
        cast.split(town, pot="13000.01")
    assert refused.value.code == "above_board_grant"
    assert "€\N{NO-BREAK SPACE}13.000,00" in refused.value.sentence


def test_money_moves_between_the_schools_of_a_board_that_has_its_maximum(town: Town):
    """€ 13,000 divided otherwise: two schools get more, one less, and the sum stays below the ceiling."""
    granted(town)
    cast.split(town, pot="13000.00", per_school="2000.00")
    assert Ceiling.objects.get().granted == Decimal("13000.00")
    assert verify() == []


def test_a_school_that_joins_the_board_comes_under_its_ceiling(town: Town):
    granted(town)
    school = organisations.add_school(
        town.municipality, board=town.board, name="Nieuw", location_code="98AD00", sector="PO", by=OPERATOR
    )
    with pytest.raises(Refused) as refused, transaction.atomic():
        cast.split(town, pot="14000.00")
    assert refused.value.code == "above_board_grant"
    assert not Account.objects.filter(school=school).exists()


def test_the_database_itself_refuses_more_than_the_maximum(town: Town):
    granted(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ceiling.objects.update(granted=Decimal("13000.01"))


def test_lowering_needs_room_a_lower_amount_and_a_reason(town: Town):
    grant, officer = granted(town, "15000.00"), town.actor("officer")
    for to, reason in (("15000.00", "Minder geld"), ("14000.00", "")):
        with pytest.raises(Invalid):
            subsidies.lower_board_grant(grant, to=Decimal(to), reason=reason, by=officer)
    with pytest.raises(Refused) as refused:
        subsidies.lower_board_grant(grant, to=Decimal("12999.99"), reason="Minder geld", by=officer)
    assert refused.value.code == "above_board_grant"
    subsidies.lower_board_grant(grant, to=Decimal("13000.00"), reason="Minder geld", by=officer)
    assert (grant.status, grant.maximum) == ("granted", Decimal("13000.00"))
    assert _letters(grant) == ["board_grant", "board_grant_lowered"]


def test_withdrawing_leaves_what_is_committed_and_gives_the_rest_back_to_the_choice_line(town: Town):
    planned.plan(town)
    grant, booking = granted(town), cast.booking(town)
    subsidies.withdraw_board_grant(grant, reason="De school sluit.", by=town.actor("officer"))
    assert (grant.status, grant.maximum) == ("withdrawn", booking.amount)
    assert Account.objects.get(line="keuzebudget").granted == Decimal("13000.00") - booking.amount
    assert verify() == []
    with pytest.raises(Refused):
        bookings.book(town.kring, booking.offer, units=1, pupils=20, by=town.actor("coordinator"))
    assert _letters(grant) == ["board_grant", "board_grant_withdrawn"]


def test_a_withdrawn_board_can_be_granted_money_again(town: Town):
    subsidies.withdraw_board_grant(granted(town), reason="Vergissing.", by=town.actor("officer"))
    granted(town, "13000.00")
    cast.split(town)
    assert Ceiling.objects.get().granted == Decimal("13000.00")


def test_who_sees_a_grant(town: Town):
    grant = drafted(town)
    assert list(queries.visible_to(town.actor("controller"))) == [grant]
    assert not queries.visible_to(town.actor("board")).exists()
    subsidies.grant_board(grant, by=town.actor("officer"))
    subsidies.confirm_board_grant(grant, by=town.actor("finance"))
    assert list(queries.visible_to(town.actor("board"))) == [grant]
    for who in ("director", "librarian"):
        assert not queries.visible_to(town.actor(who)).exists()


def test_what_the_schools_did_with_it(town: Town):
    grant, booking = granted(town), cast.booking(town)
    use = queries.uses_of([grant])[grant.pk]
    assert (use.divided, use.committed) == (Decimal("13000.00"), booking.amount)


def test_without_a_budget_the_maximum_must_be_said(town: Town):
    board = organisations.add_board(name="De Hoeve", number="98012", by=OPERATOR)
    organisations.add_school(
        town.municipality, board=board, name="Hoeve", location_code="98AE00", sector="PO", by=OPERATOR
    )
    with pytest.raises(Invalid) as invalid:
        subsidies.draft_board_grant(town.programme, board, by=town.actor("officer"))
    assert [fault.location for fault in invalid.value.faults] == ["#/maximum"]


def test_money_for_a_line_of_the_municipality_is_under_no_ceiling(town: Town):
    granted(town)
    funding.grant_line(town.programme, "fixed", Decimal("99999.00"), by=town.actor("officer"))
    assert Ceiling.objects.get().granted == Decimal("13000.00")
