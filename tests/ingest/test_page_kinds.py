"""Pages that hold no story are refused by what they are; a short story beside teasers is none of them."""

from __future__ import annotations

import io

import pytest

from articles.ingest.readers import webpage
from articles.ingest.record import Problem, StoryRecord


def read(title: str, body: str, head: str = "") -> StoryRecord | Problem:
    page = f"<html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return next(iter(webpage.read(io.BytesIO(page.encode()), "page.html")))


def teaser(number: int) -> str:
    told = f"<p>It was low tide for the {number} time.</p>"
    return (
        f"<article><h3><a href='/{number}'>Ferry number {number} aground</a></h3>{told}</article>"
    )


NO_STORY = {
    "a front page": ("The Herald", "".join(map(teaser, range(4))), "list of stories"),
    "a page of a topic": (
        "Ferries | The Herald",
        f"<h1>Ferries</h1><p>All the latest on ferries.</p>{teaser(1)}{teaser(2)}",
        "list of stories",
    ),
    "a wall": (
        "herald.example",
        "<p>Please enable JS and disable any ad blocker</p>",
        "asks for scripts, consent or a human",
    ),
    "a wall of consent": (
        "Ihre Privatsphäre",
        "<h1>Mit Werbung weiterlesen</h1><p>Ihre Zustimmung ist jederzeit widerrufbar.</p>",
        "asks for scripts, consent or a human",
    ),
    "a sign-in": (
        "Sign in - The Herald",
        "<h1>Sign in</h1><p>By continuing you agree to our terms.</p>",
        "form to sign in",
    ),
    "a search": (
        'Search results for "ferry" | The Herald',
        "<h1>Search results</h1><p>1,204 results were found for you.</p>",
        "result of a search",
    ),
    "a page that is gone": (
        "Sorry, we can't find that page | The Herald",
        "<h1>Sorry</h1><p>You may have followed a broken link to us.</p>",
        "error page",
    ),
}


@pytest.mark.parametrize("case", NO_STORY)
def test_a_page_without_a_story_says_what_it_is(case: str) -> None:
    title, body, reason = NO_STORY[case]
    found = read(title, body)
    assert isinstance(found, Problem)
    assert reason in found.message


TEXT = "<p>The ferry ran aground at Pike Point on Tuesday night and 43 people walked ashore.</p>"
STORIES = {
    "teasers below a short story": (
        "Ferry aground",
        f"<main><h1>Ferry aground</h1>{TEXT}{TEXT.replace('night', 'noon')}</main>"
        f"<h2>More stories</h2>{teaser(1)}{teaser(2)}{teaser(3)}",
        "",
    ),
    "teasers above a short story": (
        "Ferry aground",
        f"{teaser(1)}{teaser(2)}<main><h1>Ferry aground</h1>{TEXT}"
        f"{TEXT.replace('night', 'noon')}</main>",
        "",
    ),
    "a story of two lines that the head calls an article": (
        "Ferry aground",
        f"<h1>Ferry aground</h1>{TEXT}",
        "<meta property='og:type' content='article'>",
    ),
    "a story about a door": (
        "Sign in sheets reveal who was on the ferry",
        "<h1>Sign in sheets reveal who was on the ferry</h1>" + TEXT + "".join(
            f"<p>On sheet {n} the purser wrote down {n} passengers, two dogs and a bicycle in ink.</p>"
            for n in range(8)
        ),
        "",
    ),
    "a story that quotes a wall": (
        "The box that asks if you are a robot",
        "<h1>The box that asks if you are a robot</h1>" + "".join(
            f"<p>Reader {n} had to say {n} times that she was not a robot, and she counted the buses and bridges.</p>"
            for n in range(12)
        ),
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", STORIES)
def test_a_short_story_stays_one(case: str) -> None:
    title, body, head = STORIES[case]
    found = read(title, body, head)
    assert isinstance(found, StoryRecord)
    assert found.headline == title
