"""Movable Type's export, which TypePad and others write too: fields, then sections parted by dashes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from articles.ingest.bodies import BodyRefused, set_html
from articles.ingest.encoding import decode
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.markdown_text import markdown_to_html
from articles.ingest.plain import has_blocks
from articles.ingest.record import Origin, Problem, StoryRecord
from articles.ingest.rows.mapping import story_from
from articles.ingest.streams import Chained

FORMAT: Final = "movabletype"
_FIELD: Final = re.compile(r"(?P<name>[A-Z][A-Z ]{1,30}):[ \t]?(?P<value>.*)")
_HEAD: Final = re.compile(
    r"\s*(?:(?:AUTHOR|TITLE|BASENAME|STATUS|DATE|UNIQUE URL|ALLOW [A-Z]+|CONVERT BREAKS|PRIMARY CATEGORY|CATEGORY|"
    r"TAGS|NO ENTRY|SLUG|STRING|ID):[^\n]*\n\n?){3,40}-----[ \t]*\n"
)
_END_OF_ENTRY: Final = re.compile(rb"-{8}\s*")
_SECTION: Final = re.compile(r"^-----[ \t]*\n", re.MULTILINE)
_TAG: Final = re.compile(r'\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)')
_STATUSES: Final = {
    "publish": "published",
    "draft": "draft",
    "future": "scheduled",
    "review": "draft",
}


def looks_like(name: str, head: bytes) -> bool:
    """Fields in capitals, closed by five dashes, and a section behind them."""
    text = decode(head).text.lstrip("\ufeff").replace("\r\n", "\n")
    found = _HEAD.match(text)
    return bool(found and re.match(r"[A-Z ]{3,30}:", text[found.end() :]))


def read(stream: BinaryIO, name: str) -> Iterator[StoryRecord | Problem]:
    """A story for each entry; comments and pings are left out and counted."""
    left_out = 0
    for line, raw in _entries(stream):
        origin = Origin(name, f"line {line}")
        if len(raw) > LIMITS["text_bytes"]:
            most = megabytes("text_bytes")
            yield Problem(origin, f"The entry is over {most}, more than one story may have.")
            continue
        head, sections = _parts(decode(raw).text.replace("\r\n", "\n"))
        left_out += sum(kind in {"COMMENT", "PING"} for kind, _words in sections)
        try:
            story, problems = story_from(
                _row(head, dict(sections)), origin, reader=FORMAT, text_follows=True
            )
            _set_text(story, head, dict(sections))
        except BodyRefused as fault:
            yield Problem(origin, str(fault), field="body")
            continue
        if not story.headline and story.body is None:
            yield Problem(origin, "The entry has neither a title nor a text.")
            continue
        yield story
        yield from problems
    if left_out:
        yield Problem(Origin(name), f"{left_out} comments were left out.", action="noted")


def _entries(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(line on which it begins, bytes) of each entry; one that is too long is cut there."""
    gathered: list[bytes] = []
    size = 0
    first = 1
    for number, line in enumerate(io.BufferedReader(Chained(b"", stream)), start=1):
        if _END_OF_ENTRY.fullmatch(line):
            if any(each.strip() for each in gathered):
                yield first, b"".join(gathered)
            gathered, size, first = [], 0, number + 1
        elif size <= LIMITS["text_bytes"]:
            gathered.append(line)
            size += len(line)
    if any(each.strip() for each in gathered):
        yield first, b"".join(gathered)


def _parts(entry: str) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """The fields above the first dashes, and each section below as (kind, words)."""
    above, *below = _SECTION.split(entry)
    head: dict[str, list[str]] = {}
    for line in above.splitlines():
        if (found := _FIELD.fullmatch(line.strip())) and found["value"].strip():
            head.setdefault(found["name"], []).append(found["value"].strip())
    sections = []
    for section in below:
        kind, _, words = section.lstrip().partition("\n")
        if kind.strip().endswith(":"):
            sections.append((kind.strip().rstrip(":"), words.strip("\n")))
    return head, sections


def _row(head: Mapping[str, list[str]], sections: Mapping[str, str]) -> dict[str, Any]:
    def one(name: str) -> str:
        return next(iter(head.get(name, [])), "")

    tags = [quoted or bare for quoted, bare in _TAG.findall(one("TAGS"))]
    keywords = re.split(r"[,\n]", sections.get("KEYWORDS", ""))
    categories = list(dict.fromkeys([one("PRIMARY CATEGORY"), *head.get("CATEGORY", [])]))
    return {
        "title": one("TITLE"), "author": one("AUTHOR"), "slug": one("BASENAME"), "url": one("UNIQUE URL"),
        "status": _STATUSES.get(one("STATUS").casefold(), one("STATUS")), "id": one("ID"),
        "published_at": _date(one("DATE")), "categories": [name for name in categories if name],
        "tags": [word.strip() for word in [*tags, *keywords] if word.strip()],
        "excerpt": sections.get("EXCERPT", ""), "image": one("IMAGE"),
    }  # fmt: skip


def _date(words: str) -> str:
    """Its dates have the month first, and the hours of a day once or twice."""
    found = re.match(r"(\d\d)/(\d\d)/(\d{4}) (\d\d):(\d\d):(\d\d)\s*([AP]M)?", words)
    if found is None:
        return words
    month, day, year, hour, minute, second, half = found.groups()
    hours = int(hour) % 12 + 12 * (half == "PM") if half else int(hour)
    return f"{year}-{month}-{day} {hours:02}:{minute}:{second}"


def _set_text(
    story: StoryRecord, head: Mapping[str, list[str]], sections: Mapping[str, str]
) -> None:
    text = "\n\n".join(filter(None, (sections.get("BODY", ""), sections.get("EXTENDED BODY", ""))))
    kind = next(iter(head.get("CONVERT BREAKS", [])), "").casefold()
    if "markdown" in kind:
        text = markdown_to_html(text)
    elif kind not in {"0", "richtext"} or not has_blocks(text):
        text = _paragraphs(text)
    if text.strip():
        set_html(story, text, base=story.source_url)


def _paragraphs(text: str) -> str:
    """Empty lines part paragraphs and line ends break them, but around blocks of markup."""
    made = []
    for part in re.split(r"\n{2,}", text):
        if part.strip():
            made.append(
                part if has_blocks(part) else f"<p>{part.strip()}</p>".replace("\n", "<br>")
            )
    return "".join(made)
