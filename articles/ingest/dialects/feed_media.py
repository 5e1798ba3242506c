"""Pictures and sounds of a feed's entry: enclosures, Media RSS, iTunes and RSS images."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from articles.ingest.addresses import absolute
from articles.ingest.dialects.feed_nodes import all_of, first_text, markup_in, name_of, text_in
from articles.ingest.plain import plain
from articles.ingest.record import Origin, PictureRecord
from articles.ingest.xmltree import Element

_PICTURE_NAME: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#])", re.IGNORECASE)
_CREDIT_ROLES: Final = frozenset(
    {"", "photographer", "owner", "photo", "author", "credit", "producer", "copyright holder"}
)


@dataclass(slots=True)
class EntryMedia:
    """What an entry carries beside its words."""

    pictures: list[PictureRecord] = field(default_factory=list)
    enclosures: list[str] = field(default_factory=list)
    """Addresses of sounds, films and other files."""


def media_of(entry: Element, origin: Origin, base: str) -> EntryMedia:
    """The entry's pictures, the first one as the lead, and the addresses of other files."""
    media = EntryMedia()
    for group in all_of(entry, "media:group"):
        _add_group(media, group, entry, origin, base)
    _add_group(media, entry, entry, origin, base)
    for enclosure in all_of(entry, "enclosure", "link"):
        if name_of(enclosure) == "link" and enclosure.get("rel") != "enclosure":
            continue
        _add_file(media, enclosure, origin, base)
    if not media.pictures:
        _add_images(media, entry, origin, base)
    if media.pictures:
        media.pictures[0].role = "lead"
    return media


def _add_group(
    media: EntryMedia, holder: Element, entry: Element, origin: Origin, base: str
) -> None:
    contents = list(all_of(holder, "media:content"))
    pictures = [content for content in contents if _is_picture(content)]
    if name_of(holder) == "media:group" and len(pictures) > 1:
        pictures = [max(pictures, key=_pixels)]  # a group holds renditions of one thing
    pictures = _largest_of_each(pictures)
    for content in pictures:
        _add_picture(media, content, (content, holder, entry), origin, base)
    for content in contents:
        if not _is_picture(content) and content.get("url"):
            media.enclosures.append(absolute(content.get("url") or "", base))
            for thumbnail in all_of(content, "media:thumbnail"):
                _add_picture(media, thumbnail, (content, holder, entry), origin, base)
    if not media.pictures:
        thumbnails = list(all_of(holder, "media:thumbnail"))
        if thumbnails:
            _add_picture(media, max(thumbnails, key=_pixels), (holder, entry), origin, base)


def _is_picture(content: Element) -> bool:
    kind = (content.get("type") or "").lower()
    medium = (content.get("medium") or "").lower()
    if medium or kind:
        return medium == "image" or kind.startswith("image/")
    return bool(_PICTURE_NAME.search(content.get("url") or ""))


def _largest_of_each(pictures: list[Element]) -> list[Element]:
    """One element a picture: feeds without groups set its sizes beside each other."""
    largest: dict[str, Element] = {}
    for picture in pictures:
        address = (picture.get("url") or "").partition("?")[0]
        for size in filter(None, (picture.get("width"), picture.get("height"))):
            address = re.sub(rf"(?<!\d){re.escape(size[:6])}(?!\d)", "", address)
        known = largest.get(address)
        if known is None or _pixels(picture) > _pixels(known):
            largest[address] = picture
    return list(largest.values())


def _pixels(element: Element) -> int:
    return (_number(element.get("width")) or 0) * (_number(element.get("height")) or 1)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


def _add_picture(
    media: EntryMedia, element: Element, holders: tuple[Element, ...], origin: Origin, base: str
) -> None:
    address = absolute(element.get("url") or "", base)
    if not address or any(picture.reference == address for picture in media.pictures):
        return
    picture = PictureRecord(origin=origin, reference=address)
    picture.width, picture.height = _number(element.get("width")), _number(element.get("height"))
    picture.caption = _words(holders, "media:description", "media:text")
    picture.alt = _words(holders[:2], "media:title")
    picture.credit = ", ".join(_credits(holders)) or _words(holders, "media:copyright")
    picture.copyright = _words(holders, "media:copyright")
    keywords = _words(holders[:1], "media:keywords")
    picture.keywords = [word.strip() for word in keywords.split(",") if word.strip()]
    media.pictures.append(picture)


def _words(holders: tuple[Element, ...], *names: str) -> str:
    for holder in holders:
        for child in all_of(holder, *names):
            words = plain(markup_in(child))
            if words:
                return words
    return ""


def _credits(holders: tuple[Element, ...]) -> Iterator[str]:
    for holder in holders:
        found = [
            text_in(credit)
            for credit in all_of(holder, "media:credit")
            if (credit.get("role") or "").lower() in _CREDIT_ROLES and text_in(credit)
        ]
        if found:
            yield from dict.fromkeys(found)
            return


def _add_file(media: EntryMedia, enclosure: Element, origin: Origin, base: str) -> None:
    address = absolute(enclosure.get("url") or enclosure.get("href") or "", base)
    kind = (enclosure.get("type") or "").lower()
    if not address:
        return
    if kind.startswith("image/") or (not kind and _PICTURE_NAME.search(address)):
        _add_plain(media, address, origin, plain(enclosure.get("title") or ""))
    else:
        media.enclosures.append(address)


def _add_plain(media: EntryMedia, address: str, origin: Origin, caption: str = "") -> None:
    if address and not any(picture.reference == address for picture in media.pictures):
        caption = "" if _PICTURE_NAME.search(caption) else caption
        media.pictures.append(PictureRecord(origin=origin, reference=address, caption=caption))


def _add_images(media: EntryMedia, entry: Element, origin: Origin, base: str) -> None:
    for image in all_of(entry, "image", "itunes:image"):
        address = image.get("href") or first_text(image, "url") or image.get("url") or ""
        if not address and not len(image):
            address = text_in(image)
        _add_plain(media, absolute(address, base), origin)
