"""The brochure and the open data over REST: the file when it is there, else the job that makes it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.journal.outbox import drain
from portal.jobs.models import Job
from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import Town


def test_first_the_job_then_the_file_then_nothing_new(town: Town) -> None:
    cast.offer(town)
    api, path = Api(), f"brochures/{town.programme.pk}.pdf"
    asked = api.get(path)
    assert (asked.status_code, asked.json()["status"], asked.headers["Retry-After"]) == (202, "queued", "2")
    assert asked.headers["Location"].endswith(f"/api/v1/jobs/{asked.json()['id']}")
    assert api.get(path).json()["id"] == asked.json()["id"], "asked twice, made once"
    drain()
    job = api.get(f"jobs/{asked.json()['id']}")
    assert (job.json()["status"], job.json()["file"]["mediaType"]) == ("done", "application/pdf")
    assert job.json()["words"] == "De brochure heeft 1 aanbod.", "in the language of the brochure"
    assert job.headers["Cache-Control"] == "no-store"
    file = api.get(path)
    assert (file.status_code, file.headers["Content-Type"], file.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert api.get(f"jobs/{job.json()['id']}/file").content == file.content
    assert api.get(path, If_None_Match=file.headers["ETag"]).status_code == 304
    assert Job.objects.count() == 1


def test_for_a_school_only_that_school_its_board_and_its_municipality(town: Town) -> None:
    cast.offer(town)
    path = f"brochures/{town.programme.pk}.pdf"
    for who, status in (("coordinator", 202), ("board", 202), ("officer", 202), ("other_coordinator", 404),
                        ("librarian", 404), ("", 404)):  # fmt: skip
        api = Api(town, who) if who else Api()
        answer = api.get(path, {"school": str(town.kring.pk)})
        assert answer.status_code == status, who
        if status == 202:
            assert Api().get(f"jobs/{answer.json()['id']}").status_code == 404, "not everybody's"
        else:
            problem(answer, 404, "not_found")


def test_in_the_language_that_was_asked_for_and_dutch_when_none_was(town: Town) -> None:
    cast.offer(town, title="Voorleesuur", title_en="Reading hour")
    path = f"brochures/{town.programme.pk}.pdf"
    jobs = [
        Job.objects.get(pk=answer.json()["id"]).parameters["language"]
        for answer in (Api().get(path), Api().get(path, {"language": "en"}), Api().get(path, Accept_Language="en"))
    ]
    assert jobs == ["nl", "en", "en"]
    assert places(problem(Api().get(path, {"language": "fr"}), 400)) == {"language"}
    assert places(problem(Api().get(path, {"school": "kring"}), 400)) == {"school"}


def test_without_offers_there_is_no_brochure(town: Town) -> None:
    problem(Api().get(f"brochures/{town.programme.pk}.pdf"), 409, "no_offers")
    assert not Job.objects.exists()


def test_open_data_for_everybody(town: Town) -> None:
    cast.offer(town, contact="Noor de Wit")
    at = f"brochures/{town.programme.pk}"
    answer = Api().get(f"{at}.json")
    assert answer.json()["dataset"]["license"].endswith("/publicdomain/zero/1.0/")
    assert [row["title"] for row in answer.json()["offers"]] == ["Voorleesuur"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    for ending, kind in (("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats")):
        file = Api().get(f"{at}.{ending}")
        assert file.status_code == 200 and file.headers["Content-Type"].startswith(kind)
        assert f'.{ending}"' in file.headers["Content-Disposition"]
    problem(Api().get("brochures/00000000-0000-4000-8000-000000000000.json"), 404)


@pytest.mark.parametrize("ending", ["pdf", "json", "csv", "xlsx"])
def test_it_costs_the_same_for_one_offer_as_for_three(town: Town, ending: str) -> None:
    counted = []
    for number in (1, 2):
        for _each in range(number):
            cast.offer(town)
        Job.objects.all().delete()
        with CaptureQueriesContext(connection) as seen:
            Api().get(f"brochures/{town.programme.pk}.{ending}")
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 18
