"""What editors meet: one screen a file; importing them registers them."""

from articles.admin import (
    article,
    audit,
    banners,
    contributors,
    fronts,
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
    "audit",
    "banners",
    "contributors",
    "fronts",
    "imports",
    "name_review",
    "people",
    "people_merge",
    "pictures",
    "sections",
    "sources",
    "topics",
]
