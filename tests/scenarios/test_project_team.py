"""Row 4: the workload is high, so an external team works with the municipality. It prepares; an officer decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalogue.actor import Actor
from catalogue.errors import Forbidden
from catalogue.imports import actions as imports
from catalogue.offers import actions as offers
from portal.claims import decisions
from portal.funding import actions as funding
from portal.people import actions as people
from portal.people.queries import actor_of
from portal.people.rules import has_scope
from portal.rounds import actions as rounds
from portal.subsidies import actions as subsidies
from tests import cast
from tests.cast import COUNTED_ON, OPERATOR, PASSWORD, Town
from tests.frontend.visitor import Visitor
from tests.portal.funding import planned
from tests.portal.subsidies import schemes


@pytest.fixture
def team(town: Town) -> Actor:
    """Somebody of the project team, whom the administrator of the municipality gave that role."""
    user = people.add_user(email="team@project.example", name="Project", password=PASSWORD, by=OPERATOR)
    member = people.add_membership(
        user, role="municipality:project_team", municipality=town.municipality, by=town.actor("admin")
    )
    town.membership["project_team"] = member
    return actor_of(member)


def _split(town: Town, team: Actor) -> Any:
    return funding.propose_split(
        town.programme, pot=Decimal("13000.00"), per_school=Decimal("1000.00"), reference_date=COUNTED_ON, by=team
    )


def test_the_team_prepares_a_division_a_frame_a_measure_and_an_offer(town: Town, team: Actor):
    officer = town.actor("officer")
    draft = _split(town, team)
    assert draft.status == "draft" and funding.adopt_split(draft, by=officer).status == "adopted"
    frame = rounds.draft_frame(town.programme, sector="PO", title="Kader", words="Samen", by=team)
    assert rounds.adopt_frame(frame, adopted_by="Besturen", on=date(2026, 11, 1), by=officer).status == "adopted"
    measure = funding.add_measure(town.programme, name="Taalklas", by=team)
    funding.change_measure(measure, lead="Bibliotheek", by=team)
    written = offers.write(
        town.programme, by=team, provider=town.library, kind="optional", title="Toneel", goal="talent",
        themes=[town.talent.pk], unit="group", price=Decimal("50.00"),
    )  # fmt: skip
    assert written.status == "draft" and written.prepared


def _decisions(town: Town, team: Actor) -> dict[str, Callable[[], object]]:
    """Everything that decides: each is an officer's, an assessor's or a finance officer's."""
    split, offer = _split(town, team), cast.offer(town, publish=False)
    offers.submit(offer, by=town.actor("librarian"))
    frame = rounds.draft_frame(town.programme, sector="PO", title="Kader", words="Samen", by=team)
    measure = funding.add_measure(town.programme, name="Taalklas", by=team)
    claim, scheme = cast.claim(town), schemes.drafted(town)
    return {
        "adopt a division": lambda: funding.adopt_split(split, by=team),
        "adopt a frame": lambda: rounds.adopt_frame(frame, adopted_by="Besturen", on=date(2026, 11, 1), by=team),
        "start a measure": lambda: funding.enter_phase(measure, "full", by=team),
        "publish an offer": lambda: offers.publish(offer, by=team),
        "grant a line": lambda: funding.grant_line(town.programme, "fixed", Decimal("1.00"), by=team),
        "decide a claim": lambda: decisions.decide(claim, decisions.Verdict("approve"), by=team),
        "plan a round": lambda: rounds.plan(
            town.programme, method="first_come", opens=claim.created_at, closes=claim.created_at, by=team
        ),
        "adopt a scheme": lambda: subsidies.adopt_scheme(scheme, by=team),
        "bring in a list of offers": lambda: imports.upload(b"a;b", "a.csv", programme=town.programme, by=team),
    }


def test_every_decision_stays_with_the_municipality_itself(town: Town, team: Actor):
    for what, deed in _decisions(town, team).items():
        with pytest.raises(Forbidden):
            deed()
            pytest.fail(f"the project team could {what}")


def test_a_plan_that_the_team_drafted_holds_when_an_officer_adopts_it(town: Town, team: Actor):
    lines = planned.lines(planned.grant(town))
    draft = funding.draft_plan(town.programme, lines=lines, by=team)
    with pytest.raises(Forbidden):
        funding.adopt_plan(draft, by=team)
    assert funding.adopt_plan(draft, by=town.actor("officer")).status == "adopted"


def test_its_token_cannot_be_given_the_right_to_decide_or_pay(town: Town, team: Actor):
    for scope in ("claims:decide", "payments:write", "catalogue:review", "people:write", "requests:decide"):
        assert not has_scope(team, scope)


def test_its_pages_show_drafts_to_write_and_no_button_to_adopt(town: Town, team: Actor):
    _split(town, team)
    visitor = Visitor(town, "project_team")
    page = visitor.open("/municipality/split", pot="13000", per_school="1000", reference_date="2026-10-01")
    assert page.status == 200 and "Stel deze verdeling vast" not in " ".join(page.buttons())
    assert visitor.open("/municipality/measures/add").status == 200
    assert visitor.open("/municipality/claims").status == 200
