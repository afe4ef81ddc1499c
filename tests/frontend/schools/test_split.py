"""A school splits a booking on its page."""

from __future__ import annotations

from portal.bookings.models import Booking
from portal.budgets.queries import verify
from tests.cast import Town, booking, offer
from tests.frontend.visitor import Visitor
from tests.portal.bookings.proposals import in_days


def test_one_group_goes_on_another_day(town: Town):
    row = booking(town, units=4)
    school = Visitor(town, "coordinator")
    page = school.open(f"/school/bookings/{row.pk}")
    day = in_days(30).isoformat()
    button = "Splits de boeking"
    done = school.press(page, button, units="1", pupils="20", wished_1=day)
    assert "Dit deel is nu een boeking op zichzelf." in done.text
    assert "Naar de boeking waar dit een deel van is" in done.text
    part = Booking.objects.get(split_from=row)
    assert (part.units, part.pupils, part.wished_dates) == (1, 20, [day]) and verify() == []
    assert "Een deel gaat verder als eigen boeking" in school.open(f"/school/bookings/{row.pk}").text


def test_what_cannot_be_split_says_so(town: Town):
    row = booking(town, units=2)
    school = Visitor(town, "coordinator")
    page = school.open(f"/school/bookings/{row.pk}")
    wrong = school.press(page, "Splits de boeking", units="2")
    assert wrong.status == 400 and "er moet ook iets blijven" in wrong.text
    for other in (booking(town, units=1), booking(town, offer(town, unit="lump_sum"))):
        assert "Splits de boeking" not in school.open(f"/school/bookings/{other.pk}").text
