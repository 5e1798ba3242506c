"""What an element of a page is by its shape: a box of facts, a pull quote, a table of facts, a list of blocks."""

from __future__ import annotations

import copy
import re
from itertools import islice
from typing import Final

from articles.ingest.page.figures import PageFigure
from articles.ingest.page.signs import picture_name
from articles.ingest.page.tree import Element, ancestors, is_element, letters, marks_of, text_of

_SPEAKER: Final = re.compile(
    r"attribution|(?:^|[\s_-])(?:speaker|(?:quote|zitat|cita|citat|citation)[_-]{0,2}(?:author|autor|auteur|source|quelle|by|name))(?:$|[\s_-])",
    re.IGNORECASE,
)
_FACT_BOX: Final = re.compile(
    r"(?:^|[\s_-])(?:fact-?box|info-?box|key-?facts|fakta-?(?:boks|box|ruta)|info-?kasten|encadr[eé]|despiece|"
    r"(?P<panel>panel))(?:$|[\s_-])",
    re.IGNORECASE,
)
_LOOKED_AT: Final = 400
"""Paragraphs of a page that are weighed against a panel."""
_LONGEST_BOX: Final = 3_000
"""Letters."""
_TITLE: Final = re.compile(r"title|heading|header|headline", re.IGNORECASE)
_LONGEST_TITLE: Final = 80
_TITLE_OF_PART: Final = re.compile(
    r"(?:^|[\s_-])(?:card|panel|box|block|section|accordion|tab|toggle|collapse)[_-]{1,2}(?:header|heading|title|headline)(?:$|\s)|"
    r"(?:^|[\s_-])(?:sub-?head(?:ing)?|cross-?head(?:ing)?|zwischentitel|intertitre|ladillo)(?:$|\s)",
    re.IGNORECASE,
)
_LONGEST_PART: Final = 120
_DEEPEST_LIST: Final = 5
_STOPS: Final = (".", ",", ";", ":", "!", "\u2026")
HEADINGS: Final = frozenset({"h2", "h3", "h4"})
_LONGEST_PULLED: Final = 400
"""Letters."""


def is_fact_box(element: Element) -> bool:
    """Whether an element calls itself a box of facts, with a heading and a few words."""
    named = _FACT_BOX.search(element.get("class") or "")
    if named is None or element.find(".//img") is not None:
        return False
    headed = any(element.find(f".//{level}") is not None for level in ("h2", "h3", "h4"))
    headed = headed or title_of_box(element) is not None
    size = len(letters(text_of(element)))
    if not headed or not 20 < size <= _LONGEST_BOX:
        return False
    return not named["panel"] or _is_beside_more(element, size)


def _is_beside_more(element: Element, size: int) -> bool:
    """Whether more stands in the page's paragraphs outside; Bootstrap sets whole stories into panels."""
    own = {*element.iter("p")}
    for paragraph in islice(element.getroottree().iter("p"), _LOOKED_AT):
        if paragraph not in own:
            size -= len(letters(text_of(paragraph)))
        if size < 0:
            return True
    return False


def title_of_box(element: Element) -> Element | None:
    """The first words of a box where they are marked as its title and are no heading."""
    first = next((one for one in element.iterdescendants() if is_element(one) and one.text), None)
    while first is not None and not (first.text or "").strip():
        first = first[0] if len(first) else None
    if first is None or not 2 < len(text_of(first)) <= _LONGEST_TITLE:
        return None
    marks = " ".join(marks_of(one) for one in (first, *ancestors(first, 1)) if one is not element)
    return first if _TITLE.search(marks) else None


def is_title_of_part(element: Element) -> bool:
    """Whether an element that is no heading calls itself the title of a part, and is as short as one."""
    if _TITLE_OF_PART.search(element.get("class") or "") is None:
        return False
    words = text_of(element)
    return 2 < len(words) <= _LONGEST_PART and not words.endswith(_STOPS)


def is_pulled(element: Element) -> bool:
    """Whether a plain element calls itself a pull quote and holds no more than one."""
    named = re.search(r"(?:^|[\s_-])pull-?quote(?:$|[\s_-])", element.get("class") or "")
    pulled = named is not None or (element.tag == "aside" and _is_quoted_whole(element))
    holds = element.find(".//blockquote") is not None or element.find(".//img") is not None
    return pulled and not holds and len(letters(text_of(element))) <= _LONGEST_PULLED


def _is_quoted_whole(element: Element) -> bool:
    """Whether all that an element says stands in one <q>."""
    quoted = element.find(".//q")
    return quoted is not None and letters(text_of(quoted)) == letters(text_of(element)) != ""


def signed_quotation(element: Element) -> tuple[Element, str] | None:
    """The quotation of a box that holds it and, below it, who is quoted: with that name."""
    parts = [each for each in element if is_element(each)]
    if len(parts) != 2 or parts[0].tag != "blockquote" or parts[0].find(".//cite") is not None:
        return None
    named = _SPEAKER.search(parts[1].get("class") or "") or parts[1].tag == "cite"
    return (parts[0], text_of(parts[1])) if named and not (element.text or "").strip() else None


def one_of_each(figures: list[PageFigure]) -> list[PageFigure]:
    """The figures without those that show a picture once more, in another size: those only lend it their words."""
    kept: list[PageFigure] = []
    for figure in figures:
        named = picture_name(figure.address)
        same = (
            one
            for one in kept
            if one.address == figure.address
            or (named == picture_name(one.address) and not _told_apart(one, figure))
        )
        twin = next(same, None)
        if twin is None:
            kept.append(figure)
            continue
        twin.alt = twin.alt or figure.alt
        twin.caption = twin.caption or figure.caption
        twin.credit = twin.credit or figure.credit
    return kept


def _told_apart(one: PageFigure, other: PageFigure) -> bool:
    """Whether the words of two pictures of one name say that they are two, as "1a.jpg" of two folders."""
    pairs = ((one.alt, other.alt), (one.caption, other.caption))
    return any(mine and its and letters(mine) != letters(its) for mine, its in pairs)


def said_by(element: Element) -> tuple[Element, str]:
    """The quotation without the element that names its speaker, and that name."""
    clone = copy.copy(element)
    named = [
        each for each in clone.iter("span", "p", "div") if _SPEAKER.search(each.get("class") or "")
    ]
    for marked in [*clone.iter("cite", "footer"), *named]:
        parent, name = marked.getparent(), text_of(marked)
        if parent is None or not name or name == text_of(clone) or (marked.tail or "").strip():
            continue
        if parent is clone or marked in named or text_of(parent) == name:
            parent.remove(marked)
            return clone, name.lstrip("-\u2013\u2014 ")
    return element, ""


def is_layout_list(element: Element) -> bool:
    """A list whose entries are blocks of prose or galleries rather than short points."""
    return element.find(".//img") is not None or (
        element.find(".//p/..//p") is not None and len(text_of(element)) > 4_000
    )


def inner_list(element: Element) -> Element:
    """The list in a list's only entry that holds nothing else: editors set one in when they indent."""
    for _ in range(_DEEPEST_LIST):
        entries = [each for each in element if is_element(each)]
        inside = list(entries[0]) if len(entries) == 1 else []
        inner = [each for each in inside if is_element(each) and letters(text_of(each))]
        is_bare = len(inner) == 1 and inner[0].tag in {"ul", "ol"}
        if not is_bare or letters(text_of(inner[0])) != letters(text_of(element)):
            break
        element = inner[0]
    return element


def is_grid(table: Element) -> bool:
    """A table of facts, not one that lays out the page."""
    if table.find(".//table") is not None or (table.get("role") or "") == "presentation":
        return False
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    if len(rows) < 2 or max((len(row) for row in rows), default=0) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    longest = max((len(text_of(cell)) for cell in cells), default=0)
    blocks = sum(1 for cell in cells if cell.find(".//p") is not None and len(text_of(cell)) > 200)
    return table.find(".//th") is not None or (longest < 400 and blocks == 0)
