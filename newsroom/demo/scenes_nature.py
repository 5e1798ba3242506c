"""Pictures of the outdoors: weather, seabed, whale, wind, forest, tide."""

from __future__ import annotations

import math

from newsroom.demo.canvas import RED, Canvas, smooth
from newsroom.demo.elements import cloud, gulls, pines, ridge, sky, sun, swell, water


def weather(c: Canvas) -> None:
    """Show a weather map: isobars around a low, a front, a coast."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.tone)
    coast = [
        (0, 1010),
        (0, 640),
        (140, 600),
        (240, 680),
        (330, 640),
        (400, 740),
        (520, 720),
        (600, 830),
        (760, 850),
        (840, 1010),
    ]
    c.blob(coast, s.mid)
    c.blob(
        [
            (c.width, -10),
            (c.width - 330, -10),
            (c.width - 270, 110),
            (c.width - 150, 150),
            (c.width - 90, 260),
            (c.width, 280),
        ],
        s.mid,
    )
    x, y = c.width * 0.55, 450.0
    c.tone(s.near, (x - 620, y - 620, x + 620, y + 620), 0.75, -0.3, round_=True, pitch=12)
    wobble = [c.random.uniform(-0.09, 0.09) for _ in range(5)]
    for ring in range(1, 9):
        loop = []
        for step in range(40):
            angle = step / 40 * 2 * math.pi
            bump = 1 + sum(part * math.sin(angle * (k + 1) + k) for k, part in enumerate(wobble))
            loop.append(
                (
                    x + math.cos(angle) * ring * 84 * bump * 1.15,
                    y + math.sin(angle) * ring * 66 * bump,
                )
            )
        c.curve([*loop, loop[0]], s.light, 5)
    front = [(x + 30, y + 10), (x + 130, y + 130), (x + 170, y + 300), (x + 120, y + 480)]
    c.curve(front, RED, 9)
    for index in range(5):
        t = index / 5
        left, top = x + 70 + 95 * math.sin(t * 2.6), y + 60 + t * 400
        c.sector(left, top, 26, -70, 110, RED)
    trail = [(x - 30, y + 20), (x - 220, y + 120), (x - 420, y + 130), (x - 640, y + 60)]
    c.curve(trail, s.near, 9)
    for index in range(6):
        left = x - 90 - index * 92
        top = y + 66 + 62 * math.sin(index / 5 * 3.1) + 6
        c.poly([(left - 24, top), (left + 24, top + 6), (left - 4, top + 46)], s.near)
    c.disc(x, y, 46, s.accent)
    c.line([(x - 12, y - 24), (x - 12, y + 22), (x + 18, y + 22)], s.near, 10)


def seabed(c: Canvas) -> None:
    """Show a meadow of eelgrass with fish above it."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.far)
    for ray in range(7):
        x = c.width * (ray + c.random.uniform(-0.3, 0.5)) / 6
        beam = [(x, 0), (x + 70, 0), (x + 10, 900), (x - 190, 900)]
        c.poly(beam, s.tone)
        c.tone(s.far, (x - 190, 0, x + 70, 900), -0.1, 1.1, within=beam)
    c.tone(s.mid, (0, 250, c.width, 1000), -0.1, 0.95)
    for band, (ink, base, count) in enumerate(((s.mid, 900.0, 46), (s.near, 1010.0, 40))):
        for _ in range(count):
            x, high = (
                c.random.uniform(-20, c.width + 20),
                c.random.uniform(220, 520) * (0.8 + 0.3 * band),
            )
            lean = c.random.uniform(10, 120)
            c.blob(
                [
                    (x - 11, base),
                    (x - 4 + lean * 0.2, base - high * 0.5),
                    (x + lean, base - high),
                    (x + 16 + lean * 0.3, base - high * 0.5),
                    (x + 13, base),
                ],
                ink if c.random.random() < 0.8 else s.accent,
            )
        if not band:
            for _ in range(11):
                _fish(
                    c,
                    c.random.uniform(60, c.width - 60),
                    c.random.uniform(180, 660),
                    c.random.uniform(0.5, 1.15),
                )
    c.rect(0, 960, c.width, 50, s.near)
    for _ in range(26):
        c.ring(
            c.random.uniform(0, c.width),
            c.random.uniform(40, 700),
            c.random.uniform(4, 13),
            s.light,
            3,
        )


def _fish(c: Canvas, x: float, y: float, k: float) -> None:
    s = c.scheme
    ink = c.random.choice((s.light, s.accent, s.light, s.near))
    c.blob(
        [
            (x - 80 * k, y),
            (x - 20 * k, y - 34 * k),
            (x + 56 * k, y - 14 * k),
            (x + 82 * k, y),
            (x + 56 * k, y + 14 * k),
            (x - 20 * k, y + 32 * k),
        ],
        ink,
    )
    c.poly(
        [(x + 70 * k, y), (x + 128 * k, y - 34 * k), (x + 112 * k, y), (x + 128 * k, y + 34 * k)],
        ink,
    )
    c.disc(x - 48 * k, y - 6 * k, 6 * k, s.near if ink != s.near else s.light)
    c.curve([(x - 30 * k, y - 20 * k), (x - 22 * k, y), (x - 30 * k, y + 20 * k)], s.mid, 4 * k)


def whale(c: Canvas) -> None:
    """Show a whale's tail going under, with a small boat for scale."""
    s = c.scheme
    sky(c, 560, start=0.8)
    sun(c, c.width * 0.2, 280, 96)
    ridge(c, 570, 130, s.far)
    water(c, 566, s.mid, s.far, density=80)
    x, y = c.width * 0.6, 800.0
    lead = [(40, 30), (30, -150), (74, -250), (190, -318), (350, -412)]
    trail = [(350, -412), (240, -392), (120, -384), (44, -352), (0, -312)]
    right = smooth(lead, closed=False) + smooth(trail, closed=False)
    outline = [(x + dx, y + dy) for dx, dy in right] + [
        (x - dx, y + dy) for dx, dy in reversed(right)
    ]
    c.poly(outline, s.near)
    c.tone(
        s.far,
        (x - 350, y - 420, x, y),
        -0.25,
        0.5,
        across=True,
        pitch=9,
        within=[(x - dx * 0.8 - 4, y + dy + 16) for dx, dy in right],
    )
    for drop in range(26):
        c.disc(
            x + c.random.uniform(-300, 300),
            y - c.random.uniform(60, 330),
            c.random.uniform(3, 8),
            s.light if drop % 3 else s.accent,
        )
    swell(c, y - 10, 30, 240, s.mid, shift=80)
    c.tone(s.near, (0, y, c.width, 1000), -0.1, 0.7, kind="line", pitch=15)
    for ring in range(3):
        c.line(
            [(x - 190 - ring * 50, y - 2 + ring * 22), (x + 190 + ring * 50, y - 2 + ring * 22)],
            s.light,
            7,
        )
    left = c.width * 0.14
    c.poly([(left, 640), (left + 190, 640), (left + 160, 676), (left + 26, 676)], s.near)
    for place in (50, 110):
        c.rect(left + place, 606, 26, 36, s.accent)
        c.disc(left + place + 13, 594, 14, s.near)
    gulls(c, c.width * 0.3, 260, 5)


def turbines(c: Canvas) -> None:
    """Show wind turbines standing in the sea."""
    s = c.scheme
    sky(c, 720, start=0.8)
    sun(c, c.width * c.random.uniform(0.3, 0.6), 520, 170)
    cloud(c, c.width * 0.62, 190, 330)
    water(c, 716, s.mid, s.accent, under=c.width * 0.45, density=90)
    for place, base, k in (
        (0.12, 730, 0.5),
        (0.3, 742, 0.66),
        (0.9, 735, 0.58),
        (0.72, 780, 1.0),
        (0.46, 850, 1.5),
    ):
        x, hub = c.width * place, base - 420 * k
        ink = s.light if k < 1.2 else s.near
        c.poly([(x - 11 * k, base), (x + 11 * k, base), (x + 5 * k, hub), (x - 5 * k, hub)], ink)
        c.rect(x - 16 * k, base - 40 * k, 32 * k, 44 * k, s.accent)
        turn = c.random.uniform(0, 120)
        for blade in range(3):
            angle = math.radians(turn + blade * 120)
            dx, dy = math.cos(angle), math.sin(angle)
            c.poly(
                [
                    (x - dy * 4 * k, hub + dx * 4 * k),
                    (x + dx * 60 * k - dy * 15 * k, hub + dy * 60 * k + dx * 15 * k),
                    (x + dx * 215 * k, hub + dy * 215 * k),
                    (x + dy * 4 * k, hub - dx * 4 * k),
                ],
                ink,
            )
        c.disc(x, hub, 13 * k, ink)
    swell(c, 930, 30, 230, s.near)


def forest(c: Canvas) -> None:
    """Show a forest in layers of mist, with a path."""
    s = c.scheme
    sky(c, 620, start=0.7)
    sun(c, c.width * 0.5, 330, 130)
    for base, ink, low, high in (
        (560, s.tone, 120, 240),
        (690, s.far, 180, 330),
        (840, s.mid, 240, 430),
    ):
        pines(c, base, ink, low=low, high=high, step=70)
        c.rect(0, base - 4, c.width, 1000, ink)
        c.tone(s.sky, (0, base - 130, c.width, base + 60), -0.3, 0.5)
    c.poly(
        [
            (c.width * 0.46, 836),
            (c.width * 0.54, 836),
            (c.width * 0.72, 1000),
            (c.width * 0.28, 1000),
        ],
        s.light,
    )
    pines(c, 1000, s.near, low=300, high=560, step=150)
    c.poly(
        [
            (c.width * 0.35, 1000),
            (c.width * 0.65, 1000),
            (c.width * 0.54, 836),
            (c.width * 0.46, 836),
        ],
        s.light,
    )


def gauge(c: Canvas) -> None:
    """Show the tide gauge in its stone well, high marks painted beside the scale."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.far)
    for row in range(13):
        shift = 90 if row % 2 else 0
        for index in range(-1, int(c.width // 180) + 2):
            c.rect(
                index * 180 + shift + 4,
                row * 80 + 4,
                172,
                72,
                s.tone if c.random.random() < 0.6 else s.sky,
            )
    c.tone(s.mid, (0, 0, c.width, 1000), 0.05, 0.6)
    m = c.width * 0.42
    c.rect(m - 80, 0, 160, 1000, s.light)
    c.rect(m - 80, 0, 8, 1000, s.near)
    c.rect(m + 72, 0, 8, 1000, s.near)
    for mark in range(34):
        y = 1000 - mark * 30
        long = mark % 5 == 0
        c.rect(m - 72, y, 104 if long else 50, 7 if long else 4, s.near)
        if long:
            c.rect(m + 44, y - 24, 18, 48, s.near if mark % 2 else RED)
    for y, ink in ((330, s.accent), (452, s.light), (520, s.light)):
        c.rect(m + 110, y, 330, 12, ink)
        c.poly([(m + 96, y + 6), (m + 130, y - 16), (m + 130, y + 28)], ink)
    swell(c, 700, 30, 260, s.mid, shift=80)
    swell(c, 740, 34, 310, s.near, shift=10)
    c.tone(s.mid, (0, 740, c.width, 1000), 0.7, 0.0, kind="line", pitch=16)
