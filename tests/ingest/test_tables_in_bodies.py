"""Tables of markup and of editors' trees -> table blocks; what lays out words stays lines."""

from __future__ import annotations

from typing import Any

import pytest

from articles.body.blocks import LIMITS
from articles.body.document import children
from articles.body.from_html import from_html
from articles.body.markup.tables import NOT_OF_FACTS, TOO_LARGE
from articles.body.tables import row_line
from articles.body.words import block_text
from articles.ingest.clean import clean
from articles.ingest.markdown_text import markdown_to_html
from articles.ingest.record import Origin, StoryRecord
from articles.ingest.richtext import trees


def told(markup: str) -> list[Any]:
    """Each block: a table as caption, heads and lines, every other as its words."""
    return [
        (
            block["attrs"]["caption"],
            "".join(
                "RC"[place]
                for place, name in enumerate(("head_row", "head_column"))
                if block["attrs"][name]
            ),
            *map(row_line, children(block)),
        )
        if block["type"] == "table"
        else block_text(block)
        for block in from_html(markup).document["content"]
    ]


def rows(*lines: str, name: str = "td") -> str:
    """Rows of markup; "+" before a cell makes it a head."""
    made = []
    for line in lines:
        cells = [each.strip() for each in line.split("|")]
        made.append(
            "".join(
                f"<th>{each[1:]}</th>" if each[:1] == "+" else f"<{name}>{each}</{name}>"
                for each in cells
            )
        )
    return "".join(f"<tr>{each}</tr>" for each in made)


@pytest.mark.parametrize(
    ("inside", "table"),
    [
        (rows("+Port | +Meters", "Ellen | 4.1"), ("", "R", "Port | Meters", "Ellen | 4.1")),
        (rows("+ | +Won", "+Ada | 4", "+Bo | 3"), ("", "RC", "Won", "Ada | 4", "Bo | 3")),
        (rows("+Won | 4", "+Lost | 3"), ("", "C", "Won | 4", "Lost | 3")),
        (rows("<b>Port</b> | <b>Height</b>", "Ellen | low"), ("", "R", "Port | Height", "Ellen | low")),
        (rows("Port | Meters", "Ellen | 4.1", "Vik | 3.9"), ("", "R", "Port | Meters", "Ellen | 4.1", "Vik | 3.9")),
        (rows("Ellen | low", "Skarra | high", "Vik | low"), ("", "", "Ellen | low", "Skarra | high", "Vik | low")),
        (rows("1 | Ellen", "2 | Skarra", "3 | Corvane"), ("", "", "1 | Ellen", "2 | Skarra", "3 | Corvane")),
        (rows("+a | + | +b", "1 | | 2"), ("", "R", "a | b", "1 | 2")),
        (rows("+a | +b", " | ", "1 | 2"), ("", "R", "a | b", "1 | 2")),
        ("<caption>Tides</caption>" + rows("a | b", "c | d"), ("Tides", "", "a | b", "c | d")),
        ('<tr><td colspan="2">Tides</td></tr>' + rows("a | b", "c | d"), ("Tides", "", "a | b", "c | d")),
        (rows("a | b", "c | <p>d</p><p>e</p>"), ("", "", "a | b", "c | d e")),
        (
            '<tr><td rowspan="2">North</td><td>a</td><td>1</td></tr>' + rows("b | 2"),
            ("", "", "North | a | 1", "b | 2"),
        ),
        (
            '<thead><tr><th rowspan="2">Party</th><th colspan="2">Votes</th></tr>'
            "<tr><th>May</th><th>June</th></tr></thead>" + rows("Reed | 1 | 2"),
            ("", "R", "Party | Votes May | Votes June", "Reed | 1 | 2"),
        ),
    ],
)  # fmt: skip
def test_a_table_of_facts_is_a_table(inside: str, table: tuple[str, ...]):
    assert told(f"<p>x</p><table>{inside}</table><p>y</p>") == ["x", table, "y"]


def test_cells_keep_their_marks_and_heads_are_not_bold_twice():
    markup = rows(
        "+<strong>Port</strong> | +Told", 'Ellen | <a href="https://e.example/">by <em>us</em></a>'
    )
    table = from_html(f"<table>{markup}</table>").document["content"][0]
    head, row = children(table)
    assert children(head)[0]["content"] == [{"type": "text", "text": "Port"}]
    assert [len(run["marks"]) for run in children(row)[1]["content"]] == [1, 2]


def test_what_stands_across_the_foot_of_a_table_is_a_line_below_it():
    markup = rows("a | b", "c | d") + '<tr><td colspan="2">Source: the port</td></tr>'
    assert told(f"<table>{markup}</table>") == [("", "", "a | b", "c | d"), "Source: the port"]


@pytest.mark.parametrize(
    "markup",
    [
        f"<table>{rows('a | b')}</table>",
        f"<table>{rows('a', 'b')}</table>",
        f"<table>{rows('a | b', 'c | <ul><li>d</li></ul>')}</table>",
        f"<table>{rows('a | b', 'c | <h3>d</h3>')}</table>",
        f"<table>{rows('a | b', 'c | <img src=https://e.example/d.jpg>')}</table>",
        f"<table>{rows('a |', 'b |', 'c |')}</table>",
        f"<table role=presentation>{rows('a | b', 'c | d')}</table>",
        f"<table>{rows('a | b', 'c | ' + 'long words ' * 40)}</table>",
        f"<ul><li>x<table>{rows('a | b', 'c | d')}</table></li></ul>",
    ],
)
def test_what_lays_out_words_stays_lines(markup: str):
    read = from_html(markup)
    assert "table" not in {block["type"] for block in read.document["content"]}
    assert "b" in "\n".join(map(block_text, read.document["content"]))
    assert {each.reason for each in read.removed if each.what == "table"} <= {NOT_OF_FACTS}


def test_a_table_in_a_table_makes_the_outer_one_a_layout():
    inner = f"<table>{rows('a | b', 'c | d')}</table>"
    assert told(f"<table>{rows('x | ' + inner, 'y | z')}</table>") == [
        "x",
        ("", "", "a | b", "c | d"),
        "y | z",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        rows(*["a | b"] * (LIMITS["rows"] + 1)),
        rows(" | ".join("a" * (LIMITS["columns"] + 1)), " | ".join("b" * (LIMITS["columns"] + 1))),
    ],
)
def test_a_table_over_a_limit_stays_lines_with_the_reason(markup: str):
    read = from_html(f"<table>{markup}</table>")
    assert {block["type"] for block in read.document["content"]} == {"paragraph"}
    assert [each.reason for each in read.removed] == [TOO_LARGE]


def test_the_tables_of_a_story_have_one_limit():
    wide = rows(*[" | ".join("a" * LIMITS["columns"])] * LIMITS["rows"])
    types = [block["type"] for block in from_html(f"<table>{wide}</table>" * 2).document["content"]]
    assert types == ["table", *["paragraph"] * LIMITS["rows"]]


def test_spans_without_measure_are_no_table():
    odd = '<td colspan="9999" rowspan="9999">a</td>' * 20
    assert len(told(f"<table>{f'<tr>{odd}</tr>' * 20}</table>")) == 20


def test_markdown_and_wordpress_give_a_table_with_its_words():
    markdown = "x\n\n| Port | Height |\n| --- | ---: |\n| Ellen | **4** |\n"
    assert told(markdown_to_html(markdown)) == ["x", ("", "R", "Port | Height", "Ellen | 4")]
    block = (
        '<figure class="wp-block-table"><table><thead><tr><th>Port</th><th>Height</th></tr></thead>'
        "<tbody><tr><td>Ellen</td><td>4</td></tr></tbody></table>"
        '<figcaption class="wp-element-caption">High water</figcaption></figure>'
    )
    assert told(block) == [("High water", "R", "Port | Height", "Ellen | 4")]


def tree(kind: str, *inside: Any, **more: Any) -> dict[str, Any]:
    return {"type": kind, "content": list(inside), **more}


def words(said: str) -> dict[str, Any]:
    return tree("paragraph", {"type": "text", "text": said})


@pytest.mark.parametrize(
    "document",
    [
        tree(
            "doc",
            tree(
                "table",
                tree("tableRow", tree("tableHeader", words("Port")), tree("tableHeader", words("Height"))),
                tree("tableRow", tree("tableCell", words("Ellen")), tree("tableCell", words("4"))),
            ),
        ),
        {
            "nodeType": "document",
            "content": [
                {
                    "nodeType": "table",
                    "content": [
                        {
                            "nodeType": "table-row",
                            "content": [
                                {
                                    "nodeType": kind,
                                    "content": [
                                        {
                                            "nodeType": "paragraph",
                                            "content": [{"nodeType": "text", "value": said, "marks": []}],
                                        }
                                    ],
                                }
                                for said in row
                            ],
                        }
                        for kind, row in (
                            ("table-header-cell", ("Port", "Height")),
                            ("table-cell", ("Ellen", "4")),
                        )
                    ],
                }
            ],
        },
        {
            "root": {
                "type": "root",
                "children": [
                    {
                        "type": "table",
                        "children": [
                            {
                                "type": "tablerow",
                                "children": [
                                    {
                                        "type": "tablecell",
                                        "headerState": state,
                                        "children": [
                                            {"type": "paragraph", "children": [{"type": "text", "text": said}]}
                                        ],
                                    }
                                    for said in row
                                ],
                            }
                            for state, row in ((1, ("Port", "Height")), (0, ("Ellen", "4")))
                        ],
                    }
                ],
            }
        },
        {
            "blocks": [
                {"type": "paragraph", "data": {"text": "x"}},
                {"type": "table", "data": {"withHeadings": True, "content": [["Port", "Height"], ["Ellen", "4"]]}},
            ]
        },
        [
            {"_type": "block", "children": [{"_type": "span", "text": "x"}]},
            {"_type": "table", "rows": [{"cells": ["Port", "Height"]}, {"cells": ["Ellen", "4"]}]},
        ],
    ],
    ids=["ProseMirror", "Contentful", "Lexical", "Editor.js", "Portable Text"],
)  # fmt: skip
def test_trees_of_editors_give_a_table(document: Any):
    *before, table = told(trees.to_markup(document) or "")
    assert table[2:] == ("Port | Height", "Ellen | 4")
    assert table[1] == ("" if isinstance(document, list) else "R")
    assert before in ([], ["x"])


def test_the_cleaner_keeps_a_table_as_it_stands():
    told = (
        "<p>They met.</p><table>"
        + rows("+Advertisement | +Read more", "Share\xa0 | 4")
        + "</table><p>They left.</p>"
    )
    record = StoryRecord(Origin("a.html"), "webpage", headline="Met", body=from_html(told).document)
    cleaned = clean(record)
    assert [block["type"] for block in cleaned.document["content"]] == [
        "paragraph",
        "table",
        "paragraph",
    ]
    assert [row_line(row) for row in children(cleaned.document["content"][1])] == [
        "Advertisement | Read more",
        "Share | 4",
    ]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        (rows("a"), ("", "", "a")),
        (rows("Port | Meters", "Ellen | 4.1", "Vik | 3.9"), ("", "", "Port | Meters", "Ellen | 4.1", "Vik | 3.9")),
        (rows("a | ", " | ", "c | "), ("", "", "a", "", "c")),
    ],
)  # fmt: skip
def test_a_table_of_our_own_export_is_what_its_classes_say(markup: str, read: tuple[str, ...]):
    assert told(f"<table class='wide newsroom-table'>{markup}</table>") == [read]
    heads = (read[0], "RC", *read[2:])
    own = "newsroom-table head-row head-column"
    assert told(f"<table class='{own}'>{markup}</table>") == [heads]
    assert told(f"<table class='wide'>{markup}</table>") != [read]


@pytest.mark.parametrize(
    "markup",
    [
        rows("Port | Meters", "Ellen"),
        "<tr><td colspan=2>Port</td></tr>" + rows("Ellen | 4.1"),
        rows("a | <img src=https://e.example/d.jpg>"),
        rows(*["a | b"] * (LIMITS["rows"] + 1)),
        rows(" | ".join("a" * (LIMITS["columns"] + 1))),
        rows("a | " + "long words " * 200),
        "<tr></tr>",
        "",
    ],
)
def test_a_table_that_we_cannot_have_exported_is_read_as_any_other(markup: str):
    own = from_html(f"<table class='newsroom-table'>{markup}</table>").document["content"]
    other = from_html(f"<table>{markup}</table>").document["content"]
    assert list(map(block_text, own)) == list(map(block_text, other))
