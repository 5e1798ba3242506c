"""Text that press data banks give out (Nexis, Factiva, ProQuest): many stories to a file, fields by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import BinaryIO, Final

from articles.ingest.cleaning.text import tidy
from articles.ingest.credit_names import credited_names, without_by
from articles.ingest.dialects.databank_fields import CODES, LABELS, NEXIS
from articles.ingest.encoding import decode, is_binary
from articles.ingest.filling import Filling
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.record import Line, Origin, PersonRecord, PictureRecord, Problem, StoryRecord
from articles.ingest.streams import read_up_to

FORMAT: Final = "databank"
FEWEST_CODES: Final = 4
BROKEN_AT: Final = 58
"""Characters of a line that goes on in the next one."""

_NEXIS: Final = re.compile(r"^[^\S\n]*\d{1,5} of \d{1,5} DOCUMENTS\s*$", re.MULTILINE)
_PROQUEST: Final = re.compile(r"^(?:_{20,}|Document \d{1,5} of \d{1,5})[ \t]*$", re.MULTILINE)
_FACTIVA: Final = re.compile(r"^(?P<code>[A-Z]{2,3})(?:(?: {2,}|\t)(?P<words>.*)|\s*)$")
_FACTIVA_END: Final = re.compile(r"^Document [A-Za-z0-9]{12,40}[ \t]*$", re.MULTILINE)
_NEXIS_FIELD: Final = re.compile(r"^(?P<name>[A-Z][A-Z]+(?:[- ][A-Z]+){0,2}): ?(?P<words>.*)$")
_LABEL: Final = re.compile(r"^(?P<name>[A-Z][A-Za-z/ ]{2,40}): ?(?P<words>.*)$")
_SHARE: Final = re.compile(r"\s*\(\d{1,3}%\)")
"""How sure the data bank is of a term: "FERRIES (90%)"."""
_CODED: Final = re.compile(r"^\s*[a-z0-9]{2,8} : ")
"""The code of a term before its words: "gtran : Transport"."""
_EDITION: Final = re.compile(r":? ?\[[\w ]{2,30} Edition\]$")
_INDENT: Final = re.compile(r"\s{8,}\S")
_RIGHTS: Final = re.compile(
    r"\s*(?:copyright|©|\(c\)|all rights reserved)\b.{0,300}", re.IGNORECASE
)
_DAY: Final = re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}")


def looks_like(name: str, head: bytes) -> bool:
    """The count of documents of Nexis, the codes of Factiva, or the labels of ProQuest."""
    if is_binary(head):
        return False
    text = decode(head[:16_384]).text.lstrip("\ufeff").replace("\r\n", "\n")
    if _NEXIS.match(text.lstrip()):
        return True
    lines = text.split("\n")[:80]
    codes = {found["code"] for line in lines if (found := _FACTIVA.match(line))}
    if (
        {"HD", "PD"} <= codes
        and len(codes & CODES.keys()) >= FEWEST_CODES
        and {"LP", "TD", "SN"} & codes
    ):
        return True
    labels = {found["name"] for line in lines if (found := _LABEL.match(line))}
    return {"Title", "Full text"} <= labels and bool(
        {"Publication title", "ProQuest document ID"} & labels
    )


def read(
    stream: BinaryIO, name: str, *, zone: tzinfo | None = None
) -> Iterator[StoryRecord | Problem]:
    """Each document as a story; a document without a headline and a text is a problem."""
    raw = read_up_to(stream, LIMITS["text_bytes"] + 1)
    if len(raw) > LIMITS["text_bytes"]:
        yield Problem(Origin(name), f"The file is over {megabytes('text_bytes')}. Split it.")
        return
    decoded = decode(raw)
    text = decoded.text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for line, document in _documents(text):
        filling = Filling(Origin(name, f"line {line}"), FORMAT, zone)
        _fill(filling, document, line)
        if filling.story.headline or filling.story.lines:
            yield from filling.done()
        else:
            yield Problem(filling.story.origin, "The document has neither a headline nor a text.")
    for note in decoded.notes:
        yield Problem(Origin(name), note, action="noted")


def _documents(text: str) -> Iterator[tuple[int, str]]:
    """(its first line from 1, text) of each document."""
    shape = (
        _NEXIS if _NEXIS.search(text) else _FACTIVA_END if _FACTIVA_END.search(text) else _PROQUEST
    )
    start = line = 0
    for found in [*shape.finditer(text), None]:
        end = found.start() if found else len(text)
        document = text[start:end]
        if any(map(str.isalnum, document)):
            yield line + 1, document
        start = found.end() if found else end
        line += text.count("\n", end - len(document), start) if found else 0


def _fill(filling: Filling, document: str, first: int) -> None:
    lines = [Line(number, text) for number, text in enumerate(document.split("\n"), start=first)]
    codes = [found["code"] for line in lines if (found := _FACTIVA.match(line.text))]
    if len(set(codes) & CODES.keys()) >= FEWEST_CODES:
        _set(filling, _named(lines, _FACTIVA, "code", CODES))
    elif sum(bool(_NEXIS_FIELD.match(line.text)) for line in lines) > 1:
        _nexis(filling, lines)
    else:
        _set(filling, _named(lines, _LABEL, "name", LABELS))


def _named(
    lines: list[Line], shape: re.Pattern[str], group: str, names: dict[str, str]
) -> dict[str, list[Line]]:
    """The lines of each field of ours; a line without a name goes on with the field above it."""
    fields: dict[str, list[Line]] = {}
    current = ""
    for line in lines:
        found = shape.match(line.text)
        if found and (found[group] in names or (shape is _LABEL and current not in ("", "body"))):
            current = names.get(found[group], "other")
            words = found["words"] or ""
            if fields.get(current):
                fields[current].append(Line(line.number, ""))
            fields.setdefault(current, []).append(Line(line.number, words))
        elif current:
            fields.setdefault(current, []).append(line)
    return fields


def _nexis(filling: Filling, lines: list[Line]) -> None:
    """Nexis centers paper, day and edition; the headline stands before the first field."""
    fields: dict[str, list[Line]] = {}
    current = "top"
    for line in lines:
        found = _NEXIS_FIELD.match(line.text)
        if found and found["name"] in NEXIS:
            current = NEXIS[found["name"]]
            fields.setdefault(current, []).append(Line(line.number, found["words"]))
        elif _RIGHTS.fullmatch(line.text):
            fields.setdefault("rights", []).append(line)
        elif current in _ONE_PARAGRAPH and not line.text.strip():
            # Without words yet it goes on, and keeps none of a million empty lines to look through.
            if _words(fields.get(current, [])):
                current = "body"
                fields.setdefault("body", []).append(line)
        else:
            fields.setdefault(current, []).append(line)
    top = [line for line in fields.pop("top", []) if line.text.strip()]
    centered = [tidy(line.text) for line in top if _INDENT.match(line.text)]
    if centered:
        filling.story.source_name = centered[0].partition(" (")[0]
    day = next((found[0] for words in centered if (found := _DAY.search(words))), "")
    if day:
        filling.story.published_at = filling.date(day, "published_at")
    head = [line for line in top if not _INDENT.match(line.text)]
    fields.setdefault("headline", head[:1])
    if len(head) > 1:
        fields.setdefault("standfirst", head[1:])
    _set(filling, fields)


_ONE_PARAGRAPH: Final = frozenset(
    {"byline", "section", "length", "dateline", "headline", "standfirst", "other", "source"}
)
"""Fields of Nexis above the text: an empty line ends each."""


def _set(filling: Filling, fields: dict[str, list[Line]]) -> None:
    story = filling.story
    story.headline = story.headline or _words(fields.get("headline", []))
    story.standfirst = _words(fields.get("standfirst", []))
    story.headline = _EDITION.sub("", story.headline)
    names = [_turned(name) for name in _words(fields.get("byline", [])).split(";")]
    story.byline = without_by(", ".join(names))
    for name in credited_names(story.byline):
        filling.contributor(name)
    story.section = _words(fields.get("section", [])).partition(";")[0]
    story.dateline = _words(fields.get("dateline", [])).rstrip(" -–—")
    story.source_name = story.source_name or _words(fields.get("source", []))
    story.source_id = _words(fields.get("id", [])).removeprefix("Document ")
    story.source_url = _words(fields.get("url", []))
    story.language = _LANGUAGES.get(_words(fields.get("language", [])).casefold(), "")
    story.usage_terms = " ".join(_words([line]) for line in fields.get("rights", []))
    if story.published_at is None and (day := _words(fields.get("date", []))):
        clock = _words(fields.get("time", []))
        story.published_at = filling.date(f"{day} {clock}".strip(), "published_at")
    filling.topics(_terms(fields.get("topics", [])))
    story.places = _terms(fields.get("places", []))
    story.organisations = _terms(fields.get("organisations", []))
    filling.people(PersonRecord(_turned(name)) for name in _terms(fields.get("people", [])))
    if caption := _words(fields.get("picture", [])):
        story.pictures.append(PictureRecord(story.origin, role="lead", caption=caption))
    story.lines = _paragraphs(fields)


def _paragraphs(fields: dict[str, list[Line]]) -> list[Line]:
    """The text, its lines joined where they were broken at a column; empty lines part paragraphs."""
    lines = [*fields.get("lead", []), Line(0, ""), *fields.get("body", [])]
    joined: list[Line] = []
    width = 0
    for line in lines:
        words = line.text.strip()
        if joined and words and width >= BROKEN_AT:
            joined[-1] = Line(joined[-1].number, f"{joined[-1].text} {words}")
        elif line.number or words:
            joined.append(Line(line.number, words))
        width = len(words)
    return joined if any(line.text for line in joined) else []


def _words(lines: list[Line]) -> str:
    return tidy(" ".join(line.text.strip() for line in lines))


def _terms(lines: list[Line]) -> list[str]:
    """The terms of an index, in title case where they are in capitals."""
    terms = (
        tidy(_CODED.sub("", _SHARE.sub("", term))) for term in re.split(r"[;|]", _words(lines))
    )
    return [term.title() if term.isupper() and len(term) > 3 else term for term in terms if term]


def _turned(name: str) -> str:
    """The name "Mowat, Alasdair" as it is spoken."""
    last, comma, first = name.partition(", ")
    one_name = comma and len(last.split()) <= 2 and len(first.split()) <= 2 and "," not in first
    return f"{first} {last}" if one_name and not _JOB.search(first) else name


_JOB: Final = re.compile(r"(?:reporter|editor|writer|correspondent|staff)\b", re.IGNORECASE)
_LANGUAGES: Final = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "dutch": "nl", "italian": "it",
    "portuguese": "pt", "english; english": "en", "en": "en", "eng": "en",
}  # fmt: skip
