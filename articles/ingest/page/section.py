"""The section of a page's story, as the page's path or its title names it."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.page.facts import PageFacts
from articles.ingest.page.tree import Element, ancestors, elements_at, letters, text_of

_PATH: Final = re.compile(r"bread-?crumb|(?:^|[\s_-])crumbs?(?:$|[\s_-])", re.IGNORECASE)
_LOOKED_AT: Final = 3_000
"""Elements of a page among which its path is looked for."""
_DEEPEST: Final = 5
"""Steps of a path; more are a menu."""
_LINKS: Final = 200
"""Links of a page's menus among which a section is looked for."""
_PROSE: Final = 100
"""Characters of a paragraph that is text."""
_SECTION_PATH: Final = re.compile(
    r"/(?:(?:blog-)?categor(?:y|ies|ie|ia|ias)|kategorien?|rubri(?:k|ken|que|ques|ca)|ressorts?|sections?)/[^/?#]+/?$",
    re.IGNORECASE,
)
_SECTION_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:category|categories|rubric|rubrik|rubrique|ressort|section-(?:name|label|link)|"
    r"post-info__terms-list-item|(?:article|post|entry)-(?:tag|topic))(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes of the link to a story's section, beside its headline."""
_OWN_NAME: Final = re.compile(r"[_-](?:section|topic|channel)(?:$|\s)", re.IGNORECASE)
"""What only the link itself is called."""
_TOPIC: Final = re.compile(r"-(?:tag|topic)")
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


def section_by_link(heading: Element | None) -> str:
    """The section whose page a short link in the story's head leads to; "" where none says so."""
    for scope in ancestors(heading, 3) if heading is not None else ():
        if scope.tag in {"body", "html", "main"}:
            return ""
        behind = False
        for element in scope.iterdescendants():
            behind = behind or element is heading
            if behind and element.tag == "p" and len(text_of(element)) > _PROSE:
                return ""
            if element.tag == "a" and _is_section_link(element):
                return text_of(element)
    return ""


def _holds_one_link(element: Element) -> bool:
    """Whether a label stands alone; of several none is the section."""
    box = element.getparent() if element.tag == "a" else element
    return box is None or len(elements_at(box, ".//a")) == 1


def _is_section_link(link: Element) -> bool:
    words = text_of(link)
    if not 1 < len(words) <= 40 or len(words.split()) > 4 or _NO_PLACE.fullmatch(words):
        return False
    path = (link.get("href") or "").split("?")[0]
    around = [link, *ancestors(link, 2)]
    named = _OWN_NAME.search(link.get("class") or "") is not None or any(
        (found := _SECTION_NAMES.search(each.get("class") or ""))
        and (not _TOPIC.search(found[0]) or _holds_one_link(each))
        for each in around
    )
    return named or _SECTION_PATH.search(path) is not None


def section_in_title(root: Element, facts: PageFacts) -> str:
    """The part of the title between headline and site: "Debt wiped out | Local News | The Courier"."""
    dashed = [part.strip() for part in re.split(r"\s[\u2013-]\s", facts.page_title)]
    if len(dashed) > 2 and _leads_to(root, dashed[-2]):
        return dashed[-2]
    parts = [part.strip() for part in re.split(r"\s[|]\s", facts.page_title)]
    middle = parts[-2] if len(parts) == 3 else ""
    if letters(middle) in facts.site_names:
        return ""
    return middle if 0 < len(middle.split()) <= 3 and not re.search(r"\d", middle) else ""


def _leads_to(root: Element, words: str) -> bool:
    """Whether the page links to a section of this name."""
    return 0 < len(words.split()) <= 3 and any(
        text_of(link) == words
        and letters((link.get("href") or "").rstrip("/").rpartition("/")[2]) == letters(words)
        for link in elements_at(root, "//a")[:_LINKS]
    )


def _is_place(words: str, headline: str) -> bool:
    """Whether a step of the path names a section: not the start, not the story itself."""
    begins = letters(headline).startswith(letters(words)[:30]) and len(words) > 20
    return len(words) <= 40 and not _NO_PLACE.fullmatch(words) and not begins
