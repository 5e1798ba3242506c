"""Parts of a page whose marks say little: tags of other stories, titles of cards, loose lines and entries."""

from __future__ import annotations

import io

import pytest

from articles.ingest.readers import webpage
from articles.ingest.record import StoryRecord

FIRST = (
    "The lock at Brandyke will stay shut until the spring, the canal trust told boaters on Friday."
)
LAST = "Boats that lie above it may use the long way round by Hamford, which takes two days more."
TEXT = f"<p>{FIRST}</p><p>{LAST}</p>"


def read(body: str) -> StoryRecord:
    page = f"<html lang='en'><head><title>Lock shut</title></head><body>{body}</body></html>"
    story = next(iter(webpage.read(io.BytesIO(page.encode()), "page.html")))
    assert isinstance(story, StoryRecord)
    return story


def blocks(story: StoryRecord) -> list[tuple[str, str]]:
    assert story.body is not None
    return [(block["type"], words(block)) for block in story.body["content"]]


def words(block: dict[str, object]) -> str:
    inner = block.get("content")
    if not isinstance(inner, list):
        return str(block.get("text", ""))
    return " / ".join(said.strip() for each in inner if (said := words(each)))


def teaser(topic: str, title: str) -> str:
    tag = f"<a rel='tag' href='/topic-{len(topic)}'>{topic}</a>"
    return f"<div class='card'><span>{tag}</span><h3><a href='/{len(title)}'>{title}</a></h3></div>"


OTHERS = teaser("Railways", "Night trains come back to the coast") + teaser(
    "Herring", "What the nets brought in this year"
)


def test_the_tags_of_teasers_are_no_topics_of_the_story() -> None:
    story = read(f"<article><h1>Lock shut</h1>{TEXT}</article><section>{OTHERS}</section>")
    assert story.topics == []


def test_a_box_of_the_story_in_a_side_column_tells_its_topics() -> None:
    own = "<li><a rel='tag' href='/k'>Canals</a></li><li><a rel='tag' href='/h'>Hamford</a></li>"
    side = f"<div class='sidebar'><ul class='post-terms'>{own}</ul>{OTHERS}</div>"
    story = read(f"<article><h1>Lock shut</h1>{TEXT}</article>{side}")
    assert story.topics == ["Canals", "Hamford"]


def test_tags_below_a_headline_that_links_to_its_own_page_stay() -> None:
    tags = "<p><a rel='tag' href='/t/canals'>Canals</a></p>"
    story = read(
        f"<article><h1><a href='/lock'>Lock shut until spring</a></h1>{tags}{TEXT}</article>"
    )
    assert story.topics == ["Canals"]


@pytest.mark.parametrize(
    "marks", ["card-header", "alert accordion-title", "panel__heading", "subhead"]
)
def test_the_title_of_a_card_is_a_heading(marks: str) -> None:
    card = f"<div><div class='{marks}'>The long way round</div><p>{LAST}</p></div>"
    story = read(f"<article><h1>Lock shut</h1><p>{FIRST}</p>{card}<p>{FIRST} {LAST}</p></article>")
    assert ("heading", "The long way round") in blocks(story)


@pytest.mark.parametrize(
    "line",
    [
        "<div class='card-header'>The trust has no more to say.</div>",
        "<div class='card'>The long way round</div>",
        f"<p class='section-title'>{FIRST} {LAST}</p>",
    ],
)
def test_a_sentence_or_a_line_without_such_a_mark_is_no_heading(line: str) -> None:
    story = read(f"<article><h1>Lock shut</h1><p>{FIRST}</p>{line}<p>{LAST}</p></article>")
    assert "heading" not in [kind for kind, _ in blocks(story)]


def test_short_lines_between_line_breaks_stay_with_the_text_around_them() -> None:
    loose = f"Shut:<br>Brandyke lock<br><br>{FIRST}<br><br>Open, for now<br><br>{LAST}"
    story = read(f"<article><h1>Lock shut</h1><h2>The canal</h2><div>{loose}</div></article>")
    told = [text for _, text in blocks(story)]
    assert told == ["The canal", "Shut: / Brandyke lock", FIRST, "Open, for now", LAST]


def test_entries_without_a_list_around_them_are_one_list() -> None:
    entries = "<li>by <a href='/post'>Post</a></li><li>at the lock house</li><li>by bell</li>"
    story = read(f"<article><h1>Lock shut</h1>{TEXT}<p>How to reach us:</p>{entries}</article>")
    assert blocks(story)[-1] == ("bullet_list", "by / Post / at the lock house / by bell")


def test_a_link_to_another_story_set_as_a_quotation_is_a_related_candidate() -> None:
    link = "<strong>Mehr lesen: <a href='https://kanal.example/x'>Der weite Weg um Hamford</a></strong>"
    said = "<blockquote><p>We will read more of this than we like, I am sure.</p></blockquote>"
    story = read(
        f"<article><h1>Lock shut</h1><p>{FIRST}</p><blockquote><p>{link}</p></blockquote>{said}"
        f"<p>{LAST}</p></article>"
    )
    assert [kind for kind, _ in blocks(story)] == ["paragraph", "quotation", "paragraph"]
    assert [each.headline for each in story.related] == ["Der weite Weg um Hamford"]
