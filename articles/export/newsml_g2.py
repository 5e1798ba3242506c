"""NewsML-G2 2.34 (https://iptc.org/std/NewsML-G2/): news items in one news message, text as XHTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from articles.export.markup import (
    Facts,
    add,
    as_html,
    body_pictures,
    body_tree,
    lead_picture,
    legal,
)

NAR: Final = "http://iptc.org/std/nar/2006-10-01/"
XHTML: Final = "http://www.w3.org/1999/xhtml"
CATALOG: Final = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
PUB_STATUS: Final = {"published": "usable", "archived": "usable", "withdrawn": "canceled"}
"""State to pubStatus; every other story is withheld, so that nobody publishes it by mistake."""


def write(stories: Iterable[Facts]) -> Iterator[str]:
    """One news message; each item is written as it comes."""
    sent = datetime.now(UTC).replace(microsecond=0).isoformat()
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<newsMessage xmlns="{NAR}"><header><sent>{sent}</sent></header><itemSet>\n'
    for story in stories:
        written = etree.tostring(item(story), encoding="unicode")
        yield written + "\n"
    yield "</itemSet></newsMessage>\n"


def item(story: Facts) -> etree._Element:
    """One story as a newsItem with its text, and its pictures as remote contents."""
    root = etree.Element(
        "newsItem",
        nsmap={None: NAR},  # type: ignore[dict-item]  # lxml's stubs know no default namespace
        guid=legal(story["source_id"] or story["url"]),
        standard="NewsML-G2",
        standardversion="2.34",
        conformance="power",
    )
    if story["version"]:
        root.set("version", legal(story["version"]))
    if story["language"]:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", legal(story["language"]))
    add(root, "catalogRef", href=CATALOG)
    rights = story["usage_terms"]
    if rights:
        add(add(root, "rightsInfo"), "usageTerms", rights)
    _management(add(root, "itemMeta"), story)
    _content(add(root, "contentMeta"), story)
    _texts(add(root, "contentSet"), story)
    for element in root.iter():
        if "}" not in str(element.tag):
            element.tag = f"{{{NAR}}}{element.tag}"
    etree.cleanup_namespaces(root)
    return root


def _management(meta: etree._Element, story: Facts) -> None:
    add(meta, "itemClass", qcode="ninat:text")
    add(meta, "provider", literal=story["source"])
    add(meta, "versionCreated", story["updated_at"] or story["published_at"])
    if story["published_at"]:
        add(meta, "firstCreated", story["published_at"])
    if story["embargo_until"]:
        add(meta, "embargoed", story["embargo_until"])
    add(meta, "pubStatus", qcode=f"stat:{PUB_STATUS.get(story['state'], 'withheld')}")
    for line in story["editor_note"].splitlines():
        add(meta, "edNote", line)
    if story["url"]:
        add(meta, "link", rel="irel:canonical", href=story["url"])
    for related in story["related"]:
        link = add(meta, "link", rel="irel:seeAlso", href=related["url"])
        add(link, "title", related["headline"])


def _content(meta: etree._Element, story: Facts) -> None:
    if story["urgency"]:
        add(meta, "urgency", story["urgency"])
    for maker in story["contributors"]:
        name = "contributor" if maker["role"] else "creator"
        element = add(meta, name, role=f"role:{maker['role']}" if maker["role"] else "")
        add(element, "name", maker["name"])
    if story["language"]:
        add(meta, "language", tag=story["language"])
    if story["kind"] != "news":
        add(meta, "genre", qcode=f"genre:{story['kind']}")
    if story["section"]:
        add(add(meta, "subject", type="cpnat:department"), "name", story["section"])
    for person in story["people"]:
        add(add(meta, "subject", type="cpnat:person"), "name", person["name"])
    for topic in story["topics"]:
        add(add(meta, "subject", type="cpnat:abstract"), "name", topic)
    if story["headline"]:
        add(meta, "headline", story["headline"], role="hld:main")
    if story["dateline"]:
        add(meta, "dateline", story["dateline"])
    if story["byline"]:
        add(meta, "by", story["byline"])
    if story["standfirst"]:
        add(meta, "description", story["standfirst"], role="drol:summary")


def _texts(content: etree._Element, story: Facts) -> None:
    if as_html(story):
        inline = add(content, "inlineXML", contenttype="application/xhtml+xml")
        page = etree.SubElement(inline, f"{{{XHTML}}}html", nsmap={None: XHTML})  # type: ignore[dict-item]
        add(add(page, f"{{{XHTML}}}head"), f"{{{XHTML}}}title", story["headline"])
        body = add(page, f"{{{XHTML}}}body")
        for block in body_tree(story):
            for element in block.iter():
                element.tag = f"{{{XHTML}}}{element.tag}"
            body.append(block)
    lead = lead_picture(story)
    for picture in [*([lead] if lead else []), *body_pictures(story)]:
        remote = add(
            content,
            "remoteContent",
            href=picture["reference"],
            contenttype=content_type(picture["reference"]),
            width=picture["width"],
            height=picture["height"],
        )
        if picture["alt"]:
            add(remote, "altText", picture["alt"])
        if picture["caption"]:
            add(remote, "description", picture["caption"], role="drol:caption")
        if picture["credit"]:
            add(remote, "creditline", picture["credit"])


def content_type(name: str) -> str:
    """The media type that a picture's name says; JPEG where it says nothing."""
    ending = name.partition("?")[0].rpartition(".")[2].lower()
    known = {
        "png": "png",
        "webp": "webp",
        "gif": "gif",
        "avif": "avif",
        "tif": "tiff",
        "tiff": "tiff",
    }
    return f"image/{known.get(ending, 'jpeg')}"
