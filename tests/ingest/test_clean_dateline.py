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


@pytest.mark.parametrize(
    ("head", "place", "agency"),
    [
        ("Norrhaven (dpa/lno) – ", "Norrhaven", "dpa/lno"),
        ("Norrhaven (ub/dpa) - ", "Norrhaven", "ub/dpa"),
        ("Vilanova (Lugo), 29 mar (EFE).- ", "Vilanova (Lugo), 29 mar", "EFE"),
        ("(ANSA) - ROMA, 29 MAR - ", "ROMA, 29 MAR", "ANSA"),
        ("(AP) - ", "", "AP"),
    ],
)
def test_an_agency_with_its_region_and_a_place_with_its_own_are_read(
    head: str, place: str, agency: str
) -> None:
    result = cleaned(f"{head}{TEXT}\n\n{MORE}", headline="The mill turns")
    assert (result.dateline, result.agency) == (place, agency)
    assert paragraphs(result)[0] == TEXT


@pytest.mark.parametrize(
    "head", ["Ada Pell (Labour) – ", "The mill (and/or barn) - ", "(ANSA or AP) - "]
)
def test_other_brackets_before_a_dash_stay(head: str) -> None:
    result = cleaned(f"{head}{TEXT}\n\n{MORE}", headline="The mill turns")
    assert (result.dateline, result.agency) == ("", "")


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Maud Ainsley, Local Democracy Reporter", "Maud Ainsley, Local Democracy Reporter"),
        ("By Maud Ainsley Local Democracy Reporter", "Maud Ainsley, Local Democracy Reporter"),
        ("By Ann Poe Health Reporter", "Ann Poe, Health Reporter"),
    ],
)
def test_a_job_behind_a_comma_stays_whole(line: str, byline: str) -> None:
    assert cleaned(f"The mill turns\n{line}\n\n{TEXT}\n\n{MORE}").byline == byline
