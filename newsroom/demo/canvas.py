"""The press on which the demo's pictures are printed: flat inks, halftone screens, paper grain."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

SUPERSAMPLE = 2
HEIGHT = 1000.0
"""Every scene is 1000 units high, whatever its size in pixels; the width follows the shape."""

INK, GREEN, MARK, PAPER, PANEL, RED = (
    "#101614",
    "#0A5A46",
    "#FFE04A",
    "#FFFFFF",
    "#EEF2F0",
    "#A8071A",
)
MINT, SAGE, MOSS, PINE, SAND, ASH = "#D6E8DF", "#9CC7B6", "#4E9380", "#083C30", "#FFF1A8", "#8FA39B"


@dataclass(frozen=True)
class Scheme:
    """The inks of one picture, from the far to the near."""

    sky: str
    tone: str
    far: str
    mid: str
    near: str
    light: str
    accent: str


SCHEMES = {
    "day": Scheme(MINT, SAGE, SAGE, GREEN, INK, PAPER, MARK),
    "dusk": Scheme(MARK, "#E9B92F", MOSS, GREEN, INK, SAND, PAPER),
    "night": Scheme(PINE, INK, GREEN, "#06291F", INK, PANEL, MARK),
    "storm": Scheme("#6E9C8D", GREEN, MOSS, PINE, INK, PANEL, MARK),
    "paper": Scheme(PANEL, "#C9D6D0", ASH, GREEN, INK, PAPER, MARK),
    "green": Scheme(GREEN, PINE, MOSS, PINE, INK, PANEL, MARK),
    "dawn": Scheme(SAND, MARK, SAGE, MOSS, PINE, PAPER, RED),
}


@lru_cache(maxsize=8)
def _cell(pitch: int, kind: str) -> Image.Image:
    """Return one cell of a halftone screen: the tone at which each of its points takes ink."""
    turn = 2 * math.pi / pitch
    levels = bytearray()
    for y in range(pitch):
        for x in range(pitch):
            wave = math.cos(turn * y) if kind == "line" else math.cos(turn * x) * math.cos(turn * y)
            levels.append(round(127.5 + 122 * wave))
    return Image.frombytes("L", (pitch, pitch), bytes(levels))


@lru_cache(maxsize=6)
def _screen(pitch: int, kind: str, size: tuple[int, int]) -> Image.Image:
    return _tiled(_cell(pitch, kind), size)


def _tiled(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new(tile.mode, size)
    sheet.paste(tile, (0, 0))
    width, height = tile.size
    while width < size[0]:
        sheet.paste(sheet.crop((0, 0, min(width, size[0] - width), height)), (width, 0))
        width *= 2
    while height < size[1]:
        sheet.paste(sheet.crop((0, 0, size[0], min(height, size[1] - height))), (0, height))
        height *= 2
    return sheet


@lru_cache(maxsize=1)
def _grain() -> Image.Image:
    """Return the tooth of the paper: a square of soft noise that repeats without a seam."""
    side = 384
    tooth = random.Random(1901).randbytes(side * side)  # noqa: S311 (paper, not secrets)
    noise = Image.frombytes("L", (side, side), tooth)
    return noise.point([120 + round(level * 16 / 255) for level in range(256)])


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 8) -> list[Point]:
    """Return the points of a curve (Catmull-Rom) that runs through all of `points`."""
    count = len(points)
    curve: list[Point] = []
    for index in range(count if closed else count - 1):
        corners = [
            points[place % count] if closed else points[min(max(place, 0), count - 1)]
            for place in (index - 1, index, index + 1, index + 2)
        ]
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
        for step in range(steps):
            t = step / steps
            u, v, w, z = (
                -t + 2 * t**2 - t**3,
                2 - 5 * t**2 + 3 * t**3,
                t + 4 * t**2 - 3 * t**3,
                t**3 - t**2,
            )
            curve.append(
                ((u * ax + v * bx + w * cx + z * dx) / 2, (u * ay + v * by + w * cy + z * dy) / 2)
            )
    if not closed:
        curve.append(points[-1])
    return curve


class Canvas:
    """A sheet of `size` pixels whose scene is measured in units: 1000 high, `width` wide."""

    def __init__(
        self,
        size: tuple[int, int],
        scheme: Scheme,
        seed: int,
        features: frozenset[str] = frozenset(),
    ) -> None:
        self.size = size
        self.features = features
        self.scheme = scheme
        self.random = random.Random(seed)  # noqa: S311 (pictures, not secrets)
        self.width = HEIGHT * size[0] / size[1]
        self._scale = size[1] * SUPERSAMPLE / HEIGHT
        full = (size[0] * SUPERSAMPLE, size[1] * SUPERSAMPLE)
        self._sheet = Image.new("RGB", full, scheme.sky)
        self._pen = ImageDraw.Draw(self._sheet)

    def _px(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]

    def poly(self, points: Sequence[Point], ink: str) -> None:
        """Fill the polygon through `points`."""
        self._pen.polygon(self._px(points), fill=ink)

    def blob(self, points: Sequence[Point], ink: str) -> None:
        """Fill the smooth shape that runs through `points`."""
        self.poly(smooth(points), ink)

    def rect(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        """Fill an upright rectangle by its top left corner, width and height."""
        self._pen.rectangle(
            (*self._px([(x, y)])[0], *self._px([(x + width, y + height)])[0]), fill=ink
        )

    def oval(self, x: float, y: float, across: float, down: float, ink: str) -> None:
        """Fill an ellipse by its middle and its two radii."""
        corners = self._px([(x - across, y - down), (x + across, y + down)])
        self._pen.ellipse((*corners[0], *corners[1]), fill=ink)

    def disc(self, x: float, y: float, radius: float, ink: str) -> None:
        """Fill a circle by its middle and radius."""
        self.oval(x, y, radius, radius, ink)

    def ring(self, x: float, y: float, radius: float, ink: str, stroke: float) -> None:
        """Draw a circle as a line of the given stroke."""
        corners = self._px([(x - radius, y - radius), (x + radius, y + radius)])
        self._pen.ellipse((*corners[0], *corners[1]), outline=ink, width=self._stroke(stroke))

    def sector(self, x: float, y: float, radius: float, start: float, end: float, ink: str) -> None:
        """Fill a slice of a circle between two angles in degrees, clockwise from three o'clock."""
        corners = self._px([(x - radius, y - radius), (x + radius, y + radius)])
        self._pen.pieslice((*corners[0], *corners[1]), start, end, fill=ink)

    def line(self, points: Sequence[Point], ink: str, stroke: float = 4) -> None:
        """Draw straight lines from point to point."""
        self._pen.line(self._px(points), fill=ink, width=self._stroke(stroke), joint="curve")

    def curve(self, points: Sequence[Point], ink: str, stroke: float = 4) -> None:
        """Draw a smooth line that runs through `points`."""
        self.line(smooth(points, closed=False), ink, stroke)

    def _stroke(self, units: float) -> int:
        return max(1, round(units * self._scale))

    def tone(
        self,
        ink: str,
        box: Box,
        start: float,
        end: float,
        *,
        across: bool = False,
        round_: bool = False,
        pitch: int = 11,
        kind: str = "dot",
        within: Sequence[Point] = (),
    ) -> None:
        """Print `ink` through a halftone screen over `box`, from density `start` to `end` (0..1).

        The tone runs from top to bottom, with `across` from left to right, with `round_`
        from the middle outwards. `within` cuts it to a polygon.
        """
        left, top, right, bottom = (round(edge * self._scale) for edge in box)
        left, top = max(left, 0), max(top, 0)
        right, bottom = min(right, self._sheet.width), min(bottom, self._sheet.height)
        if right <= left or bottom <= top:
            return
        size = (right - left, bottom - top)
        ramp = Image.radial_gradient("L") if round_ else Image.linear_gradient("L")
        if across:
            ramp = ramp.transpose(Image.Transpose.ROTATE_90)
        ramp = ramp.point(
            [round(255 * (start + (end - start) * level / 255)) for level in range(256)]
        )
        cell = max(4, round(pitch * self._scale / 2) * 2)
        screen = _screen(cell, kind, self._sheet.size).crop((0, 0, *size))
        dots = ImageChops.subtract(ramp.resize(size, Image.Resampling.BILINEAR), screen, 0.12, 128)
        if within:
            cut = Image.new("L", size, 0)
            shifted = [(x - left, y - top) for x, y in self._px(within)]
            ImageDraw.Draw(cut).polygon(shifted, fill=255)
            dots = ImageChops.multiply(dots, cut)
        self._sheet.paste(ink, (left, top, right, bottom), dots)

    def shade(
        self,
        points: Sequence[Point],
        ink: str,
        start: float,
        end: float,
        *,
        across: bool = True,
        pitch: int = 8,
    ) -> None:
        """Shade the polygon through `points` with a halftone that fits its own extent."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        self.tone(ink, box, start, end, across=across, pitch=pitch, within=points)

    def printed(self) -> Image.Image:
        """Return the finished picture at its size, with the grain of the paper."""
        picture = self._sheet.reduce(SUPERSAMPLE)
        grain = _tiled(_grain(), picture.size).convert("RGB")
        return ImageChops.add(picture, grain, 1, -128)
