"""Pictures of the port: cranes, locks, the flood barrier, the yard."""

from __future__ import annotations

import math

from newsroom.demo.canvas import PAPER, RED, Canvas
from newsroom.demo.elements import blocks, cloud, gulls, ridge, sky, sun, swell, water


def _crane(c: Canvas, x: float, base: float, size: float, ink: str) -> None:
    """Put up a gantry crane that reaches out to the right."""
    leg = 16 * size
    for foot, top in ((x, x + 18 * size), (x + 150 * size, x + 132 * size)):
        c.poly(
            [
                (foot, base),
                (foot + leg, base),
                (top + leg, base - 350 * size),
                (top, base - 350 * size),
            ],
            ink,
        )
    c.rect(x + 6 * size, base - 130 * size, 156 * size, 13 * size, ink)
    c.line([(x + 14 * size, base - 124 * size), (x + 140 * size, base - 340 * size)], ink, 7 * size)
    boom = base - 350 * size
    c.rect(x - 120 * size, boom - 22 * size, 560 * size, 24 * size, ink)
    c.rect(x + 62 * size, boom - 170 * size, 14 * size, 170 * size, ink)
    for reach in (-110, 230, 420):
        c.line(
            [(x + 69 * size, boom - 166 * size), (x + reach * size, boom - 16 * size)],
            ink,
            5 * size,
        )
    c.rect(x - 96 * size, boom - 62 * size, 86 * size, 46 * size, ink)
    c.rect(x + 250 * size, boom, 40 * size, 30 * size, ink)
    for side in (256, 280):
        c.rect(x + side * size, boom + 20 * size, 3 * size, 118 * size, ink)


def _boxes(
    c: Canvas,
    x: float,
    base: float,
    columns: int,
    rows: int,
    inks: tuple[str, ...],
    size: float = 1.0,
) -> None:
    width, height = 104 * size, 42 * size
    for column in range(columns):
        for row in range(rows - c.random.randint(0, 2)):
            ink = c.random.choice(inks)
            left, top = x + column * (width + 3), base - (row + 1) * (height + 3)
            c.rect(left, top, width, height, ink)
            for rib in range(1, 8):
                c.rect(
                    left + rib * width / 8,
                    top + 6 * size,
                    2 * size,
                    height - 12 * size,
                    c.scheme.near,
                )


def cranes(c: Canvas) -> None:
    """Show container cranes over a quay, with stacked boxes."""
    s = c.scheme
    sky(c, 640, start=0.8)
    sun(c, c.width * c.random.uniform(0.2, 0.36), 330, 120)
    cloud(c, c.width * 0.6, 170, 300)
    blocks(c, 690, s.far, low=30, high=120)
    for place, size in ((0.02, 0.82), (0.3, 0.92)):
        _crane(c, c.width * place, 720, size, s.mid)
    _boxes(c, c.width * 0.08, 760, 10, 4, (s.mid, s.far, s.light, s.accent), 0.8)
    _crane(c, c.width * 0.56, 800, 1.3, s.near)
    _boxes(c, c.width * 0.02, 850, 5, 4, (s.mid, s.accent, s.far, RED), 1.15)
    c.rect(0, 848, c.width, 24, s.near)
    water(c, 872, s.mid, s.accent, density=34)
    gulls(c, c.width * 0.45, 180, 6)


def lock(c: Canvas) -> None:
    """Show a pair of tide gates, one leaf stuck half open."""
    s = c.scheme
    sky(c, 480, start=0.9)
    blocks(c, 480, s.far, low=30, high=130)
    water(c, 476, s.tone, s.light, density=50)
    m = c.width / 2
    for side in (-1, 1):
        edge = 0 if side < 0 else c.width
        inner = m + side * 360
        c.poly([(edge, 330), (inner, 330), (inner, 1000), (edge, 1000)], s.mid)
        for row in range(9):
            c.rect(min(edge, inner), 390 + row * 74, abs(edge - inner), 6, s.near)
        c.rect(min(edge, inner) - 6, 316, abs(edge - inner) + 12, 24, s.near)
        c.rect(inner - side * 90 - 35, 210, 70, 110, s.light)
        c.poly(
            [
                (inner - side * 90 - 46, 212),
                (inner - side * 90 + 46, 212),
                (inner - side * 90, 160),
            ],
            s.near,
        )
        c.rect(inner - side * 90 - 13, 240, 26, 30, s.accent)
    shut = [(m - 360, 360), (m - 20, 410), (m - 20, 860), (m - 360, 800)]
    c.poly(shut, s.near)
    for beam in range(5):
        t = beam / 5
        c.line([(m - 354, 384 + t * 440), (m - 24, 434 + t * 440)], s.far, 11)
    c.line([(m - 350, 800), (m - 30, 430)], s.far, 9)
    ajar = [(m + 360, 360), (m + 190, 450), (m + 190, 930), (m + 360, 800)]
    c.poly(ajar, RED)
    c.shade(ajar, s.near, 0.55, 0.0)
    for beam in range(5):
        t = beam / 5
        c.line([(m + 354, 388 + t * 430), (m + 196, 480 + t * 450)], s.near, 10)
    rush = [(m - 20, 560), (m + 190, 590), (m + 320, 1010), (m - 160, 1010)]
    c.poly(rush, s.light)
    for jet in range(16):
        x = m - 10 + jet * 13
        c.curve(
            [(x, 570), (x + (jet - 8) * 4, 760), (x + (jet - 8) * 14, 1000)],
            s.far if jet % 3 else s.mid,
            6,
        )
    c.tone(s.near, (0, 330, m - 360, 1000), 0.0, 0.6)
    c.tone(s.near, (m + 360, 330, c.width, 1000), 0.1, 0.75)


def barrier(c: Canvas) -> None:
    """Show rotating flood gates between round piers across a river mouth."""
    s = c.scheme
    sky(c, 560, start=0.85)
    sun(c, c.width * 0.76, 330, 130)
    ridge(c, 580, 110, s.far)
    blocks(c, 582, s.mid, low=20, high=90, wide=70)
    water(c, 576, s.mid, s.accent, under=c.width * 0.76, density=90)
    for index in range(6):
        k = 0.55 + index * 0.2
        x, base = c.width * (1.02 - index * 0.2), 640 + index * 46
        if index < 5:
            nx, nk = c.width * (1.02 - (index + 1) * 0.2), 0.55 + (index + 1) * 0.2
            gate = [(nx, base + 46 - 90 * nk), (x, base - 90 * k), (x, base - 6), (nx, base + 40)]
            c.poly(gate, s.accent if index % 2 else s.far)
            c.shade(gate, s.near, 0.55, 0.05)
        c.blob(
            [
                (x - 76 * k, base + 20),
                (x - 70 * k, base - 150 * k),
                (x - 6 * k, base - 250 * k),
                (x + 64 * k, base - 150 * k),
                (x + 74 * k, base + 20),
            ],
            s.light,
        )
        c.shade(
            [
                (x + 4 * k, base - 240 * k),
                (x + 62 * k, base - 150 * k),
                (x + 72 * k, base + 20),
                (x + 8 * k, base + 20),
            ],
            s.near,
            0.0,
            0.7,
        )
        c.rect(x - 84 * k, base + 8, 168 * k, 40 * k, s.near)
        c.rect(x - 20 * k, base - 120 * k, 26 * k, 44 * k, s.near)
    swell(c, 930, 36, 260, s.near)
    gulls(c, c.width * 0.3, 250, 7)


def shipyard(c: Canvas) -> None:
    """Show a hull on the slip, with scaffolding and a welder's spark."""
    s = c.scheme
    sky(c, 800, start=0.8)
    cloud(c, c.width * 0.05, 170, 300)
    blocks(c, 830, s.far, low=80, high=250)
    m = c.width * 0.5
    c.rect(m - 690, 110, 26, 740, s.mid)
    c.rect(m + 640, 110, 26, 740, s.mid)
    c.rect(m - 720, 96, 1420, 44, s.mid)
    for brace in range(14):
        x = m - 700 + brace * 100
        c.line([(x, 136), (x + 50, 100), (x + 100, 136)], s.near, 5)
    c.rect(m + 120, 140, 60, 30, s.near)
    c.rect(m + 147, 168, 5, 120, s.near)
    hull = [
        (m - 470, 300),
        (m - 330, 318),
        (m, 330),
        (m + 330, 318),
        (m + 470, 300),
        (m + 380, 560),
        (m + 210, 760),
        (m, 830),
        (m - 210, 760),
        (m - 380, 560),
    ]
    c.poly(hull, s.near)
    c.poly([(m - 380, 560), (m + 380, 560), (m + 210, 760), (m, 830), (m - 210, 760)], RED)
    c.shade([(m, 326), (m + 470, 300), (m + 380, 560), (m + 210, 760), (m, 830)], s.near, 0.0, 0.8)
    c.rect(m - 5, 330, 10, 500, s.far)
    c.line([(m - 386, 556), (m + 386, 556)], s.light, 8)
    c.rect(m - 200, 210, 400, 112, s.light)
    for index in range(7):
        c.rect(m - 176 + index * 52, 236, 36, 34, s.near)
    for side in (-1, 1):
        for level in range(5):
            c.line(
                [(m + side * 420, 380 + level * 96), (m + side * 620, 380 + level * 96)],
                s.accent,
                9,
            )
        for post in range(4):
            c.line(
                [(m + side * (430 + post * 60), 320), (m + side * (430 + post * 60), 860)],
                s.accent,
                6,
            )
    c.rect(0, 848, c.width, 160, s.mid)
    for index in range(9):
        c.rect(m - 420 + index * 100, 806, 40, 60, s.near)
    x, y = m - 300, 690
    for ray in range(18):
        angle = ray / 18 * 2 * math.pi
        reach = c.random.uniform(40, 120)
        c.line([(x, y), (x + math.cos(angle) * reach, y + math.sin(angle) * reach)], s.accent, 5)
    c.disc(x, y, 22, PAPER)
    c.tone(s.near, (0, 848, c.width, 1000), 0.0, 0.7)
