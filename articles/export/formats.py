"""WRITERS: every format that stories go out in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from articles.export import jsonl, newsml_g2, ninjs, nitf, tables, wxr
from articles.export.stories import exported
from articles.models import ArticleQuerySet

Facts = Iterable[dict[str, Any]]

WRITERS: Final[dict[str, Callable[[Facts], Iterator[str]]]] = {
    "jsonl": jsonl.write,
    "csv": tables.write,
    "ninjs": ninjs.write,
    "newsml_g2": newsml_g2.write,
    "nitf": nitf.write,
    "wxr": wxr.write,
}


def write(name: str, stories: ArticleQuerySet) -> Iterator[str]:
    """The stories as text of the format `name`; raises KeyError for one not in WRITERS."""
    return WRITERS[name](exported(stories))
