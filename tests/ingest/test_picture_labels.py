"""The label of a picture leaves its caption, the credit goes into its field; sentences about pictures stay."""

from __future__ import annotations

import pytest

from articles.body.document import figure
from articles.ingest.credits import NAME_AND_HOUSE
from articles.ingest.picture_labels import caption_and_credit
from tests.ingest.cleaning import cleaned, cleaned_body, paragraphs
from tests.pace import answered_within


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("Foto: Der neue Steg am See im Morgenlicht", "Der neue Steg am See im Morgenlicht", ""),
        ("Bild 2: Der neue Steg am See im Licht", "Der neue Steg am See im Licht", ""),
        (
            "Image: The mill, seen from the north. Credit: Jo Kern",
            "The mill, seen from the north.",
            "Jo Kern",
        ),
        ("Foto: Jo Kern", "", "Jo Kern"),
        ("Map: Jo Kern", "", "Jo Kern"),
        ("Graphic: Reuters", "", "Reuters"),
        ("(Foto: Jo Kern)", "", "Jo Kern"),
        ("El muelle al alba. Imagen: Jo Kern", "El muelle al alba.", "Jo Kern"),
        ("Le quai au matin. Crédit photo : Jo Kern", "Le quai au matin.", "Jo Kern"),
        ("Der Steg am See. Bildquelle: Stadt Norrhaven", "Der Steg am See.", "Stadt Norrhaven"),
        (
            "Der Steg am See. Bild: JKern – Steg (Ausschnitt) auf Wikimedia Commons.",
            "Der Steg am See.",
            "JKern – Steg (Ausschnitt) auf Wikimedia Commons",
        ),
        (
            "Der Steg am See. Foto: Jo Kern; Lizenz: CC BY-SA",
            "Der Steg am See.",
            "Jo Kern; Lizenz: CC BY-SA",
        ),
    ],
)
def test_a_label_is_no_part_of_a_caption(printed: str, caption: str, credit: str) -> None:
    assert caption_and_credit(printed) == (caption, credit)
    document = cleaned_body(figure(caption=printed, source_url="https://a.example/b.jpg")).document
    attributes = document["content"][0]["attrs"]
    assert (attributes["caption"], attributes["credit"]) == (caption, credit)


@pytest.mark.parametrize(
    ("caption", "given", "told"),
    [
        ("The attic. (Jo Kern/Norrhaven Post)", "Jo Kern", ("The attic.", "Jo Kern/Norrhaven Post")),
        ("The attic. [Photo by Jo Kern]", "Photo by Jo Kern", ("The attic.", "Jo Kern")),
        ("The attic (where Jo Kern slept for a year and a day)", "Jo Kern", None),
        ("The attic. (Ann Orr/Norrhaven Post)", "Jo Kern", None),
        ("El pulpo, este viernes. AGN/Jo Kern", "Jo Kern / AGN", ("El pulpo, este viernes.", "Jo Kern / AGN")),
        ("It is hers. Jo Kern looks on", "Jo Kern", None),
        ("The attic.", "Foto: Jo Kern", ("The attic.", "Jo Kern")),
        ("The attic.", "Photo courtesy of Jo Kern", None),
        ("The attic.", "Staff photo by Jo Kern", ("The attic.", "Jo Kern")),
        ("The attic.", "Post Photo by: Jo Kern", None),
    ],
)  # fmt: skip
def test_a_credit_that_the_source_gives_is_taken_out_of_the_caption(
    caption: str, given: str, told: tuple[str, str] | None
) -> None:
    assert caption_and_credit(caption, given) == (told or (caption, given))


@pytest.mark.parametrize(
    "caption",
    [
        "Photo of the day: the gate of the mill opens.",
        "Her image: a public one, she says of it.",
        "The mill in a picture that hangs in the town hall",
        "Archivbild: Der Steg am See im Morgenlicht",
        "They asked for one thing. A license: none was given",
        "Map: Pell County",
        "The trawler at Kest. Graphic: how a license is won in five steps.",
        "The minister spoke late. Video: the Commons debates the bill on Monday.",
    ],
)
def test_words_about_pictures_stay_in_a_caption(caption: str) -> None:
    assert caption_and_credit(caption) == (caption, "")


PROSE = "The mill on the river Pell opened its gates on Saturday after nine years of work."


def figures(middle: str) -> list[tuple[str, str]]:
    made = cleaned(f"{PROSE}\n\n{PROSE[:-1]} by many.\n\n{middle}\n\n{PROSE[:-1]} in all.")
    said = (block["attrs"] for block in made.document["content"] if block["type"] == "figure")
    return [(each["caption"], each["credit"]) for each in said]


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        ("The mill in May (Jo Kern, dpa)", "The mill in May", "Jo Kern, dpa"),
        ("The mill in May (with Jo Kern)", "The mill in May (with Jo Kern)", "Jo Kern"),
        ("A painter (Jo Kern at her easel)", "A painter (Jo Kern at her easel)", "Jo Kern"),
    ],
)
def test_brackets_that_say_more_than_the_given_credit_belong_to_the_caption(
    caption: str, words: str, credit: str
) -> None:
    assert caption_and_credit(caption, "Jo Kern") == (words, credit)


@pytest.mark.parametrize("credit", ["Jo Kern/Pell Gazette", "Jo M. Kern / Gazette", "Ann Orr/PG"])
def test_a_line_right_above_a_name_and_a_house_is_their_caption(credit: str) -> None:
    caption = "The wheel of the mill turns in the morning light"
    assert figures(f"{caption}\n{credit}") == [(caption, credit)]


@pytest.mark.parametrize(
    "middle",
    [
        "Doubles, first round\nJo Kern/Ann Orr",
        "The wheel was built by two men and a boy of the village.\n\nJo Kern/Pell Gazette said so.",
        "The wheel was built by two men and a boy of the village.\nBoth/and is what they said of it.",
    ],
)
def test_other_lines_with_a_stroke_credit_nothing(middle: str) -> None:
    assert figures(middle) == []


def test_a_name_and_a_house_below_the_last_sentence_are_who_wrote_it() -> None:
    last = "The trust meets again on Monday at the town hall."
    copy = "\n".join(
        [PROSE, *(f"{PROSE[:-1]} by {many}." for many in ("six", "ten", "all", "most"))]
    )
    made = cleaned(f"{copy}\n\n{last}\nJo Kern/Pell Gazette")
    assert last in paragraphs(made)


@pytest.mark.parametrize("part", ["A", "A-", "A.", "A'", "A.A"])
def test_letters_in_a_row_are_tried_as_one_name_only(part: str) -> None:
    line = f"Jo Kern/{part * 400}!"
    assert answered_within(1, lambda: NAME_AND_HOUSE.fullmatch(line)) is None  # it took minutes
