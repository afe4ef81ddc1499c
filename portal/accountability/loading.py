"""Loading the forms that the state asks to be filled in: data with a year and a source."""

from __future__ import annotations

import tomllib
from pathlib import Path

from catalogue.deeds import deed
from portal.accountability.models import SisaForm, SisaIndicator

FORMS = Path(__file__).parent / "sisa.toml"


@deed
def load_forms(path: Path = FORMS) -> int:
    """Write the forms of a TOML file, each with its indicators in the order of the file; again changes nothing.

    Returns how many forms were read. What was signed keeps the labels of then.
    """
    forms = tomllib.loads(path.read_text())["form"]
    for entry in forms:
        indicators = entry.pop("indicators")
        form, _made = SisaForm.objects.update_or_create(code=entry.pop("code"), year=entry.pop("year"), defaults=entry)
        form.indicators.all().delete()
        SisaIndicator.objects.bulk_create(
            SisaIndicator(form=form, position=position, **each) for position, each in enumerate(indicators, start=1)
        )
    return len(forms)
