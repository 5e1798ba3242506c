"""Pictures of the open sea: ships, lights, breaking waves."""

from __future__ import annotations

import math

from newsroom.demo.canvas import RED, Canvas
from newsroom.demo.elements import cloud, gulls, rain, ridge, sky, stars, sun, swell, water


def _hull(c: Canvas, x: float, y: float, length: float, depth: float, ink: str, band: str) -> None:
    """Float a hull whose bow points right; `y` is the line of the water."""
    top = y - depth
    body = [
        (x, top),
        (x + length * 0.93, top),
        (x + length, top - depth * 0.3),
        (x + length * 0.93, y + 6),
        (x + 14, y + 6),
    ]
    c.poly(body, ink)
    c.poly(
        [(x + 10, y - 8), (x + length * 0.938, y - 8), (x + length * 0.93, y + 8), (x + 14, y + 8)],
        band,
    )
    c.rect(x, top, length * 0.945, 6, c.scheme.light)


def _ferry(c: Canvas, x: float, y: float, size: float) -> None:
    s = c.scheme
    length = 760 * size
    _hull(c, x, y, length, 84 * size, s.near, RED)
    c.rect(x + 40 * size, y - 150 * size, 610 * size, 68 * size, s.light)
    c.poly(
        [
            (x + 120 * size, y - 210 * size),
            (x + 540 * size, y - 210 * size),
            (x + 590 * size, y - 148 * size),
            (x + 100 * size, y - 148 * size),
        ],
        s.light,
    )
    c.poly(
        [
            (x + 420 * size, y - 256 * size),
            (x + 520 * size, y - 256 * size),
            (x + 548 * size, y - 206 * size),
            (x + 410 * size, y - 206 * size),
        ],
        s.light,
    )
    side = [
        (x + 40 * size, y - 150 * size),
        (x + 650 * size, y - 150 * size),
        (x + 650 * size, y - 84 * size),
        (x + 40 * size, y - 84 * size),
    ]
    c.shade(side, s.far, 0.75, 0.0)
    for index in range(15):
        c.rect(x + (66 + 38 * index) * size, y - 132 * size, 22 * size, 20 * size, s.near)
    for index in range(11):
        c.rect(x + (140 + 36 * index) * size, y - 192 * size, 20 * size, 16 * size, s.near)
    c.rect(x + 432 * size, y - 244 * size, 84 * size, 17 * size, s.near)
    c.poly(
        [
            (x + 220 * size, y - 300 * size),
            (x + 300 * size, y - 300 * size),
            (x + 312 * size, y - 208 * size),
            (x + 212 * size, y - 208 * size),
        ],
        s.mid,
    )
    c.rect(x + 217 * size, y - 282 * size, 86 * size, 22 * size, s.accent)
    c.rect(x + 462 * size, y - 350 * size, 6 * size, 96 * size, s.near)
    c.rect(x + 440 * size, y - 322 * size, 50 * size, 5 * size, s.near)
    for plume in range(4):
        c.disc(
            x + (250 - 42 * plume) * size,
            y - (326 + 26 * plume) * size,
            (20 + 10 * plume) * size,
            s.tone,
        )


def ferry(c: Canvas) -> None:
    """Show the island ferry under way, or adrift between larger waves."""
    s = c.scheme
    if "adrift" in c.features:
        _adrift(c)
        return
    sky(c, 620, start=0.7)
    sun(c, c.width * c.random.uniform(0.7, 0.82), 300, 110)
    cloud(c, c.width * 0.1, 200, 330)
    ridge(c, 620, 150, s.far)
    ridge(c, 622, 70, s.mid, rough=2)
    water(c, 620, s.far if s.far != s.mid else s.tone, s.light, under=c.width * 0.76, density=90)
    _ferry(c, c.width * 0.5 - 430, 740, 1.1)
    wake = [
        (0, 770),
        (c.width * 0.3, 744),
        (c.width * 0.84, 740),
        (c.width * 0.86, 756),
        (c.width * 0.4, 772),
        (0, 812),
    ]
    c.poly(wake, s.light)
    swell(c, 850, 26, 210, s.mid, shift=c.random.uniform(0, 200))
    swell(c, 930, 34, 260, s.near, shift=c.random.uniform(0, 200))
    gulls(c, c.width * 0.36, 330, 7)


def _adrift(c: Canvas) -> None:
    s = c.scheme
    sky(c, 1000, start=1.0, end=0.1)
    rain(c, s.light, 120, 0.6)
    rock = c.width * 0.14
    c.blob(
        [
            (rock - 190, 700),
            (rock - 100, 560),
            (rock - 20, 500),
            (rock + 70, 570),
            (rock + 170, 700),
        ],
        s.near,
    )
    c.rect(rock - 26, 400, 20, 120, s.near)
    c.disc(rock - 16, 396, 18, s.accent)
    swell(c, 680, 60, 330, s.far, shift=40)
    _ferry(c, c.width * 0.44, 740, 0.95)
    swell(c, 770, 80, 420, s.mid, shift=150)
    c.tone(s.near, (0, 740, c.width, 1000), -0.3, 0.6, kind="line", pitch=14)
    swell(c, 900, 90, 480, s.near, shift=20)


def trawler(c: Canvas) -> None:
    """Show a fishing boat alone between two seas."""
    s = c.scheme
    sky(c, 660, start=0.9)
    sun(c, c.width * 0.3, 360, 150)
    gulls(c, c.width * 0.62, 260, 14, 330)
    swell(c, 660, 40, 300, s.far, shift=40)
    x, y, k = c.width * 0.5 - 170, 690.0, 1.35
    c.poly(
        [
            (x, y - 80 * k),
            (x + 120 * k, y - 62 * k),
            (x + 250 * k, y - 70 * k),
            (x + 340 * k, y - 120 * k),
            (x + 300 * k, y + 24),
            (x + 30 * k, y + 24),
        ],
        s.near,
    )
    c.line(
        [(x + 8 * k, y - 58 * k), (x + 130 * k, y - 42 * k), (x + 322 * k, y - 96 * k)], s.accent, 9
    )
    c.rect(x + 190 * k, y - 150 * k, 84 * k, 84 * k, s.light)
    c.rect(x + 182 * k, y - 162 * k, 100 * k, 14 * k, RED)
    for index in range(3):
        c.rect(x + (198 + 25 * index) * k, y - 138 * k, 18 * k, 24 * k, s.near)
    c.shade(
        [
            (x + 235 * k, y - 148 * k),
            (x + 274 * k, y - 148 * k),
            (x + 274 * k, y - 68 * k),
            (x + 235 * k, y - 68 * k),
        ],
        s.mid,
        0.1,
        0.6,
    )
    c.rect(x + 92 * k, y - 260 * k, 9 * k, 196 * k, s.near)
    for reach, drop in ((20, 90), (168, 150)):
        c.line([(x + 96 * k, y - 250 * k), (x + reach * k, y - drop * k)], s.near, 4)
    c.line(
        [(x + 96 * k, y - 236 * k), (x - 30 * k, y - 190 * k), (x - 20 * k, y - 60 * k)], s.near, 6
    )
    c.curve([(x - 20 * k, y - 60 * k), (x - 60 * k, y), (x - 90 * k, y + 40)], s.near, 5)
    swell(c, 780, 54, 330, s.mid, shift=160)
    c.tone(s.near, (0, 760, c.width, 1000), -0.2, 0.7, kind="line", pitch=14)
    swell(c, 900, 60, 390, s.near, shift=60)


def lighthouse(c: Canvas) -> None:
    """Show the light on its rock, the beam going out."""
    s = c.scheme
    sky(c, 760, start=0.85, end=0.1)
    if s.sky == s.mid or s.near == s.tone:
        stars(c, 560, 90)
    x = c.width * c.random.choice((0.3, 0.68))
    side = 1 if x < c.width / 2 else -1
    lamp = 262.0
    far = x + side * c.width
    beam = [(x, lamp - 8), (far, lamp - 190), (far, lamp + 120), (x, lamp + 14)]
    c.poly(beam, s.accent)
    fade = (0.0, 1.15) if side > 0 else (1.15, 0.0)
    c.tone(
        s.sky,
        (min(x, far), lamp - 190, max(x, far), lamp + 120),
        *fade,
        across=True,
        pitch=13,
        within=beam,
    )
    ridge(c, 770, 60, s.far)
    water(c, 768, s.mid, s.light, under=x, density=60)
    c.poly([(x - 62, 770), (x + 62, 770), (x + 38, 330), (x - 38, 330)], s.light)
    for top in (420, 590):
        lean = (770 - top) / 440 * 24
        low = lean - 80 / 440 * 24
        c.poly(
            [
                (x - 62 + lean, top),
                (x + 62 - lean, top),
                (x + 62 - low, top + 80),
                (x - 62 + low, top + 80),
            ],
            RED,
        )
    c.shade([(x, 330), (x + 38, 330), (x + 62, 770), (x + 4, 770)], s.near, 0.0, 0.75)
    c.rect(x - 56, 314, 112, 18, s.near)
    c.rect(x - 27, 226, 54, 90, s.accent)
    for bar in (-27, -2, 22):
        c.rect(x + bar, 226, 5, 90, s.near)
    c.poly([(x - 40, 228), (x + 40, 228), (x, 166)], s.near)
    c.rect(x - 3, 140, 6, 30, s.near)
    rock = [
        (x - 330, 860),
        (x - 210, 770),
        (x - 120, 740),
        (x + 90, 744),
        (x + 220, 790),
        (x + 340, 870),
        (x, 900),
    ]
    c.poly(rock, s.near)
    c.poly([(x - 210, 770), (x - 120, 740), (x + 90, 744), (x + 30, 776), (x - 150, 800)], s.mid)
    swell(c, 868, 44, 230, s.light, shift=30)
    swell(c, 888, 44, 240, s.near, shift=20)
    gulls(c, x - side * 320, 420, 5)


def breakers(c: Canvas) -> None:
    """Show a sea breaking over the mole, higher than the lamp at its end."""
    s = c.scheme
    sky(c, 1000, start=0.95, end=0.25)
    rain(c, s.light, 110, 0.7)
    for top, ink in ((560, s.far), (640, s.mid)):
        swell(c, top, 70, 360, ink, shift=c.random.uniform(0, 200))
    wall = c.width * 0.42
    for ink, count, reach_most in ((s.far, 240, 470), (s.light, 430, 400)):
        for _ in range(count):
            angle, reach = (
                math.radians(c.random.gauss(-106, 19)),
                reach_most * math.sqrt(c.random.random()),
            )
            radius = (1 - reach / (reach_most + 60)) * 36 * c.random.uniform(0.5, 1) + 5
            foot = wall + 60 + c.random.uniform(-150, 130)
            c.disc(foot + math.cos(angle) * reach, 740 + math.sin(angle) * reach * 1.2, radius, ink)
    for _ in range(150):
        angle, reach = math.radians(c.random.gauss(-108, 26)), c.random.uniform(330, 620)
        c.disc(
            wall + 130 + math.cos(angle) * reach,
            730 + math.sin(angle) * reach,
            c.random.uniform(2, 7),
            s.light,
        )
    swell(c, 790, 120, 620, s.far, shift=wall - 300)
    c.rect(wall + 40, 640, c.width, 130, s.near)
    c.rect(wall + 20, 620, c.width, 28, s.mid)
    for stone in range(12):
        c.rect(wall + 60 + stone * 92, 690 + 34 * (stone % 2), 66, 4, s.mid)
    lamp = wall + 300
    c.rect(lamp, 420, 12, 204, s.near)
    c.rect(lamp - 18, 400, 48, 26, s.near)
    c.disc(lamp + 6, 440, 22, s.accent)
    c.tone(s.accent, (lamp - 94, 340, lamp + 106, 540), 0.5, -0.25, round_=True)
    swell(c, 830, 90, 420, s.mid, shift=110)
    swell(c, 930, 80, 470, s.near, shift=10)
