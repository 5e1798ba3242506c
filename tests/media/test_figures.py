"""Markup of pictures and figures: attributes, words, and what stands for a missing file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import Context, Template

from media.figures import figure_html, picture_context
from media.renditions import FigureView, UnknownRatioError
from tests.media.drawing import make_picture

VIEW = FigureView(
    pk=7,
    token="abc",
    width=2000,
    height=1500,
    alt="A yellow crane",
    caption="The harbor at dawn.",
    credit="Ana Ruiz/Harbor Press",
)


def img(markup: str) -> dict[str, str]:
    (tag,) = re.findall(r"<img ([^>]*)>", markup)
    return dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))


def test_a_figure_has_its_parts_in_order():
    markup = figure_html(VIEW)
    parts = ["<figure", "<a ", "<picture>", "<source", "<img", "<figcaption>", "Image caption",
             "The harbor at dawn.", "Image source", "Photograph: Ana Ruiz/Harbor Press"]  # fmt: skip
    places = [markup.index(part) for part in parts]
    assert places == sorted(places)
    assert 'href="/pictures/abc/1900.jpg"' in markup


def test_the_image_says_its_size_and_its_choices():
    attributes = img(figure_html(VIEW))
    assert attributes["src"] == "/pictures/abc/940.jpg"
    assert attributes["srcset"].endswith("/pictures/abc/1240.jpg 1240w")
    assert (attributes["width"], attributes["height"]) == ("940", "705")
    assert "36rem" in attributes["sizes"]
    assert attributes["alt"] == "A yellow crane"


def test_the_lead_is_fetched_first_and_others_wait():
    lead, other = img(figure_html(VIEW, priority=True)), img(figure_html(VIEW))
    assert lead["fetchpriority"] == "high"
    assert "loading" not in lead
    assert (other["loading"], other["decoding"]) == ("lazy", "async")


@pytest.mark.parametrize(
    ("words", "alt"),
    [
        ({"alt": "A ship"}, "A ship"),
        ({}, "A yellow crane"),
        ({"decorative": True, "alt": "A ship"}, ""),
        ({"alt": "“The Harbor” at dawn", "caption": "\"the harbor\" at dawn."}, ""),
        ({"caption": "A yellow crane."}, ""),
    ],
)  # fmt: skip
def test_alt_is_always_there_and_never_the_caption(words, alt):
    assert img(figure_html(VIEW, **words))["alt"] == alt


def test_a_caption_of_blanks_prints_nothing():
    bare = FigureView(pk=1, token="t", width=900, height=600, caption=" ", credit="")
    assert "figcaption" not in figure_html(bare, caption="  ")


def test_words_are_escaped():
    hostile = '"><script>alert(1)</script>'
    markup = figure_html(VIEW, caption=hostile, alt=hostile + "x", credit=hostile)
    assert "<script" not in markup
    assert markup.count("&lt;script&gt;") == 4


def test_avif_is_offered_only_where_it_exists():
    assert "image/avif" not in figure_html(VIEW)
    with_avif = FigureView(pk=1, token="t", width=900, height=600, has_avif=True)
    assert figure_html(with_avif).index("image/avif") < figure_html(with_avif).index("image/webp")


def test_a_missing_file_is_a_box_of_the_same_shape_with_its_words():
    gone = FigureView(pk=1, token="t", width=900, height=600, caption="Dawn.", missing=True)
    markup = figure_html(gone, alt="A crane")
    assert "<img" not in markup
    assert 'viewBox="0 0 900 600"' in markup
    assert 'aria-label="A crane"' in markup
    assert "Dawn." in markup
    assert "href" not in markup


def test_a_wrong_ratio_lists_the_right_ones():
    with pytest.raises(UnknownRatioError, match="16:9"):
        picture_context(VIEW, ratio="7:3")


@pytest.mark.django_db
def test_the_tags_draw_without_a_query(django_assert_num_queries):
    picture = make_picture()
    template = Template(
        "{% load pictures %}{% picture row ratio='5:4' sizes='card' alt='' %}"
        "{% figure row caption='Dawn' %}{% thumbnail_url row %}"
    )
    with django_assert_num_queries(0):
        markup = template.render(Context({"row": picture}))
    assert f"/pictures/{picture.token}/320-5x4.webp 320w" in markup
    assert 'alt=""' in markup
    assert "Photograph: Ana Ruiz/Harbor Press" in markup


@pytest.mark.django_db
def test_a_file_that_is_gone_is_noticed():
    picture = make_picture()
    Path(picture.file.path).unlink()
    assert picture.view().missing


def test_a_picture_beside_another_asks_for_half_the_measure() -> None:
    row = make_picture()
    half, whole = (figure_html(row.view(), sizes=name) for name in ("half", "text"))
    assert 'sizes="(min-width: 740px) 17.375rem, ' in half
    assert 'sizes="(min-width: 740px) 36rem, ' in whole
