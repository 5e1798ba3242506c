"""Pictures of streets and sheds: trams at rest, a street after the flood, a cannery."""

from __future__ import annotations

import math

from newsroom.demo.canvas import RED, Canvas
from newsroom.demo.elements import blocks, cloud, gulls, sky, sun


def depot(c: Canvas) -> None:
    """Show the fronts of three trams in their shed at night."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.mid)
    for bay in range(3):
        x = c.width * (bay + 0.5) / 3
        c.poly([(x - 250, 200), (x, 40), (x + 250, 200)], s.far)
        c.poly([(x - 170, 190), (x, 84), (x + 170, 190)], s.near)
    c.rect(0, 200, c.width, 26, s.near)
    c.tone(s.near, (0, 0, c.width, 700), 0.7, 0.0)
    c.rect(0, 800, c.width, 210, s.near)
    for bay in range(3):
        x = c.width * (bay + 0.5) / 3
        body = s.accent if bay != 1 else s.light
        c.poly(
            [
                (x - 190, 830),
                (x - 180, 360),
                (x - 120, 290),
                (x + 120, 290),
                (x + 180, 360),
                (x + 190, 830),
            ],
            body,
        )
        c.shade(
            [(x + 40, 290), (x + 120, 290), (x + 180, 360), (x + 190, 830), (x + 40, 830)],
            s.near,
            0.0,
            0.6,
        )
        c.poly([(x - 150, 590), (x - 144, 400), (x + 144, 400), (x + 150, 590)], s.near)
        c.poly([(x - 120, 586), (x - 60, 404), (x + 10, 404), (x - 50, 586)], s.far)
        c.rect(x - 5, 400, 10, 190, body)
        c.rect(x - 90, 316, 180, 54, s.near)
        for dot in range(3):
            c.disc(x - 44 + dot * 44, 343, 13, s.accent if body == s.light else s.light)
        for side in (-1, 1):
            c.disc(x + side * 128, 680, 34, s.near)
            c.disc(x + side * 128, 680, 22, s.light if bay == 1 else s.mid)
        c.rect(x - 190, 740, 380, 26, s.mid)
        c.rect(x - 110, 830, 220, 40, s.far)
        c.line([(x - 70, 290), (x, 206), (x + 70, 290)], s.near, 9)
        for rail in (-120, 120):
            c.poly(
                [
                    (x + rail - 8, 860),
                    (x + rail + 8, 860),
                    (x + rail * 1.6 + 14, 1000),
                    (x + rail * 1.6 - 14, 1000),
                ],
                s.far,
            )
    beam = c.width / 2
    cone = [(beam - 160, 680), (beam + 160, 680), (beam + 420, 1000), (beam - 420, 1000)]
    c.tone(s.accent, (beam - 420, 680, beam + 420, 1000), 0.55, -0.1, within=cone)


def aftermath(c: Canvas) -> None:
    """Show a row of front doors with a tide mark, and furniture put out to dry."""
    s = c.scheme
    walls = (s.light, s.far, s.accent, s.light)
    wide = c.width / 4
    for house in range(4):
        x = house * wide
        c.rect(x, 0, wide - 6, 800, walls[house])
        c.shade(
            [(x + wide * 0.5, 0), (x + wide - 6, 0), (x + wide - 6, 800), (x + wide * 0.5, 800)],
            s.mid,
            0.0,
            0.3,
        )
        for column in range(2):
            c.rect(x + 50 + column * 150, 60, 110, 190, s.near)
            c.rect(x + 58 + column * 150, 68, 43, 80, s.tone)
            c.rect(x + 109 + column * 150, 68, 43, 80, s.tone)
            c.rect(x + 40 + column * 150, 250, 130, 16, s.near)
        c.rect(x + 60, 390, 120, 410, s.near)
        c.rect(x + 70, 400, 100, 400, (RED, s.mid, s.near, s.mid)[house])
        c.disc(x + 156, 610, 8, s.light)
        c.rect(x + 225, 400, 110, 170, s.near)
        c.rect(x + 233, 408, 94, 154, s.tone)
    c.tone(s.mid, (0, 560, c.width, 800), 0.5, 0.75)
    wave = [(step * c.width / 30, 560 + 7 * math.sin(step * 1.7)) for step in range(31)]
    c.line(wave, s.near, 9)
    c.rect(0, 800, c.width, 210, s.mid)
    c.rect(0, 800, c.width, 18, s.near)
    for _ in range(6):
        c.oval(
            c.random.uniform(0, c.width),
            c.random.uniform(850, 980),
            c.random.uniform(70, 190),
            12,
            s.tone,
        )
    x = c.width * 0.36
    c.blob(
        [
            (x - 20, 700),
            (x + 10, 660),
            (x + 380, 660),
            (x + 410, 700),
            (x + 400, 820),
            (x - 10, 820),
        ],
        RED,
    )
    c.rect(x + 20, 760, 350, 74, s.near)
    c.rect(x + 26, 752, 165, 50, RED)
    c.rect(x + 198, 752, 165, 50, RED)
    for side in (-44, 370):
        c.blob(
            [
                (x + side, 740),
                (x + side + 36, 722),
                (x + side + 70, 740),
                (x + side + 66, 862),
                (x + side + 6, 862),
            ],
            "#7A0513",
        )
    for place, lean in ((0.15, 16), (0.74, -12), (0.88, 10)):
        left = c.width * place
        c.line([(left, 860), (left + lean, 640)], s.near, 12)
        c.rect(left + lean - 4, 640, 96, 12, s.near)
        c.rect(left - 4, 752, 108, 16, s.near)
        c.line([(left + 96, 860), (left + 92, 760)], s.near, 12)
        c.rect(left + lean + 4, 652, 80, 60, s.accent)


def cannery(c: Canvas) -> None:
    """Show an old cannery with a saw-tooth roof and a tall chimney by the water."""
    s = c.scheme
    sky(c, 780, start=0.85)
    sun(c, c.width * 0.22, 270, 110)
    cloud(c, c.width * 0.08, 420, 260)
    blocks(c, 790, s.far, low=30, high=110)
    c.poly(
        [
            (c.width * 0.76, 780),
            (c.width * 0.83, 780),
            (c.width * 0.815, 90),
            (c.width * 0.775, 90),
        ],
        s.mid,
    )
    c.shade(
        [(c.width * 0.8, 90), (c.width * 0.815, 90), (c.width * 0.83, 780), (c.width * 0.8, 780)],
        s.near,
        0.3,
        0.8,
    )
    for band in range(3):
        c.rect(
            c.width * 0.77 - band * 2,
            130 + band * 54,
            c.width * 0.05 + band * 4,
            18,
            s.accent if band == 1 else s.light,
        )
    left, right = c.width * 0.1, c.width * 0.9
    tooth = (right - left) / 6
    for bay in range(6):
        x = left + bay * tooth
        c.poly([(x, 440), (x + tooth * 0.25, 310), (x + tooth, 440)], s.near)
        c.poly([(x + 8, 436), (x + tooth * 0.25, 322), (x + tooth * 0.25, 436)], s.light)
    c.rect(left, 436, right - left, 370, s.mid)
    c.tone(s.near, (left, 436, right, 800), -0.1, 0.6, across=True)
    for bay in range(6):
        x = left + bay * tooth + tooth * 0.16
        wide = tooth * 0.68
        c.rect(x, 560, wide, 246, s.near)
        c.sector(x + wide / 2, 562, wide / 2, 180, 360, s.near)
        c.rect(x + 12, 572, wide - 24, 120, s.accent)
        c.sector(x + wide / 2, 574, wide / 2 - 12, 180, 360, s.accent)
        for pane in range(1, 4):
            c.rect(x + wide * pane / 4 - 3, 510, 6, 190, s.near)
        if bay % 2:
            c.blob(
                [(x + 30, 806), (x + 26, 746), (x + 50, 722), (x + 74, 746), (x + 70, 806)], s.light
            )
            c.disc(x + 50, 702, 18, s.light)
    c.rect(left - 20, 480, right - left + 40, 14, s.near)
    c.rect(0, 800, c.width, 24, s.near)
    c.rect(0, 824, c.width, 180, s.far)
    for _ in range(40):
        x, y, reach = (
            c.random.uniform(0, c.width),
            c.random.uniform(836, 990),
            c.random.uniform(30, 140),
        )
        c.line([(x, y), (x + reach, y)], c.random.choice((s.light, s.accent, s.mid)), 6)
    gulls(c, c.width * 0.55, 190, 8)
