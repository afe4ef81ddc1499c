"""Shows 5: a brochure of 200 offers takes less than ten seconds of processor time, whatever else the machine does."""

from __future__ import annotations

import time
from io import BytesIO

import pypdf
import pytest

from catalogue.brochure import pdf
from portal.brochures.making import content_of
from tests.cast import Town
from tests.many import many_offers

pytestmark = pytest.mark.slow
MOST_SECONDS = 10


def test_two_hundred_offers(town: Town):
    many_offers(town, 200)
    begun = time.process_time()
    printed = content_of(town.programme, None, "nl")
    content = pdf.render(printed, lambda done, total: None)
    spent = time.process_time() - begun  # of all threads of this process, those of the typesetter too
    assert len(pypdf.PdfReader(BytesIO(content)).pages) > 100
    assert sum(len(chapter["entries"]) for chapter in printed["chapters"]) == 200
    assert spent < MOST_SECONDS
