"""Other stories that stand as parts of their own inside a body kept as JSON -> related candidates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from articles.ingest.plain import plain, text_of
from articles.ingest.record import RelatedRecord
from articles.ingest.richtext.nodes import Node, attributes_of, kind_of

_LISTS: Final = ("items", "links", "stories", "articles")
_TITLES: Final = ("title", "headline", "name", "text")
_TEASERS: Final = ("description", "teaser", "summary")
_ADDRESSES: Final = ("url", "href", "link")
_READ_ELSEWHERE: Final = "relatedlist"
"""Opened with the rest of its system's envelope."""


def linked_stories(value: object) -> list[RelatedRecord]:
    """The stories that a body's own parts name as related, where they say title or address."""
    found = []
    for node in value if isinstance(value, list) else []:
        if isinstance(node, Mapping) and _is_related(kind_of(node)):
            for facts in _entries(attributes_of(node)):
                record = RelatedRecord(
                    _first(facts, _TITLES), _first(facts, _TEASERS), _first(facts, _ADDRESSES)
                )
                if record.headline or record.url:
                    found.append(record)
    return found


def _is_related(kind: str) -> bool:
    return kind.startswith("related") and kind != _READ_ELSEWHERE


def _entries(facts: Node) -> Iterator[Node]:
    for name in _LISTS:
        if isinstance(facts.get(name), list):
            yield from (one for one in facts[name] if isinstance(one, Mapping))
            return
    yield facts


def _first(facts: Node, names: tuple[str, ...]) -> str:
    return next((told for name in names if (told := plain(text_of(facts.get(name))))), "")
