"""Pictures from indoors: a dark corridor, a laid table."""

from __future__ import annotations

import math

from newsroom.demo.canvas import RED, Canvas


def corridor(c: Canvas) -> None:
    """Show a dark corridor with one lit doorway at its end."""
    s = c.scheme
    m, far_top, far_bottom, half = c.width / 2, 400.0, 640.0, c.width * 0.11
    c.poly([(0, 0), (m - half, far_top), (m - half, far_bottom), (0, 1000)], s.far)
    c.poly([(c.width, 0), (m + half, far_top), (m + half, far_bottom), (c.width, 1000)], s.mid)
    c.poly([(0, 0), (c.width, 0), (m + half, far_top), (m - half, far_top)], s.near)
    floor = [(0, 1000), (c.width, 1000), (m + half, far_bottom), (m - half, far_bottom)]
    c.poly(floor, s.sky)
    c.rect(m - half, far_top, half * 2, far_bottom - far_top, s.near)
    c.rect(m - half * 0.62, far_top + 40, half * 1.24, far_bottom - far_top - 40, s.accent)
    c.rect(m - 5, far_top + 40, 10, far_bottom - far_top - 40, s.near)
    spill = [
        (m - half * 0.62, far_bottom),
        (m + half * 0.62, far_bottom),
        (m + half * 3.2, 1000),
        (m - half * 3.2, 1000),
    ]
    c.poly(spill, s.accent)
    c.tone(s.sky, (m - half * 3.2, far_bottom, m + half * 3.2, 1000), -0.1, 1.1, within=spill)
    for side in (-1, 1):
        edge = 0 if side < 0 else c.width
        for door in range(3):
            near, far = 0.12 + door * 0.3, 0.3 + door * 0.27
            xs = [edge + (m + side * half - edge) * t for t in (near, far)]
            tops = [far_top * t + 260 * (1 - t) for t in (near, far)]
            bottoms = [far_bottom * t + 1000 * (1 - t) for t in (near, far)]
            leaf = [(xs[0], tops[0]), (xs[1], tops[1]), (xs[1], bottoms[1]), (xs[0], bottoms[0])]
            c.poly(leaf, s.near if side < 0 else s.far)
            c.disc(xs[1] - side * -14, (tops[1] + bottoms[1]) / 2 + 30, 9 - door * 2, s.light)
    for lamp in range(4):
        t = 0.15 + lamp * 0.24
        y, reach = far_top * t, c.width * 0.16 * (1 - t) + 16
        c.poly(
            [
                (m - reach, y),
                (m + reach, y),
                (m + reach * 0.8, y + 26 * (1 - t) + 4),
                (m - reach * 0.8, y + 26 * (1 - t) + 4),
            ],
            s.accent if lamp % 2 else s.mid,
        )
    c.tone(s.near, (0, 0, c.width, 1000), 0.5, -0.2)
    for place, k in ((0.3, 1.0), (0.42, 0.8)):
        x, foot = c.width * place, 860 + 60 * k
        c.blob(
            [
                (x - 54 * k, foot),
                (x - 60 * k, foot - 210 * k),
                (x, foot - 270 * k),
                (x + 60 * k, foot - 210 * k),
                (x + 54 * k, foot),
            ],
            s.light,
        )
        c.shade(
            [(x, foot - 266 * k), (x + 56 * k, foot - 210 * k), (x + 50 * k, foot), (x, foot)],
            s.near,
            0.1,
            0.8,
        )
        c.disc(x + 6, foot - 312 * k, 42 * k, s.near)
    c.rect(c.width * 0.3 - 30, 750, c.width * 0.12 + 40, 14, s.light)
    c.rect(c.width * 0.3 - 20, 764, c.width * 0.12 + 20, 60, s.accent)


def table(c: Canvas) -> None:
    """Show plates, cups and a pan of pancakes on a striped cloth, from above."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.light)
    for stripe in range(int(c.width // 140) + 1):
        c.rect(stripe * 140, 0, 62, 1000, s.tone)
    for row in range(8):
        c.tone(s.far, (0, row * 140, c.width, row * 140 + 62), 0.5, 0.5, pitch=9)
    places = ((0.16, 250), (0.5, 200), (0.84, 270), (0.2, 760), (0.82, 760))
    for index, (place, y) in enumerate(places):
        x = c.width * place
        c.disc(x + 9, y + 12, 168, s.near)
        c.disc(x, y, 168, s.light)
        c.ring(x, y, 152, s.mid, 6)
        c.ring(x, y, 112, s.far, 4)
        for cake in range(3):
            c.disc(x + c.random.uniform(-16, 16), y - cake * 7, 88 - cake * 5, s.near)
            c.disc(x + c.random.uniform(-14, 14), y - cake * 7 - 4, 86 - cake * 5, s.accent)
        c.tone("#E9B92F", (x - 60, y - 80, x + 60, y + 40), 0.8, -0.2, round_=True, pitch=8)
        for berry in range(6):
            angle = berry * 1.05 + index
            c.disc(x + 34 * math.cos(angle), y - 14 + 30 * math.sin(angle), 12, RED)
        for side, wide in ((-1, 9), (1, 13)):
            c.rect(x + side * 205 - wide / 2, y - 110, wide, 230, s.near)
            c.oval(x + side * 205, y - 110, wide * 1.5, 34, s.near)
    m = c.width / 2
    c.rect(m + 190, 640, 330, 44, s.near)
    c.disc(m + 40, 662, 196, s.near)
    c.disc(m + 40, 662, 168, s.mid)
    c.disc(m + 40, 662, 146, s.accent)
    c.tone("#E9B92F", (m - 106, 516, m + 186, 808), 0.1, 0.75, round_=True, pitch=10)
    for x, y in ((0.34, 470), (0.66, 470), (0.36, 900), (0.66, 930)):
        c.disc(c.width * x + 6, y + 8, 62, s.near)
        c.disc(c.width * x, y, 62, s.mid)
        c.disc(c.width * x, y, 48, s.light)
