"""WXR 1.2, WordPress's own export (wordpress.org/export/1.2/): posts, authors, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Final
from urllib.parse import urlsplit

from lxml import etree

from articles.export.markup import Facts, add, as_html, body_pictures, lead_picture, legal

WP: Final = "http://wordpress.org/export/1.2/"
SPACES: Final = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": WP,
}
STATUS: Final = {
    "published": "publish", "archived": "publish", "scheduled": "future", "in_review": "pending",
    "held": "private", "withdrawn": "trash",
}  # fmt: skip
"""State to post status; a story at work is a draft. WordPress knows no embargo: such a story is private."""


def write(stories: Iterable[Facts]) -> Iterator[str]:
    """One channel; each story is written as it comes, behind the pictures that it shows."""
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
    opening += "".join(f' xmlns:{name}="{address}"' for name, address in SPACES.items())
    is_open = False
    for story in stories:
        if not is_open:
            yield f"{opening}>\n<channel>\n"
            yield from (_text(element) for element in _channel(story))
            is_open = True
        yield from (_text(element) for element in _items(story))
    yield "</channel>\n</rss>\n" if is_open else f"{opening}><channel></channel></rss>\n"


def _text(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode") + "\n"


def _new(name: str, words: object = "") -> etree._Element:
    prefix, colon, rest = name.partition(":")
    tag = f"{{{SPACES[prefix]}}}{rest}" if colon else name
    element = etree.Element(tag, nsmap=SPACES)
    element.text = legal(words)
    return element


def _channel(story: Facts) -> Iterator[etree._Element]:
    address = urlsplit(story["url"])
    site = f"{address.scheme}://{address.netloc}" if address.netloc else ""
    yield _new("title", story["source"] or address.netloc)
    yield _new("link", site)
    if story["language"]:
        yield _new("language", story["language"])
    yield _new("wp:wxr_version", "1.2")
    yield _new("wp:base_blog_url", site)


def _items(story: Facts) -> Iterator[etree._Element]:
    """Attachments of the story's pictures, then the story."""
    base = int(story["id"] or 0) * 1000
    lead = lead_picture(story)
    pictures = [*([lead] if lead else []), *body_pictures(story)]
    for number, picture in enumerate(pictures, start=1):
        yield _attachment(base + number, story, picture)
    yield _post(story, str(base + 1) if lead else "")


def _attachment(number: int, story: Facts, picture: Facts) -> etree._Element:
    item = _item(picture["reference"].rpartition("/")[2], number, "attachment", "inherit")
    _put(item, "content:encoded", "")
    _put(item, "excerpt:encoded", picture["caption"])
    _put(item, "wp:post_parent", story["id"])
    _put(item, "wp:attachment_url", picture["reference"])
    _meta(item, "_wp_attachment_image_alt", picture["alt"])
    _meta(item, "_credit", picture["credit"])
    return item


def _post(story: Facts, thumbnail: str) -> etree._Element:
    status = "private" if _is_embargoed(story) else STATUS.get(story["state"], "draft")
    item = _item(story["headline"], story["id"], "post", status)
    _put(item, "link", story["url"])
    _put(item, "content:encoded", as_html(story))
    _put(item, "excerpt:encoded", story["standfirst"])
    _put(item, "wp:post_name", story["slug"])
    _dates(item, story)
    for maker in story["contributors"]:
        _put(item, "dc:creator", maker["name"])
    for domain, names in (
        ("category", [story["section"]]),
        ("post_tag", story["topics"]),
        ("person", [person["name"] for person in story["people"]]),
    ):
        for name in filter(None, names):
            add(item, "category", name, domain=domain, nicename=name.lower().replace(" ", "-"))
    _meta(item, "_thumbnail_id", thumbnail)
    _meta(item, "kicker", story["kicker"])
    return item


def _is_embargoed(story: Facts) -> bool:
    until = story["embargo_until"]
    return until is not None and datetime.fromisoformat(until) > datetime.now(UTC)


def _dates(item: etree._Element, story: Facts) -> None:
    for name, value in (
        ("post_date", story["published_at"]),
        ("post_modified", story["updated_at"]),
    ):
        if value:
            moment = datetime.fromisoformat(value).astimezone(UTC)
            written = moment.strftime("%Y-%m-%d %H:%M:%S")
            _put(item, f"wp:{name}", written)
            _put(item, f"wp:{name}_gmt", written)
    if story["published_at"]:
        moment = datetime.fromisoformat(story["published_at"]).astimezone(UTC)
        _put(item, "pubDate", format_datetime(moment))


def _item(title: str, number: Any, kind: str, status: str) -> etree._Element:
    item = _new("item")
    _put(item, "title", title)
    _put(item, "wp:post_id", number)
    _put(item, "wp:post_type", kind)
    _put(item, "wp:status", status)
    return item


def _put(item: etree._Element, name: str, words: object) -> None:
    item.append(_new(name, words))


def _meta(item: etree._Element, key: str, value: str) -> None:
    if value:
        meta = _new("wp:postmeta")
        _put(meta, "wp:meta_key", key)
        _put(meta, "wp:meta_value", value)
        item.append(meta)
