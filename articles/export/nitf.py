"""NITF 3.6 (https://www.iptc.org/std/NITF/3.6/documentation/): one nitf element a story in a wrapper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lxml import etree

from articles.body.document import page_url
from articles.export.markup import (
    Facts,
    add,
    body_pictures,
    inline,
    lead_picture,
    legal,
    table,
)
from articles.export.newsml_g2 import content_type

STATUS: Final = {"published": "usable", "archived": "usable", "withdrawn": "canceled"}
"""State to management-status; every other story is withheld."""
_MARKS: Final = {"strong": "em.strong", "emphasis": "em"}
"""NITF has one element for stress."""
_NOTES: Final = {
    "clarification": "Clarification: ", "update": "Update: ", "retraction": "Retraction: ",
}  # fmt: skip
"""NITF's correction has no kind: its words say it."""
_LISTS: Final = {"bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}


def write(stories: Iterable[Facts]) -> Iterator[str]:
    """All documents in one wrapper, each on its own."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<nitf-set>\n'
    for story in stories:
        yield etree.tostring(document(story), encoding="unicode") + "\n"
    yield "</nitf-set>\n"


def document(story: Facts) -> etree._Element:
    """One story as a nitf element."""
    root = etree.Element("nitf", version="-//IPTC//DTD NITF 3.6//EN")
    if story["language"]:
        root.set("baselang", legal(story["language"]))
    _head(add(root, "head"), story)
    body = add(root, "body")
    _body_head(add(body, "body.head"), story)
    content = add(body, "body.content")
    lead = lead_picture(story)
    if lead is not None:
        _media(content, lead, "lead")
    figures = iter(body_pictures(story))
    for block in story["body"]["content"]:
        _block(content, block, figures)
    add(body, "body.end")
    return root


def _head(head: etree._Element, story: Facts) -> None:
    add(head, "title", story["headline"])
    desk = {"tobject.type": legal(story["section"])} if story["section"] else {}
    subject = etree.SubElement(head, "tobject", desk)
    if story["kind"] != "news":
        etree.SubElement(subject, "tobject.property", {"tobject.property.type": story["kind"]})
    docdata = add(head, "docdata", management_status=STATUS.get(story["state"], "withheld"))
    add(docdata, "doc-id", id_string=story["source_id"] or story["url"], regsrc=story["source"])
    if story["urgency"]:
        add(docdata, "urgency", ed_urg=story["urgency"])
    if story["published_at"]:
        add(docdata, "date.issue", norm=story["published_at"])
    if story["embargo_until"]:
        add(docdata, "date.release", norm=story["embargo_until"])
    if story["version"]:
        add(docdata, "du-key", version=story["version"])
    for line in story["editor_note"].splitlines():
        add(docdata, "ed-msg", info=line)
    for correction in story["corrections"]:
        words = _NOTES.get(correction["kind"], "") + correction["text"]
        add(docdata, "correction", info=words, id_string=story["source_id"])
    identified = add(docdata, "identified-content")
    for person in story["people"]:
        is_subject = person["role"] == "subject"
        add(identified, "person", person["name"], class_="" if is_subject else "mentioned")
    for topic in story["topics"]:
        add(identified, "classifier", topic)
    if story["url"]:
        add(head, "pubdata", ex_ref=story["url"], position_section="")
    if story["updated_at"]:
        add(head, "revision-history", norm=story["updated_at"])


def _body_head(head: etree._Element, story: Facts) -> None:
    if story["headline"]:
        add(add(head, "hedline"), "hl1", story["headline"])
    if story["usage_terms"]:
        add(head, "rights", story["usage_terms"])
    if story["byline"]:
        add(head, "byline", story["byline"])
    if story["dateline"]:
        add(add(head, "dateline"), "location", story["dateline"])
    if story["standfirst"]:
        add(add(head, "abstract"), "p", story["standfirst"])


def _block(parent: etree._Element, block: Facts, figures: Iterator[Facts]) -> None:
    kind, attributes = block["type"], block.get("attrs", {})
    content: Sequence[Facts] = block.get("content", [])
    if kind == "paragraph":
        inline(add(parent, "p"), content, names=_MARKS)
    elif kind == "heading":
        level = attributes["level"]
        named = add(parent, "hl2", class_="" if level == 2 else f"level-{level}")
        inline(named, content, names=_MARKS)
    elif kind == "rule":
        add(parent, "hr")
    elif kind == "figure":
        _media(parent, next(figures), "body")
    elif kind == "embed":
        address = page_url(attributes["provider"], attributes["key"])
        add(add(parent, "p"), "a", address, href=address)
    elif kind == "table":
        table(parent, block, names=_MARKS, with_scope=False)
    elif kind in {"quotation", "pull_quote"}:
        _quotation(parent, block, figures)
    else:
        _holder(parent, block, figures)


def _holder(parent: etree._Element, block: Facts, figures: Iterator[Facts]) -> None:
    """A list, a fact box or an update of a live story: a block that holds blocks."""
    kind, attributes = block["type"], block.get("attrs", {})
    if kind in _LISTS:
        first = attributes.get("start", 1)
        holder = add(parent, _LISTS[kind], seqnum=first if first != 1 else None)
    else:
        moment = " key-moment" if attributes.get("key_moment") else ""
        holder = add(parent, "block", class_=kind.replace("_", "-") + moment)
    if at := attributes.get("at"):
        add(add(holder, "p"), "chron", at, norm=at)
    if attributes.get("heading"):
        add(holder, "hl2", attributes["heading"])
    for child in block.get("content", []):
        _block(holder, child, figures)
    if day := attributes.get("as_of"):
        add(add(holder, "p", "As of ", class_="as-of"), "chron", day, norm=day)


def _quotation(parent: etree._Element, block: Facts, figures: Iterator[Facts]) -> None:
    is_pulled = block["type"] == "pull_quote"
    quoted = add(parent, "bq", class_="pull-quote" if is_pulled else "")
    holder = add(quoted, "block")
    if is_pulled:
        inline(add(holder, "p"), block.get("content", []), names=_MARKS)
    else:
        for child in block.get("content", []):
            _block(holder, child, figures)
    if block["attrs"].get("attribution"):
        add(quoted, "credit", block["attrs"]["attribution"])


def _media(parent: etree._Element, picture: Facts, role: str) -> None:
    media = add(parent, "media", media_type="image", class_=role)
    add(
        media,
        "media-reference",
        mime_type=content_type(picture["reference"]),
        source=picture["reference"],
        alternate_text=picture["alt"],
        width=picture["width"],
        height=picture["height"],
    )
    if picture["caption"]:
        add(add(media, "media-caption"), "p", picture["caption"])
    if picture["credit"]:
        add(media, "media-producer", picture["credit"])
