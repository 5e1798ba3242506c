"""Substack's cards: elements without content whose facts stand as JSON in `data-attrs`, as plain HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from articles.ingest.pictures import figure_markup
from articles.ingest.strictjson import BadJSON, loads

Facts = Mapping[str, Any]
"""What a card says of itself; JSON, hence Any."""
_EMPTY: Final = re.compile(r"<(?P<tag>div|p)\b(?P<attributes>[^<>]{1,60000})></(?P=tag)>")
_FILLED: Final = re.compile(
    r'(<div\b[^<>]{0,200}\bclass="embedded-post-wrap"[^<>]{1,60000}>)\s{0,20}'
    r"<a\b[^<>]{1,4000}>[^<]*(?:<(?!/?a\b)[^<]*)*</a>\s{0,20}(</div>)"
)
"""The card of another post, which says its facts once more for readers."""
_CLASS: Final = re.compile(r"\bclass=\"([^\"]{1,300})\"")
_FACTS: Final = re.compile(r"\bdata-attrs=\"([^\"]{2,60000})\"")
_PULL_QUOTE: Final = re.compile(
    r'<div class="pullquote"[^<>]{0,200}>((?:(?!</?div\b).){0,3000})</div>', re.DOTALL
)
_NO_CARD: Final = "a card that a story cannot hold"


def open_cards(markup: str, removed: list[tuple[str, str]]) -> str:
    """The markup with each card as a figure, an embed or a link; `removed` is told of others."""
    if "data-attrs" not in markup and 'class="pullquote"' not in markup:
        return markup

    def opened(found: re.Match[str]) -> str:
        kinds = _CLASS.search(found["attributes"])
        told = _FACTS.search(found["attributes"])
        facts = _facts(html.unescape(told[1])) if told else {}
        if not facts or kinds is None:
            return found[0]
        kind = next(iter(kinds[1].split()), "")
        made = next((write(facts) for part, write in _CARDS if part in kind), "")
        if not made:
            title = _said(facts, "title", "url", "name") or _said(facts, *facts)
            removed.append((f"{kind or 'card'}: {title}"[:200].rstrip(": "), _NO_CARD))
        return made

    markup = _FILLED.sub(r"\1\2", markup)
    return _PULL_QUOTE.sub(
        r'<blockquote class="pullquote">\1</blockquote>', _EMPTY.sub(opened, markup)
    )


def _facts(words: str) -> Facts:
    try:
        found = loads(words)
    except BadJSON:
        return {}
    return found if isinstance(found, Mapping) else {}


def _said(facts: Facts, *names: str) -> str:
    said = (facts.get(name) for name in names)
    return next((words for words in said if isinstance(words, str) and words), "")


def _gallery(facts: Facts) -> str:
    gallery = facts.get("gallery")
    facts = gallery if isinstance(gallery, Mapping) else facts
    listed = facts.get("images")
    shown = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    addresses = [address for one in shown if (address := _said(one, "src", "url"))]
    caption, alt = html.escape(_said(facts, "caption")), _said(facts, "alt")
    last = len(addresses) - 1
    return "".join(
        figure_markup(address, alt=alt, caption=caption if number == last else "")
        for number, address in enumerate(addresses)
    )


def _post(facts: Facts) -> str:
    """A post of a network, with its words where the card has them."""
    address, words = _said(facts, "url"), _said(facts, "full_text", "text")
    if not address or not words:
        return f"<p>{html.escape(address)}</p>" if address else ""
    handle = _said(facts, "username")
    who = " ".join(filter(None, [_said(facts, "name"), f"(@{handle})" if handle else ""]))
    return (
        f'<blockquote class="twitter-tweet"><p>{html.escape(words)}</p>&mdash; {html.escape(who)} '
        f'<a href="{html.escape(address)}">{html.escape(_said(facts, "date"))}</a></blockquote>'
    )


def _link(facts: Facts) -> str:
    address, title = _said(facts, "canonical_url", "url"), _said(facts, "title")
    if not address:
        return ""
    return f'<p><a href="{html.escape(address)}">{html.escape(title or address)}</a></p>'


def _at(site: str, *names: str) -> Callable[[Facts], str]:
    """A writer of an address that the card gives as the number of a film or a post."""

    def write(facts: Facts) -> str:
        number = _said(facts, *names)
        return f"<p>{site}{html.escape(number)}</p>" if number else _address(facts)

    return write


def _address(facts: Facts) -> str:
    address = _said(facts, "url", "belowTheFoldUrl")
    return f"<p>{html.escape(address)}</p>" if address else ""


_CARDS: Final[tuple[tuple[str, Callable[[Facts], str]], ...]] = (
    ("image-gallery", _gallery),
    ("tweet", _post),
    ("twitter", _post),
    ("youtube", _at("https://www.youtube.com/watch?v=", "videoId")),
    ("vimeo", _at("https://vimeo.com/", "videoId")),
    ("instagram", _at("https://www.instagram.com/p/", "instagram_id")),
    ("embedded-post", _link),
    ("digest-post", _link),
    ("spotify", _address),
    ("soundcloud", _address),
    ("tiktok", _address),
    ("bluesky", _address),
    ("apple-podcast", _address),
    ("datawrapper", _address),
)
