"""What PDF/A-3 asks of a file, as far as a reader of its structure can see: our own check, written from ISO 19005-3."""

from __future__ import annotations

import pikepdf

ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/Rendition"}


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """Everything that keeps the file out of the archive: `what: where`."""
    return [*_whole(pdf), *_metadata(pdf), *_attached(pdf), *_fonts(pdf), *_actions(pdf)]


def _whole(pdf: pikepdf.Pdf) -> list[str]:
    found = ["encrypted: trailer"] if pdf.is_encrypted else []
    intents = [each for each in pdf.Root.get("/OutputIntents", []) if str(each.get("/S", "")) == "/GTS_PDFA1"]
    if not intents or not all("/DestOutputProfile" in each for each in intents):
        found.append("output intent: no colour profile")
    return found if "/ID" in pdf.trailer else [*found, "identifier: trailer"]


def _metadata(pdf: pikepdf.Pdf) -> list[str]:
    if "/Metadata" not in pdf.Root or "/Filter" in pdf.Root.Metadata:
        return ["metadata: not there, or not plain"]
    said = pdf.open_metadata()
    found = [] if said.get("pdfaid:part") == "3" else [f"part: {said.get('pdfaid:part')}"]
    return found if said.get("pdfaid:conformance") in {"A", "U", "B"} else [*found, "conformance: none"]


def _attached(pdf: pikepdf.Pdf) -> list[str]:
    """Every embedded file is named by the document, says what it is and how it belongs to it."""
    found = []
    associated = list(pdf.Root.get("/AF", []))
    if len(associated) != len(pdf.attachments):
        found.append("attachment: not associated")
    for each in associated:
        names = {"/F", "/UF", "/AFRelationship", "/EF"} - set(each.keys())
        if names:
            found.append(f"attachment: without {sorted(names)}")
        elif "/Subtype" not in each.EF.F:
            found.append("attachment: without a type")
    return found


def _fonts(pdf: pikepdf.Pdf) -> list[str]:
    found = []
    for number, page in enumerate(pdf.pages, start=1):
        for name, font in page.Resources.get("/Font", {}).items():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", {})
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                found.append(f"font: {name} on page {number} is not embedded")
            if "/ToUnicode" not in font:
                found.append(f"font: {name} on page {number} says no characters")
    return found


def _actions(pdf: pikepdf.Pdf) -> list[str]:
    """No scripts and no actions that reach outside, anywhere in the file."""
    kinds = {str(each.get("/S", "")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)}
    own = pdf.Root.get("/OpenAction")
    if isinstance(own, pikepdf.Dictionary):
        kinds.add(str(own.get("/S", "")))
    return [f"script: {each}" for each in sorted(kinds & ACTIONS)]
