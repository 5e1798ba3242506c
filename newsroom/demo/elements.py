"""What many of the demo's pictures share: suns, clouds, water, hills, houses, birds, rain."""

from __future__ import annotations

import math

from newsroom.demo.canvas import Canvas, Point, smooth


def sky(c: Canvas, horizon: float, *, start: float = 0.75, end: float = 0.0) -> None:
    """Print the tone of the sky, dense above and fading towards the horizon."""
    c.tone(c.scheme.tone, (0, 0, c.width, horizon), start, end)


def sun(c: Canvas, x: float, y: float, radius: float, *, halo: bool = True) -> None:
    """Set a sun or moon, with a screened halo around it."""
    if halo:
        reach = radius * 2.1
        c.tone(
            c.scheme.accent,
            (x - reach, y - reach, x + reach, y + reach),
            0.62,
            -0.25,
            round_=True,
            pitch=13,
        )
    c.disc(x, y, radius, c.scheme.accent)


def cloud(c: Canvas, x: float, y: float, length: float, ink: str = "") -> None:
    """Lay a flat-bottomed cloud whose left end stands at `x`, `y`."""
    ink = ink or c.scheme.light
    high = length * 0.085
    for start, share, lift in ((0.0, 0.72, 0.0), (0.16, 0.62, 1.55), (0.42, 0.58, -1.5)):
        left, top, span = x + length * start, y - high * lift, length * share
        c.rect(left, top - high, span, high * 2, ink)
        c.disc(left, top, high, ink)
        c.disc(left + span, top, high, ink)


def gulls(c: Canvas, x: float, y: float, count: int, spread: float = 260, ink: str = "") -> None:
    """Scatter gulls in flight around a point."""
    for _ in range(count):
        left = x + c.random.uniform(-spread, spread)
        top = y + c.random.uniform(-spread * 0.4, spread * 0.4)
        span = c.random.uniform(16, 38)
        lift = span * c.random.uniform(0.3, 0.55)
        wing = [(left - span, top - lift * 0.5), (left - span * 0.5, top - lift), (left, top)]
        other = [
            (left, top),
            (left + span * 0.55, top - lift * 1.1),
            (left + span * 1.1, top - lift * 0.4),
        ]
        for part in (wing, other):
            c.curve(part, ink or c.scheme.near, 4.5)


def ridge(c: Canvas, base: float, height: float, ink: str, *, rough: float = 1.0) -> list[Point]:
    """Raise a line of hills over `base` and return its outline."""
    waves = [
        (c.random.uniform(0.7, 3.4), c.random.uniform(0, 6.3), c.random.uniform(0.25, 1))
        for _ in range(4)
    ]
    weight = sum(part for _, _, part in waves)
    outline: list[Point] = []
    for step in range(61):
        x = c.width * step / 60
        swell = (
            sum(math.sin(x / 260 * pace * rough + turn) * part for pace, turn, part in waves)
            / weight
        )
        outline.append((x, base - height * (0.55 + 0.45 * swell)))
    closed = [*outline, (c.width, base + 2), (0, base + 2)]
    c.poly(closed, ink)
    return closed


def water(
    c: Canvas, top: float, ink: str, glint: str, *, under: float | None = None, density: int = 70
) -> None:
    """Fill the sea from `top` down, with glints that widen towards us; `under` = x of the light."""
    c.rect(0, top, c.width, 1000 - top, ink)
    deep = 1000 - top
    for _ in range(density):
        near = c.random.random() ** 1.4
        y = top + 8 + near * (deep - 16)
        length = (14 + 120 * near) * c.random.uniform(0.4, 1)
        if under is not None and c.random.random() < 0.62:
            x = under + c.random.gauss(0, 34 + 90 * near)
        else:
            x = c.random.uniform(-40, c.width + 40)
        c.line([(x - length / 2, y), (x + length / 2, y)], glint, 2 + 5 * near)


def swell(
    c: Canvas, y: float, height: float, length: float, ink: str, *, shift: float = 0.0
) -> list[Point]:
    """Roll one row of pointed waves across the sheet and fill everything under it."""
    crest: list[Point] = []
    x = -length + shift
    while x < c.width + length:
        crest += [(x, y), (x + length * 0.45, y - height * 0.35), (x + length * 0.72, y - height)]
        x += length
    outline = [*smooth(crest, closed=False), (c.width + length, 1010), (-length, 1010)]
    c.poly(outline, ink)
    return outline


def rain(c: Canvas, ink: str, count: int = 130, slant: float = 0.35, length: float = 70) -> None:
    """Let it rain."""
    for _ in range(count):
        x, y = c.random.uniform(-60, c.width + 200), c.random.uniform(-60, 1000)
        reach = length * c.random.uniform(0.5, 1.2)
        c.line([(x, y), (x - reach * slant, y + reach)], ink, 3)


def stars(c: Canvas, bottom: float, count: int = 110, ink: str = "") -> None:
    """Scatter stars of four sizes above `bottom`."""
    for _ in range(count):
        x, y = c.random.uniform(0, c.width), c.random.uniform(0, bottom)
        c.disc(x, y, c.random.choice((1.6, 2.2, 3.0, 4.6)), ink or c.scheme.light)


def windows(
    c: Canvas,
    x: float,
    y: float,
    columns: int,
    rows: int,
    ink: str,
    *,
    step: Point = (30, 40),
    size: Point = (13, 20),
    lit: str = "",
    share: float = 0.25,
) -> None:
    """Set a grid of windows; a `share` of them is lit."""
    for row in range(rows):
        for column in range(columns):
            light = bool(lit) and c.random.random() < share
            c.rect(x + column * step[0], y + row * step[1], *size, lit if light else ink)


def gabled(
    c: Canvas, x: float, base: float, width: float, height: float, wall: str, roof: str
) -> None:
    """Put up a house with a pitched roof and its shaded side."""
    pitch = width * 0.42
    c.rect(x, base - height, width, height, wall)
    c.shade(
        [
            (x + width * 0.55, base - height),
            (x + width, base - height),
            (x + width, base),
            (x + width * 0.55, base),
        ],
        c.scheme.near,
        0.05,
        0.45,
    )
    c.poly(
        [
            (x - width * 0.06, base - height + 2),
            (x + width / 2, base - height - pitch),
            (x + width * 1.06, base - height + 2),
        ],
        roof,
    )
    c.rect(x + width * 0.68, base - height - pitch * 0.85, width * 0.11, pitch * 0.6, roof)


def terrace(
    c: Canvas,
    base: float,
    walls: tuple[str, ...],
    roof: str,
    *,
    lit: str = "",
    low: float = 150,
    high: float = 260,
    start: float = -30,
    end: float | None = None,
) -> None:
    """Build a row of narrow gabled houses along `base`."""
    x = start
    place = 0
    while x < (c.width if end is None else end):
        width = c.random.uniform(96, 142)
        height = c.random.uniform(low, high)
        gabled(c, x, base, width, height, walls[place % len(walls)], roof)
        rows = max(1, int(height // 66))
        windows(
            c,
            x + width * 0.18,
            base - height + 18,
            2,
            rows,
            c.scheme.near,
            step=(width * 0.38, 62),
            size=(width * 0.2, 34),
            lit=lit,
            share=0.55,
        )
        x += width + 2
        place += 1


def blocks(
    c: Canvas, base: float, ink: str, *, low: float, high: float, lit: str = "", wide: float = 90
) -> None:
    """Build a far line of flat-roofed blocks, some with masts and lit windows."""
    x = -20.0
    while x < c.width:
        width = c.random.uniform(wide * 0.55, wide * 1.35)
        height = c.random.uniform(low, high)
        c.rect(x, base - height, width, height + 2, ink)
        roof = c.random.random()
        if roof < 0.22:
            c.rect(x + width * 0.45, base - height - 46, 5, 48, ink)
        elif roof < 0.42:
            c.rect(x + width * 0.2, base - height - 16, width * 0.4, 18, ink)
        if lit:
            columns, rows = max(1, int(width // 26)), max(1, int(height // 36) - 1)
            for row in range(rows):
                for column in range(columns):
                    if c.random.random() < 0.32:
                        c.rect(x + 10 + column * 26, base - height + 16 + row * 36, 10, 15, lit)
        x += width + c.random.uniform(-4, 14)


def pines(c: Canvas, base: float, ink: str, *, low: float, high: float, step: float = 60) -> None:
    """Plant a row of conifers along `base`."""
    x = -30.0
    while x < c.width + 40:
        height = c.random.uniform(low, high)
        width = height * c.random.uniform(0.3, 0.4)
        for tier in range(4):
            top = base - height + height * 0.2 * tier
            reach = width * (0.32 + 0.23 * tier) / 2
            c.poly(
                [
                    (x, top - height * 0.06),
                    (x + reach, top + height * 0.3),
                    (x - reach, top + height * 0.3),
                ],
                ink,
            )
        c.rect(x - width * 0.05, base - height * 0.15, width * 0.1, height * 0.17, ink)
        x += step * c.random.uniform(0.6, 1.3)
