"""What the head tells of the story in a sentence or two, without what it tells of the site on each page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from articles.ingest import jsonld
from articles.ingest.page.facts import PageFacts
from articles.ingest.page.tree import (
    BLOCKS,
    Element,
    ancestors,
    elements_at,
    has_block,
    letters,
    text_of,
)
from articles.ingest.plain import words_of

_WORD: Final = re.compile(r"[^\W\d_]{4,40}")
_STEM: Final = 5
"""Letters that two forms of a word share."""
_FEWEST: Final = 3
"""Words: what says the site's name and no more than these says nothing of a story."""
_SHARED: Final = 1 / 3
"""A sentence that names the site, or a writer, and has less than this from the story speaks of them."""
_KEYWORDS: Final = 5
_KEYWORD_WIDTH: Final = 3
_CLAIM: Final = (12, 200)
"""Letters of the line below a site's name."""
_HEADER: Final = 400
"""Letters of a box with the site's name and that line."""
_HOME_LINKS: Final = 20
"""Of them, those that are looked beside: a page has one or two above its story and as many below."""
_SITES: Final = frozenset({"website", "organization", "newsmediaorganization"})
_COMMAS: Final = re.compile(r"[,;\u060c\u3001]")
_OPEN_END: Final = (",", ";", "\u060c")
_STOPS: Final = (".", "!", "?", "\u2026")


def description_in(
    root: Element, facts: PageFacts, writers: Iterable[str], told: str
) -> tuple[str, list[tuple[str, str]]]:
    """The first description of the head that speaks of the story; the others, each with why it does not.

    `told` is what the story itself says: its headline and its text.
    """
    claims = _claims(root, facts)
    names = {*facts.names, *(name for name in writers if name)}
    gone: list[tuple[str, str]] = []
    for said in facts.descriptions:
        fault = _fault(said, claims, facts, names, told)
        if not fault:
            return said, gone
        gone.append((said, fault))
    return "", gone


def _fault(said: str, claims: set[str], facts: PageFacts, names: set[str], told: str) -> str:
    whole = letters(said)
    if whole in claims | facts.site_names or any(
        claim in whole and any(name in whole.replace(claim, "") for name in facts.site_names)
        for claim in claims
    ):
        return "the page says it of the site, not of the story"
    if _is_list_of_words(said):
        return "words for engines of search"
    return "it speaks of the site or the writer" if _is_of_names(said, names, told) else ""


def _is_list_of_words(said: str) -> bool:
    """Whether commas part words that no sentence holds together, or one is left at the end."""
    parts = [part.split() for part in _COMMAS.split(said)]
    short = sum(len(part) <= _KEYWORD_WIDTH for part in parts)
    listed = len(parts) >= _KEYWORDS and short == len(parts) and not said.endswith(_STOPS)
    return listed or (said.endswith(_OPEN_END) and 2 * short >= len(parts) >= _KEYWORD_WIDTH)


def _is_of_names(said: str, names: set[str], told: str) -> bool:
    """Whether the words name the site or a writer, and say little that the story says, too."""
    named = [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)]
    if not named:
        return False
    rest = said
    for name in sorted(named, key=len, reverse=True):
        rest = rest.replace(name, " ")
    words = re.findall(r"\w+", rest)
    if len(words) <= _FEWEST or (
        not said.endswith(_STOPS) and all(word[0].isupper() for word in words)
    ):
        return True
    own = set(_stems(rest))
    return len(own) > 0 and len(own & set(_stems(told))) < _SHARED * len(own)


def _stems(words: str) -> Iterator[str]:
    return (found[0].casefold()[:_STEM] for found in _WORD.finditer(words))


def _claims(root: Element, facts: PageFacts) -> set[str]:
    """What the page says of its site: in the data of its head, and in the line beside the link home."""
    sites = [each for each in facts.objects if _SITES & set(jsonld.types_of(each))]
    found = {letters(words_of(each.get("description"))) for each in sites}
    own = urlsplit(facts.canonical or facts.address).hostname or ""
    links = (
        each for each in elements_at(root, "//a[@href]") if _leads_home(each.get("href") or "", own)
    )
    for link in islice(links, _HOME_LINKS):
        found |= set(_lines_beside(link))
    return {claim for claim in found if _CLAIM[0] <= len(claim) <= _CLAIM[1]}


def _leads_home(address: str, own: str) -> bool:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    at_root = parts.path in {"", "/"} and not parts.query and not parts.fragment
    return at_root and (parts.path == "/" or bool(parts.netloc)) and parts.hostname in {None, own}


def _lines_beside(link: Element) -> Iterator[str]:
    """The unlinked lines in the small box around a link."""
    for box in ancestors(link, 2):
        if len(letters(text_of(box))) > _HEADER or box.tag in {"body", "main", "article"}:
            return
        for line in box.iter("p", "div", "span", "h2", "h3", "h4", "strong", "em", "small"):
            inside = line.find(".//a") is not None or link in ancestors(line)
            if not inside and not has_block(line) and line.tag in BLOCKS | {"span", "small"}:
                yield letters(text_of(line))
