"""Rich text kept as flat runs with ranges (Draft.js, Quill, Mobiledoc, Portable Text) -> plain HTML."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final

from articles.ingest.pictures import address_of

Node = Mapping[str, Any]
"""One node of somebody's JSON; its values have any shape."""

_DRAFT_TAGS: Final = {
    "header-one": "h1", "header-two": "h2", "header-three": "h3", "header-four": "h4",
    "blockquote": "blockquote", "unordered-list-item": "ul", "ordered-list-item": "ol",
}  # fmt: skip
_STYLE_TAGS: Final = {"BOLD": "strong", "ITALIC": "em", "strong": "strong", "em": "em"}


def to_markup(value: object, other: Callable[[Node], str]) -> str | None:
    """HTML with the same words and order; None if the value is none of these four kinds.

    `other` writes a block of Portable Text that the site has of its own.
    """
    if isinstance(value, Mapping):
        if isinstance(value.get("blocks"), list) and isinstance(
            value.get("entityMap"), (Mapping, list)
        ):
            return _joined_lists(
                [_draft_block(block, value["entityMap"]) for block in _nodes(value["blocks"])]
            )
        if isinstance(value.get("ops"), list):
            return _quill(value["ops"])
        if isinstance(value.get("sections"), list) and "markups" in value:
            return _mobiledoc(value)
    if isinstance(value, list) and any(
        isinstance(node.get("spans"), list) for node in _nodes(value)
    ):
        return _joined_lists([_spanned(node) for node in _nodes(value)])
    if isinstance(value, list) and any(node.get("_type") == "block" for node in _nodes(value)):
        return _joined_lists([_portable_block(node, other) for node in _nodes(value)])
    return None


_SPAN_TAGS: Final = {"strong": "strong", "em": "em"}


def _spanned(node: Node) -> tuple[str, str]:
    """A paragraph of Prismic: one text, and where in it marks and links begin and end."""
    kind = str(node.get("type") or "")
    if kind == "image" and isinstance(node.get("url"), str):
        alt, credit = (html.escape(str(node.get(key) or "")) for key in ("alt", "copyright"))
        legend = f'<figcaption><span class="credit">{credit}</span></figcaption>' if credit else ""
        return "", f'<figure><img src="{html.escape(node["url"])}" alt="{alt}">{legend}</figure>'
    if kind == "embed":
        address = node.get("oembed")
        address = address.get("embed_url") if isinstance(address, Mapping) else ""
        return "", f'<iframe src="{html.escape(str(address or ""))}"></iframe>'
    text = str(node.get("text") or "")
    cuts: dict[int, list[str]] = {}
    for span in _nodes(node.get("spans")):
        start, end = span.get("start"), span.get("end")
        told = span.get("data")
        address = told.get("url") if isinstance(told, Mapping) else None
        tag = _SPAN_TAGS.get(str(span.get("type")), "")
        begin, close = (f"<{tag}>", f"</{tag}>") if tag else ("", "")
        if isinstance(address, str):
            begin, close = f'<a href="{html.escape(address)}">', "</a>"
        if (
            begin
            and isinstance(start, int)
            and isinstance(end, int)
            and 0 <= start < end <= len(text)
        ):
            cuts.setdefault(start, []).append(begin)
            cuts.setdefault(end, []).insert(0, close)
    places = sorted({0, len(text), *cuts})
    pieces = ["".join(cuts.get(0, []))]
    for first, last in pairwise(places):
        pieces += [html.escape(text[first:last]).replace("\n", "<br>"), *cuts.get(last, [])]
    kinds = {"list-item": "ul", "o-list-item": "ol", "preformatted": "pre"}
    tag = kinds.get(kind) or (f"h{kind[-1]}" if kind.startswith("heading") else "p")
    return tag, "".join(pieces)


def _nodes(values: object) -> list[Node]:
    return (
        [node for node in values if isinstance(node, Mapping)] if isinstance(values, list) else []
    )


def _joined_lists(blocks: list[tuple[str, str]]) -> str:
    """(tag, inner HTML) of each block; neighbors in a list of one kind share it."""
    pieces: list[str] = []
    open_list = ""
    for tag, inner in blocks:
        kind = tag if tag in {"ul", "ol"} else ""
        if open_list and kind != open_list:
            pieces.append(f"</{open_list}>")
        if kind and kind != open_list:
            pieces.append(f"<{kind}>")
        open_list = kind
        if kind:
            pieces.append(f"<li>{inner}</li>")
        else:
            pieces.append(f"<{tag}>{inner}</{tag}>" if tag else inner)
    if open_list:
        pieces.append(f"</{open_list}>")
    return "".join(pieces)


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _draft_block(block: Node, entities: Any) -> tuple[str, str]:
    text = block.get("text") if isinstance(block.get("text"), str) else ""
    if block.get("type") == "atomic":
        return "", "".join(
            _draft_entity(entry, entities) for entry in _nodes(block.get("entityRanges"))
        )
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for entry in [*_nodes(block.get("entityRanges")), *_nodes(block.get("inlineStyleRanges"))]:
        start, length = _number(entry.get("offset")), _number(entry.get("length"))
        if "key" in entry:
            facts = _entity(entry, entities)
            href = facts.get("url") or facts.get("href")
            tag, opener = "a", f'<a href="{html.escape(str(href))}">' if href else ""
        else:
            tag = _STYLE_TAGS.get(str(entry.get("style")), "")
            opener = f"<{tag}>" if tag else ""
        if opener and length > 0:
            opening.setdefault(start, []).append(opener)
            closing.setdefault(start + length, []).insert(0, f"</{tag}>")
    pieces: list[str] = []
    for place, sign in enumerate(text or ""):
        pieces += closing.get(place, [])
        pieces += opening.get(place, [])
        pieces.append("<br>" if sign == "\n" else html.escape(sign))
    pieces += [tag for place, tags in closing.items() if place >= len(text or "") for tag in tags]
    return _DRAFT_TAGS.get(str(block.get("type")), "p"), "".join(pieces)


def _entity(entry: Node, entities: Any) -> Node:
    key = entry.get("key")
    found = entities.get(str(key)) if isinstance(entities, Mapping) else None
    if isinstance(entities, list) and isinstance(key, int) and 0 <= key < len(entities):
        found = entities[key]
    facts = found.get("data") if isinstance(found, Mapping) else None
    return facts if isinstance(facts, Mapping) else {}


def _draft_entity(entry: Node, entities: Any) -> str:
    facts = _entity(entry, entities)
    address = facts.get("src") or facts.get("url")
    if not isinstance(address, str):
        return ""
    caption = html.escape(str(facts.get("caption") or ""))
    alt = html.escape(str(facts.get("alt") or ""))
    return f'<figure><img src="{html.escape(address)}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'


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
                blocks.append(("", f'<figure><img src="{html.escape(image)}"></figure>'))
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
    return f'<a href="{html.escape(link)}">{run}</a>' if isinstance(link, str) else run


def _portable_block(node: Node, other: Callable[[Node], str]) -> tuple[str, str]:
    if node.get("_type") != "block":
        asset = node.get("_sanityAsset") or node.get("asset")
        address = address_of(asset or (node.get("url") if _is_picture(node) else ""))
        if address:
            return "", _portable_picture(node, address)
        inside = [value for value in node.values() if _is_portable(value)]
        return "", "".join(to_markup(value, other) or "" for value in inside) or other(node)
    links = {mark.get("_key"): str(mark.get("href") or "") for mark in _nodes(node.get("markDefs"))}
    runs: list[str] = []
    for child in _nodes(node.get("children")):
        run = html.escape(str(child.get("text") or "")).replace("\n", "<br>")
        marks = child.get("marks")
        for mark in marks if isinstance(marks, list) else []:
            if mark in _STYLE_TAGS:
                run = f"<{_STYLE_TAGS[mark]}>{run}</{_STYLE_TAGS[mark]}>"
            elif links.get(mark):
                run = f'<a href="{html.escape(links[mark])}">{run}</a>'
        runs.append(run)
    style = str(node.get("style"))
    if node.get("listItem"):
        return ("ol" if node["listItem"] == "number" else "ul"), "".join(runs)
    return (style if style in {"h1", "h2", "h3", "h4", "blockquote"} else "p"), "".join(runs)


def _is_portable(value: object) -> bool:
    return isinstance(value, list) and any(one.get("_type") == "block" for one in _nodes(value))


def _is_picture(node: Node) -> bool:
    kind = str(node.get("_type")).casefold()
    return any(word in kind for word in ("image", "picture", "photo", "figure"))


def _portable_picture(node: Node, address: str) -> str:
    caption, alt = (html.escape(str(node.get(key) or "")) for key in ("caption", "alt"))
    told = (node.get(key) for key in ("credit", "attribution", "photographer", "copyright"))
    credit = next((html.escape(words) for words in told if isinstance(words, str) and words), "")
    note = f' <span class="credit">{credit}</span>' if credit else ""
    picture = f'<img src="{html.escape(address)}" alt="{alt}">'
    return f"<figure>{picture}<figcaption>{caption}{note}</figcaption></figure>"


def _mobiledoc(value: Node) -> str:
    return "".join(_mobiledoc_section(section, value) for section in value["sections"])


def _mobiledoc_section(section: Any, whole: Node) -> str:
    if not isinstance(section, list) or len(section) < 2:
        return ""
    number = section[0]
    if number == 1 and len(section) > 2:
        tag = str(section[1]).lower()
        tag = tag if tag in {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"} else "p"
        return f"<{tag}>{_mobiledoc_runs(section[2], whole)}</{tag}>"
    if number == 2:
        return f'<figure><img src="{html.escape(str(section[1]))}"></figure>'
    if number == 3 and len(section) > 2 and isinstance(section[2], list):
        tag = "ol" if section[1] == "ol" else "ul"
        entries = "".join(f"<li>{_mobiledoc_runs(runs, whole)}</li>" for runs in section[2])
        return f"<{tag}>{entries}</{tag}>"
    return _mobiledoc_card(section[1], whole) if number == 10 else ""


def _mobiledoc_card(place: Any, whole: Node) -> str:
    cards = whole.get("cards")
    if not isinstance(cards, list) or not isinstance(place, int) or not 0 <= place < len(cards):
        return ""
    card = cards[place]
    if not isinstance(card, list) or len(card) < 2 or not isinstance(card[1], Mapping):
        return ""
    name, facts = str(card[0]), card[1]
    if name == "image" and isinstance(facts.get("src"), str):
        caption, alt = str(facts.get("caption") or ""), html.escape(str(facts.get("alt") or ""))
        picture = f'<img src="{html.escape(facts["src"])}" alt="{alt}">'
        return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>"
    if name == "hr":
        return "<hr>"
    return str(facts.get("html") or "")


def _mobiledoc_runs(runs: Any, whole: Node) -> str:
    pieces: list[str] = []
    open_tags: list[str] = []
    given = whole.get("markups")
    markups: list[Any] = given if isinstance(given, list) else []
    for run in runs if isinstance(runs, list) else []:
        if not isinstance(run, list) or len(run) < 4:
            continue
        for place in run[1] if isinstance(run[1], list) else []:
            markup = (
                markups[place] if isinstance(place, int) and 0 <= place < len(markups) else ["span"]
            )
            tag = str(markup[0]).lower() if markup else "span"
            tag = tag if tag in {"a", "strong", "em", "b", "i"} else "span"
            href = markup[1][1] if tag == "a" and len(markup) > 1 and len(markup[1]) > 1 else ""
            pieces.append(f'<a href="{html.escape(str(href))}">' if tag == "a" else f"<{tag}>")
            open_tags.append(tag)
        pieces.append(html.escape(str(run[3])) if run[0] == 0 else "")
        for _ in range(min(_number(run[2]), len(open_tags))):
            pieces.append(f"</{open_tags.pop()}>")
    return "".join(pieces)
