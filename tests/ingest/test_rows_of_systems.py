"""Rows of a system that hold more than stories: pages of the site, and by which way a row came."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from articles.ingest.readers import jsonlines
from articles.ingest.record import StoryRecord

ROW = {
    "title": "The ferry office moves",
    "body": "<p>The ferry office moves to the old customs house on the first of May, its clerk said.</p>",
}


def read(**values: Any) -> StoryRecord:
    document = json.dumps([{**ROW, **values}]).encode()
    story = next(iter(jsonlines.read(io.BytesIO(document), "rows.json")))
    assert isinstance(story, StoryRecord)
    return story


@pytest.mark.parametrize(
    "said", [{"type": "page"}, {"post_type": "Page"}, {"type": "node--page"}, {"contentType": "static page"},
     {"type": "page", "og_type": "article"}]
)  # fmt: skip
def test_a_page_of_the_site_waits_for_an_editor(said: dict[str, str]) -> None:
    assert read(**said).hold == ["It is a page of the site, not a story."]


@pytest.mark.parametrize(
    "said", [{"type": "post"}, {"type": "front page"}, {"page": "page"},
     {"type": "page", "@type": "NewsArticle"}, {"type": "newspage"}, {"section": "page"}]
)  # fmt: skip
def test_a_story_is_no_page(said: dict[str, str]) -> None:
    assert read(**said).hold == []


@pytest.mark.parametrize("way", ["app", "API", "CSV import", "web", "e-mail"])
def test_the_way_by_which_a_row_came_is_no_paper(way: str) -> None:
    story = read(source=way)
    assert (story.source, story.source_name) == ("", "")
    assert [words for words, _reason in story.removed] == [f"{way} (source)"]


@pytest.mark.parametrize("paper", ["The App", "Webb County Post", "Import Weekly", "web.example"])
def test_a_paper_whose_name_has_such_a_word_stays(paper: str) -> None:
    story = read(source=paper)
    assert paper in {story.source, story.source_name}
    assert story.removed == []


@pytest.mark.parametrize(("given", "credit"), [(84, ""), ("84", ""), ("Studio 84", "Studio 84")])
def test_the_number_of_an_account_is_no_credit(given: object, credit: str) -> None:
    picture = {"source_url": "https://paper.example/a.jpg", "author": given}
    assert read(featured_image=picture).pictures[0].credit == credit
