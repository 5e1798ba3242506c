"""Pages copied whole: the menus around a story go, and copy that only looks like a menu stays."""

from __future__ import annotations

import pytest

from articles.body.document import Block, paragraph, text
from articles.ingest.clean import Cleaned
from articles.ingest.prepare import prepare
from tests.ingest.cleaning import (
    captions,
    cleaned,
    cleaned_body,
    of_type,
    outline,
    paragraphs,
    rules,
    story,
)

STORY = """\
A widow who spent thirty years looking for a lifeboat has found it in a field two miles from home.
'I must have driven past that gate a thousand times,' said Margaret Pellow, a retired dinner lady.
The smallholder who kept his hens in it since 2004 is giving it to her for nothing at all."""

MENU = "Skip to main content\nHome\nNews\nU.S.\nSport\nFemail\nMoney\nBest Buys\nMy Profile\nLogout"
HEAD = "Widow finds her father's lifeboat in a field after thirty years"


def _is_whole(result: Cleaned) -> bool:
    return paragraphs(result) == STORY.split("\n")


@pytest.mark.parametrize(
    "top",
    [
        f"{MENU}\nThursday, Mar 14th 2019 6PM 9°C\n9PM 7°C\n5-Day Forecast\nAdvertisement\n{HEAD}\nBy Ann Orr",
        f"{HEAD} - Harbor News\nHarbor News\nLog in\nMenu\nSearch\nPrint content\n{HEAD}\nBy Ann Orr",
        f"{MENU}\nMarch 14, 2019\nCourts\nTides\nBoats\nHens\n{HEAD}\nBy Ann Orr",
        f"{MENU}\n{HEAD}\nAnn Orr\nPublished 14 March 2019",
        f"Skip to main content\nThe Pell Record\nSubscribe\nLog in\nNews  Sport  Hens\nHens\n{HEAD}\nBy Ann Orr",
        f"Home\nLocal News\nCornwall\n{HEAD}\nBy Ann Orr\nPublished: 14 March 2019",
    ],
)  # fmt: skip
def test_the_menus_above_a_headline_go(top: str) -> None:
    result = cleaned(f"{top}\n{STORY}")
    assert (result.headline, result.byline) == (HEAD, "Ann Orr")
    assert _is_whole(result)


def test_the_last_entry_above_the_headline_is_its_kicker() -> None:
    result = cleaned(f"{MENU}\nSea rescue\n{HEAD}\nBy Ann Orr\n{STORY}")
    assert (result.kicker, result.headline) == ("Sea rescue", HEAD)


def test_the_menus_below_the_text_go() -> None:
    below = "Sitemap\nArchive\nTopics Index\nMobile Apps\nReader Prints\nPrivacy Policy\nAbout us\nOur Papers"
    assert _is_whole(cleaned(f"{HEAD}\nBy Ann Orr\n{STORY}\n{below}"))


@pytest.mark.parametrize(
    "text",
    [
        "Leeds 2 Hull 1\nYork 0 Ripon 0\nWhitby 3 Selby 1\nMalton 2 Thirsk 2\nGoole 1 Otley 0",
        "Roses are red\nViolets blue\nSugar is sweet\nSo are you\nBy the sea\nWe wait for you",
        "Serves four\nTwo eggs\nOne lemon\nSome flour\nA little milk\nBeat it all well.",
    ],
)
def test_short_lines_of_a_text_are_no_menu(text: str) -> None:
    assert "site-menu" not in rules(cleaned(f"{text}\n{STORY}"))
    assert "site-menu" not in rules(cleaned(f"{HEAD}\nBy Ann Orr\n{STORY}\n{text}"))


def test_a_list_of_other_stories_in_german_copy_ends_where_the_story_goes_on() -> None:
    below = (
        "Der Wetterdienst hatte erst um 21 Uhr gewarnt, da war es zu spät: »Wir hatten 300 Kinder in Zelten.«",
        "Die Landesregierung will helfen, und der Minister sagte am Freitag: „Wir lassen niemanden allein.“",
    )
    above = (
        "Ein Hagelsturm hat in der Nacht die Dörfer rund um Ochsenhausen getroffen.",
        "Zwölf Menschen wurden nach Angaben der Polizei verletzt, zwei davon schwer.",
        "»So etwas haben wir noch nie erlebt«, sagt der Kommandant der Feuerwehr.",
    )
    titles = "Mehr zum Thema\nKlima in Bayern: Der Gletscher stirbt\nStreit um Warnung"
    text = "\n".join(["Hagel zerstört Gärtnerei", "Von Uli Hecht, Ulm", *above, titles, *below])
    result = cleaned(text)
    assert [each.headline for each in result.related] == ["Klima in Bayern: Der Gletscher stirbt"]
    assert paragraphs(result) == [*above, *below]
    assert of_type(result, "heading") == ["Streit um Warnung"]


def test_fields_in_the_shapes_of_papers_are_read() -> None:
    paris = (
        "Publié le 02 septembre 2022 à 06h00 - Mis à jour le 02 septembre 2022 à 18h41\n"
        "Dans les Cévennes, la guerre de l’eau a commencé\nREPORTAGE\n"
        "Les habitants n’ont plus que deux heures d’eau par jour. Le maire accuse.\n"
        "Par Clémentine Ferrandez (Lozère, envoyée spéciale)\n"
        "A six heures, la cloche de l’église sonne et, dans la rue haute, les volets s’ouvrent d’un coup."
    )  # fmt: skip
    result = cleaned(paris)
    assert (result.kicker, result.byline) == ("REPORTAGE", "Clémentine Ferrandez")
    assert (result.published_at, result.updated_at) == (
        "02 septembre 2022 à 06h00",
        "02 septembre 2022 à 18h41",
    )
    long = " ".join(f"Wort{number}" for number in range(45)) + "."
    german = cleaned(
        f"Hagel über Biberach zerstört Gärten\n{long}\nVon Uli Hecht\n24.06.2021, 16.42 Uhr\n{STORY}"
    )
    assert (german.standfirst, german.byline) == (long, "Uli Hecht")
    delhi = cleaned(f"{HEAD}\nPublished - August 08, 2020 11:47 pm IST - IDUKKI/KOCHI\n{STORY}")
    assert delhi.published_at == "August 08, 2020 11:47 pm IST"
    kingston = cleaned(
        f"{HEAD}\nBY ANN ORR\nHarbor staff reporter\norra@harbor.example\nMay 3, 2019\n{STORY}"
    )
    assert (kingston.byline, kingston.kicker) == ("ANN ORR", "")


def test_credits_on_lines_of_their_own_find_their_caption() -> None:
    broadcaster = (
        f"{HEAD}\nBy Ann Orr\n{STORY}\nA woman in a checked shirt stands in a field beside an old boat.\n"
        "Margaret Pellow says she will paint it blue.\n(ABC Harbor: Jo Kern)\n"
        "The museum has offered to store the boat while a trust is formed to restore her."
    )
    result = cleaned(broadcaster)
    assert captions(result) == ["Margaret Pellow says she will paint it blue."]
    assert "alternative-text" in rules(result)
    kitchen = cleaned(
        f"{HEAD}\nBy Ann Orr\nAnn Orr's smoky noodles.\n"
        f"Photograph: Lou Hagan/The Guardian. Food styling: Emily Kydd. Prop styling: Jen Kay.\n{STORY}"
    )
    assert captions(kitchen) == ["Ann Orr's smoky noodles."]
    assert _is_whole(kitchen)


def test_a_caption_below_a_list_of_topics_is_no_other_story() -> None:
    result = cleaned(
        f"{HEAD}\nBy ANN ORR\nMarch 14, 2019 GMT\nRELATED TOPICS\nBoats\n1 of 7\n"
        f"The boat lies in a field near Penhallick on Monday, March 11, 2019. (AP Photo/Jo Kern)\n{STORY}"
    )
    assert captions(result) == [
        "The boat lies in a field near Penhallick on Monday, March 11, 2019."
    ]
    assert result.related == []


def test_the_pitch_of_a_newsletter_goes_with_its_label_and_its_button() -> None:
    lines = STORY.split("\n")
    box = "Newsletter\n« Chaleur humaine »\nChaque semaine, nos meilleurs articles sur le sujet\nS’inscrire"
    assert _is_whole(cleaned(f"{HEAD}\nBy Ann Orr\n{lines[0]}\n{box}\n{lines[1]}\n{lines[2]}"))
    prompt = "Sign up for our newsletter"
    between = cleaned(
        f"{HEAD}\nBy Ann Orr\n{lines[0]}\n{prompt}\n{lines[1]}\nSubscribe to our app\n{lines[2]}"
    )
    assert paragraphs(between)[-1] == lines[2]


def test_people_are_looked_for_in_a_headline_that_is_a_line_of_its_own() -> None:
    head = "Dame Rosalind Achterberg, who saved an orchid, dies aged 91"
    told = prepare(story(f"{head}\nBy Ann Orr\nPublished 14 March 2019\n{STORY}"))
    assert (told.searched()["headline"], told.record.headline_proposed) == (head, True)
    made = prepare(story(STORY))
    assert (made.searched()["headline"], made.record.headline_proposed) == ("", True)


def test_lines_that_were_glued_together_are_parted_and_names_of_firms_are_not() -> None:
    glued = (
        "Widow finds her father's lifeboat in a field two miles from her homeBy ANN ORR FOR HARBORLINE"
        "PUBLISHED: 09:47 GMT, 14 March 2019A widow who spent thirty years looking for a lifeboat has found it."
        "'I must have driven past that gate a thousand times,' said Margaret Pellow.'I bought my eggs there.'"
        "The smallholder put it on YouTube and eBay, and McDonald's of St. Ives gave her an iPhone in 2019."
        "Her son works for LinkedIn and said so to the BBC. She died in 2020."
    )
    result = cleaned(glued)
    assert result.headline == "Widow finds her father's lifeboat in a field two miles from her home"
    assert result.byline.startswith("ANN ORR")
    assert paragraphs(result) == [
        "A widow who spent thirty years looking for a lifeboat has found it.",
        "'I must have driven past that gate a thousand times,' said Margaret Pellow.",
        "'I bought my eggs there.'",
        "The smallholder put it on YouTube and eBay, and McDonald's of St. Ives gave her an iPhone in 2019.",
        "Her son works for LinkedIn and said so to the BBC. She died in 2020.",
    ]


def test_a_prompt_in_a_story_on_one_line_takes_no_sentence_with_it() -> None:
    flat = (
        "By . Ann Orr . PUBLISHED: . 09:12 EST, 3 May 2013 . | . UPDATED: . 11:40 EST, 3 May 2013 . "
        "A plumber who won the lottery has gone back to work because he was bored of playing golf. Keith Ottley, 52, "
        "gave in his notice last June. After ten months on the links he rang his old boss and asked for his van back. "
        "Keith Ottley with his wife Sandra, who told him to get out of the house . He has kept his van. "
        "Scroll down for video . Mr Pegg, 61, said: 'Best plumber I ever had.'"
    )
    result = cleaned(flat)
    assert captions(result) == [
        "Keith Ottley with his wife Sandra, who told him to get out of the house"
    ]
    assert paragraphs(result)[-2:] == [
        "He has kept his van.",
        "Mr Pegg, 61, said: 'Best plumber I ever had.'",
    ]


def test_who_helped_and_who_wrote_below_the_text_are_no_text() -> None:
    below = cleaned(f"{HEAD}\nPublished 14 March 2019\n{STORY}\nBy Ann Orr; annorr@harbor.example")
    assert below.byline == "Ann Orr"
    assert _is_whole(below)
    wire = cleaned(f"{HEAD}\nPublished 14 March 2019\n{STORY}\nEDITORS: pick up 5th graf previous.")
    assert _is_whole(wire)
    one = f"{STORY} CNN's Ana Roque and journalist Pedro Salas contributed to this report.".replace(
        "\n", " "
    )
    assert cleaned(one).author_note.startswith("CNN's Ana Roque")
    assert "Ana Roque" not in " ".join(paragraphs(cleaned(one)))


TERMINAL = """\
   [1]Skip to content

     * [2]Home
     * [3]News
     * [4]Classifieds

Selectmen vote 3-2 to close Ferry Street bridge

   By [5]Donna Pacheco

   Posted Oct 3, 2018 at 6:12 PM

   [INLINE]

   MARSHFIELD -- The Board of Selectmen voted 3-2 Monday night to close the
   Ferry Street bridge to all but foot traffic, over the objections of a
   packed room of residents.

   "You are cutting this town in half," said Walter Nunes, 66, of [6]Ocean
   Bluff, who has [1] vote.

References

   Visible links
   1. https://gazette.example/#content
   6. https://gazette.example/oceanbluff
"""


def test_the_text_of_a_browser_for_terminals_is_read_without_its_marks() -> None:
    result = cleaned(TERMINAL)
    assert result.headline == "Selectmen vote 3-2 to close Ferry Street bridge"
    assert (result.byline, result.dateline, result.kicker) == ("Donna Pacheco", "MARSHFIELD", "")
    assert paragraphs(result) == [
        "The Board of Selectmen voted 3-2 Monday night to close the Ferry Street bridge to all but foot "
        "traffic, over the objections of a packed room of residents.",
        '"You are cutting this town in half," said Walter Nunes, 66, of Ocean Bluff, who has [1] vote.',
    ]
    footnotes = f"{HEAD}\nBy Ann Orr\n{STORY}\nIt is so.[1] And so.[2] And [3]so.\nReferences\n1. The boats, 1929."
    assert paragraphs(cleaned(footnotes))[3:4] == ["It is so.[1] And so.[2] And [3]so."]


def test_a_list_between_numbered_headings_takes_none_of_them() -> None:
    text = (
        f"Three towns for a winter weekend by the sea\nBy Ann Orr\n{STORY}\n1. Whitby, North Yorkshire\n"
        "Best for: wind\n"
        "The abbey looks its best in sleet, and the harbor master has counted the boats since 1981.\n"
        "2. Tenby, Pembrokeshire\nBest for: empty beaches\nCastle Beach in February belongs to you and one labrador.\n"
        "Recommended\n12 of the best cabins with hot tubs\n10 best city breaks for next year\n"
        "3. Portsoy, Aberdeenshire\nBest for: marble\nThe harbor is of 1693, and the whisky is older than I am."
    )
    result = cleaned(text)
    assert [each.headline for each in result.related] == [
        "12 of the best cabins with hot tubs",
        "10 best city breaks for next year",
    ]
    assert "3. Portsoy, Aberdeenshire" in [told for _kind, told in outline(result)]


def test_names_behind_a_line_that_is_printed_twice_are_the_credit() -> None:
    text = (
        "Un pueblo de Teruel subasta su única farola\nEl alcalde asegura que los 83 vecinos votaron a favor\n"
        "La plaza del pueblo, con la farola al fondo.\nLa plaza del pueblo, con la farola al fondo. Javier Escriche\n"
        "Ana Belén Sarrión\nTeruel -\n15 AGO 2019 - 19:22 CEST\n"
        "Los vecinos de Villarluengo han decidido en asamblea subastar su única farola para pagar la orquesta."
    )
    result = cleaned(text)
    assert captions(result) == ["La plaza del pueblo, con la farola al fondo."]
    assert (result.byline, result.dateline) == ("Ana Belén Sarrión", "Teruel")
    assert result.headline == "Un pueblo de Teruel subasta su única farola"


def test_cells_of_a_table_are_no_buttons() -> None:
    told = "The yard will employ many people when it opens in the spring, she said."
    result = cleaned_body(
        *map(_paragraph, [told, "Year | Jobs", "2026 | 320", told.replace("yard", "firm")])
    )
    assert "2026 | 320" in paragraphs(result)


def _paragraph(words: str) -> Block:
    return paragraph(text(words))


def test_a_house_before_an_alternative_text_is_the_credit_of_the_caption_below() -> None:
    text = (
        f"{HEAD}\nAnn Orr\nHarbor News\nReporting from\nMachynlleth\n{STORY}\n"
        "Getty Images Trees blown down across a narrow country road\nGetty Images\nFallen trees blocked roads\n"
        "The museum has offered to store the boat while a trust is formed to restore her."
    )
    result = cleaned(text)
    assert captions(result) == ["Fallen trees blocked roads"]
    assert (result.byline, result.dateline) == ("Ann Orr", "Machynlleth")
    assert "Getty Images" not in " ".join(told for _kind, told in outline(result))


def test_quantities_in_a_row_are_a_list_and_results_are_none() -> None:
    recipe = "3 aubergines (about 900g)\n4 tbsp rapeseed oil\n1½ tbsp vinegar\n250g dried noodles\n60g roasted peanuts"
    result = cleaned(
        f"{HEAD}\nBy Ann Orr\n{STORY}\n{recipe}\nHeat the grill and cook it all until it is done."
    )
    assert rules(result).count("list-lines") == 5
    results = "3 Leeds United\n4 Hull City\n1 York City\n2 Selby Town\n5 Goole Town"
    assert "list-lines" not in rules(
        cleaned(f"{HEAD}\nBy Ann Orr\n{STORY}\n{results}\nThat was all.")
    )
