"""Pictures of the night sky: observatory, comet, finder chart."""

from __future__ import annotations

import math

from newsroom.demo.canvas import Canvas, smooth
from newsroom.demo.elements import pines, ridge, sky, stars


def observatory(c: Canvas) -> None:
    """Show the dome on its hill, slit open to the stars."""
    s = c.scheme
    sky(c, 900, start=1.0, end=0.0)
    stars(c, 620, 190)
    ridge(c, 800, 240, s.far)
    hill = ridge(c, 900, 210, s.mid, rough=0.6)
    c.shade(hill, s.near, 0.0, 0.5, across=False, pitch=10)
    x, y = c.width * c.random.choice((0.36, 0.62)), 700.0
    c.rect(x - 190, y, 380, 180, s.light)
    c.shade([(x, y), (x + 190, y), (x + 190, y + 180), (x, y + 180)], s.far, 0.1, 0.8)
    c.sector(x, y + 6, 212, 180, 360, s.light)
    half = [(x + 30 + 182 * math.cos(a / 20), y + 6 - 208 * math.sin(a / 20)) for a in range(31)]
    c.shade([(x + 40, y), *half], s.far, 0.1, 0.85)
    c.poly([(x - 46, y + 4), (x + 46, y + 4), (x + 80, y - 196), (x + 12, y - 212)], s.near)
    c.poly([(x + 4, y - 60), (x + 44, y - 40), (x + 130, y - 270), (x + 84, y - 286)], s.accent)
    c.rect(x - 204, y - 2, 408, 18, s.near)
    c.rect(x - 40, y + 90, 66, 90, s.near)
    c.rect(x + 96, y + 70, 40, 40, s.accent)
    pines(c, 960, s.near, low=80, high=190)
    c.rect(0, 940, c.width, 70, s.near)


def skychart(c: Canvas) -> None:
    """Show a finder chart: constellations, a grid, a path marked night by night."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.sky)
    m = c.width / 2
    c.disc(m, 520, 450, s.near)
    c.tone(s.mid, (m - 450, 70, m + 450, 970), 0.75, -0.2, round_=True, pitch=12)
    for radius in (450, 330, 210, 90):
        c.ring(m, 520, radius, s.far, 3)
    for spoke in range(12):
        angle = spoke * math.pi / 6
        c.line([(m, 520), (m + 450 * math.cos(angle), 520 + 450 * math.sin(angle))], s.far, 2)
    for _ in range(130):
        angle, reach = c.random.uniform(0, 6.28), 440 * math.sqrt(c.random.random())
        c.disc(
            m + reach * math.cos(angle),
            520 + reach * math.sin(angle),
            c.random.choice((2, 3, 4)),
            s.light,
        )
    for _ in range(5):
        angle, reach = c.random.uniform(0, 6.28), c.random.uniform(120, 330)
        x, y = m + reach * math.cos(angle), 520 + reach * math.sin(angle)
        figure = [(x, y)]
        for _ in range(c.random.randint(3, 5)):
            x, y = x + c.random.uniform(-90, 90), y + c.random.uniform(-70, 70)
            figure.append((x, y))
        c.line(figure, s.light, 3)
        for point in figure:
            c.disc(*point, 8, s.light)
    path = smooth([(m - 260, 720), (m - 120, 600), (m + 60, 470), (m + 190, 300)], closed=False)
    c.line(path, s.accent, 7)
    for index in range(0, len(path), 4):
        c.disc(*path[index], 14, s.accent)
    x, y = path[-1]
    c.poly([(x - 10, y - 20), (x + 150, y - 90), (x + 14, y + 16)], s.accent)
    c.disc(x, y, 26, s.accent)


def comet(c: Canvas) -> None:
    """Show a comet over roofs or hills."""
    s = c.scheme
    sky(c, 1000, start=0.95, end=0.1)
    stars(c, 700, 170)
    x, y = c.width * c.random.uniform(0.3, 0.42), 470.0
    for spread, length, ink, shade in ((120, 900, s.far, 0.0), (60, 980, s.accent, 0.35)):
        tail = [
            (x - 8, y - 24),
            (x + length, y - 420 - spread),
            (x + length + 30, y - 400 + spread),
            (x + 14, y + 26),
        ]
        c.poly(tail, ink)
        c.tone(
            s.sky,
            (x, y - 560, x + length + 30, y + 40),
            -0.1 + shade,
            1.25,
            across=True,
            pitch=10,
            within=tail,
        )
        c.tone(
            s.tone,
            (x, y - 560, x + length + 30, y + 40),
            -0.5,
            0.75,
            across=True,
            pitch=10,
            within=tail,
        )
    c.disc(x, y, 40, s.accent)
    c.disc(x - 4, y + 3, 22, s.light)
    ridge(c, 900, 200, s.mid)
    pines(c, 930, s.near, low=60, high=170, step=46)
    c.rect(0, 920, c.width, 90, s.near)
    c.blob(
        [
            (c.width * 0.6, 1020),
            (c.width * 0.68, 900),
            (c.width * 0.8, 880),
            (c.width * 0.92, 910),
            (c.width, 1020),
        ],
        s.near,
    )
    for place, high in ((0.74, 1.5), (0.8, 1.15)):
        left = c.width * place
        c.blob(
            [
                (left - 44, 910),
                (left - 38, 910 - 100 * high),
                (left, 910 - 122 * high),
                (left + 38, 910 - 100 * high),
                (left + 44, 910),
            ],
            s.near,
        )
        c.disc(left - 8, 910 - 142 * high, 24 * high, s.near)
