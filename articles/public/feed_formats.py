"""Feeds as text: RSS 2.0 with whole stories and media, Atom, JSON Feed 1.1; no query here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from django.utils import timezone
from lxml import etree

from articles.public.head import FEED_TYPES, absolute
from articles.public.markup import xml_text
from media.models import Picture
from media.renditions import address, fallback, rendition_size

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPicture:
    url: str
    width: int
    height: int
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedStory:
    id: str
    """Stays when address, headline or host change."""
    url: str
    headline: str
    summary: str
    html: str
    published_at: datetime
    modified_at: datetime
    authors: list[str]
    subjects: list[str]
    language: str
    picture: FeedPicture | None
    further: Sequence[FeedPicture] = ()
    """Pictures of the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Addresses are absolute; `next` is empty on the last page."""

    title: str
    publisher: str
    description: str
    home: str
    address: str
    next: str
    language: str
    stories: Sequence[FeedStory]
    hub: str = ""
    """Where readers subscribe to be told of changes (WebSub)."""

    @property
    def modified_at(self) -> datetime:
        return max((story.modified_at for story in self.stories), default=EPOCH)


EPOCH = datetime(1970, 1, 1, tzinfo=timezone.get_fixed_timezone(0))


def feed_picture(picture: Picture, caption: str) -> FeedPicture | None:
    """None where the file is away: an address that answers 404 is no picture."""
    view = picture.view()
    if view.missing:
        return None
    spec = fallback(view)
    width, height = rendition_size(view.width, view.height, spec)
    return FeedPicture(
        url=absolute(address(view.token, spec)),
        width=width,
        height=height,
        caption=caption.strip() or view.caption,
        credit=view.credit,
    )


def rss(feed: Feed) -> str:
    """RSS 2.0 with content:encoded, dc:creator and Media RSS."""
    names = {"atom": ATOM, "content": CONTENT, "dc": CREATOR, "media": MEDIA}
    root = etree.Element("rss", {"version": "2.0"}, nsmap=names)
    channel = etree.SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.home)
    _add(channel, "description", feed.description)
    _add(channel, "language", feed.language)
    if feed.stories:
        _add(channel, "lastBuildDate", _rfc822(feed.modified_at))
    _add(channel, f"{{{ATOM}}}link", href=feed.address, rel="self", type=FEED_TYPES["rss"])
    _links(channel, feed, "rss")
    for story in feed.stories:
        _rss_story(channel, story)
    return _document(root)


def _links(place: etree._Element, feed: Feed, ending: str) -> None:
    """The hub, and the older stories (RFC 5005)."""
    if feed.hub:
        _add(place, f"{{{ATOM}}}link", href=feed.hub, rel="hub")
    if feed.next:
        _add(place, f"{{{ATOM}}}link", href=feed.next, rel="next", type=FEED_TYPES[ending])


def _rss_story(channel: etree._Element, story: FeedStory) -> None:
    place = etree.SubElement(channel, "item")
    _add(place, "title", story.headline)
    _add(place, "link", story.url)
    _add(place, "guid", story.id, isPermaLink="false")
    _add(place, "pubDate", _rfc822(story.published_at))
    if story.authors:
        _add(place, f"{{{CREATOR}}}creator", ", ".join(story.authors))
    for subject in story.subjects:
        _add(place, "category", subject)
    _add(place, "description", story.summary)
    _add(place, f"{{{CONTENT}}}encoded", story.html)
    if story.language:
        _add(place, f"{{{CREATOR}}}language", story.language)
    for picture in (*([story.picture] if story.picture else []), *story.further):
        _media(place, picture)


def _media(place: etree._Element, picture: FeedPicture) -> None:
    content = _add(
        place,
        f"{{{MEDIA}}}content",
        url=picture.url,
        medium="image",
        type="image/jpeg",
        width=str(picture.width),
        height=str(picture.height),
    )
    if picture.caption:
        _add(content, f"{{{MEDIA}}}description", picture.caption, type="plain")
    if picture.credit:
        _add(content, f"{{{MEDIA}}}credit", picture.credit, role="photographer", scheme="urn:ebu")


def atom(feed: Feed) -> str:
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]
    root.set(LANG, feed.language)
    _add(root, f"{{{ATOM}}}title", feed.title)
    _add(root, f"{{{ATOM}}}id", feed.address)
    _add(root, f"{{{ATOM}}}updated", _iso(feed.modified_at))
    _add(root, f"{{{ATOM}}}link", rel="self", type=FEED_TYPES["atom"], href=feed.address)
    _add(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=feed.home)
    _links(root, feed, "atom")
    _author(root, [feed.publisher])
    for story in feed.stories:
        _atom_story(root, story)
    return _document(root)


def _atom_story(root: etree._Element, story: FeedStory) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    if story.language:
        entry.set(LANG, xml_text(story.language))
    _add(entry, f"{{{ATOM}}}title", story.headline)
    _add(entry, f"{{{ATOM}}}id", story.id)
    _add(entry, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=story.url)
    _add(entry, f"{{{ATOM}}}published", _iso(story.published_at))
    _add(entry, f"{{{ATOM}}}updated", _iso(story.modified_at))
    _author(entry, story.authors)
    for subject in story.subjects:
        _add(entry, f"{{{ATOM}}}category", term=subject)
    if story.summary:
        _add(entry, f"{{{ATOM}}}summary", story.summary)
    _add(entry, f"{{{ATOM}}}content", story.html, type="html")


def _author(place: etree._Element, names: Sequence[str]) -> None:
    for name in names:
        author = etree.SubElement(place, f"{{{ATOM}}}author")
        _add(author, f"{{{ATOM}}}name", name)


def json_feed(feed: Feed) -> str:
    """JSON Feed 1.1; empty facts are left out."""
    whole = {
        "version": JSON_FEED,
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "next_url": feed.next,
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    stories = [_json_story(story) for story in feed.stories]
    known = {name: value for name, value in whole.items() if value}
    return json.dumps({**known, "items": stories}, ensure_ascii=False)


def _json_story(story: FeedStory) -> dict[str, object]:
    facts: dict[str, object] = {
        "id": story.id,
        "url": story.url,
        "title": story.headline,
        "summary": story.summary,
        "content_html": story.html,
        "image": story.picture.url if story.picture else "",
        "date_published": _iso(story.published_at),
        "date_modified": _iso(story.modified_at),
        "authors": [{"name": name} for name in story.authors],
        "tags": story.subjects,
        "language": story.language,
    }
    always = ("content_html",)
    return {name: value for name, value in facts.items() if value or name in always}


def _add(place: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    clean = {key: xml_text(value) for key, value in attributes.items()}
    element = etree.SubElement(place, name, clean)
    if text:
        element.text = xml_text(text)
    return element


def _document(root: etree._Element) -> str:
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _rfc822(moment: datetime) -> str:
    return format_datetime(timezone.localtime(moment))


def _iso(moment: datetime) -> str:
    return timezone.localtime(moment).replace(microsecond=0).isoformat()
