"""Boxes of facts on a page: a panel beside the text is one, a panel that holds the whole story is none."""

from __future__ import annotations

import io

from articles.ingest.readers import webpage
from articles.ingest.record import StoryRecord

TEXT = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The ferry between Norford and the islands stops for a week from Monday, the harbor office said.",
        "Islanders who must cross are asked to take the mail boat, which leaves at seven in the morning.",
        "The repair costs 40,000, of which the county pays half, and the islands the rest of the sum.",
    )
)


def panel(title: str, inside: str) -> str:
    head = f"<div class='panel-heading'><h3 class='panel-title'>{title}</h3></div>"
    return f"<div class='panel panel-default'>{head}<div class='panel-body'>{inside}</div></div>"


def kinds(body: str) -> list[str]:
    page = f"<html lang='en'><head><title>Ferry stops</title></head><body>{body}</body></html>"
    story = next(iter(webpage.read(io.BytesIO(page.encode()), "page.html")))
    assert isinstance(story, StoryRecord)
    assert story.body is not None
    return [block["type"] for block in story.body["content"]]


def test_a_panel_beside_the_text_is_a_box_and_one_around_the_story_is_none() -> None:
    told = "<p>She has carried 212 passengers at most.</p><p>She was built in 1961.</p>"
    beside = f"<article><h1>Ferry stops</h1>{TEXT}{panel('The ferry', told)}</article>"
    assert kinds(beside) == ["paragraph", "paragraph", "paragraph", "fact_box"]
    assert kinds(panel("Ferry stops for a week", TEXT)).count("fact_box") == 0
