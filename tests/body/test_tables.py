"""Tables of a body: their form, how they are drawn, and their words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from articles.body.blocks import LIMITS
from articles.body.compare import diff, merge
from articles.body.document import (
    InvalidBody,
    document,
    fact_box,
    hard_break,
    paragraph,
    table,
    table_cell,
    text,
    validate,
)
from articles.body.render import render, render_feed
from articles.body.words import excerpt, plain_text, word_count

STANDINGS = table(
    ["Club", "Played", "Points"],
    [table_cell(text("Athletic", "strong")), "10", "23"],
    ["Rovers", "9"],
    caption="After ten rounds",
    head_row=True,
    head_column=True,
)


def without_ids(html: str) -> str:
    return re.sub(r' id="[^"]*"', "", html)


def cells(body: Any) -> list[int]:
    return [len(row["content"]) for row in body["content"][0]["content"]]


def test_rows_are_made_as_long_as_the_longest():
    body = document(STANDINGS)
    assert cells(body) == [3, 3, 3]
    assert validate(body) == body


def test_every_block_of_a_table_has_an_id_of_its_own():
    body = document(table(["a", "a"], ["a", "a"]))
    held = [body["content"][0], *body["content"][0]["content"]]
    ids = [each["attrs"]["id"] for block in held for each in [block, *block["content"]] if "attrs" in each]  # fmt: skip
    assert len(set(ids)) == 7


@pytest.mark.parametrize(
    "too_much",
    [
        table(*[["a"]] * (LIMITS["rows"] + 1)),
        table(["a"] * (LIMITS["columns"] + 1)),
        table(["a" * (LIMITS["cell"] + 1)]),
        table(["a"], caption="a" * (LIMITS["caption"] + 1)),
        table(),
    ],
)
def test_a_table_has_its_limits(too_much: Any):
    with pytest.raises(InvalidBody):
        document(too_much)


def test_the_cells_of_all_tables_have_a_limit_also_those_that_are_filled_in():
    wide = [["a"] * LIMITS["columns"], *[["a"]] * (LIMITS["rows"] - 1)]
    document(table(*wide))
    with pytest.raises(InvalidBody, match="cells"):
        document(table(*wide), table(*wide))


def test_a_table_is_drawn_with_its_caption_and_heads_and_figures_to_the_right():
    assert without_ids(render(document(STANDINGS))) == (
        '<div class="table"><table><caption>After ten rounds</caption>'
        '<thead><tr><th scope="col">Club</th><th scope="col" class="number">Played</th>'
        '<th scope="col" class="number">Points</th></tr></thead>'
        '<tbody><tr><th scope="row"><strong>Athletic</strong></th><td class="number">10</td>'
        '<td class="number">23</td></tr><tr><th scope="row">Rovers</th>'
        '<td class="number">9</td><td class="number"></td></tr></tbody></table></div>'
    )


def test_a_feed_has_the_bare_table():
    drawn = render_feed(document(STANDINGS), site_url="https://a.example")
    assert drawn.startswith("<table><caption>")
    assert "class" not in drawn
    assert "div" not in drawn


def test_an_empty_head_is_a_cell_and_an_empty_table_is_nothing():
    corner = table(["", "Votes"], ["Ada", "9"], head_row=True, head_column=True)
    assert "<thead><tr><td></td><th" in render(document(corner))
    assert render(document(table(["", ""]))) == ""


@pytest.mark.parametrize(
    ("values", "is_number"),
    [
        (["1", "22", "1,204", "–"], True),
        (["+3.1%", "−0.4 %", "", "n/a"], True),
        (["$52,000", "€ 12", "1 204,50 €", "(9)"], True),
        (["12bn", "3 m"], True),
        (["2–1", "0–0"], False),
        (["12 goals", "9"], False),
        (["", "–"], False),
        (["3 May", "4"], False),
    ],
)
def test_a_column_is_set_as_figures_where_all_of_it_is(values: list[str], *, is_number: bool):
    body = document(table(*([value, "word"] for value in values)))
    assert ('class="number"' in render(body)) is is_number


def test_its_words_stand_row_by_row():
    held = document(
        paragraph("They won."),
        STANDINGS,
        table(["", "a", "", table_cell("b", hard_break(), "c"), ""], ["1", "", "", "2"]),
    )
    assert plain_text(held) == (
        "They won.\n\nAfter ten rounds\nClub | Played | Points\nAthletic | 10 | 23\nRovers | 9"
        "\n\na | | b c\n1 | | | 2"
    )
    assert word_count(held) == 2 + 3 + 8 + 3 + 2
    assert excerpt(held, 200) == "They won."


def test_it_may_stand_in_a_fact_box_but_in_no_cell():
    document(fact_box(STANDINGS, heading="The league"))
    with pytest.raises(InvalidBody):
        document(table([{"type": "table_cell", "attrs": {}, "content": [STANDINGS]}]))


def test_a_changed_cell_is_a_change_of_the_table():
    old = document(paragraph("They won."), STANDINGS)
    new = validate(old)
    new["content"][1]["content"][2]["content"][2]["content"] = [text("20")]
    (change,) = [each for each in diff(old, new) if each.kind != "kept"]
    assert (change.kind, change.block_type) == ("changed", "table")
    assert [span.text.strip(" |") for span in change.spans if span.kind == "added"] == ["20"]
    theirs = validate(old)
    theirs["content"][0]["content"] = [text("They lost.")]
    merged = merge(old, new, theirs)
    assert not merged.conflicts
    assert plain_text(merged.document).startswith("They lost.")
    assert plain_text(merged.document).endswith("Rovers | 9 | 20")
