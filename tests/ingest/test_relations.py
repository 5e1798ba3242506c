"""Stories of a database as JSON and of systems that keep what stories point at beside them."""

from __future__ import annotations

from typing import Any

import pytest

from articles.ingest.richtext.trees import to_markup
from articles.ingest.rows.shapes import stories_in
from tests.pace import answered_within

OPEN = {"id": 1, "title": "Bridge opens", "body": "The bridge opened on Monday."}
SUNK = {"id": 9, "title": "Ferry sinks", "body": "The ferry sank at noon."}
WRITERS = [{"id": 7, "name": "Jo Kern"}]


def told(value: object) -> list[tuple[str, str]]:
    return [(row["title"], row.get("author", "")) for _place, row in stories_in(value)]


def test_every_table_of_stories_is_read() -> None:
    tables = {
        "news": [OPEN],
        "sports": [{**SUNK, "author_id": 7}, {**SUNK, "id": 10, "title": "Ferry floats"}],
        "authors": WRITERS,
    }
    assert sorted(told(tables)) == [
        ("Bridge opens", ""),
        ("Ferry floats", ""),
        ("Ferry sinks", "Jo Kern"),
    ]


def test_versions_of_a_story_are_no_stories() -> None:
    tables = {
        "articles": [{**OPEN, "author_id": 7}],
        "revisions": [
            {**SUNK, "article_id": 1},
            {**SUNK, "id": 10, "article_id": 1},
        ],
        "authors": WRITERS,
    }
    assert told(tables) == [("Bridge opens", "Jo Kern")]


def test_a_number_that_points_nowhere_stays() -> None:
    tables = {
        "articles": [{**OPEN, "author_id": 7, "version": 3}],
        "versions": [{"id": 3, "name": "third"}],
        "authors": WRITERS,
    }
    ((_place, row),) = stories_in(tables)
    assert (row["version"], row["author"]) == (3, "Jo Kern")


def entry(number: str, sort: str, **fields: Any) -> dict[str, Any]:
    kind = {"sys": {"id": sort}}
    return {"sys": {"id": number, "type": "Entry", "contentType": kind}, "fields": fields}


def test_a_story_without_a_text_that_another_points_at_stays_a_story() -> None:
    link, writer = (
        {"sys": {"type": "Link", "linkType": "Entry", "id": number}} for number in ("b", "c")
    )
    export = {
        "entries": [
            entry(
                "a", "story", title="Bridge opens", body="It did.", related=[link], author=writer
            ),
            entry("b", "story", title="Ferry sinks", summary="The ferry sank at noon."),
            entry("c", "person", name="Jo Kern"),
        ],
        "assets": [],
    }
    assert [row["title"] for _place, row in stories_in(export)] == ["Bridge opens", "Ferry sinks"]


@pytest.mark.parametrize(
    ("field", "is_copy"),
    [
        ("Forty boats a day", True),
        ("forty boats a day, she said.", True),
        ("渡船每天运送四十名乘客过河", True),
        ("is style wide", False),
        ("mid article slot one", False),
        ("全幅", False),
    ],
)
def test_a_block_that_nobody_knows_keeps_its_copy_and_no_settings(
    field: str, *, is_copy: bool
) -> None:
    blocks = [{"type": "paragraph", "text": "The bridge opened."}, {"type": "ours", "said": field}]
    assert (field in (to_markup(blocks) or "")) == is_copy


def test_many_rows_beside_many_tables_are_joined_at_once() -> None:
    columns = {f"c{number}": "v" for number in range(20)}
    beside = {f"t{number}": [{"id": 1, "name": "n"}] for number in range(20)}
    rows = [{**OPEN, **columns, "id": number, "author_id": 7} for number in range(2_000)]
    tables = {"articles": rows, "authors": WRITERS, **beside}
    # .1 s where each column is looked up once, 25 s before
    assert len(answered_within(3, lambda: stories_in(tables))) == 2_000
