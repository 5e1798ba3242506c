"""Close views: a safe, a cup, a corner flag, a sounding of the sea bed."""

from __future__ import annotations

import math

from newsroom.demo.canvas import RED, Canvas
from newsroom.demo.elements import sky


def safe(c: Canvas) -> None:
    """Show a round safe door standing ajar, and nothing behind it."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.mid)
    for column in range(9):
        for row in range(7):
            x, y = column * 190 - 60, row * 150 - 20
            c.rect(x, y, 178, 138, s.far)
            c.disc(x + 150, y + 70, 9, s.near)
            c.rect(x + 22, y + 26, 70, 20, s.mid)
    c.tone(s.near, (0, 0, c.width, 1000), 0.75, 0.25, across=True)
    m = c.width * 0.42
    c.disc(m, 500, 400, s.near)
    c.tone(s.mid, (m - 360, 140, m + 360, 860), 0.0, 0.5, round_=True)
    for shelf in range(3):
        c.rect(
            m - 300 + abs(shelf - 1) * 40, 360 + shelf * 150, 600 - abs(shelf - 1) * 80, 12, s.far
        )
    c.rect(m - 60, 480, 90, 26, s.accent)
    c.rect(m - 52, 454, 90, 22, s.light)
    d = m + 330
    c.oval(d + 30, 500, 300, 400, s.near)
    c.oval(d, 500, 300, 400, s.light)
    c.tone(
        s.near,
        (d - 300, 100, d + 300, 900),
        -0.1,
        0.6,
        across=True,
        pitch=9,
        within=[(d + 300 * math.cos(t / 8), 500 + 400 * math.sin(t / 8)) for t in range(51)],
    )
    c.oval(d, 500, 240, 320, s.mid)
    for bolt in range(12):
        angle = bolt * math.pi / 6
        c.disc(d + 270 * math.cos(angle), 500 + 362 * math.sin(angle), 15, s.near)
    for spoke in range(3):
        angle = spoke * math.pi / 3 + 0.3
        dx, dy = 150 * math.cos(angle), 190 * math.sin(angle)
        c.line([(d - dx, 500 - dy), (d + dx, 500 + dy)], s.accent, 22)
        c.disc(d - dx, 500 - dy, 26, s.accent)
        c.disc(d + dx, 500 + dy, 26, s.accent)
    c.disc(d, 500, 62, s.near)
    c.disc(d, 500, 34, s.accent)


def trophy(c: Canvas) -> None:
    """Show a cup with two handles, hung with ribbons, and paper falling."""
    s = c.scheme
    m = c.width / 2
    for ray in range(20):
        c.sector(m, 430, 1300, ray * 18, ray * 18 + 9, s.tone)
    for _ in range(90):
        x, y, k = c.random.uniform(0, c.width), c.random.uniform(0, 900), c.random.uniform(8, 22)
        ink = c.random.choice((s.light, s.mid, s.far, RED))
        c.poly(
            [(x, y), (x + k, y + k * 0.4), (x + k * 0.8, y + k * 1.3), (x - k * 0.2, y + k * 0.9)],
            ink,
        )
    c.rect(0, 880, c.width, 130, s.near)
    c.rect(m - 190, 800, 380, 90, s.near)
    c.rect(m - 150, 760, 300, 50, s.mid)
    for side in (-1, 1):
        c.curve(
            [
                (m + side * 210, 250),
                (m + side * 360, 270),
                (m + side * 340, 430),
                (m + side * 150, 500),
            ],
            s.mid,
            30,
        )
    c.blob(
        [
            (m - 240, 180),
            (m, 170),
            (m + 240, 180),
            (m + 210, 400),
            (m + 90, 545),
            (m - 90, 545),
            (m - 210, 400),
        ],
        s.light,
    )
    c.shade(
        [(m + 20, 180), (m + 236, 186), (m + 204, 400), (m + 90, 540), (m + 20, 540)],
        s.mid,
        0.0,
        0.85,
    )
    c.oval(m, 186, 244, 34, s.mid)
    c.poly(
        [
            (m - 34, 530),
            (m + 34, 530),
            (m + 26, 680),
            (m + 110, 764),
            (m - 110, 764),
            (m - 26, 680),
        ],
        s.light,
    )
    c.shade([(m, 540), (m + 34, 540), (m + 26, 680), (m + 104, 764), (m, 764)], s.mid, 0.1, 0.8)
    c.rect(m - 60, 818, 120, 40, s.light)


def flag(c: Canvas) -> None:
    """Show a corner flag in the wind and a ball that rolls along the line."""
    s = c.scheme
    sky(c, 560, start=0.7)
    c.rect(0, 360, c.width, 200, s.near)
    for row in range(7):
        for place in range(int(c.width // 22)):
            if c.random.random() < 0.85:
                c.disc(
                    place * 22 + 11 * (row % 2),
                    376 + row * 27,
                    9,
                    c.random.choice((s.light, s.far, s.accent, s.mid)),
                )
    c.tone(s.near, (0, 350, c.width, 570), 0.0, 0.45)
    c.rect(0, 548, c.width, 24, s.light)
    for stripe in range(8):
        c.poly(
            [
                (stripe * 220 - 40, 572),
                (stripe * 220 + 70, 572),
                (stripe * 330 - 200, 1000),
                (stripe * 330 - 370, 1000),
            ],
            s.far,
        )
    c.poly([(0, 572), (c.width, 572), (c.width, 1000), (0, 1000)], s.mid)
    for stripe in range(7):
        c.poly(
            [
                (stripe * 260, 572),
                (stripe * 260 + 130, 572),
                (stripe * 400 - 160, 1000),
                (stripe * 400 - 360, 1000),
            ],
            s.far,
        )
    x = c.width * 0.3
    c.line([(0, 902), (x, 840), (c.width, 960)], s.light, 22)
    c.curve([(x + 300, 884), (x + 260, 780), (x + 20, 740), (x - 160, 862)], s.light, 14)
    c.line([(x + 12, 850), (x + 150, 872)], s.near, 16)
    c.rect(x - 8, 190, 18, 652, s.light)
    c.shade([(x, 190), (x + 10, 190), (x + 10, 842), (x, 842)], s.near, 0.5, 0.9)
    c.blob(
        [
            (x + 8, 190),
            (x + 130, 168),
            (x + 250, 214),
            (x + 380, 190),
            (x + 350, 290),
            (x + 390, 384),
            (x + 250, 404),
            (x + 130, 362),
            (x + 8, 390),
        ],
        RED,
    )
    c.tone(
        s.near,
        (x + 8, 170, x + 390, 410),
        -0.3,
        0.6,
        across=True,
        within=[(x + 130, 172), (x + 250, 214), (x + 260, 400), (x + 130, 362)],
    )
    bx, by = c.width * 0.62, 800
    c.oval(bx + 40, by + 98, 130, 22, s.near)
    c.disc(bx, by, 104, s.light)
    c.tone(
        s.near,
        (bx - 104, by - 104, bx + 104, by + 104),
        -0.2,
        0.5,
        across=True,
        within=[(bx + 104 * math.cos(t / 6), by + 104 * math.sin(t / 6)) for t in range(38)],
    )
    c.poly(
        [
            (bx + 40 * math.cos(t * 1.2566 - 0.4), by + 40 * math.sin(t * 1.2566 - 0.4))
            for t in range(5)
        ],
        s.near,
    )
    for seam in range(5):
        angle = seam * 1.2566 - 0.4
        c.line(
            [
                (bx + 38 * math.cos(angle), by + 38 * math.sin(angle)),
                (bx + 100 * math.cos(angle), by + 100 * math.sin(angle)),
            ],
            s.near,
            8,
        )
    c.ring(bx, by, 104, s.near, 7)


def sonar(c: Canvas) -> None:
    """Show a sounding of the sea bed: a boat, its fan of sound, and a blur that is a meadow."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.near)
    c.rect(0, 0, c.width, 190, s.sky)
    boat = c.width * 0.34
    fan = [(boat, 200), (boat - 300, 860), (boat + 560, 860)]
    c.poly(fan, s.mid)
    c.tone(s.near, (boat - 300, 200, boat + 560, 860), -0.1, 0.8, within=fan)
    for arc in range(1, 9):
        reach = [
            (boat + arc * 82 * math.cos(t / 20), 200 + arc * 82 * math.sin(t / 20))
            for t in range(17, 42)
        ]
        c.line(reach, s.far, 3)
    bed = [
        (step * c.width / 40, 800 + 50 * math.sin(step / 4.2) + c.random.uniform(-9, 9))
        for step in range(41)
    ]
    c.poly([*bed, (c.width, 1000), (0, 1000)], s.far)
    c.line(bed, s.accent, 7)
    c.tone(s.near, (0, 760, c.width, 1000), -0.2, 0.8, kind="line", pitch=12)
    for _ in range(420):
        place = c.random.gauss(0.62, 0.16)
        x = c.width * place
        floor = 800 + 50 * math.sin(place * 40 / 4.2)
        c.disc(
            x,
            floor - abs(c.random.gauss(0, 1)) * 62,
            c.random.uniform(2, 8),
            c.random.choice((s.accent, s.light, s.accent)),
        )
    for _ in range(15):
        x, y = c.width * c.random.uniform(0.45, 0.85), c.random.uniform(520, 690)
        c.oval(x, y, 20, 8, s.light)
        c.poly([(x + 16, y), (x + 34, y - 10), (x + 34, y + 10)], s.light)
    c.rect(0, 184, c.width, 8, s.accent)
    c.poly([(boat - 130, 140), (boat + 150, 140), (boat + 110, 206), (boat - 96, 206)], s.near)
    c.rect(boat - 40, 84, 90, 60, s.light)
    c.rect(boat - 48, 72, 106, 14, RED)
    c.rect(boat + 80, 30, 7, 110, s.near)
    for mark in range(8):
        c.rect(c.width - 70, 240 + mark * 84, 46 if mark % 2 else 70, 5, s.light)
