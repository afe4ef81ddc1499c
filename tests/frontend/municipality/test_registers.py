"""Schools and pupils from DUO: an officer looks what a file changes, and loads it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.organisations.models import School
from tests.cast import Town
from tests.catalogue.duo.files import SITES_2026, file, site
from tests.frontend.visitor import Visitor


def _upload(*rows: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("vestigingen.csv", file(SITES_2026, *rows))


def test_look_first_and_load_then(town: Town):
    visitor = Visitor(town, "officer")
    page = visitor.open("/municipality/registers")
    seen = visitor.press(page, "Bekijk wat er verandert", file=_upload(site("98BA00", "De Nieuwe")))
    assert "De Nieuwe" in seen.text and not School.objects.filter(location_code="98BA00").exists()
    done = visitor.press(seen, "Laad dit bestand")
    assert "Geladen" in done.text and School.objects.filter(location_code="98BA00").exists()
    assert "vestigingen.csv" in visitor.open("/municipality/registers").text


def test_a_wrong_file_is_told_in_words(town: Town):
    visitor = Visitor(town, "officer")
    page = visitor.open("/municipality/registers")
    wrong = visitor.press(page, "Bekijk wat er verandert", file=_upload(site("98BAXX", "De Nieuwe")))
    assert wrong.status == 400 and "98BAXX" in wrong.text


def test_a_controller_reads_and_does_not_load(town: Town):
    assert Visitor(town, "controller").open("/municipality/registers").buttons() == []
