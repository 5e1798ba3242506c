"""People of the directory found in text: by their names, their other names, and beside namesakes."""

import pytest

from articles.people.recognise import Directory, FoundPerson, KnownPerson, find_people

KNOWN = [
    KnownPerson(1, "Elon Musk", unique_aliases=["Musk"]),
    KnownPerson(2, "Beyoncé", unique_aliases=["Beyoncé"]),
    KnownPerson(3, "Robert Jones", aliases=["Bobby Jones"]),
    KnownPerson(4, "Robert Jones"),
    KnownPerson(5, "William Hague"),
    KnownPerson(6, "Xqzt Vrooom"),
    KnownPerson(7, "Ada Lovelace"),
]


def found_as(text: str, name: str) -> FoundPerson:
    return next(
        person for person in find_people(text, directory=Directory.of(KNOWN)) if person.name == name
    )


def test_a_known_full_name_is_linked() -> None:
    assert found_as("They met Xqzt Vrooom there.", "Xqzt Vrooom").person_id == 6


def test_a_nickname_links_to_the_one_person_it_fits() -> None:
    assert found_as("Bill Hague said so.", "Bill Hague").person_id == 5


def test_a_lone_word_links_only_when_marked_unique() -> None:
    assert found_as("Then Musk spoke.", "Musk").person_id == 1
    assert found_as("BEYONCE and Beyoncé sang.", "Beyoncé").person_id == 2
    hague = found_as("Mr. Hague spoke.", "Hague")
    assert (hague.person_id, hague.candidates) == (None, (5,))


def test_the_longest_of_the_known_names_that_begin_alike_is_meant() -> None:
    directory = Directory.of(
        [
            KnownPerson(1, "Anna Maria Vonk"),
            KnownPerson(2, "Anna Maria Vonk-Delgaard"),
            KnownPerson(3, "Anna Maria Vonk Delgaard Riis"),
        ]
    )

    def named(text: str) -> list[int | None]:
        return [each.person_id for each in find_people(text, directory=directory)]

    assert named("The prize went to Anna Maria Vonk-Delgaard.") == [2]
    assert named("The prize went to Anna Maria Vonk.") == [1]
    directory.drop(KnownPerson(2, "Anna Maria Vonk-Delgaard"))
    assert named("The prize went to Anna Maria Vonk.") == [1]
    assert named("The prize went to Anna Maria Vonk-Delgaard.") != [2]


CALLED = [
    KnownPerson(1, "Elon Musk", unique_aliases=["Musk"]),
    KnownPerson(2, "Edson Arantes do Nascimento", ["Pelé"]),
    KnownPerson(3, "Stefani Germanotta", ["Lady Gaga"]),
    KnownPerson(4, "Pope Francis", ["Jorge Bergoglio"]),
    KnownPerson(5, "Meghan Markle", ["Duchess of Sussex"]),
    KnownPerson(6, "Cyril Dawes", ["C-Dawg"]),
    KnownPerson(7, "Petra Zvonik"),
    KnownPerson(8, "Ilya Repkin", ["Zvonik"]),
    KnownPerson(9, "Ronaldo"),
]


@pytest.mark.parametrize(
    ("text", "person", "asked"),
    [
        ("Pelé scored twice. Pelé was nineteen.", 2, ()),
        ("Lady Gaga sang in Rome. Gaga wept.", 3, ()),
        ("Pope Francis prayed.", 4, ()),
        ("The Duchess of Sussex arrived late.", 5, ()),
        ("Then C-Dawg arrived on a horse.", 6, ()),
        ("Zvonik said so.", None, (8, 7)),  # one is called so, the other has it as a family name
        ("Ronaldo scored twice for Real Madrid.", None, (9,)),  # anybody's name
        ("Kimbal Musk opened a farm. Musk was glad.", None, ()),  # and no other Musk
        ("Elon R. Musk opened a farm. Musk was glad.", 1, ()),
    ],
)
def test_a_name_of_one_word_or_with_a_title_is_whose_alias_it_is(
    text: str, person: int | None, asked: tuple[int, ...]
) -> None:
    directory = Directory.of(CALLED)
    (found,) = find_people(text, directory=directory)
    assert (found.person_id, found.candidates) == (person, asked)
    for known in CALLED:
        directory.drop(known)
    assert find_people("Then C-Dawg and Lady Gaga left.", directory=directory)[0].person_id is None


def test_namesakes_are_asked_about() -> None:
    jones = found_as("Robert Jones said so.", "Robert Jones")
    assert (jones.person_id, jones.candidates) == (None, (3, 4))


def test_an_alias_of_one_namesake_alone_decides() -> None:
    assert found_as("Bobby Jones said so.", "Bobby Jones").person_id == 3


def test_a_known_name_inside_a_longer_one_is_not_taken_out_of_it() -> None:
    text = "The Elon Musk Foundation gave to Ada Lovelace College."
    assert find_people(text, directory=Directory.of(KNOWN[:1] + KNOWN[6:])) == []


def test_an_initial_is_asked_about_and_never_linked() -> None:
    hague = found_as("W. Hague said so.", "W. Hague")
    assert (hague.person_id, hague.candidates) == (None, (5,))


@pytest.mark.parametrize(
    ("alias", "text", "shown"),
    [
        ("CR7", "Fans sang for CR7 all night.", "CR7"),
        ("50 Cent", "The rapper 50 Cent sang for 50 cents.", "50 Cent"),
        ("P!nk", "The singer P!nk wore pink.", "P!nk"),
        ("will.i.am", "On stage will.i.am said that I will.", "will.i.am"),
        (
            "bell hooks",
            "The critic bell hooks spoke while bells and hooks hung there.",
            "bell hooks",
        ),
    ],
)
def test_a_known_name_that_is_no_words_in_capitals_is_found(
    alias: str, text: str, shown: str
) -> None:
    directory = Directory.of(
        [KnownPerson(7, "Osvaldo Miranda", [alias]), KnownPerson(8, "Ann Orr")]
    )
    (found,) = find_people(text, directory=directory)
    assert found.person_id == 7
    assert [text[start:end] for start, end in found.mentions] == [shown]
    both = find_people(f"{text} Osvaldo Miranda left.", directory=directory)
    assert {one.person_id for one in both} == {7}
    directory.drop(KnownPerson(7, "Osvaldo Miranda", [alias]))
    assert not [one for one in find_people(text, directory=directory) if one.person_id]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("On stage The Rock sang; a rock fell.", {1}),
        ("The Rock fell from the cliff.", set()),
        ("The Rock Museum is shut. They saw the Rock of Cashel.", set()),
        ("Dwayne Jansen and LeBron Adler sang; Bron Adler heard LeBron.", {1, 2}),
        ("Earvin Johnstone rested, but he said that Magic had played.", {3}),
        ("Earvin Johnstone rested. Magic happened, and it was magic.", {3}),
    ],
)
def test_another_name_is_its_bearers_where_the_text_says_so(text: str, whose: set[int]) -> None:
    directory = Directory.of(
        [
            KnownPerson(1, "Dwayne Jansen", ["The Rock"]),
            KnownPerson(2, "LeBron Adler", ["LeBron"]),
            KnownPerson(3, "Earvin Johnstone", ["Magic"]),
        ]
    )
    found = find_people(text, directory=directory)
    assert {one.person_id for one in found if one.person_id} == whose
    seen = [text[start:end] for one in found for start, end in one.mentions]
    assert ("Magic" in seen) == ("that Magic" in text)


NAMESAKES = [
    KnownPerson(1, "Robert James Fairlie"),
    KnownPerson(2, "Lee Jae-hyun"),
    KnownPerson(3, "Dwayne Castle", ["The Boulder"]),
    KnownPerson(4, "Amadou Diallo-Ba", ["A.D. Ba"]),
    KnownPerson(5, "Lucy Carver-Lee"),
    KnownPerson(6, "Ann Orr"),
    KnownPerson(7, "Otis Beale Jr."),
]


@pytest.mark.parametrize(
    ("text", "linked", "asked"),
    [
        ("Robert Fairlie Jr. sat there.", [], [1]),
        ("Robert Fairlie came with his son, Robert Fairlie Jr., on Monday.", [1], [1]),
        ("Ann Orr Jr. sat there.", [], [6]),
        ("Otis Beale Jr. sat there.", [7], []),
        ("Jae-hyun Lee won. Lee is 60.", [2], []),
        ("A wrestler, The Boulder, won. Castle, 44, wept.", [3], []),
        ("Tom Castle met The Boulder. Castle, 44, wept.", [3], []),
        ("A.D. Ba sat there. Mr. Diallo-Ba is a banker.", [4], []),
        ('Dwayne "The Boulder" Castle sat there.', [3], []),
        ("Lucy Carver-Lee High School won.", [], []),
        ("Amos Tull and Tull Amos sat there.", [], []),
    ],
)
def test_namesakes_stay_apart_and_other_names_come_together(
    text: str, linked: list[int], asked: list[int]
) -> None:
    found = find_people(text, directory=Directory.of(NAMESAKES))
    assert [one.person_id for one in found if one.person_id is not None] == linked
    assert [person for one in found for person in one.candidates] == asked


LINKED = [
    KnownPerson(1, "Dakota Flint"),
    KnownPerson(2, "Summer Hale"),
    KnownPerson(3, "Agnes Mulcahy", ["Mother Agnes"]),
    KnownPerson(4, "Marcus Raab"),
    KnownPerson(5, "Marcus Raab Jr."),
    KnownPerson(6, "Robert Achter", ["Bobby Achter"]),
    KnownPerson(7, "Thomas Crane"),
    KnownPerson(8, "Peter van der Zwaan"),
    KnownPerson(9, "Khalid al-Mutar"),
    KnownPerson(10, "Frances Pell"),
]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("The North Dakota flint is old. Summer hale storms came.", {}),
        ("Police met Dakota Flint and SUMMER HALE.", {1: "Dakota Flint", 2: "SUMMER HALE"}),
        ("Mother Agnes ran it, said Sister Agnes Daly.", {3: "Mother Agnes"}),
        ("Mother Agnes ran it. Agnes Mulcahy was 90.", {3: "Mother Agnes, Agnes Mulcahy"}),
        ("Marcus Raab Jr. said that Marcus Raab slept.", {4: "Marcus Raab", 5: "Marcus Raab Jr."}),
        ("Bobby Achter's nephew, Robert Achter III, flew.", {6: "Bobby Achter"}),
        ("The Thomas Crane Public Library is shut.", {}),
        ("He owns Frances Pell and Sons.", {}),
        ("Frances Pell and Thomas Crane met.", {7: "Thomas Crane", 10: "Frances Pell"}),
        ("Peter Zwaan waxed the blades.", {}),
        (
            "Khalid Mutar left. Peter van der Zwaan won.",
            {8: "Peter van der Zwaan", 9: "Khalid Mutar"},
        ),
    ],
)
def test_a_known_name_is_linked_where_it_stands_for_that_person_and_nowhere_else(
    text: str, linked: dict[int, str]
) -> None:
    found = {
        one.person_id: ", ".join(text[start:end] for start, end in one.mentions)
        for one in find_people(text, directory=Directory.of(LINKED))
        if one.person_id is not None
    }
    assert found == linked
