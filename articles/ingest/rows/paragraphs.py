"""Texts that Drupal keeps in paragraphs, objects of their own that a story points at -> nodes of rich text."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from articles.ingest.pictures import figure_markup
from articles.ingest.plain import has_markup, plain, text_of

Node = Mapping[str, Any]
"""An object with its own names and values, and what it points at among them."""

PARAGRAPH: Final = "paragraph--"
_HEADINGS: Final = frozenset({"title", "heading", "headline", "header", "subtitle", "subheading"})
_CITED: Final = (
    "attribution", "author", "source", "cite", "citation", "speaker", "quote_source", "quote_author",
    "quote_attribution", "quote_name", "name",
)  # fmt: skip
_CAPTION: Final = ("caption", "image_caption", "media_caption", "photo_caption")
_CREDIT: Final = ("credit", "credits", "photo_credit", "image_credit", "photographer", "copyright")
_FORMS: Final = ("newsletter", "signup", "sign_up", "webform", "subscri")
_BOXES: Final = ("box", "sidebar", "aside", "infobox", "callout")
_DEEPEST: Final = 6


def body_of_paragraphs(body: Any, paragraphs: Sequence[Node]) -> list[Node]:
    """The text that stands in the story itself, then its paragraphs."""
    own = _words(body)
    return [*([{"type": "html", "html": own}] if own else []), *map(_node, paragraphs)]


def is_paragraph(one: Any) -> bool:
    """Whether this is a paragraph of Drupal's."""
    return isinstance(one, Mapping) and str(one.get("type")).startswith(PARAGRAPH)


def _node(paragraph: Node) -> Node:
    kind = _kind(paragraph)
    if any(form in kind for form in _FORMS):
        return {"type": "newsletter", "title": _first(paragraph, tuple(_HEADINGS)) or kind}
    return {"type": "html", "html": _markup(paragraph, 0)}


def _kind(paragraph: Node) -> str:
    return str(paragraph.get("type")).removeprefix(PARAGRAPH)


def _markup(paragraph: Node, depth: int) -> str:
    kind = _kind(paragraph)
    if depth > _DEEPEST:
        return ""
    if "quote" in kind:
        return _quotation(paragraph, pulled="pull" in kind)
    inside = "".join(_pieces(paragraph, depth))
    return f"<aside>{inside}</aside>" if inside and any(box in kind for box in _BOXES) else inside


def _pieces(paragraph: Node, depth: int) -> Iterator[str]:
    below = {*_CAPTION, *_CREDIT}
    for name, value in paragraph.items():
        for one in value if isinstance(value, list) else [value]:
            if is_paragraph(one):
                yield _markup(one, depth + 1)
            elif isinstance(one, Mapping) and isinstance(one.get("url"), str):
                yield _shown(one, paragraph)
            elif isinstance(one, Mapping) and _is_link(one):
                yield _link(one)
            elif name in _HEADINGS and (words := plain(_words(one))):
                yield f"<h3>{html.escape(words)}</h3>"
            elif name not in below and name != "type" and (words := _words(one)):
                yield words if has_markup(words) else f"<p>{html.escape(words)}</p>"


def _quotation(paragraph: Node, *, pulled: bool) -> str:
    who = _first(paragraph, _CITED)
    told = (_words(value) for name, value in paragraph.items() if name not in {"type", *_CITED})
    words = next((each for each in told if each), "")
    words = words if has_markup(words) else f"<p>{html.escape(words)}</p>"
    cited = f"<cite>{html.escape(who)}</cite>" if who else ""
    sort = ' class="pullquote"' if pulled else ""
    return f"<blockquote{sort}>{words}{cited}</blockquote>"


def _shown(media: Node, paragraph: Node) -> str:
    """A picture, or whatever else stands at an address."""
    address = media["url"]
    if media.get("filemime") is None or str(media["filemime"]).startswith("image/"):
        caption = _first(media, _CAPTION) or _first(paragraph, _CAPTION)
        credit = _first(media, _CREDIT) or _first(paragraph, _CREDIT)
        return figure_markup(
            address, alt=text_of(media.get("alt")), caption=html.escape(caption), credit=credit
        )
    words = plain(text_of(media.get("filename"))) or address
    return f'<p><a href="{html.escape(address)}">{html.escape(words)}</a></p>'


def _is_link(value: Node) -> bool:
    return isinstance(value.get("uri"), str) and "value" not in value


def _link(value: Node) -> str:
    address = html.escape(value["uri"].removeprefix("internal:"))
    words = plain(text_of(value.get("title")))
    return f'<p><a href="{address}">{html.escape(words)}</a></p>' if words else f"<p>{address}</p>"


def _words(value: Any) -> str:
    """A text or a formatted text; "" for numbers and switches."""
    if isinstance(value, Mapping):
        value = value.get("processed") or value.get("value")
    return value.strip() if isinstance(value, str) else ""


def _first(value: Node, names: tuple[str, ...]) -> str:
    return next((words for name in names if (words := plain(_words(value.get(name))))), "")
