"""What stands around a name and is no part of it, and runs of capitals that are a thing or a people."""

from __future__ import annotations

import pytest

from articles.people.recognise import TAG, find_people


def tagged(text: str) -> list[str]:
    return sorted(one.name for one in find_people(text) if one.score >= TAG and one.is_full)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Governor of Virginia Sarah Pell said so.", ["Sarah Pell"]),
        ("The mayor of Lincoln Martha Orr wept.", ["Martha Orr"]),
        ("President of France Thomas Brandt spoke.", ["Thomas Brandt"]),
        ("The pictures of Paris Helen Moss were sold.", ["Paris Helen Moss"]),
        ("The director of Sydney Harbour Trust, Ann Orr, spoke.", ["Ann Orr"]),
    ],
)
def test_the_place_of_an_office_is_no_part_of_who_holds_it(text: str, names: list[str]) -> None:
    assert tagged(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Moss, a Kessler Prize-winner, was there.",
        "Every Turner Prize-winner was there.",
        "She met a Carter Cup-holder on the pier.",
        "The sheep belong to most Kalva Dorras who live here.",
        "Some Anna Dorras stayed away.",
        "Many Peter Vals left the valley.",
        "The word stands in his Histoire de Pell.",
        "It was sung in their Martin de Kest.",
    ],
)
def test_a_thing_and_a_people_are_nobody(text: str) -> None:
    assert tagged(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The actor Lam Wing-sing was there.", "Lam Wing-sing"),
        ("Most of it was said by Robin Williams.", "Robin Williams"),
        ("For some Robin Williams was a saint.", "Robin Williams"),
        ("He told his brother Martin Kest.", "Martin Kest"),
        ("It was his. Martin Kest said so.", "Martin Kest"),
        ("Robert Cole-Winner said so.", "Robert Cole-Winner"),
    ],
)
def test_a_name_beside_such_words_is_somebody(text: str, name: str) -> None:
    assert tagged(text) == [name]


def test_a_common_word_by_which_somebody_is_known_names_nobody_alone() -> None:
    [found] = find_people("Ada Holm, known as Hope to her friends, left. Hope remains.")
    assert len(found.mentions) == 1
