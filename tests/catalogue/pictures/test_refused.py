"""Shows 7 of the catalogue: what is not a plain photograph is refused with the reason, whatever it is called."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from tempfile import TemporaryFile

import pytest
from django.core.files.base import File
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from catalogue.errors import Invalid
from catalogue.pictures.photograph import CARD, LONGEST_SIDE, made_anew
from tests.photographs import bomb, chunk, image, photograph

SCRIPT = b"<html><script>alert(document.domain)</script></html>"
SMALL = image(640, 400)
KINDS = {"JPEG": photograph(of=SMALL), "PNG": photograph("PNG", of=SMALL), "WEBP": photograph("WEBP", of=SMALL)}


def code(content: bytes, name: str = "foto.jpg") -> str:
    """The code of the refusal; the sentence is there, and about the file."""
    with pytest.raises(Invalid) as refused:
        made_anew(content, name)
    (fault,) = refused.value.faults
    assert fault.location == "#/file"
    assert len(str(fault.detail)) > 20
    return fault.code


def an_archive() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("index.html", SCRIPT)
    return made.getvalue()


def with_remark(remark: bytes) -> bytes:
    """A JPEG with a comment behind its first two bytes."""
    return b"\xff\xd8\xff\xfe" + (len(remark) + 2).to_bytes(2) + remark + KINDS["JPEG"][2:]


def test_fifty_megapixels_are_refused_before_they_are_decoded():
    content = bomb()
    assert len(content) < 20_000
    with Image.open(BytesIO(content)) as real:
        assert real.size == (10_000, 5_000)
    tracemalloc.start()
    assert code(content, "foto.png") == "too_many_pixels"
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_forty_megabytes_are_refused_before_they_are_read():
    class Unread(File):
        def read(self, *_how_much: object) -> bytes:
            raise AssertionError("it was read")

    with TemporaryFile() as large:
        large.truncate(40_000_000)
        with pytest.raises(Invalid) as refused:
            made_anew(Unread(large, "foto.jpg"))
    assert refused.value.faults[0].code == "too_large"
    assert "41 MB" in str(refused.value)


@override_settings(PICTURE_MOST_BYTES=1_000)
def test_how_large_a_file_may_be_is_a_setting():
    assert code(KINDS["JPEG"]) == "too_large"


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "foto.jpg", "empty"),
        (b'<?xml version="1.0"?><svg xmlns="x"><script>alert(1)</script></svg>', "a.svg", "svg"),
        (b'<!-- --><SVG onload="alert(1)"/>', "foto.png", "svg"),
        (SCRIPT, "foto.jpg", "wrong_type"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "IMG_1.HEIC", "wrong_type"),
        (photograph("GIF", of=SMALL), "foto.gif", "wrong_type"),
        (b"%PDF-1.7 x", "foto.jpg", "wrong_type"),
        (KINDS["PNG"], "foto.jpg", "wrong_extension"),
        (KINDS["JPEG"], "foto.png", "wrong_extension"),
        (KINDS["JPEG"], "foto.php", "wrong_extension"),
        (KINDS["WEBP"], "foto", "wrong_extension"),
        (photograph(of=image(639, 500)), "foto.jpg", "too_small"),
        (photograph(of=image(2000, 450)), "foto.jpg", "too_small"),
    ],
)  # fmt: skip
def test_what_it_is_decides_not_what_it_is_called(content: bytes, name: str, expected: str):
    assert code(content, name) == expected


POLYGLOTS: dict[str, tuple[bytes, str]] = {
    "a page behind a JPEG": (KINDS["JPEG"] + SCRIPT, "a.jpg"),
    "an archive behind a JPEG": (KINDS["JPEG"] + an_archive(), "a.jpg"),
    "a program behind a JPEG": (KINDS["JPEG"] + b"MZ\x90\x00" + bytes(60), "a.jpg"),
    "a page in a remark": (with_remark(SCRIPT), "a.jpg"),
    "a PDF in a remark": (with_remark(b"\n%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj"), "a.jpg"),
    "an archive in a remark": (with_remark(an_archive()), "a.jpg"),
    "a JPEG that is a script": (
        b"\xff\xd8\xff\xe0\x2f\x2a" + b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + bytes(0x2F2A - 16) + KINDS["JPEG"][20:],
        "a.jpg",
    ),
    "an archive behind a PNG": (KINDS["PNG"] + an_archive(), "a.png"),
    "a page in a PNG": (KINDS["PNG"][:-12] + chunk(b"tEXt", b"Comment\0" + SCRIPT) + KINDS["PNG"][-12:], "a.png"),
    "a page behind a WebP": (KINDS["WEBP"] + SCRIPT, "a.webp"),
    "a page in a WebP": (
        b"RIFF" + (len(KINDS["WEBP"]) + len(SCRIPT)).to_bytes(4, "little") + KINDS["WEBP"][8:]
        + b"NOTE" + len(SCRIPT).to_bytes(4, "little") + SCRIPT,
        "a.webp",
    ),
    "a JPEG behind a JPEG that announces none": (KINDS["JPEG"] * 2, "a.jpg"),
}  # fmt: skip


@pytest.mark.parametrize("name", POLYGLOTS)
def test_two_files_in_one_are_refused(name: str):
    assert code(*POLYGLOTS[name]) == "foreign_content"


def moving(kind: str) -> bytes:
    return photograph(kind, of=SMALL, save_all=True, append_images=[SMALL.rotate(90)], duration=100)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_is_refused(kind: str):
    assert code(moving(kind), f"foto.{kind.lower()}") == "animated"


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_file_that_breaks_off_is_refused_wherever_it_does(kind: str, data: st.DataObject):
    content = KINDS[kind]
    short = content[: data.draw(st.integers(1, len(content) - 1))]
    assert code(short, f"foto.{kind.lower()}") in ("damaged", "wrong_type")


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_file_with_wrong_bytes_is_a_picture_or_refused_and_never_an_error(kind: str, data: st.DataObject):
    content = bytearray(KINDS[kind])
    for _time in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = made_anew(bytes(content), f"foto.{kind.lower()}")
    except Invalid:
        return
    assert CARD[0] <= made.width <= LONGEST_SIDE


def samsung(body: bytes = b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1764000000000") -> bytes:
    """What one maker writes behind every picture: facts, a table of them, and how long the table is."""
    table = b"SEFH" + bytes([107, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 10])
    table += len(body).to_bytes(4, "little") + len(body).to_bytes(4, "little")
    return body + table + len(table).to_bytes(4, "little") + b"SEFT"


def with_second_picture() -> bytes:
    """A JPEG that announces another one behind it, as telephones with more than one lens make."""
    announced = b"MPF\0" + b"II*\0\x08\0\0\0\0\0\0\0\0\0"
    return b"\xff\xd8\xff\xe2" + (len(announced) + 2).to_bytes(2) + announced + KINDS["JPEG"][2:] + KINDS["JPEG"]


@pytest.mark.filterwarnings("ignore:.*malformed MPO")  # the second picture is announced, not described
@pytest.mark.parametrize(
    "make",
    [lambda: KINDS["JPEG"] + samsung(), lambda: KINDS["JPEG"] + bytes(200), with_second_picture,
     lambda: KINDS["PNG"][:-12] + chunk(b"tEXt", b"Software\0Camera") + KINDS["PNG"][-12:]],
    ids=["facts of the maker", "filled up with nothing", "a second picture", "a remark"],
)  # fmt: skip
def test_what_honest_cameras_add_is_no_reason_to_refuse(make: Callable[[], bytes]):
    content = make()
    made_anew(content, "foto.png" if content.startswith(b"\x89PNG") else "foto.jpg")


@pytest.mark.parametrize("body", [SCRIPT, bytes(70_000)], ids=["a page", "too much"])
def test_the_facts_of_a_maker_are_no_hiding_place(body: bytes):
    assert code(KINDS["JPEG"] + samsung(body)) == "foreign_content"
