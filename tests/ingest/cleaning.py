"""Ways to clean a text in a test and to look at what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.ingest.before_publication import missing
from articles.ingest.clean import Cleaned, clean, fill
from articles.ingest.readers.plaintext import split_lines
from articles.ingest.record import Line, Origin, StoryRecord

LEARNED = (
    "headline", "headline_proposed", "kicker", "standfirst", "byline", "dateline", "agency", "published_at",
    "updated_at", "source", "source_name", "topics", "editor_note", "author_note", "embargo",
)  # fmt: skip


def story(text: str, **fields: Any) -> StoryRecord:
    """A record of bare text, its lines numbered as in a file."""
    lines = [Line(number, line) for number, line in enumerate(split_lines(text), start=1)]
    return StoryRecord(origin=Origin("story.txt"), lines=lines, **fields)


def cleaned(text: str, **fields: Any) -> Cleaned:
    return clean(story(text, **fields))


def lacking(record: StoryRecord) -> list[str]:
    """What a record still lacks with all that its copy told."""
    return missing(fill(record, clean(record)))


def cleaned_body(*blocks: Any, **fields: Any) -> Cleaned:
    record = StoryRecord(
        origin=Origin("page.html"), body={"type": "doc", "content": list(blocks)}, **fields
    )
    return clean(record)


def every_block(blocks: list[Any]) -> Iterator[Any]:
    """Every block in reading order, outer before inner."""
    for block in blocks:
        if block["type"] not in ("text", "hard_break"):
            yield block
            yield from every_block(block.get("content", []))


def words(block: Any) -> str:
    return "".join(run.get("text", "") for run in block.get("content", []) if run["type"] == "text")


def shown(block: Any) -> str:
    """What a block says, whatever its type."""
    attributes = block["attrs"]
    named = attributes.get("caption", "") or attributes.get("heading", "")
    return words(block) or named or attributes.get("attribution", "")


def outline(result: Cleaned) -> list[list[str]]:
    """[type, words] of every block that says something itself; proposed captions are marked."""
    rows = []
    for block in every_block(list(result.document["content"])):
        kind = block["type"]
        if block["attrs"].get("proposed"):
            kind += " (proposed)"
        if shown(block) or kind == "rule":
            rows.append([kind, shown(block)])
    return rows


def of_type(result: Cleaned, kind: str) -> list[str]:
    return [words for type_, words in outline(result) if type_.split(" ")[0] == kind]


def captions(result: Cleaned) -> list[str]:
    return of_type(result, "figure")


def paragraphs(result: Cleaned) -> list[str]:
    return of_type(result, "paragraph")


def rules(result: Cleaned) -> list[str]:
    return [note.rule for note in result.notes]


def lines_by_rule(result: Cleaned) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for note in result.notes:
        found.setdefault(note.rule, []).append(note.line)
    return dict(sorted(found.items()))


def learned(result: Cleaned) -> dict[str, Any]:
    """The fields that the copy told, without the empty ones."""
    told = {name: getattr(result, name) for name in LEARNED if getattr(result, name)}
    related = [[each.headline, each.teaser] for each in result.related]
    corrections = [[each.kind, each.when, each.text] for each in result.corrections]
    lists = {"related": related, "corrections": corrections}
    return {**told, **{name: rows for name, rows in lists.items() if rows}}
