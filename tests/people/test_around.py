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
    "letters in a list of players": (
        "MUNSTER: S Daly; C Nashe, A Frisch, A Nankiv; J Crowe, O Jaggeri (capt).",
        "S Daly, C Nashe, A Frisch, A Nankiv, J Crowe, O Jaggeri",
    ),
    "letters of no list": ("They saw a B Movie, C Company and Plan A Again.", ""),
    "letters as a given name": (
        "Ms JV Ejerco-Lim and Patrick Joseph (PJ) Honan met.",
        "JV Ejerco-Lim, Patrick Joseph Honan",
    ),
    "letters that are none": ("The EU Baker report and the Robert (USA) Honan team.", ""),
    "a family name that is half a title": (
        "Sens. Risa Baraq-Hon and Ronald dela Cruz voted.",
        "Risa Baraq-Hon, Ronald dela Cruz",
    ),
    "titles with a hyphen": ("Ex-Minister Ada Kell and Vice-President Karl Ott met.", "Ada Kell, Karl Ott"),
    "what is called con": ("Premier Con Stavroulos and Det Con Ruth Askew met.", "Con Stavroulos, Ruth Askew"),
    "orders behind a name": ('Flt Lt Eustace "Gus" Ware DFC and Folake Obi SAN met.', "Eustace Ware, Folake Obi"),
    "a family name that is a town, too": (
        "Rutherford Byron Haines was born here. Rutherford sings.",
        "Rutherford Byron Haines",
    ),
    "a State before the sentence": (
        "He died in Florence, Ala. He was 81. Liz Pell left Ocala, Fla. Who knew?",
        "Liz Pell",
    ),
    "addresses": ("He lives at 312 Franklin St. and at Harrison Avenue and Taylor Street.", ""),
    "who is called Street": ("Ann Pell and Taylor Street sang.", "Ann Pell, Taylor Street"),
    "what is built": ("Near Douglas Bader Close and Bunratty Castle they met Glenn Close.", "Glenn Close"),
    "a house of sons": ("Liam Daly and Sons closed. Liam Daly and Ann Sons wed.", "Liam Daly, Ann Sons"),
    "a school of a queen": ("Queen Ethelburga's School closed. Queen Ethelburga's sons wept.", "Queen Ethelburga"),
    "a breed": ("Two Jack Russell terriers ran. Jack Russell ran.", "Jack Russell"),
    "a ship of another navy": ("The BRP Sierra Madre and INS Rana Pratap sailed.", ""),
    "kin beside somebody": (
        "H. D. Gowda with sons Revanna and Kumarasw, whose twins Euan and Morag slept.",
        "H. D. Gowda, Revanna, Kumarasw, Euan, Morag",
    ),
    "who won a pageant": ("Miss Universe Philippines Celeste Cortez sang.", "Celeste Cortez"),
    "another full name": (
        "S. Kumar, popularly known as Delhi Velan, wept. Asahiyama, whose real name is Batbayar Enkhtuya, won.",
        "S. Kumar, Batbayar Enkhtuya",
    ),
    "several letters and particles in a list": (
        "1. Kargese (W P Mulvan) 5-4; 2. Shish (N de Boinvil) 9-1.",
        "W P Mulvan, N de Boinvil",
    ),
    "an Irish particle": ("Páidí Ó Conchúir ran. Ó Conchúir won.", "Páidí Ó Conchúir"),
    "offices of several": (
        "TDs Mattie McGurk and MPs Ndindi Gach met Justices G. R. Ilan.",
        "Mattie McGurk, Ndindi Gach, G. R. Ilan",
    ),
    "the Lord and the Lady": ("They met outside the Lord Nelson. Lord Nelson wept.", "Nelson"),
    "a beast": ("Her dog, Hank Williams, and Boris, a bear, slept by Hank Pell.", "Hank Pell"),
    "where somebody learned": ("She graduated from Sarah Lawrence. He heard from Sarah Lawrence.", "Sarah Lawrence"),
    "a street of two names": ("In Omar Mukhtar Street stood Mary Ann Lane.", "Mary Ann Lane"),
    "no other name": ("Ann Pell lives in a house known as Abby Hill Lodge with Tom Orr.", "Ann Pell, Tom Orr"),
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


PLAYERS = (
    'Kieran Oduya and Matty Fair scored. "Kieran won," said Oduya of Fair.\n'
    "Albion (4-2-3-1): Skelley; Pugh, Adarabi, Lund, Howe; Marsh, Boateng (Kerr 62); Fair, Oduya, Silva (Celtic)."
)


def test_a_list_with_people_of_the_story_in_it_is_of_people() -> None:
    found = {one.name for one in find_people(PLAYERS)}
    lone = "Skelley Pugh Adarabi Lund Howe Marsh Boateng Kerr Silva".split()
    assert found == {"Kieran Oduya", "Matty Fair", *lone}
    assert not any(one.is_full for one in find_people(PLAYERS) if " " not in one.name)


def test_a_list_with_nobody_of_the_story_in_it_is_of_anything() -> None:
    text = "Kieran Oduya left. Skelley, Pugh, Adarabi, Lund, Howe, Marsh and Silva rose."
    assert [one.name for one in find_people(text)] == ["Kieran Oduya"]


def test_somebody_is_called_by_the_beginning_of_a_given_name_or_by_a_given_name_that_is_a_town() -> (
    None
):
    text = 'Samir Altm left. "Sam wept," she said. Mary Kwaku came. "Mary ran." Austin Pell saw Austin.'
    found = {one.name: len(one.mentions) for one in find_people(text)}
    assert found == {"Samir Altm": 2, "Mary Kwaku": 2, "Austin Pell": 1}
