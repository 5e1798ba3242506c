"""The arithmetic of sizes, shapes and names, in tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.renditions import (
    RATIOS,
    TALLEST,
    Box,
    FigureView,
    Spec,
    UnknownRatioError,
    choices,
    crop_box,
    fallback,
    larger,
    rendition_size,
    source_set,
    spec_from_name,
    widths,
)

SIDES = st.integers(min_value=1, max_value=30_000)
PERCENT = st.integers(min_value=0, max_value=100)


def view(width: int, height: int) -> FigureView:
    return FigureView(pk=1, token="t", width=width, height=height)


@pytest.mark.parametrize(
    ("size", "ratio", "expected"),
    [
        ((6000, 4000), "", (160, 320, 480, 620, 780, 940, 1240, 1900)),
        ((1240, 800), "", (160, 320, 480, 620, 780, 940, 1240)),
        ((800, 600), "", (160, 320, 480, 620, 780, 800)),
        ((100, 100), "", (100,)),
        ((1, 1), "", (1,)),
        ((1000, 400), "5:4", (160, 320, 480, 500)),
        ((6000, 4000), "40:21", (1200,)),
        ((900, 900), "40:21", (900,)),
        ((30_000, 1), "", (160, 320, 480, 620, 780, 940, 1240, 1900)),
        ((1, 30_000), "", (1,)),
    ],
)
def test_no_rendition_is_wider_than_the_original(size, ratio, expected):
    assert widths(*size, ratio) == expected


@pytest.mark.parametrize(
    ("size", "ratio", "focal", "expected"),
    [
        ((1600, 1200), "", (0, 0), Box(0, 0, 1600, 1200)),
        ((1600, 1200), "1:1", (50, 50), Box(200, 0, 1200, 1200)),
        ((1600, 1200), "1:1", (0, 50), Box(0, 0, 1200, 1200)),
        ((1600, 1200), "1:1", (100, 50), Box(400, 0, 1200, 1200)),
        ((1600, 1200), "16:9", (50, 25), Box(0, 0, 1600, 900)),
        ((1600, 1200), "16:9", (50, 60), Box(0, 270, 1600, 900)),
        ((1, 1), "16:9", (50, 50), Box(0, 0, 1, 1)),
    ],
)
def test_a_crop_keeps_the_focal_point(size, ratio, focal, expected):
    assert crop_box(*size, ratio, focal_x=focal[0], focal_y=focal[1]) == expected


@settings(max_examples=100, deadline=None)
@given(SIDES, SIDES, PERCENT, PERCENT, st.sampled_from(["", *RATIOS]))
def test_every_crop_lies_in_the_picture(width, height, x, y, ratio):
    box = crop_box(width, height, ratio, focal_x=x, focal_y=y)
    assert box.width >= 1
    assert box.height >= 1
    assert box.left >= 0
    assert box.top >= 0
    assert box.left + box.width <= width
    assert box.top + box.height <= height


@settings(max_examples=100, deadline=None)
@given(SIDES, SIDES, st.sampled_from(["", *RATIOS]))
def test_every_offer_can_be_made(width, height, ratio):
    offered = choices(view(width, height), ratio=ratio)
    assert offered
    assert set(offered) <= set(widths(width, height, ratio))
    for each in offered:
        across, down = rendition_size(width, height, Spec(each, ratio))
        assert across <= width
        assert 1 <= down <= TALLEST


@pytest.mark.parametrize(
    ("name", "spec"),
    [
        ("940.webp", Spec(940, "", "webp")),
        ("320-5x4.jpg", Spec(320, "5:4", "jpg")),
        ("1200-40x21.avif", Spec(1200, "40:21", "avif")),
        ("0940.webp", None),
        ("940.png", None),
        ("940-7x3.webp", None),
        ("-940.webp", None),
        ("940.webp/../x", None),
        ("999999.jpg", None),
        ("٩٤٠.jpg", None),
    ],
)
def test_only_our_own_names_are_read(name, spec):
    assert spec_from_name(name) == spec
    if spec:
        assert spec.name == name


def test_an_unknown_ratio_lists_those_that_exist():
    with pytest.raises(UnknownRatioError, match=r"5:4, 1:1, 16:9, 4:3"):
        crop_box(10, 10, "7:3")


def test_a_source_set_names_each_width_once():
    assert source_set(view(1000, 800)) == (
        "/pictures/t/480.webp 480w, /pictures/t/620.webp 620w, /pictures/t/780.webp 780w, "
        "/pictures/t/940.webp 940w, /pictures/t/1000.webp 1000w"
    )


@pytest.mark.parametrize(
    ("width", "expected"), [(6000, 940), (800, 800), (500, 500), (90, 90), (1240, 940)]
)
def test_the_fallback_is_of_middle_size(width, expected):
    assert fallback(view(width, width)).width == expected


def test_the_larger_view_and_the_immersive_lead_go_up_to_1900():
    assert larger(view(6000, 4000)).name == "1900.jpg"
    assert larger(view(700, 400)).name == "700.jpg"
    assert choices(view(6000, 4000), widest=1900)[-1] == 1900
    assert choices(view(6000, 4000))[-1] == 1240
