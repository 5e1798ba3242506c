"""Pictures of culture: stage, concert, studio, book."""

from __future__ import annotations

import math

from newsroom.demo.canvas import RED, Canvas, smooth
from newsroom.demo.elements import sky


def stage(c: Canvas) -> None:
    """Show a stage between heavy curtains, one figure in the light."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.near)
    m = c.width / 2
    c.poly([(m - 40, -10), (m + 40, -10), (m + 310, 800), (m - 310, 800)], s.accent)
    c.tone(s.near, (m - 310, 0, m + 310, 800), 0.9, -0.2)
    c.rect(0, 760, c.width, 250, s.mid)
    for board in range(-9, 10):
        c.line([(m + board * 80, 760), (m + board * 170, 1000)], s.near, 4)
    c.oval(m, 810, 300, 56, s.accent)
    c.blob(
        [
            (m - 70, 812),
            (m - 44, 640),
            (m - 62, 540),
            (m, 500),
            (m + 62, 540),
            (m + 44, 640),
            (m + 84, 812),
        ],
        s.near,
    )
    c.disc(m + 4, 456, 40, s.near)
    c.line([(m + 44, 552), (m + 150, 470)], s.near, 22)
    c.disc(m + 156, 464, 14, s.near)
    for side in (-1, 1):
        for fold in range(7):
            x = (0 if side < 0 else c.width) - side * fold * 74
            drape = [
                (x, -10),
                (x - side * 84, -10),
                (x - side * (80 - fold * 5), 520),
                (x - side * (60 + 10 * fold), 880),
                (x + side * 6, 880),
            ]
            c.poly(drape, RED if fold % 2 == 0 else "#7A0513")
        for fold in range(0, 7, 2):
            x = (0 if side < 0 else c.width) - side * fold * 74
            c.shade(
                [(x, 0), (x - side * 74, 0), (x - side * 74, 880), (x, 880)],
                s.near,
                *((0.5, 0.0) if side < 0 else (0.0, 0.5)),
            )
    for swag in range(6):
        c.sector(c.width * (swag + 0.5) / 6, -6, c.width / 11, 0, 180, RED)
        c.tone(s.near, (c.width * swag / 6, 0, c.width * (swag + 1) / 6, 130), 0.6, 0.0)


def cello(c: Canvas) -> None:
    """Show a cello standing against a large disc of light."""
    s = c.scheme
    c.tone(s.tone, (0, 0, c.width, 1000), 0.9, 0.1)
    m = c.width / 2
    c.disc(m, 470, min(430.0, m - 30), s.accent)
    for row in range(5):
        c.rect(0, 520 + row * 26, c.width, 4, s.near)
    body = [
        (m - 30, 380),
        (m - 120, 400),
        (m - 150, 480),
        (m - 96, 580),
        (m - 108, 640),
        (m - 186, 720),
        (m - 196, 840),
        (m - 110, 930),
        (m + 110, 930),
        (m + 196, 840),
        (m + 186, 720),
        (m + 108, 640),
        (m + 96, 580),
        (m + 150, 480),
        (m + 120, 400),
        (m + 30, 380),
    ]
    c.blob(body, s.near)
    inner = [(m + (x - m) * 0.9, 655 + (y - 655) * 0.94) for x, y in body]
    c.blob(inner, s.mid)
    c.tone(s.near, (m, 380, m + 200, 930), -0.1, 0.85, across=True, within=smooth(inner))
    c.rect(m - 17, 90, 34, 620, s.near)
    c.ring(m, 80, 24, s.near, 11)
    for y in (110, 140):
        c.rect(m - 52, y, 104, 10, s.near)
    for side in (-1, 1):
        c.curve(
            [
                (m + side * 74, 610),
                (m + side * 54, 640),
                (m + side * 70, 700),
                (m + side * 52, 740),
            ],
            s.near,
            11,
        )
    c.rect(m - 48, 712, 96, 14, s.accent)
    c.poly([(m - 20, 780), (m + 20, 780), (m + 12, 900), (m - 12, 900)], s.near)
    for string in range(4):
        c.rect(m - 11 + string * 7, 110, 2, 690, s.light)
    c.rect(m - 4, 925, 8, 70, s.near)
    c.line([(m - 330, 860), (m + 250, 480)], s.near, 9)
    c.line([(m - 326, 874), (m + 254, 496)], s.light, 5)


def easel(c: Canvas) -> None:
    """Show a canvas of boats and sea on its easel, in a studio window's light."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.sky)
    c.tone(s.tone, (0, 0, c.width, 1000), 0.2, 0.9, across=True)
    for column in range(3):
        for row in range(3):
            c.rect(70 + column * 120, 80 + row * 150, 108, 138, s.light)
    c.poly([(70, 530), (420, 530), (900, 1000), (260, 1000)], s.light)
    c.rect(0, 880, c.width, 130, s.mid)
    m = c.width * 0.6
    for foot, top in ((-270, -40), (270, 40)):
        c.line([(m + foot, 980), (m + top, 90)], s.near, 22)
    c.line([(m, 120), (m + 10, 940)], s.near, 16)
    c.rect(m - 350, 190, 700, 500, s.near)
    c.rect(m - 334, 206, 668, 468, s.accent)
    c.disc(m + 130, 350, 74, s.light)
    for y, ink in ((430, s.far), (510, s.mid), (590, s.near)):
        wave = [
            (m - 334 + step * 668 / 24, y + 16 * math.sin(step * 1.1 + y)) for step in range(25)
        ]
        c.poly([*wave, (m + 334, 674), (m - 334, 674)], ink)
    for x, k in ((m - 190, 1.0), (m - 20, 0.7)):
        c.poly([(x, 480 - 190 * k), (x + 110 * k, 480), (x, 480)], s.light)
        c.poly([(x - 12 * k, 480 - 160 * k), (x - 12 * k, 480), (x - 80 * k, 480)], RED)
        c.poly(
            [(x - 90 * k, 488), (x + 120 * k, 488), (x + 84 * k, 526), (x - 60 * k, 526)], s.near
        )
    c.rect(m - 372, 690, 744, 24, s.near)
    c.blob([(180, 820), (250, 760), (370, 770), (400, 840), (320, 890), (210, 880)], s.near)
    for x, y, ink in (
        (240, 800, s.accent),
        (300, 790, s.light),
        (350, 822, RED),
        (260, 850, s.far),
    ):
        c.disc(x, y, 17, ink)
    for brush in range(5):
        x = c.width * 0.9 + brush * 16 - 30
        c.line([(x, 800), (x + (brush - 2) * 18, 640)], s.near, 8)
        c.disc(x + (brush - 2) * 18, 634, 12, (s.accent, s.light, RED, s.far, s.mid)[brush])
    c.rect(c.width * 0.9 - 44, 780, 100, 120, s.light)


def book(c: Canvas) -> None:
    """Show an open book whose pages turn into a sea with a small boat."""
    s = c.scheme
    sky(c, 700, start=0.9)
    m = c.width / 2
    c.disc(m, 400, 240, s.accent)
    for side in (-1, 1):
        for leaf in range(6):
            lift = leaf * 15
            page = [
                (m, 800 - lift),
                (m + side * 180, 710 - lift * 1.4),
                (m + side * 420, 700 - lift * 1.4),
                (m + side * 640, 770 - lift * 1.2),
                (m + side * 640, 800 - lift * 1.2),
                (m + side * 420, 730 - lift * 1.4),
                (m + side * 180, 742 - lift * 1.4),
                (m, 830 - lift),
            ]
            c.poly(
                smooth(page[:4], closed=False) + smooth(page[4:], closed=False),
                s.light if leaf % 2 else s.far,
            )
        spread = smooth(
            [(m, 726), (m + side * 190, 620), (m + side * 430, 610), (m + side * 620, 690)],
            closed=False,
        )
        c.poly([*spread, (m + side * 640, 800), (m, 860)], s.light)
        c.tone(
            s.mid,
            (min(m, m + side * 640), 610, max(m, m + side * 640), 860),
            *((0.0, 0.7) if side < 0 else (0.7, 0.0)),
            across=True,
            within=[*spread, (m + side * 640, 800), (m, 860)],
        )
        for row in range(4):
            c.curve(
                [
                    (m + side * 60, 740 + row * 22),
                    (m + side * 240, 668 + row * 26),
                    (m + side * 440, 668 + row * 28),
                    (m + side * 590, 716 + row * 24),
                ],
                s.near,
                5,
            )
    for y, ink in ((560, s.far), (620, s.mid)):
        crest = [
            (
                m - 480 + step * 40,
                y + (y - 560) * 0.4 - 26 * math.sin(step * 0.9) - 40 * math.cos((step - 12) / 7),
            )
            for step in range(25)
        ]
        c.poly([*smooth(crest, closed=False), (m + 330, 690), (m, 760), (m - 330, 690)], ink)
    c.poly([(m - 130, 500), (m + 150, 500), (m + 104, 560), (m - 90, 560)], s.near)
    c.poly([(m + 4, 230), (m + 4, 486), (m + 150, 486)], s.light)
    c.poly([(m - 12, 270), (m - 12, 486), (m - 110, 486)], RED)
    c.poly(
        [(m - 660, 790), (m, 870), (m + 660, 790), (m + 660, 830), (m, 916), (m - 660, 830)], s.near
    )
    c.tone(s.near, (0, 880, c.width, 1000), 0.0, 0.8)


def studios(c: Canvas) -> None:
    """Show brick arches with a kiln's glow behind one of them."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.mid)
    for row in range(26):
        for brick in range(-1, int(c.width // 96) + 2):
            if c.random.random() < 0.5:
                c.rect(
                    brick * 96 + (48 if row % 2 else 0) + 3,
                    row * 40 + 3,
                    90,
                    34,
                    c.random.choice((s.near, s.far, "#0C4C3D")),
                )
    c.tone(s.near, (0, 0, c.width, 1000), 0.65, 0.15)
    for arch in range(3):
        x, wide = c.width * (arch + 0.5) / 3, c.width / 3 * 0.36
        c.rect(x - wide - 22, 380, wide * 2 + 44, 640, s.light)
        c.sector(x, 384, wide + 22, 180, 360, s.light)
        c.rect(x - wide, 380, wide * 2, 640, s.near)
        c.sector(x, 384, wide, 180, 360, s.near)
    left, mid, right = (c.width * (arch + 0.5) / 3 for arch in range(3))
    c.tone(s.accent, (mid - 210, 420, mid + 210, 900), 0.95, -0.1, round_=True, pitch=12)
    c.rect(mid - 96, 560, 192, 300, s.mid)
    c.sector(mid, 562, 96, 180, 360, s.mid)
    c.disc(mid, 640, 56, s.accent)
    c.disc(mid, 640, 30, s.light)
    c.blob(
        [(mid + 40, 980), (mid + 50, 800), (mid + 110, 760), (mid + 160, 800), (mid + 166, 980)],
        s.light,
    )
    c.disc(mid + 104, 720, 38, s.light)
    c.line([(mid + 70, 820), (mid - 10, 660)], s.light, 15)
    for shelf in range(4):
        c.rect(left - 150, 480 + shelf * 120, 300, 12, s.far)
        for jar in range(4):
            x, ink = left - 110 + jar * 72, c.random.choice((s.accent, s.light, s.far, RED))
            high = c.random.uniform(46, 84)
            c.blob(
                [
                    (x - 10, 480 + shelf * 120),
                    (x - 26, 466 + shelf * 120 - high * 0.4),
                    (x - 8, 480 + shelf * 120 - high),
                    (x + 8, 480 + shelf * 120 - high),
                    (x + 26, 466 + shelf * 120 - high * 0.4),
                    (x + 10, 480 + shelf * 120),
                ],
                ink,
            )
    c.rect(right - 120, 520, 240, 300, s.light)
    c.blob(
        [
            (right - 80, 760),
            (right - 30, 620),
            (right + 40, 700),
            (right + 90, 590),
            (right + 96, 770),
        ],
        s.mid,
    )
    c.disc(right + 40, 600, 30, RED)
    c.rect(0, 950, c.width, 60, s.near)
