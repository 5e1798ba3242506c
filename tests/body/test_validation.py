from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from articles.body.document import (
    BLOCKS,
    LIMITS,
    MARKS,
    InvalidBody,
    bullet_list,
    document,
    embed,
    empty,
    fact_box,
    figure,
    from_json,
    hard_break,
    heading,
    link,
    list_item,
    live_update,
    paragraph,
    pictures,
    quotation,
    rule,
    schema,
    text,
    to_json,
    validate,
    walk,
)
from tests.body.documents import all_blocks, any_text, documents


def body(*blocks: Any) -> dict[str, Any]:
    return {"type": "doc", "content": list(blocks)}


def nested_lists(levels: int) -> Any:
    block: Any = paragraph("deep")
    for _ in range(levels):
        block = {"type": "bullet_list", "content": [list_item("on the way", block)]}
    return block


@pytest.mark.thorough
@given(documents(all_blocks(any_text)))
@settings(max_examples=80, deadline=None)
def test_what_was_checked_once_passes_unchanged(checked):
    assert validate(checked) == checked
    assert from_json(to_json(checked)) == checked


REFUSED = {
    "no object": ([], "", "not a list"),
    "another type of document": ({"type": "html"}, "", 'its type is "doc"'),
    "an unknown key": ({**body(), "script": 1}, "", '"script"'),
    "an unknown block": (body({"type": "iframe"}), "block 1", '"iframe"'),
    "a block named by a list": (body({"type": ["doc"]}), "block 1", "a list"),
    "a block that is text": (body("<b>"), "block 1", "not a text"),
    "a list item by itself": (body(list_item("x")), "block 1 (list_item)", "may not stand here"),
    "an unknown attribute": (
        body({"type": "rule", "attrs": {"onclick": "x"}}),
        "block 1 (rule)",
        '"onclick"',
    ),
    "a picture named by text": (
        body(paragraph("x"), {"type": "figure", "attrs": {"picture": "7"}}),
        "block 2 (figure), attribute picture",
        "whole number",
    ),
    "a picture that is true": (
        body({"type": "figure", "attrs": {"picture": True}}),
        "block 1 (figure), attribute picture",
        "whole number",
    ),
    "a picture below one": (
        body(figure(0)),
        "block 1 (figure), attribute picture",
        "from 1",
    ),
    "content in a figure": (
        body({"type": "figure", "content": [paragraph("x")]}),
        "block 1 (figure)",
        "no content",
    ),
    "an unknown mark": (
        body(paragraph("x", text("y", "underline"))),
        "block 1 (paragraph), text 2",
        '"underline"',
    ),
    "a mark with an attribute": (
        body(
            paragraph(
                {"type": "text", "text": "x", "marks": [{"type": "strong", "attrs": {"a": 1}}]}
            )
        ),
        "block 1 (paragraph), text 1",
        '"a"',
    ),
    "a link without an address": (
        body(paragraph(text("x", "link"))),
        "block 1 (paragraph), text 1, link",
        "is missing",
    ),
    "a link to a script": (
        body(paragraph(text("x", link("javascript:alert(1)")))),
        "block 1 (paragraph), text 1, link",
        "scheme",
    ),
    "a block inside a text": (
        body({"type": "paragraph", "content": [paragraph("x")]}),
        "block 1 (paragraph), text 1",
        "Here stands text",
    ),
    "a text that is a number": (
        body({"type": "paragraph", "content": [{"type": "text", "text": 7}]}),
        "block 1 (paragraph), text 1",
        "not a number",
    ),
    "a heading of level 1": (
        body(heading("x", level=1)),
        "block 1 (heading), attribute level",
        "from 2 to 4",
    ),
    "a heading too long": (
        body(heading("x" * 301)),
        "block 1 (heading)",
        "longer than 300 characters",
    ),
    "a caption too long": (
        body(figure(caption="x" * 3001)),
        "block 1 (figure), attribute caption",
        "longer than 3,000",
    ),
    "an alt too long": (
        body(figure(alt="x" * 1001)),
        "block 1 (figure), attribute alt",
        "longer than 1,000",
    ),
    "a run too long": (
        body(paragraph("x" * 60_000, "y" * 60_000)),
        "block 1 (paragraph)",
        "longer than 100,000",
    ),
    "an empty quotation": (body(quotation()), "block 1 (quotation)", "empty"),
    "a list without items": (body(bullet_list()), "block 1 (bullet_list)", "empty"),
    "an item that begins with a list": (
        body(bullet_list(list_item(bullet_list("x")))),
        "block 1 (bullet_list), block 1 (list_item)",
        "begins with a paragraph",
    ),
    "an embed in a fact box": (
        body(fact_box(embed("youtube", "abcdefghijk"))),
        "block 1 (fact_box), block 1 (embed)",
        "may not stand here",
    ),
    "an unknown provider": (
        body(embed("evil", "x")),
        "block 1 (embed), attribute provider",
        "no such provider",
    ),
    "a key of another shape": (
        body(embed("youtube", '"><script>')),
        "block 1 (embed), attribute key",
        "not a key of YouTube",
    ),
    "a day that is none": (
        body(fact_box("x", as_of="2026-02-30")),
        "block 1 (fact_box), attribute as_of",
        "is a date",
    ),
    "an update without a zone": (
        body(live_update("x", at="2026-02-03T10:00:00")),
        "block 1 (live_update), attribute at",
        "no zone",
    ),
    "an update without a time": (
        body({"type": "live_update", "content": [paragraph("x")]}),
        "block 1 (live_update), attribute at",
        "must not be empty",
    ),
    "too many blocks": (body(*[rule()] * 5001), "block 5001 (rule)", "at most 5,000 blocks"),
    "too many figures": (
        body(*[figure()] * 501),
        "block 501 (figure)",
        "at most 500 figures",
    ),
    "too much text": (
        body(*[paragraph("é" * 99_000)] * 30),
        "",
        "at most 5,000,000 bytes",
    ),
}


@pytest.mark.parametrize(("given_body", "path", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_forged_body_is_refused_with_its_place(given_body, path, words):
    with pytest.raises(InvalidBody) as refusal:
        validate(given_body)
    assert refusal.value.path == path
    assert words in str(refusal.value)


def test_the_place_opens_the_message_as_a_sentence():
    with pytest.raises(InvalidBody, match=r"^Block 1 \(figure\), attribute picture: This is a"):
        validate(body({"type": "figure", "attrs": {"picture": []}}))


def test_ten_thousand_levels_are_refused_without_a_crash():
    with pytest.raises(InvalidBody, match="at most 6"):
        validate(body(nested_lists(10_000)))
    with pytest.raises(InvalidBody, match="at most 6"):
        from_json('{"a":' * 10_000 + "1" + "}" * 10_000)


def test_five_lists_may_stand_inside_one_another_and_no_more():
    assert validate(body(nested_lists(5)))
    with pytest.raises(InvalidBody):
        validate(body(nested_lists(6)))


@pytest.mark.parametrize("given_json", ["", "{", "nul", "[1", '"\\ud800'])
def test_text_that_is_not_json_is_refused(given_json):
    with pytest.raises(InvalidBody, match="not readable JSON"):
        from_json(given_json)


def test_json_over_the_limit_is_refused_before_it_is_read():
    with pytest.raises(InvalidBody, match="5,000,000"):
        from_json(" " * (LIMITS["body_bytes"] + 1))


def test_what_no_page_or_database_can_hold_is_taken_out_of_texts():
    checked = document(
        paragraph("a\x00b\x07c\ud800d\r\ne\u2028f\ufeffg\uffffh"), figure(caption=" one\n two\t ")
    )
    assert checked["content"][0]["content"] == [text("abc\N{REPLACEMENT CHARACTER}d e fgh")]
    assert checked["content"][1]["attrs"]["caption"] == "one  two"
    json.dumps(checked, ensure_ascii=False).encode()


def test_equal_neighbors_are_one_run_and_empty_ones_go():
    checked = document(
        paragraph("a", "b", "", text("c", "emphasis", "strong"), text("d", "strong", "emphasis"))
    )
    both = [{"type": "strong"}, {"type": "emphasis"}]
    assert checked["content"][0]["content"] == [
        {"type": "text", "text": "ab"},
        {"type": "text", "text": "cd", "marks": both},
    ]


def test_a_break_that_the_editor_marks_is_a_break():
    marked = {"type": "hard_break", "marks": [{"type": "strong"}]}
    assert document(paragraph("a", marked))["content"][0]["content"][1] == hard_break()


def test_good_ids_stay_and_the_others_are_made():
    given_ids = ["abc123", "abc123", "NO", None, 7, "x" * 17, "abcdef"]
    blocks = [{"type": "paragraph", "attrs": {"id": each}} for each in given_ids]
    ids = [block["attrs"]["id"] for block in validate(body(*blocks))["content"]]
    assert (ids[0], ids[6]) == ("abc123", "abcdef")
    assert len(set(ids)) == len(ids)


def test_made_ids_do_not_depend_on_where_a_block_stands():
    one = document(paragraph("first"), paragraph("second"))
    other = document(paragraph("second"), rule(), paragraph("first"))
    assert one["content"][0]["attrs"]["id"] == other["content"][2]["attrs"]["id"]
    assert one["content"][1]["attrs"]["id"] == other["content"][0]["attrs"]["id"]


def test_validate_leaves_what_it_was_given_alone():
    given_body = body(paragraph("a", "b"))
    before = json.dumps(given_body)
    validate(given_body)
    assert json.dumps(given_body) == before


def test_figures_are_found_with_their_place():
    checked = document(paragraph("x"), fact_box(figure(4, caption="in")), figure(caption="waits"))
    assert [(each.picture, each.caption, each.place) for each in pictures(checked)] == [
        (4, "in", "block 2 (fact_box), block 1 (figure)"),
        (None, "waits", "block 3 (figure)"),
    ]
    assert len(list(walk(checked))) == 4


def test_the_schema_tells_the_editor_what_the_table_says():
    told = json.loads(json.dumps(schema()))
    assert set(told["blocks"]) == set(BLOCKS)
    assert list(told["marks"]) == list(MARKS)
    assert told["blocks"]["figure"]["attrs"]["caption"]["limit"] == LIMITS["caption"]
    assert told["blocks"]["quotation"]["content"] == ["paragraph"]
    for name, block in told["blocks"].items():
        blank = {key: value["default"] for key, value in block["attrs"].items()}
        required = any(value["required"] for value in block["attrs"].values())
        if name in told["top"] and not required and not isinstance(block["content"], list):
            assert validate(body({"type": name, "attrs": blank}))


def test_an_empty_body_is_valid():
    assert validate(empty()) == empty()
