"""The fixed offers of a school as pages: what it has, planning it, saying no, and another day."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from portal.bookings.models import Booking
from portal.entitlements import actions as entitlements
from portal.entitlements.queries import pairs_visible_to
from tests import cast
from tests.cast import Town, booking, fixed_offer
from tests.frontend.visitor import Visitor

SOON = timezone.localdate() + timedelta(days=20)


def test_a_school_plans_a_fixed_offer_from_the_page(town: Town):
    made = fixed_offer(town, entitlement_period="year")
    school = Visitor(town, "coordinator")
    page = school.open("/school/fixed")
    assert page.title == "Vast aanbod voor uw school"
    assert "4 groepen over van 4 in schooljaar 2026-2027" in page.text and "0 gepland, 0 geleverd" in page.text
    form = school.press(page, "Plannen: Leesconsulent", wished_1=SOON.isoformat())
    assert form.title == "Boek “Leesconsulent”" and "4 groepen over van 4" in form.text
    done = school.press(form, "Vraag aan voor onze school", units="3", pupils="60")
    assert done.path.startswith("/school/bookings/") and "1 groep over van 4" in done.text
    assert Booking.objects.get(offer=made).wished_dates == [SOON.isoformat()]
    assert "nog 1 groep" in school.open("/school").text
    assert "1 groep over van 4" in school.open(f"/offers/{made.pk}").text


def test_what_does_not_fit_is_refused_beside_the_form(town: Town):
    made = fixed_offer(town, entitlement_period="year", max_units=10)
    school = Visitor(town, "coordinator")
    page = school.press(school.open(f"/school/book/{made.pk}"), "Vraag aan", units="5", pupils="60", remarks="Lokaal 3")
    assert page.status == 409 and "nog 4 van 4 over" in page.text and "Lokaal 3" in page.text


def test_saying_no_asks_a_reason_and_can_be_taken_back(town: Town):
    fixed_offer(town)
    school = Visitor(town, "director")
    refused = school.press(school.open("/school/fixed"), "Wij willen dit niet: Leesconsulent", reason=" ")
    assert refused.status == 400 and "Zeg in hoogstens 500 tekens waarom" in refused.text
    said = school.press(refused, "Wij willen dit niet: Leesconsulent", reason="Wij lezen zelf")
    assert "Wat uw school niet wil" in said.text and "Wij lezen zelf" in said.text
    assert "Plannen: Leesconsulent" not in said.text
    back = school.press(said, "Wij willen dit toch: Leesconsulent")
    assert "Plannen: Leesconsulent" in back.text


def test_a_teacher_looks_and_plans_but_does_not_say_no(town: Town):
    fixed_offer(town)
    assert Visitor(town, "teacher").open("/school/fixed").buttons() == ["Plannen: Leesconsulent"]


def test_a_school_that_was_not_counted_reads_so(town: Town):
    town.kring.counts.all().delete()
    fixed_offer(town, entitlement_per_pupils=100)
    assert "dat is nog niet geteld" in Visitor(town, "teacher").open("/school/fixed").text


def test_both_sides_move_a_confirmed_booking_to_another_day(town: Town):
    row = booking(town, fixed_offer(town), status="confirmed", units=1)
    for who, path in (("coordinator", "/school"), ("planner", "/provider")):
        visitor, day = Visitor(town, who), SOON + timedelta(days=len(who))
        moved = visitor.press(visitor.open(f"{path}/bookings/{row.pk}"), "Verplaats", wished_1=day.isoformat())
        assert "Verplaatst naar een andere dag" in moved.text
        row.refresh_from_db()
        assert row.wished_dates == [day.isoformat()]
    empty = visitor.press(visitor.open(f"/provider/bookings/{row.pk}"), "Verplaats", wished_1="")
    assert empty.status == 400 and "Kies een dag." in empty.text


def test_the_provider_and_the_town_hall_see_every_school(town: Town):
    made = fixed_offer(town)
    booking(town, made, units=3)
    (pair,) = pairs_visible_to(town.actor("other_coordinator"), offer=[made.pk])
    entitlements.opt_out(pair, reason="Geen tijd", by=town.actor("other_coordinator"))
    for who, path in (("planner", "/provider/fixed"), ("officer", "/municipality/fixed")):
        visitor = Visitor(town, who)
        page = visitor.open(path)
        assert page.all("//table//tbody/tr/td")[1:] == ["2", "4", "3", "0", "1", "1"]
        assert "1 school wil een vast aanbod niet" in page.text and "Geen tijd" in page.text
        detail = visitor.open(f"{path}/{made.pk}")
        rows = detail.all("//tbody/tr")
        assert rows[0].startswith("De Kring schoolperiode 1") and rows[0].endswith("4 3 0 1")
        assert "Geen tijd" in rows[1]
    assert Visitor(town, "musician").open(f"/provider/fixed/{made.pk}").status == 404


def test_pages_cost_the_same_for_one_offer_as_for_three(town: Town):
    paths = {"/school/fixed": "coordinator", "/provider/fixed": "planner", "/municipality/fixed": "officer"}
    visitors = {path: Visitor(town, who) for path, who in paths.items()}
    booking(town, fixed_offer(town), units=1)
    for path, visitor in visitors.items():
        visitor.open(path)
    before = {path: each.statements(lambda p=path, v=each: v.open(p)) for path, each in visitors.items()}
    for title in ("Twee", "Drie"):
        booking(town, fixed_offer(town, title=title), units=1)
    assert {path: each.statements(lambda p=path, v=each: v.open(p)) for path, each in visitors.items()} == before
    assert max(before.values()) <= 16


def test_reach_costs_the_same_for_one_activity_as_for_three(town: Town):
    visitor = Visitor(town, "officer")
    cast.booking(town, status="delivered", units=1)
    visitor.open("/municipality/reach")
    one = visitor.statements(lambda: visitor.open("/municipality/reach"))
    for title in ("Twee", "Drie"):
        cast.booking(town, cast.offer(town, title=title), status="delivered", units=1)
    assert visitor.statements(lambda: visitor.open("/municipality/reach")) == one <= 14
