"""Feeds: RSS 0.9 to 2.0, Atom, RDF, Media RSS and JSON Feed, and Blogger's Atom export; one entry, one story."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final, Literal

from articles.ingest.addresses import absolute, source_code
from articles.ingest.bodies import BodyRefused
from articles.ingest.dialects.feed_entry import channel_of, other_kind, story_of
from articles.ingest.dialects.feed_standing import withdrawn
from articles.ingest.encoding import declared_charset, decode
from articles.ingest.limits import LIMITS, megabytes
from articles.ingest.notebook import Notebook
from articles.ingest.pictures import picture_of
from articles.ingest.plain import plain
from articles.ingest.record import Origin, Problem, RelatedRecord, StoryRecord
from articles.ingest.rows.mapping import NotAStory, language_tag, story_from
from articles.ingest.streams import Chained, read_up_to
from articles.ingest.strictjson import BadJSON, loads
from articles.ingest.xmltree import BadXml, iter_elements

_ROOT: Final = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(rss|feed|RDF|channel)(?=[\s>/])", re.IGNORECASE)
_BEFORE_ROOT: Final = re.compile(
    r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>", re.DOTALL | re.IGNORECASE
)
_JSON_FEED: Final = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')

Out = Iterator[StoryRecord | Problem]


def looks_like(name: str, head: bytes) -> bool:
    """A root element of a feed, or the version that a JSON Feed declares."""
    text = decode(head, declared_charset(head)).text.lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return bool(_JSON_FEED.search(text))
    place = 0
    while found := _BEFORE_ROOT.match(text, place):
        place = found.end()
    root = _ROOT.match(text, place)
    return bool(root and (root[1].lower() != "rdf" or "rss" in text or "item" in text))


def read(stream: BinaryIO, name: str) -> Out:
    """A story for each entry, or a Problem for what cannot be read; entries are read one by one."""
    head = read_up_to(stream, 65_536)
    start = decode(head).text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        yield from _json_feed(head + read_up_to(stream, LIMITS["feed_bytes"] + 1 - len(head)), name)
        return
    yield from _xml_feed(io.BufferedReader(Chained(head, stream)), name)


def _xml_feed(stream: BinaryIO, name: str) -> Out:
    number = skipped = 0
    entries = iter_elements(stream, {"item", "entry", "deleted-entry"}, recover=True)
    while True:
        try:
            entry = next(entries)
        except StopIteration:
            break
        except BadXml as fault:
            place = f"line {fault.line}" if fault.line else ""
            yield Problem(Origin(name, place), f"{fault} What stands behind it was not read.")
            return
        number += 1
        if other_kind(entry):
            skipped += 1
            continue
        notebook = Notebook(Origin(name, f"entry {number}"))
        if str(entry.tag).endswith("deleted-entry"):
            yield withdrawn(entry, channel_of(entry).link, notebook)
            continue
        if len(entry) > LIMITS["entry_elements"]:
            limit = f"{LIMITS['entry_elements']:,}"
            yield Problem(notebook.origin, f"The entry has more than {limit} elements.")
            continue
        try:
            story = story_of(entry, channel_of(entry), notebook)
        except BodyRefused as fault:
            yield Problem(notebook.origin, str(fault), field="body")
            continue
        if story is None:
            yield Problem(notebook.origin, "The entry has neither title nor text.")
            continue
        yield story
        yield from notebook.problems
    if skipped:
        yield Problem(
            Origin(name),
            f"{skipped} comments, templates and settings of the blog were left out.",
            action="noted",
        )
    if not number:
        yield Problem(Origin(name), "The feed has no entries.")


def _json_feed(raw: bytes, name: str) -> Out:
    if len(raw) > LIMITS["feed_bytes"]:
        yield Problem(
            Origin(name), f"The feed is over {megabytes('feed_bytes')}, the most a feed may have."
        )
        return
    try:
        feed = loads(decode(raw).text)
    except BadJSON as fault:
        yield Problem(Origin(name, f"line {fault.line}"), str(fault))
        return
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        yield Problem(Origin(name), "The feed has no entries.")
        return
    for number, item in enumerate(items, start=1):
        yield from _json_entry(item, feed, Origin(name, f"entry {number}"))


def _json_entry(item: Any, feed: Mapping[str, Any], origin: Origin) -> Out:
    if not isinstance(item, Mapping):
        yield Problem(origin, "The entry is no object.")
        return
    row = {
        **item,
        "author": item.get("authors")
        or item.get("author")
        or feed.get("authors")
        or feed.get("author"),
    }
    for name in ("authors", "attachments"):
        row.pop(name, None)
    row.setdefault("title", "") if item.get("title") else row.update(
        title=item.get("summary") or ""
    )
    home = str(feed.get("home_page_url") or "")
    try:
        story, problems = story_from(row, origin, reader="feed", base=home)
    except BodyRefused as fault:
        yield Problem(origin, str(fault), field="body")
        return
    except NotAStory:
        yield Problem(origin, "The entry has neither title nor text.")
        return
    story.status = story.status or "usable"
    story.source = source_code(story.source_url, home)
    story.source_name = story.source_name or str(feed.get("title") or "")
    story.language = story.language or language_tag(str(feed.get("language") or ""))
    external = item.get("external_url")
    if isinstance(external, str) and external != story.source_url:
        story.related.append(RelatedRecord("", url=absolute(external, home)))
    for attachment in item.get("attachments") or []:
        if isinstance(attachment, Mapping) and isinstance(attachment.get("url"), str):
            _attach(story, attachment, home)
    yield story
    yield from problems


def _attach(story: StoryRecord, attachment: Mapping[str, Any], home: str) -> None:
    """An attachment: a picture beside the story, or the address of another file."""
    if not str(attachment.get("mime_type") or "").startswith("image/"):
        story.extra.setdefault("enclosure", attachment["url"])
        return
    role: Literal["lead", "body"] = "body" if story.pictures else "lead"
    picture = picture_of(attachment, story.origin, role, home)
    known = {known.reference for known in story.pictures}
    if picture and picture.reference not in known:
        picture.caption = picture.caption or plain(str(attachment.get("title") or ""))
        story.pictures.append(picture)
