"""A body as a tree of HTML elements for other systems: figures, captions and credits included.

Nothing is escaped by hand: lxml writes the tree. Knows no model and no format around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lxml import etree

from articles.body.document import page_url
from articles.body.markup.tables import HEADS, OWN_TABLE

Facts = Mapping[str, Any]
"""A story or picture as articles.publishing.facts writes it; JSON, hence Any."""

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN: Final = {
    "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "paragraph": "p", "rule": "hr",
}  # fmt: skip


def legal(words: object) -> str:
    """The text without what XML 1.0 cannot hold (section 2.2, Char)."""
    return _ILLEGAL.sub("", str(words if words is not None else ""))


def add(
    parent: etree._Element, name: str, words: object = "", **attributes: object
) -> etree._Element:
    """A new last child; attributes that are empty or None are left out.

    A name's "_" stands for "-" or, at its end, for nothing ("class_").
    """
    element = etree.SubElement(parent, name)
    said = legal(words)
    if said:
        element.text = said
    for key, value in attributes.items():
        if value not in (None, ""):
            element.set(key.rstrip("_").replace("_", "-"), legal(value))
    return element


def body_pictures(story: Facts) -> list[Facts]:
    """The pictures of the body in reading order, each with the name it can be had by."""
    return [
        {**picture, "reference": reference(picture, number)}
        for number, picture in enumerate(story["pictures"])
        if picture["role"] == "body"
    ]


def lead_picture(story: Facts) -> Facts | None:
    """The lead with its reference; None if the story has none."""
    for number, picture in enumerate(story["pictures"]):
        if picture["role"] == "lead":
            return {**picture, "reference": reference(picture, number)}
    return None


def reference(picture: Facts, number: int) -> str:
    """Its file below the folder of uploads; for one still wanted where it may be found, or a place."""
    return str(picture["file"] or picture["source_url"] or f"wanted/picture-{number}")


def as_html(story: Facts) -> str:
    """The body as HTML, one block to a line; "" for an empty one."""
    root = body_tree(story)
    return "\n".join(
        etree.tostring(block, method="html", encoding="unicode").strip() for block in root
    )


def body_tree(story: Facts) -> etree._Element:
    """A div that holds the body's blocks."""
    root = etree.Element("div")
    figures = iter(body_pictures(story))
    for block in story["body"]["content"]:
        _block(root, block, figures)
    return root


def _block(parent: etree._Element, block: Facts, figures: Iterator[Facts]) -> None:
    kind, attributes = block["type"], block.get("attrs", {})
    content: Sequence[Facts] = block.get("content", [])
    if kind == "paragraph":
        inline(add(parent, "p"), content)
    elif kind == "heading":
        inline(add(parent, f"h{attributes['level']}"), content)
    elif kind == "figure":
        _figure(parent, next(figures))
    elif kind == "embed":
        address = page_url(attributes["provider"], attributes["key"])
        add(add(parent, "p"), "a", address, href=address)
    elif kind == "pull_quote":
        aside = add(parent, "aside", class_="pull-quote")
        inline(add(aside, "p"), content)
        _attribution(aside, attributes)
    elif kind == "table":
        table(parent, block)
    else:
        _holder(parent, block, figures)


def _holder(parent: etree._Element, block: Facts, figures: Iterator[Facts]) -> None:
    """A block that holds blocks."""
    kind, attributes = block["type"], block.get("attrs", {})
    if kind == "quotation":
        element = add(parent, "blockquote")
    elif kind == "fact_box":
        element = add(parent, "aside", class_="fact-box")
        if attributes.get("heading"):
            add(element, "h2", attributes["heading"])
    elif kind == "live_update":
        is_key = block["attrs"]["key_moment"]
        kind = "live-update key-moment" if is_key else "live-update"
        element = add(parent, "section", class_=kind)
        add(add(element, "p"), "time", attributes["at"], datetime=attributes["at"])
        if attributes.get("heading"):
            add(element, "h2", attributes["heading"])
    else:
        element = add(parent, _PLAIN[kind])
        if attributes.get("start", 1) != 1:
            element.set("start", str(attributes["start"]))
    for child in block.get("content", []):
        _block(element, child, figures)
    if kind == "quotation":
        _attribution(element, attributes)
    if kind == "fact_box" and attributes.get("as_of"):
        line = add(element, "p", "As of ", class_="as-of")
        add(line, "time", attributes["as_of"], datetime=attributes["as_of"])


def table(
    parent: etree._Element,
    block: Facts,
    *,
    names: Mapping[str, str] | None = None,
    with_scope: bool = True,
) -> None:
    """A table with its heads, as HTML and NITF have it; NITF knows no scope.

    By its classes our own reader knows it again as it is, heads or none, however small.
    """
    attributes, rows = block["attrs"], block["content"]
    heads = [name for name in HEADS if attributes[name.replace("-", "_")]]
    whole = add(parent, "table", class_=" ".join([OWN_TABLE, *heads]))
    if attributes["caption"]:
        add(whole, "caption", attributes["caption"])
    is_headed = attributes["head_row"]
    head = add(whole, "thead") if is_headed and len(rows) > 1 else None
    body = add(whole, "tbody")
    for number, row in enumerate(rows):
        line = add(body if number or head is None else head, "tr")
        for place, cell in enumerate(row["content"]):
            scope = "col" if is_headed and number == 0 else ""
            if not scope and place == 0 and attributes["head_column"]:
                scope = "row"
            made = add(line, "th" if scope else "td", scope=scope if with_scope else "")
            inline(made, cell["content"], names=names)


def _attribution(element: etree._Element, attributes: Facts) -> None:
    if attributes.get("attribution"):
        add(element, "footer", attributes["attribution"])


def _figure(parent: etree._Element, picture: Facts) -> None:
    figure = add(parent, "figure")
    image = add(figure, "img", src=picture["reference"])
    image.set("alt", legal(picture["alt"]))
    for name in ("width", "height"):
        if picture[name]:
            image.set(name, str(picture[name]))
    if picture["caption"] or picture["credit"]:
        caption = add(figure, "figcaption", picture["caption"])
        if picture["credit"]:
            add(caption, "span", picture["credit"], class_="credit")


def inline(
    element: etree._Element, runs: Sequence[Facts], *, names: Mapping[str, str] | None = None
) -> None:
    """Text runs with their marks; `names` gives the elements for "strong" and "emphasis".

    A name may have a class: "em.strong".
    """
    names = names or {"strong": "strong", "emphasis": "em"}
    for run in runs:
        if run["type"] == "hard_break":
            etree.SubElement(element, "br")
            continue
        holder = element
        marks = {mark["type"]: mark.get("attrs", {}) for mark in run.get("marks", [])}
        for mark in ("strong", "emphasis"):
            if mark in marks:
                name, _, kind = names[mark].partition(".")
                holder = add(holder, name, class_=kind)
        if "link" in marks:
            holder = add(holder, "a", href=marks["link"]["href"])
        if holder is element:
            append_text(element, run["text"])
        else:
            holder.text = legal(run["text"])


def append_text(element: etree._Element, words: str) -> None:
    """Adds text after whatever the element holds by now."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + legal(words)
    else:
        element.text = (element.text or "") + legal(words)
