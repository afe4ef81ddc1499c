"""The demo municipality itself: its organisations, its programme, its money and the people who sign in."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from catalogue.actor import MANAGER, Actor
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Board, Municipality, Provider, School
from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Programme, Regulation
from portal.demo.measuring import measure
from portal.demo.presenting import present
from portal.demo.shapes import Content, Given
from portal.demo.stage import BUILDER, Stage
from portal.funding import actions as funding
from portal.funding.actions.grants import Terms
from portal.funding.models import Grant
from portal.people import actions as people
from portal.people.queries import actor_of


def raise_town(content: Content) -> Stage:
    """The municipality with its organisations, accounts, programme, themes and divided money; no offers yet."""
    about = asdict(content.town)
    style: str = about.pop("house_style")
    town = organisations.add_municipality(by=BUILDER, **about)
    organisations.choose_house_style(town, style, by=BUILDER)
    boards = {each.key: _board(each.number, each.name, each.kvk) for each in content.boards}
    schools = {each.key: _school(content, town, boards, each.key) for each in content.schools}
    providers = {each.key: organisations.add_provider(by=BUILDER, **each.fields) for each in content.providers}
    stage = Stage(
        town=town, programme=_programme(content, town), boards=boards, schools=schools, providers=providers,
        logins=_logins(content, {"town": town, **boards, **schools, **providers}) | _managers(content, providers),
    )  # fmt: skip
    _admit(content, stage)
    present(content, stage)
    _divide(content, stage)
    measure(content, stage)
    return stage


def _board(number: str, name: str, kvk: str) -> Board:
    return organisations.add_board(by=BUILDER, number=number, name=name, kvk=kvk)


def _school(content: Content, town: Municipality, boards: dict[str, Board], key: str) -> School:
    site = next(each for each in content.schools if each.key == key)
    school = organisations.add_school(
        town, by=BUILDER, board=boards[site.board], location_code=site.location_code, name=site.name,
        sector=site.sector, street=site.street, postcode=site.postcode, city=site.city, latitude=site.latitude,
        longitude=site.longitude,
    )  # fmt: skip
    organisations.count_pupils(
        school, by=BUILDER, reference_date=content.money.reference_date, pupils=site.pupils,
        target_pupils=site.target_pupils, source="Demo",
    )  # fmt: skip
    organisations.add_contact(
        school, by=BUILDER, name=f"Coördinator {site.name}", task="Planning", email=f"{key}@demo.example"
    )
    return school


def _programme(content: Content, town: Municipality) -> Programme:
    terms: dict[str, Any] = asdict(content.programme)
    codes = terms.pop("regulations")
    known = {regulation.code: regulation for regulation in Regulation.objects.filter(code__in=codes)}
    programme = programmes.add_programme(town, by=BUILDER, regulations=[known[code] for code in codes], **terms)
    for position, theme in enumerate(content.themes, start=1):
        programmes.add_theme(
            programme, by=BUILDER, name=theme.name, name_en=theme.name_en, intended_result=theme.intended_result,
            colour=theme.colour, position=position,
        )  # fmt: skip
    return programme


def _logins(content: Content, organisation: dict[str, Municipality | Board | School | Provider]) -> dict[str, Actor]:
    found = {}
    for login in content.accounts:
        user = people.add_user(email=login.email, name=login.name, password=content.password, by=BUILDER)
        place = organisation[login.organisation]
        membership = people.add_membership(user, role=login.role, by=BUILDER, **{place.KIND: place})
        found[login.email.partition("@")[0]] = actor_of(membership)
    return found


def _managers(content: Content, providers: dict[str, Provider]) -> dict[str, Actor]:
    """Whoever gets the e-mails of a provider without an account of the demo; nobody signs in as them."""
    known = {login.organisation for login in content.accounts}
    found = {}
    for supplier in content.providers:
        if supplier.key not in known:
            provider = providers[supplier.key]
            user = people.add_user(email=provider.email, name=f"Beheer {provider.name}", by=BUILDER)
            membership = people.add_membership(user, role=MANAGER, by=BUILDER, provider=provider)
            found[supplier.key] = actor_of(membership)
    return found


def _admit(content: Content, stage: Stage) -> None:
    """Everybody asked to take part; who was not let in yet waits for the officer."""
    for supplier in content.providers:
        admission = organisations.ask_admission(stage.town, stage.providers[supplier.key], by=BUILDER)
        if supplier.admitted:
            organisations.admit(admission, by=stage.login("officer"))


def _divide(content: Content, stage: Stage) -> None:
    """The grants come in, the plan gives them a purpose, and the split divides its choice line over the schools."""
    officer, money = stage.login("officer"), content.money
    grants = {given.regulation: _grant(stage, given) for given in money.grants}
    lines = [
        asdict(line) | {"sources": [{"grant": grants[code], "amount": held} for code, held in line.sources.items()]}
        for line in money.lines
    ]
    funding.adopt_plan(funding.draft_plan(stage.programme, lines=lines, by=officer), by=officer)
    split = funding.propose_split(
        stage.programme, pot=money.choice_pot, per_school=money.per_school, reference_date=money.reference_date,
        by=officer,
    )  # fmt: skip
    funding.adopt_split(split, by=officer)


def _grant(stage: Stage, given: Given) -> Grant:
    officer, terms = stage.login("officer"), Terms(given.terms, given.first)
    grant = funding.add_grant(
        stage.town, Regulation.objects.get(code=given.regulation), amount=given.amount, spend_until=given.spend_until,
        reference=given.reference, instalments=terms, by=officer,
    )  # fmt: skip
    for number in range(1, given.received + 1):
        month = terms.month_of(number)
        funding.receive(grant, month=month, on=month.replace(day=20), by=stage.login("finance"))
    return grant
