"""The custom fields of a WordPress post: a paper's own, and those that plugins fill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from articles.ingest.plain import plain
from articles.ingest.rows.aliases import named_values

_PLUGIN_NAMES: Final = {
    "_subtitle": "subtitle", "wps_subtitle": "subtitle", "secondary_title": "subtitle",
    "_secondary_title": "subtitle", "kia_subtitle": "subtitle", "newspack_post_subtitle": "subtitle",
    "_kicker": "kicker",
}  # fmt: skip
_NO_LINE: Final = frozenset(
    {"description", "excerpt", "summary", "intro", "lead", "teaser", "label", "author", "authors", "by",
     "creator", "credits", "writer", "short_description"}
)  # fmt: skip
"""Custom fields that plugins fill: words for search engines and cards, numbers of accounts."""
_LONGEST_LINE: Final = 2_000
_REFERENCE: Final = re.compile(r"field_[0-9a-z]{4,40}")
"""What the plugin of custom fields (ACF) keeps under "_name" beside each "name": no words."""
_OURS: Final = frozenset(
    {"standfirst", "kicker", "byline", "translators", "dateline", "editor_note", "usage_terms", "picture_caption",
     "picture_credit"}
)  # fmt: skip
MOST_FIELDS: Final = 30


def own_fields(meta: Mapping[str, str]) -> dict[str, str]:
    """Our fields that a paper keeps in custom fields of its own, by the alias table."""
    shown = {_PLUGIN_NAMES.get(key, key): words for key, words in _worded(meta).items()}
    named = named_values({key: words for key, words in shown.items() if key not in _NO_LINE})
    return {field: str(found[0][1]) for field, found in named.items() if field in _OURS}


def other_fields(meta: Mapping[str, str]) -> dict[str, str]:
    """The words of a paper's own fields that are none of ours: an editor may want to see them."""
    own = {
        key: words
        for key, words in _worded(meta).items()
        if _REFERENCE.fullmatch(meta.get(f"_{key}", "")) and not re.match(r"[aOs]:\d+:", meta[key])
    }
    known = {
        name for field, found in named_values(own).items() if field in _OURS for name, _ in found
    }
    return {key: words for key, words in list(own.items())[:MOST_FIELDS] if key not in known}


def _worded(meta: Mapping[str, str]) -> dict[str, str]:
    """The fields that hold a line of words, as plain text."""
    return {
        key: words
        for key, value in meta.items()
        if (key in _PLUGIN_NAMES or not key.startswith("_"))
        and len(value) <= _LONGEST_LINE
        and not _REFERENCE.fullmatch(value)
        and re.search(r"[^\W\d_]{2}", words := plain(value))
    }
