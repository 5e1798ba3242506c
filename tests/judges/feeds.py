"""What a validator of feeds says, as rules: the W3C's feed validator is on no package index.

From its documented errors and warnings (validator.w3.org/feed/docs/error and /warning), RFC 4287,
RSS 2.0 with the RSS Advisory Board's profile, Media RSS 1.5.1 and jsonfeed.org/version/1.1.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import html5lib
from lxml import etree

from tests.judges.addresses import ask
from tests.judges.verdicts import Verdict

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ONCE = ("title", "link", "description", "guid", "pubDate", f"{DC}creator", CONTENT)
UNSAFE = {"script", "style", "iframe", "object", "embed", "applet", "form", "meta", "link", "base"}
ADDRESSES = ("href", "src", "cite", "poster", "longdesc")
DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
NAME = re.compile(r"(https?|urn|tag):[^\s<>\"]+")
MIME = re.compile(r"[a-z]+/[a-z0-9.+-]+")
LINK = re.compile(
    r'<link rel="alternate" type="application/(?:\w+\+xml|feed\+json)"[^>]* href="([^"]+)"'
)


def feeds(site: str, pages: dict[str, str]) -> Verdict:
    """Every feed that a page leads to."""
    found = sorted({each for path in pages.values() for each in LINK.findall(ask(site + path)[1])})
    verdict = Verdict("feeds", len(found))
    for address in found:
        status, text = ask(address)
        told = faults(text.encode(), address) if status == 200 else [f"status {status}"]
        verdict.findings += [f"{address.removeprefix(site)}: {fault}" for fault in told]
    if not found:
        verdict.findings.append("no page leads to a feed")
    return verdict


def faults(feed: bytes, address: str) -> list[str]:
    """What is wrong with a feed of RSS, Atom or JSON that stands at `address`."""
    if address.partition("?")[0].endswith(".json"):
        return list(_json(json.loads(feed), address))
    root = etree.fromstring(feed)
    return list(_atom(root, address) if root.tag == f"{ATOM}feed" else _rss(root, address))


def _rss(root: Any, address: str) -> Iterator[str]:
    channel = root.find("channel")
    if channel is None or root.get("version") != "2.0":
        yield "no channel of RSS 2.0"
        return
    for name in ("title", "link", "description"):
        if not (channel.findtext(name) or "").strip():
            yield f"channel: no {name}"
    if not LANGUAGE.fullmatch(channel.findtext("language") or "en"):
        yield "channel: not a language"
    selves = [each.get("href") for each in channel.iter(f"{ATOM}link") if each.get("rel") == "self"]
    if selves != [address]:
        yield f"channel: {selves} is not its own address"
    yield from _dates(channel, "channel", ("lastBuildDate", "pubDate"))
    items = channel.findall("item")
    yield from _twice("guid", [item.findtext("guid") for item in items])
    for number, item in enumerate(items, 1):
        yield from (f"item {number}: {fault}" for fault in _rss_item(item))


def _rss_item(item: Any) -> Iterator[str]:
    counted = Counter(child.tag for child in item)
    yield from (f"{name} stands twice" for name in ONCE if counted[name] > 1)
    if not (item.findtext("title") or item.findtext("description")):
        yield "neither title nor description"
    if "author" in counted and f"{DC}creator" in counted:
        yield "author and dc:creator say the same"
    if not ADDRESS.fullmatch(item.findtext("link") or ""):
        yield "link is no full address"
    guid = item.find("guid")
    if guid is None or not (guid.text or "").strip():
        yield "no guid"
    elif guid.get("isPermaLink", "true") == "true" and not ADDRESS.fullmatch(guid.text):
        yield "guid is no address and does not say so"
    yield from _dates(item, "", ("pubDate",))
    for name in ("title", f"{DC}creator"):
        if re.search(r"</?[a-z][^>]*>|&(?:amp|lt|gt|#\d+);", item.findtext(name) or ""):
            yield f"markup in {name}"
    if (item.findtext("description") or "").strip() == (item.findtext(CONTENT) or "-").strip():
        yield "description and content are the same"
    yield from _markup(item.findtext(CONTENT) or "")
    for enclosure in item.iter("enclosure"):
        if not (enclosure.get("length") or "").isdigit() or not enclosure.get("type"):
            yield "enclosure without length or type"
    yield from _media(item)


def _media(item: Any) -> Iterator[str]:
    for content in item.iter(f"{MEDIA}content"):
        if not ADDRESS.fullmatch(content.get("url", "")):
            yield "media:content without a full address"
        if content.get("medium") not in ("image", "audio", "video", "document", "executable"):
            yield "media:content without a medium"
        if not MIME.fullmatch(content.get("type", "")):
            yield "media:content without a type"
        if not all((content.get(side) or "1").isdigit() for side in ("width", "height")):
            yield "media:content with a size that is no number"
    for name in ("credit", "description", "text"):
        if any(not (each.text or "").strip() for each in item.iter(f"{MEDIA}{name}")):
            yield f"media:{name} without words"


def _atom(root: Any, address: str) -> Iterator[str]:
    yield from _atom_part(root, "feed", wants_author=False)
    links = {
        (link.get("rel", "alternate"), link.get("href")) for link in root.findall(f"{ATOM}link")
    }
    if ("self", address) not in links:
        yield "feed: does not name its own address"
    entries = root.findall(f"{ATOM}entry")
    yield from _twice("id", [entry.findtext(f"{ATOM}id") for entry in entries])
    has_author = root.find(f"{ATOM}author") is not None
    for number, entry in enumerate(entries, 1):
        yield from _atom_part(entry, f"entry {number}", wants_author=not has_author)


def _atom_part(part: Any, where: str, *, wants_author: bool) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        if len(part.findall(f"{ATOM}{name}")) != 1 or not part.findtext(f"{ATOM}{name}"):
            yield f"{where}: not one {name}"
    if not NAME.fullmatch(part.findtext(f"{ATOM}id") or ""):
        yield f"{where}: id is no address"
    for name in ("updated", "published"):
        if not MOMENT.fullmatch(part.findtext(f"{ATOM}{name}") or "2026-01-01T00:00:00Z"):
            yield f"{where}: {name} is no time of RFC 3339"
    if wants_author and part.find(f"{ATOM}author") is None:
        yield f"{where}: no author"
    if any(
        not (each.findtext(f"{ATOM}name") or "").strip() for each in part.findall(f"{ATOM}author")
    ):
        yield f"{where}: author without a name"
    links = part.findall(f"{ATOM}link")
    if any(not ADDRESS.fullmatch(link.get("href", "")) for link in links):
        yield f"{where}: link is no full address"
    shapes = [(link.get("type"), link.get("hreflang")) for link in links
              if link.get("rel", "alternate") == "alternate"]  # fmt: skip
    if len(shapes) != len(set(shapes)):
        yield f"{where}: two alternates of one type"
    if any(not each.get("term") for each in part.findall(f"{ATOM}category")):
        yield f"{where}: category without a term"
    for content in part.findall(f"{ATOM}content"):
        if content.get("type", "text") not in ("text", "html", "xhtml"):
            yield f"{where}: content of an unknown type"
        yield from (f"{where}: {fault}" for fault in _markup(content.text or ""))


def _json(feed: dict[str, Any], address: str) -> Iterator[str]:
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "version is not 1.1"
    if not feed.get("title") or feed.get("feed_url") != address:
        yield "no title, or not its own address"
    for name in ("home_page_url", "next_url"):
        if not ADDRESS.fullmatch(feed.get(name, "https://x")):
            yield f"{name} is no full address"
    items = feed.get("items")
    if not isinstance(items, list):
        yield "no items"
        return
    yield from _twice("id", [item.get("id") for item in items])
    for number, item in enumerate(items, 1):
        yield from (f"item {number}: {fault}" for fault in _json_item(item))


def _json_item(item: dict[str, Any]) -> Iterator[str]:
    if not isinstance(item.get("id"), str) or not item["id"]:
        yield "id is no text"
    if not (item.get("content_html") or item.get("content_text")):
        yield "no content"
    for name in ("url", "external_url", "image", "banner_image"):
        if name in item and not ADDRESS.fullmatch(item[name]):
            yield f"{name} is no full address"
    for name in ("date_published", "date_modified"):
        if name in item and not MOMENT.fullmatch(item[name]):
            yield f"{name} is no time of RFC 3339"
    if "author" in item or any(not each.get("name") for each in item.get("authors", [])):
        yield "authors are not a list of names"
    if any(not isinstance(tag, str) or not tag for tag in item.get("tags", [])):
        yield "tags are not words"
    for attached in item.get("attachments", []):
        if not ADDRESS.fullmatch(attached.get("url", "")) or not attached.get("mime_type"):
            yield "attachment without address or type"
    yield from _markup(item.get("content_html", ""))


def _dates(part: Any, where: str, names: tuple[str, ...]) -> Iterator[str]:
    latest = datetime.now(UTC) + timedelta(days=1)
    for name in names:
        told = part.findtext(name)
        if told is not None and not DATE.fullmatch(told):
            yield f"{where} {name} is no date of RFC 822".strip()
        elif told is not None and parsedate_to_datetime(told) > latest:
            yield f"{where} {name} is to come".strip()


def _twice(name: str, values: list[Any]) -> Iterator[str]:
    yield from (f"{name} {value!r} stands twice" for value, n in Counter(values).items() if n > 1)


def _markup(text: str) -> Iterator[str]:
    """Parts of a page that readers of feeds take for an attack, or cannot follow."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(text)
    yield from (f"markup: {code}" for _place, code, _facts in parser.errors)
    for element in tree.iter():
        if element.tag in UNSAFE:
            yield f"<{element.tag}> in the content"
        for name, value in element.attrib.items():
            if name.startswith("on") or name == "style":
                yield f"{name}= in the content"
            if name in ADDRESSES and not re.match(r"(https?|mailto):", value):
                yield f"{value!r} is no full address"
