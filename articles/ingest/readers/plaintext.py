"""Plain text: one file, one story, as numbered lines; what a line means is for the cleaner to say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import BinaryIO, Final

from articles.ingest.encoding import decode, is_binary
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.plain import without_names
from articles.ingest.record import Line, Origin, Problem, StoryRecord
from articles.ingest.rows.aliases import field_of
from articles.ingest.rows.mapping import story_from
from articles.ingest.streams import read_up_to
from articles.ingest.typed_head import head_of

NAMED_SIGNS: Final = "HTML's named characters (&rsquo;) were read as the signs they stand for."


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
    head = head_of([line.text for line in lines])
    if head is None or not any(_has_word(line.text) for line in lines[head.lines :]):
        return StoryRecord(origin=origin, format="plaintext", lines=lines), []
    story, problems = story_from(head.fields, origin, reader="plaintext", text_follows=True)
    story.lines, story.body, story.format = lines[head.lines :], None, "plaintext"
    for name, value in head.fields.items():  # of two names for one field the first is taken
        told = getattr(story, field_of(name) or "", None)
        if isinstance(told, str) and told and value.casefold() not in told.casefold():
            story.extra.setdefault(name, value)
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
