"""The standfirst of a page: one without a mark below the headline; what the head says of the site is none."""

from __future__ import annotations

import io

import pytest

from articles.body.words import plain_text
from articles.ingest.readers import webpage
from articles.ingest.record import StoryRecord

DECK = "For eleven years the wheel of Orle stood still, and now nobody agrees on who should pay for the oak."
TEXT = (
    "The wheel turned at nine on Sunday morning while the band played on the bridge below the weir.",
    "A miller from the next valley ground the first sack of rye, and children carried the flour home.",
    "The council has yet to say whether the second sluice can be opened before the frost comes.",
)
BODY = "".join(f"<p>{line}</p>" for line in TEXT)
HEAD = "<h1>Mill of Orle turns again</h1>"


def read(body: str, *said: str) -> StoryRecord:
    metas = "".join(f'<meta name="description" content="{words}">' for words in said)
    site = '<meta property="og:site_name" content="Orle Post">'
    head = f"<title>Mill of Orle turns again</title>{site}{metas}"
    page = f"<html lang='en'><head>{head}</head><body>{body}</body></html>"
    story = next(iter(webpage.read(io.BytesIO(page.encode()), "page.html")))
    assert isinstance(story, StoryRecord)
    return story


def words(story: StoryRecord) -> str:
    return plain_text(story.body) if story.body else ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body",
    [
        f"<article><header>{HEAD}<div class='mt-16'>{DECK}</div></header><section>{BODY}</section></article>",
        f"<article><div class='mb-4'>{HEAD}<div>{DECK}</div></div><div class='prose'>{BODY}</div></article>",
        f"<article>{HEAD}<div>{DECK}</div><p class='byline'>By Lena Haas</p><div>{BODY}</div></article>",
    ],
)
@pytest.mark.parametrize("said", [(), ("Orle Post: news from the valley",)])
def test_a_paragraph_without_a_mark_set_with_the_headline_is_the_standfirst(
    body: str, said: tuple[str, ...]
) -> None:
    story = read(body, *said)
    assert story.standfirst == DECK
    assert DECK not in words(story)
    assert all(line in words(story) for line in TEXT)


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{HEAD}<div class='text'><div>{DECK}</div><div>{TEXT[0]}</div><div>{TEXT[1]}</div></div></article>",
        f"<article>{HEAD}<div class='text'><div>{DECK}</div><div>{BODY}</div></div></article>",
        f"<article>{HEAD}<p>{DECK}</p>{BODY}</article>",
        f"<article>{HEAD}<div>{DECK}</div><div>{TEXT[0]}</div><div>{TEXT[1]}</div></article>",
    ],
)
def test_a_first_paragraph_set_with_the_text_stays_in_it(body: str) -> None:
    story = read(body)
    assert story.standfirst == ""
    assert DECK in words(story)


@pytest.mark.parametrize(
    "notice",
    [
        "Our newsroom earns money if you buy something through these links.",
        "Correction, March 3: An earlier version of this story gave the wrong age of the wheel.",
    ],
)
def test_a_notice_of_the_house_below_the_headline_is_no_standfirst(notice: str) -> None:
    story = read(
        f"<article><header>{HEAD}<div>{notice}</div></header><section>{BODY}</section></article>"
    )
    assert story.standfirst == ""


CLAIM = "What moves people between the hills and the sea"
LOGO = f"<div class='top'><a href='/'>Orle Post</a><p>{CLAIM}</p></div>"


@pytest.mark.parametrize(
    "said",
    [
        CLAIM,
        f"Orle Post - {CLAIM}",
        "Orle Post Valley Edition",
        "Latest headlines, sport and comment by the Orle Post, daily",
        "mill, rye, flour, wheel, oak beam, sluice",
        "Orle sights - old mills and where to find them, Short portraits, Maps, Links,",
    ],
)
def test_what_the_head_says_of_the_site_is_no_standfirst(said: str) -> None:
    story = read(f"{LOGO}<article>{HEAD}{BODY}</article>", said)
    assert story.standfirst == ""
    assert said in [gone for gone, _ in story.removed]
    assert read(f"{LOGO}<article>{HEAD}{BODY}</article>", said, DECK).standfirst == DECK


@pytest.mark.parametrize(
    "said",
    [
        "The Orle Post counted the sacks of flour and asked the miller what the wheel means to the valley",
        "Rye, flour, oak, frost, music: what a village needs to open its mill.",
        "Eleven years, one wheel, no oak",
    ],
)
def test_a_description_of_the_story_is_its_standfirst(said: str) -> None:
    assert read(f"{LOGO}<article>{HEAD}{BODY}</article>", said).standfirst == said


def test_a_description_that_runs_from_the_caption_into_the_text_is_no_standfirst() -> None:
    caption = "The new wheel of oak on its first day"
    figure = f"<figure><img src='/wheel.jpg'><figcaption>{caption}</figcaption></figure>"
    said = f"{caption} {TEXT[0][:60]}"
    assert read(f"<article>{HEAD}{figure}{BODY}</article>", said).standfirst == ""
