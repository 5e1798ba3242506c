"""People found in text: the finding cases and the sample story."""

import pytest

from articles.people.recognise import (
    TAG,
    Layout,
    find_people,
)
from articles.people.resolve import fold_name
from tests.shared_data import shared_data


def full_names(text: str, **options: object) -> list[str]:
    found = find_people(text, **options)  # type: ignore[arg-type]
    found.sort(key=lambda person: person.mentions[0])
    return [person.name for person in found if person.is_full]


def test_a_park_that_is_called_as_a_town_is_not_tagged_without_a_question() -> None:
    assert all(one.score < TAG for one in find_people("Victoria Park flooded on Monday."))


@pytest.mark.parametrize(
    "text",
    [
        'The rose "Queen Elizabeth" stood there.',
        'It hangs beside a poster of "The Trial of Mary Dugan" in the hall.',
        "A choir from St. Francis de Sales sang.",
        "The shops of Dior, Gucci, Christian Lacroix and Bally are shut.",
    ],
)
def test_what_is_likely_a_work_a_church_or_a_brand_is_asked_about(text: str) -> None:
    assert all(one.score < TAG for one in find_people(text))


def test_mr_and_mrs_of_one_family_name_are_told_apart() -> None:
    text = "Mary Pickering and her husband, John Pickering, wept. Mrs Pickering left. Mr Pickering stayed."
    told = {
        one.name: [text[end - 20 : end] for _, end in one.mentions] for one in find_people(text)
    }
    assert told["Mary Pickering"][1].endswith("Mrs Pickering")
    assert told["John Pickering"][1].endswith("Mr Pickering")


def all_names(text: str) -> list[str]:
    return sorted(person.name for person in find_people(text))


FOUND = {
    "a name said twice ends": ("SpaceX and Elon Musk Musk recently showed images.", ["Elon Musk"]),
    "a family name that is a word opens the sentence": ("Ban Ki-moon said so on Monday.", ["Ban Ki-moon"]),
    "who won a prize is not called so": (
        "The poet, a Marlow Prize-winner, was there with Tony Award-winning Ida Holm.",
        ["Ida Holm"],
    ),
    "a prize is nobody": ("Turner Prize-nominated films and Emmy Award-winner Jo Kern came.", ["Jo Kern"]),
    "names of syllables are no compounds": (
        "Park Sun-young, Wong Long-king and Ban Ki-moon spoke.",
        ["Park Sun-young", "Wong Long-king", "Ban Ki-moon"],
    ),
    "half of a village is nobody": ("It rains in Upper Slaughterford, and Upper Slaughterford sleeps.", []),
    "a town is nobody": ("It took off from Launch Site One in Van Horn, Texas.", []),
    "a telescope is nobody": ("It is level with the Hubble Space Telescope.", []),
    "a firm named after people": ("Shares of Goldman Sachs and Morgan Stanley fell.", []),
    "Will is a given name": ("Actor Will Smith said he will wait.", ["Will Smith"]),
    "Paris in Paris": ("Paris Hilton arrived in Paris on Friday.", ["Paris Hilton"]),
    "a royal keeps the title": (
        "Princess Ingrid met Prince Casimir, Prince William and King Charles III. William left.",
        ["Princess Ingrid", "Prince Casimir", "Prince William", "King Charles III"],
    ),
    "a pub that is called as a queen was": ("The Queen Victoria pub is shut on Monday.", []),
    "what is named for royals is nobody": ("Queen Elizabeth Hospital and Prince Albert Road closed.", []),
    "names of the stage": (
        "Megan Thee Stallion and Beyoncé sang; Lady Gaga, Lil Nas X and Machine Gun Kelly came late.",
        ["Megan Thee Stallion", "Beyoncé", "Lady Gaga", "Lil Nas X", "Machine Gun Kelly"],
    ),
    "a Madonna in a church is nobody": ("The Madonna of Bruges by Ann Orr hangs there.", ["Ann Orr"]),
    "two plain words before a name": ("Mr Fordham jailed Swan Marker Eric Doyle.", ["Eric Doyle"]),
    "a stand named after somebody": ("He sat in the Wayne Rooney Stand.", []),
    "a Welsh particle": ("She married the conductor Huw ap Rhys.", ["Huw ap Rhys"]),
    "a couple": (
        "John and Mary Pickering, both 34, lost their home.", ["John Pickering", "Mary Pickering"]
    ),
    "the given name of somebody else is half of no couple": (
        "Prince Harry spoke. Harry and Meghan Markle were a couple.", ["Prince Harry", "Meghan Markle"]
    ),
    "brothers in a list": ("His sons Guido, Henrique and José Pedro came.", ["José Pedro"]),
    "a name at birth": (
        "Dame Rosalind Achebe-Hart was a soprano. Born Rosalind May Hart on June 4, she sang.",
        ["Rosalind Achebe-Hart"],
    ),
    "Sir is no name": ("They met Virgin Galactic’s Sir Richard Branson.", ["Richard Branson"]),
    "an office before a name": ("He is inviting SpaceX CEO Elon Musk.", ["Elon Musk"]),
    "an age after a name": ("The pioneering astronaut Wally Funk, 82, flew.", ["Wally Funk"]),
    "two in a list": ("Celebrities Brad Pitt and Katy Perry paid.", ["Brad Pitt", "Katy Perry"]),
    "a nationality and an office": (
        "German Foreign Minister Klaus Kinkel left.",
        ["Klaus Kinkel"],
    ),
    "particles": ("Ursula von der Leyen met Osama bin Laden.", ["Ursula von der Leyen", "Osama bin Laden"]),
    "initials": ("J.K. Rowling and L. Ron Hubbard wrote.", ["J.K. Rowling", "L. Ron Hubbard"]),
    "a month as surname and as given name": (
        "Theresa May met April Jones on May 22.",
        ["Theresa May", "April Jones"],
    ),
    "a suffix": (
        "Robert Downey Jr. and Martin Luther King, Jr. spoke.",
        ["Robert Downey Jr.", "Martin Luther King Jr."],
    ),
    "a town of two words": ("Hong Kong and San Marino signed.", []),
    "a partnership": ("Procter & Gamble and Johnson & Johnson rose.", []),
    "a heading in title case": (
        "Katy Perry Joins Brad Pitt In Space Race As Billionaires Fight",
        ["Katy Perry", "Brad Pitt"],
    ),
    "a nickname between names that no list knows": (
        "The president of the Fishermen's Co-operative Errol “Buju” Parchment said so.",
        ["Errol Parchment"],
    ),
    "quotes inside a title are no nickname": ('The film "Big" Fish and the Grand "Old" Hotel.', []),
    "a name as an adjective": (
        "Usain Bolt-style murals and the Barack Obama-era law, said Mary Smith-Jones.",
        ["Usain Bolt", "Mary Smith-Jones"],
    ),
    "what somebody does opens the sentence": ("Smallholder Derek Rowse kept hens.", ["Derek Rowse"]),
    "Irish courts": (
        "Detective Garda Mairéad Stack told Mr Tom Rice BL and Ms Katie O'Connell SC.",
        ["Mairéad Stack", "Tom Rice", "Katie O'Connell"],
    ),
    "a nickname in quotes": ('Dwayne "The Rock" Johnson came.', ["Dwayne Johnson"]),
    "hyphens and other scripts beside": ("Kim Jong-un 金正恩 met Xi Jinping.", ["Kim Jong-un", "Xi Jinping"]),
    "places named after people": ("At George Washington University, Lake Victoria and Lincoln Park.", []),
    "an office with of": ("Secretary of State Warren Christopher spoke.", ["Warren Christopher"]),
}  # fmt: skip

FOUND |= {
    "a letter ends the sentence": (
        "He said so on X. Ada Pell saw Plan B. Ann Orr took vitamin D. Tom Law left with G. Kennedy.",
        ["Ada Pell", "Ann Orr", "Tom Law", "G. Kennedy"],
    ),
    "titles of several words": (
        "Mayor Pro Tem Ida Villar, Det. Con. Arjan Gill, Det Con Rob Lee and His Excellency Tom Okai met Con Reece.",
        ["Ida Villar", "Arjan Gill", "Rob Lee", "Tom Okai", "Con Reece"],
    ),
    "a result with country and time": (
        "2. Marit Solvang, Norway, 2:22:57. Ostrava, Norway, 2 May. Bergen, Norway, 2:22.", ["Marit Solvang"]
    ),
    "a given name that is a short month": ("The score is by Jun Takahata; Ann Orr left.", ["Jun Takahata", "Ann Orr"]),
    "a school that is called High": (
        "She taught at Daniel Orr High, and Lucy Beale Carver High School lost to Ann Pell High.", []
    ),
    "high in a heading": ("Jane Roe High On Her List Of Fears Today", ["Jane Roe"]),
}  # fmt: skip


FOUND |= {
    "a class of athletes": ("Senior Kory Brandt and Juniors Erik Dahl tied.", ["Kory Brandt", "Erik Dahl"]),
    "a plain word as surname": ("The son of John Near met Kanye West in June.", ["John Near", "Kanye West"]),
    "a street": ("They live in Charlotte Street and on Thomas Lane.", []),
    "a ship and its captain": ("The USS John F. Kennedy left; Hurricane Andrew hit. Andrew killed 26.", []),
    "a ship after the": ("He sailed on the Arthur M. Anderson, an ore carrier.", []),
    "a person used as a noun": ("He saw the Annie Oakley print.", ["Annie Oakley"]),
    "a church": ("St. Luke's burned, and St. James's Park was full.", []),
    "a month inside": ("Tom Brodie beat Hendrik Jan Visser.", ["Tom Brodie", "Hendrik Jan Visser"]),
    "somebody not yet in office": ("Chief Minister-elect Farooq Abdullahi left.", ["Farooq Abdullahi"]),
    "a title inside a name": ("They freed Syed Ali Shah Gilani.", ["Syed Ali Shah Gilani"]),
    "a bank in another language": ("Deutsche Handelsbank grew.", []),
    "a saint in the family name": ("Yves Saint Laurent met Jill St. John.", ["Yves Saint Laurent", "Jill St. John"]),
    "stumped": ("Inzamul Haque st Germonn b Asif Leigh 2", ["Inzamul Haque", "Asif Leigh"]),
    "letters after a name": ("Judge Michael Law QC met Det Ch Insp Al Tingle.", ["Michael Law", "Al Tingle"]),
    "shares and stakes": ("Shares of Baxter Travenol rose; a stake in Edgar Burns is for sale.", []),
    "an address to an office": ("Mr. Vice President, Vice President Al Gore is here.", ["Al Gore"]),
    "a given name cut short": ("Geo. Wrigley rose.", ["Geo. Wrigley"]),
    "a verb in a headline": ("Brendan Eich Steps into the light.", ["Brendan Eich"]),
    "a nickname before a name nobody lists": ('Ann "Bambi" Xanthotis won.', ["Ann Xanthotis"]),
}  # fmt: skip


FOUND |= {
    "a field whose name begins as a title": ("Earl Campbell Field; Dean Margaret Hall spoke.", ["Margaret Hall"]),
    "the firm of somebody": (
        "Gordon Fitch of Harlan Brody spoke to Ann Orr, a partner at Miles Prentice, and to a coach of Tom Law.",
        ["Gordon Fitch", "Ann Orr", "Tom Law"],
    ),
    "what is worn and drunk": ("Ann Orr wore Marc Jacobs and drank Paul Masson.", ["Ann Orr"]),
    "a wing and a line": (
        "She opens the new Rajiv Gandhi wing and the King Abdullah line. The new mayor is Tom Law.",
        ["Tom Law"],
    ),
    "ships of other navies": ("HNLMS Johan de Witt and RRS Sir David Owens met Sir David Owens.", ["David Owens"]),
    "a disease and a law": ("With Lou Gehrig's disease, under Lee Orr's Law, Ann Orr's aunt left.", ["Ann Orr"]),
    "a town of a state": ("He sat on his porch in Jean Lafitte, La., with Ann Orr, a nurse.", ["Ann Orr"]),
    "a desert town": ("The tracks near Al Ula sink, said Al Gore.", ["Al Gore"]),
    "a nickname before the name": ('"Don Nino" Lo Presti, 66, ate bread.', ["Lo Presti"]),
    "parents": ("Born in Opelousas, La., to Otis and Rose Prudhomme, he sang.", ["Otis Prudhomme", "Rose Prudhomme"]),
    "a family that is told of": (
        "The Calders, at table. Bill and Rosemary Calder never agreed.", ["Bill Calder", "Rosemary Calder"]
    ),
    "nobody is called Junior": ("He leaves two sons, Otis and Walter Jr., and Ann Orr.", ["Ann Orr"]),
    "somebody called as a trade is": ("Hunter Reese sang; Hunter Tom Law shot.", ["Hunter Reese", "Tom Law"]),
    "a sister": ("He met Sr. Philomena Cruz and Tom Law Sr. there.", ["Philomena Cruz", "Tom Law Sr."]),
    "a court for tennis": ("On Court Suzanne Lenglen she lost to Aryna Sobolenka.", ["Aryna Sobolenka"]),
    "an airport without an article": ("Eleftherios Venizelos airport was shut, said Ann Orr.", ["Ann Orr"]),
    "a ship called after a knight": ("The Sir Robert Owens, a yacht, sank; Ann Orr swam.", ["Ann Orr"]),
    "a name in quotes is a work or a rose": (
        "The rose \"Queen Elizabeth\" stood by a poster of \"The Trial of Mary Dugan\", said Ann Orr.",
        ["Queen Elizabeth", "Mary Dugan", "Ann Orr"],
    ),
    "a short title of Asia ends no name": ("Aung Naing Tun edits it; Ann Orr CEO left.", ["Aung Naing Tun", "Ann Orr"]),
    "a carrier does something": ("The John P. Murtha will wait for Ann Orr.", ["Ann Orr"]),
    "plain words joined": ("Fifth-grader Lacey Brooks met Sun-young Park.", ["Lacey Brooks", "Sun-young Park"]),
    "a street that no family is called as": ("It is on Robert E. Lee Drive.", []),
}  # fmt: skip


FOUND |= {
    "whom a work shows": (
        "He read a biography by Walter Simmons of Andrew Pike and saw a portrait by Ann Orr of Harriet Boyle.",
        ["Walter Simmons", "Andrew Pike", "Ann Orr", "Harriet Boyle"],
    ),
    "what is somebody's": (
        "Fans were wearing Lionel Mason's shirt. Police saw the gunman at Martha Cole's house.",
        ["Lionel Mason", "Martha Cole"],
    ),
    "a verb that is a thing, too": (
        "They watched the defendant Peter Hollis stand and the businessman Tom Law fund it.",
        ["Peter Hollis", "Tom Law"],
    ),
    "an illness and a firm of somebody": (
        "Jimmy Carver's lymphoma is back, said Ann Orr's Law Firm.", ["Jimmy Carver", "Ann Orr"]
    ),
    "a man with a title of Spain": (
        "Sr. Fernando Morales spoke. Fernando Morales left with Sr. Philomena D'Cruz.",
        ["Fernando Morales", "Philomena D'Cruz"],
    ),
}  # fmt: skip


def test_a_nickname_in_quotes_is_whose_it_is() -> None:
    text = (
        'Margaret "Peg" Astill died. "Peg never shouted," said Tom "Bull" Law. Bull wept. '
        "Born Margaret Ann Pell, she sang."
    )
    found = {
        one.name: [text[start:end] for start, end in one.mentions] for one in find_people(text)
    }
    assert found == {
        "Margaret Astill": ['Margaret "Peg" Astill', "Peg", "Margaret Ann Pell"],
        "Tom Law": ['Tom "Bull" Law', "Bull"],
    }


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("The film opened, as Kevin Foster said. Actors such as Ann Orr came.", True),
        ("The film, as well as Kevin Foster, won. Ann Orr was there.", True),
        ("The film has Tom Law as Kevin Foster and Jo Kern as Ann Orr.", False),
        ("In the film Tom Law is best as Kevin Foster. Jo Kern plays Ann Orr.", False),
    ],
)
def test_only_who_is_played_in_a_film_is_asked_about(text: str, sure: bool) -> None:
    found = {one.name: one.score >= TAG for one in find_people(text)}
    assert (found["Kevin Foster"], found["Ann Orr"]) == (sure, sure)


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND.keys())
def test_full_names_are_found(text: str, expected: list[str]) -> None:
    assert full_names(text) == expected


LONE = {
    "kin": ("Sindayi was missing. His wife Espérance asked for help.", ["Espérance"]),
    "somebody's kin": ("Gudrun's mother said no.", ["Gudrun"]),
    "a list of kin": ("His four sons, Branford, Wynt, Delf and Jon, sang.", ["Branford", "Wynt", "Delf", "Jon"]),
    "a girl named": ("They met a girl named Amalthea there.", ["Amalthea"]),
    "a greeting": ("Hello, Gudrun. He left.", ["Gudrun"]),
    "beside a pronoun": ("She and Ingeborg were there.", ["Ingeborg"]),
    "somebody quoted": ("\"We'll sleep,\" said Lucrezia. Lucrezia sat.", ["Lucrezia"]),
    "a firm in the possessive": ("Moody's and Lloyd's List said so; Macy's rose.", []),
    "a government": ("London said no, and Paris said yes.", []),
    "a plain name in talk": ("JO: Did you call Mike, or do I?\nJO: You said you did.", ["JO", "Mike"]),
    "who asks is nobody": ("HOST: Did you go?\nCALLER: I did.\nHOST: Why?\nCALLER: I had to.", []),
    "kin between commas": ("His cousin, Wade, and their sons, Tyler and Leopold, hid.", ["Wade", "Tyler", "Leopold"]),
    "a short form of a given name met before": ("Deborah Achterberg left. Debbie's safe.", ["Deborah Achterberg"]),
    "a given name met before": ("Tom Harkness won. I thank Tom for it.", ["Tom Harkness"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LONE.values(), ids=LONE.keys())
def test_lone_words_are_found_by_what_stands_around_them(text: str, expected: list[str]) -> None:
    found = sorted(find_people(text), key=lambda person: person.mentions[0])
    assert [text[slice(*person.mentions[0])] for person in found] == expected


def test_a_surname_that_opens_a_sentence_as_a_plain_word_is_no_mention() -> None:
    (young,) = find_people("Andrew Young spoke. Young people, young and old, came. Young said no.")
    assert [start for start, _end in young.mentions] == [0, 55]


def test_a_surname_beside_an_ampersand_is_a_firms() -> None:
    (johnson,) = find_people(
        "Mike Johnson spoke. The Johnson & Johnson vaccine came. Johnson left."
    )
    assert [start for start, _end in johnson.mentions] == [0, 56]


SPACE_STORY = """\
Oleg Marchenko, the head of the agency, is inviting Orbita CEO Nadia Lindqvist to his home to talk.

‘Ms. Nadia Lindqvist realizes many of our ideas,’ Marchenko said in an interview.

Oleg Marchenko is the head of the agency

Orbita and Nadia Lindqvist Lindqvist recently showed off new images of the glass dome

Marchenko said he envies what Lindqvist as well as Polar’s Peter Falkner and Sir George Ashcombe do.

THE BILLIONAIRE RACE: HOW ASHCOMBE, LINDQVIST AND FALKNER ARE VYING FOR SUPREMACY

Peter Falkner in front of Polar's capsule

He will travel with his younger brother Mark, and pioneering female astronaut Molly Trench, 82.

Ten days later, Falkner took off in Van Horn, Texas, and saw the Hubble Space Telescope.

The carrier craft, White Knight II, has passed the mark.

Advertisement
"""


def test_a_story_in_the_shape_of_the_sample_gives_its_people_and_nobody_else() -> None:
    assert all_names(SPACE_STORY) == [
        "George Ashcombe", "Molly Trench", "Nadia Lindqvist", "Oleg Marchenko", "Peter Falkner",
    ]  # fmt: skip


def test_the_line_in_capitals_yields_only_people_known_from_elsewhere() -> None:
    found = {person.name: person for person in find_people(SPACE_STORY)}
    shouted = SPACE_STORY.index("ASHCOMBE")
    assert (shouted, shouted + len("ASHCOMBE")) in found["George Ashcombe"].mentions


def test_the_sample_story_names_seven_people() -> None:
    text = shared_data("seed", "dailymail-space-race.txt").read_text(encoding="utf-8")
    assert all_names(text) == [
        "Brad Pitt", "Dmitry Rogozin", "Elon Musk", "Jeff Bezos", "Katy Perry", "Richard Branson", "Wally Funk",
    ]  # fmt: skip


def test_every_mention_covers_its_words_in_the_original_text() -> None:
    text = "‘Mr.\u00a0Elon\u2009Musk’s plan,’ said Jo\u0308rg Mu\u0308ller.\r\nＥlon Mu\u200bsk smiled."
    found = {
        person.name: [text[start:end] for start, end in person.mentions]
        for person in find_people(text)
    }
    assert found == {
        "Elon Musk": ["Elon\u2009Musk", "Ｅlon Mu\u200bsk"],
        "Jörg Müller": ["Jo\u0308rg Mu\u0308ller"],
    }


def test_the_evidence_is_the_sentence_of_the_first_mention() -> None:
    person = find_people("It rained. Then Elon Musk said so. He left.")[0]
    assert person.evidence == "Then Elon Musk said so."


def test_a_refused_name_is_nobody_until_it_is_confirmed_more_often() -> None:
    text = "Analyst Harold Bloom said so. Bloom left."
    assert full_names(text, refusals={fold_name("Harold Bloom"): 1.0}) == []
    assert full_names(text, refusals={fold_name("Harold Bloom"): -1.0}) == ["Harold Bloom"]


def test_subject_and_mentioned_are_told_apart() -> None:
    headline = "Ada Fairweather wins the race"
    caption = "Tom Underhill in the stands"
    body = "Ada Fairweather won. " + "It was a long day for all. " * 20 + "Rosa Delgado came last."
    text = "\n".join((headline, caption, body))
    start = text.index(caption)
    layout = Layout(headline=(0, len(headline)), captions=[(start, start + len(caption))])
    roles = {person.name: person.role for person in find_people(text, layout=layout)}
    assert roles == {
        "Ada Fairweather": "subject",
        "Tom Underhill": "mentioned",
        "Rosa Delgado": "mentioned",
    }


def test_an_administrator_s_office_is_no_part_of_the_name() -> None:
    text = "Vera Holt opened the dock. Critics wrote to Administrator Holt, who did not reply."
    assert [each.name for each in find_people(text)] == ["Vera Holt"]
