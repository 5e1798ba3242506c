"""Lines broken by hand are joined, and the marks of wires become plain signs."""

from __future__ import annotations

import pytest

from tests.ingest.cleaning import captions, cleaned, outline, paragraphs, rules

BODY = [
    "The museum of rope in Sule has bought the longest rope in the country, its director said on "
    "Monday.",
    "It is 411 meters long and was made for a ship that was never built, in a yard that is now a "
    "dance school.",
    "Nobody has seen all of it at once, because the hall of the museum is only 60 meters long.",
    "A plan to hang it between the two churches was given up when the pastors asked what it was "
    "for.",
    "The rope will be shown in seven parts, each with a sign that says where the next one lies.",
    "Children may pull at the last of them on Sundays, when the guard has his coffee.",
]


WRAPPED = """\
   PORT ELLIS, March 3 (Reuters) - The museum of rope in Sule has
bought the longest rope in the country, its director said on Monday,
after a night in which she had slept on it to be quite sure.
   ``It is 411 meters long,'' said the director, who had walked along
it twice, ``and it smells of tar _ the good kind.''
   Nobody has seen all of it at once, because the hall of the museum
is only 60 meters long and the yard is full of snow until the end of
April.
"""


def test_hard_line_breaks_are_joined_and_wire_marks_become_plain_signs() -> None:
    result = cleaned(WRAPPED)
    assert paragraphs(result) == [
        "The museum of rope in Sule has bought the longest rope in the country, its director "
        "said on Monday, "
        "after a night in which she had slept on it to be quite sure.",
        "“It is 411 meters long,” said the director, who had walked along it twice, “and it "
        "smells of tar — the good kind.”",
        "Nobody has seen all of it at once, because the hall of the museum is only 60 meters "
        "long and the yard "
        "is full of snow until the end of April.",
    ]
    assert rules(result).count("wrapped-lines") == 3


HANGING = """\
   The port office told the council on Monday that the old bridge over the
   lock would have to be closed for a month, and that nobody had yet found
   the money for a new one, which the council had been promised last year.

   2. What the port asks for. Subject to the vote of the council, each of
      the owners of a boat in the harbor would pay ten crowns a year into a
      common fund, from which the port would pay the painters who are to do
      the work before the winter comes and the boats go back to the sheds.

   3. What the owners say. They say that they have paid for one bridge, and
      that they see no reason why they should pay for another one before a
      nail of the first has rusted, whatever the port office says about it.
"""


def test_numbers_that_hang_out_of_wrapped_paragraphs_begin_one_paragraph_each() -> None:
    result = cleaned(HANGING)
    texts = [words for kind, words in outline(result) if kind == "paragraph"]
    assert [words[:12] for words in texts] == ["The port off", "2. What the ", "3. What the "]


def test_wrapped_paragraphs_between_empty_lines_are_joined_too() -> None:
    text = (
        "\n\n".join(
            "\n".join(
                [
                    "The museum of rope in Sule has bought the longest rope in the",
                    "country, its director said on Monday, and she has a plan to hang",
                    "it up between the two churches.",
                ]
            )
            for _ in range(1)
        )
        + "\n\n"
        + "\n".join(
            [
                "A pastor who was asked for his tower said that he would have to",
                "ask the bells first, and then the owls, and then the bishop, who",
                "is in Rome.",
            ]
        )
    )
    assert len(paragraphs(cleaned(text))) == 2


BROKEN = (
    "The baths on Canal Street will be sold to a builder from Leeds,\nafter nine years of argument."
)


@pytest.mark.parametrize("around", ["{}", "Staff Writer\n{}", "{}\nThe vote was on Tuesday."])
def test_a_sentence_that_goes_on_in_small_letters_is_one_paragraph(around: str) -> None:
    """Too few lines are broken here to tell a column's width."""
    assert BROKEN.replace("\n", " ") in paragraphs(cleaned(around.format(BROKEN)))


@pytest.mark.parametrize(
    "lines",
    [
        ["new moorings below the lock for boats of twelve meters", "a ramp of steel for the slip"],
        ["The baths on Canal Street will be sold to a builder", "iPhone pictures show the tiles."],
        ["Council votes to sell baths", "in the end they went for a song."],
        ["The baths will be sold to a builder for nine millions.", "and so it went."],
    ],
)
def test_lines_in_small_letters_that_begin_anew_stand_alone(lines: list[str]) -> None:
    assert "wrapped-lines" not in rules(cleaned("\n".join(lines)))


@pytest.mark.parametrize(
    "lines",
    [
        [
            "One short line.",
            "Another short line.",
            "A third one, still short.",
            "And the end of it.",
        ],
        BODY,
        ["Wick 4-3 Town", "Rovers 0-0 Castle", "Ellis 2-1 Lane", "Gate 1-1 Dockers"],
    ],
)
def test_lines_that_end_where_paragraphs_end_are_not_joined(lines: list[str]) -> None:
    result = cleaned("\n".join(lines))
    assert "wrapped-lines" not in rules(result)
    assert [words for _, words in outline(result)] == lines


@pytest.mark.parametrize(
    "text",
    [
        "The file is called rope_long_2.txt, she said.",
        "A value of 3 < 4 is fine, he said.",
        "2^10 is 1,024, said the child.",
        "It's the dancers' yard, isn't it?",
    ],
)
def test_signs_that_only_look_like_wire_marks_stay(text: str) -> None:
    result = cleaned("\n\n".join([*BODY, text]))
    assert paragraphs(result)[-1] == text
    assert captions(result) == []
