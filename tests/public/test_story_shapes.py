"""What a story is set like where it is out of the common: brief, long, small, from nowhere."""

from __future__ import annotations

import pytest

from articles.models import Article, Kind
from articles.public.story import minutes_to_read
from tests.factories import make_article, make_picture, make_source
from tests.public.conftest import Read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]  # templates


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (99, 0), (100, 1), (230, 1), (231, 2)])
def test_a_brief_tells_no_time_to_read_it(words: int, minutes: int) -> None:
    assert minutes_to_read(Article(word_count=words)) == minutes
    assert minutes_to_read(Article(word_count=words, kind=Kind.LIVE)) == 0


def test_what_nobody_named_is_no_source_for_readers(read: Read) -> None:
    unnamed = make_source(code="import", name="import")
    story = make_article(source=unnamed)
    assert not read(story.get_absolute_url()).xpath("//p[@class='source-line']")
    unnamed.credit_line = "From our archive"
    unnamed.save()
    other = make_article(source=unnamed)
    [line] = read(other.get_absolute_url()).xpath("//p[@class='source-line']")
    assert line.text_content() == "From our archive"


def test_a_small_picture_keeps_its_size_and_a_tall_one_its_shape(read: Read) -> None:
    shapes = []
    for width, height in ((120, 90), (479, 800), (480, 320), (600, 900)):
        picture = make_picture(width=width, height=height)
        tree = read(make_article(lead_picture=picture).get_absolute_url())
        [image] = tree.xpath("//figure//img")
        shapes.append((image.get("class"), image.get("width"), image.get("height")))
    assert shapes[:2] == [("small", "120", "90"), ("small", "479", "800")]
    assert [shape for shape, _width, _height in shapes[2:]] == [None, "portrait"]


def test_a_headline_that_would_fill_a_phone_is_set_smaller(read: Read) -> None:
    for length, shape in ((110, "headline"), (111, "headline headline-long")):
        tree = read(make_article(headline="H" * length).get_absolute_url())
        assert tree.xpath("//h1/@class") == [shape]
