"""Pictures of work and trade: a crowd, a market, papers, charts, a plan, an umbrella."""

from __future__ import annotations

from newsroom.demo.canvas import RED, Canvas, smooth
from newsroom.demo.elements import blocks, gabled, rain, ridge, sky, swell


def crowd(c: Canvas) -> None:
    """Show people with raised hands and blank placards at a gate."""
    s = c.scheme
    sky(c, 700, start=0.9)
    blocks(c, 720, s.far, low=140, high=330)
    for place, tilt, ink in (
        (0.13, -12, s.accent),
        (0.34, 8, s.light),
        (0.58, -6, RED),
        (0.82, 12, s.accent),
    ):
        x, y = c.width * place, c.random.uniform(170, 250)
        c.line([(x, y + 120), (x - tilt, 720)], s.near, 12)
        board = [
            (x - 130, y - tilt),
            (x + 130, y + tilt),
            (x + 126, y + 166 + tilt),
            (x - 134, y + 166 - tilt),
        ]
        c.poly(board, ink)
        for row in range(3):
            short = 70 if row == 2 else 0
            c.line(
                [
                    (x - 96, y + 42 + row * 42 - tilt * 0.6),
                    (x + 96 - short, y + 42 + row * 42 + tilt * 0.6),
                ],
                s.near,
                13,
            )
    for base, k, ink in ((760.0, 0.75, s.mid), (900.0, 1.0, s.near), (1080.0, 1.4, s.near)):
        x = -30.0
        while x < c.width + 60:
            tall = c.random.uniform(0.9, 1.15) * k
            body = s.mid if ink == s.near and c.random.random() < 0.3 else ink
            c.blob(
                [
                    (x - 88 * k, base + 40),
                    (x - 78 * k, base - 120 * tall),
                    (x, base - 166 * tall),
                    (x + 78 * k, base - 120 * tall),
                    (x + 88 * k, base + 40),
                ],
                body,
            )
            c.disc(
                x,
                base - 205 * tall,
                46 * k,
                s.far if body == s.mid else s.light if c.random.random() < 0.25 else s.far,
            )
            hat = c.random.random()
            if hat < 0.45:
                c.sector(x, base - 214 * tall, 50 * k, 180, 360, s.accent if hat < 0.18 else s.near)
            else:
                c.sector(x, base - 212 * tall, 49 * k, 170, 360, s.near)
            if c.random.random() < 0.22:
                c.line(
                    [(x + 60 * k, base - 110 * tall), (x + 96 * k, base - 290 * tall)], body, 24 * k
                )
                c.disc(x + 98 * k, base - 300 * tall, 20 * k, s.light)
            x += c.random.uniform(120, 170) * k
    c.tone(s.near, (0, 640, c.width, 1000), -0.4, 0.5)


def market(c: Canvas) -> None:
    """Show market stalls under striped awnings."""
    s = c.scheme
    sky(c, 520, start=0.7)
    for arch in range(5):
        x = c.width * (arch + 0.5) / 5
        c.rect(x - 150, 0, 300, 420, s.far)
        c.rect(x - 108, 150, 216, 300, s.sky)
        c.sector(x, 152, 108, 180, 360, s.sky)
        c.rect(x - 4, 46, 8, 400, s.far)
    c.rect(0, 420, c.width, 600, s.mid)
    for stall in range(3):
        left, wide = c.width * stall / 3 + 24, c.width / 3 - 48
        for post in (left + 6, left + wide - 18):
            c.rect(post, 330, 12, 500, s.near)
        inks = ((s.accent, s.light), (RED, s.light), (s.light, s.mid))[stall]
        count = 8
        for stripe in range(count):
            a, b = (
                left - 20 + stripe * (wide + 40) / count,
                left - 20 + (stripe + 1) * (wide + 40) / count,
            )
            ta, tb = (
                left + 30 + stripe * (wide - 60) / count,
                left + 30 + (stripe + 1) * (wide - 60) / count,
            )
            ink = inks[stripe % 2]
            c.poly([(ta, 290), (tb, 290), (b, 410), (a, 410)], ink)
            c.sector((a + b) / 2, 408, (b - a) / 2, 0, 180, ink)
        x = left + wide * 0.5
        c.blob([(x - 70, 660), (x - 64, 540), (x, 506), (x + 64, 540), (x + 70, 660)], s.near)
        c.disc(x, 470, 38, s.light)
        c.sector(x, 462, 41, 180, 360, s.near)
        c.poly([(x - 34, 548), (x + 34, 548), (x + 40, 660), (x - 40, 660)], s.light)
        c.rect(left, 650, wide, 26, s.near)
        for row in range(2):
            for crate in range(3):
                cx, cy = left + 8 + crate * wide / 3, 676 + row * 92
                c.rect(cx, cy + 26, wide / 3 - 14, 62, s.near)
                ink = c.random.choice((s.accent, s.light, RED, s.far))
                for fruit in range(5):
                    c.disc(
                        cx + 18 + fruit * (wide / 3 - 46) / 4, cy + 22 + (fruit % 2) * 5, 17, ink
                    )
    c.tone(s.near, (0, 860, c.width, 1000), 0.2, 0.9)
    c.tone(s.near, (0, 420, c.width, 660), 0.45, 0.0)


def papers(c: Canvas) -> None:
    """Show a stack of files with one sheet marked in yellow, under a lamp."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.mid)
    m = c.width / 2
    cone = [(m - 60, 120), (m + 60, 120), (m + 620, 900), (m - 620, 900)]
    c.poly(cone, s.far)
    c.tone(s.mid, (m - 620, 120, m + 620, 900), 0.0, 0.9, within=cone)
    c.rect(m - 5, 0, 10, 60, s.near)
    c.poly([(m - 46, 56), (m + 46, 56), (m + 120, 150), (m - 120, 150)], s.near)
    c.sector(m, 150, 52, 0, 180, s.accent)
    c.rect(0, 830, c.width, 180, s.near)
    y = 826.0
    for index in range(15):
        thick, shift = c.random.uniform(12, 30), c.random.uniform(-46, 46)
        ink = c.random.choice((s.light, s.light, s.far, s.accent, s.light))
        c.rect(m - 330 + shift, y - thick, 620, thick - 3, ink)
        if index % 3 == 1:
            c.rect(m + 290 + shift, y - thick + 2, 40, thick - 7, RED)
        y -= thick
    top = y
    sheet = [(m - 250, top - 4), (m + 220, top - 4), (m + 300, top - 330), (m - 150, top - 330)]
    c.poly(sheet, s.light)
    for row in range(9):
        t = row / 9
        left, right = m - 222 + 100 * t, m + 190 + 80 * t
        if row in (4, 5):
            c.line(
                [(left + 60, top - 34 - 300 * t), (right - 70, top - 34 - 300 * t)], s.accent, 28
            )
        c.line(
            [(left, top - 34 - 300 * t), (right - (90 if row % 4 == 0 else 0), top - 34 - 300 * t)],
            s.near,
            7,
        )
    c.shade(
        [(m + 60, top - 4), (m + 220, top - 4), (m + 300, top - 330), (m + 160, top - 330)],
        s.near,
        0.0,
        0.4,
    )


def chart(c: Canvas) -> None:
    """Show bars that climb, with a line over them and one bar in yellow."""
    s = c.scheme
    c.tone(s.tone, (0, 0, c.width, 1000), 0.0, 0.55)
    for row in range(6):
        c.rect(110, 180 + row * 130, c.width - 220, 3, s.far)
    count = c.random.choice((9, 10, 12))
    step = (c.width - 260) / count
    level, tops = c.random.uniform(0.14, 0.3), []
    best = c.random.randint(count // 2, count - 1)
    for index in range(count):
        level = min(0.96, max(0.12, level + c.random.uniform(-0.05, 0.13)))
        high = 640 * (level + (0.16 if index == best else 0))
        x, y = 140 + index * step, 830 - high
        c.rect(x + 10, y + 10, step * 0.66, high - 10, s.tone)
        c.rect(x, y, step * 0.66, high, s.accent if index == best else s.mid)
        if index != best:
            c.tone(s.near, (x, y, x + step * 0.66, 830), 0.0, 0.75)
        tops.append((x + step * 0.33, y - 60 - c.random.uniform(0, 40)))
    c.line(tops, s.near, 9)
    for x, y in tops:
        c.disc(x, y, 15, s.near)
        c.disc(x, y, 7, s.light)
    c.rect(110, 830, c.width - 220, 9, s.near)
    for index in range(count):
        c.rect(140 + index * step + step * 0.2, 862, step * 0.28, 12, s.near)


def chartmap(c: Canvas) -> None:
    """Show a plan of the low streets, with the water's reach printed over it."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.light)
    for column in range(-3, 18):
        for row in range(-1, 10):
            x, y = column * 122.0 + row * 26, row * 116.0 + column * 9
            if c.random.random() < 0.9:
                split = c.random.uniform(0.3, 0.7)
                ink = c.random.choice((s.tone, s.tone, s.sky, s.far))
                c.poly(
                    [
                        (x, y),
                        (x + 98 * split, y + 6),
                        (x + 98 * split + 18, y + 92),
                        (x + 20, y + 88),
                    ],
                    ink,
                )
                c.poly(
                    [
                        (x + 98 * split + 10, y + 6),
                        (x + 104, y + 8),
                        (x + 122, y + 96),
                        (x + 98 * split + 30, y + 92),
                    ],
                    c.random.choice((s.tone, s.sky)),
                )
    river = [
        (c.width * 0.06, -40),
        (c.width * 0.2, 260),
        (c.width * 0.16, 480),
        (c.width * 0.42, 690),
        (c.width * 0.62, 740),
        (c.width * 0.8, 1040),
        (c.width * 0.5, 1060),
        (c.width * 0.38, 850),
        (c.width * 0.1, 640),
        (-40, 420),
        (-60, -40),
    ]
    flooded = [(x + (120 if x > c.width * 0.1 else 30), y - 90) for x, y in river[:6]] + river[6:]
    reach = smooth(flooded)
    c.tone(s.mid, (0, 0, c.width, 1000), 0.5, 0.36, pitch=13, within=reach)
    c.line([*reach, reach[0]], RED, 8)
    c.blob(river, s.mid)
    c.curve(river[:6], s.near, 7)
    for place, y in ((0.36, 480.0), (0.55, 600.0), (0.3, 330.0)):
        x = c.width * place
        c.disc(x, y, 34, s.accent)
        c.poly([(x - 29, y + 16), (x + 29, y + 16), (x, y + 74)], s.accent)
        c.disc(x, y, 13, s.near)
    x, y = c.width - 350, 200  # inside every crop: 5:4, 16:9 and the square
    c.ring(x, y, 74, s.near, 6)
    c.poly([(x, y - 96), (x + 22, y), (x - 22, y)], s.near)
    c.poly([(x, y + 96), (x + 22, y), (x - 22, y)], s.far)
    c.rect(270, 880, 300, 14, s.near)
    c.rect(270, 880, 100, 14, s.accent)


def umbrella(c: Canvas) -> None:
    """Show a small house under a large umbrella in the rain."""
    s = c.scheme
    sky(c, 820, start=1.0, end=0.1)
    rain(c, s.light, 190, 0.3, 90)
    m = c.width / 2
    c.poly([(m - 470, 560), (m + 470, 560), (m + 330, 860), (m - 430, 860)], s.sky)
    ridge(c, 860, 50, s.far)
    c.rect(0, 840, c.width, 170, s.mid)
    gabled(c, m - 200, 850, 300, 190, s.light, RED)
    for place in (-160, -30):
        c.rect(m + place, 700, 64, 70, s.near)
        c.rect(m + place + 6, 706, 24, 28, s.accent)
    c.rect(m - 84, 770, 46, 80, s.near)
    c.curve(
        [(m + 170, 330), (m + 172, 760), (m + 190, 850), (m + 226, 850), (m + 240, 810)], s.near, 17
    )
    c.sector(m + 20, 520, 500, 180, 360, s.accent)
    for rib in range(5):
        a, b = m - 480 + rib * 200, m - 280 + rib * 200
        c.sector((a + b) / 2, 524, 100, 180, 360, s.sky)
        c.curve([(b, 520), (m + 20 + (b - m - 20) * 0.62, 270), (m + 20, 22)], s.near, 5)
    c.shade(
        [(m + 200, 60), (m + 400, 200), (m + 516, 430), (m + 500, 500), (m + 240, 440)],
        s.near,
        0.0,
        0.45,
    )
    c.rect(m + 14, -6, 12, 40, s.near)
    swell(c, 930, 36, 240, s.near, shift=50)
