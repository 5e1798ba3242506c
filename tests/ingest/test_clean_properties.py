"""Whatever the copy says, cleaning loses no line, makes a valid body and gives the same twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.body.document import (
    bullet_list,
    figure,
    heading,
    paragraph,
    quotation,
    text,
    validate,
)
from articles.ingest.clean import Cleaned
from articles.ingest.cleaning.text import key, tidy
from articles.ingest.readers.plaintext import split_lines
from tests.ingest.cleaning import cleaned, cleaned_body, every_block, words

TRICKY = st.sampled_from(
    [
        "Advertisement",
        "You May Also Like",
        "Related",
        "By",
        "Jane Doe",
        "PUBLISHED:",
        "14:11 EST, 25 October 2013",
        "|",
        "@highlight",
        "# Notebook",
        "not for publication",
        "EMBARGOED UNTIL MONDAY",
        "ends",
        "Photo: Jane Doe",
        "1of4Grass is green",
        "THE LINE IN CAPITALS OPENS A BOX",
        "<!—->",
        "Share",
        "1 hour ago",
        "This post first appeared on X.org",
        "``Yes,'' he said.",
        "A man walks past a window in the town",
        "A man walks past a window in the town.",
        "The bridge is closed, the council said.",
        "PORT ELLIS (AP) — The dam held.",
        "- one",
        "- two",
        "***",
        "Read more: The other story of the day",
        "7",
        "\u00a0",
        "  indented line",
        "Musk\u00a0 Musk again and again",
        "She said so in a long sentence that goes on until it stops at last, here.",
        "Image caption A seal",
        "A seal on the quayCredit: EPA",
        "(AP Photo/Jane Doe)",
        "Jane Doe is a reporter for the Herald.",
        "\ufeff",
        "\u200b\u200b",
        "…",
    ]
)
LINES = st.lists(
    st.one_of(
        TRICKY,
        TRICKY,
        st.text(max_size=80).filter(lambda line: "\n" not in line and "\r" not in line),
    ),
    max_size=24,
)
COPY = st.tuples(LINES, st.sampled_from(["\n", "\n\n"])).map(lambda pair: pair[1].join(pair[0]))
QUICK = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def said(result: Cleaned) -> str:
    """All words that a reader or editor can still find: blocks and notes."""
    parts = [note.text for note in result.notes]
    for block in every_block(list(result.document["content"])):
        attributes = block["attrs"]
        parts += [
            words(block),
            attributes.get("caption", ""),
            attributes.get("credit", ""),
            attributes.get("heading", ""),
        ]
    return " ".join(key(tidy(part)) for part in parts)


@pytest.mark.thorough
@given(COPY)
@QUICK
def test_no_line_of_the_source_is_lost(copy: str) -> None:
    left = said(cleaned(copy))
    for line in split_lines(copy):
        assert key(tidy(line)) in left


@given(COPY)
@QUICK
def test_a_line_without_a_note_stands_in_the_document_in_its_order(copy: str) -> None:
    result = cleaned(copy)
    noted = {note.line for note in result.notes}
    texts = " ".join(key(words(block)) for block in every_block(list(result.document["content"])))
    place = 0
    for number, line in enumerate(split_lines(copy), start=1):
        if (
            number in noted
            or not key(tidy(line))
            or any(note.rule == "wrapped-lines" for note in result.notes)
        ):
            continue
        place = texts.index(key(tidy(line)), place)


@given(COPY)
@QUICK
def test_what_comes_out_is_a_valid_body_and_every_note_points_into_it(copy: str) -> None:
    result = cleaned(copy)
    assert validate(result.document) == result.document
    ids = {block["attrs"]["id"] for block in every_block(list(result.document["content"]))}
    assert {note.block_id for note in result.notes} <= ids | {""}


@given(COPY)
@QUICK
def test_the_same_copy_gives_the_same_document_and_notes(copy: str) -> None:
    one, other = cleaned(copy), cleaned(copy)
    assert one == other


RUN = st.one_of(TRICKY, st.text(max_size=40))
BLOCK = st.one_of(
    RUN.map(paragraph),
    st.tuples(RUN, RUN).map(lambda pair: paragraph(text(pair[0], "strong"), pair[1])),
    RUN.map(heading),
    st.tuples(RUN, RUN).map(lambda pair: figure(source_url="a.jpg", caption=pair[0], alt=pair[1])),
    st.lists(RUN, min_size=1, max_size=3).map(lambda items: bullet_list(*items)),
    st.lists(RUN, min_size=1, max_size=3).map(lambda items: quotation(*items)),
)


@given(st.lists(BLOCK, max_size=14))
@QUICK
def test_no_words_of_a_body_of_blocks_are_lost(blocks: list[object]) -> None:
    result = cleaned_body(*blocks)
    left = said(result)
    for block in every_block(blocks):
        assert key(tidy(words(block))) in left
        assert key(tidy(block["attrs"].get("caption", ""))) in left
