"""What a WordPress export says once for all its posts: authors, pictures, categories, blocks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final
from urllib.parse import unquote, urlsplit

from articles.ingest.elements import (
    Element,
    attribute,
    child,
    children,
    local,
    place,
    raw_text,
    text,
)
from articles.ingest.filling import credit_line
from articles.ingest.plain import plain
from articles.ingest.record import Origin, PictureRecord
from articles.ingest.xmltree import BadXml, iter_elements

MAX_PICTURES: Final = 200_000
"""Pictures held in mind while posts are read; about 150 MB."""
_SIZED: Final = re.compile(r"(?:-\d{2,5}x\d{2,5}|-scaled|-rotated)(?=\.\w{3,4}$)")
_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?|bmp|heic)$", re.IGNORECASE)
_SAID_TWICE: Final = re.compile(r"(\S+(?: \S+){1,4}) \1 \S+ \d+\b")
_SERIAL: Final = r's:\d+:"{}";s:\d+:"(.*?)";'


@dataclass(slots=True)
class Author:
    """An author as the export lists them."""

    name: str
    url: str = ""
    bio: str = ""


@dataclass(slots=True)
class Site:
    """The tables of one export."""

    title: str = ""
    address: str = ""
    language: str = ""
    authors: dict[str, Author] = field(default_factory=dict)
    """By login, and by the slug that co-author terms use."""
    categories: dict[str, str] = field(default_factory=dict)
    """Term id to name."""
    pictures: dict[str, PictureRecord] = field(default_factory=dict)
    """By attachment id."""
    by_address: dict[str, str] = field(default_factory=dict)
    """Address without size to attachment id."""
    children: dict[str, list[str]] = field(default_factory=dict)
    """Post id to the ids of the pictures uploaded to it."""
    blocks: dict[str, str] = field(default_factory=dict)
    """Reusable blocks by id."""
    used: set[str] = field(default_factory=set)
    """Ids of pictures that a story shows."""

    def picture(self, identifier: str) -> PictureRecord | None:
        """A fresh record of an attachment, which then counts as used."""
        known = self.pictures.get(identifier)
        if known is None:
            return None
        self.used.add(identifier)
        return replace(known)

    def picture_at(self, source: str) -> PictureRecord | None:
        """The attachment that an address shows, in whatever size."""
        return self.picture(self.by_address.get(full_size(source), ""))


def full_size(address: str) -> str:
    """A picture's address without scheme, host, query and the size that WordPress adds."""
    try:
        path = urlsplit(html.unescape(address)).path
    except ValueError:
        return ""
    return _SIZED.sub("", unquote(path))


def meta_of(item: Element) -> dict[str, str]:
    """The custom fields of a post, the last of each name; hidden ones too."""
    return {
        text(child(meta, "meta_key")): raw_text(child(meta, "meta_value")).strip()
        for meta in children(item, "postmeta")
    }


def encoded(item: Element, kind: str) -> str:
    """The markup of content:encoded or excerpt:encoded, which share their local name."""
    for element in children(item, "encoded"):
        if kind in str(element.tag):
            return raw_text(element)
    return ""


def read_site(stream: BinaryIO, name: str) -> Site:
    """The tables, from one pass over the whole file; what is broken is left to the second."""
    site = Site()
    try:
        for element in _first_pass(stream):
            kind = local(element)
            if kind == "author":
                _author(site, element)
            elif kind in {"category", "term"}:
                _category(site, element)
            elif kind == "item":
                _item(site, element, name)
            _channel(site, element)
    except BadXml:
        return site
    return site


def _first_pass(stream: BinaryIO) -> Iterator[Element]:
    for element in iter_elements(stream, {"author", "category", "term", "item"}, recover=True):
        # A category of a post is read with its post; those of the channel stand here.
        parent = element.getparent()
        if parent is None or local(parent) != "item":
            yield element


def _channel(site: Site, element: Element) -> None:
    if site.title or site.address:
        return
    channel = element.getparent()
    site.title = text(child(channel, "title"))
    said = [text(child(channel, key)) for key in ("base_blog_url", "base_site_url")]
    links = [text(link) for link in children(channel, "link")]
    site.address = next((found for found in [*links, *said] if found.startswith("http")), "")
    site.language = text(child(channel, "language"))


def _author(site: Site, element: Element) -> None:
    login = text(child(element, "author_login"))
    names = [text(child(element, f"author_{part}")) for part in ("first_name", "last_name")]
    name = plain(text(child(element, "author_display_name"))) or " ".join(filter(None, names))
    if "@" in name:
        name = " ".join(filter(None, names))
    if login:
        author = Author(name or ("" if "@" in login else login))
        site.authors[login.casefold()] = author
        site.authors.setdefault(re.sub(r"[^a-z0-9]+", "-", login.casefold()).strip("-"), author)


def _category(site: Site, element: Element) -> None:
    identifier = text(child(element, "term_id"))
    name = text(child(element, "cat_name")) or text(child(element, "term_name"))
    if text(child(element, "term_taxonomy")) == "author":
        _co_author(site, element)
        return
    if identifier and name:
        site.categories[identifier] = plain(name)


def _co_author(site: Site, term: Element) -> None:
    """A term of co-authors: its description says a name as shown, in two parts, then login and number."""
    told = _SAID_TWICE.match(text(child(term, "term_description")))
    login = text(child(term, "term_slug")).casefold().removeprefix("cap-")
    if told and login:
        site.authors.setdefault(login, Author(plain(told[1])))


def _item(site: Site, item: Element, file: str) -> None:
    kind = text(child(item, "post_type"))
    identifier = text(child(item, "post_id"))
    if kind == "attachment":
        _attachment(site, item, identifier, file)
    elif kind == "wp_block":
        site.blocks[identifier] = encoded(item, "content")
    elif kind == "guest-author":
        meta = meta_of(item)
        name = meta.get("cap-display_name") or text(child(item, "title"))
        author = Author(
            plain(name), meta.get("cap-website", ""), plain(meta.get("cap-description", ""))
        )
        for login in (meta.get("cap-user_login", ""), text(child(item, "post_name"))):
            if login:
                site.authors[login.casefold().removeprefix("cap-")] = author


def _attachment(site: Site, item: Element, identifier: str, file: str) -> None:
    address = html.unescape(text(child(item, "attachment_url"))) or text(child(item, "link"))
    if not identifier or not address or len(site.pictures) >= MAX_PICTURES:
        return
    meta = meta_of(item)
    picture = attachment_picture(item, address, meta, Origin(file, place(item)))
    if not _PICTURE.search(urlsplit(address).path) and _other_media(address):
        return
    site.pictures[identifier] = picture
    site.by_address.setdefault(full_size(address), identifier)
    parent = text(child(item, "post_parent"))
    if parent and parent != "0":
        site.children.setdefault(parent, []).append(identifier)


def _other_media(address: str) -> bool:
    return bool(re.search(r"\.[A-Za-z0-9]{2,4}$", urlsplit(address).path))


def attachment_picture(
    item: Element, address: str, meta: dict[str, str], origin: Origin
) -> PictureRecord:
    """An attachment as a picture: the excerpt is its caption, the content its description."""
    facts = meta.get("_wp_attachment_metadata", "")
    caption = plain(encoded(item, "excerpt")) or plain(encoded(item, "content"))
    credit = next(
        (
            meta[key]
            for key in meta
            if re.search(r"(?:^|_)(?:credit|photographer)(?:_?name)?$", key)
        ),
        "",
    )
    credit = credit_line(plain(credit), plain(meta.get("_navis_media_credit_org", "")))
    title = plain(text(child(item, "title")))
    return PictureRecord(
        origin=origin,
        reference=address,
        caption=caption,
        alt=plain(meta.get("_wp_attachment_image_alt", "")),
        credit=credit or _serial(facts, "credit"),
        copyright=_serial(facts, "copyright"),
        headline="" if re.fullmatch(r"[\w.-]+", title) else title,
        width=_serial_number(facts, "width"),
        height=_serial_number(facts, "height"),
    )


def _serial(facts: str, key: str) -> str:
    """A text out of PHP's serialized form, read by pattern: nothing is unserialized."""
    found = re.search(_SERIAL.format(key), facts[:200_000])
    return found[1].strip() if found else ""


def _serial_number(facts: str, key: str) -> int | None:
    found = re.search(rf's:\d+:"{key}";i:(\d{{1,6}});', facts[:200_000])
    return int(found[1]) if found else None


def serial_numbers(facts: str) -> list[str]:
    """The numbers of posts in PHP's serialized form, or in a text with commas."""
    if facts.startswith("a:"):
        pairs = re.findall(r'i:\d+;(?:s:\d+:"(\d+)"|i:(\d+));', facts[:20_000])
        return [one or other for one, other in pairs]
    return facts.split(",") if re.fullmatch(r"\d+(?:,\d+)*", facts) else []


def domain_names(item: Element) -> Iterator[tuple[str, str, str]]:
    """Each term of a post as (domain, slug, name)."""
    for term in children(item, "category"):
        name = plain(text(term))
        if name:
            yield attribute(term, "domain"), attribute(term, "nicename"), name
