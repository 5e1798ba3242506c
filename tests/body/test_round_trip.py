"""What is rendered and read again is the same text in the same blocks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings

from articles.body.document import (
    children,
    document,
    fact_box,
    inlines,
    live_update,
    paragraph,
    text,
    walk,
)
from articles.body.from_html import from_html
from articles.body.from_text import from_text
from articles.body.render import render
from articles.body.words import plain_text
from tests.body.documents import documents, plain_blocks, words


def read_again(body: Any) -> Any:
    return from_html(render(body)).document


def shape(block: Any) -> Any:
    """Type, words with their marks, and what stands inside; without ids and outer spaces."""
    pieces = [
        (run.get("text", "\n"), [mark["type"] for mark in run.get("marks", [])])
        for run in inlines(block)
    ]
    return (block["type"], pieces, [shape(child) for child in children(block)])


@pytest.mark.thorough
@given(documents(plain_blocks(words)))
@settings(max_examples=60, deadline=None)
def test_reading_a_rendered_body_again_is_stable(body):
    once = read_again(body)
    assert read_again(once)["content"] == once["content"] or _same_shapes(once, read_again(once))


@given(documents(plain_blocks(words)))
@settings(max_examples=60, deadline=None)
def test_no_word_is_lost_on_the_way(body):
    assert "".join(_all_words(read_again(body)).split()) == "".join(_all_words(body).split())


def _all_words(body: Any) -> str:
    return re.sub(r"\s", "", plain_text(body))


def _same_shapes(one: Any, other: Any) -> bool:
    return [shape(block) for block in one["content"]] == [
        shape(block) for block in other["content"]
    ]


def test_a_written_body_comes_back_block_by_block():
    from articles.body.document import bullet_list, heading, link, list_item, quotation, rule

    body = document(
        heading("Tea", level=2),
        paragraph("Plain ", text("strong", "strong"), text(" and a link", link("/tea")), "."),
        heading("More", level=3),
        quotation("One.", "Two.", attribution="Ada"),
        bullet_list("a", list_item("b", bullet_list("c"))),
        rule(),
        paragraph("End"),
    )
    again = read_again(body)
    assert _same_shapes(body, again)
    assert [block["type"] for block, _ in walk(body)] == [block["type"] for block, _ in walk(again)]


def test_an_update_comes_back_with_its_time_and_heading():
    updates = document(
        live_update("Shut.", at="2026-05-04T08:10:00+02:00", heading="Gate one", key_moment=True),
        live_update("Open.", at="2026-05-04T07:00:00+02:00"),
    )
    again = read_again(updates)["content"]
    assert [block["attrs"] for block in again] == [
        {**block["attrs"], "id": other["attrs"]["id"]}
        for block, other in zip(updates["content"], again, strict=True)
    ]
    assert _same_shapes(updates, {"content": again})


def test_a_fact_box_comes_back_with_its_day_and_without_a_heading():
    boxes = document(fact_box("It held.", heading="Gate", as_of="2026-05-01"), fact_box("Shut."))
    again = read_again(boxes)["content"]
    assert _same_shapes(boxes, {"content": again})
    told = [(block["attrs"]["heading"], block["attrs"]["as_of"]) for block in again]
    assert told == [("Gate", "2026-05-01"), ("", "")]


def test_a_time_outside_of_an_update_is_words():
    page = (
        '<section><p>On <time datetime="2026-05-04T08:10:00+02:00">Monday</time> it held.</p></section>'
        '<section class="live-update"><p>It held.</p></section>'
    )
    assert plain_text(from_html(page).document) == "On Monday it held.\n\nIt held."


@given(words)
@settings(max_examples=60, deadline=None)
def test_plain_text_comes_back_as_it_was(line):
    assert plain_text(from_text(line)) == line.strip(" \xa0")
