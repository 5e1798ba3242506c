"""Encodings, selectors, site rules, column maps, and tables whose texts stand in files beside them."""

from __future__ import annotations

import io
from contextlib import closing

import pytest

from articles.ingest.companion_files import Neighbors
from articles.ingest.encoding import decode
from articles.ingest.inputs import Input
from articles.ingest.page.rules import SiteRule, selected
from articles.ingest.page.selectors import BadSelector, to_xpath
from articles.ingest.page.tree import parse_page
from articles.ingest.readers import jsonlines, tables, webpage
from articles.ingest.record import Problem, StoryRecord
from articles.ingest.rows.aliases import ALIASES, field_of, named_values
from tests.ingest.told import tell


@pytest.mark.parametrize(
    ("raw", "declared", "text", "encoding", "notes"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "", "café", "utf-8", 0),
        ("café".encode("utf-16"), "", "café", "utf-16-le", 0),
        (
            "a story in wide letters".encode("utf-16-be"),
            "",
            "a story in wide letters",
            "utf-16-be",
            0,
        ),
        ("café".encode(), "iso-8859-1", "café", "utf-8", 0),
        (b"caf\xe9 \x93x\x94", "", "café “x”", "cp1252", 1),
        (b"caf\xe9", "ISO-8859-1", "café", "cp1252", 0),
        ("привет".encode("koi8-r"), "koi8-r", "привет", "koi8-r", 0),
        ("日本".encode("shift_jis"), "Shift_JIS", "日本", "cp932", 0),
        ("é€ü".encode() + b"\xe9", "", "é€üé", "utf-8", 1),
        (b"caf\xe9", "no-such-charset", "café", "cp1252", 1),
        (b"caf\xe9", "utf-7", "café", "cp1252", 1),
        (b"a\x81b", "", "a\ufffdb", "cp1252", 2),
    ],
)
def test_bytes_become_text_and_doubts_are_told(
    raw: bytes, declared: str, text: str, encoding: str, notes: int
) -> None:
    decoded = decode(raw, declared)
    assert (decoded.text, decoded.encoding, len(decoded.notes)) == (text, encoding, notes)


def test_a_table_and_json_lines_tell_whose_encoding_is_doubted() -> None:
    """Accents far below the head, where a table looks for its encoding, are kept and told too."""
    plain = b"headline,body\n" + b"Ferry,The ferry sails on Monday.\n" * 3_000
    found = list(tables.read(io.BytesIO(plain + b"Caf\xe9,It opens.\n"), "a.csv"))
    *_, story, note = found
    assert isinstance(story, StoryRecord)
    assert story.headline == "Café"
    assert isinstance(note, Problem)
    assert str(note.origin) == "a.csv, row 3002"
    assert note.message == "One byte was not UTF-8 and read as windows-1252."
    said = [each for each in found if isinstance(each, Problem)]
    assert said == [note]
    western = "headline,body\nCafé,Öffnet in der Straße.\n".encode("latin-1")
    told = [str(each) for each in tables.read(io.BytesIO(western), "b.csv")]
    assert [("read as windows-1252" in each) for each in told] == [True, False]
    lines = b'{"headline": "Caf\xe9", "body": "It opens."}\n' * 2
    kinds = [type(each).__name__ for each in jsonlines.read(io.BytesIO(lines), "c.jsonl")]
    assert kinds == ["StoryRecord", "Problem", "StoryRecord", "Problem"]


@pytest.mark.parametrize(
    ("selector", "xpath"),
    [
        ("article", "//article"),
        ("div.body > p", "//div[contains(concat(' ',normalize-space(@class),' '),' body ')]/p"),
        ("#story", "//*[@id='story']"),
        ("a[href^='/news'], h1", "//a[starts-with(@href,'/news')] | //h1"),
    ],
)
def test_a_selector_becomes_xpath(selector: str, xpath: str) -> None:
    assert to_xpath(selector) == xpath


@pytest.mark.parametrize("selector", ["", "a:hover", "p >", "a[", "x" * 2000, "p::before"])
def test_a_selector_that_is_not_understood_is_refused(selector: str) -> None:
    with pytest.raises(BadSelector):
        to_xpath(selector)


@pytest.mark.parametrize("selector", ["[og:title]", "[1st='a']", "[data-x]", "[-x^='b']", "[é]"])
def test_a_selector_that_is_understood_can_be_looked_for(selector: str) -> None:
    page = parse_page("<p og:title=x 1st=a data-x=b -x=bc é=d>One</p>")
    assert page is not None
    assert [each.text for each in selected(page, selector)] == ["One"]


PAGE = b"""<html lang="en"><head><title>Odd page</title>
<link rel="canonical" href="https://www.odd.example/stories/1"></head><body>
<div class="hd">The real head</div><div class="by">Text: Ada Finn</div><div class="when">3 May 2026 10:00 UTC</div>
<div class="txt">First line of the odd page.<br><br>Second line of it.<div class="ad">Buy a boat</div></div>
<div class="other"><p>A long paragraph that is no part of the story, though it reads like one and goes on.</p></div>
</body></html>"""


def test_a_site_rule_says_where_the_parts_stand() -> None:
    rule = SiteRule(
        "odd.example", headline=".hd", byline=".by", date=".when", body=".txt", remove=(".ad",)
    )
    (story,) = webpage.read(
        io.BytesIO(PAGE), "odd.html", rules=[SiteRule("other.example", headline=".by"), rule]
    )
    told = tell([story])[0]
    assert told["headline"] == "The real head"
    assert told["byline"] == "Ada Finn"
    assert told["published_at"] == "2026-05-03T10:00:00+00:00"
    assert told["body"] == [
        "paragraph: First line of the odd page.",
        "paragraph: Second line of it.",
    ]


def test_no_field_has_two_meanings_for_one_name() -> None:
    for field, names in ALIASES.items():
        assert field_of(names[0]) == field


def test_a_column_map_beats_the_alias_table() -> None:
    raw = b"title,label,text\nMachine name,Real headline,The body text.\n"
    (story,) = tables.read(io.BytesIO(raw), "a.csv", columns={"headline": "label"})
    assert isinstance(story, StoryRecord)
    assert story.headline == "Real headline"
    (story,) = jsonlines.read(
        io.BytesIO(b'{"xx": "H", "yy": "B"}'), "a.json", columns={"headline": "xx", "body": "yy"}
    )
    assert isinstance(story, StoryRecord)
    assert (story.headline, story.lines[0].text if story.lines else "") == ("H", "B")


def test_a_mapped_column_that_is_not_there_is_named() -> None:
    (fault,) = tables.read(io.BytesIO(b"title\nx\n"), "a.csv", columns={"body": "words"})
    assert isinstance(fault, Problem)
    assert fault.message == 'There is no column "words" for body. The columns are: "title".'
    with pytest.raises(ValueError, match="no field"):
        named_values({"a": 1}, {"nonsense": "a"})


def test_a_table_takes_its_texts_from_the_files_beside_it() -> None:
    files = {
        "posts/12.moss.html": b"<h2>Moss</h2><p class='button-wrapper'><a href='/s'>Sign up</a></p>"
        b"<p>It is green.</p>",
        "emails/fern.md": b"<!-- buttondown-editor-mode: plaintext -->A *fern*.",
    }
    raw = b"post_id,title,is_published,slug\n12.moss,Moss,TRUE,\n,Fern,FALSE,fern\n"
    moss, fern = tell(tables.read(io.BytesIO(raw), "posts.csv", beside=files.get))
    assert moss["body"] == ['heading {"level": 2}: Moss', "paragraph: It is green."]
    assert moss["removed"] == [["Sign up", "a button of the page, not a part of the story"]]
    assert (moss["status"], fern["status"]) == ("usable", "draft")
    assert fern["body"] == ["paragraph: A {fern|emphasis}."]


def test_a_file_that_a_table_took_is_no_story_of_its_own() -> None:
    def made(name: str, content: bytes) -> Input:
        return Input(name, lambda: closing(io.BytesIO(content)), len(content), name)

    files = [
        made("a/posts/1.html", b"<p>Text</p>"),
        made("a/about.html", b"<p>x</p>"),
        made("a/posts.csv", b""),
    ]
    neighbors = Neighbors(files)
    table = neighbors.tables_first()[0]
    assert table.name == "a/posts.csv"
    beside = neighbors.beside(table)
    assert beside("posts/1.html") == b"<p>Text</p>"
    assert beside("posts/2.html") is None
    assert [neighbors.was_taken(file) for file in files] == [True, False, False]


def test_a_file_of_facts_takes_the_text_that_has_its_name() -> None:
    facts = b'{"headline": "Ferry aground", "byline": "By Ann Orr", "published": "2026-03-03T08:00:00Z"}'
    whole = (
        b'{"headline": "Moss", "body": "It is green and it grows on the north side of a stone."}'
    )
    contents = {"a/ferry.json": facts, "a/ferry.txt": "A ferry ran aground in Córdoba.".encode()}
    contents |= {"a/moss.json": whole, "a/moss.txt": b"Another story about moss."}
    files = [
        Input(name, lambda raw=raw: closing(io.BytesIO(raw)), len(raw), name)
        for name, raw in contents.items()
    ]
    neighbors = Neighbors(files, shown={"a/moss.txt"})
    cards = [file for file in neighbors.tables_first() if neighbors.is_card(file)]
    assert [file.name for file in cards] == ["a/ferry.json", "a/moss.json"]
    ferry, moss = (
        next(
            iter(
                jsonlines.read(
                    io.BytesIO(contents[card.name]), card.name, beside=neighbors.beside(card)
                )
            )
        )
        for card in cards
    )
    assert isinstance(ferry, StoryRecord)
    assert isinstance(moss, StoryRecord)
    assert (ferry.headline, ferry.byline, str(ferry.published_at)) == (
        "Ferry aground", "By Ann Orr", "2026-03-03 08:00:00+00:00",
    )  # fmt: skip
    assert [line.text for line in ferry.lines or []] == ["A ferry ran aground in Córdoba."]
    assert [line.text[:12] for line in moss.lines or []] == ["It is green "]
    assert [neighbors.was_taken(file) for file in files] == [False, True, False, False]
    assert [neighbors.was_shown(file) for file in files] == [False, False, False, True]


def test_a_site_rule_with_a_bad_selector_is_told_and_not_used() -> None:
    rule = SiteRule.from_rules(
        "odd.example", {"headline": ".hd", "body": "p:hover", "remove": ".ad, .x"}
    )
    assert rule.remove == (".ad, .x",)
    found = list(webpage.read(io.BytesIO(PAGE), "odd.html", rules=[rule]))
    assert isinstance(found[0], StoryRecord)
    assert found[0].headline == "Odd page"
    assert [each.message for each in found[1:] if isinstance(each, Problem)] == [
        'The rule for odd.example was not used: The part "p:hover" of the selector is not understood.'
    ]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({}, ""),
        ({"headline": "h1.title", "remove": [".promo", "#menu"]}, ""),
        ({"remove": ".promo, .more"}, ""),
        ([".promo"], "names and selectors"),
        ({"headlines": "h1"}, "no field “headlines”"),
        ({"body": ["div"]}, "“body” is no selector"),
        ({"body": "div[class"}, "bracket"),
    ],
)
def test_what_is_wrong_with_the_rules_of_a_site_is_said(rules: object, said: str) -> None:
    faults = SiteRule.faults_of(rules)
    assert bool(faults) == bool(said)
    assert said in " ".join(each for fault in faults.values() for each in fault)


def test_what_is_wrong_with_a_rule_is_told_by_its_field() -> None:
    rules = {"headline": "h1", "date": "p:hover", "remove": [".ad", "a[", "b >"]}
    assert SiteRule.faults_of(rules) == {
        "date": ['The part "p:hover" of the selector is not understood.'],
        "remove": [
            'A bracket of the selector "a[" is never closed.',
            'The selector "b >" ends too early.',
        ],
    }
