"""Nobody decides on what is their own: by person, whatever membership acts, on every road to the decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalogue.actor import Actor
from catalogue.errors import Forbidden
from portal.claims import actions as claims
from portal.claims.decisions import Verdict, decide
from portal.claims.delaying import may_postpone, postpone
from portal.claims.extending import extend
from portal.claims.interest import CONFLICT, interests
from portal.claims.models import Claim
from portal.people import actions as people
from portal.people.models import Membership
from portal.people.queries import actor_of
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.claims.declaring import declared

YES = Verdict("approve")


def hat(town: Town, who: str, role: str = "municipality:assessor", **place: Any) -> Membership:
    """Another membership for somebody of the cast, by default that of an assessor."""
    where = place or {"municipality": town.municipality}
    return people.add_membership(town.membership[who].user, role=role, by=OPERATOR, **where)


def refused(claim: Claim, by: Actor) -> str:
    """The code with which a decision of this actor is refused; empty when it was approved."""
    try:
        decide(Claim.objects.get(pk=claim.pk), YES, by=by)
    except Forbidden as no:
        return no.code
    return ""


@pytest.mark.parametrize("who", ["librarian", "planner", "coordinator"])
def test_who_had_a_hand_in_it_does_not_decide_in_another_hat(town: Town, who: str):
    """The manager submitted it, the planner belongs to the provider, the coordinator booked and judged it."""
    assert refused(cast.claim(town), actor_of(hat(town, who))) == CONFLICT


@pytest.mark.parametrize(("who", "code"), [("director", CONFLICT), ("board", CONFLICT), ("other_coordinator", "")])
def test_of_own_costs_the_school_and_its_board_keep_away(town: Town, who: str, code: str):
    assert refused(declared(town), actor_of(hat(town, who))) == code


def test_who_only_changed_the_draft_of_somebody_else_had_a_hand_in_it_too(town: Town):
    claim = cast.claim(town, submitted=False)
    other = hat(town, "musician", "provider:manager", provider=town.library)
    wanted = [claims.Wanted(line.booking_id) for line in claim.lines.all()]
    claims.edit(claim, wanted, by=actor_of(other))
    claims.submit(claim, by=town.actor("librarian"))
    people.end_membership(other, by=OPERATOR)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert refused(claim, actor_of(hat(town, "musician"))) == CONFLICT


@pytest.mark.parametrize(("days", "code"), [(0, CONFLICT), (364, CONFLICT), (366, "")])
def test_who_left_the_claimant_stays_away_for_a_year(town: Town, days: int, code: str):
    claim = cast.claim(town)
    people.end_membership(hat(town, "assessor", "provider:planner", provider=town.library), by=OPERATOR)
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert refused(claim, town.actor("assessor")) == code


def _page(town: Town, claim: Claim, member: Membership) -> str:
    client = Client()
    client.force_login(member.user)
    session = client.session
    session["membership"] = str(member.pk)
    session.save()
    shown = client.get(reverse("municipality:claim", args=[claim.pk]))
    assert 'name="verdict"' not in shown.content.decode(), "the page offers no decision"
    client.post(reverse("municipality:decide", args=[claim.pk]), {
        "verdict": "approve", "remainder": "release", "version": claim.version,
        **{f"amount-{line.pk}": "250,00" for line in claim.lines.all()},
    })  # fmt: skip
    return CONFLICT


def _api(town: Town, claim: Claim, member: Membership) -> str:
    answer = _posted(member, f"/api/v1/claims/{claim.pk}/decisions", {"verdict": "approve"}, claim.version)
    assert answer.status_code == 403
    return str(answer.json()["code"])


def _bulk(town: Town, claim: Claim, member: Membership) -> str:
    other = cast.claim(town)
    rows = [{"claim": str(each.pk), "verdict": "return", "reason": "Welke groep?"} for each in (claim, other)]
    answer = _posted(member, "/api/v1/claim-decisions", rows)
    return {each["problem"]["code"] for each in answer.json()["results"]}.pop()


def _posted(member: Membership, path: str, body: Any, version: int | None = None) -> Any:
    _token, raw = people.issue_token(member, name="test", by=OPERATOR)
    tag = {"If-Match": f'"{version}"'} if version else {}
    headers = {"Authorization": f"Bearer {raw}", **tag}
    return Client().post(path, body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("road", [_page, _api, _bulk], ids=["page", "api", "bulk"])
def test_every_road_asks_the_same_rule(town: Town, road: Callable[[Town, Claim, Membership], str]):
    claim = cast.claim(town)
    assert road(town, claim, hat(town, "librarian")) == CONFLICT
    assert Claim.objects.get(pk=claim.pk).status == "submitted"


def test_asking_about_many_claims_costs_as_much_as_about_one(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
):
    rows, person = [cast.claim(town) for _ in range(3)], town.actor("planner").person
    for some in (rows[:1], rows):
        with django_assert_num_queries(5):
            assert set(interests(person, some)) == {each.pk for each in some}
    assert interests(town.actor("assessor").person, rows) == {}


@pytest.mark.parametrize("who", ["librarian", "coordinator", "board"])
def test_nor_gives_it_a_later_day(town: Town, who: str):
    """Until when a booking may be claimed: of who delivers it or asked for it, somebody else says so."""
    booking = cast.booking(town, status="accepted")
    until = timezone.localdate() + timedelta(days=200)
    with pytest.raises(Forbidden) as no:
        extend(booking, until, reason="Ziek", by=actor_of(hat(town, who)))
    assert no.value.code == CONFLICT
    assert extend(booking, until, reason="Ziek", by=town.actor("assessor")).until == until


def test_nor_puts_the_decision_off(town: Town):
    made = declared(town)
    assert made.due_on is not None
    later = made.due_on + timedelta(days=7)
    insider = actor_of(hat(town, "director"))
    with pytest.raises(Forbidden) as no:
        postpone(made, later, reason="Drukte", by=insider)
    assert no.value.code == CONFLICT
    assert not may_postpone(insider, made) and may_postpone(town.actor("assessor"), made)
