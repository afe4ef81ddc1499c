"""The printed invoice: readable for people and screen readers, fit for the archive, with the electronic one inside."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pytest

from portal.invoices.document import InvoiceDocument
from portal.invoices.pdf import REPLACEMENT, render_pdf
from portal.invoices.ubl import render_ubl
from portal.invoices.wording import printed
from tests.portal.invoices.archive import faults
from tests.portal.invoices.papers import BY_CUSTOMER, MATRIX, SCHOOL, credit_note, invoice, lesson, reduced, with_vat


def _made(paper: InvoiceDocument) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render_pdf(paper, render_ubl(paper))))


def _tags(element: pikepdf.Object) -> list[str]:
    """The structure that a screen reader walks through, in order."""
    if not isinstance(element, pikepdf.Dictionary):
        return []
    kids = element.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [str(element.get("/S", "")), *(tag for kid in kids for tag in _tags(kid))]


def _text(pdf: pikepdf.Pdf) -> str:
    """What a reader can select and copy: the characters that the fonts say their glyphs stand for."""
    found = []
    for page in pdf.pages:
        fonts = {name: _characters(font) for name, font in page.Resources.Font.items()}
        font: dict[bytes, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                font = fonts[str(operands[0])]
            for operand in operands if str(operator) in {"Tj", "TJ"} else ():
                pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
                codes = b"".join(bytes(each) for each in pieces if isinstance(each, pikepdf.String))
                found.extend(font.get(codes[at : at + 2], "") for at in range(0, len(codes), 2))
    return "".join(found)


def _characters(font: pikepdf.Object) -> dict[bytes, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", table)
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


@pytest.mark.parametrize(
    "paper",
    [
        *(with_vat(case) for case in MATRIX),
        credit_note(),
        reduced(),
        invoice(*(lesson(number) for number in range(1, 61))),
    ],
)
def test_exactly_the_electronic_invoice_is_inside(paper: InvoiceDocument) -> None:
    ubl = render_ubl(paper)
    with _made(paper) as pdf:
        assert faults(pdf) == []
        assert list(pdf.attachments) == ["invoice.xml"]
        attached = pdf.attachments["invoice.xml"]
        assert attached.get_file().read_bytes() == ubl
        assert attached.get_file().mime_type == "application/xml"
        assert [str(each.AFRelationship) for each in pdf.Root.AF] == ["/Alternative"]


def test_it_is_for_the_archive_and_for_a_screen_reader() -> None:
    with _made(invoice()) as pdf:
        said = pdf.open_metadata()
        assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("3", "A", "1")
        assert said["dc:title"] == "Factuur GM9042-00009102-2027-00042"
        assert pdf.Root.Lang == "nl"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert "/OutputIntents" in pdf.Root
        tags = _tags(pdf.Root.StructTreeRoot)
        assert tags.index("/H1") < tags.index("/Table") < tags.index("/H2")
        assert {"/TH", "/TD", "/TR"} <= set(tags)


def test_the_check_of_the_archive_is_no_rubber_stamp() -> None:
    with _made(invoice()) as pdf:
        del pdf.Root.OutputIntents
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        del pdf.Root.AF[0].AFRelationship
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                for name in {"/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                    del descriptor[name]
        with pdf.open_metadata() as said:
            said["pdfaid:part"] = "2"
        assert {fault.split(":")[0] for fault in faults(pdf)} == {
            "output intent", "part", "script", "attachment", "font",
        }  # fmt: skip


def test_what_is_taken_off_is_printed_with_its_reason() -> None:
    said = printed(reduced())
    assert (
        said["lines"][0]["when"]
        .replace("\u00a0", " ")
        .endswith("€ 82,50 minder: Eén les viel uit; € 10,00 meer: Materiaal")
    )
    assert [label for label, _amount in said["totals"]] == [
        "Totaal van de regels", "Korting", "Reiskosten", "Totaal zonder btw", "Btw", "Te betalen",
    ]  # fmt: skip


def test_a_person_reads_who_pays_whom_what_and_when() -> None:
    paper = with_vat("S 21")
    with _made(paper) as pdf:
        text = _text(pdf).replace("\u00a0", " ")
    for said in (
        BY_CUSTOMER, "Gemeente Veldermeer", "Muziekschool De Klankkamer", "Btw-id NL000009015B01", "KvK 00009102",
        "15 maart 2027", "14 april 2027", "€ 1.197,90", "€ 207,90", "21%", "NL29 DEMO 0117 4366 66",
        "Stichting De Klankkamer", "VM-ONDERWIJS-2026", "Geleverd op 2 maart 2027",
    ):  # fmt: skip
        assert said in text


def test_an_exemption_is_told_and_no_rate_of_zero() -> None:
    text = printed(with_vat("E"))
    assert text["vat_lines"] == [
        {
            "cells": ["vrijgesteld", "€\u00a0990,00", "€\u00a00,00"],
            "reason": with_vat("E").vat_lines[0].exemption_reason,
        }
    ]


def test_it_speaks_english_when_the_document_does() -> None:
    said = printed(invoice(language="en"))
    assert said["kind"] == "Invoice"
    assert said["totals"][-1] == ["Total to be paid", "€1,197.90"]
    assert said["payment"]["sentence"].replace("\u00a0", " ").endswith("by 14 April 2027 at the latest.")


def test_the_letterhead_is_of_who_makes_it() -> None:
    assert printed(invoice())["issuer"]["name"] == "Gemeente Veldermeer"
    own = printed(invoice(type_code="380", self_billed_words=None))
    assert (own["issuer"]["name"], own["reader"]["name"]) == ("Muziekschool De Klankkamer", "Gemeente Veldermeer")


def test_a_credit_note_says_what_it_corrects_and_asks_for_no_money() -> None:
    said = printed(credit_note())
    assert said["kind"] == "Creditnota"
    assert ["Correctie op factuur", "GM9042-00009102-2027-00041"] in said["facts"]
    assert said["payment"]["facts"] == []


@pytest.mark.parametrize(
    "name",
    ['#panic("x") $x$ *y* [z] \\ // <a>', "<script>alert(1)</script> & Zn.", "\u202eomgekeerd\x00\x07", "W" * 300],
)
def test_nothing_in_a_name_is_markup_or_breaks_the_page(name: str) -> None:
    with _made(invoice(lesson(1, description=name), supplier=replace(SCHOOL, name=name), notes=(name,))) as pdf:
        visible = re.sub(r"[\u202e\x00\x07\s]", "", name)
        assert visible in re.sub(r"[\u200b\s]", "", _text(pdf))


def test_other_scripts_are_printed_and_an_emoji_is_a_box_with_a_note() -> None:
    with _made(invoice(supplier=replace(SCHOOL, name="שלום мир Ελλάδα 🎵"))) as pdf:
        text = _text(pdf)
    assert "мир" in text
    assert "Ελλάδα" in text
    assert REPLACEMENT in text
    assert "elektronische factuur staat de volledige tekst" in text.replace("\u00a0", " ")


def test_the_same_document_gives_the_same_file_from_many_threads() -> None:
    papers = [invoice(lesson(1, f"{euros}.50")) for euros in range(80, 84)] * 3
    with ThreadPoolExecutor(4) as workers:
        files = list(workers.map(lambda paper: render_pdf(paper, render_ubl(paper)), papers))
    assert files[:4] == files[4:8] == files[8:]
    assert len(set(files)) == 4


def test_big_amounts_and_parts_of_hours_are_written_the_dutch_way() -> None:
    line = printed(invoice(lesson(1, "1234567.89", "1.5", unit_code="HUR")))["lines"][0]
    assert line["cells"] == ["1,5 uur", "€\u00a01.234.567,89", "21%", "€\u00a01.851.851,84"]
    assert Decimal("1851851.84") == invoice(lesson(1, "1234567.89", "1.5")).net
