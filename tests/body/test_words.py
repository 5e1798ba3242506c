from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body.document import (
    bullet_list,
    document,
    embed,
    fact_box,
    figure,
    hard_break,
    heading,
    live_update,
    paragraph,
    pull_quote,
    quotation,
    text,
)
from articles.body.from_text import from_lines, from_text
from articles.body.words import (
    blocks_text,
    count_words,
    excerpt,
    first_sentence,
    plain_text,
    sentences,
    shortened,
    word_count,
)
from tests.pace import answered_within

STORY = document(
    heading("Tea at noon"),
    paragraph("The council met on Monday. It ", text("voted", "strong"), " for tea."),
    figure(3, caption="The pot"),
    quotation("One lump.", "Or two.", attribution="Ada"),
    pull_quote("It voted for tea"),
    pull_quote("Said nowhere else"),
    bullet_list("milk", "sugar"),
    fact_box("Leaves.", figure(caption="A leaf"), heading="Facts"),
    live_update("Poured.", at="2026-05-01T10:00:00Z", heading="Noon"),
    embed("youtube", "abcdefghijk", title="A film"),
    paragraph("A", hard_break(), "B"),
)


def test_plain_text_has_all_words_once():
    assert plain_text(STORY).split("\n\n") == [
        "Tea at noon",
        "The council met on Monday. It voted for tea.",
        "One lump.\nOr two.\nAda",
        "Said nowhere else",
        "milk\nsugar",
        "Facts\nLeaves.",
        "Noon\nPoured.",
        "A\nB",
    ]


def test_captions_come_where_their_figure_stands_if_asked_for():
    kinds = [(kind, words) for _, kind, words in blocks_text(STORY, include_captions=True)]
    assert ("figure", "The pot") in kinds
    assert ("fact_box", "Facts\nLeaves.\nA leaf") in kinds


def test_words_are_counted_as_a_reader_reads_them():
    assert word_count(STORY) == 28
    assert count_words("It's a well-known 3.5 % of e-mail") == 6
    assert count_words("東京 met 서울") == 4
    assert count_words("") == 0


def test_the_first_sentence_is_that_of_the_first_paragraph():
    assert first_sentence(STORY) == "The council met on Monday."
    assert first_sentence(document(heading("x"))) == ""


SENTENCES = [
    ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
    ("Mr. Smith met J. K. Low in the U.S. Senate. He left.", None),
    (
        "“We won.” She smiled. “Did we?” he asked.",
        ["“We won.”", "She smiled.", "“Did we?” he asked."],
    ),
    ("It cost 3.5 dollars at 10 a.m. on Friday.", ["It cost 3.5 dollars at 10 a.m. on Friday."]),
    ("Well... maybe. Line one\nLine two", ["Well... maybe.", "Line one", "Line two"]),
    ("Am 3. Mai kam Dr. Low. Er blieb.", None),
    ("今日は雨です。明日は晴れ。", ["今日は雨です。", "明日は晴れ。"]),
    ("Vitamin I. Then more.", ["Vitamin I.", "Then more."]),
    ("", []),
]


@pytest.mark.parametrize(("line", "expected"), SENTENCES)
def test_a_text_is_cut_into_its_sentences(line, expected):
    if expected is None:
        assert sentences(line)[-1].split()[0] in ("He", "Er")
    else:
        assert sentences(line) == expected


def test_an_excerpt_ends_after_a_sentence_or_a_word():
    assert excerpt(STORY, 400) == "The council met on Monday. It voted for tea. milk sugar A B"
    assert excerpt(STORY, 50) == "The council met on Monday. It voted for tea."
    assert excerpt(STORY, 20) == "The council met on…"
    assert excerpt(document(), 20) == ""


@given(st.text("ab. “”!é\n", max_size=200), st.integers(1, 80))
@settings(max_examples=150, deadline=None)
def test_a_shortened_text_fits_and_only_drops_the_end(words, limit):
    short = shortened(words, limit)
    assert len(short) <= limit
    assert " ".join(words.split()).startswith(short.removesuffix("…"))


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_sentences_lose_nothing_but_white_space(words):
    assert "".join("".join(sentences(words)).split()) == "".join(words.split())


@pytest.mark.thorough
@pytest.mark.parametrize("piece", [". ", ".", "a. ", '.”"', "Mr. ", "A.", "。", "a ", "…", "x’"])
def test_time_grows_with_the_length_of_the_text(piece):
    words = piece * (100_000 // len(piece))
    answered_within(2, lambda: (sentences(words), count_words(words), shortened(words, 200)))


def test_lines_become_paragraphs():
    lines = ["  One\u00a0line. ", "", "\ufeffTwo   words\r\n", "\u00a0"]
    assert [words for *_, words in blocks_text(from_lines(lines))] == [
        "One\u00a0line.",
        "Two   words",
    ]


def test_joined_lines_become_paragraphs_at_empty_ones():
    told = "one\ntwo\n\n \nthree\n"
    assert plain_text(from_text(told, joined=True)) == "one two\n\nthree"
    assert plain_text(from_text(told)) == "one\n\ntwo\n\nthree"


def test_no_lines_are_an_empty_body():
    assert from_lines([]) == document()
    assert from_text(" \n\n", joined=True) == document()
