"""A component of a text (a kind and fields of its own, whatever system names them) -> a node of rich text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from articles.ingest.addresses import is_web
from articles.ingest.markdown_text import markdown_to_html
from articles.ingest.pictures import address_of, figure_markup, picture_of
from articles.ingest.plain import has_blocks, plain, text_of, words_of
from articles.ingest.record import Origin
from articles.ingest.richtext.loose import loose_words
from articles.ingest.richtext.trees import to_markup
from articles.ingest.rows.aliases import squash

Node = Mapping[str, Any]
"""Names and values of a component; its values have any shape."""

_HEADINGS: Final = frozenset(
    {"title", "heading", "headline", "subtitle", "subheading", "headingtext", "crosshead"}
)
_TEXTS: Final = frozenset(
    {"body", "text", "content", "richtext", "markdown", "paragraph", "paragraphs", "quote", "description", "html",
     "copy", "wysiwyg", "editor"}
)  # fmt: skip
_SPEAKERS: Final = (
    "author", "attribution", "attribute_name", "speaker", "name", "source", "cite", "citation", "credit", "title",
)  # fmt: skip
_BESIDE: Final = frozenset(
    {"caption", "alt", "alttext", "credit", "attribution", "source", "photographer", "copyright", "kind", "type",
     "component", "acffclayout", "id", "url", "size", "style", "layout", "link"}
)  # fmt: skip
"""Fields that are words of a picture, or settings."""
_CREDITS: Final = ("credit", "attribution", "photographer", "copyright", "source")
_ALTS: Final = ("alt", "altText", "alt_text", "alternativeText")
_EMBEDS: Final = re.compile(r"video|embed|youtube|vimeo|tweet|instagram|iframe")
_FORMS: Final = ("newsletter", "signup", "subscribe", "webform")
_BOXES: Final = ("box", "callout", "aside", "sidebar")
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|tiff?)(?:[?#]|$)", re.IGNORECASE)
_SHOWN: Final = frozenset({"alt", "alternativeText", "altText", "mime", "width", "originalUrl"})
_LINKS: Final = frozenset({"url", "link", "href", "permalink", "slug", "uri"})
_DEEPEST: Final = 6
_HERE: Final = Origin("")


def component_node(kind: str, held: Node, below: str = "") -> Node:
    """HTML of what a component's fields hold, in their order; of one without, its kind, to be told."""
    plain_kind = squash(kind)
    if any(form in plain_kind for form in _FORMS):
        words = (plain(text_of(value)) for name, value in held.items() if squash(name) in _HEADINGS)
        return {"type": "newsletter", "title": next(filter(None, words), kind)}
    inside = _quoted(held, plain_kind) if "quote" in plain_kind else ""
    inside = inside or "".join(_pieces(plain_kind, held))
    inside += below
    if inside and any(box in plain_kind for box in _BOXES):
        inside = f"<aside>{inside}</aside>"
    return {"type": "html", "html": inside} if inside else {**held, "type": kind}


def _quoted(held: Node, kind: str) -> str:
    named = {_of_quote(name): value for name, value in held.items()}
    told = (_text(value) for name, value in named.items() if name in _TEXTS)
    said = next(filter(None, told), "")
    spoken = (plain(text_of(named.get(squash(name)))) for name in _SPEAKERS)
    who = next(filter(None, spoken), "")
    return quotation(said, who, pulled="pull" in kind)


def _of_quote(name: str) -> str:
    """A field's name without what it is a field of: "pullQuote" is the quote, "quoteSource" its source."""
    bare = squash(name).removeprefix("pull")
    return bare.removeprefix("quote") or bare


def _are_parts(value: Any) -> bool:
    """Whether these are parts of a text, such as an accordion's: words, and no link to another page."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(one, Mapping)
            and not _LINKS & one.keys()
            and any(squash(str(name)) in _TEXTS and text_of(told) for name, told in one.items())
            for one in value
        )
    )


def _pieces(kind: str, held: Node, depth: int = 0) -> Iterator[str]:
    address = text_of(held.get("url"))
    if _EMBEDS.search(kind):
        told = (text_of(value) for value in held.values() if isinstance(value, str))
        address = address or next((one.strip() for one in told if is_web(one)), "")
    if is_web(address) and _EMBEDS.search(kind):
        yield f'<iframe src="{html.escape(address)}"></iframe>'
        return
    shows = any(_shown(value) for value in held.values())
    for name, value in held.items():
        known = squash(name)
        if shown := _shown(value):
            yield from (_figure(one, held) for one in shown)
        elif known in _HEADINGS or (known == "text" and kind.endswith("heading")):
            words = plain(text_of(value))
            yield f"<h2>{html.escape(words)}</h2>" if words else ""
        elif known in _BESIDE or (shows and known == "description"):
            continue
        elif known in _TEXTS:
            yield _text(value)
        elif isinstance(value, list) and value and all(isinstance(one, str) for one in value):
            items = "".join(f"<li>{html.escape(plain(one))}</li>" for one in value)
            yield f"<ul>{items}</ul>" if kind.endswith(("list", "points", "items")) else ""
        elif depth < _DEEPEST and _are_parts(value):
            for one in value:
                yield from _pieces(kind, one, depth + 1)
        else:
            yield loose_words({name: value})
    if is_web(address) and not shows:
        yield f'<iframe src="{html.escape(address)}"></iframe>'


def _shown(value: Any) -> list[Node]:
    """The pictures in a value: files behind "data", in a list, or alone."""
    value = value.get("data", value) if isinstance(value, Mapping) else value
    found = []
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, Mapping):
            continue
        inner = one.get("attributes")
        facts = inner if isinstance(inner, Mapping) else one
        address = address_of(facts)
        if address and (_PICTURE.search(address) or _SHOWN & facts.keys()):
            found.append(facts)
    return found


def _figure(facts: Node, held: Node) -> str:
    alt = next((held[key] for key in _ALTS if held.get(key)), None)
    words = {"caption": held["caption"]} if held.get("caption") else {}
    words |= {"alt": alt} if alt else {}
    credit = next((held[key] for key in _CREDITS if held.get(key)), None)
    told = {**facts, **words, **({"credit": credit} if credit else {})}
    shown = picture_of(told, _HERE, "body")
    if shown is None or not shown.reference:
        return ""
    caption = html.escape(shown.caption)
    return figure_markup(shown.reference, alt=shown.alt, caption=caption, credit=shown.credit)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return to_markup(value) or ""
    text = text_of(value) if isinstance(value, (str, Mapping)) else ""
    if not text and isinstance(value, Mapping):
        return to_markup(value) or ""
    return text if not text or has_blocks(text) else markdown_to_html(text)


def quotation(said: str, who: str, *, pulled: bool = False) -> str:
    """A quotation with whose words it has; "" without words."""
    cited = f"<cite>{html.escape(who)}</cite>" if who else ""
    sort = ' class="pullquote"' if pulled else ""
    return f"<blockquote{sort}>{said}{cited}</blockquote>" if words_of(said) else ""
