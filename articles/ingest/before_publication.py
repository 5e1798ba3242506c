"""What a story still lacks before it can be published, in an editor's words; it fills nothing in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.ingest.record import StoryRecord


def missing(record: StoryRecord) -> list[str]:
    """Each missing thing once, with a count where there may be several: "pictures wanted: 7"."""
    figures = list(_figures((record.body or {}).get("content", [])))
    wanted = sum(1 for each in figures if each["picture"] is None and not each["source_url"])
    proposed = sum(1 for each in figures if each["proposed"])
    shown = [each for each in figures if each["picture"] is not None or each["source_url"]]
    no_alt = sum(1 for each in shown if not (each["alt"] or each["decorative"]))
    no_credit = sum(1 for each in figures if not each["credit"])
    standing = {each["source_url"] for each in figures} - {""}
    loose = [picture for picture in record.pictures if picture.reference not in standing]
    no_alt += sum(1 for picture in loose if not picture.alt)
    no_credit += sum(1 for picture in loose if not (picture.credit or picture.creator))
    found = [
        ("headline", not record.headline),
        ("headline (proposed)", bool(record.headline) and record.headline_proposed),
        ("byline", not (record.byline or record.contributors)),
        ("date", record.published_at is None),
        ("section", not record.section),
        ("text", not _has_words(record)),
        (f"pictures wanted: {wanted}", wanted > 0),
        (f"captions to confirm: {proposed}", proposed > 0),
        (f"alt: {no_alt}", no_alt > 0),
        (f"credit: {no_credit}", no_credit > 0),
    ]
    return [name for name, lacks in found if lacks]


def _figures(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The attributes of every figure, with the contract's names filled; JSON, hence Any."""
    for block in blocks:
        if block.get("type") == "figure":
            empty = {"picture": None, "source_url": "", "alt": "", "credit": ""}
            yield {**empty, "decorative": False, "proposed": False, **block.get("attrs", {})}
        elif block.get("type") != "text":
            yield from _figures(block.get("content", []))


def _has_words(record: StoryRecord) -> bool:
    if record.lines is not None:
        return any(line.text.strip() for line in record.lines)
    return _any_text((record.body or {}).get("content", []))


def _any_text(nodes: list[dict[str, Any]]) -> bool:
    return any(
        bool(node.get("text", "").strip()) or _any_text(node.get("content", [])) for node in nodes
    )
