"""Broken and hostile input of the free-form readers: refused with a reason, at little cost, never a crash."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.ingest.formats import HEAD_BYTES, detect, explain
from articles.ingest.frontmatter import BadFrontMatter, split
from articles.ingest.limits import LIMITS
from articles.ingest.markup_guard import fault_of_markup
from articles.ingest.readers import feed, jsonlines, markdown, plaintext, tables, webpage
from articles.ingest.record import Problem, StoryRecord
from tests.pace import answered_within
from tests.shared_data import shared_data

SECONDS = 5.0
"""Bound of CPU time for one hostile file; each takes under 1 s on an idle machine."""

PAGE = b"<html><head><title>A page with a title</title></head><body>"
RSS = b"<rss version='2.0'><channel><title>T</title>"


def outcome(reader: Any, raw: bytes, name: str, **extras: Any) -> list[StoryRecord | Problem]:
    return list(reader.read(io.BytesIO(raw), name, **extras))


def refusals(found: list[StoryRecord | Problem]) -> list[str]:
    return [
        each.message for each in found if isinstance(each, Problem) and each.action == "refused"
    ]


HOSTILE = [
    (plaintext, "empty.txt", b"", "empty"),
    (plaintext, "spaces.txt", b" \n\t\r\n", "empty"),
    (plaintext, "binary.txt", bytes(range(32)) * 40, "binary"),
    (plaintext, "line.txt", b"a " * 25_000_000, "20 MB"),
    (plaintext, "long.txt", b"a" * 1_500_000, "1 MB"),
    (plaintext, "noise.txt", b"*** -- ***\n...\n", "no words"),
    (markdown, "open.md", b"---\na: [1, 2\n---\nText", "never closed"),
    (markdown, "toml.md", b"+++\na = \n+++\nText", "TOML"),
    (markdown, "deep.md", b"---\n" + b"\n".join(b" " * n + b"a:" for n in range(300)) + b"\n---\nx", "deep"),
    (markdown, "code.md", b"`a ``b " * 60_000, "refused"),
    (jsonlines, "deep.json", b"[" * 100_000, "deeper than 100"),
    (jsonlines, "deep.jsonl", b'{"a":' * 100_000, "deeper than 100"),
    (jsonlines, "twice.json", b'{"title": "a",\n "title": "b"}', "stands twice"),
    (jsonlines, "nan.json", b'{"title": "a", "body": NaN}', "NaN"),
    (jsonlines, "huge.json", b'{"title": "a", "n": ' + b"9" * 500 + b"}", "500 digits"),
    (jsonlines, "exponent.json", b'{"title": "a", "n": 1e999}', "too big"),
    (jsonlines, "cut.json", b'{"posts": [{"title": "a"', "not valid JSON"),
    (jsonlines, "people.json", b'{"users": [{"name": "A", "email": "a@b.example"}]}', "no story"),
    (tables, "empty.csv", b"", "empty"),
    (tables, "people.csv", b"Username,Department\na,b\n", "No column is a headline"),
    (tables, "cell.csv", b'title,body\nx,"' + b"a" * 7_000_000 + b'"\n', "field limit"),
    (tables, "quote.csv", b'title,body\nx,"open\n' + b"y,z\n" * 1000, "never closed"),
    (webpage, "nested.html", PAGE + b"<div>" * 200_000, "60,000 elements"),
    (webpage, "attributes.html", PAGE + b"<p " + b"a=1 " * 90_000 + b">x</p>", "2,000 attributes"),
    (webpage, "blocks.html", PAGE + b"<p>Some words stand here.</p>" * 6_000, "5,000 blocks"),
    (webpage, "script.html", PAGE + b"<script>document.write('x')</script>", "no running text"),
    (feed, "bomb.xml", b'<!DOCTYPE r [<!ENTITY a "b">]>' + RSS + b"<item>&a;</item></channel></rss>", "refused"),
    (feed, "deep.xml", RSS + b"<item>" + b"<a>" * 100_000, "depth"),
    (feed, "attribute.xml", RSS + b"<item a='" + b"a" * 12_000_000 + b"'/>", "limit"),
    (feed, "children.xml", RSS + b"<item>" + b"<category/>" * 20_000 + b"</item></channel></rss>", "2,000 elements"),
    (feed, "nothing.xml", RSS + b"</channel></rss>", "no entries"),
]  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("reader", "name", "raw", "reason"),
    HOSTILE,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_input_is_refused_in_time_with_its_reason(
    reader: Any, name: str, raw: bytes, reason: str
) -> None:
    messages = answered_within(SECONDS, lambda: refusals(outcome(reader, raw, name)))
    assert any(reason in message for message in messages), messages


def test_a_table_names_each_bad_row_and_reads_the_others() -> None:
    rows = [b"title,body"] + [b"t%d,b%d" % (n, n) for n in range(2, 1000)]
    rows[499] = b"one,two,three"
    rows[500] = b"\x00nul\x00,kept"
    found = outcome(tables, b"\n".join(rows), "wide.csv")
    stories = [each for each in found if isinstance(each, StoryRecord)]
    assert len(stories) == 997
    assert [str(each.origin) for each in found if isinstance(each, Problem)] == [
        "wide.csv, row 500"
    ]
    assert stories[498].headline == "nul"


def test_json_lines_refuse_a_bad_line_and_go_on() -> None:
    lines = [b'{"title": "t%d", "body": "b"}' % n for n in range(1000)]
    lines[300], lines[600], lines[900] = b"{", b'{"a": NaN}', b"\xff\xfe{"
    found = outcome(jsonlines, b"\n".join(lines), "wire.jsonl")
    places = [each.origin.place for each in found if isinstance(each, Problem)]
    assert places == ["line 301", "line 601", "line 901"]
    assert sum(isinstance(each, StoryRecord) for each in found) == 997


class Endless(io.RawIOBase):
    """A JSON array of many stories, made while it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = b""
        self.biggest = 0

    def read(self, size: int = -1) -> bytes:
        self.biggest = max(self.biggest, size)
        self._rest = self._rest or next(self._pieces, b"")
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece


def test_a_big_json_file_is_read_story_by_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "json_whole_bytes", 100_000)
    good = b'{"title": "A [bracket] and a \\"quote\\"", "body": "' + b"word " * 400 + b'"}'

    def pieces() -> Iterator[bytes]:
        yield b'{"meta": {"count": [1, 2]}, "posts": [\n'
        for number in range(300):
            yield good + b",\n"
            if number == 150:
                yield b'{"title": "x", "body": NaN},\n'
        yield b'{"title": "last", "body": "words"}]}'

    stream = Endless(pieces())
    found = list(jsonlines.read(stream, "big.json"))  # type: ignore[arg-type]
    stories = [each for each in found if isinstance(each, StoryRecord)]
    assert len(stories) == 301
    assert stories[0].headline == 'A [bracket] and a "quote"'
    assert [each.origin.place for each in found if isinstance(each, Problem)] == ["line 153"]
    assert stream.biggest <= 300_000


@pytest.mark.parametrize(
    ("name", "head", "words"),
    [
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.zip", b"PK\x03\x04rest", "office document"),
        ("a.svg", b"<svg onload='alert(1)'></svg>", "scripts"),
        ("a.xml", b"<?xml version='1.0'?><root><a/></root>", 'root element is "root"'),
        ("a.xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "entities"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("a.bin", b"\x00\x01\x02" * 500, "binary"),
        ("page_files/site.css", b"body { color: red }", "style sheet"),
        ("a.rst", b"Bridge\n======\n\nIt closes.", "Convert it to Markdown or HTML"),
        ("a.txt", b"<ASCII-WIN>\n<Version:16>\n<ParaStyle:Body>A heron left.", "layout program"),
        (
            "a.txt",
            "<UNICODE-MAC>\n<ParaStyle:Body>A heron left.".encode("utf-16"),
            "layout program",
        ),
        ("a.xtg", b"<v7.31><e9>\n@Body:A heron left.", "layout program"),
        ("a.ris", b"TY  - NEWS\nTI  - Bridge closes\nER  - \n", "references"),
        ("a.adoc", b"= Bridge\n:date: 2026\n\nIt closes.", "AsciiDoc"),
        ("a.conll", b"Paris\tB-Location\nsaid\tO\n\n" * 6, "single words with a label"),
        ("a.tsv", b"Paris B-Location\nsaid O\n" * 6, "single words with a label"),
        ("files/a.jpg", b"<!doctype html><html><body><p>Not found</p></body></html>", "a picture"),
        ("a.txt", b"", "empty"),
    ],
)
def test_what_no_reader_takes_is_explained(name: str, head: bytes, words: str) -> None:
    assert detect(name, head) is None
    assert words in explain(name, head)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_front_matter_of_any_text_is_read_or_refused(text: str) -> None:
    for fence in ("---", "+++"):
        with contextlib.suppress(BadFrontMatter):
            split(f"{fence}\n{text}\n{fence}\nBody")


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_a_reader(raw: bytes) -> None:
    for reader, name in ((plaintext, "a.txt"), (markdown, "a.md"), (jsonlines, "a.json"), (tables, "a.csv"),
                         (webpage, "a.html"), (feed, "a.xml")):  # fmt: skip
        for each in outcome(reader, raw, name):
            assert isinstance(each, (StoryRecord, Problem))
    detect("file", raw[:HEAD_BYTES])


@pytest.mark.parametrize(
    ("markup", "refused"),
    [
        ("<p>" * 200_001, True),
        ("<p " + "a=1 " * 2_500 + ">", True),
        ("<p " + "a " * 2_500, True),
        ('<p a="' + "x y " * 9_000 + '">', False),
        ("<p>" + "a = b " * 9_000 + "</p>", False),
    ],
)
def test_the_guard_counts_attributes_and_not_words(markup: str, *, refused: bool) -> None:
    assert bool(fault_of_markup(markup)) is refused


def test_xxe_strings_read_no_file() -> None:
    strings = json.loads(shared_data("security", "xml", "xxe-even.json").read_text())
    for entry in strings:
        text = entry if isinstance(entry, str) else json.dumps(entry)
        raw = text.encode("utf-8", "replace")
        for name in ("a.xml", "a.html", "a.txt"):
            key = detect(name, raw)
            if key in {"feed", "webpage", "plaintext"}:
                reader = {"feed": feed, "webpage": webpage, "plaintext": plaintext}[key]
                for each in outcome(reader, raw, name):
                    assert "root:x:0" not in repr(each)
