"""Captions in bare text: what is sure, what is proposed, what is none."""

from __future__ import annotations

import pytest

from articles.ingest.cleaning.passages import Cleaned
from tests.ingest.cleaning import (
    captions,
    cleaned,
    every_block,
    of_type,
    outline,
    paragraphs,
    rules,
)

BODY = [
    "The ferry Anselm left the quay at nine with 40 sheep, a piano and two brides on board, the "
    "harbor office said.",
    "It was to reach the island of Sule before noon, and the priest had put out the chairs in "
    "the meadow.",
    "Instead the engine stopped, and the captain, Odd Berge, let go the anchor in eleven meters "
    "of water.",
    "The sheep were calm, said a passenger who had brought a flute and who played until the tug "
    "came.",
    "Both weddings were held on the car deck at four in the afternoon, with the same cake.",
    "The piano was not touched by the water, its owner said, but it may need a week to get over it.",
]
CAPTION = "Odd Berge on the bridge of the Anselm last summer"


def inserted(*lines: str, place: int = 3) -> Cleaned:
    return cleaned("\n\n".join([*BODY[:place], *lines, *BODY[place:]]))


def proposed(result: Cleaned) -> list[str]:
    blocks = every_block(list(result.document["content"]))
    return [block["attrs"]["caption"] for block in blocks if block["attrs"].get("proposed")]


@pytest.mark.parametrize(
    "copies",
    [
        [CAPTION, CAPTION],
        [CAPTION, CAPTION, CAPTION],
        [CAPTION, CAPTION.replace(" ", "\u00a0", 1) + "\u00a0"],
        [f"{CAPTION}.", f"{CAPTION}."],
        ["Odd Berge's ferry at the quay of Sule", "Odd Berge’s ferry at the quay of Sule"],
        ["Odd Berge", "Odd Berge"],
        ["Berge: ‘I let go the anchor’", "Berge: 'I let go the anchor'"],
    ],
)
def test_a_line_printed_again_beside_itself_is_a_caption_once(copies: list[str]) -> None:
    result = inserted(*copies)
    assert captions(result) == [copies[0].strip()]
    assert paragraphs(result) == BODY
    assert proposed(result) == []


def test_the_first_finished_copy_is_body_and_the_first_open_one_the_caption() -> None:
    result = inserted(
        "Berge asked for more rope and tea.", *["Berge asked for more rope and tea"] * 3
    )
    assert captions(result) == ["Berge asked for more rope and tea"]
    assert paragraphs(result)[3] == "Berge asked for more rope and tea."
    assert rules(result).count("repeat") == 2


def test_a_sentence_that_stands_twice_far_apart_is_body_both_times_and_flagged() -> None:
    text = [BODY[0], *BODY[1:], BODY[0]]
    result = cleaned("\n\n".join(text))
    assert paragraphs(result) == text
    assert rules(result).count("repeated-sentence") == 1


def test_a_long_paragraph_printed_twice_is_body_once() -> None:
    long = " ".join(BODY[:3])
    result = inserted(long, long, place=5)
    assert captions(result) == []
    assert paragraphs(result).count(long) == 1


def test_a_story_printed_twice_over_is_told_once() -> None:
    result = cleaned("\n\n".join(line for line in BODY for _ in range(2)))
    assert captions(result) == []
    assert paragraphs(result) == BODY


@pytest.mark.parametrize(
    ("line", "caption", "credit", "rule"),
    [
        (f"{CAPTION}Credit: EPA", CAPTION, "EPA", "glued-credit"),
        (f"{CAPTION} Photo: Jane Doe", CAPTION, "Jane Doe", "credited-caption"),
        (f"{CAPTION}. (AP Photo/Jane Doe, File)", f"{CAPTION}.", "AP Photo/Jane Doe, File", "credited-caption"),
        (f"{CAPTION} [Jane Doe/Reuters]", CAPTION, "Jane Doe/Reuters", "credited-caption"),
        (f"{CAPTION} | Jane Doe/Getty Images", CAPTION, "Jane Doe/Getty Images", "credited-caption"),
        (f"{CAPTION}. Photograph: Jane Doe/The Herald", f"{CAPTION}.", "Jane Doe/The Herald", "credited-caption"),
        (f"{CAPTION}. Courtesy of the Sule Museum", f"{CAPTION}.", "the Sule Museum", "credited-caption"),
        (f"Pictured: {CAPTION}.", f"Pictured: {CAPTION}.", "", "credited-caption"),
        (f"FILE PHOTO: {CAPTION}.", f"FILE PHOTO: {CAPTION}.", "", "credited-caption"),
        (f"Image caption {CAPTION}", CAPTION, "", "caption-label"),
        (f"1of4{CAPTION}", CAPTION, "", "gallery-counter"),
    ],
)  # fmt: skip
def test_a_credit_or_label_makes_a_caption_for_sure(
    line: str, caption: str, credit: str, rule: str
) -> None:
    result = inserted(line)
    figures = [
        block
        for block in every_block(list(result.document["content"]))
        if block["type"] == "figure"
    ]
    assert [(each["attrs"]["caption"], each["attrs"]["credit"]) for each in figures] == [
        (caption, credit)
    ]
    assert not figures[0]["attrs"]["proposed"]
    assert rule in rules(result)
    assert paragraphs(result) == BODY


@pytest.mark.parametrize("order", ["after", "before its label"])
def test_a_credit_on_a_line_of_its_own_belongs_to_the_caption_beside_it(order: str) -> None:
    if order == "after":
        result = inserted(CAPTION, "Image: Jane Doe.")
    else:
        result = inserted("Image copyright Jane Doe", f"Image caption {CAPTION}")
    (figure,) = [block for block in result.document["content"] if block["type"] == "figure"]
    assert (figure["attrs"]["caption"], figure["attrs"]["credit"]) == (CAPTION, "Jane Doe")
    assert paragraphs(result) == BODY


def test_alternative_text_before_the_same_caption_is_merged_into_it() -> None:
    result = inserted("Odd Berge on the bridge", CAPTION)
    assert captions(result) == [CAPTION]
    assert "alternative-text" in rules(result)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (
            "The captain, Odd Berge, let go the anchor in eleven meters of water",
            "caption-and-sentence",
        ),
        ("Both weddings were held on the car deck at four", "proposed-echo"),
        ("The sheep on the car deck of the Anselm (pictured)", "proposed-depicting"),
        ("A guest in a green hat waves to the tug from the stern", "proposed-lone"),
    ],
)
def test_an_open_line_that_echoes_or_depicts_is_proposed(line: str, rule: str) -> None:
    result = inserted(line, place=4)
    if rule == "caption-and-sentence":
        rule = "proposed-echo"
    assert proposed(result) == [line]
    assert rule in rules(result)


def test_with_a_sure_caption_in_the_text_other_open_lines_are_proposed() -> None:
    result = cleaned(
        "\n\n".join([*BODY[:2], CAPTION, CAPTION, *BODY[2:4], "Sheep stand at the rail", *BODY[4:]])
    )
    assert proposed(result) == []
    assert of_type(result, "heading") == ["Sheep stand at the rail"]
    longer = "Sheep stand at the rail of the ferry"
    result = cleaned("\n\n".join([*BODY[:2], CAPTION, CAPTION, *BODY[2:4], longer, *BODY[4:]]))
    assert proposed(result) == [longer]


@pytest.mark.parametrize(
    "line",
    [
        "What the captain said",
        "'We will come again'",
        "And then there was cake, which nobody had",
        "Three things to know about the ferry:",
        "The harbor office closed at noon (it opens again in May).",
        "Photographs were taken by everybody on board, said the owner of the piano.",
        "He works for Reuters (the agency).",
        "Q: Who played the flute?",
    ],
)
def test_headings_speech_and_finished_sentences_are_no_captions(line: str) -> None:
    result = inserted(line)
    assert captions(result) == []
    assert line in [words for _, words in outline(result)]


def test_a_list_of_results_is_left_as_it_stands() -> None:
    rows = [
        "Sule 3-1 Alder",
        "Quay Rovers 0-0 Anselm",
        "Harbor Office 2-2 St Olave's",
        "Northgate 1-4 Dockers",
    ]
    result = inserted(*rows)
    assert captions(result) == []
    assert [line for line in paragraphs(result) if line not in BODY] == rows


def test_copy_set_without_stops_is_not_taken_for_captions() -> None:
    poem = [
        "The boat went out in the morning with the light on its side",
        "And nobody called from the harbor for all of us had lied",
        "The sheep on the deck in the evening were quiet as a stone",
        "The man with the flute in the wheelhouse was playing on his own",
        "The cake on the table at midnight was eaten by the tide",
    ]
    result = cleaned("\n\n".join([BODY[0], *poem]))
    assert captions(result) == []


def test_copy_in_another_language_is_left_alone() -> None:
    german = [
        "Die Fähre Anselm verließ um neun Uhr den Kai, an Bord waren vierzig Schafe und ein "
        "Klavier.",
        "Der Kapitän ließ den Anker fallen, weil die Maschine stehen blieb und niemand wusste, "
        "warum.",
        "Die Schafe blieben ruhig, sagte eine Frau, die eine Flöte bei sich hatte und lange "
        "spielte.",
        "Odd Berge auf der Brücke der Fähre Anselm im letzten Sommer in der Bucht von Sule",
        "Am Nachmittag wurden zwei Hochzeiten gefeiert, und es gab für beide nur einen Kuchen.",
    ]
    result = cleaned("\n\n".join(german))
    assert paragraphs(result) == german


def test_a_figure_with_only_a_credit_waits_for_its_picture() -> None:
    result = inserted("Photo: Jane Doe", place=0)
    (figure,) = [block for block in result.document["content"] if block["type"] == "figure"]
    assert figure["attrs"]["credit"] == "Jane Doe"
    assert paragraphs(result) == BODY
