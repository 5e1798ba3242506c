"""One address of every page type that readers meet, found on a running demo by asking it."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import chain

FIXED = {
    "front": "/",
    "people": "/people",
    "archive": "/archive",
    "corrections": "/corrections",
    "feeds": "/feeds",
    "search": "/search?q=barrier",
    "search, nothing found": "/search?q=qqqqzz",
    "search, nothing asked": "/search",
    "not found": "/no-such-page",
}
STORIES = {
    "story": "barrier-explainer",
    "story, plain": "hospital-night",
    "story, live": "storm-halla-live",
    "story, right to left": "saltings-arabic",
    "story, corrected": "alder-lock-gate",
}
"""Page type -> beginning of the slug of a demo story that shows it."""
TIED = {"person": "/people/", "topic": "/topics/", "contributor": "/by/"}
"""Page type -> beginning of its address; a story leads to one."""
STATUS = {"not found": 404, "withdrawn": 410, "broken": 500}
"""What a page type answers with, if not 200."""
BROKEN = "/broken-on-purpose"
"""A view of tests.judges.urls that fails."""
LOOKED_AT = 200
"""Numbers of stories among which a withdrawn one is looked for."""


def ask(address: str) -> tuple[int, str]:
    """Status and text of an address."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def page_types(site: str) -> dict[str, str]:
    """Name -> path; a type of which this site has no page is left out."""
    return dict(chain(FIXED.items(), _stories(site), _lists(site), _lost(site)))


def _stories(site: str) -> Iterator[tuple[str, str]]:
    listed = re.findall(
        "<loc>https?://[^/]+([^<]+)</loc>", ask(f"{site}/sitemaps/stories-1.xml")[1]
    )
    for name, slug in STORIES.items():
        found = [path for path in listed if path.rsplit("/", 1)[-1].startswith(slug)]
        yield from ((name, path) for path in found[:1])
    text = ask(site + listed[-1])[1]
    for name, beginning in TIED.items():
        found = re.findall(f'href="({beginning}[^"/]+)"', text)
        yield from ((name, path) for path in found[:1])


def _lists(site: str) -> Iterator[tuple[str, str]]:
    sections = re.findall(r'<h2 class="block-head"[^>]*><a href="([^"]+)"', ask(f"{site}/")[1])
    yield from (("section", path) for path in sections[:1])
    months = re.findall(r'href="(/archive/\d{4}/\d\d)"', ask(f"{site}/archive")[1])
    for month in months[:1]:
        yield "month", month
        days = re.findall(r'<h2[^>]*><time datetime="([\d-]{10})"', ask(site + month)[1])
        yield from (("day", f"/archive/{day.replace('-', '/')}") for day in days[:1])


def _lost(site: str) -> Iterator[tuple[str, str]]:
    for number in range(1, LOOKED_AT):
        path = f"/withdrawn/story-{number}"
        if ask(site + path)[0] == STATUS["withdrawn"]:
            yield "withdrawn", path
            break
    if ask(site + BROKEN)[0] == STATUS["broken"]:
        yield "broken", BROKEN
