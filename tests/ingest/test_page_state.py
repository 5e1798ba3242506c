"""A page's state: pointers are followed within the state, and never without end."""

from __future__ import annotations

import json
from typing import Any

from articles.ingest.page.facts import PageFacts
from articles.ingest.page.state import story_in_states
from articles.ingest.record import Origin

TEXT = "".join(
    f"<p>Paragraph {number} says what the council of Ardmore did.</p>" for number in range(9)
)


def told(state: dict[str, Any]) -> Any:
    return story_in_states([json.dumps(state)], PageFacts(), Origin("page.html"), fewest=0)


def test_the_author_stands_behind_a_pointer() -> None:
    story = told(
        {
            "Author:7": {"name": "June Ogata"},
            "Article:1": {"headline": "Bridge shut", "body": TEXT, "author": {"__ref": "Author:7"}},
        }
    )
    assert (story.headline, story.byline) == ("Bridge shut", "June Ogata")


def test_objects_that_point_at_each_other_stand_for_no_more_than_a_text_needs() -> None:
    many = [{"__ref": "Bomb:1"}] * 2_000
    story = told(
        {
            "Bomb:1": {"of": [{"__ref": "Bomb:2"}] * 2_000},
            "Bomb:2": {"of": [{"__ref": "Bomb:1"}] * 2_000},
            "Article:1": {"headline": "Bridge shut", "body": TEXT, "author": many},
        }
    )
    assert story.headline == "Bridge shut"
