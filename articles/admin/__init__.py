"""What editors meet: one screen a file; importing them registers them."""

from articles.admin import (
    article,
    contributors,
    imports,
    name_review,
    people,
    people_merge,
    pictures,
    sections,
    sources,
    topics,
)

__all__ = [
    "article",
    "contributors",
    "imports",
    "name_review",
    "people",
    "people_merge",
    "pictures",
    "sections",
    "sources",
    "topics",
]
