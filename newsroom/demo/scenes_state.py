"""Pictures of council and court: the hall, the chamber, the balance, the microphones."""

from __future__ import annotations

from newsroom.demo.canvas import RED, Canvas
from newsroom.demo.elements import blocks, cloud, sky, stars, windows


def hall(c: Canvas) -> None:
    """Show the council hall with its columns, dome and clock."""
    s = c.scheme
    dark = s.near == s.tone
    sky(c, 800, start=0.95)
    if dark:
        stars(c, 400, 60)
    else:
        cloud(c, 40, 220, 300)
        cloud(c, c.width - 360, 300, 320)
    blocks(c, 800, s.far, low=120, high=290, lit=s.accent if dark else "")
    m = c.width / 2
    stone = s.light if not dark else s.far
    c.rect(m - 520, 440, 1040, 370, stone)
    c.shade([(m + 200, 440), (m + 520, 440), (m + 520, 810), (m + 200, 810)], s.mid, 0.05, 0.6)
    windows(c, m - 486, 500, 5, 3, s.near, step=(56, 100), size=(26, 62), lit=s.accent, share=0.75)
    windows(c, m + 238, 500, 5, 3, s.near, step=(56, 100), size=(26, 62), lit=s.accent, share=0.6)
    c.rect(m - 532, 424, 1064, 24, s.near)
    c.rect(m - 130, 290, 260, 90, stone)
    c.sector(m, 292, 128, 180, 360, s.mid)
    c.tone(
        s.near,
        (m, 160, m + 130, 294),
        0.0,
        0.7,
        across=True,
        pitch=9,
        within=[(m, 166), (m + 90, 200), (m + 128, 292), (m, 292)],
    )
    c.rect(m - 138, 286, 276, 12, s.near)
    c.rect(m - 20, 120, 40, 50, stone)
    c.poly([(m - 28, 122), (m + 28, 122), (m, 60)], s.near)
    for index in range(5):
        c.rect(m - 110 + index * 48, 316, 22, 50, s.near)
    c.poly([(m - 220, 440), (m + 220, 440), (m, 346)], stone)
    c.line([(m - 226, 442), (m, 344), (m + 226, 442)], s.near, 12)
    c.disc(m, 402, 32, s.accent)
    c.ring(m, 402, 32, s.near, 6)
    c.line([(m, 384), (m, 402), (m + 13, 408)], s.near, 5)
    c.rect(m - 214, 452, 428, 352, s.near if dark else s.mid)
    for index in range(6):
        left = m - 206 + index * 76
        c.rect(left, 470, 32, 330, stone)
        c.rect(left + 20, 470, 12, 330, s.tone)
        c.rect(left - 7, 456, 46, 16, stone)
        c.rect(left - 7, 792, 46, 16, stone)
    c.rect(m - 34, 620, 42, 184, s.accent)
    for step in range(4):
        c.rect(
            m - 250 - step * 34, 806 + step * 20, 500 + step * 68, 22, s.far if step % 2 else stone
        )
    c.rect(0, 884, c.width, 120, s.near)
    for x in (m - 640, m + 620):
        c.rect(x, 600, 12, 290, s.near)
        c.disc(x + 6, 590, 26, s.accent)


def chamber(c: Canvas) -> None:
    """Show the empty benches of the council chamber, seen from the gallery."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.mid)
    m = c.width / 2
    c.tone(s.near, (0, 0, c.width, 520), 0.75, 0.0)
    for index in range(5):
        x = m + (index - 2) * 270 - 60
        c.rect(x, 120, 120, 260, s.far)
        c.sector(x + 60, 122, 60, 180, 360, s.far)
        c.rect(x + 56, 62, 8, 318, s.mid)
        c.rect(x, 220, 120, 8, s.mid)
    c.rect(m - 190, 420, 380, 120, s.light)
    c.rect(m - 206, 404, 412, 22, s.accent)
    c.blob([(m - 60, 404), (m - 66, 300), (m, 270), (m + 66, 300), (m + 60, 404)], s.near)
    for row in range(4):
        size, count = 1 + row * 0.3, 8 + row * 2
        radius = 480 + row * 190
        desk = [
            (m + lean / 20 * radius * 1.15, 620 + row * 112 - (lean / 20) ** 2 * 130)
            for lean in range(-20, 21)
        ]
        c.line(desk, s.light if row % 2 else s.far, 46 * size)
        c.line([(x, y - 24 * size) for x, y in desk], s.near, 7 * size)
        for seat in range(count):
            lean = (seat + 0.5 - count / 2) / (count / 2)
            x, foot = m + lean * radius, 690 + row * 112 - lean**2 * 130
            ink = s.accent if c.random.random() < 0.2 else s.near
            c.rect(x - 30 * size, foot - 62 * size, 60 * size, 70 * size, ink)
            c.sector(x, foot - 60 * size, 30 * size, 180, 360, ink)
    c.tone(s.near, (0, 560, c.width, 1000), -0.25, 0.5)


def court(c: Canvas) -> None:
    """Show a balance before a wall of law books."""
    s = c.scheme
    c.rect(0, 0, c.width, 1000, s.mid)
    shelf = 0.0
    while shelf < 1000:
        x = -10.0
        while x < c.width:
            width, height = c.random.uniform(26, 58), c.random.uniform(150, 196)
            ink = c.random.choice((s.far, s.near, s.far, s.tone, s.near))
            c.rect(x, shelf + 206 - height, width, height, ink)
            c.rect(
                x + 4,
                shelf + 226 - height,
                width - 8,
                9,
                s.accent if c.random.random() < 0.3 else s.mid,
            )
            x += width + 4
        c.rect(0, shelf + 206, c.width, 18, s.near)
        shelf += 224
    c.tone(s.near, (0, 0, c.width, 1000), 0.55, 0.3, across=True, pitch=10)
    m = c.width / 2
    c.disc(m, 470, 400, s.accent)
    tilt = c.random.choice((-38, 30, 46))
    c.rect(m - 13, 230, 26, 540, s.near)
    c.poly([(m - 150, 820), (m + 150, 820), (m + 60, 764), (m - 60, 764)], s.near)
    c.disc(m, 226, 28, s.near)
    ends = ((m - 300, 286 + tilt), (m + 300, 286 - tilt))
    c.line([ends[0], (m, 270), ends[1]], s.near, 17)
    for x, y in ends:
        for side in (-120, 120):
            c.line([(x, y), (x + side, y + 270)], s.near, 5)
        c.sector(x, y + 262, 134, 0, 180, s.near)
        c.tone(
            s.light,
            (x - 130, y + 262, x + 10, y + 396),
            0.4,
            -0.1,
            across=True,
            pitch=9,
            within=[(x - 122, y + 270), (x, y + 270), (x, y + 388), (x - 90, y + 350)],
        )


def gavel(c: Canvas) -> None:
    """Show a gavel coming down on its block."""
    s = c.scheme
    c.tone(s.tone, (0, 0, c.width, 1000), 0.0, 0.9)
    m = c.width / 2
    for ray in range(16):
        a = ray * 22.5
        c.sector(m - 40, 640, 1300, a, a + 9, s.accent)
    c.disc(m - 40, 640, 250, s.sky)
    c.rect(0, 800, c.width, 200, s.mid)
    c.oval(m - 40, 800, 330, 62, s.near)
    c.rect(m - 370, 740, 660, 60, s.near)
    c.oval(m - 40, 740, 330, 62, s.far)
    c.oval(m - 40, 734, 250, 42, s.light)
    c.poly([(m + 60, 470), (m + 110, 410), (m + 640, 740), (m + 606, 796)], s.near)
    c.poly([(m - 150, 610), (m + 40, 330), (m + 210, 446), (m + 20, 726)], s.near)
    c.poly([(m - 170, 560), (m + 0, 310), (m + 44, 340), (m - 126, 590)], s.mid)
    c.poly([(m - 30, 700), (m + 140, 450), (m + 176, 474), (m + 6, 724)], s.accent)


def microphones(c: Canvas) -> None:
    """Show a bank of microphones waiting for a speaker."""
    s = c.scheme
    c.tone(s.tone, (0, 0, c.width, 1000), 0.85, 0.0)
    m = c.width / 2
    c.disc(m, 430, 360, s.accent)
    c.poly([(m - 430, 720), (m + 430, 720), (m + 500, 1010), (m - 500, 1010)], s.near)
    c.rect(m - 470, 690, 940, 40, s.mid)
    heads = (
        (-330, 470, -0.35),
        (-180, 380, -0.18),
        (-30, 330, -0.02),
        (130, 390, 0.16),
        (290, 460, 0.34),
    )
    for place, top, lean in heads:
        x = m + place
        c.curve([(m + place * 0.5, 700), (m + place * 0.7, 590), (x, top + 60)], s.near, 12)
        c.blob(
            [
                (x - 40, top + 60),
                (x - 48 + lean * 60, top - 20),
                (x + lean * 90, top - 74),
                (x + 48 + lean * 60, top - 20),
                (x + 40, top + 60),
            ],
            s.near,
        )
        c.tone(
            s.far,
            (x - 50, top - 70, x + 20, top + 50),
            0.5,
            -0.1,
            across=True,
            pitch=7,
            within=[
                (x - 36, top + 40),
                (x - 40 + lean * 60, top - 14),
                (x + lean * 80, top - 60),
                (x, top + 40),
            ],
        )
        c.rect(x - 42, top + 52, 84, 34, c.random.choice((s.light, RED, s.mid, s.light)))
