"""The page of long work: how far it is, why it failed, what it made. Left and come back to, also without a script."""

from __future__ import annotations

from django.utils import translation

from catalogue.actor import ANYONE
from portal.jobs import actions
from portal.jobs.models import Job
from tests import work
from tests.cast import Town
from tests.frontend.visitor import Visitor


def _started(town: Town, who: str = "coordinator") -> Job:
    with work.known(count=work.count):
        return actions.start("count", {}, by=town.actor(who) if who else ANYONE, parts=3)


def test_it_says_how_far_it_is_looks_again_by_itself_and_has_a_link_for_who_has_no_script(town: Town):
    job, visitor = _started(town), Visitor(town, "teacher")
    Job.objects.filter(pk=job.pk).update(done=2)
    page = visitor.open(f"/jobs/{job.pk}")
    assert "2 van 3 klaar" in page.text and "wacht op zijn beurt" in page.text
    (bar,) = page.html.xpath("//progress")
    assert (bar.get("value"), bar.get("max")) == ("2", "3")
    (part,) = page.html.xpath("//*[@hx-get]")
    assert (part.get("hx-get"), part.get("hx-trigger")) == (f"/jobs/{job.pk}", "every 2s")
    assert f"/jobs/{job.pk}" in page.links()
    assert page.response.headers["Cache-Control"] == "private, no-store"


def test_it_says_that_it_was_broken_off_and_goes_on(town: Town):
    """The worker was killed: the bar stands where it was told last, and may go back when the next one begins anew."""
    job, visitor = _started(town), Visitor(town, "teacher")
    assert "afgebroken" not in visitor.open(f"/jobs/{job.pk}").text
    for _turn in range(2):
        actions.take(job.pk)
    Job.objects.filter(pk=job.pk).update(done=1)
    page = visitor.open(f"/jobs/{job.pk}")
    assert "Het werk is afgebroken en weer opgepakt." in page.text and "1 van 3 klaar" in page.text


def test_when_it_is_ready_the_file_can_be_fetched_and_the_page_stands_still(town: Town):
    job, visitor = work.done(town.actor("coordinator")), Visitor(town, "coordinator")
    page = visitor.open(f"/jobs/{job.pk}")
    assert "Geteld." in page.text and not page.html.xpath("//*[@hx-get]") and not page.html.xpath("//progress")
    answer = visitor.client.get(next(link for link in page.links() if link.endswith("/file")))
    assert answer.content == b"1 2 3"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="getallen.txt"'


def test_a_failure_says_why_and_can_be_tried_again(town: Town):
    job, visitor = work.failed(town.actor("coordinator")), Visitor(town, "coordinator")
    page = visitor.open(f"/jobs/{job.pk}")
    assert "Er is niets te tellen. Vul eerst iets in." in page.text
    again = visitor.press(page, "Probeer opnieuw")
    assert "Het wordt opnieuw geprobeerd." in again.text and "wacht op zijn beurt" in again.text


def test_of_two_who_press_again_the_second_hears_what_happened(town: Town):
    job, visitor = work.failed(town.actor("coordinator")), Visitor(town, "coordinator")
    page = visitor.open(f"/jobs/{job.pk}")
    actions.try_again(Job.objects.get(pk=job.pk), by=town.actor("teacher"))
    late = visitor.press(page, "Probeer opnieuw")
    assert late.status == 412


def test_public_work_is_there_for_who_knows_its_address_and_other_work_is_not(town: Town):
    public, own = _started(town, ""), _started(town)
    assert Visitor().open(f"/jobs/{public.pk}").status == 200
    for who in ("other_coordinator", "board", "librarian", "officer"):
        assert Visitor(town, who).open(f"/jobs/{own.pk}").status == 404
    assert Visitor().open(f"/jobs/{own.pk}").status == 404
    assert Visitor().open(f"/jobs/{own.pk}/file").status == 404


def test_a_page_costs_a_few_statements(town: Town):
    job, visitor = work.done(town.actor("coordinator")), Visitor(town, "coordinator")
    with translation.override("nl"):
        assert visitor.statements(lambda: visitor.open(f"/jobs/{job.pk}")) <= 6
