"""Numbers that stand beside the headings of a list on a page."""

from __future__ import annotations

import pytest

from articles.body.document import heading, paragraph
from articles.body.words import block_text
from tests.ingest.cleaning import cleaned_body, outline, rules
from tests.ingest.test_page_true_copy import TEXT, story

PLACES = ["Lamp Street", "The weir that never froze", "A barn of glass"]


def headings(parts: list[str]) -> list[str]:
    """The headings that come of three parts, each above a paragraph."""
    inside = "".join(f"{part}<p>{words}</p>" for part, words in zip(parts, TEXT, strict=False))
    found = story(f"<p>{TEXT[3]}</p>{inside}")
    texts = [block_text(block) for block in found.body["content"]]
    assert not [text for text in texts if text.strip("#. ").isdigit() and "heading" in text]
    return [block_text(block) for block in found.body["content"] if block["type"] == "heading"]


@pytest.mark.parametrize(
    "part",
    [
        '<span class="number">{}</span><h2>{}</h2>',
        '<div class="entry"><div class="count">{}.</div><h3>{}</h3></div>',
        "<h2>{}</h2><h3>{}</h3>",
        '<p>#{}</p><a id="x"></a><h2>{}</h2>',
        "<h2><span>{}</span>{}</h2>",
        "<p>{0}</p><h2>{0}. {1}</h2>",
        "<div><b>No. {}</b></div><div><div><h3>{}</h3></div></div>",
    ],
)
@pytest.mark.parametrize("numbers", [(1, 2, 3), (22, 21, 20)])
def test_a_number_beside_a_heading_of_a_list_joins_it(part: str, numbers: tuple[int, ...]) -> None:
    parts = [part.format(*each) for each in zip(numbers, PLACES, strict=True)]
    joined = [f"{number}. {place}" for number, place in zip(numbers, PLACES, strict=True)]
    assert headings(parts) == joined


@pytest.mark.parametrize(
    ("part", "numbers"),
    [
        ("<p>The vote ended {} to none.</p><h2>{}</h2>", (1, 2, 3)),
        ("<p>{}</p><h2>{}</h2>", (61, 48, 5)),
        ("<p>{}</p><h2>{}</h2>", (1987, 1988, 1989)),
    ],
)
def test_a_number_that_counts_no_headings_joins_none(part: str, numbers: tuple[int, ...]) -> None:
    assert headings([part.format(*each) for each in zip(numbers, PLACES, strict=True)]) == PLACES


@pytest.mark.parametrize("scores", [(9, 8, 7), (1, 2, 3)])
@pytest.mark.parametrize("is_page", [True, False])
def test_scores_below_the_parts_join_no_heading(scores: tuple[int, ...], *, is_page: bool) -> None:
    places = ["The old kiln", *PLACES]
    scores = (*scores, 2 * scores[-1] - scores[-2])
    if is_page:
        parts = [
            f"<h2>{each}</h2><p>{TEXT[0]}</p><p>{score}</p>"
            for each, score in zip(places, scores, strict=True)
        ]
        found = story("".join(parts))
        told = [block_text(block) for block in found.body["content"] if block["type"] == "heading"]
    else:
        blocks = [paragraph(TEXT[3])]
        for place, score in zip(places, scores, strict=True):
            blocks += [heading(place), paragraph(TEXT[0]), paragraph(str(score))]
        made = outline(cleaned_body(*blocks, headline="Four places to see"))
        told = [words for kind, words in made if kind == "heading"]
    assert told == places


def test_a_heading_that_says_its_number_stays_as_it_is() -> None:
    parts = [f"<h2><b>{number}.</b> {place}</h2>" for number, place in enumerate(PLACES, start=1)]
    assert headings(parts) == [f"{number}. {place}" for number, place in enumerate(PLACES, start=1)]


@pytest.mark.parametrize(
    ("numbers", "joined"), [((3, 2, 1), True), ((4, 5, 6), True), ((9, 4, 7), False)]
)
def test_numbers_above_the_headings_of_a_body_join_them(
    numbers: tuple[int, ...], *, joined: bool
) -> None:
    blocks = [paragraph(TEXT[3])]
    for number, place, words in zip(numbers, PLACES, TEXT, strict=False):
        blocks += [paragraph(f"{number}."), heading(place), paragraph(words)]
    result = cleaned_body(*blocks, headline="Three places to see")
    told = [words for kind, words in outline(result) if kind == "heading"]
    counted = [f"{number}. {place}" for number, place in zip(numbers, PLACES, strict=True)]
    assert told == (counted if joined else PLACES)
    assert rules(result).count("list-number") == (3 if joined else 0)
