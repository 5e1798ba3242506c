"""The share picture: the story's own if it is wide enough, else drawn of its headline and its picture."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from articles.publishing.cards import card_of
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from media.card_drawing import Pen
from tests.factories import make_article, make_picture, make_section
from tests.media.drawing import store_picture
from tests.public.conftest import Read
from tests.public.test_head import meta

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def drawn(client: Client, path: str) -> Image.Image:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "public, max-age=60, s-maxage=5"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    return Image.open(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_card_shows_the_headline_beside_a_picture_that_is_too_small_alone(
    client: Client, read: Read
) -> None:
    section = make_section(name="Harbor")
    story = make_article(
        headline="Łódź: “Trams stay”", section=section, lead_picture=store_picture(600, 700)
    )
    tree = read(story.get_absolute_url())
    [url] = meta(tree, "og:image")
    assert meta(tree, "twitter:image") == [url]
    assert (meta(tree, "og:image:width"), meta(tree, "og:image:height")) == (["1200"], ["630"])
    assert meta(tree, "og:image:alt") == [story.headline]
    card = drawn(client, url.removeprefix(SITE)).convert("RGB")
    assert card.size == (1200, 630)
    assert max(card.getpixel((600, 10))) < 40, "the bar"
    assert card.getpixel((70, 66))[2] < 130 < card.getpixel((70, 66))[0], "the marked section"
    words = card.crop((64, 132, 716, 520)).convert("L").histogram()
    assert sum(words[:60]) > 3000, "the headline in ink"
    beside = card.crop((790, 40, 1190, 620)).convert("L").histogram()
    assert sum(beside[250:]) < 0.5 * 400 * 580, "the picture, not paper"

    plain = make_article(headline=story.headline, section=section)
    [url] = meta(read(plain.get_absolute_url()), "og:image")
    paper = drawn(client, url.removeprefix(SITE)).convert("L").crop((790, 540, 1190, 620))
    assert paper.getextrema()[0] > 150, "no picture: paper and a hairline"


def test_a_wide_picture_and_a_headline_in_another_script_need_no_card(read: Read) -> None:
    wide = make_article(lead_picture=make_picture())
    assert meta(read(wide.get_absolute_url()), "og:image")[0].startswith(f"{SITE}/pictures/")
    arabic = make_article(headline="الميناء في الشتاء", language="ar")
    assert not card_of(arabic).can_be_drawn
    house = meta(read(arabic.get_absolute_url()), "og:image")[0]
    assert house.startswith(f"{SITE}/static/newsroom/share")


def test_a_card_goes_with_its_words_and_with_its_story(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    story = make_article(headline="Before")
    old = f"/share/{story.pk}-{card_of(story).digest}.jpg"
    drawn(client, old)
    first = card_of(story).path
    assert first.exists()
    story.headline = "After"
    save_story(story)
    answer = client.get(old)
    assert answer.status_code == 301
    drawn(client, answer.headers["Location"])
    assert not first.exists()
    folder = card_of(story).path.parent
    assert folder.exists()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(story, reason="court order")
    assert client.get(answer.headers["Location"]).status_code == 404
    assert not folder.exists()


@pytest.mark.parametrize("state", ["draft", "scheduled", "embargoed", "withdrawn"])
def test_a_hidden_storys_card_is_as_unknown_as_one_that_never_was(
    client: Client, state: str
) -> None:
    story = make_article(state)
    hidden = client.get(f"/share/{story.pk}-{card_of(story).digest}.jpg")
    unknown = client.get("/share/900000999-0123456789abcdef.jpg")
    assert (hidden.status_code, hidden.content) == (404, unknown.content)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 10_000, ["one two three"]),
        ("one two three", 1, ["one", "two", "three"]),
        ("", 100, []),
    ],
)
def test_lines_break_between_words(text: str, width: int, lines: list[str]) -> None:
    from django.conf import settings

    pen = Pen([str(path) for path in settings.CARD_FONTS], 40, 800)
    assert pen.lines(text, width) == lines
    cut = pen.cut("a word that is too long", 120)
    assert cut.endswith("…")
    assert pen.length(cut) <= 120
