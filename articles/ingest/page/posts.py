"""Pages made of several posts, read from their markup: the updates of a live page, whole stories below each other."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from articles.ingest.page.asides import is_comment
from articles.ingest.page.facts import PageFacts
from articles.ingest.page.tree import (
    Element,
    ancestors,
    elements_at,
    is_element,
    letters,
    link_share,
    text_of,
)

FEWEST_UPDATES: Final = 3
_MOST_POSTS: Final = 500
_SHORTEST: Final = 40
"""Letters of a post's text."""
_WHOLE_STORY: Final = 120
"""Letters of a story on a page with others; a teaser has fewer, or leads on to the rest."""
_HEADS: Final = ("h2", "h3", "h4", "h5")
_LINKED: Final = 0.8
_HIGHEST: Final = 3
"""Elements around a text among which its heading stands."""
_STORY_PARTS: Final = (
    "//*[contains(concat(' ',normalize-space(@class),' '),' entry-content ')"
    " or contains(concat(' ',normalize-space(@class),' '),' post-body ')"
    " or contains(concat(' ',normalize-space(@class),' '),' post-content ') or @itemprop='articleBody']"
)


def updates_shown(root: Element) -> list[dict[str, Any]]:
    """The updates of a live page as its head would tell them: time, heading, text; empty for other pages."""
    if sum(1 for _ in islice(root.iter("time"), FEWEST_UPDATES)) < FEWEST_UPDATES:
        return []
    for around in root.iter("ol", "ul", "div", "section", "main", "article"):
        groups: dict[tuple[object, str], list[Element]] = {}
        for child in around:
            if is_element(child):
                groups.setdefault((child.tag, child.get("class") or ""), []).append(child)
        posts = max(groups.values(), key=len, default=[])[:_MOST_POSTS]
        if len(posts) < FEWEST_UPDATES:
            continue
        told = [each for each in map(_update, posts) if each]
        if len(told) >= FEWEST_UPDATES and 5 * len(told) >= 4 * len(posts):
            return told
    return []


def _update(post: Element) -> dict[str, Any]:
    time = next(iter(post.iter("time")), None)
    moment = (time.get("datetime") or "") if time is not None else ""
    if ":" not in moment or is_comment(post):
        return {}
    head = next((each for level in _HEADS for each in post.iter(level)), None)
    if head is not None and link_share(head) > _LINKED and not _stays_here(head):
        return {}
    words = [text_of(each) for each in post.iter("p") if len(letters(text_of(each))) > 3]
    if sum(len(letters(each)) for each in words) < _SHORTEST or link_share(post) > _LINKED / 2:
        return {}
    heading = text_of(head) if head is not None else ""
    return {"datePublished": moment, "headline": heading, "articleBody": "\n".join(words)}


def _stays_here(head: Element) -> bool:
    return all((link.get("href") or "").startswith("#") for link in head.iter("a"))


def stories_on(root: Element, facts: PageFacts) -> Iterator[Element]:
    """A page of its own for each of several whole stories; none where the page is one story or a list.

    Each has a heading that leads to its own page, and its text in an element that is named so.
    """
    if facts.story or "article" in facts.meta.get("og:type", []):
        return
    found = [
        post for part in elements_at(root, _STORY_PARTS)[:_MOST_POSTS] if (post := _post_of(part))
    ]
    apart = len({id(post.element) for post in found}) == len(found)
    if len({post.address for post in found}) > 1 and apart:
        yield from (_page_of(post, root, facts) for post in found)


@dataclass(frozen=True, slots=True)
class _Post:
    element: Element
    headline: str
    address: str


def _post_of(part: Element) -> _Post | None:
    """The nearest element around a whole text that holds its heading too, which leads to its own page."""
    paragraphs = [each for each in part.iter("p") if link_share(each) < _LINKED / 2]
    if len(paragraphs) < 2 or len(letters(text_of(part))) < _WHOLE_STORY:
        return None
    for around in ancestors(part, _HIGHEST):
        for head in (each for level in ("h1", "h2", "h3") for each in around.iter(level)):
            links = [link.get("href") or "" for link in head.iter("a")]
            leads = links and links[0][:1] not in {"", "#"} and link_share(head) > _LINKED
            if leads and part not in ancestors(head):
                return _Post(around, text_of(head), links[0])
    return None


def _page_of(post: _Post, root: Element, facts: PageFacts) -> Element:
    """A page that holds the post alone, with what the whole page says of it."""
    page = root.makeelement("html", {"lang": root.get("lang") or ""})
    head, body = page.makeelement("head", {}), page.makeelement("body", {})
    page.extend([head, body])
    head.append(head.makeelement("link", {"rel": "canonical", "href": post.address}))
    for name, value in (("og:site_name", facts.site_name), ("og:title", post.headline)):
        head.append(head.makeelement("meta", {"property": name, "content": value}))
    clone = copy.deepcopy(post.element)
    clone.tail = None
    body.append(clone)
    return page
