"""Names that the words around them tell apart from things, and whom lone words mean: cases by family."""

import pytest

from articles.people.recognise import find_people

NAMED = {
    "the first of two surnames": ('Pablo Beltrán Urquiza left. "Beltrán won," she said.', "Pablo Beltrán Urquiza"),
    "no middle name": ("John Fitzgerald Marsh signed. They sang.", "John Fitzgerald Marsh"),
    "a ship called after a queen": ("The cruise ship Queen Elizabeth and the ferry King Olav left.", ""),
    "a queen aboard": ("The ship carried Queen Elizabeth.", "Queen Elizabeth"),
    "a pass and a valley": ("They rode over the Col de la Loze from Val d'Isère to Alpe d'Huez.", ""),
    "a colonel and a Val": ("They saw Col. de la Cruz and Val Kilbride.", "de la Cruz, Val Kilbride"),
    "half of a bridge": ("Lewis and Clark Bridge in Longview is shut.", ""),
    "no half of a hall": ("William and Kate Hall came.", "Kate Hall, William"),
    "a prize": ("Oscar voters like that; Tony nominees do not.", ""),
    "no prize": ("Tony Benn-Ellis won, and so did Edgar Wray.", "Tony Benn-Ellis, Edgar Wray"),
    "what is called in brackets": (
        "Robert (Bob) Fairlie met Nora (nee Sheehan) Lawlor. Bob wept.", "Nora Lawlor, Robert Fairlie"
    ),
    "brackets that call nobody": ("Jordan (Amman) King sank. Jack (left) Smith saw it.", ""),
    "children behind a colon": ("They have three children: Xavier and Kyle.", "Xavier, Kyle"),
    "towns behind a colon": ("Three cities: Paris, Tours and Nice.", ""),
    "a rider in brackets": ("1 Silver Meadow (J Hanagan) 3-1; 2 Bog (T Durkanin) 10-1.", "J Hanagan, T Durkanin"),
    "a letter in brackets": ("The (A Team) and the (B Side) won.", ""),
    "a word of English in a Vietnamese name": ("Ms Truong My Lan, 68, was tried.", "Truong My Lan"),
    "where somebody is from": ("Beijing-born Chloe Abarakan directed.", "Chloe Abarakan"),
    "ages in a list": ("The dead are Xana Kernodley, 20; Tam Xorin, 21 of Ayr.", "Xana Kernodley, Tam Xorin"),
    "a Chinese name and a title": ("Zhang Wei left. Mr. Zhang wept.", "Zhang Wei"),
    "a Chinese name turned and a title": ("Wei Zhang of Ohio left. Mr. Zhang wept.", "Wei Zhang"),
    "a man called Jan": ("Jan Visser left. Mr Visser wept.", "Jan Visser"),
    "a man who is not she": ("Hillary Marsh left. Mr. Marsh wept.", "Marsh, Hillary Marsh"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED.values(), ids=NAMED.keys())
def test_names_are_told_from_things_by_what_stands_around_them(text: str, expected: str) -> None:
    found = find_people(text)
    assert sorted(one.name for one in found) == sorted(filter(None, expected.split(", ")))


def test_one_person_is_called_by_half_a_name_and_by_what_the_story_says() -> None:
    text = (
        'Ana-Maria Petcu ran. "Ana was kind," said Emeka Obi, also known as Mekus. Mekus wept. '
        "Ann Orr, known as President, and Tom Law, known for Ruby, went to Thomas Orrin High."
    )
    found = {
        one.name: [text[start:end] for start, end in one.mentions] for one in find_people(text)
    }
    assert found == {
        "Ana-Maria Petcu": ["Ana-Maria Petcu", "Ana"],
        "Emeka Obi": ["Emeka Obi", "Mekus", "Mekus"],
        "Ann Orr": ["Ann Orr"],
        "Tom Law": ["Tom Law"],
    }
