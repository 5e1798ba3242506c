"""Paths of the public pages, put together without the URL resolver; a test holds both equal.

Reversing costs 30 microseconds and a front prints ninety addresses.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix

UNQUOTED = "!$&'()*+,;=/~:@"
"""What Django's reversing keeps in a path: RFC 3986, pchar."""


@lru_cache(maxsize=4096)
def _quoted(path: str) -> str:
    return quote(path, safe=UNQUOTED)


def page_path(folder: str, slug: str) -> str:
    """Of a section (folder ""), "people", "topics" or "by"."""
    return f"{get_script_prefix()}{_quoted(f'{folder}/{slug}' if folder else slug)}"


def story_path(section: str, slug: str, pk: int | None) -> str:
    """/section/slug-id; a story without section or slug stands under "news" or "story"."""
    return f"{get_script_prefix()}{_quoted(section or 'news')}/{slug or 'story'}-{pk}"
