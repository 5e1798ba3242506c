"""The colors of tokens.css: every pair that stands on a page can be read, in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEETS = Path(__file__).resolve().parents[2] / "newsroom" / "static" / "newsroom"
TEXT, EDGE = 4.5, 3.0
PAIRS = [
    ("ink", "paper", TEXT), ("ink", "panel", TEXT), ("muted", "paper", TEXT),
    ("muted", "panel", TEXT), ("link", "paper", TEXT), ("link", "panel", TEXT),
    ("visited", "paper", TEXT), ("visited", "panel", TEXT), ("alert", "paper", TEXT),
    ("breaking-words", "breaking", TEXT), ("mark-words", "mark", TEXT), ("paper", "ink", TEXT),
    ("slab-words", "slab", TEXT), ("slab-muted", "slab", TEXT),
    ("edge", "paper", EDGE), ("edge", "panel", EDGE), ("slab-edge", "slab", EDGE),
    ("ink", "mark", EDGE),
]  # fmt: skip


def schemes() -> dict[str, dict[str, str]]:
    sheet = (SHEETS / "tokens.css").read_text()
    color = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6});")
    light_part, dark_part = sheet.split("@media (prefers-color-scheme: dark)")
    light = dict(color.findall(light_part))
    return {"light": light, "dark": {**light, **dict(color.findall(dark_part))}}


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3."""

    def luminance(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_every_pair_has_its_contrast(scheme: str, front: str, ground: str, least: float) -> None:
    colors = schemes()[scheme]
    if (scheme, front, ground) == ("dark", "ink", "mark"):
        front = "mark-words"  # in the dark the ring is light on the page and dark words on the mark
    assert contrast(colors[front], colors[ground]) >= least


def test_the_sheet_names_no_color_of_its_own() -> None:
    sheet = (SHEETS / "site.css").read_text().split("@media print")[0]
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", sheet)


def test_every_token_that_is_used_is_defined() -> None:
    defined = set(re.findall(r"(--[a-z0-9-]+):", (SHEETS / "tokens.css").read_text()))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", (SHEETS / "site.css").read_text()))
    assert used <= defined


def test_no_letter_is_smaller_than_14_pixels() -> None:
    both = "".join((SHEETS / name).read_text() for name in ("tokens.css", "site.css"))
    screen = both.split("@media print")[0]
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;]*?([\d.]+)rem", screen)]
    sizes += [float(size) for size in re.findall(r"--size-[a-z]+:\s*([\d.]+)rem", screen)]
    assert min(sizes) >= 0.875
    assert not re.findall(r"font-size:\s*[\d.]+px", screen)


def test_reduced_motion_and_print_are_thought_of() -> None:
    sheet = (SHEETS / "site.css").read_text()
    assert "prefers-reduced-motion: reduce" in sheet
    assert "@media print" in sheet
    assert not re.findall(r"(?:transition|animation)\s*:(?!\s*none)", sheet)
