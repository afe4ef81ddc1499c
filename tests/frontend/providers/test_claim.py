"""From what is delivered to a submitted claim, and back when something is not right."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.bookings import actions as bookings
from portal.claims import actions
from portal.claims.decisions import Verdict, decide
from portal.claims.models import Claim, Evidence
from tests.cast import Town, booking, claim, offer
from tests.frontend.visitor import Visitor

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def _with_file(town: Town) -> Evidence:
    made = claim(town, submitted=False)
    upload = SimpleUploadedFile("telling.png", PNG, "image/png")
    Visitor(town, "librarian").client.post(f"/provider/claims/{made.pk}/evidence", {"file": upload})
    return Evidence.objects.get()


def test_everything_that_is_ready_is_ticked(town: Town):
    made = offer(town)
    booking(town, made, status="accepted")
    booking(town, made, status="delivered")
    visitor = Visitor(town, "librarian")
    page = visitor.press(visitor.open("/provider/claims/new"), "Maak de declaratie")
    assert page.path == f"/provider/claims/{Claim.objects.get().pk}" and "€ 500,00" in page.title
    done = visitor.press(page, "Dien in bij de gemeente")
    assert Claim.objects.get().status == "submitted" and "Ingediend." in done.text


def test_what_is_not_ticked_stays_for_later(town: Town):
    made = offer(town)
    later = booking(town, made, status="accepted")
    booking(town, made, status="accepted")
    visitor = Visitor(town, "librarian")
    visitor.press(visitor.open("/provider/claims/new"), "Maak de declaratie", **{f"tick-{later.pk}": []})
    assert Claim.objects.get().lines.count() == 1
    assert later.revision.title in visitor.open("/provider/claims/new").text


def test_no_line_is_refused_in_words(town: Town):
    row = booking(town, status="accepted")
    visitor = Visitor(town, "librarian")
    page = visitor.press(visitor.open("/provider/claims/new"), "Maak de declaratie", **{f"tick-{row.pk}": []})
    assert page.status == 400 and not Claim.objects.exists()


def test_a_returned_claim_says_why_on_top_and_can_be_changed(town: Town):
    made = claim(town)
    decide(made, Verdict("return", "Er was één groep."), by=town.actor("assessor"))
    visitor = Visitor(town, "librarian")
    assert "Er was één groep." in visitor.open(f"/provider/claims/{made.pk}").text
    booked = made.lines.get().booking_id
    lines = visitor.open(f"/provider/claims/{made.pk}/lines")
    page = visitor.press(lines, "Bewaar deze regels", **{f"quantity-{booked}": "1"})
    assert "€ 125,00" in page.title and Claim.objects.get().claimed == 125


def test_evidence_is_private_and_sent_as_a_file(town: Town):
    found = _with_file(town)
    answer = Visitor(town, "librarian").client.get(f"/provider/evidence/{found.pk}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.content == PNG
    shown = Visitor(town, "planner").client.get(f"/provider/evidence/{found.pk}?show")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in shown.headers["Content-Security-Policy"] and "default-src 'none'" in str(shown.headers)
    assert Visitor(town, "musician").client.get(f"/provider/evidence/{found.pk}").status_code == 404
    assert Path(found.file.path).exists()


def test_a_file_that_is_not_what_it_says_is_refused(town: Town):
    made = claim(town, submitted=False)
    visitor = Visitor(town, "librarian")
    upload = SimpleUploadedFile("telling.png", b"<script>alert(1)</script>", "image/png")
    answer = visitor.client.post(f"/provider/claims/{made.pk}/evidence", {"file": upload})
    assert answer.status_code == 400 and "telling.png" in answer.content.decode() and not Evidence.objects.exists()
    assert visitor.client.post(f"/provider/claims/{made.pk}/evidence").status_code == 400


def test_a_planner_looks_but_does_not_claim(town: Town):
    made = claim(town, submitted=False)
    visitor = Visitor(town, "planner")
    assert visitor.open(f"/provider/claims/{made.pk}").all("//main//form") == []
    assert visitor.client.post(f"/provider/claims/{made.pk}/submit").status_code == 403
    assert Claim.objects.get().status == "draft"


def test_another_provider_sees_nothing_of_it(town: Town):
    made = claim(town, submitted=False)
    visitor = Visitor(town, "musician")
    for path in ("", "/lines"):
        assert visitor.open(f"/provider/claims/{made.pk}{path}").status == 404
    for deed in ("submit", "withdraw", "evidence", "lines"):
        assert visitor.client.post(f"/provider/claims/{made.pk}/{deed}").status_code == 404


def test_two_files_from_one_form_are_two_files(town: Town):
    made = claim(town, submitted=False)
    visitor = Visitor(town, "librarian")
    for name, content in (("een.png", PNG), ("twee.png", PNG + b"0"), ("twee.png", PNG + b"0")):
        upload = SimpleUploadedFile(name, content, "image/png")
        visitor.client.post(f"/provider/claims/{made.pk}/evidence", {"file": upload, "once": "the same form"})
    assert Evidence.objects.count() == 2


def test_more_than_booked_is_sent_from_the_page_once_it_says_why(town: Town):
    row = booking(town, offer(town), status="accepted", units=2)
    visitor = Visitor(town, "librarian")
    filled = {f"quantity-{row.pk}": "3"}
    page = visitor.press(visitor.open("/provider/claims/new"), "Maak de declaratie", **filled)
    assert visitor.press(page, "Dien in bij de gemeente").status == 409
    path = f"/provider/claims/{Claim.objects.get().pk}"
    why = {f"explanation-{row.pk}": "Er was een derde groep."}
    page = visitor.press(visitor.open(f"{path}/lines"), "Bewaar deze regels", **why)
    assert "Er was een derde groep." in page.text
    shown = visitor.open(f"{path}/lines").html.xpath(f"//input[@name='explanation-{row.pk}']/@value")
    assert shown == list(why.values())
    visitor.press(page, "Dien in bij de gemeente")
    assert Claim.objects.get().status == "submitted"


def test_a_wrong_quantity_is_said_at_its_field(town: Town):
    row = booking(town, status="accepted")
    visitor = Visitor(town, "librarian")
    page = visitor.press(visitor.open("/provider/claims/new"), "Maak de declaratie", **{f"quantity-{row.pk}": "0"})
    assert page.status == 400 and f"#id_quantity-{row.pk}" in page.links()


def test_a_claim_of_two_schools_has_a_sum_per_school(town: Town):
    made = offer(town, price=Decimal("10.00"))
    rows = [booking(town, made, status="accepted", units=1) for _ in range(2)]
    elsewhere = bookings.book(town.linde, made, units=3, pupils=20, by=town.actor("other_coordinator"))
    bookings.confirm(elsewhere, by=town.actor("librarian"))
    day = timezone.localdate()
    bookings.deliver(elsewhere, date=day, sessions=3, pupils_reached=20, by=town.actor("librarian"))
    both = Visitor(town, "librarian").open(f"/provider/claims/{claim(town, *rows, elsewhere).pk}")
    sums = both.all("//div[@aria-label='Per school']//tbody//tr")
    assert sorted(each.split("€ ")[-1] for each in sums) == ["20,00", "30,00"]
    page = Visitor(town, "librarian").open(f"/provider/claims/{claim(town, booking(town, status='accepted')).pk}")
    assert not page.all("//div[@aria-label='Per school']")


def test_changing_a_claim_on_the_page_keeps_a_lower_price_that_was_asked_over_the_api(town: Town):
    """What the page does not ask stays as it is: nobody claims more by pressing a button."""
    row = booking(town, status="accepted")
    wanted = actions.Wanted(row.pk, unit_price=Decimal("100.00"), description="Samen met de buren")
    made = actions.claim([wanted], by=town.actor("librarian"))
    visitor = Visitor(town, "librarian")
    visitor.press(visitor.open(f"/provider/claims/{made.pk}/lines"), "Bewaar deze regels")
    line = made.lines.get()
    assert (line.unit_price, line.amount, line.description) == (Decimal(100), Decimal(200), "Samen met de buren")
