"""Wire archives in SGML: <DOC> and <REUTERS> elements, many to a file, that no XML parser takes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import BinaryIO, Final

from articles.ingest.credit_names import credited_names, without_by
from articles.ingest.dialects.wire_copy import CONTROLS, joined_paragraphs
from articles.ingest.encoding import decode
from articles.ingest.filling import Filling
from articles.ingest.record import Line, Origin, PersonRecord, Problem, StoryRecord
from articles.ingest.streams import read_up_to

FORMAT: Final = "sgml"
MAX_DOCUMENT: Final = 4_000_000
"""Bytes; the longest articles of news archives have a fiftieth of it."""
_CHUNK: Final = 1 << 16
_ROOT: Final = r"(?:DOC|REUTERS)"
_OPENS: Final = re.compile(
    rf"\s*(?:<!DOCTYPE[^<>]{{0,200}}>\s*|<\?xml[^<>]{{0,200}}>\s*)*<{_ROOT}\b", re.IGNORECASE
)
_NAMED: Final = re.compile(
    r"<(?:DOCNO|DOCID|HEADLINE|HEAD|HL|TITLE|TEXT|DATELINE)\b", re.IGNORECASE
)
_START: Final = re.compile(rf"<{_ROOT}\b(?P<attributes>[^<>]{{0,1000}})>".encode(), re.IGNORECASE)
_END: Final = re.compile(rf"</{_ROOT}\s*>".encode(), re.IGNORECASE)
_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w.-]{0,30})(?:\s[^<>]{0,300})?>")
_ATTRIBUTE: Final = re.compile(r"([\w.-]{1,30})\s*=\s*[\"']?([^\"'\s>]{0,200})")

_FIELDS: Final[dict[str, str]] = {
    "docno": "id", "docid": "id", "accno": "id",
    "headline": "headline", "hl": "headline", "head": "headline", "title": "headline", "hd": "headline",
    "dateline": "dateline", "byline": "byline", "author": "byline", "by": "byline",
    "date": "date", "date_time": "date", "datetime": "date", "dd": "date", "pubdate": "date",
    "text": "body", "body": "body", "lp": "body", "td": "body", "leadpara": "body", "lead": "body",
    "topics": "topics", "places": "places", "people": "people", "orgs": "organisations",
    "companies": "organisations", "keyword": "slugline", "keywords": "slugline", "slug": "slugline",
    "second": "slugline",
    "section": "section", "source": "source", "so": "source", "note": "note", "ed_note": "note",
}  # fmt: skip
"""What archives call the parts of a story."""
_HOUSES: Final[dict[str, str]] = {
    "apw": "Associated Press", "ap": "Associated Press", "afp": "Agence France-Presse",
    "nyt": "The New York Times", "xin": "Xinhua", "cna": "Central News Agency", "ltw": "Los Angeles Times",
    "wsj": "The Wall Street Journal", "la": "Los Angeles Times", "ft": "Financial Times",
}  # fmt: skip
_DAY_IN_ID: Final = re.compile(
    r"(?P<house>[A-Z]{2,4})(?:_[A-Z]{3}_)?(?:-)?(?P<day>(?:19|20)\d{6}|\d{6})[.-]\d{3,5}"
)
"""Archives number a story by house, day and count: APW_ENG_19981105.0123, AP880212-0001."""


def looks_like(name: str, head: bytes) -> bool:
    """A first element <DOC> or <REUTERS> with the parts of a story in it."""
    start = decode(head[:8192]).text.lstrip("\ufeff")
    return bool(_OPENS.match(start)) and bool(_NAMED.search(start))


def read(
    stream: BinaryIO, name: str, *, zone: tzinfo | None = None
) -> Iterator[StoryRecord | Problem]:
    """Each document as a story; one that is too long or broken is a problem, the others go on."""
    for line, raw in _documents(stream):
        origin = Origin(name, f"line {line}")
        if len(raw) > MAX_DOCUMENT:
            yield Problem(origin, f"The document has more than {MAX_DOCUMENT:,} bytes or no end.")
            continue
        filling = Filling(origin, FORMAT, zone)
        opening = _START.match(raw)
        attributes = opening["attributes"].decode("latin-1") if opening else ""
        text = decode(raw[opening.end() if opening else 0 :], "latin-1").text
        _fill(filling, dict(_ATTRIBUTE.findall(attributes.casefold())), attributes, text)
        yield from filling.done()


def _documents(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(line of its first sign, bytes without the end tag) of each document; memory holds one.

    Of a document without an end in sight the beginning is given, and its rest is passed over.
    """
    held, line, passing = b"", 1, False
    more = True
    while more:
        piece = read_up_to(stream, _CHUNK)
        more = len(piece) == _CHUNK
        held += piece
        while end := _END.search(held):
            start = _START.search(held, 0, end.start())
            at = start.start() if start else 0
            if not passing:
                yield line + held.count(b"\n", 0, at), held[at : end.start()]
            line += held.count(b"\n", 0, end.end())
            held, passing = held[end.end() :], False
        if len(held) > MAX_DOCUMENT:
            if not passing:
                yield line, held
            line, held, passing = line + held.count(b"\n"), b"", True
    if not passing and (start := _START.search(held)):
        yield line + held.count(b"\n", 0, start.start()), held[start.start() :]


def _fill(filling: Filling, attributes: dict[str, str], printed: str, text: str) -> None:
    story = filling.story
    parts = _parts(text)
    identifier = _joined(parts.get("id", [])) or _id_in(attributes, printed)
    _identity(filling, identifier, attributes)
    story.headline = _joined(parts.get("headline", []))
    story.slugline = re.sub(r",\d{3,5}$", "", _joined(parts.get("slugline", [])))
    story.section = _joined(parts.get("section", []))
    story.editor_note = _joined(parts.get("note", []))
    _dateline(filling, _joined(parts.get("dateline", [])))
    bylines = [_joined([line]) for line in parts.get("byline", [])]
    story.byline = ", ".join(bylines)
    for name in (name for line in bylines for name in credited_names(without_by(line))):
        filling.contributor(name)
    if day := _joined(parts.get("date", [])):
        story.published_at = filling.date(day, "published_at")
    filling.topics(_names(parts.get("topics", []), capitals=0))
    story.places = _names(parts.get("places", []))
    story.organisations = _names(parts.get("organisations", []))
    filling.people(PersonRecord(name) for name in _names(parts.get("people", [])))
    if source := _joined(parts.get("source", [])):
        story.source_name = source
    lines = [line for block in parts.get("body", []) for line in ("", *block.split("\n"))]
    story.lines = [Line(number, words) for number, words in joined_paragraphs(lines)]
    if attributes.get("type") in {"advis", "advisory"}:
        filling.hold("The archive calls it an advisory to editors, not a story.")


def _id_in(attributes: dict[str, str], printed: str) -> str:
    """The id as printed: "id" of a document, "NEWID" of Reuters."""
    name = next((name for name in ("id", "newid", "docid") if attributes.get(name)), "")
    found = (
        re.search(rf"\b{name}\s*=\s*[\"']?([^\"'\s>]+)", printed, re.IGNORECASE) if name else None
    )
    return found[1] if found else ""


def _identity(filling: Filling, identifier: str, attributes: dict[str, str]) -> None:
    story = filling.story
    story.source_id = identifier
    found = _DAY_IN_ID.fullmatch(identifier)
    if found:
        house = found["house"].casefold()
        story.source, story.source_name = house, _HOUSES.get(house, "")
        day = found["day"] if len(found["day"]) == 8 else f"19{found['day']}"
        story.published_at = filling.date(f"{day[:4]}-{day[4:6]}-{day[6:]}", "published_at")
    elif "newid" in attributes:
        story.source, story.source_name = "reuters", "Reuters"
    if kind := attributes.get("type"):
        filling.fact("type", kind)


def _dateline(filling: Filling, words: str) -> None:
    """The place, and the agency in brackets behind it: "FREETOWN, Sierra Leone (AP) _"."""
    found = re.fullmatch(r"(.{2,80}?)\s*(?:\(([^()]{2,40})\))?\s*[-–—_]*", words)
    filling.story.dateline = found[1] if found else words
    if found and found[2] and not filling.story.source_name:
        filling.story.source_name = found[2]


def _parts(text: str) -> dict[str, list[str]]:
    """The texts of a document by field, in order; a tag that is no field parts paragraphs.

    What stands outside of any field is not the story's. Reuters keeps title and dateline inside
    its text, so that a field goes on where one inside it ends.
    """
    parts: dict[str, list[str]] = {}
    opened: list[str] = []
    place = 0
    for tag in _TAG.finditer(text):
        _keep(parts, opened, text[place : tag.start()])
        place = tag.end()
        name = tag["name"].casefold()
        if name in _FIELDS and not tag["end"]:
            opened.append(name)
        elif name in opened:
            del opened[opened.index(name) :]
    _keep(parts, opened, text[place:])
    return parts


def _keep(parts: dict[str, list[str]], opened: list[str], raw: str) -> None:
    words = CONTROLS.sub("", html.unescape(raw))
    if opened and words.strip():
        parts.setdefault(_FIELDS[opened[-1]], []).append(words.strip("\r\n"))


def _joined(found: list[str]) -> str:
    return " ".join(" ".join(found).split())


def _names(found: list[str], capitals: int = 3) -> list[str]:
    """Codes of an archive as names: "el-salvador" is El Salvador, and "usa", so short, is USA."""
    plain = (" ".join(printed.split()) for printed in found)
    return [
        words.upper()
        if len(words) <= capitals
        else " ".join(part.capitalize() for part in words.split("-"))
        for words in plain
    ]
