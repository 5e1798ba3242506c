"""Credit lines, file names and sameness of words."""

from __future__ import annotations

import pytest

from media.finding import search_text
from media.words import credit_line, first_sentence, same_words, says_nothing


@pytest.mark.parametrize(
    ("creator", "credit", "expected"),
    [
        ("Ana Ruiz", "Reuters", "Ana Ruiz/Reuters"),
        ("Ana Ruiz", "", "Ana Ruiz"),
        ("", "Reuters", "Reuters"),
        ("Ana Ruiz", "Ana Ruiz/Reuters", "Ana Ruiz/Reuters"),
        ("ANA RUIZ", "Ana Ruiz", "Ana Ruiz"),
        (" ", "", ""),
    ],
)
def test_a_credit_names_creator_and_agency_once(creator, credit, expected):
    assert credit_line(creator, credit) == expected


@pytest.mark.parametrize(
    "text",
    ["IMG_2041", "DSC00017.JPG", "storm final.png", "OLYMPUS DIGITAL CAMERA", "", " . "],
)
def test_file_names_and_camera_defaults_say_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["A crane at dawn.", "Image of the harbor", "Photo 12 years after", "1968", "No. 10"]
)
def test_words_are_not_file_names(text):
    assert not says_nothing(text)


def test_sameness_ignores_quotes_case_and_full_stop():
    assert same_words("The “Aurora” sails.", 'the "aurora"  sails')
    assert not same_words("The Aurora sails.", "The Aurora sank.")


def test_the_first_sentence_is_offered():
    assert first_sentence("A crane at dawn. It is yellow.") == "A crane at dawn."
    assert first_sentence("x" * 300) == ""


def test_searching_ignores_case_and_accents():
    assert search_text("Łódź", "CAFÉ", "Киев") == "lodz cafe kiev"
