"""The standfirst of a page: the paragraph under the headline, by its marks or by where it stands."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.page.company import is_in_aside
from articles.ingest.page.credits import CAPTION
from articles.ingest.page.dates import is_date_line
from articles.ingest.page.head import around
from articles.ingest.page.topics import is_of_teaser
from articles.ingest.page.tree import (
    Element,
    ancestors,
    elements_at,
    letters,
    link_share,
    property_marks_of,
    text_of,
)
from articles.ingest.record import StoryRecord

_BY: Final = frozenset("by von par por di door av af texto texte".split())
_AND: Final = frozenset("and und et y e en og och".split())
_TAGS: Final = ("p", "div", "h2", "h3", "h4", "h5", "span", "section", "strong")
_BELOW: Final = frozenset({"description", "sapo", "summary", "teaser"})
"""What pages call the paragraph right below the headline, and elsewhere other things."""
_BEGINNING: Final = 25
"""Letters."""
_LINKED: Final = 0.5
_PROSE: Final = 200
_LABEL: Final = 60
"""Characters: a paragraph longer than this is text and no label; before a heading or a box a shorter one is."""
_DECKS = (
    r"dek|(?:sub-?)?deck|sub-?title|sub-?headline|subhead|vorspann|chapo|preamble|sub(?=$|\s)|p-summary|article-?summary|ingress|bajada|"
    r"entradilla|sommario|inleiding"
)

_DESCRIBED = r"(?:article|story|post)_*-?desc(?:ription)?(?:$|[\s_-])"

_STANDFIRST: Final = re.compile(
    rf"standfirst|MsoSubtitle|(?:^|[\s_-])(?:{_DECKS}|intro(?:duction)?|teaser-?text|lead-?(?:text|paragraph|in)?|lede|excerpt)"
    rf"(?:$|[\s_-])|{_DESCRIBED}",
    re.IGNORECASE,
)

_SURE_STANDFIRST: Final = re.compile(
    rf"standfirst|MsoSubtitle|(?:^|[\s_-])(?:{_DECKS})(?:$|[\s_-])|{_DESCRIBED}", re.IGNORECASE
)
"""Words that no page uses for the first paragraph of its text."""

_SUMMARY: Final = re.compile(r"[a-z][_-]{1,2}summary(?:$|\s)")
"""What opens a text in small or bold print; in a list of stories it is a teaser, and "summary" alone is many things."""
_HEADER: Final = re.compile(
    r"(?:article|story|post|entry|page|content)[\w-]{0,40}?head(?:er)?(?:$|\s)"
)

_LONGEST_HEADER: Final = 1_500
"""Characters of a story's header; one that is longer holds the story."""

_ENDS: Final = frozenset('.!?\u2026\u3002\u201d"\u00bb\u201c')

_DECK: Final = (40, 400)
"""Characters."""
_SHORT_DECK: Final = 25
"""Characters of a second heading that stands with the first in the story's header."""


def standfirst_of(
    root: Element, heading: Element | None, container: Element | None
) -> tuple[str, Element | None]:
    """The paragraph that the page sets under its headline, outside of the body."""
    aside = heading is not None and is_in_aside(heading)  # the main column calls itself a side one
    for scope in around(heading, root):
        for element in scope.iterdescendants(*_TAGS):
            marks = property_marks_of(element)
            below = _is_described_below(element, heading)
            told = "description" in (element.get("itemprop") or "")
            marked = below or told or _STANDFIRST.search(marks) is not None
            summary = not marked and _SUMMARY.search(element.get("class") or "") is not None
            if not (marked or summary):
                continue
            text = text_of(_first_paragraph(element))
            inside = container is not None and (
                element is container or container in list(ancestors(element))
            )
            holds = container is not None and element in list(ancestors(container))
            sure = below or summary or _SURE_STANDFIRST.search(marks)
            at_top = inside and sure and (below or _comes_first(container, element))
            if (
                20 < len(text) < 900
                and (at_top or not (inside or summary))
                and not holds
                and link_share(element) < 0.5
                and (aside or not is_in_aside(element))
                and not _is_of_picture(element)
                and not is_of_teaser(element, heading)
            ):
                return text, element
        if scope.tag == "article":
            break
    return "", None


def _is_described_below(element: Element, heading: Element | None) -> bool:
    """Whether a paragraph right below the headline calls itself the description or the "sapo"."""
    if heading is None or element.getprevious() is not heading:
        return False
    said = set(re.split(r"[\s_-]+", (element.get("class") or "").lower())) & _BELOW
    short = len(element) <= 1 and len(text_of(element)) <= _DECK[1]
    return bool(said) and (element.tag == "p" or (element.tag in {"h2", "div"} and short))


def heading_below(heading: Element | None, story: StoryRecord) -> str:
    """A second heading of a sentence's length right below the headline, before any text; no day and no byline."""
    below = heading.getnext() if heading is not None and heading.tag == "h1" else None
    if below is None or below.tag not in {"h2", "h3"} or link_share(below) > _LINKED:
        return ""
    words = text_of(below)
    fewest = _DECK[0] if heading is None or not _is_header(heading.getparent()) else _SHORT_DECK
    if is_date_line(words, story.published_at) or _is_byline(words):
        return ""
    return words if fewest <= len(words) <= _DECK[1] else ""


def _is_byline(words: str) -> bool:
    """Whether a line names those who wrote: "By Ada Holm and Jens Brandvold"."""
    first, *names = words.split()
    names = [name for name in names if name not in _AND]
    return first.casefold() in _BY and bool(names) and all(name[0].isupper() for name in names)


def paragraph_below(heading: Element | None, container: Element | None, told: str) -> str:
    """The only paragraph of prose between the headline and the text, or behind it in the story's header.

    Between them also stand notices of the house: what the head tells as the description, where it
    does, must begin like the paragraph.
    """
    if heading is None or container is None:
        return ""
    if container in ancestors(heading):
        header = next((each for each in ancestors(heading, 4) if _is_header(each)), None)
        if header is None or len(text_of(header)) > _LONGEST_HEADER:
            return ""
        path = "following::p[position()<=12]"
        between = [each for each in elements_at(heading, path) if header in ancestors(each)]
    else:
        below = elements_at(heading, "following::p[position()<=12]")
        inside = [container is each or container in ancestors(each) for each in below]
        if True not in inside:
            return ""
        start = letters(told)[:_BEGINNING]
        between = [
            each
            for each in below[: inside.index(True)]
            if not start or letters(text_of(each)).startswith(start)
        ]
    found = [words for each in between if (words := _said(each))]
    return found[0] if len(found) == 1 and len(found[0]) <= _DECK[1] else ""


def _said(paragraph: Element) -> str:
    """The words of a paragraph of prose; "" for labels, bylines, captions and what stands aside."""
    words = text_of(paragraph)
    if len(words) < _DECK[0] or words[-1] not in _ENDS or link_share(paragraph) > _LINKED:
        return ""
    return "" if _is_in_figure(paragraph) or is_in_aside(paragraph) else words


def _is_in_figure(element: Element) -> bool:
    return element.find(".//img") is not None or any(
        each.tag in {"figure", "figcaption"} or CAPTION.search(each.get("class") or "")
        for each in (element, *ancestors(element, 6))
    )


def _is_header(element: Element | None) -> bool:
    if element is None:
        return False
    names = (element.get("class") or "").lower()
    return element.tag == "header" or _HEADER.search(names) is not None


def _first_paragraph(element: Element) -> Element:
    """Where a list of credits or links stands below the words of a deck: its first paragraph."""
    first = element.find("./p")
    if first is None:
        first = element.find("./div/p")
    listed = element.find(".//ul") is not None
    return first if first is not None and listed and len(text_of(first)) > _LABEL else element


def _is_of_picture(element: Element) -> bool:
    return element.find(".//img") is not None or any(
        around.tag == "figure" or "image" in (around.get("class") or "")
        for around in ancestors(element, 3)
    )


def _comes_first(container: Element | None, element: Element) -> bool:
    """Whether no paragraph of the text stands before the element."""
    if container is None or element is container:
        return False
    longest = _PROSE if element.tag == "p" else _LABEL
    for each in container.iterdescendants():
        if each is element:
            return True
        if each.tag == "p" and len(text_of(each)) > longest:
            return False
    return False
