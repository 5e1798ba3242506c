"""Rich text kept as flat runs with ranges (Draft.js, Prismic, Quill, Portable Text) -> plain HTML."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from typing import Any, Final

from articles.ingest.pictures import address_of, figure_markup
from articles.ingest.richtext.mobiledoc import is_mobiledoc, mobiledoc_markup
from articles.ingest.richtext.nodes import Node, under_entries

_DRAFT_TAGS: Final = {
    "header-one": "h1", "header-two": "h2", "header-three": "h3", "header-four": "h4",
    "blockquote": "blockquote", "unordered-list-item": "ul", "ordered-list-item": "ol",
}  # fmt: skip
_PRISMIC_TAGS: Final = {"list-item": "ul", "o-list-item": "ol", "preformatted": "pre"}
_STYLE_TAGS: Final = {"BOLD": "strong", "ITALIC": "em", "strong": "strong", "em": "em"}
_DEEPEST_LIST: Final = 6
_LISTS: Final = frozenset({"ul", "ol"})
Range = tuple[int, int, str]
"""Where in a text a mark begins and ends, and its opening tag."""


def to_markup(value: object, other: Callable[[Node], str]) -> str | None:
    """HTML with the same words and order; None if the value is none of these kinds and no Mobiledoc.

    `other` writes a block of Portable Text that the site has of its own.
    """
    if isinstance(value, Mapping):
        entities = value.get("entityMap")
        if isinstance(value.get("blocks"), list) and isinstance(entities, (Mapping, list)):
            return _joined_lists(_draft_block(block, entities) for block in _nodes(value["blocks"]))
        if isinstance(value.get("ops"), list):
            return _quill(value["ops"])
        return mobiledoc_markup(value)[0] if is_mobiledoc(value) else None
    nodes = _nodes(value)
    if any(isinstance(node.get("spans"), list) for node in nodes):
        return _joined_lists(map(_prismic_block, nodes))
    if any(node.get("_type") == "block" for node in nodes):
        return _joined_lists(_portable_block(node, other) for node in nodes)
    return None


def _nodes(values: object) -> list[Node]:
    listed = values if isinstance(values, list) else []
    return [node for node in listed if isinstance(node, Mapping)]


def _link(address: object) -> str:
    return f'<a href="{html.escape(str(address))}">'


def _with_marks(text: str, ranges: Iterable[Range]) -> str:
    """HTML of a text with the tags that begin and end at places of it."""
    cuts: dict[int, list[str]] = {}
    for start, end, opening in ranges:
        end = min(end, len(text))
        if opening and 0 <= start < end:
            cuts.setdefault(start, []).append(opening)
            cuts.setdefault(end, []).insert(0, f"</{opening[1:].partition(' ')[0].rstrip('>')}>")
    pieces = cuts.get(0, [])
    for first, last in pairwise(sorted({0, len(text), *cuts})):
        pieces = [*pieces, html.escape(text[first:last]).replace("\n", "<br>"), *cuts.get(last, [])]
    return "".join(pieces)


def _prismic_block(node: Node) -> tuple[str, str]:
    """A paragraph of Prismic: one text, and where in it marks and links begin and end."""
    kind = str(node.get("type") or "")
    if kind == "image" and isinstance(node.get("url"), str):
        alt, credit = (str(node.get(key) or "") for key in ("alt", "copyright"))
        return "", figure_markup(node["url"], alt=alt, credit=credit)
    if kind == "embed":
        embed = node.get("oembed")
        address = embed.get("embed_url") if isinstance(embed, Mapping) else ""
        return "", f'<iframe src="{html.escape(str(address or ""))}"></iframe>'
    tag = _PRISMIC_TAGS.get(kind) or (f"h{kind[-1]}" if kind.startswith("heading") else "p")
    return tag, _with_marks(str(node.get("text") or ""), _prismic_ranges(node))


def _prismic_ranges(node: Node) -> Iterator[Range]:
    for span in _nodes(node.get("spans")):
        told = span.get("data")
        address = told.get("url") if isinstance(told, Mapping) else None
        tag = _STYLE_TAGS.get(str(span.get("type")))
        opening = _link(address) if isinstance(address, str) else f"<{tag}>" if tag else ""
        yield _number(span.get("start")), _number(span.get("end")), opening


def _joined_lists(blocks: Iterable[tuple[str, str]]) -> str:
    """(tag, inner HTML) of each block; neighbors in a list of one kind share it."""
    pieces: list[str] = []
    for kind, group in groupby(blocks, key=lambda block: block[0] if block[0] in _LISTS else ""):
        if kind:
            entries = under_entries("".join(f"<li>{inner}</li>" for _, inner in group))
            pieces.append(f"<{kind}>{entries}</{kind}>")
        else:
            pieces += [f"<{tag}>{inner}</{tag}>" if tag else inner for tag, inner in group]
    return "".join(pieces)


def _at_level(inside: str, tag: str, level: int) -> str:
    """An entry of a list that stands so many lists deeper than the first."""
    for _ in range(min(level, _DEEPEST_LIST)):
        inside = f"<{tag}><li>{inside}</li></{tag}>"
    return inside


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _draft_block(block: Node, entities: Any) -> tuple[str, str]:
    ranges = _nodes(block.get("entityRanges"))
    if block.get("type") == "atomic":
        return "", "".join(_draft_entity(_entity(entry, entities)) for entry in ranges)
    text = block.get("text")
    marks = _draft_ranges([*ranges, *_nodes(block.get("inlineStyleRanges"))], entities)
    inside = _with_marks(text if isinstance(text, str) else "", marks)
    tag = _DRAFT_TAGS.get(str(block.get("type")), "p")
    return tag, _at_level(inside, tag, _number(block.get("depth")) if tag in _LISTS else 0)


def _draft_ranges(entries: list[Node], entities: Any) -> Iterator[Range]:
    for entry in entries:
        facts = _entity(entry, entities) if "key" in entry else {}
        tag = "" if "key" in entry else _STYLE_TAGS.get(str(entry.get("style")), "")
        href = facts.get("url") or facts.get("href")
        start, length = _number(entry.get("offset")), _number(entry.get("length"))
        yield start, start + length, _link(href) if href else f"<{tag}>" if tag else ""


def _entity(entry: Node, entities: Any) -> Node:
    key = entry.get("key")
    found = entities.get(str(key)) if isinstance(entities, Mapping) else None
    if isinstance(entities, list) and isinstance(key, int) and 0 <= key < len(entities):
        found = entities[key]
    facts = found.get("data") if isinstance(found, Mapping) else None
    return facts if isinstance(facts, Mapping) else {}


def _draft_entity(facts: Node) -> str:
    address = facts.get("src") or facts.get("url")
    if not isinstance(address, str):
        return ""
    caption = html.escape(str(facts.get("caption") or ""))
    return figure_markup(address, alt=str(facts.get("alt") or ""), caption=caption)


def _quill(ops: list[Any]) -> str:
    blocks: list[tuple[str, str]] = []
    line = ""
    for op in _nodes(ops):
        inserted = op.get("insert")
        given = op.get("attributes")
        attributes: Node = given if isinstance(given, Mapping) else {}
        if isinstance(inserted, Mapping):
            image, video = inserted.get("image"), inserted.get("video")
            if isinstance(image, str):
                blocks.append(("", figure_markup(image)))
            elif isinstance(video, str):
                blocks.append(("", f'<iframe src="{html.escape(video)}"></iframe>'))
            continue
        for number, part in enumerate(str(inserted or "").split("\n")):
            if number:
                blocks.append((_quill_tag(attributes), line))
                line = ""
            line += _quill_run(part, attributes)
    if line:
        blocks.append(("p", line))
    return _joined_lists(blocks)


def _quill_tag(attributes: Node) -> str:
    if attributes.get("header") in {1, 2, 3, 4}:
        return f"h{attributes['header']}"
    if attributes.get("list"):
        return "ol" if attributes["list"] == "ordered" else "ul"
    return "blockquote" if attributes.get("blockquote") else "p"


def _quill_run(text: str, attributes: Node) -> str:
    run = html.escape(text)
    if not run:
        return ""
    for name, tag in (("bold", "strong"), ("italic", "em")):
        if attributes.get(name):
            run = f"<{tag}>{run}</{tag}>"
    link = attributes.get("link")
    return f"{_link(link)}{run}</a>" if isinstance(link, str) else run


def _portable_block(node: Node, other: Callable[[Node], str]) -> tuple[str, str]:
    if node.get("_type") != "block":
        asset = node.get("_sanityAsset") or node.get("asset")
        address = address_of(asset or (node.get("url") if _is_picture(node) else ""))
        if address:
            return "", _portable_picture(node, address)
        inside = [value for value in node.values() if _is_portable(value)]
        within = "".join(to_markup(value, other) or "" for value in inside)
        return "", _headed(node, within) if within else other(node)
    links = {mark.get("_key"): str(mark.get("href") or "") for mark in _nodes(node.get("markDefs"))}
    runs: list[str] = []
    for child in _nodes(node.get("children")):
        run = html.escape(str(child.get("text") or "")).replace("\n", "<br>")
        marks = child.get("marks")
        for mark in marks if isinstance(marks, list) else []:
            if mark in _STYLE_TAGS:
                run = f"<{_STYLE_TAGS[mark]}>{run}</{_STYLE_TAGS[mark]}>"
            elif links.get(mark):
                run = f"{_link(links[mark])}{run}</a>"
        runs.append(run)
    style = str(node.get("style"))
    if node.get("listItem"):
        tag = "ol" if node["listItem"] == "number" else "ul"
        return tag, _at_level("".join(runs), tag, _number(node.get("level")) - 1)
    return (style if style in {"h1", "h2", "h3", "h4", "blockquote"} else "p"), "".join(runs)


def _headed(node: Node, inside: str) -> str:
    """What stands in a block of the site's own, below its title; a box of it is an aside."""
    told = (node.get(name) for name in ("title", "heading"))
    title = next((words for words in told if isinstance(words, str) and words.strip()), "")
    heading = f"<h3>{html.escape(title)}</h3>" if title else ""
    kind = str(node.get("_type")).casefold()
    is_box = any(part in kind for part in ("box", "callout", "aside"))
    return f"<aside>{heading}{inside}</aside>" if is_box else f"{heading}{inside}"


def _is_portable(value: object) -> bool:
    return isinstance(value, list) and any(one.get("_type") == "block" for one in _nodes(value))


def _is_picture(node: Node) -> bool:
    kind = str(node.get("_type")).casefold()
    return any(word in kind for word in ("image", "picture", "photo", "figure"))


def _portable_picture(node: Node, address: str) -> str:
    caption, alt = (str(node.get(key) or "") for key in ("caption", "alt"))
    told = (node.get(key) for key in ("credit", "attribution", "photographer", "copyright"))
    credit = next((words for words in told if isinstance(words, str) and words), "")
    return figure_markup(address, alt=alt, caption=html.escape(caption), credit=credit)
