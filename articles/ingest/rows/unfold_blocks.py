"""Texts that systems keep as cards and components (Quintype, Livingdocs, Strapi, ACF, Craft) -> nodes of rich text."""

from __future__ import annotations

import base64
import csv
import html
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from articles.ingest.addresses import is_web
from articles.ingest.pictures import figure_markup
from articles.ingest.plain import has_blocks, plain, text_of
from articles.ingest.rows.aliases import field_of, squash
from articles.ingest.rows.components import component_node, quotation

Row = dict[str, Any]
"""A story's names and values; its values have any shape."""
Node = Mapping[str, Any]

_ALSO: Final = frozenset({"also-read", "alsoread", "references"})
_ALSO_READ: Final = re.compile(r"(?:also read|read more|read also)\W{1,3}", re.IGNORECASE)
_MOST_ROWS: Final = 200
_OF_STORYBLOK: Final = frozenset({"component", "_uid", "_editable"})
_ON: Final = ("enabled", "isenabled", "visible", "isvisible", "published", "active", "isactive")
_OFF: Final = ("disabled", "isdisabled", "hidden", "ishidden", "acffcdisabled", "draft", "isdraft")
_STRAPI: Final = "__component"


def open_blocks(row: Row) -> None:
    """Give the row a body that `richtext` reads, where it is kept in one of these ways."""
    _open_quintype(row)
    _open_livingdocs(row)
    _open_components(row)
    _open_hubspot(row)


_HUBL: Final = re.compile(r"\{\{\s{0,9}((?:cta|form|module)\([^{}]{0,300}\))\s{0,9}\}\}")


def _open_hubspot(row: Row) -> None:
    """HubSpot's name is the headline, its title for search engines none; calls of modules are no copy."""
    body = row.get("postBody")
    if not isinstance(body, str):
        return
    if plain(text_of(row.get("name"))):
        row["headline"] = row.pop("name")
    if called := _HUBL.findall(body):
        row.setdefault("modules", ", ".join(called))
        row["postBody"] = _HUBL.sub("", body)


def _open_quintype(row: Row) -> None:
    cards = row.get("cards")
    if not isinstance(cards, list) or not any("story-elements" in card for card in _objects(cards)):
        return
    elements = [each for card in _objects(cards) for each in _elements(card)]
    row["body"] = [
        _written(_quintype(each), str(each.get("type")))
        for each in elements
        if str(each.get("subtype")) not in _ALSO
    ]
    also = [each for each in elements if str(each.get("subtype")) in _ALSO]
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
        return quotation(
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
    text = content.splitlines() if isinstance(content, str) else []
    try:
        rows = list(islice(csv.reader(text), _MOST_ROWS))
    except csv.Error:
        rows = [[line] for line in text[:_MOST_ROWS]]
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>" if rows else ""


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:  # no base64, or no text in it
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
            nodes.append(_of_livingdocs(component, held))
    if nodes:
        row["body"] = nodes
        row.pop("content", None)


def _of_livingdocs(component: Node, held: Node) -> Node:
    containers = component.get("containers")
    below = ""
    for inside in containers.values() if isinstance(containers, Mapping) else ():
        for part in _objects(inside):
            told = part.get("content")
            node = _of_livingdocs(part, told if isinstance(told, Mapping) else {})
            below += text_of(node.get("html"))
    return component_node(str(component.get("component")), held, below)


def _open_components(row: Row) -> None:
    """Lists of components with fields: Strapi's zones, layouts of ACF, blocks of Craft, streams of Wagtail."""
    for name, value in list(row.items()):
        is_body = field_of(name) == "body"
        parts = list(_objects(value))
        held = [_fields(part, is_body=is_body) for part in parts]
        if not parts or len(parts) < len(value) or not all(held):
            continue
        if is_body or not any(
            row[other] for other in row if field_of(other) == "body" and text_of(row[other])
        ):
            nodes = [component_node(*each) for each in held if each]
            nodes = [
                _off(node) if _is_off(part) else node
                for node, part in zip(nodes, parts, strict=True)
            ]
            row[name if is_body else "body"] = list(map(_named, nodes, parts))
            row.setdefault("related", [one for each in held if each for one in _related(*each)])


def _is_off(part: Node) -> bool:
    """Whether the desk has switched a component off, so that readers do not see it."""
    told = {squash(str(name)): value for name, value in part.items()}
    return any(told.get(name) is False for name in _ON) or any(
        told.get(name) is True for name in _OFF
    )


def _off(node: Node) -> Node:
    """A node that only tells what was left out."""
    return {"type": "switched off", "title": plain(text_of(node.get("html"))) or "a component"}


def _named(node: Node, part: Node) -> Node:
    """A node that still says what Strapi calls it, to be told where another text of the row is taken."""
    return {**node, _STRAPI: part[_STRAPI]} if _STRAPI in part else node


def _related(kind: str, held: Node) -> Iterator[dict[str, str]]:
    """The stories that a component of links leads to."""
    if "related" not in kind.casefold():
        return
    for value in held.values():
        for one in _objects(value):
            headline = plain(text_of(one.get("post_title") or one.get("title")))
            address = text_of(one.get("url") or one.get("permalink") or one.get("link"))
            if headline:
                yield {"headline": headline, "url": address}


def _fields(part: Node, *, is_body: bool) -> tuple[str, Node] | None:
    """A component's kind and fields; None for any other object."""
    for key in (_STRAPI, "acf_fc_layout"):
        if isinstance(part.get(key), str):
            return part[key].rpartition(".")[2], {k: v for k, v in part.items() if k != key}
    kind = part.get("component")
    if is_body and isinstance(kind, str) and "_uid" in part:  # Storyblok
        return kind, {k: v for k, v in part.items() if k not in _OF_STORYBLOK}
    kind = part.get("type")
    if not is_body or not isinstance(kind, str):
        return None
    if isinstance(part.get("fields"), Mapping):
        return kind, part["fields"]
    if "value" not in part or {"children", "content", "text"} & part.keys():
        return None
    value = part["value"]
    if isinstance(value, Mapping):
        return kind, value
    if isinstance(value, list):
        return kind, {"list": value}
    is_address = isinstance(value, str) and is_web(value.strip())
    return kind, {"url" if is_address else "text": value}


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
