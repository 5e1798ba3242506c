"""Which sizes, shapes and names of a picture exist: arithmetic only, no files, no Django."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

WIDTHS = (160, 320, 480, 620, 780, 940, 1240, 1900)
"""Every width that is ever made; 160 and 320 are for cards and thumbnails, 780 is a phone of 360 to
440 points at two pixels to one: a quarter lighter than 940, and the first thing such a reader waits for."""
TEXT_WIDTHS = (480, 620, 780, 940, 1240)
"""What a picture in a story offers; 1900 is the larger view and the immersive lead."""
CARD_WIDTHS = (160, 320, 480, 620, 780, 940, 1240)
LARGEST = WIDTHS[-1]

RATIOS = {"5:4": (5, 4), "1:1": (1, 1), "16:9": (16, 9), "4:3": (4, 3), "40:21": (40, 21)}
"""Crops by name, width to height. 40:21 is the share picture of 1200 x 630."""
SHARE_WIDTHS = (1200,)
TALLEST = 16_000
"""Pixels; WebP ends at 16,383."""

TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "avif": "image/avif"}
"""File endings and what they are served as."""

_PHONE = "(min-resolution: 2.5dppx) 60vw, (min-resolution: 1.5dppx) 85vw, 100vw"
"""The full width of a phone, at no more than about 1.7 pixels to one: past that an eye at reading
distance sees no difference, and at three to one a picture would weigh more than twice as much."""
SIZES = {
    "text": f"(min-width: 740px) 36rem, {_PHONE}",
    "half": f"(min-width: 740px) 17.375rem, {_PHONE}",
    "lead": f"(min-width: 1140px) 55.5rem, (min-width: 740px) 36rem, {_PHONE}",
    "card": "(min-width: 740px) 18rem, 120px",
    "front": f"(min-width: 1140px) 50rem, (min-width: 740px) calc(100vw - 4rem), {_PHONE}",
    "thumbnail": "160px",
}
"""Named values of the `sizes` attribute, by where a picture stands on the page."""

PREFIX = "/pictures"
"""Where media.urls is mounted; a test holds it equal to Django's own reversing."""

_NAME = re.compile(r"([1-9][0-9]{0,4})(?:-([1-9][0-9]?x[1-9][0-9]?))?\.([a-z]{3,4})")


class UnknownRatioError(ValueError):
    """A ratio that no rendition has; the message lists those that exist."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A picture as a page draws it: a plain value that costs no query."""

    pk: int
    token: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    """As printed after "Photograph:", creator and agency in one."""
    focal_x: int = 50
    focal_y: int = 50
    has_avif: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Spec:
    """One rendition: a width, a crop ("" = the whole picture) and a file ending."""

    width: int
    ratio: str = ""
    ending: str = "webp"

    @property
    def name(self) -> str:
        """The file name: "940.webp", "320-5x4.jpg"."""
        crop = f"-{self.ratio.replace(':', 'x')}" if self.ratio else ""
        return f"{self.width}{crop}.{self.ending}"


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture in its own pixels."""

    left: int
    top: int
    width: int
    height: int


def spec_from_name(name: str) -> Spec | None:
    """The rendition that a file name asks for; None if it is not a name of ours."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    width, crop, ending = match.groups()
    ratio = (crop or "").replace("x", ":")
    if ending not in TYPES or (ratio and ratio not in RATIOS):
        return None
    return Spec(width=int(width), ratio=ratio, ending=ending)


def crop_box(
    width: int, height: int, ratio: str = "", *, focal_x: int = 50, focal_y: int = 50
) -> Box:
    """The largest part of that shape, as near to the focal point (percent) as the edges allow."""
    if not ratio:
        return Box(0, 0, width, height)
    if ratio not in RATIOS:
        msg = f"There is no rendition of ratio {ratio!r}; choose one of {', '.join(RATIOS)}."
        raise UnknownRatioError(msg)
    across, down = RATIOS[ratio]
    return cut_box(width, height, across, down, focal_x=focal_x, focal_y=focal_y)


def cut_box(
    width: int, height: int, across: int, down: int, *, focal_x: int = 50, focal_y: int = 50
) -> Box:
    """The largest part of the shape `across` to `down`, near to the focal point (percent)."""
    cut_width = max(1, min(width, height * across // down))
    cut_height = max(1, min(height, width * down // across))
    left = _clamp(round(width * focal_x / 100 - cut_width / 2), 0, width - cut_width)
    top = _clamp(round(height * focal_y / 100 - cut_height / 2), 0, height - cut_height)
    return Box(left, top, cut_width, cut_height)


def widths(width: int, height: int, ratio: str = "") -> tuple[int, ...]:
    """Every width that may be made of a picture, ascending; none is wider than what is there."""
    box = crop_box(width, height, ratio)
    wanted = SHARE_WIDTHS if ratio == "40:21" else WIDTHS
    widest = min(box.width, max(1, TALLEST * box.width // box.height))
    chosen = [each for each in wanted if each < widest]
    if widest <= wanted[-1]:
        chosen.append(widest)
    return tuple(chosen)


def rendition_size(width: int, height: int, spec: Spec) -> tuple[int, int]:
    """Width and height of a rendition in pixels; at least 1 each, the height at most TALLEST."""
    box = crop_box(width, height, spec.ratio)
    tall = round(spec.width * box.height / box.width)
    return spec.width, _clamp(tall, 1, TALLEST)


def address(token: str, spec: Spec) -> str:
    """The path of a rendition on the site."""
    return f"{PREFIX}/{token}/{spec.name}"


def source_set(view: FigureView, *, ratio: str = "", ending: str = "webp", widest: int = 0) -> str:
    """The srcset attribute: "/pictures/…/480.webp 480w, …", never wider than the original.

    `widest` lets an immersive picture offer 1900; else text stops at 1240.
    """
    offered = choices(view, ratio=ratio, widest=widest)
    return ", ".join(
        f"{address(view.token, Spec(width, ratio, ending))} {width}w" for width in offered
    )


def choices(view: FigureView, *, ratio: str = "", widest: int = 0) -> tuple[int, ...]:
    """The widths that a page offers of one picture; always at least one."""
    wanted: Iterable[int] = CARD_WIDTHS if ratio else TEXT_WIDTHS
    if ratio == "40:21":
        wanted = SHARE_WIDTHS
    most = max(widest, max(wanted))
    allowed = [each for each in widths(view.width, view.height, ratio) if each <= most]
    least = min(wanted)
    return tuple(each for each in allowed if each >= least) or (allowed[-1],)


def fallback(view: FigureView, *, ratio: str = "") -> Spec:
    """The JPEG for the src attribute: the middle of what is offered."""
    offered = choices(view, ratio=ratio)
    fitting = [each for each in offered if each <= 940]
    return Spec(fitting[-1] if fitting else offered[0], ratio, "jpg")


def larger(view: FigureView) -> Spec:
    """The larger view that a picture in a story links to: 1900 wide, or all there is."""
    return Spec(widths(view.width, view.height)[-1], "", "jpg")


def _clamp(value: int, least: int, most: int) -> int:
    return max(least, min(most, value))
