"""A place of filing before the text is a field; a label in capitals stays where it stands."""

from __future__ import annotations

import pytest

from tests.ingest.cleaning import cleaned, paragraphs

TEXT = "The mill on the river Pell opened its gates on Saturday after nine years of work by volunteers."
MORE = "The trust has asked the council for money to keep the gates in order for ten more years."


@pytest.mark.parametrize(
    "label", ["APPENDIX: ", "SUMMARY: ", "CONTEXT — ", "EDITOR'S NOTE — ", "HINTERGRUND – ", "TIMELINE -- "]
)  # fmt: skip
def test_a_label_in_capitals_is_no_place(label: str) -> None:
    result = cleaned(f"{label}{TEXT}\n\n{MORE}", headline="The mill turns")
    assert result.dateline == ""
    assert paragraphs(result)[0] == label + TEXT


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("NORRHAVEN — ", "NORRHAVEN"),
        ("READING — ", "READING"),
        ("GREEN BAY — ", "GREEN BAY"),
        ("MOBILE, Ala. — ", "MOBILE, Ala."),
        ("SUMMIT (AP) — ", "SUMMIT"),
    ],
)
def test_a_place_that_is_called_like_a_thing_is_one(head: str, place: str) -> None:
    assert cleaned(f"{head}{TEXT}\n\n{MORE}", headline="The mill turns").dateline == place


def test_a_place_of_which_the_story_speaks_is_one() -> None:
    told = f"SANDWICH — {TEXT}\n\n{MORE} The council meets in Sandwich."
    assert cleaned(told, headline="The mill turns").dateline == "SANDWICH"
