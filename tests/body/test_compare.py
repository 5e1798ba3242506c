from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body.compare import diff, word_spans, words_changed
from articles.body.document import (
    document,
    fact_box,
    figure,
    heading,
    paragraph,
    rule,
    text,
    validate,
)
from tests.body.documents import all_blocks, documents, words
from tests.pace import answered_within


def body(*named: tuple[str, str]):
    """Paragraphs by id and words."""
    return validate(
        {
            "type": "doc",
            "content": [{**paragraph(told), "attrs": {"id": name * 6}} for name, told in named],
        }
    )


def told(changes):
    return [(change.kind, change.block_id[0]) for change in changes]


def test_every_kind_of_change_is_told_in_the_order_of_the_new_version():
    old = body(("a", "one"), ("b", "two"), ("c", "three"), ("d", "four"), ("e", "five"))
    new = body(("d", "four"), ("a", "one"), ("c", "three more"), ("f", "brand new"), ("e", "five"))
    assert told(diff(old, new)) == [
        ("moved", "d"),
        ("kept", "a"),
        ("removed", "b"),
        ("changed", "c"),
        ("added", "f"),
        ("kept", "e"),
    ]


def test_a_changed_paragraph_shows_the_words():
    (change,) = diff(
        body(("a", "The vote was on Monday.")), body(("a", "The second vote was on Tuesday."))
    )
    assert [(span.kind, span.text) for span in change.spans] == [
        ("kept", "The "),
        ("added", "second "),
        ("kept", "vote was on "),
        ("removed", "Monday"),
        ("added", "Tuesday"),
        ("kept", "."),
    ]


def test_a_changed_caption_is_an_attribute():
    old = document(figure(3, caption="Before"))
    new = validate({"type": "doc", "content": [{**old["content"][0]}]})
    new["content"][0]["attrs"] = {**new["content"][0]["attrs"], "caption": "After"}
    (change,) = diff(old, new)
    assert (change.kind, change.spans) == ("changed", [])
    assert [(each.name, each.old, each.new) for each in change.attributes] == [
        ("caption", "Before", "After")
    ]


def test_a_new_mark_is_a_change_without_new_words():
    old = body(("a", "word"))
    new = validate(
        {
            "type": "doc",
            "content": [{**paragraph(text("word", "strong")), "attrs": {"id": "aaaaaa"}}],
        }
    )
    (change,) = diff(old, new)
    assert change.kind == "changed"
    assert [span.kind for span in change.spans] == ["kept"]


def test_a_rewritten_paragraph_with_another_id_is_one_change():
    old = body(("a", "The council voted on Monday for the new line"), ("b", "gone"))
    new = body(("c", "The council voted on Tuesday for the new line"))
    assert told(diff(old, new)) == [("changed", "c"), ("removed", "b")]


def test_words_are_counted_and_moves_are_not():
    old = body(("a", "one two three"), ("b", "four"))
    new = body(("b", "four"), ("a", "one two three five"))
    assert words_changed(old, new) == (1, 0)
    assert words_changed(new, body(("b", "six"))) == (1, 5)


@pytest.mark.thorough
@given(documents(all_blocks(words)), documents(all_blocks(words)))
@settings(max_examples=60, deadline=None)
def test_a_diff_holds_both_versions_whole(old, new):
    changes = diff(old, new)
    assert [change.new for change in changes if change.new] == new["content"]
    ids = {block["attrs"]["id"] for block in old["content"]}
    assert {change.old["attrs"]["id"] for change in changes if change.old} == ids
    assert [change.kind for change in diff(new, new)] == ["kept"] * len(new["content"])


@pytest.mark.thorough
@given(st.text("ab .\n", max_size=40), st.text("ab .\n", max_size=40))
@settings(max_examples=150, deadline=None)
def test_spans_hold_both_texts_whole(old, new):
    spans = word_spans(old, new)
    assert "".join(span.text for span in spans if span.kind != "added") == old
    assert "".join(span.text for span in spans if span.kind != "removed") == new
    assert all(span.text for span in spans)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b. " * 10_000, "b a. " * 10_000),
        ("the " * 20_000, "the the. " * 9_000),
        ("One two. " * 3_000 + "End.", "Two one. " * 700 + "Two. " * 900),
        (" ".join(map(str, range(15_000))), " ".join(map(str, range(15_000, 0, -1)))),
    ],
)
def test_long_texts_are_compared_in_time(old, new):
    spans = answered_within(5, lambda: word_spans(old, new))
    assert "".join(span.text for span in spans if span.kind != "added") == old
    assert "".join(span.text for span in spans if span.kind != "removed") == new


def test_two_unlike_long_stories_are_compared_in_time():
    old = document(*(paragraph(f"old words {number}") for number in range(2_000)))
    new = document(*(paragraph(f"new text {number}") for number in range(2_000)))
    assert len(answered_within(5, lambda: diff(old, new))) == 4_000


def test_blocks_without_words_are_told_too():
    old = document(rule(), fact_box("x", heading="Facts"))
    new = document(heading("New"), fact_box("x", heading="Facts"))
    assert [change.kind for change in diff(old, new)] == ["added", "removed", "kept"]
