"""The topics of a story by the words above their links: "Related Topics", "Archivado en"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from articles.ingest.page.tree import Element, ancestors, elements_at, link_share, marks_of, text_of

_LABEL: Final = re.compile(
    r"\W*(?:(?:related |suggested |more )?topics|tags|(?:topic|tag)\s?:|filed under|"
    r"explore more on these topics|more about|more on|"
    r"topics mentioned in this article|archivado en|mots-clés|schlagw(?:orte|örter)|themen|argomenti|onderwerpen|"
    r"теги|теґи|tagi|słowa kluczowe|etiketler|etiketter|ämnen|emner|palavras-chave|etiquetas|tópicos|תגיות|"
    r"الكلمات المفتاحية|وسوم|タグ|キーワード|标签|標籤|关键词|태그)\W*",
    re.IGNORECASE,
)
_LONGEST: Final = 40
"""Characters of a label and of a topic."""
_MOST: Final = 15
_TAG_BOXES: Final = (
    "tag-links", "tags-links", "tag-link", "post-tags", "entry-tags", "page-tags", "article-tags",
    "article__tags", "article_tags", "post_tags", "post__tags", "entry__tags", "story-tags", "story__tags",
    "article-topics", "article__topics", "story-topics", "related-topics", "tag-list", "tags-list", "topic-list",
    "topics-list", "taglist", "td-tags",
    "jeg_post_tags", "single-tags", "cat-links", "post-categories", "category-link", "entry-categories",
)  # fmt: skip
_MENU: Final = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navigation|sidebar|cloud|tagcloud|masthead)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OWN_BOX: Final = re.compile(
    r"(?:^|[\s_-])(?:post|entry|article|story)[_-]{1,2}(?:terms|tags|topics|keywords)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TAGS: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:story|article|post|entry|item)?tags|topic-?list)(?:$|[\s_-])", re.IGNORECASE
)
_LINKED: Final = 0.8
"""The share of links in a row of tags."""
_TEASER: Final = 500
"""Characters of the box around a teaser."""
_NO_TEASERS: Final = frozenset({"body", "html", "main"})
_HEADS: Final = frozenset({"h1", "h2", "h3", "h4", "h5"})
_LINKED_HEADS: Final = ".//*[self::h2 or self::h3 or self::h4 or self::h5][.//a or ancestor::a]"
_TAG_ADDRESS: Final = re.compile(r"(?:^|/)(?:tags?|topics?)/[^/?#]+/?$")
_BOXES: Final = 5
_TAG_LINKS: Final = (
    "//a[contains(concat(' ',@rel,' '),' tag ') and not(contains(@rel,'category'))]"
    "|//a[contains(concat(' ',@class,' '),' p-tag ') or contains(concat(' ',@class,' '),' p-category ')]"
    "|//*["
    + " or ".join(f"contains(concat(' ',@class,' '),' {name} ')" for name in _TAG_BOXES)
    + "]//a"
)


def labelled_links(root: Element) -> Iterator[Element]:
    """Links that stand behind a label for topics: in the next element, or in the label's own."""
    for element in root.iter("h2", "h3", "h4", "h5", "p", "span", "div", "li", "dt", "strong"):
        words = (element.text or "").strip()
        if not words or len(words) > _LONGEST or not _LABEL.fullmatch(words):
            continue
        if text_of(element) != words:
            holders: list[Element] = [element]
        else:
            following, parent = element.getnext(), element.getparent()
            holders = [each for each in (following, parent) if each is not None]
        for holder in holders:
            links = [link for link in holder.iter("a") if 0 < len(text_of(link)) <= _LONGEST]
            if 0 < len(links) <= _MOST:
                yield from links
                break


def is_label(words: str) -> bool:
    """Whether words are such a label."""
    return _LABEL.fullmatch(words) is not None


def tag_links(root: Element, heading: Element | None) -> list[Element]:
    """The tags of this story: those in its own article, else those of the page outside of menus."""
    marked = dict.fromkeys(elements_at(root, _TAG_LINKS))
    boxes = [
        each for each in root.iter("ul", "div", "p", "section") if _TAGS.search(marks_of(each))
    ]
    marked |= dict.fromkeys(link for box in boxes[:_BOXES] for link in box.iter("a"))
    marked |= dict.fromkeys(labelled_links(root))
    if not marked:  # no box says so, but the addresses do
        told = [*islice(filter(_leads_to_tag, root.iter("a")), _MOST + 1)]
        marked = dict.fromkeys(told if len(told) <= _MOST else [])
    told = _outside_teasers(marked, heading)
    found = [link for link in told if not _in_menu(link)]
    if not found:  # a page may list its own tags in its menu; it says so by the relation
        told = [link for link in told if "tag" in (link.get("rel") or "").split()]
        found = told if len(told) <= _MOST else []
    if len(found) <= 25:
        return found
    for around in reversed(list(ancestors(heading, 6))) if heading is not None else ():
        own = [link for link in found if around in ancestors(link)]
        if 0 < len(own) <= 25:
            return own
    return []


def _outside_teasers(links: Iterable[Element], heading: Element | None) -> list[Element]:
    """The links that do not stand in the teaser of another story, beside that story's linked headline."""
    own = set(ancestors(heading)) if heading is not None else set()
    known: dict[Element, bool | None] = {}

    def said_of(box: Element) -> bool | None:
        if box not in known:
            known[box] = False if box in own or box.tag in _NO_TEASERS else _is_teaser(box)
        return known[box]

    def is_elsewhere(link: Element) -> bool:
        told = (said for box in ancestors(link, 6) if (said := said_of(box)) is not None)
        return next(told, False)

    return [link for link in links if not is_elsewhere(link)]


def is_of_teaser(element: Element, heading: Element | None) -> bool:
    """Whether an element stands in the teaser of another story than that of the heading."""
    own = set(ancestors(heading)) if heading is not None else set()
    around = (box for box in ancestors(element, 4) if box not in own and box.tag not in _NO_TEASERS)
    return any(_is_teaser(box) for box in around)


def _is_teaser(box: Element) -> bool | None:
    """Whether a box is about one other story; None where it holds no linked headline."""
    titles = elements_at(box, _LINKED_HEADS) if box.tag not in _HEADS else []
    return len(titles) == 1 and len(text_of(box)) <= _TEASER if titles else None


def _leads_to_tag(link: Element) -> bool:
    """Whether a link among other links leads to the page of a tag; in running text it is no label."""
    if _TAG_ADDRESS.search(link.get("href") or "") is None:
        return False
    around = link.getparent()
    return around is not None and link_share(around) > _LINKED


def _in_menu(link: Element) -> bool:
    """Whether a link stands in a menu, a tag cloud or a side column, where all stories' tags are.

    A box there that calls itself the story's own is none: "post-terms" in a sidebar.
    """
    for around in ancestors(link, 8):
        if around.tag in {"body", "html", "article", "main"}:
            continue
        marks = marks_of(around)
        if _OWN_BOX.search(marks):
            return False
        if around.tag in {"nav", "aside"} or _MENU.search(marks):
            return True
    return False
