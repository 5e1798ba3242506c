"""The name of the site behind a page's title, which is no part of the headline."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from articles.ingest.addresses import is_web
from articles.ingest.rows.aliases import squash

FEWEST_LETTERS: Final = 4
MOST_NAMES: Final = 8
"""Section, its own section, site: nobody prints more of them, and thousands of bars are cut no further."""
_PARTED: Final = re.compile(r"\s+[-–—|·•]\s+|\s*\|\s*")
"""What parts a page's title from the name of its site."""


def without_site(headline: str, address: str, section: str) -> str:
    """The headline without section and site behind it, where section and address say these names."""
    host = urlsplit(address).hostname or "" if is_web(address) else ""
    sites = {part.replace("-", "").removeprefix("the") for part in host.split(".")[:-1]}
    for _name in range(MOST_NAMES):
        bars = list(_PARTED.finditer(headline))
        if not bars:
            break
        first, last = headline[: bars[-1].start()], squash(headline[bars[-1].end() :])
        named = len(last) >= FEWEST_LETTERS and last.removeprefix("the") in sites
        if len(first) <= len(last) or not (named or last == squash(section)):
            break
        headline = first
    return headline
