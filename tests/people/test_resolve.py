"""Which mentions are one person: the merging cases, and what a person is called."""

import pytest

from articles.people.resolve import (
    Mention,
    cluster,
    display_name,
    fold_name,
    parse_name,
    same_person,
)


def groups(*mentions: str) -> list[list[str]]:
    found = cluster([Mention(text) for text in mentions])
    return [[mentions[member] for member in one.members] for one in found]


ONE_PERSON = {
    "surname before the full name": ["Musk", "Elon Musk"],
    "capitals": ["ELON MUSK", "Elon Musk", "MUSK"],
    "an office before the name": ["Elon Musk", "SpaceX CEO Elon Musk", "Mr. Elon Musk", "Musk"],
    "Sir with the given name": ["Richard Branson", "Sir Richard", "Branson"],
    "curly possessive": ["Jeff Bezos", "Bezos’s", "Jeff Bezos’"],
    "straight possessive": ["Jeff Bezos", "Bezos's", "Bezos'"],
    "no-break space": ["Jeff Bezos", "Jeff\u00a0Bezos"],
    "thin space": ["Jeff Bezos", "Jeff\u2009Bezos"],
    "zero-width space": ["Jeff Bezos", "Jeff \u200bBezos", "Be\u200bzos"],
    "nickname": ["Bill Clinton", "William Clinton", "Clinton"],
    "another nickname": ["Bob Dole", "Robert Dole"],
    "initial": ["J. Smith", "John Smith"],
    "initials with and without dots": ["J.K. Rowling", "JK Rowling", "J. K. Rowling", "Rowling"],
    "middle initial": ["George W. Bush", "George Bush", "Bush"],
    "middle name used as given name": ["James Gordon Brown", "Gordon Brown"],
    "suffix told once": ["Martin Luther King Jr.", "Martin Luther King", "King"],
    "van": ["Robin van Persie", "Van Persie", "van Persie", "Persie"],
    "von der": ["Ursula von der Leyen", "von der Leyen", "Leyen"],
    "arap": ["Daniel arap Moi", "Moi", "President Moi"],
    "al-": ["Bashar al-Assad", "al-Assad", "Assad", "Bashar Al Assad"],
    "kinds of hyphen": ["Jean-Marie Le Pen", "Jean\u2011Marie Le Pen", "Le Pen"],
    "first half of a double name": ["Jean-Marie Messier", "Jean Messier"],
    "accents": ["Tansu Çiller", "Tansu Ciller", "Ciller"],
    "letters with a stroke": ["Lech Wałęsa", "Lech Walesa", "Søren Kjær", "Soren Kjær"][:2],
    "spellings of one sound": ["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Zelenskyy"],
    "the Mohammeds": ["Mohammed Morsi", "Mohamed Morsi", "Muhammad Morsi"],
    "family name first": ["Xi Jinping", "Xi", "Mr. Xi"],
    "either order": ["Shinzo Abe", "Abe Shinzo", "Abe"],
    "hyphen or space": ["Kim Jong-un", "Kim Jong Un", "Kim", "Mr. Kim"],
    "turned round": ["Jeff Bezos", "Bezos, Jeff"],
    "tail of a long name": ["Antonio Lopez de Santa Anna", "Santa Anna"],
    "double family name": ["Andrew Lloyd-Webber", "Webber", "Lloyd-Webber"],
    "apostrophe": ["Shaquille O'Neal", "O’Neal", "ONeal"],
    "nickname in quotes": ['Earvin "Magic" Johnson', "Earvin Johnson", "Johnson"],
    "given name alone": ["Wally Funk", "Wally"],
    "words before the name": ["the late Jeff Bezos", "actor and director Jeff Bezos", "Bezos"],
    "an aside after the name": ["Jeff Bezos, 52", "Jeff Bezos, the founder", "Bezos, Jeff"],
    "a short form alone": ["Deborah Achterberg", "Debbie", "Achterberg"],
    "given and family name spelled otherwise": [
        "Moammar Gadhafi",
        "Muammar Gaddafi",
        "Colonel Gaddafi",
    ],
    "doubled letters and an article": ["Abdel Fattah al-Sisi", "Abdel-Fattah el-Sissi", "Sisi"],
    "a family name alone spelled otherwise": ["Bohdan Hrytsenkov", "Hrytsenkow", "Hritsenkov"],
    "a prince": ["Prince Norodom Ranariddh", "Prince Ranariddh", "Prince Norodom"],
}

PERSONS_APART = {
    "no edit distance": [["Richard Branson"], ["Richard Bronson"]],
    "Reid is not Reed": [["Harry Reid"], ["Harry Reed"]],
    "siblings by initial": [["S. Waugh"], ["M. Waugh"]],
    "father and son": [["George Smith Sr."], ["George Smith Jr."]],
    "Mr and Mrs": [["Bill Clinton", "Mr. Clinton"], ["Hillary Clinton", "Mrs. Clinton"]],
    "whom a Mrs means": [["Barack Obama", "President Obama"], ["Michelle Obama", "Mrs. Obama"]],
    "a particle makes a family name": [["van Elon"], ["Elon Musk"]],
    "a short name with one letter more": [["Anna Bell"], ["Anna Bel"]],
    "two of one surname": [["Boris Johnson", "Johnson"], ["Lyndon Johnson"]],
    "a title with a given name that is not called so": [["Richard Branson"], ["Mr. Richard"]],
    "one word": [["Ronaldo", "Ronaldo"], ["Madonna"]],
    "a king has no surname": [["Saddam Hussein", "Hussein"], ["King Hussein"]],
    "a queen is no actress": [["Elizabeth Taylor"], ["Queen Elizabeth II", "Queen Elizabeth"]],
    "middle initials": [["George W. Bush"], ["George H. Bush"]],
    "two of one given name": [["Karl Marx", "Marx"], ["Karl Lagerfeld"]],
}


@pytest.mark.parametrize("mentions", ONE_PERSON.values(), ids=ONE_PERSON.keys())
def test_these_mentions_are_one_person(mentions: list[str]) -> None:
    assert groups(*mentions) == [mentions]


@pytest.mark.parametrize("mentions", ONE_PERSON.values(), ids=ONE_PERSON.keys())
def test_they_are_one_person_in_any_order(mentions: list[str]) -> None:
    assert len(groups(*reversed(mentions))) == 1


@pytest.mark.parametrize("expected", PERSONS_APART.values(), ids=PERSONS_APART.keys())
def test_these_mentions_are_different_people(expected: list[list[str]]) -> None:
    mentions = [mention for group in expected for mention in group]
    assert groups(*mentions) == expected


def test_a_surname_goes_to_the_namesake_mentioned_near_by() -> None:
    story = [("Boris Johnson", 0), ("Johnson", 50), ("Johnson", 90)]
    story += [("Lyndon Johnson", 5000), ("Lyndon Johnson", 5050), ("Johnson", 5100)]
    found = cluster([Mention(text, start) for text, start in story])
    assert [one.members for one in found] == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    ("mentions", "name"),
    [
        (["ELON MUSK", "Elon Musk", "Musk", "Musk"], "Elon Musk"),
        (["J. Smith", "J. Smith", "John Smith"], "John Smith"),
        (["Sir Richard Branson", "Branson"], "Richard Branson"),
        (["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelensky"], "Volodymyr Zelensky"),
        (["Jeff Bezos’s"], "Jeff Bezos"),
        (["Musk"], "Musk"),
        (["Jean-Claude Juncker", "Jean Claude Juncker", "Juncker"], "Jean-Claude Juncker"),
    ],
)
def test_the_name_shown_is_the_fullest_and_most_frequent(mentions: list[str], name: str) -> None:
    assert display_name(mentions) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bezos, Jeff", "Jeff Bezos"),
        ("JÜRGEN KLINSMANN", "Jurgen Klinsmann"),
        ("Mr. Elon Musk", "Elon Musk"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("J.K. Rowling", "J K Rowling"),
        ("Øystein Bråten", "Oystein Braten"),
        ("Lech Wałęsa", "Lech Walesa"),
    ],
)
def test_two_spellings_fold_to_one_key(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_a_name_is_read_apart() -> None:
    name = parse_name("Mrs. Ursula von der Leyen's")
    assert (name.title, name.given, name.particles, name.last) == (
        "mrs", ("ursula",), ("von", "der"), "leyen",
    )  # fmt: skip


def test_particles_before_the_last_word_alone_are_no_given_name() -> None:
    assert not parse_name("von der Leyen").is_full
    assert not parse_name("Van Persie").is_full


@pytest.mark.parametrize("text", ["", " ", "...", "'s", "，", "Mr.", ",", "١٢٣", "()", "\u200b"])
def test_what_is_no_name_is_read_without_complaint(text: str) -> None:
    parse_name(text)
    cluster([Mention(text), Mention("Elon Musk")])


def test_a_lone_word_is_the_same_person_only_as_itself() -> None:
    assert same_person("Madonna", "Madonna")
    assert not same_person("Musk", "Elon Musk")


def test_in_a_crowd_a_lone_surname_of_two_people_is_neither() -> None:
    crowd = [f"{first} {last}" for first, last in zip(_FIRST * 2, _LAST * 2, strict=True)]
    crowd = [f"{name}{number}en" for number, name in enumerate(crowd)]
    mentions = ["Boris Johnson", "Lyndon Johnson", "Elon Musk", *crowd, "Johnson", "Musk"]
    found = {one.name: len(one.members) for one in cluster([Mention(text) for text in mentions])}
    assert (found["Boris Johnson"], found["Lyndon Johnson"], found["Elon Musk"]) == (1, 1, 2)
    assert found["Johnson"] == 1


@pytest.mark.thorough
def test_ten_thousand_names_are_merged_without_comparing_all_pairs() -> None:
    names = [
        f"{first}{tail} {last}{tail}"
        for tail in ("a", "o", "in", "er")
        for first in _FIRST
        for last in _LAST
    ]
    found = cluster([Mention(name) for name in names])
    assert len(names) >= 10_000
    assert len(found) > len(names) * 0.9


_FIRST = [
    f"{start}{end}"
    for start in "Bar Cor Dan Fel Gar Hol Jor Kan Lom Mor".split()
    for end in "ab ed il om up".split()
]
_LAST = [
    f"{start}{end}"
    for start in "Pel Quin Rast Sab Tor Ulm Vest Wor Yal Zan".split()
    for end in "dak fer gil hon mud".split()
]
