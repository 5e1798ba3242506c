"""WRITERS: every format that stories go out in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from articles.export import jsonl
from articles.export.stories import exported
from articles.models import ArticleQuerySet

Facts = Iterable[dict[str, Any]]

WRITERS: dict[str, Callable[[Facts], Iterator[str]]] = {"jsonl": jsonl.write}


def write(name: str, stories: ArticleQuerySet) -> Iterator[str]:
    """The stories as text of the format `name`; raises KeyError for one not in WRITERS."""
    return WRITERS[name](exported(stories))
