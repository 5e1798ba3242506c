"""The cards of Ghost's editors (picture, gallery, embed, bookmark ...) as plain HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from articles.ingest.markdown_text import markdown_to_html
from articles.ingest.pictures import figure_markup
from articles.ingest.plain import plain

Card = Mapping[str, Any]
"""What a card holds; Ghost's JSON has any shape, hence Any."""


def said(card: Card, *names: str) -> str:
    """The first of these that is a text."""
    return next(
        (card[n].strip() for n in names if isinstance(card.get(n), str) and card[n].strip()), ""
    )


def card_markup(kind: str, card: Card) -> str | None:
    """The card as HTML; None for a kind that holds nothing a story keeps."""
    writer = _WRITERS.get(re.sub(r"^(?:kg-)?card-|-card$|[-_ ]", "", kind.casefold()))
    return None if writer is None else writer(card)


def _figure(card: Card) -> str:
    source = said(card, "src", "url")
    if not source:
        return ""
    return figure_markup(source, alt=said(card, "alt"), caption=said(card, "caption"))


def _gallery(card: Card) -> str:
    pictures = card.get("images")
    shown = [p for p in pictures if isinstance(p, Mapping)] if isinstance(pictures, list) else []
    figures = [_figure(picture) for picture in shown]
    caption = said(card, "caption")
    if caption and figures and not any(said(picture, "caption") for picture in shown):
        figures[-1] = _figure({**shown[-1], "caption": caption})
    return "".join(figures)


def _embed(card: Card) -> str:
    address = said(card, "url")
    markup = said(card, "html")
    caption = plain(said(card, "caption"))
    legend = f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
    if address and legend:
        return f"<figure><p>{html.escape(address)}</p>{legend}</figure>"
    if address:
        return f"<p>{html.escape(address)}</p>"
    return f"{markup}{legend}"


def _bookmark(card: Card) -> str:
    address = said(card, "url")
    facts = card.get("metadata")
    title = said(facts, "title") if isinstance(facts, Mapping) else ""
    return _link(address, title or said(card, "title") or address) if address else ""


def _link(address: str, words: str) -> str:
    return f'<p><a href="{html.escape(address)}">{html.escape(plain(words))}</a></p>'


def _button(card: Card) -> str:
    address, words = said(card, "buttonUrl", "url"), said(card, "buttonText", "text")
    return _link(address, words) if address and words else ""


def _file(card: Card) -> str:
    """A document that readers may load, by its title."""
    address, title = said(card, "src"), said(card, "fileTitle", "fileName")
    caption = plain(said(card, "fileCaption"))
    below = f"<p>{html.escape(caption)}</p>" if caption else ""
    return _link(address, title) + below if address and title else ""


def _callout(card: Card) -> str:
    words = said(card, "calloutText", "text")
    return f"<aside>{words if '<p' in words else f'<p>{words}</p>'}</aside>" if words else ""


def _toggle(card: Card) -> str:
    return f"<h3>{said(card, 'heading')}</h3>{_in_paragraph(said(card, 'content'))}"


def _in_paragraph(markup: str) -> str:
    return markup if re.search(r"<(?:p|ul|ol|h\d|figure)\b", markup) else f"<p>{markup}</p>"


def _code(card: Card) -> str:
    caption = said(card, "caption")
    legend = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<pre>{html.escape(said(card, 'code'))}</pre>{legend}"


def _header(card: Card) -> str:
    heading = said(card, "heading", "header")
    below = said(card, "subheading", "subheader")
    return (f"<h2>{heading}</h2>" if heading else "") + (f"<p>{below}</p>" if below else "")


def _call_to_action(card: Card) -> str:
    words = said(card, "textValue", "html")
    return (_in_paragraph(words) if words else "") + _button(card)


_WRITERS: Final[dict[str, Callable[[Card], str]]] = {
    "image": _figure,
    "gallery": _gallery,
    "embed": _embed,
    "bookmark": _bookmark,
    "html": lambda card: said(card, "html"),
    "markdown": lambda card: markdown_to_html(said(card, "markdown")),
    "code": _code,
    "codeblock": _code,
    "hr": lambda _card: "<hr>",
    "horizontalrule": lambda _card: "<hr>",
    "button": _button,
    "file": _file,
    "callout": _callout,
    "toggle": _toggle,
    "header": _header,
    "calltoaction": _call_to_action,
}

_BOOKMARK: Final = re.compile(
    r'<figure class="[^"]*kg-bookmark-card[^"]*".{0,8000}?</figure>', re.DOTALL
)
_GONE: Final = re.compile(
    r'<div class="kg-callout-emoji">.{0,60}?</div>|<!--\s*kg-card-(?:begin|end):[^<>]{0,40}-->'
    r'|<button class="kg-toggle-card-icon".{0,2000}?</button>',
    re.DOTALL,
)


def plain_cards(markup: str) -> str:
    """Ghost's rendered HTML with its bookmark cards as links and without decoration."""
    return _GONE.sub("", _BOOKMARK.sub(_plain_bookmark, markup))


def _plain_bookmark(found: re.Match[str]) -> str:
    address = re.search(r'href="([^"]*)"', found[0])
    title = re.search(r'class="kg-bookmark-title">(.*?)</div>', found[0], re.DOTALL)
    if address is None:
        return ""
    words = html.unescape(title[1]) if title else html.unescape(address[1])
    return _link(html.unescape(address[1]), words)
