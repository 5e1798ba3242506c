"""Pictures of sport: the ground, the keeper, the board, sails and oars."""

from __future__ import annotations

import math

from newsroom.demo.canvas import INK, PAPER, RED, Canvas
from newsroom.demo.elements import blocks, cloud, ridge, sky, sun, swell, water


def stadium(c: Canvas) -> None:
    """Show the ground under its lights, with the pitch in stripes."""
    s = c.scheme
    sky(c, 500, start=0.95)
    for x, side in ((c.width * 0.09, 1), (c.width * 0.91, -1)):
        c.poly(
            [(x, 150), (x + side * 700, 620), (x + side * 180, 660)],
            s.tone if s.tone != s.near else s.far,
        )
        c.rect(x - 9, 150, 18, 440, s.near)
        c.rect(x - 78, 80, 156, 92, s.near)
        for index in range(12):
            c.disc(x - 60 + (index % 4) * 40, 100 + (index // 4) * 27, 11, s.accent)
    c.poly([(0, 420), (c.width, 420), (c.width, 600), (0, 600)], s.near)
    c.poly([(0, 400), (c.width * 0.5, 360), (c.width, 400), (c.width, 430), (0, 430)], s.far)
    inks = (s.accent, s.light, s.far, s.mid)
    for row in range(6):
        for index in range(int(c.width // 17)):
            if c.random.random() < (0.12 if "flooded" in c.features else 0.82):
                c.disc(index * 17 + 8 + (row % 2) * 8, 446 + row * 25, 6.5, c.random.choice(inks))
    c.rect(0, 592, c.width, 30, s.light)
    m = c.width / 2
    if "flooded" in c.features:
        _lagoon(c, m)
        return
    for stripe in range(-9, 9):
        a, b = m + stripe * 100, m + stripe * 260
        c.poly(
            [(a, 622), (a + 100, 622), (b + 260, 1000), (b, 1000)], s.mid if stripe % 2 else s.far
        )
    c.line([(0, 660), (c.width, 660)], s.light, 6)
    c.rect(m - 210, 520, 8, 142, PAPER)
    c.rect(m + 202, 520, 8, 142, PAPER)
    c.rect(m - 210, 516, 420, 8, PAPER)
    for net in range(1, 14):
        c.line([(m - 210 + net * 30, 524), (m - 210 + net * 30, 660)], s.light, 1.6)
    for net in range(1, 5):
        c.line([(m - 206, 524 + net * 28), (m + 206, 524 + net * 28)], s.light, 1.6)
    c.line([(m - 430, 660), (m - 560, 780), (m + 560, 780), (m + 430, 660)], s.light, 6)
    c.disc(m, 880, 9, s.light)


def _lagoon(c: Canvas, m: float) -> None:
    """Put the pitch under water: the goal, a rowing boat, and fish."""
    s = c.scheme
    water(c, 622, s.mid, s.light, density=80)
    for post in (m - 210, m + 202):
        c.rect(post, 516, 8, 146, PAPER)
    c.rect(m - 210, 516, 420, 8, PAPER)
    for net in range(1, 14):
        c.line([(m - 210 + net * 30, 524), (m - 210 + net * 30, 650)], s.light, 1.6)
    for _ in range(15):
        x, y = m + c.random.uniform(-420, 420), c.random.uniform(740, 920)
        side, k = c.random.choice((-1, 1)), c.random.uniform(0.7, 1.3)
        ink = c.random.choice((s.light, s.accent, s.light))
        c.oval(x, y, 40 * k, 14 * k, ink)
        c.poly(
            [
                (x + side * 32 * k, y),
                (x + side * 62 * k, y - 16 * k),
                (x + side * 62 * k, y + 16 * k),
            ],
            ink,
        )
        c.disc(x - side * 22 * k, y - 3 * k, 4 * k, s.near)
    x = m - 560
    c.poly([(x, 700), (x + 270, 700), (x + 226, 752), (x + 40, 752)], s.accent)
    c.rect(x, 698, 270, 9, s.near)
    c.blob([(x + 96, 702), (x + 90, 616), (x + 130, 586), (x + 170, 616), (x + 164, 702)], s.near)
    c.disc(x + 132, 562, 27, s.light)
    c.line([(x + 60, 640), (x + 220, 790)], s.near, 9)
    c.tone(s.near, (0, 640, c.width, 1000), -0.2, 0.6, kind="line", pitch=15)


def keeper(c: Canvas) -> None:
    """Show a goalkeeper at full stretch, the ball at the fingertips."""
    s = c.scheme
    sky(c, 1000, start=0.95, end=0.2)
    left, right, bar = c.width * 0.08, c.width * 0.92, 170.0
    for net in range(1, 24):
        c.line(
            [(left + (right - left) * net / 24, bar), (left + (right - left) * net / 24, 880)],
            s.far,
            2.5,
        )
    for net in range(1, 15):
        c.line([(left, bar + net * 48), (right, bar + net * 48)], s.far, 2.5)
    for post in (left - 14, right - 4):
        c.rect(post, bar - 10, 20, 720, s.light)
    c.rect(left - 14, bar - 14, right - left + 30, 22, s.light)
    c.rect(0, 870, c.width, 140, s.mid)
    c.tone(s.near, (0, 870, c.width, 1000), 0.0, 0.8)
    x, y = c.width * 0.46, 540.0
    c.line([(x - 60, y + 20), (x - 210, y + 80), (x - 330, y + 40)], s.near, 58)
    c.line([(x - 50, y + 40), (x - 190, y + 150), (x - 300, y + 220)], s.near, 58)
    for fx, fy in ((x - 356, y + 30), (x - 322, y + 236)):
        c.oval(fx, fy, 40, 24, RED)
    c.blob(
        [
            (x - 100, y - 20),
            (x + 20, y - 90),
            (x + 190, y - 130),
            (x + 220, y - 60),
            (x + 110, y + 30),
            (x - 40, y + 90),
        ],
        s.accent,
    )
    c.shade(
        [
            (x - 90, y + 30),
            (x + 60, y - 10),
            (x + 200, y - 70),
            (x + 110, y + 30),
            (x - 40, y + 84),
        ],
        s.near,
        0.2,
        0.5,
    )
    c.line([(x + 180, y - 110), (x + 320, y - 190), (x + 430, y - 262)], s.accent, 48)
    c.line([(x + 150, y - 40), (x + 290, y - 60), (x + 370, y - 150)], s.accent, 44)
    c.disc(x + 446, y - 272, 34, s.light)
    c.disc(x + 380, y - 160, 32, s.light)
    c.disc(x + 250, y - 150, 56, s.far)
    c.sector(x + 250, y - 156, 59, 130, 320, s.near)
    bx, by = x + 540, y - 326
    c.disc(bx, by, 62, s.light)
    c.ring(bx, by, 62, s.near, 6)
    c.poly(
        [(bx + 24 * math.cos(a * 1.2566), by + 24 * math.sin(a * 1.2566)) for a in range(5)], s.near
    )
    for spoke in range(5):
        a = spoke * 1.2566
        c.line(
            [
                (bx + 22 * math.cos(a), by + 22 * math.sin(a)),
                (bx + 60 * math.cos(a), by + 60 * math.sin(a)),
            ],
            s.near,
            6,
        )
    for streak in range(4):
        c.line(
            [(bx + 84, by - 30 + streak * 26), (bx + 210 - streak * 22, by - 60 + streak * 30)],
            s.light,
            6,
        )


def tactics(c: Canvas) -> None:
    """Show a coach's board: half a pitch, discs and arrows."""
    s = c.scheme
    for stripe in range(8):
        c.rect(c.width * stripe / 8, 0, c.width / 8 + 2, 1000, s.mid if stripe % 2 else s.far)
    c.tone(s.near, (0, 0, c.width, 1000), 0.5, -0.1, across=True)
    m = c.width / 2
    pen = s.light
    c.line([(90, 80), (c.width - 90, 80), (c.width - 90, 920), (90, 920), (90, 80)], pen, 8)
    c.line([(m, 80), (m, 920)], pen, 8)
    c.ring(m, 500, 150, pen, 8)
    for side, edge in ((1, 90.0), (-1, c.width - 90)):
        c.line(
            [(edge, 260), (edge + side * 230, 260), (edge + side * 230, 740), (edge, 740)], pen, 8
        )
        c.line([(edge, 390), (edge + side * 96, 390), (edge + side * 96, 610), (edge, 610)], pen, 8)
    spots = [(c.random.uniform(180, c.width - 180), c.random.uniform(160, 840)) for _ in range(12)]
    for index, (x, y) in enumerate(spots):
        ink = s.accent if index % 2 else s.near
        c.disc(x + 6, y + 7, 40, s.near)
        c.disc(x, y, 40, ink)
        c.ring(x, y, 40, pen, 6)
    for index in (1, 5, 9):
        x, y = spots[index]
        ex, ey = x + c.random.choice((-1, 1)) * 260, y + c.random.uniform(-180, 180)
        ex, ey = min(max(ex, 160), c.width - 160), min(max(ey, 150), 850)
        bend = ((x + ex) / 2, (y + ey) / 2 - 90)
        c.curve([(x, y), bend, (ex, ey)], s.accent, 13)
        angle = math.atan2(ey - bend[1], ex - bend[0])
        c.poly(
            [
                (ex + 40 * math.cos(angle), ey + 40 * math.sin(angle)),
                (ex + 34 * math.cos(angle + 2.2), ey + 34 * math.sin(angle + 2.2)),
                (ex + 34 * math.cos(angle - 2.2), ey + 34 * math.sin(angle - 2.2)),
            ],
            s.accent,
        )


def regatta(c: Canvas) -> None:
    """Show sails leaning on a windy day."""
    s = c.scheme
    sky(c, 620, start=0.6)
    cloud(c, c.width * 0.08, 180, 380)
    cloud(c, c.width * 0.66, 260, 280)
    ridge(c, 620, 110, s.far)
    water(c, 618, s.mid, s.far, density=90)
    inks = (s.light, s.accent, s.light, RED)
    for index, (place, y, k) in enumerate(
        ((0.14, 700, 0.6), (0.86, 690, 0.5), (0.34, 760, 0.9), (0.62, 850, 1.5))
    ):
        x = c.width * place
        c.poly(
            [(x - 20 * k, y - 16 * k), (x + 60 * k, y - 360 * k), (x + 150 * k, y - 20 * k)],
            inks[index],
        )
        c.shade(
            [(x + 60 * k, y - 360 * k), (x + 150 * k, y - 20 * k), (x + 50 * k, y - 18 * k)],
            s.mid,
            0.0,
            0.5,
        )
        c.poly(
            [(x - 32 * k, y - 18 * k), (x + 50 * k, y - 340 * k), (x - 110 * k, y - 26 * k)],
            s.light,
        )
        c.line([(x + 60 * k, y - 366 * k), (x - 26 * k, y)], s.near, 6 * k)
        c.poly(
            [
                (x - 130 * k, y - 12 * k),
                (x + 170 * k, y - 12 * k),
                (x + 120 * k, y + 26 * k),
                (x - 90 * k, y + 26 * k),
            ],
            s.near,
        )
        c.line([(x - 150 * k, y + 34 * k), (x + 180 * k, y + 34 * k)], s.light, 7 * k)
    swell(c, 950, 30, 220, s.near)


def rowing(c: Canvas) -> None:
    """Show an eight seen from the bank, blades squared."""
    s = c.scheme
    sky(c, 420, start=0.7)
    sun(c, c.width * 0.78, 250, 90)
    ridge(c, 430, 120, s.far)
    blocks(c, 432, s.mid, low=14, high=70, wide=70)
    water(c, 430, s.tone, s.light, under=c.width * 0.78, density=120)
    for lane, (y, k, ink) in enumerate(((560.0, 0.62, s.mid), (740.0, 1.0, s.near))):
        left = c.width * (0.3 - 0.2 * lane)
        span = 1060 * k
        c.blob(
            [
                (left - 60 * k, y),
                (left + span / 2, y - 15 * k),
                (left + span + 90 * k, y - 4 * k),
                (left + span / 2, y + 16 * k),
            ],
            ink,
        )
        for seat in range(8):
            x = left + 60 * k + seat * 118 * k
            c.line([(x - 8 * k, y + 2), (x + 96 * k, y + 88 * k)], ink, 6 * k)
            c.poly(
                [
                    (x + 84 * k, y + 70 * k),
                    (x + 104 * k, y + 66 * k),
                    (x + 122 * k, y + 104 * k),
                    (x + 102 * k, y + 110 * k),
                ],
                s.accent if lane else s.light,
            )
            c.blob(
                [
                    (x - 26 * k, y - 6 * k),
                    (x - 36 * k, y - 62 * k),
                    (x - 8 * k, y - 88 * k),
                    (x + 14 * k, y - 58 * k),
                    (x + 8 * k, y - 4 * k),
                ],
                s.light if lane else s.sky,
            )
            c.shade(
                [
                    (x - 8 * k, y - 86 * k),
                    (x + 14 * k, y - 58 * k),
                    (x + 8 * k, y - 6 * k),
                    (x - 12 * k, y - 6 * k),
                ],
                s.mid,
                0.2,
                0.7,
            )
            c.disc(x + 2 * k, y - 106 * k, 20 * k, ink)
            c.line([(x - 4 * k, y - 62 * k), (x + 44 * k, y - 36 * k)], ink, 9 * k)
        c.line([(left - 40 * k, y + 118 * k), (left + span * 0.9, y + 118 * k)], s.light, 4)
    c.tone(INK, (0, 820, c.width, 1000), -0.2, 0.55, kind="line", pitch=16)
