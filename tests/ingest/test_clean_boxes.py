"""Lines in capitals: sentence case with names kept, and the boxes that they open."""

from __future__ import annotations

import pytest

from articles.ingest.cleaning.boxes import Names, sentence_case
from tests.ingest.cleaning import cleaned, of_type, outline, rules

TEXT = [
    "The pilot, Lena Okafor, flew with Bo Marsh of NASA and with Okafor’s dog to Port Ellis in "
    "the Virgin Isles.",
    "She said that Marsh and the UK would pay, and that the port was dear to her and to "
    "McAllister of the eBay shop.",
]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("HOW OKAFOR AND MARSH WON THE RACE", "How Okafor and Marsh won the race"),
        ("OKAFOR'S LONG NIGHT: WHAT NASA SAYS", "Okafor's long night: what NASA says"),
        ("THE VIRGIN QUEEN OF THE PORT", "The virgin queen of the port"),
        ("WHY PORT ELLIS IS FULL", "Why Port Ellis is full"),
        ("DOES THE UK PAY? WHO KNOWS! I DO", "Does the UK pay? Who knows! I do"),
        ("A MONDAY IN MARCH WITH MCALLISTER", "A Monday in march with McAllister"),
        ("THE 10 BEST FLIGHTS TO AMERICA", "The 10 best flights to America"),
        ("‘IT’S OVER’ FOR THE EBAY SHOP", "‘It’s over’ for the eBay shop"),
    ],
)
def test_a_heading_in_capitals_reads_as_a_sentence_with_names_kept(
    printed: str, wanted: str
) -> None:
    assert sentence_case(printed, Names(TEXT)) == wanted


BODY = [
    "The race to the pole began on Monday with four sledges and one balloon, the organizers said.",
    "By evening the balloon was ahead, and its pilot had eaten all of the chocolate on board.",
    "The sledges were slowed by wet snow, by a broken runner and by a bear, in that order.",
]
MORE = [
    "Nobody had asked the bear, said the woman who sells the tickets.",
    "It has a right to its pole, and it pays no tax on it.",
]
INSIDE = [
    "The first race was held in 1911 and was won by a man who had lost his way to the post office.",
    "Since then nobody has come home with all of his toes, a doctor said.",
]
HEADING = "THE RACE TO THE POLE: WHO MAY START"


def test_without_a_label_that_ends_it_a_line_in_capitals_is_a_heading() -> None:
    result = cleaned("\n\n".join([*BODY, HEADING, *INSIDE]))
    assert of_type(result, "fact_box") == []
    assert ["heading", "The race to the pole: who may start"] in outline(result)
    assert "capitals-heading" in rules(result)


def test_the_text_goes_on_after_the_label_that_ends_a_box() -> None:
    result = cleaned("\n\n".join([*BODY[:2], HEADING, *INSIDE, "Advertisement", BODY[2]]))
    types = [block["type"] for block in result.document["content"]]
    assert types == ["paragraph", "paragraph", "fact_box", "paragraph"]
    assert len(result.document["content"][2]["content"]) == 2


def test_of_two_lines_in_capitals_only_the_one_before_the_label_opens_a_box() -> None:
    result = cleaned(
        "\n\n".join(
            [*MORE, "WHAT HAPPENED BEFORE THE RACE", *INSIDE, HEADING, *BODY[::-1], "Advertisement"]
        )
    )
    assert of_type(result, "fact_box") == ["The race to the pole: who may start"]
    assert of_type(result, "heading") == ["What happened before the race"]


@pytest.mark.parametrize("heading", ["THE BEAR", "WHAT NOW"])
def test_a_short_line_in_capitals_is_a_cross_head(heading: str) -> None:
    result = cleaned("\n\n".join([*BODY, heading, *INSIDE, "Advertisement"]))
    assert of_type(result, "fact_box") == []
    assert of_type(result, "heading") == [heading.capitalize()]


def test_a_line_in_capitals_at_the_top_opens_no_box() -> None:
    result = cleaned("\n\n".join([HEADING, *BODY, "Advertisement"]))
    assert of_type(result, "fact_box") == []
