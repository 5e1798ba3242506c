"""Updates of a live page become blocks with their time; a page that names none stays as it is."""

from __future__ import annotations

from typing import Any

from articles.body.document import heading, paragraph, rule, validate
from articles.ingest.page.live import with_updates

SAID = [
    {
        "headline": "Lines closed",
        "datePublished": "2024-01-21T13:10:00Z",
        "articleBody": "All lines.\nNine trees.",
    },
    {
        "headline": "Good morning",
        "datePublished": "2024-01-21T07:00:00Z",
        "articleBody": "Gusts are forecast.",
    },
]


def read(*blocks: Any, said: object = None) -> list[tuple[str, str]]:
    """Type of each block, with an update's time."""
    made = with_updates({"type": "doc", "content": list(blocks)}, SAID if said is None else said)
    return [(block["type"], block["attrs"].get("at", "")) for block in validate(made)["content"]]


def test_what_stands_below_a_heading_is_its_update_and_the_text_above_stays() -> None:
    page = [
        paragraph("A storm."),
        heading("Lines closed"),
        paragraph("All lines."),
        heading("Good morning"),
    ]
    assert read(*page, paragraph("Gusts are forecast.")) == [
        ("paragraph", ""),
        ("live_update", "2024-01-21T13:10:00+00:00"),
        ("live_update", "2024-01-21T07:00:00+00:00"),
    ]


def test_a_page_that_hides_its_updates_gets_what_it_says_of_them() -> None:
    assert read(paragraph("A storm.")) == [
        ("paragraph", ""),
        ("live_update", "2024-01-21T13:10:00+00:00"),
        ("live_update", "2024-01-21T07:00:00+00:00"),
    ]


def test_what_no_update_may_hold_stands_behind_it() -> None:
    page = [
        heading("Lines closed"),
        paragraph("All lines."),
        rule(),
        heading("Good morning"),
        paragraph("Gusts."),
    ]
    assert [kind for kind, _ in read(*page)] == ["live_update", "rule", "live_update"]


def test_without_times_or_with_one_update_the_page_is_a_story() -> None:
    page = [
        heading("Lines closed"),
        paragraph("All lines."),
        heading("Good morning"),
        paragraph("Gusts."),
    ]
    told = ["heading", "paragraph", "heading", "paragraph"]
    for said in (
        [],
        "updates",
        SAID[:1],
        [{**each, "datePublished": "at noon"} for each in SAID],
        [None, 3],
    ):
        assert [kind for kind, _ in read(*page, said=said)] == told
