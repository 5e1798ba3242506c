"""Stories of our own in the shapes of real copy, each with what must come of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.body.document import validate
from articles.ingest.clean import Cleaned
from articles.ingest.cleaning.text import key
from tests.ingest.cleaning import (
    captions,
    cleaned,
    cleaned_body,
    every_block,
    lacking,
    learned,
    lines_by_rule,
    of_type,
    outline,
    paragraphs,
    rules,
    story,
    words,
)
from tests.shared_data import shared_data

SAMPLES = Path(__file__).parent / "samples" / "clean"
TEXTS = sorted(SAMPLES.glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_sample_becomes_what_its_expectation_says_a_valid_body_that_stays_as_it_is(
    path: Path,
) -> None:
    text = path.read_text(encoding="utf-8")
    result, lacks = cleaned(text), lacking(story(text))
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    assert outline(result) == expected["blocks"]
    assert learned(result) | ({"missing": lacks} if lacks else {}) == expected["learned"]
    assert lines_by_rule(result) == expected["lines by rule"]
    assert validate(result.document) == result.document
    ids = {block["attrs"]["id"] for block in every_block(list(result.document["content"]))}
    assert {note.block_id for note in result.notes} <= ids | {""}, "a note points into nothing"
    said = outline(result)
    again = cleaned_body(*result.document["content"], headline="Told", headline_proposed=True)
    assert outline(again) == said, "a cleaned body is cleaned again and changes"


@pytest.fixture(params=["our own", "the sample"])
def scraped(request: pytest.FixtureRequest) -> tuple[str, Cleaned]:
    """A scraped page as a newsroom gets it: its text and what came of it."""
    if request.param == "our own":
        path = SAMPLES / "trench-race.txt"
    else:
        path = shared_data("seed", "dailymail-space-race.txt")
    text = path.read_text(encoding="utf-8")
    return text, cleaned(text)


def test_a_headline_is_proposed_from_the_first_sentence_and_missing_things_are_listed(
    scraped: tuple[str, Cleaned],
) -> None:
    text, result = scraped
    assert text.startswith(result.headline)
    assert result.headline_proposed
    assert "proposed-headline" in rules(result)
    assert {"headline (proposed)", "byline", "date", "pictures wanted: 7"} <= set(
        lacking(story(text))
    )


def test_seven_captions_stand_once_each_and_one_of_them_is_only_proposed(
    scraped: tuple[str, Cleaned],
) -> None:
    text, result = scraped
    found = captions(result)
    assert len(found) == 7
    printed = [sum(1 for line in text.splitlines() if key(line) == key(each)) for each in found]
    # Printed 2, 2, 1, 3 and one body copy, 3, 3 and 3 times.
    assert printed == [2, 2, 1, 4, 3, 3, 3]
    proposed = [
        block
        for block in every_block(list(result.document["content"]))
        if block["attrs"].get("proposed")
    ]
    assert [block["attrs"]["caption"] for block in proposed] == [found[2]]
    assert all(
        block["attrs"]["picture"] is None
        for block in every_block(list(result.document["content"]))
        if block["type"] == "figure"
    )


def test_a_caption_that_equals_a_body_sentence_stands_once_in_each_role(
    scraped: tuple[str, Cleaned],
) -> None:
    _, result = scraped
    caption = captions(result)[3]
    assert not caption.endswith(".")
    assert paragraphs(result).count(caption + ".") == 1
    assert caption not in paragraphs(result)


def test_copies_that_differ_by_an_apostrophe_are_one_caption(scraped: tuple[str, Cleaned]) -> None:
    text, result = scraped
    caption = captions(result)[4]
    assert "'" in caption
    assert caption.replace("'", "’") in text
    notes = [note for note in result.notes if key(note.text) == key(caption)]
    assert [note.rule for note in notes] == ["repeated-caption", "repeat", "repeat"]
    assert len({note.block_id for note in notes}) == 1


def test_a_doubled_name_is_flagged_and_not_changed(scraped: tuple[str, Cleaned]) -> None:
    _, result = scraped
    caption = captions(result)[1]
    name = caption.split(" recently")[0].split(" last week")[0].split(" ")[-1]
    assert f"{name} {name} " in caption
    assert rules(result).count("doubled-word") == 1


def test_quotations_are_ordinary_paragraphs_and_no_odd_space_is_left(
    scraped: tuple[str, Cleaned],
) -> None:
    text, result = scraped
    quoted = [line for line in paragraphs(result) if line.startswith("‘")]
    assert len(quoted) == sum(1 for line in text.splitlines() if line.startswith("‘"))
    assert all(
        "\u00a0" not in line and "  " not in line and line == line.strip()
        for _, line in outline(result)
    )


def test_the_line_in_capitals_opens_a_box_that_runs_to_the_advertisement_label(
    scraped: tuple[str, Cleaned],
) -> None:
    text, result = scraped
    heading = next(line for line in text.splitlines() if line.isupper() and len(line) > 20)
    box = result.document["content"][-1]
    assert box["type"] == "fact_box"
    assert box["attrs"]["heading"].upper() == heading
    inside = [
        line.strip() for line in text.split(heading)[1].split("<!")[0].splitlines() if line.strip()
    ]
    assert sum(1 for block in box["content"] if block["type"] == "figure") == 3
    assert {key(words(block)) for block in box["content"] if block["type"] == "paragraph"} <= {
        key(line) for line in inside
    }
    assert len(box["content"]) == len({key(line) for line in inside})


def test_the_heading_of_the_box_reads_in_sentence_case_with_its_names_kept(
    scraped: tuple[str, Cleaned],
) -> None:
    _, result = scraped
    assert of_type(result, "fact_box")[0] in {
        "The race to the seabed: how Okafor, Adeyemi and Grange are fighting for the furrow of "
        "the deep",
        "The billionaire space race: how Branson, Musk and Bezos are vying for galactic supremacy",
    }


def test_labels_comment_source_line_and_teasers_leave_the_text_each_with_its_rule(
    scraped: tuple[str, Cleaned],
) -> None:
    text, result = scraped
    left = " ".join(line for _, line in outline(result))
    tail = text[text.index("<!") :]
    assert all(line.strip() not in left for line in tail.splitlines() if line.strip())
    found = rules(result)
    assert {"advertisement", "broken-comment", "first-appeared", "related-marker"} <= set(found)
    assert found.count("related-headline") == found.count("related-teaser") == 4
    assert all(note.reason for note in result.notes)


def test_the_syndication_source_is_learned(scraped: tuple[str, Cleaned]) -> None:
    text, result = scraped
    assert f"first appeared on {result.source_name}" in text
    assert result.source == result.source_name.casefold()


def test_four_pairs_of_title_and_teaser_become_related_candidates(
    scraped: tuple[str, Cleaned],
) -> None:
    text, result = scraped
    tail = [
        line.strip() for line in text.split("You May Also Like")[1].splitlines() if line.strip()
    ]
    pairs = [line for each in result.related for line in (each.headline, each.teaser)]
    assert pairs == tail
    assert len(result.related) == 4


def test_every_body_sentence_is_kept_in_its_order(scraped: tuple[str, Cleaned]) -> None:
    text, result = scraped
    story = text[: text.index("<!")]
    sentences = [
        key(line) for line in story.splitlines() if line.rstrip("\u00a0 ").endswith((".", ".’"))
    ]
    assert [key(line) for line in paragraphs(result)] == sentences
