"""Hair of the portraits, in two layers: behind the head and in front of it."""

from __future__ import annotations

from newsroom.demo.canvas import Canvas, smooth


def behind(c: Canvas, m: float, hair: str) -> None:
    if "long" in c.features:
        c.blob(
            [
                (m - 60, 140),
                (m - 210, 240),
                (m - 226, 470),
                (m - 250, 700),
                (m - 130, 800),
                (m + 130, 800),
                (m + 250, 700),
                (m + 226, 470),
                (m + 210, 240),
                (m + 60, 140),
            ],
            hair,
        )
    if "bob" in c.features:
        c.blob(
            [
                (m - 60, 140),
                (m - 216, 250),
                (m - 232, 450),
                (m - 220, 590),
                (m - 110, 620),
                (m + 110, 620),
                (m + 220, 590),
                (m + 232, 450),
                (m + 216, 250),
                (m + 60, 140),
            ],
            hair,
        )
    if "curls" in c.features:
        for x, y, r in (
            (-190, 330, 92),
            (190, 330, 92),
            (-212, 450, 80),
            (212, 450, 80),
            (-150, 214, 104),
            (150, 214, 104),
            (0, 166, 122),
        ):
            c.disc(m + x, y, r, hair)
    if "bun" in c.features:
        c.disc(m, 122, 84, hair)
    if "scarf" in c.features:
        cloth = smooth(
            [
                (m, 118),
                (m - 170, 170),
                (m - 228, 370),
                (m - 204, 600),
                (m - 250, 800),
                (m, 880),
                (m + 250, 800),
                (m + 204, 600),
                (m + 228, 370),
                (m + 170, 170),
            ]
        )
        c.poly(cloth, c.scheme.mid)
        c.tone(c.scheme.near, (m, 110, m + 250, 880), 0.0, 0.7, across=True, pitch=9, within=cloth)


def in_front(c: Canvas, m: float, hair: str) -> None:
    words = c.features
    if "short" in words:
        c.blob(
            [
                (m - 172, 372),
                (m - 184, 262),
                (m - 118, 168),
                (m + 10, 138),
                (m + 126, 172),
                (m + 184, 270),
                (m + 172, 372),
                (m + 140, 290),
                (m + 40, 250),
                (m - 70, 262),
                (m - 142, 300),
            ],
            hair,
        )
    if "parting" in words or "bob" in words or "long" in words:
        c.blob(
            [
                (m - 178, 420),
                (m - 192, 270),
                (m - 110, 162),
                (m + 20, 140),
                (m + 140, 180),
                (m + 192, 290),
                (m + 178, 420),
                (m + 130, 316),
                (m - 30, 232),
                (m - 126, 310),
            ],
            hair,
        )
    if "bun" in words or "curls" in words:
        c.blob(
            [
                (m - 176, 360),
                (m - 170, 250),
                (m - 90, 172),
                (m, 156),
                (m + 90, 172),
                (m + 170, 250),
                (m + 176, 360),
                (m + 110, 260),
                (m, 232),
                (m - 110, 260),
            ],
            hair,
        )
    if "swept" in words:
        c.blob(
            [
                (m - 174, 350),
                (m - 196, 230),
                (m - 100, 138),
                (m + 70, 104),
                (m + 196, 178),
                (m + 186, 350),
                (m + 150, 260),
                (m + 60, 226),
                (m - 60, 250),
                (m - 140, 272),
            ],
            hair,
        )
    if "crop" in words:
        c.poly(
            [
                (m - 168, 330),
                (m - 150, 236),
                (m - 86, 176),
                (m, 160),
                (m + 86, 176),
                (m + 150, 236),
                (m + 168, 330),
                (m + 128, 262),
                (m, 236),
                (m - 128, 262),
            ],
            hair,
        )
    if "bald" in words:
        for side in (-1, 1):
            c.blob(
                [
                    (m + side * 168, 330),
                    (m + side * 184, 400),
                    (m + side * 164, 470),
                    (m + side * 150, 400),
                ],
                hair,
            )
    if "scarf" in words:
        c.blob(
            [
                (m - 168, 430),
                (m - 160, 280),
                (m - 80, 206),
                (m, 192),
                (m + 80, 206),
                (m + 160, 280),
                (m + 168, 430),
                (m + 214, 360),
                (m + 160, 170),
                (m, 112),
                (m - 160, 170),
                (m - 214, 360),
            ],
            c.scheme.mid,
        )
