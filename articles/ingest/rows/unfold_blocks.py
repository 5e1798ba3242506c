"""Texts that single systems keep as cards and components (Quintype, Livingdocs, Strapi) -> nodes of rich text."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from articles.ingest.markdown_text import markdown_to_html
from articles.ingest.pictures import figure_markup, picture_of
from articles.ingest.plain import has_blocks, plain, text_of, words_of
from articles.ingest.record import Origin
from articles.ingest.rows.aliases import field_of, squash

Row = dict[str, Any]
"""A story's names and values; its values have any shape."""
Node = Mapping[str, Any]

_ALSO: Final = frozenset({"also-read", "alsoread", "references"})
_ALSO_READ: Final = re.compile(r"(?:also read|read more|read also)\W{1,3}", re.IGNORECASE)
_HEADINGS: Final = frozenset({"title", "heading", "headline", "subtitle", "subheading"})
_TEXTS: Final = frozenset(
    {"body", "text", "content", "richtext", "markdown", "paragraph", "quote", "description"}
)
_SPEAKERS: Final = (
    "author",
    "attribution",
    "speaker",
    "name",
    "source",
    "cite",
    "citation",
    "title",
)
_MOST_ROWS: Final = 200
_HERE: Final = Origin("")


def open_blocks(row: Row) -> None:
    """Give the row a body that `richtext` reads, where it is kept in one of these ways."""
    _open_quintype(row)
    _open_livingdocs(row)
    _open_components(row)


def _open_quintype(row: Row) -> None:
    cards = row.get("cards")
    if not isinstance(cards, list) or not any("story-elements" in card for card in _objects(cards)):
        return
    elements = [each for card in _objects(cards) for each in _elements(card)]
    row["body"] = [
        _written(_quintype(each), str(each.get("type")))
        for each in elements
        if each.get("subtype") not in _ALSO
    ]
    also = [each for each in elements if each.get("subtype") in _ALSO]
    titles = [_ALSO_READ.sub("", plain(text_of(each.get("text")))) for each in also]
    row.setdefault("related", [{"headline": title} for title in titles])
    del row["cards"]
    if key := text_of(row.pop("hero-image-s3-key", "")):
        row["image"] = {
            "url": key, "caption": row.pop("hero-image-caption", ""), "alt": row.pop("hero-image-alt-text", ""),
            "credit": row.pop("hero-image-attribution", ""),
        }  # fmt: skip


def _elements(card: Node) -> Iterator[Node]:
    """The elements of a card; one made of several, such as a gallery, gives those."""
    for element in _objects(card.get("story-elements")):
        inner = list(_elements(element))
        yield from inner or [element]


def _quintype(element: Node) -> str:
    kind, sort = str(element.get("type")), str(element.get("subtype"))
    facts = element.get("metadata")
    facts = facts if isinstance(facts, Mapping) else {}
    words = text_of(element.get("text"))
    if kind == "title":
        return f"<h2>{words}</h2>"
    if kind == "image":
        address = text_of(element.get("image-s3-key") or element.get("url"))
        credit = plain(text_of(element.get("image-attribution")))
        caption = html.escape(plain(text_of(element.get("title"))))
        return figure_markup(
            address, alt=text_of(element.get("alt-text")), caption=caption, credit=credit
        )
    if sort in {"quote", "blockquote", "blurb"}:
        said = text_of(facts.get("content")) or words
        return _quotation(
            said if has_blocks(said) else f"<p>{said}</p>", plain(text_of(facts.get("attribution")))
        )
    if sort == "bigfact":
        told = (plain(text_of(facts.get(key))) for key in ("content", "attribution"))
        return f"<p>{html.escape(' – '.join(filter(None, told)))}</p>"
    if sort == "summary":
        return f"<aside>{words}</aside>"
    if kind == "data" or sort == "table":
        return _table(element.get("data"))
    address = text_of(facts.get("tweet-url") or element.get("embed-url") or element.get("url"))
    if kind == "jsembed" and not address:
        return _decoded(text_of(element.get("embed-js")))
    return f'<iframe src="{html.escape(address)}"></iframe>' if address and not words else words


def _table(data: Any) -> str:
    content = data.get("content") if isinstance(data, Mapping) else None
    rows = content.splitlines()[:_MOST_ROWS] if isinstance(content, str) else []
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row.split(",")) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>" if rows else ""


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _open_livingdocs(row: Row) -> None:
    """Components with their content in an object of its own; the head's words are fields."""
    facts = row.get("systemdata")
    if not isinstance(facts, Mapping):
        return
    for name in ("firstPublicationDate", "visiblePublicationDate", "lastPublicationDate"):
        if facts.get(name):
            ours = "updated_at" if name.startswith("last") else "published_at"
            row.setdefault(ours, facts[name])
    authors = _inside(row, "authors", "references")
    if isinstance(authors, list):
        row["authors"] = authors
    path = _inside(row, "category", "path")
    if isinstance(path, list):
        row["category"] = path
    shown = row.get("teaserImage")
    if isinstance(shown, Mapping) and shown.get("source"):
        row["teaserImage"] = {**shown, "credit": shown["source"]}
    content = row.get("content") or _inside(row, "livingdoc", "content")
    nodes = []
    for component in _objects(content):
        held = component.get("content")
        held = held if isinstance(held, Mapping) else {}
        if component.get("component") == "head" or "catchline" in held:
            row.setdefault("kicker", held.get("catchline") or held.get("flag"))
            row.setdefault("standfirst", held.get("lead"))
            row.setdefault("title", held.get("title"))
        else:
            kind = str(component.get("component"))
            nodes.append(_written(_component(component, kind, held), kind))
    if nodes:
        row["body"] = nodes
        row.pop("content", None)


def _open_components(row: Row) -> None:
    """Strapi's zones: each component a kind with fields of its own, texts in Markdown, files behind "data"."""
    for name, value in list(row.items()):
        parts = list(_objects(value))
        if parts and all(isinstance(part.get("__component"), str) for part in parts):
            kinds = [part["__component"].rpartition(".")[2] for part in parts]
            nodes = [
                _written(_component({}, kind, part), kind)
                for kind, part in zip(kinds, parts, strict=True)
            ]
            row[name if field_of(name) == "body" else "body"] = nodes


def _component(component: Node, kind: str, held: Node) -> str:
    """HTML of what a component's fields hold, in their order."""
    if "quote" in kind:
        said = next(
            (_text(held[name]) for name in held if squash(name) in _TEXTS and _text(held[name])), ""
        )
        who = next(
            (plain(text_of(held[name])) for name in _SPEAKERS if text_of(held.get(name))), ""
        )
        return _quotation(said, who)
    pictures = [markup for value in held.values() for markup in _pictures(value, held)]
    pieces = []
    for name, value in held.items():
        if squash(name) in _HEADINGS and (words := plain(text_of(value))):
            pieces.append(f"<h2>{html.escape(words)}</h2>")
        elif squash(name) in _TEXTS and not pictures:
            pieces.append(_text(value))
    inside = "".join([*pieces, *pictures])
    containers = component.get("containers")
    for below in containers.values() if isinstance(containers, Mapping) else ():
        for part in _objects(below):
            told = part.get("content")
            inside += _component(
                part, str(part.get("component")), told if isinstance(told, Mapping) else {}
            )
    address = text_of(held.get("url"))
    if not inside and address:
        return f'<iframe src="{html.escape(address)}"></iframe>'
    return f"<aside>{inside}</aside>" if inside and "box" in kind else inside


def _pictures(value: Any, held: Node) -> Iterator[str]:
    """Figures of the files in a value, with the words that stand beside it."""
    value = value.get("data", value) if isinstance(value, Mapping) else value
    several = value if isinstance(value, list) else [value]
    for one in _objects(several):
        facts = one.get("attributes") if isinstance(one.get("attributes"), Mapping) else one
        if not any(facts.get(key) for key in ("url", "originalUrl", "src")):
            continue
        words = {key: held[key] for key in ("caption", "alt") if held.get(key)}
        credit = held.get("credit") or held.get("source")
        shown = picture_of(
            {**facts, **words, **({"credit": credit} if credit else {})}, _HERE, "body"
        )
        if shown and shown.reference:
            caption = html.escape(shown.caption)
            yield figure_markup(
                shown.reference, alt=shown.alt, caption=caption, credit=shown.credit
            )


def _text(value: Any) -> str:
    text = text_of(value) if isinstance(value, (str, Mapping)) else ""
    if not text or has_blocks(text):
        return text
    return markdown_to_html(text)


def _quotation(said: str, who: str) -> str:
    cited = f"<cite>{html.escape(who)}</cite>" if who else ""
    return f"<blockquote>{said}{cited}</blockquote>" if words_of(said) else ""


def _written(markup: str, kind: str) -> Node:
    """A node of HTML; of one without, its kind alone, which is told as left out."""
    return {"type": "html", "html": markup} if markup else {"type": kind}


def _objects(value: Any) -> Iterator[Node]:
    return (
        (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else iter(())
    )


def _inside(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
