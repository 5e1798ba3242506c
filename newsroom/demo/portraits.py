"""Portraits: heads and shoulders cut from paper, told apart by a few words of features."""

from __future__ import annotations

import math

from newsroom.demo import portrait_hair
from newsroom.demo.canvas import PAPER, RED, Canvas, Point, smooth

SKINS = {"light": "#F6EEDB", "tan": "#DCC99A", "brown": "#9B8458", "deep": "#5B4F37"}
HAIRS = {
    "dark": "#101614",
    "gray": "#8FA39B",
    "white": "#EEF2F0",
    "fair": "#E9B92F",
    "red-hair": "#A8071A",
}


def _chosen(c: Canvas, choices: dict[str, str], default: str) -> str:
    return next((ink for word, ink in choices.items() if word in c.features), default)


def portrait(c: Canvas) -> None:
    """Show a head and shoulders as the features say: skin, hair, glasses, beard, hat, coat."""
    c.tone(c.scheme.tone, (0, 0, c.width, 1000), 0.85, 0.05)
    _bust(c, c.width / 2)


def pair(c: Canvas) -> None:
    """Show a pilot in his cap and a goalkeeper in his shirt, side by side."""
    s = c.scheme
    c.tone(s.tone, (0, 0, c.width, 1000), 0.85, 0.05)
    c.features = frozenset({"light", "short", "fair", "keeper", "smile"})
    c.rect(c.width / 2, 0, c.width / 2 + 2, 1000, s.mid)
    _bust(c, c.width * 0.745)
    c.features = frozenset({"tan", "cap", "moustache", "jacket", "braid"})
    _bust(c, c.width * 0.255)


def _bust(c: Canvas, m: float) -> None:
    _ground(c, m)
    skin, hair = _chosen(c, SKINS, SKINS["light"]), _chosen(c, HAIRS, HAIRS["dark"])
    portrait_hair.behind(c, m, hair)
    _shoulders(c, m, skin)
    _head(c, m, skin)
    _face(c, m, skin, hair)
    portrait_hair.in_front(c, m, hair)
    _extras(c, m, hair)


def _ground(c: Canvas, m: float) -> None:
    s = c.scheme
    if "rays" in c.features:
        for ray in range(18):
            c.sector(m, 460, 1200, ray * 20, ray * 20 + 10, s.tone)
    if "waves" in c.features:
        for row in range(9):
            wave = [(x * c.width / 12, 130 + row * 95 + (16 if x % 2 else -16)) for x in range(13)]
            c.curve(wave, s.far, 9)
    if "bars" in c.features:
        for bar in range(12):
            c.rect(c.width * bar / 12, 0, c.width / 24, 1000, s.tone)
    c.disc(m, 450, 372, s.accent)


def _shoulders(c: Canvas, m: float, skin: str) -> None:
    s = c.scheme
    coat = RED if "red" in c.features else s.mid if "green" in c.features else s.near
    if "keeper" in c.features:
        coat = RED
    if "pale-coat" in c.features:
        coat = s.light
    outline = [
        (m - 430, 1020),
        (m - 400, 850),
        (m - 270, 770),
        (m - 110, 725),
        (m + 110, 725),
        (m + 270, 770),
        (m + 400, 850),
        (m + 430, 1020),
    ]
    body = smooth(outline, closed=False)
    c.poly(body, coat)
    dark = s.near if coat != s.near else s.mid
    c.tone(dark, (m, 720, m + 430, 1000), -0.1, 0.85, across=True, pitch=9, within=body)
    c.poly([(m - 80, 620), (m + 80, 620), (m + 100, 745), (m, 850), (m - 100, 745)], skin)
    c.tone(
        s.near,
        (m - 90, 620, m + 100, 850),
        0.65,
        0.15,
        pitch=8,
        within=[(m - 80, 640), (m + 80, 640), (m + 98, 745), (m, 800), (m - 70, 720)],
    )
    if "tie" in c.features or "shirt" in c.features:
        for side in (-1, 1):
            c.poly(
                [(m + side * 92, 728), (m + side * 170, 780), (m + side * 60, 920), (m, 848)], PAPER
            )
        if "tie" in c.features:
            c.poly(
                [(m - 30, 850), (m + 30, 850), (m + 56, 1010), (m - 56, 1010)],
                RED if coat != RED else s.near,
            )
    if "jacket" in c.features:
        for side in (-1, 1):
            c.poly(
                [
                    (m + side * 112, 722),
                    (m + side * 190, 772),
                    (m + side * 130, 1010),
                    (m, 1010),
                    (m + side * 20, 880),
                ],
                coat,
            )
            c.line(
                [(m + side * 112, 722), (m + side * 190, 772), (m + side * 96, 1010)],
                dark if coat == s.near else s.near,
                7,
            )
    if "roll" in c.features:
        c.blob(
            [(m - 116, 690), (m, 716), (m + 116, 690), (m + 132, 768), (m, 806), (m - 132, 768)],
            s.light,
        )
        for rib in range(7):
            c.rect(m - 96 + rib * 30, 716, 4, 62, s.tone)
    if "stripes" in c.features:
        for stripe in range(-3, 4):
            c.poly(
                [
                    (m + stripe * 110 - 26, 1010),
                    (m + stripe * 110 + 26, 1010),
                    (m + stripe * 84 + 18, 800 + abs(stripe) * 16),
                    (m + stripe * 84 - 18, 800 + abs(stripe) * 16),
                ],
                s.accent if coat != RED else s.light,
            )
    if "oilskin" in c.features:
        c.poly(body, s.accent)
        c.tone(s.near, (m, 720, m + 430, 1000), -0.1, 0.6, across=True, pitch=9, within=body)
        c.rect(m - 6, 800, 12, 220, s.near)
        c.blob(
            [(m - 190, 760), (m - 110, 680), (m, 760), (m + 110, 680), (m + 190, 760), (m, 850)],
            s.near,
        )
    if "braid" in c.features:
        for row in range(3):
            for side in (-1, 1):
                c.rect(m + side * 300 - 60, 820 + row * 30, 120, 12, s.accent)


def _jaw(m: float) -> list[Point]:
    right = [(0, 190), (96, 206), (158, 286), (166, 400), (146, 520), (92, 616), (0, 656)]
    return smooth([(m + x, y) for x, y in right], closed=False) + smooth(
        [(m - x, y) for x, y in reversed(right)], closed=False
    )


def _head(c: Canvas, m: float, skin: str) -> None:
    for side in (-1, 1):
        c.oval(m + side * 166, 432, 26, 48, skin)
    jaw = _jaw(m)
    c.poly(jaw, skin)
    c.tone(
        c.scheme.near, (m - 40, 180, m + 190, 660), -0.25, 0.62, across=True, pitch=8, within=jaw
    )
    ear = [(m + 166 + 26 * math.cos(turn / 3), 432 + 48 * math.sin(turn / 3)) for turn in range(19)]
    c.shade(ear, c.scheme.near, 0.3, 0.6)


def _face(c: Canvas, m: float, skin: str, hair: str) -> None:
    near = c.scheme.near
    brow = near if hair in (HAIRS["white"], HAIRS["fair"]) else hair
    for side in (-1, 1):
        c.curve([(m + side * 36, 366), (m + side * 70, 350), (m + side * 112, 366)], brow, 13)
        c.oval(m + side * 72, 410, 22, 13, PAPER)
        c.disc(m + side * 72 + 3, 410, 12, near)
    pen = near if skin != SKINS["deep"] else "#2A2417"
    c.curve([(m + 8, 400), (m + 24, 476), (m + 30, 500), (m - 8, 508)], pen, 7)
    if "smile" in c.features:
        c.blob(
            [(m - 58, 552), (m, 566), (m + 58, 552), (m + 36, 588), (m, 600), (m - 36, 588)], near
        )
        c.poly([(m - 44, 560), (m + 44, 560), (m + 34, 574), (m - 34, 574)], PAPER)
    else:
        c.curve([(m - 48, 566), (m - 8, 572), (m + 50, 560)], near, 9)
        c.curve([(m - 22, 592), (m + 2, 597), (m + 24, 591)], pen, 5)


def _extras(c: Canvas, m: float, hair: str) -> None:
    s, words = c.scheme, c.features
    if "beard" in words:
        c.blob(
            [
                (m - 160, 450),
                (m - 140, 560),
                (m - 96, 660),
                (m, 704),
                (m + 96, 660),
                (m + 140, 560),
                (m + 160, 450),
                (m + 110, 530),
                (m + 60, 530),
                (m, 540),
                (m - 60, 530),
                (m - 110, 530),
            ],
            hair,
        )
        c.curve(
            [(m - 40, 580), (m, 588), (m + 42, 578)],
            s.light if hair == HAIRS["dark"] else s.near,
            9,
        )
    if "moustache" in words:
        c.blob(
            [
                (m, 524),
                (m - 60, 534),
                (m - 96, 566),
                (m - 40, 562),
                (m, 554),
                (m + 40, 562),
                (m + 96, 566),
                (m + 60, 534),
            ],
            hair,
        )
    if "glasses" in words:
        for side in (-1, 1):
            c.ring(m + side * 74, 412, 54, s.near, 10)
            c.line([(m + side * 126, 402), (m + side * 172, 392)], s.near, 9)
        c.line([(m - 22, 404), (m + 22, 404)], s.near, 9)
    if "earrings" in words:
        for side in (-1, 1):
            c.disc(m + side * 172, 500, 17, s.accent if s.accent != PAPER else s.near)
    if "cap" in words:
        c.blob(
            [
                (m - 188, 290),
                (m - 196, 196),
                (m - 90, 126),
                (m + 90, 126),
                (m + 196, 196),
                (m + 188, 290),
                (m, 262),
            ],
            s.near,
        )
        c.blob(
            [(m - 190, 286), (m, 252), (m + 190, 286), (m + 150, 322), (m, 300), (m - 150, 322)],
            s.mid,
        )
        c.disc(m, 216, 30, s.accent if s.accent != PAPER else s.light)
    if "beanie" in words:
        c.blob(
            [
                (m - 186, 310),
                (m - 180, 190),
                (m - 80, 106),
                (m + 80, 106),
                (m + 180, 190),
                (m + 186, 310),
            ],
            RED,
        )
        c.rect(m - 192, 262, 384, 62, s.near)
    if "baton" in words:
        c.line([(m + 250, 900), (m + 330, 560)], s.light, 9)
        c.disc(m + 246, 912, 30, s.light)
