"""Pictures for a few offers of the demo, drawn here: flat shapes in the colours of the house, nobody's photograph."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1000
FINER = 2  # drawn larger and made smaller, so that edges are smooth
INK, PAPER = "#2b2140", "#fffaf3"
PLUM, AMBER, TEAL, SKY, SAGE = "#b8437a", "#e07b32", "#248279", "#2f80b4", "#5b8b3a"


class Sheet:
    """A sheet of 1600 by 1000 to draw on."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), ground)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, width: float, height: float, colour: str, round_: float = 0) -> None:
        """A rectangle, with round corners when asked."""
        corners = [each * FINER for each in (x, y, x + width, y + height)]
        self.pen.rounded_rectangle(corners, radius=round_ * FINER, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A circle around a point."""
        self.pen.ellipse([each * FINER for each in (x - radius, y - radius, x + radius, y + radius)], fill=colour)

    def shape(self, points: list[tuple[float, float]], colour: str) -> None:
        """A closed shape."""
        self.pen.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def hill(self, top: float, swing: float, waves: float, shift: float, colour: str) -> None:
        """Everything below a wavy line."""
        line = [(x, top - swing * sin(waves * 2 * pi * x / WIDTH + shift)) for x in range(0, WIDTH + 1, 20)]
        self.shape([*line, (WIDTH, HEIGHT), (0, HEIGHT)], colour)

    def child(self, x: float, y: float, skin: str, hair: str, coat: str, size: float = 1) -> None:
        """A child from the front, down to the waist; nobody in particular."""
        self.box(x - 95 * size, y + 85 * size, 190 * size, 260 * size, coat, 80 * size)
        self.disc(x, y - 8 * size, 92 * size, hair)
        self.disc(x, y + 14 * size, 78 * size, skin)
        for side in (-1, 1):
            self.disc(x + side * 28 * size, y + 8 * size, 8 * size, INK)
        smile = [(x - 26 * size) * FINER, (y + 18 * size) * FINER, (x + 26 * size) * FINER, (y + 54 * size) * FINER]
        self.pen.arc(smile, 20, 160, fill=INK, width=int(7 * size * FINER))

    def as_jpeg(self) -> bytes:
        """The sheet as a file that a provider could send."""
        made = BytesIO()
        self.image.reduce(FINER).save(made, "JPEG", quality=90)
        return made.getvalue()


def _pool(sheet: Sheet) -> None:
    """Two children in the water between the lines of a pool."""
    sheet.box(0, 0, WIDTH, 330, "#e1eff8")
    for number in range(6):
        sheet.box(90 + number * 260, 60, 150, 190, "#c5e1f2", 18)
    for number, colour in enumerate(("#8ec7e4", "#6db4da", "#4f9fcb", SKY)):
        sheet.hill(370 + number * 150, 22, 4, number * 1.4, colour)
    for number in range(17):
        sheet.disc(50 + number * 94, 835 + 8 * sin(number), 26, (AMBER, PAPER)[number % 2])
    for x, skin, cap in ((560, "#8d5a3b", PLUM), (1040, "#f2c9a5", AMBER)):
        sheet.child(x, 470, skin, cap, skin, 1.1)
        sheet.disc(x, 430, 64, cap)
        sheet.box(x - 75, 440, 150, 60, skin, 30)
        for side in (-1, 1):
            sheet.disc(x + side * 30, 478, 9, INK)
    sheet.hill(640, 20, 4, 2.1, "#5aa6d0")
    sheet.hill(770, 20, 4, 0.7, SKY)
    for number in range(17):
        sheet.disc(50 + number * 94, 875 + 8 * sin(number), 26, (PAPER, AMBER)[number % 2])


def _shelves(sheet: Sheet) -> None:
    """A child reads before shelves full of books."""
    colours = (PLUM, TEAL, AMBER, SKY, SAGE, "#efb4cb", "#a5d6d0", "#f9cfa3", "#aed3ea")
    for row in range(3):
        base, x, number = 300 + row * 300, 30, row * 4
        while x < WIDTH - 60:
            width, height = 34 + (number * 29) % 38, 150 + (number * 53) % 90
            sheet.box(x, base - height, width, height, colours[number % len(colours)], 6)
            sheet.box(x + width / 2 - 3, base - height + 26, 6, height / 3, PAPER, 3)
            x, number = x + width + (6 if number % 7 else 60), number + 1
        sheet.box(0, base, WIDTH, 26, "#8a5a3b")
    sheet.disc(800, 700, 430, "#fdeedd")
    sheet.child(800, 520, "#c98e62", "#2e1d14", TEAL, 1.5)
    sheet.shape([(800, 790), (470, 720), (470, 950), (800, 1000)], PAPER)
    sheet.shape([(800, 790), (1130, 720), (1130, 950), (800, 1000)], "#f3e6d6")
    for line in range(4):
        sheet.shape(
            [(520, 775 + line * 42), (750, 822 + line * 42), (750, 832 + line * 42), (520, 785 + line * 42)], "#d9c6ae"
        )
        sheet.shape(
            [(1080, 775 + line * 42), (850, 822 + line * 42), (850, 832 + line * 42), (1080, 785 + line * 42)],
            "#d9c6ae",
        )


def _stage(sheet: Sheet) -> None:
    """Three children on a stage, in the light."""
    sheet.shape([(620, 0), (980, 0), (1350, 860), (250, 860)], "#f9cfa3")
    sheet.box(0, 820, WIDTH, 180, "#8a4a2b")
    for plank in range(9):
        sheet.box(plank * 190, 820, 6, 180, "#6e3a21")
    for x, skin, hair, coat in (
        (500, "#f2c9a5", "#c98a3a", TEAL), (800, "#7a4a30", "#20140e", AMBER), (1100, "#d9a273", "#4a2c1c", SKY),
    ):  # fmt: skip
        sheet.child(x, 500, skin, hair, coat, 1.15)
    for side in (0, 1):
        for fold in range(5):
            x = fold * 62 if side == 0 else WIDTH - 62 - fold * 62
            sheet.box(x, 0, 62, 900 - fold * 26, (PLUM, "#9a2f63")[fold % 2], 20)
    for fold in range(9):
        sheet.disc(fold * 200, 0, 130, ("#9a2f63", PLUM)[fold % 2])


def _garden(sheet: Sheet) -> None:
    """A school garden in the morning."""
    sheet.disc(1240, 260, 130, "#fbd27a")
    for ray in range(12):
        angle = ray * pi / 6
        sheet.disc(1240 + 190 * cos(angle), 260 + 190 * sin(angle), 14, "#fbd27a")
    for top, swing, shift, colour in ((470, 60, 0.4, "#bfdaae"), (560, 45, 2.2, "#93bd78"), (660, 30, 4.0, SAGE)):
        sheet.hill(top, swing, 1.3, shift, colour)
    sheet.child(430, 480, "#f2c9a5", "#a5502a", AMBER, 1.1)
    sheet.child(760, 520, "#8d5a3b", "#2a1a12", PLUM, 1.05)
    sheet.box(-20, 735, WIDTH + 40, 280, SAGE)
    for row in range(3):
        y = 740 + row * 95
        sheet.box(-20, y, WIDTH + 40, 70, ("#7a5236", "#6b452c", "#5d3b25")[row], 30)
        for plant in range(11):
            x = 80 + plant * 150 + row * 50
            sheet.disc(x - 26, y - 14, 30, "#7fb05a")
            sheet.disc(x + 26, y - 14, 30, "#6a9d47")
            sheet.disc(x, y - 40, 32, "#8fc168")
            if (plant + row) % 3 == 0:
                sheet.disc(x, y - 42, 15, (AMBER, PLUM)[row % 2])


def _keys(sheet: Sheet) -> None:
    """A keyboard, and notes that rise from it."""
    for ring, colour in ((560, "#f4d3e0"), (430, "#efb4cb"), (300, "#fae6ee")):
        sheet.disc(800, 470, ring, colour)
    for x, y, colour in ((470, 330, TEAL), (700, 190, PLUM), (930, 280, AMBER), (1160, 170, SKY), (330, 160, SAGE)):
        sheet.disc(x, y + 130, 46, colour)
        sheet.box(x + 30, y - 40, 16, 175, colour, 6)
        sheet.shape([(x + 46, y - 40), (x + 110, y), (x + 110, y + 50), (x + 46, y + 10)], colour)
    sheet.box(0, 610, WIDTH, 390, INK)
    for key in range(14):
        sheet.box(8 + key * 114, 640, 106, 360, PAPER, 12)
    for key in range(13):
        if key % 7 not in (2, 6):
            sheet.box(84 + key * 114, 640, 70, 210, INK, 10)


SCENES: dict[str, tuple[str, Callable[[Sheet], None]]] = {
    "pool": ("#e1eff8", _pool),
    "shelves": ("#fdeedd", _shelves),
    "stage": (INK, _stage),
    "garden": ("#fdf3d8", _garden),
    "keys": ("#fae6ee", _keys),
}


def drawn(scene: str) -> bytes:
    """The illustration with this name, as a JPEG of 1600 by 1000; the same bytes each time."""
    ground, draw = SCENES[scene]
    sheet = Sheet(ground)
    draw(sheet)
    return sheet.as_jpeg()
