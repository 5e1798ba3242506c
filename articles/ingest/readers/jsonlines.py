"""JSON Lines and JSON of any system: our own export first, then whatever the alias table knows."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from articles.ingest.bodies import BodyRefused, set_lines
from articles.ingest.encoding import decode
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.ownexport import read_own
from articles.ingest.plain import text_of
from articles.ingest.record import Origin, Problem, StoryRecord
from articles.ingest.rows.aliases import field_of, known_names
from articles.ingest.rows.mapping import NotAStory, is_kill, story_from
from articles.ingest.rows.references import Documents, beside_stories, with_documents
from articles.ingest.rows.shapes import LIST_NAMES, Found, held_instead, stories_in
from articles.ingest.rows.unfold import flat_row
from articles.ingest.streams import Chained, read_up_to
from articles.ingest.strictjson import BadJSON, elements, loads

_HEAD: Final = 65_536
_LINE_NAMES: Final = (".jsonl", ".ndjson", ".jsonlines", ".ldjson")
_SMALL_DOCUMENT: Final = 65_536
"""Bytes; an author with a long life or a picture with all its facts stays below."""
_LONGEST_ORDER: Final = 1_000
_MOST_DOCUMENTS: Final = 200_000
_BOM: Final = b"\xef\xbb\xbf"

FEWEST_FACTS: Final = 2
"""Fields of ours that a file of facts beside a text must name."""
Columns = Mapping[str, str] | None
Beside = Callable[[str], bytes | None]
Out = Iterator[StoryRecord | Problem]


def looks_like(name: str, head: bytes) -> bool:
    """JSON by its first sign; a bracket alone could open a story, so its second one counts too."""
    start = decode(head).text.lstrip("\ufeff \t\r\n")
    if name.lower().endswith((*_LINE_NAMES, ".json")):
        return start[:1] in {"{", "["}
    second = start[1:].lstrip()[:1]
    return (start[:1] == "{" and second in {'"', "}"}) or (
        start[:1] == "[" and second in {"{", "]", '"', "["}
    )


def read(
    stream: BinaryIO, name: str, *, columns: Columns = None, beside: Beside | None = None
) -> Out:
    """The stories of a file, or a Problem for each part that is none; a bad one stops no other.

    JSON Lines are read line by line; other JSON up to `json_whole_bytes` as a whole, beyond that
    its list of stories element by element. `columns` maps our field to the source's name.
    `beside` gives the text that stands beside a file of facts and has its name.
    """
    if beside is not None:
        yield from _card(stream, name, columns, beside)
        return
    head = read_up_to(stream, _HEAD)
    if _is_dataset(head) and stream.seekable():
        yield from _dataset(stream, head, name, columns)
        return
    if _has_lines(head, name):
        yield from _lines(Chained(head, stream), name, columns)
        return
    head += read_up_to(stream, LIMITS["json_whole_bytes"] + 1 - len(head))
    if len(head) <= LIMITS["json_whole_bytes"]:
        yield from _whole(head, name, columns)
    elif _is_lines(head):
        yield from _lines(Chained(head, stream), name, columns)
    else:
        yield from _elements(Chained(head, stream), name, columns)


def _card(stream: BinaryIO, name: str, columns: Columns, beside: Beside) -> Out:
    """One story, its facts in this file and its text in the file of the same name beside it."""
    raw = read_up_to(stream, LIMITS["json_whole_bytes"])
    try:
        facts = loads(_text(raw).removeprefix("\ufeff"))
    except BadJSON as fault:
        yield Problem(Origin(name, f"line {fault.line}"), str(fault))
        return
    row = flat_row(facts) if isinstance(facts, Mapping) else {}
    if known_names(row) < FEWEST_FACTS or "body" in map(field_of, row):
        yield from _whole(raw, name, columns)
        return
    story, problems = story_from(
        row, Origin(name), reader="jsonlines", columns=columns, text_follows=True
    )
    stem = posixpath.splitext(posixpath.basename(name))[0]
    text = next((found for end in (".txt", ".md") if (found := beside(stem + end))), b"")
    told = decode(text)
    if story.body is None and story.lines is None:
        set_lines(story, told.text)
    yield story
    yield from problems
    for note in told.notes:
        yield Problem(Origin(name), note, action="noted")


def read_some(
    stream: BinaryIO, name: str, *, is_wanted: Callable[[int], bool], columns: Columns = None
) -> Iterator[tuple[int, StoryRecord | Problem]] | None:
    """What `read` finds on the lines whose numbers are wanted, each with its line; others cost nothing.

    None, and the stream at its begin, for a file that is not read line by line.
    """
    head = read_up_to(stream, _HEAD)
    if _has_lines(head, name) and not _is_dataset(head):
        return _wanted_lines(Chained(head, stream), name, columns, is_wanted)
    stream.seek(0)
    return None


def _has_lines(head: bytes, name: str) -> bool:
    return name.lower().endswith(_LINE_NAMES) or _is_lines(head)


def _is_lines(head: bytes) -> bool:
    """Whether the first line is a whole object and another one follows."""
    lines = [line for line in head.removeprefix(_BOM).split(b"\n", 50)[:50] if line.strip()]
    if (
        len(lines) < 2
        or not lines[0].lstrip().startswith(b"{")
        or not lines[1].lstrip().startswith(b"{")
    ):
        return False
    return lines[0].rstrip().endswith(b"}")


def _lines(raw: Chained, name: str, columns: Columns) -> Out:
    return (found for _, found in _wanted_lines(raw, name, columns, lambda number: True))


def _wanted_lines(
    raw: Chained, name: str, columns: Columns, is_wanted: Callable[[int], bool]
) -> Iterator[tuple[int, StoryRecord | Problem]]:
    stream = io.BufferedReader(raw, _HEAD)
    limit = LIMITS["json_line_bytes"]
    number, order = 0, ("", "")
    while line := stream.readline(limit + 1):
        number += 1
        is_long = len(line) > limit
        while is_long and line and not line.endswith(b"\n"):
            line = stream.readline(limit)
        before, order = order, _order(line)
        if order[0] not in {"", "delete"} or not is_wanted(number):
            continue
        origin = Origin(file=name, place=f"line {number}")
        if is_long:
            told = f"The line is over {megabytes('json_line_bytes')}, more than one story may have."
            yield number, Problem(origin, told)
            continue
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.strip():
            for found in _line(line, origin, columns, order=order if order[0] else before):
                yield number, found


_ORDER: Final = re.compile(
    rb'\s{0,9}\{\s{0,9}"(?:index|create|update|delete)"\s{0,9}:\s{0,9}\{[^{}]{0,900}\}\s{0,9}\}\s*'
)


def _order(line: bytes) -> tuple[str, str]:
    """What a line of Elasticsearch's bulk format orders and the number of whose story; else two empty words."""
    if len(line) > _LONGEST_ORDER or not _ORDER.fullmatch(line):
        return "", ""
    try:
        ((name, about),) = loads(_text(line)).items()
    except BadJSON:
        return "", ""
    return (name, text_of(about.get("_id"))) if {"_index", "_id"} & about.keys() else ("", "")


def _ordered(value: object, order: tuple[str, str]) -> object:
    """The story of a line with the number that the order before it gave; one that is deleted by its number."""
    name, number = order
    if name == "delete":
        return {"_id": number, "deleted": True}
    if not number or not isinstance(value, Mapping):
        return value
    inner = value.get("doc") if name == "update" else None
    return {"_id": number, **(inner if isinstance(inner, Mapping) else value)}


def _is_dataset(head: bytes) -> bool:
    """Documents of every kind, a line each, that point at each other by id: an export of Sanity."""
    return _is_lines(head) and b'"_type"' in head and b'"_id"' in head and b'"_ref"' in head


def _dataset(stream: BinaryIO, head: bytes, name: str, columns: Columns) -> Out:
    """Its stories, with the authors, terms and pictures that they point at; these first."""
    known: dict[str, Mapping[str, Any]] = {}
    for line in io.BufferedReader(Chained(head, stream), _HEAD):
        if len(line) <= _SMALL_DOCUMENT and len(known) < _MOST_DOCUMENTS:
            try:
                found = beside_stories(loads(_text(line).strip()))
            except BadJSON:
                continue  # it is said when the line is read as a story
            if found:
                known[found[0]] = found[1]
    stream.seek(0)
    for number, line in enumerate(io.BufferedReader(Chained(b"", stream), _HEAD), start=1):
        origin = Origin(file=name, place=f"line {number}")
        if len(line) > LIMITS["json_line_bytes"]:
            yield Problem(origin, f"The line is over {megabytes('json_line_bytes')}.")
        elif line.strip():
            yield from _line(line, origin, columns, known)
    told = f"{len(known)} authors, terms and pictures were read for the stories that point at them."
    yield Problem(Origin(name), told, action="noted")


def _line(
    line: bytes,
    origin: Origin,
    columns: Columns,
    known: Documents | None = None,
    order: tuple[str, str] = ("", ""),
) -> Out:
    decoded = decode(line)
    try:
        value = loads(decoded.text.strip())
    except BadJSON as fault:
        yield Problem(origin, str(fault))
        return
    if known is not None:
        if beside_stories(value):
            return
        value = with_documents(value, known)
    value = _ordered(value, order)
    yield from _stories(value, origin, columns)
    for note in decoded.notes:
        yield Problem(origin, note, action="noted")


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return decode(raw).text


def _whole(raw: bytes, name: str, columns: Columns) -> Out:
    decoded = decode(raw)
    try:
        value = loads(decoded.text)
    except BadJSON as fault:
        yield Problem(Origin(name, f"line {max(fault.line, 1)}"), str(fault))
        return
    yield from _stories(value, Origin(name), columns)
    for note in decoded.notes:
        yield Problem(Origin(name), note, action="noted")


def _elements(raw: Chained, name: str, columns: Columns) -> Out:
    stream = io.BufferedReader(raw, _HEAD)
    for line, text in elements(stream, LIST_NAMES):
        origin = Origin(name, f"line {line}")
        if isinstance(text, BadJSON):
            yield Problem(origin, str(text))
            continue
        try:
            value = loads(text)
        except BadJSON as fault:
            yield Problem(Origin(name, f"line {line + max(fault.line, 1) - 1}"), str(fault))
            continue
        yield from _stories(value, origin, columns)


def _stories(value: object, origin: Origin, columns: Columns) -> Out:
    """Our own export's objects as they are, all others through the alias table."""
    own = [] if columns else _own_stories(value, origin)
    for story, problems in own:
        yield story
        yield from problems
    if not own:
        yield from _foreign(value, origin, columns)


def _own_stories(value: object, origin: Origin) -> list[tuple[StoryRecord, list[Problem]]]:
    """The stories of an object or array of our own export; empty for anything else."""
    if isinstance(value, Mapping):
        own = read_own(value, origin)
        return [own] if own else []
    entries = value if isinstance(value, list) else []
    found = [
        read_own(entry, Origin(origin.file, f"story {number}"))
        for number, entry in enumerate(entries, start=1)
        if isinstance(entry, Mapping)
    ]
    own_ones = [each for each in found if each is not None]
    return own_ones if len(own_ones) == len(entries) else []


def _foreign(value: object, origin: Origin, columns: Columns) -> Out:
    found = _mapped_rows(value) if columns else stories_in(value) or _kills(value)
    if not found:
        yield Problem(origin, held_instead(value))
    for place, row in found:
        where = Origin(origin.file, ", ".join(part for part in (origin.place, place) if part))
        try:
            story, problems = story_from(row, where, reader="jsonlines", columns=columns)
        except (NotAStory, BodyRefused) as fault:
            yield Problem(where, str(fault))
            continue
        if isinstance(row.get("type"), str):
            story.extra["type"] = row["type"]
        yield story
        yield from problems


def _kills(value: object) -> list[Found]:
    """What withdraws stories by their numbers, without a word of them."""
    return [(place, row) for place, row in _mapped_rows(value) if is_kill(row)]


def _mapped_rows(value: object) -> list[Found]:
    """Every object as a row, as a column map has it: the map says what its names mean."""
    if isinstance(value, Mapping):
        return [("", dict(value))]
    entries = value if isinstance(value, list) else []
    return [
        (f"story {number}", dict(entry))
        for number, entry in enumerate(entries, start=1)
        if isinstance(entry, Mapping)
    ]
