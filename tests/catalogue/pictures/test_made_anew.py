"""What is kept of a photograph: the picture, upright and in plain colours, and nothing else."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from catalogue.pictures.photograph import Photograph, made_anew
from tests.photographs import image, photograph

SECRET = b"52.0907 5.1214 Jansen"


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def corners(made: Photograph) -> list[tuple[int, ...]]:
    """The colours of the four quarters, roughly: red, green, blue, white."""
    large = opened(made.large)
    spots = [(x * large.width // 4, y * large.height // 4) for y in (1, 3) for x in (1, 3)]
    return [tuple(round(part / 64) for part in large.getpixel(spot)) for spot in spots]


UPRIGHT = corners(made_anew(photograph(), "a.jpg"))


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.JPG"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_every_kind_becomes_two_progressive_jpegs(kind: str, name: str):
    made = made_anew(photograph(kind, of=image(1800, 1200)), name)
    large, small = opened(made.large), opened(made.small)
    assert (large.format, large.size, small.format, small.size) == ("JPEG", (1600, 1067), "JPEG", (640, 400))
    assert (made.width, made.height) == (1600, 1067)
    assert large.info["progressive"] and small.info["progressive"]
    assert corners(made) == UPRIGHT


def test_a_small_photograph_is_not_blown_up():
    assert opened(made_anew(photograph(of=image(700, 450)), "a.jpg").large).size == (700, 450)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright_however_the_camera_was_held(orientation: int):
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    seen = image(800, 700)
    held = seen.transpose(turns[orientation]) if orientation in turns else seen
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = made_anew(photograph(of=held, exif=exif), "a.jpg")
    assert (made.width, made.height) == (800, 700)
    assert corners(made) == UPRIGHT


def test_nothing_is_left_of_where_it_was_taken_by_whom_and_with_what():
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = photograph(exif=exif, comment=SECRET, icc_profile=profile, dpi=(300, 300), xmp=b"<x:xmpmeta>" + SECRET)
    assert content.count(SECRET) >= 3
    made = made_anew(content, "a.jpg")
    for kept in (made.large, made.small):
        assert SECRET not in kept and b"Exif" not in kept and b"ICC_PROFILE" not in kept and b"xmpmeta" not in kept
        assert {name for name in opened(kept).info if not name.startswith("jfif")} <= {"progressive", "progression"}


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_colours_of_printers_and_without_colour(mode: str):
    made = made_anew(photograph(of=image(mode=mode)), "a.jpg")
    assert opened(made.large).mode == "RGB"
    if mode == "CMYK":
        assert corners(made) == UPRIGHT


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA", "1", "I;16"])
def test_odd_forms_of_png(mode: str):
    seen = Image.new("I;16", (800, 500), 32_768) if mode == "I;16" else image().convert(mode)
    large = opened(made_anew(photograph("PNG", of=seen), "a.png").large)
    assert large.mode == "RGB"
    if mode == "I;16":
        assert 120 <= large.getpixel((10, 10))[0] <= 136


def test_what_is_transparent_becomes_white():
    clear = Image.new("RGBA", (800, 500), (200, 0, 0, 0))
    assert opened(made_anew(photograph("PNG", of=clear), "a.png").large).getpixel((5, 5)) == (255, 255, 255)


def test_a_broken_profile_of_colours_is_passed_over():
    assert corners(made_anew(photograph(icc_profile=b"no profile at all"), "a.jpg")) == UPRIGHT
