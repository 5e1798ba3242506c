"""Pictures of the city: skyline, trams, streets, a school hall, a bridge, a hospital."""

from __future__ import annotations

from newsroom.demo.canvas import RED, Canvas
from newsroom.demo.elements import (
    blocks,
    cloud,
    gabled,
    gulls,
    pines,
    rain,
    ridge,
    sky,
    stars,
    sun,
    terrace,
    water,
    windows,
)


def skyline(c: Canvas) -> None:
    """Show the city over the water, with its towers and their lights."""
    s = c.scheme
    sky(c, 640, start=0.9)
    dark = s.near == s.tone
    if dark:
        stars(c, 420, 80)
    sun(c, c.width * c.random.uniform(0.2, 0.8), c.random.uniform(230, 330), 105)
    lit = s.accent if dark else s.light
    blocks(c, 690, s.far, low=90, high=330, wide=105)
    tower = c.width * c.random.uniform(0.4, 0.6)
    c.poly([(tower - 34, 690), (tower + 34, 690), (tower + 22, 330), (tower - 22, 330)], s.mid)
    c.poly([(tower - 34, 332), (tower + 34, 332), (tower, 170)], s.mid)
    c.disc(tower, 384, 19, s.accent)
    blocks(c, 692, s.mid, low=60, high=210, lit=lit)
    terrace(c, 742, (s.near, s.mid), s.near, lit=s.accent, low=50, high=110)
    c.rect(0, 738, c.width, 16, s.near)
    water(c, 754, s.mid if not dark else s.near, s.accent if dark else s.light, density=110)


def tram(c: Canvas) -> None:
    """Show a tram on its way down a street of gabled houses."""
    s = c.scheme
    dark = s.near == s.tone
    sky(c, 620, start=0.85)
    sun(c, c.width * c.random.uniform(0.1, 0.9), 210, 80)
    blocks(c, 720, s.far, low=240, high=430, lit=s.accent if dark else "")
    terrace(c, 742, (s.mid, s.light, s.far), s.near, lit=s.accent, low=170, high=330)
    c.rect(0, 740, c.width, 270, s.near)
    c.rect(0, 740, c.width, 20, s.far)
    c.line([(0, 250), (c.width, 236)], s.near, 4)
    x = c.width * c.random.uniform(0.12, 0.24)
    body = [(x, 500), (x + 24, 440), (x + 900, 440), (x + 960, 520), (x + 966, 800), (x, 800)]
    c.poly(body, s.accent)
    c.shade([(x, 690), (x + 966, 690), (x + 966, 800), (x, 800)], s.mid, 0.1, 0.55, across=False)
    c.rect(x, 655, 966, 32, s.mid)
    for index in range(8):
        door = index in (2, 5)
        c.rect(x + 34 + index * 104, 496, 84, 280 if door else 132, s.near)
        if door:
            c.rect(x + 74 + index * 104, 496, 5, 280, s.accent)
        c.poly(
            [
                (x + 40 + index * 104, 620),
                (x + 84 + index * 104, 500),
                (x + 104 + index * 104, 500),
                (x + 60 + index * 104, 622),
            ],
            s.far,
        )
        if c.random.random() < 0.7:
            head = x + 62 + index * 104 + c.random.uniform(0, 26)
            c.disc(head, 586, 16, s.light)
            c.rect(head - 22, 602, 44, 26, s.light)
    c.poly([(x + 884, 496), (x + 908, 496), (x + 944, 556), (x + 944, 636), (x + 884, 636)], s.near)
    c.disc(x + 936, 726, 17, s.light)
    c.rect(x + 690, 456, 200, 28, s.near)
    c.line([(x + 420, 440), (x + 490, 340), (x + 420, 246)], s.near, 8)
    c.rect(x + 390, 240, 90, 8, s.near)
    c.rect(x + 20, 800, 930, 26, s.near)
    for wheel in (0.1, 0.24, 0.72, 0.86):
        c.disc(x + 966 * wheel, 830, 34, s.far)
        c.disc(x + 966 * wheel, 830, 14, s.near)
    for y in (866, 900):
        c.rect(0, y, c.width, 6, s.far)
    c.tone(s.far, (0, 900, c.width, 1000), -0.2, 0.3, kind="line", pitch=18)


def flood(c: Canvas) -> None:
    """Show a street of houses standing in water, with a boat at a door."""
    s = c.scheme
    sky(c, 640, start=0.95, end=0.2)
    blocks(c, 640, s.far, low=90, high=210)
    terrace(c, 700, (s.far, s.light, s.mid), s.near, lit=s.accent, low=240, high=330)
    water(c, 640, s.mid, s.far, density=100)
    c.tone(s.near, (0, 640, c.width, 1000), -0.1, 0.75, kind="line", pitch=15)
    x = c.width * c.random.uniform(0.34, 0.5)
    c.poly([(x - 230, 770), (x + 250, 762), (x + 196, 834), (x - 176, 838)], s.accent)
    c.poly([(x - 230, 770), (x + 250, 762), (x + 240, 780), (x - 220, 788)], s.near)
    for place, ink, high in ((-96, s.near, 1.0), (18, RED, 1.12), (130, s.near, 0.82)):
        c.blob(
            [
                (x + place - 40, 774),
                (x + place - 46, 774 - 110 * high),
                (x + place, 774 - 142 * high),
                (x + place + 46, 774 - 110 * high),
                (x + place + 40, 774),
            ],
            ink,
        )
        c.disc(x + place + 4, 774 - 170 * high, 32, s.light)
        c.sector(x + place + 4, 774 - 176 * high, 35, 180, 360, s.near)
    c.line([(x + 150, 690), (x + 330, 860)], s.near, 9)
    for ring in range(3):
        c.line(
            [(x - 300 - ring * 40, 850 + ring * 30), (x + 300 + ring * 50, 850 + ring * 30)],
            s.light,
            6,
        )
    lamp = c.width * 0.86
    c.rect(lamp, 330, 13, 420, s.near)
    c.disc(lamp + 6, 322, 28, s.accent)
    rain(c, s.light, 80)


def school(c: Canvas) -> None:
    """Show a hall with rows of camp beds under its high windows."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.sky)
    c.tone(s.tone, (0, 0, c.width, 560), 0.9, 0.1)
    for index in range(6):
        x = c.width * (index + 0.5) / 6 - 80
        c.rect(x, 90, 160, 300, s.near)
        for row in range(3):
            for column in range(2):
                c.rect(
                    x + 10 + column * 74,
                    100 + row * 96,
                    66,
                    88,
                    s.accent if c.random.random() < 0.3 else s.mid,
                )
    c.rect(0, 470, c.width, 14, s.mid)
    c.rect(0, 560, c.width, 450, s.far)
    for row, (y, k) in enumerate(((620.0, 0.6), (730.0, 0.85), (890.0, 1.25))):
        for index in range(8 - row * 2):
            x = c.width * (index + 0.35 + 0.2 * (row % 2)) / (7 - row * 1.6) - 90
            c.rect(x, y, 190 * k, 26 * k, s.light)
            c.rect(x, y + 26 * k, 190 * k, 10 * k, s.near)
            for leg in (10, 166):
                c.rect(x + leg * k, y + 30 * k, 10 * k, 40 * k, s.near)
            if c.random.random() < 0.75:
                ink = c.random.choice((s.mid, s.accent, RED, s.mid))
                c.blob(
                    [
                        (x + 44 * k, y + 4),
                        (x + 60 * k, y - 34 * k),
                        (x + 130 * k, y - 40 * k),
                        (x + 188 * k, y - 16 * k),
                        (x + 188 * k, y + 6),
                    ],
                    ink,
                )
                c.disc(x + 28 * k, y - 14 * k, 20 * k, s.near)
            else:
                c.rect(x + 6 * k, y - 14 * k, 46 * k, 16 * k, s.accent)
    c.tone(s.near, (0, 560, c.width, 1000), 0.0, 0.45)


def houses(c: Canvas) -> None:
    """Show houses climbing a hill, with trees between them."""
    s = c.scheme
    sky(c, 520, start=0.7)
    sun(c, c.width * 0.8, 220, 84)
    cloud(c, c.width * 0.1, 190, 340)
    ridge(c, 560, 210, s.far)
    for y, low, high in ((560.0, 46.0, 84.0), (700.0, 70.0, 120.0), (870.0, 110.0, 190.0)):
        x = -40.0
        pines(c, y, s.mid, low=high, high=high * 1.7, step=170)
        while x < c.width:
            width = c.random.uniform(high * 0.9, high * 1.5)
            gabled(
                c,
                x,
                y,
                width,
                c.random.uniform(low, high),
                c.random.choice((s.light, s.accent, s.light, s.far)),
                c.random.choice((s.near, s.mid, RED)),
            )
            windows(
                c,
                x + width * 0.2,
                y - low * 0.8,
                2,
                1,
                s.near,
                step=(width * 0.36, 40),
                size=(width * 0.18, low * 0.34),
            )
            x += width * c.random.uniform(1.0, 1.7)
        c.rect(0, y, c.width, 200, s.mid if y < 800 else s.near)
    c.tone(s.near, (0, 560, c.width, 870), -0.4, 0.4)


def bridge(c: Canvas) -> None:
    """Show a cable-stayed bridge over the estuary."""
    s = c.scheme
    sky(c, 640, start=0.85)
    sun(c, c.width * 0.5, 430, 170)
    ridge(c, 660, 120, s.far)
    water(c, 655, s.mid, s.accent, under=c.width * 0.5, density=100)
    deck = 600.0
    for x in (c.width * 0.26, c.width * 0.74):
        c.poly([(x - 40, 760), (x + 40, 760), (x + 9, 130), (x - 9, 130)], s.near)
        for cable in range(1, 10):
            for side in (-1, 1):
                c.line([(x, 150 + cable * 12), (x + side * cable * 42, deck)], s.near, 3.4)
    c.rect(0, deck, c.width, 22, s.near)
    c.rect(0, deck + 30, c.width, 7, s.near)
    for _ in range(7):
        left = c.random.uniform(0, c.width - 80)
        ink = c.random.choice((s.light, s.mid, s.near))
        c.rect(left, deck - 15, 58, 12, ink)
        c.poly(
            [
                (left + 10, deck - 14),
                (left + 18, deck - 26),
                (left + 42, deck - 26),
                (left + 50, deck - 14),
            ],
            ink,
        )
    gulls(c, c.width * 0.5, 240, 7)
    c.tone(s.near, (0, 740, c.width, 1000), -0.15, 0.75, kind="line", pitch=16)


def hospital(c: Canvas) -> None:
    """Show a hospital at night, half its windows dark."""
    s = c.scheme
    sky(c, 800, start=0.9)
    blocks(c, 820, s.far, low=60, high=190)
    m = c.width * 0.52
    for x, top, width in ((m - 520, 420, 340), (m - 190, 220, 380), (m + 180, 470, 400)):
        c.rect(x, top, width, 420, s.mid)
        c.rect(x, top, width, 840 - top, s.mid)
        c.shade(
            [(x + width * 0.6, top), (x + width, top), (x + width, 840), (x + width * 0.6, 840)],
            s.near,
            0.1,
            0.7,
        )
        windows(
            c,
            x + 28,
            top + 44,
            int((width - 40) // 54),
            int((800 - top) // 66),
            s.near,
            step=(54, 66),
            size=(32, 38),
            lit=s.accent,
            share=0.36,
        )
        c.rect(x - 8, top - 12, width + 16, 16, s.near)
    c.rect(m - 70, 90, 140, 130, s.near)
    c.rect(m - 16, 108, 32, 94, s.light)
    c.rect(m - 47, 139, 94, 32, s.light)
    c.rect(m - 150, 690, 300, 150, s.accent)
    c.rect(m - 8, 700, 14, 140, s.near)
    c.rect(m - 190, 668, 380, 26, s.near)
    c.rect(0, 840, c.width, 170, s.near)
    x = c.width * 0.08
    c.poly([(x, 760), (x + 210, 760), (x + 280, 820), (x + 280, 880), (x, 880)], s.light)
    c.rect(x, 826, 280, 14, RED)
    c.poly([(x + 206, 774), (x + 232, 774), (x + 264, 816), (x + 206, 816)], s.near)
    for wheel in (60, 222):
        c.disc(x + wheel, 884, 30, s.far)
        c.disc(x + wheel, 884, 13, s.near)
    c.rect(x + 120, 744, 40, 18, s.accent)
    rain(c, s.far, 90)
