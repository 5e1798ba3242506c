"""Values as programs print them into tables and JSON, and the columns that scrapers and data sets have."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from articles.body.words import plain_text
from articles.ingest.encoding import TWICE, decode
from articles.ingest.prepare import prepare
from articles.ingest.printed_values import read_value
from articles.ingest.readers import jsonlines, plaintext, tables
from articles.ingest.record import Line, Origin, PersonRecord, Problem, StoryRecord
from articles.ingest.twice_read import read_once

FERRY = (
    "A ferry with 212 passengers ran aground off Port Leith on Sunday night.\n\n"
    "“We sang songs,” said Moira Galbraith, 62."
)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("['Catriona Budge', 'Ross Tulloch']", ["Catriona Budge", "Ross Tulloch"]),
        ("{'ferries', 'Port Leith'}", ["ferries", "Port Leith"]),
        ("['Ann Orr' 'Jo Kern']", ["Ann Orr", "Jo Kern"]),
        ("array(['Ann Orr', 'Jo Kern'], dtype=object)", ["Ann Orr", "Jo Kern"]),
        ("{'name': 'Ann Orr', 'id': 7}", {"name": "Ann Orr", "id": 7}),
        *[(nothing, "") for nothing in ("nan", "NaN", "None", "NaT", "set()", "[]", "\\N", " n/a ")],
        ("One.\\n\\nTwo.\\nThree.", "One.\n\nTwo.\nThree."),
        ("She wrote C:\\new and left.", "She wrote C:\\new and left."),
        ("[VIDEO] Dog finds its way home", "[VIDEO] Dog finds its way home"),
        ("[This story was first told in May.]", "[This story was first told in May.]"),
        ("Nan", ""),
        ("Nan Winton, newsreader", "Nan Winton, newsreader"),
        ("None of the above", "None of the above"),
        ("[" * 400 + "]" * 400, "[" * 400 + "]" * 400),
        ("as\u00c3\u00ad, caf\u00c3\u00a9 \u00e2\u20ac\u0153x\u00e2\u20ac\u009d", "así, café “x”"),
        ("São João à noite, façade, Ångström", "São João à noite, façade, Ångström"),
        ("PREÇO DO PÃO SOBE", "PREÇO DO PÃO SOBE"),
    ],
)  # fmt: skip
def test_a_printed_value_is_read_as_it_was_meant(printed: str, meant: Any) -> None:
    assert read_value(printed) == meant


def test_text_read_twice_is_put_right_only_where_all_of_it_speaks_for_that() -> None:
    twice = "Córdoba – «así»".encode().decode("cp1252", "replace").replace("\ufffd", "\x81")
    decoded = decode(("El temporal en C\u00c3\u00b3rdoba").encode())
    assert (decoded.text, decoded.notes) == ("El temporal en Córdoba", (TWICE,))
    assert read_once(twice).startswith("Córdoba")
    assert (
        read_once("Ünlü, öğrenci, çok, ağaç: \u00c3\u00a9")
        == "Ünlü, öğrenci, çok, ağaç: \u00c3\u00a9"
    )


@pytest.mark.parametrize(
    "copy",
    [
        "La « liberté\xa0» selon Marie", "LA LIBERTÉ\xa0! ET VITE", "„Das ist groß“, sagte er", "Nicht zu groß… aber",
        "NESCAFÉ® kommt", "LE CAFÉ… ferme", "Er rief: „HALLO MENÜ“", "DAS MENÜ – ein Fest", "„Ü“ und „É“", "TÜV’s Rat",
    ],
)  # fmt: skip
def test_a_letter_and_the_sign_behind_its_word_are_not_taken_for_text_read_twice(copy: str) -> None:
    assert read_once(copy) == copy


def test_a_story_of_any_format_is_put_right_as_a_whole_and_says_so() -> None:
    told = "The mill’s wheel turns again. “Nobody asked us,” said Zoë Brandt."
    wrong = told.encode().decode("cp1252", "replace")
    given = StoryRecord(
        Origin("wire.xml"),
        headline="Zoë’s mill turns again".encode().decode("cp1252"),
        lines=[Line(1, wrong)],
        people=[PersonRecord("Zoë Brandt".encode().decode("cp1252"))],
    )
    ready = prepare(given)
    assert ready.record.people[0].name == "Zoë Brandt"
    assert plain_text(ready.document) == told
    assert ready.record.headline == "Zoë’s mill turns again"
    assert TWICE in [problem.message for problem in ready.problems]
    right = prepare(
        StoryRecord(Origin("wire.xml"), headline="La « liberté\xa0»", lines=[Line(1, told)])
    )
    assert TWICE not in [problem.message for problem in right.problems]


@pytest.mark.parametrize("loss", ["replace", "ignore"])
def test_quotes_that_were_lost_on_the_way_and_mistakes_made_twice_are_put_right(loss: str) -> None:
    said = "“So good,” said Beyoncé’s cook – “really”."
    lossy = said.encode().decode("cp1252", loss)
    assert "\u201d" not in lossy
    assert read_once(lossy) == said
    assert read_once(said.encode().decode("latin-1").encode().decode("latin-1")) == said
    assert read_once(said.encode().decode("mac_roman")) == said
    kept = "√2 ist größer, «Âge d’or», ‚so‘, ±5 €"
    assert read_once(kept) == kept


def _row(**cells: str) -> StoryRecord:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    table = ",".join(cells) + "\n" + ",".join(map(quoted, cells.values())) + "\n"
    found = list(tables.read(io.BytesIO(table.encode()), "set.csv"))
    assert isinstance(found[0], StoryRecord), found
    return found[0]


def _object(**facts: Any) -> StoryRecord:
    found = next(iter(jsonlines.read(io.BytesIO(json.dumps(facts).encode()), "set.json")))
    assert isinstance(found, StoryRecord), found
    return found


def _names(story: StoryRecord) -> list[str]:
    return [person.name for person in story.contributors]


def test_the_house_among_the_authors_and_the_lead_once_more_in_the_body_go() -> None:
    figure = "<figure><img src='/up/roof.jpg'><figcaption>Hives on the roof. (Ana Ruiz)</figcaption></figure>"
    story = _object(
        headline="Bees on roofs", url="https://www.the-lantern.example/bees", authors=["Jo Kern", "The Lantern"],
        body=f"<p>Towns may keep bees on their roofs from May.</p>{figure}<p>So it was said.</p>",
        image={"url": "https://the-lantern.example/up/roof.jpg", "caption": "Hives on the roof. (Ana Ruiz)"},
    )  # fmt: skip
    assert _names(story) == ["Jo Kern"]
    assert [block["type"] for block in (story.body or {})["content"]] == ["paragraph", "paragraph"]
    assert [picture.role for picture in story.pictures] == ["lead"]


def test_a_table_of_pandas_keeps_its_lists_and_has_no_nan() -> None:
    story = _row(
        **{"": "0"},
        url="https://www.portleithpost.example/news/1",
        title="Ferry runs aground off Port Leith | Port Leith Post",
        authors="['Catriona Budge', 'About The Author', 'Min Read', 'Ross Tulloch']",
        publish_date="NaT",
        text=FERRY.replace("\n", "\\n"),
        tags="{'ferries'}",
        summary="nan",
        keywords="['ferry', 'aground']",
    )
    assert story.headline == "Ferry runs aground off Port Leith"
    assert _names(story) == ["Catriona Budge", "Ross Tulloch"]
    assert (story.topics, story.standfirst) == (["ferries", "ferry", "aground"], "")
    assert [line.text for line in story.lines or []] == FERRY.split("\n")


def test_columns_of_known_sets_are_known() -> None:
    first = _row(Article=FERRY, Date="12/27/2016", Heading="ferry aground", NewsType="business")
    assert (first.headline, first.section) == ("ferry aground", "business")
    second = _row(title="Ferry aground", text=FERRY, subject="worldnews", date="December 31, 2017 ")
    assert (second.headline, second.section) == ("Ferry aground", "worldnews")
    third = _row(
        headlines="Ferry aground", read_more="https://a.example/1", text="It is.", ctext=FERRY
    )
    assert third.source_url == "https://a.example/1"
    assert [line.text for line in third.lines or []] == FERRY.split("\n")
    fourth = _row(
        Título="Encalla un ferri", Cuerpo=FERRY, Sección="Sucesos", Fecha="3.2.2021 08:15 hs"
    )
    assert (fourth.headline, fourth.section) == ("Encalla un ferri", "Sucesos")
    assert fourth.published_at is not None
    assert (fourth.published_at.hour, fourth.published_at.month) == (8, 2)


def test_a_byline_and_a_time_in_pieces_are_put_together() -> None:
    story = _object(
        h1=["\n  Ferry aground  \n"],
        byline=["By ", "Catriona Budge", " and ", "Ross Tulloch"],
        timestamp=["Monday 8 March 2021 ", "07:31"],
        paragraphs=FERRY.split("\n\n"),
        response_url="https://www.portleithpost.example/news/1",
    )
    assert (story.headline, _names(story)) == ("Ferry aground", ["Catriona Budge", "Ross Tulloch"])
    assert story.published_at is not None
    assert story.published_at.isoformat() == "2021-03-08T07:31:00+00:00"
    plain = _object(headline="A", body="B.", authors=["Jo Kern", "Ann Orr"])
    assert _names(plain) == ["Jo Kern", "Ann Orr"]


def test_stories_kept_by_their_ids_are_found_below_other_objects() -> None:
    posts = {
        f"a-{number}": {"post": {"titel": f"Brücke {number}", "inhalt": "<p>Sie steht.</p>"}}
        for number in (1, 2)
    }
    found = jsonlines.read(
        io.BytesIO(json.dumps({"export": {"entries": posts}}).encode()), "a.json"
    )
    assert [story.headline for story in found if isinstance(story, StoryRecord)] == [
        "Brücke 1",
        "Brücke 2",
    ]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Ferry runs aground off Port Leith | News | Port Leith Post", "Ferry runs aground off Port Leith"),
        ("Ferry runs aground - The Port-Leith Post", "Ferry runs aground"),
        ("Ferry | Port Leith Post", "Ferry | Port Leith Post"),
        ("Ferry runs aground - islands cut off", "Ferry runs aground - islands cut off"),
    ],
)  # fmt: skip
def test_the_name_of_the_site_is_no_part_of_a_headline(title: str, kept: str) -> None:
    address = "https://www.port-leith-post.example/1"
    assert _object(title=title, text=FERRY, section="News", url=address).headline == kept


def test_tables_written_by_column_and_stories_inside_objects_are_found() -> None:
    by_column = {
        "title": {"0": "Ferry aground", "1": "Onions dumped"},
        "text": {"0": FERRY, "1": "It is so."},
    }
    split = {"columns": ["title", "text"], "index": [0], "data": [["Ferry aground", FERRY]]}
    listed = {"title": ["Ferry aground", "Onions dumped"], "text": [FERRY, "It is so."]}
    detail = {
        "headLine": "Ferry aground",
        "storyContent": f"<p>{FERRY}</p>",
        "publishedOn": 1615188660000,
    }
    nested = {
        "payload": {
            "news_list": [{"articleId": 77, "articleDetail": {**detail, "authorInfo": "Jo Kern"}}]
        }
    }
    for given, headlines in (
        (by_column, ["Ferry aground", "Onions dumped"]),
        (split, ["Ferry aground"]),
        (listed, ["Ferry aground", "Onions dumped"]),
        (nested, ["Ferry aground"]),
    ):
        found = list(jsonlines.read(io.BytesIO(json.dumps(given).encode()), "a.json"))
        assert [each.headline for each in found if isinstance(each, StoryRecord)] == headlines
    story = found[0]
    assert isinstance(story, StoryRecord)
    assert (_names(story), story.source_id) == (["Jo Kern"], "77")


def test_a_table_without_a_header_is_told_by_its_first_row() -> None:
    long = FERRY.replace("\n", " ")
    raw = f'"Ferry aground off Port Leith","{long}","2021-03-08","Scotland"\n"Onions dumped on road","{long}","",""\n'
    note, *stories = tables.read(io.BytesIO(raw.encode()), "a.csv")
    assert isinstance(note, Problem)
    assert note.action == "noted"
    assert [each.headline for each in stories if isinstance(each, StoryRecord)] == [
        "Ferry aground off Port Leith",
        "Onions dumped on road",
    ]
    strange = tables.read(io.BytesIO(b"a,b,c\n1,2,3\n"), "a.csv")
    assert [each.action for each in strange if isinstance(each, Problem)] == ["refused"]


def test_a_head_of_fields_of_any_name_is_read_where_one_is_the_headline() -> None:
    head = "Headline:\tFerry aground\nBy-line:\tJo Kern\nPublication date:\t8 March 2021\nWord count:\t412"
    for parted in ("\n\n", "\n-----------\n"):
        story = next(iter(plaintext.read(io.BytesIO(f"{head}{parted}{FERRY}".encode()), "a.txt")))
        assert isinstance(story, StoryRecord)
        assert (story.headline, story.byline) == ("Ferry aground", "Jo Kern")
        assert (story.lines or [])[-1].text == FERRY.split("\n")[-1]
    listing = (
        "Place: Town Hall\nTime: 8pm\nNumber: 12\n\nCome early and bring a chair, said the mayor."
    )
    story = next(iter(plaintext.read(io.BytesIO(listing.encode()), "a.txt")))
    assert isinstance(story, StoryRecord)
    assert len(story.lines or []) == 5


def test_a_job_behind_a_name_is_no_second_writer() -> None:
    story = _object(headline="A", body="B.", byline="BY JO KERN, TRANSPORT EDITOR, AND ANN ORR")
    assert [(each.name, each.role) for each in story.contributors] == [
        ("Jo Kern", "Transport Editor"),
        ("Ann Orr", ""),
    ]
    assert _object(headline="A", body="B.", author="admin").byline == ""


def test_codes_of_windows_in_a_text_of_unicode_are_the_signs_that_they_were() -> None:
    story = _object(headline="\x93It\x92s open\x94", body="Caf\u00e9 \x96 now\x85\n\nIt \x81stays.")
    prepared = prepare(story)
    assert prepared.record.headline == "“It’s open”"
    assert plain_text(prepared.document) == "Café – now…\n\nIt stays."
    assert prepare(_object(headline="Open", body="Café.")).problems == []
