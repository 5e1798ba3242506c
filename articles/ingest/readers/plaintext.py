"""Plain text: one file, one story, as numbered lines; what a line means is for the cleaner to say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO, Final

from articles.ingest.encoding import decode, is_binary
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.plain import without_names
from articles.ingest.record import Line, Origin, Problem, StoryRecord
from articles.ingest.rows.aliases import field_of, known_names
from articles.ingest.rows.mapping import story_from
from articles.ingest.streams import read_up_to

NAMED_SIGNS: Final = "HTML's named characters (&rsquo;) were read as the signs they stand for."
MOST_FIELDS: Final = 20
FEWEST_FIELDS: Final = 2
"""Of one line nobody can tell whether it is a field or the story's first words."""
_FIELD: Final = re.compile(
    r"(?P<name>title|headline|author|byline|date|published|section|category|tags|keywords|source|"
    r"standfirst|summary|description|dateline|slug|kicker|language|url|link)\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)

_ANY_FIELD: Final = re.compile(
    r"(?P<name>[A-Z][A-Za-z]{1,20}(?:[ _-][A-Za-z]{1,20}){0,2})\s*:\s*(?P<value>\S.*)"
)
"""A field of any name, in a head that has a headline."""
_RULE: Final = re.compile(r"\s*[-=_*~–—]{3,100}\s*")


def looks_like(name: str, head: bytes) -> bool:
    """Anything that is text at all."""
    return bool(head.strip()) and not is_binary(head)


def read(stream: BinaryIO, name: str) -> Iterator[StoryRecord | Problem]:
    """One StoryRecord with `lines`, or one Problem that says what is wrong with the file."""
    origin = Origin(file=name)
    raw = read_up_to(stream, LIMITS["text_bytes"] + 1)
    fault = _fault_of_bytes(raw)
    if fault:
        yield Problem(origin=origin, message=fault)
        return
    decoded = decode(raw)
    whole = without_names(decoded.text)
    lines = [Line(number, text) for number, text in enumerate(split_lines(whole), start=1)]
    if not any(_has_word(line.text) for line in lines):
        yield Problem(
            origin=origin, message="The file holds no words, only signs. Check how it was exported."
        )
        return
    story, problems = _with_head(lines, origin)
    yield story
    yield from problems
    named = (NAMED_SIGNS,) if whole != decoded.text else ()
    for note in (*decoded.notes, *named):
        yield Problem(origin=origin, message=note, action="noted")


def _with_head(lines: list[Line], origin: Origin) -> tuple[StoryRecord, list[Problem]]:
    """The story, with the fields that stand above its text as "Title: ..." taken out of the text."""
    bare = StoryRecord(origin=origin, format="plaintext", lines=lines)
    head: dict[str, str] = {}
    end = 0
    for line in lines[:MOST_FIELDS]:
        match = _FIELD.fullmatch(line.text.strip()) or _ANY_FIELD.fullmatch(line.text.strip())
        if match is None:
            break
        head[match["name"].casefold()] = match["value"]
        end += 1
    text = lines[end:]
    known = sum(_FIELD.fullmatch(f"{name}: x") is not None for name in head)
    titled = {"headline"} & {field_of(name) for name in head} and known_names(head) >= FEWEST_FIELDS
    parted = bool(text) and (not text[0].text.strip() or _RULE.fullmatch(text[0].text) is not None)
    is_head = (known == len(head) and known >= FEWEST_FIELDS) or titled
    if not is_head or not parted or not any(_has_word(line.text) for line in text):
        return bare, []
    if text[0].text.strip():
        text = text[1:]
    story, problems = story_from(head, origin, reader="plaintext", text_follows=True)
    story.lines, story.body, story.format = text, None, "plaintext"
    return story, problems


def split_lines(text: str) -> list[str]:
    """Lines as an editor counts them: only CR, LF and CR LF end one. Control signs are left out."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    unified = unified.removesuffix("\n")
    return [_without_controls(line) for line in unified.split("\n")]


def _without_controls(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(sign for sign in line if sign == "\t" or unicodedata.category(sign) != "Cc")


def _has_word(line: str) -> bool:
    return any(sign.isalnum() for sign in line)


def _fault_of_bytes(raw: bytes) -> str:
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return "The file is empty. Check how it was exported or copied."
    if len(raw) > LIMITS["text_bytes"]:
        return (
            f"The file is over {megabytes('text_bytes')}, the most that one story of plain text "
            "may have. If it holds many stories, split it or bring it in as JSON Lines or CSV."
        )
    if is_binary(raw[:65_536]):
        return "The file is binary, not text. Export the story as text, HTML, JSON, CSV or XML."
    if _longest_line(raw) > LIMITS["text_line_bytes"]:
        return (
            f"One line is over {megabytes('text_line_bytes')}, longer than any paragraph. "
            "Check whether the line ends were lost on the way."
        )
    return ""


def _longest_line(raw: bytes) -> int:
    unified = raw.replace(b"\r", b"\n") if b"\r" in raw else raw
    return max(len(line) for line in unified.split(b"\n"))
