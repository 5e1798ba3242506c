"""A share picture: headline, label and name on paper, a picture beside them; runs in the child."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
BAR, MARGIN, BESIDE = 24, 64, 420
"""Pixels of the bar on top, of the white around the words, and of a picture's width."""
TOP, FOOT = 132, 520
"""The headline stands between these heights."""
PAPER, INK, HAIRLINE, MARK = "#FFFFFF", "#101614", "#C3CCC8", "#FFE04A"
SIZES = (84, 76, 68, 60, 54, 48, 42)
LINE = 1.1
LATIN, FURTHER = 0, 1
"""Places of the fonts: Latin letters, and those of the other Latin alphabets."""


@lru_cache(maxsize=64)
def font(path: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    face = ImageFont.truetype(path, size)
    face.set_variation_by_axes([weight])
    return face


class Pen:
    """Measures and writes words of one size and weight, each letter in the font that has it."""

    def __init__(self, fonts: Sequence[str], size: int, weight: int) -> None:
        self.faces = [font(path, size, weight) for path in fonts]
        self.size = size

    def runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        for place, letters in groupby(text, key=_place):
            yield self.faces[place], "".join(letters)

    def length(self, text: str) -> float:
        return sum(face.getlength(part) for face, part in self.runs(text))

    def write(
        self, draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, fill: str = INK
    ) -> None:
        """From the left end of the base line."""
        left, base = place
        for face, part in self.runs(text):
            draw.text((left, base), part, font=face, fill=fill, anchor="ls")
            left += face.getlength(part)

    def lines(self, text: str, width: float) -> list[str]:
        """Broken between words; a word longer than a line stands alone."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.length(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def cut(self, text: str, width: float) -> str:
        """The text, or as many of its letters as fit with an ellipsis."""
        if self.length(text) <= width:
            return text
        while text and self.length(f"{text}…") > width:
            text = text[:-1].rstrip()
        return f"{text}…"


def _place(letter: str) -> int:
    code = ord(letter)
    is_latin = code <= 0xFF or code in (0x131, 0x152, 0x153) or 0x2000 <= code <= 0x2122
    return LATIN if is_latin else FURTHER


def draw_card(
    headline: str, label: str, name: str, fonts: Sequence[str], beside: Image.Image | None
) -> bytes:
    """A JPEG of 1200 x 630; `beside` is BESIDE wide and as high as the card below its bar."""
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, WIDTH, BAR), fill=INK)
    width = WIDTH - 2 * MARGIN
    if beside is not None:
        card.paste(beside, (WIDTH - BESIDE, BAR))
        width -= BESIDE
    _label(draw, Pen(fonts, 30, 700), label, width)
    pen, lines = _fitted(headline, fonts, width)
    step = pen.size * LINE
    for number, line in enumerate(lines):
        pen.write(draw, (MARGIN, TOP + pen.size * 0.9 + number * step), line)
    draw.rectangle((MARGIN, FOOT + 22, MARGIN + width, FOOT + 23), fill=HAIRLINE)
    foot = Pen(fonts, 34, 900)
    foot.write(draw, (MARGIN, FOOT + 72), foot.cut(name, width))
    target = io.BytesIO()
    card.save(target, "JPEG", quality=88, optimize=True)
    return target.getvalue()


def _label(draw: ImageDraw.ImageDraw, pen: Pen, label: str, width: float) -> None:
    """Black words on the marker's ground."""
    if not label:
        return
    words = pen.cut(label, width - 24)
    draw.rectangle((MARGIN, 62, MARGIN + pen.length(words) + 24, 108), fill=MARK)
    pen.write(draw, (MARGIN + 12, 96), words)


def _fitted(headline: str, fonts: Sequence[str], width: float) -> tuple[Pen, list[str]]:
    """The largest size in which the headline fits; in the smallest, what does not is cut."""
    for size in SIZES:
        pen = Pen(fonts, size, 800)
        lines = pen.lines(headline, width)
        fits = len(lines) * size * LINE <= FOOT - TOP
        if fits and all(pen.length(line) <= width for line in lines):
            return pen, lines
    most = int((FOOT - TOP) / (SIZES[-1] * LINE))
    shown = lines[:most]
    if len(lines) > most:
        shown[-1] = f"{shown[-1]} {lines[most]}"
    return pen, [pen.cut(line, width) for line in shown]
