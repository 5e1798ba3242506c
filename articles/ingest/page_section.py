"""The section of a page's story, as the page's path or its title names it."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.page_facts import PageFacts
from articles.ingest.page_tree import Element, elements_at, letters, text_of

_PATH: Final = re.compile(r"bread-?crumb", re.IGNORECASE)
_LOOKED_AT: Final = 3_000
"""Elements of a page among which its path is looked for."""
_DEEPEST: Final = 5
"""Steps of a path; more are a menu."""
_NO_PLACE: Final = re.compile(
    r"home|homepage|start(?:seite)?|accueil|inicio|news|\W*", re.IGNORECASE
)


def section_by_path(root: Element, headline: str) -> str:
    """The section that the page's path leads through ("Home > Sport > Football"): the last before the story."""
    for path in elements_at(root, "//nav|//ol|//ul|//div")[:_LOOKED_AT]:
        said = f"{path.get('class') or ''} {path.get('aria-label') or ''} {path.get('id') or ''}"
        if not _PATH.search(said):
            continue
        steps = [words for link in path.iter("a") if (words := text_of(link))]
        places = [words for words in steps if _is_place(words, headline)]
        return places[-1] if 0 < len(places) == len(set(places)) <= _DEEPEST else ""
    return ""


def section_in_title(facts: PageFacts) -> str:
    """The part of the title between headline and site: "Debt wiped out | Local News | The Courier"."""
    parts = [part.strip() for part in re.split(r"\s[|]\s", facts.page_title)]
    middle = parts[-2] if len(parts) == 3 else ""
    if letters(middle) in facts.site_names:
        return ""
    return middle if 0 < len(middle.split()) <= 3 and not re.search(r"\d", middle) else ""


def _is_place(words: str, headline: str) -> bool:
    """Whether a step of the path names a section: not the start, not the story itself."""
    begins = letters(headline).startswith(letters(words)[:30]) and len(words) > 20
    return len(words) <= 40 and not _NO_PLACE.fullmatch(words) and not begins
