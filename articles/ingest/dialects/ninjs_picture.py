"""A picture as ninjs speaks of it: renditions, words, rights."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from articles.ingest.addresses import is_web
from articles.ingest.dialects.ninjs_words import (
    Item,
    name_of,
    named,
    names,
    parts,
    pick,
    said,
    wordings,
)
from articles.ingest.filling import credit_line, whole_number
from articles.ingest.picture_labels import caption_and_credit
from articles.ingest.plain import plain
from articles.ingest.record import Origin, PictureRecord

PICTURES: Final = frozenset({"picture", "graphic", "photo", "image"})
_SMALL: Final = re.compile(r"thumb|small|square|watermark|lowres|preview|icon", re.IGNORECASE)
_TAKES: Final = re.compile(r"phot|foto|camera|kamera|illustr|video", re.IGNORECASE)
_WRITES: Final = re.compile(r"te[xk]t|writ|report|author|autor|words", re.IGNORECASE)
"""In a role beside the camera: one person did both."""
_BEST_NAMES: Final = ("original", "main", "hires", "highres", "large", "base", "full", "supplied")


def read_picture(
    item: Item, origin: Origin, role: Literal["lead", "body", ""] = ""
) -> PictureRecord:
    """The picture with its best rendition as reference."""
    best = best_rendition(item)
    descriptions = wordings(item, "descriptions")
    by = "; ".join(bylines(item))
    caption = pick(descriptions, "caption", "text", "", "main", "xhtml")
    if all(words.role in {"creditline", "writer", "credit", "alt"} for words in descriptions):
        caption = ""
    caption = caption or plain(said(item, "caption"))
    owner = next(iter(names(item, "infosources")), "") or said(item, "source")
    credit = (
        pick(descriptions, "creditline", "credit", strict=True)
        or said(item, "creditline", "credit")
        or credit_line(by, owner)
        or said(item, "copyrightholder")
    )
    caption, credit = caption_and_credit(caption, credit, by)
    extensions = best.get("extensions") if best else None
    told = said(extensions, "rights:embargo", "embargo") if isinstance(extensions, dict) else ""
    told = said(item, "embargoed") or told
    embargo = f"Embargo: {told}." if told else ""
    return PictureRecord(
        origin=origin,
        reference=_href(best) if best else "",
        role=role,
        caption=caption,
        alt=pick(descriptions, "alt", "alttext", "accessibility", strict=True)
        or said(item, "alttext", "alt_text", "body_text"),
        credit=credit,
        creator=by,
        copyright=said(rights(item), "copyrightnotice", "copyrightholder"),
        usage_terms=usage_terms(item),
        headline=pick(wordings(item, "headlines"), "main") or said(item, "title"),
        place=said(item, "located") or next(iter(names(item, "places")), ""),
        taken_at=said(item, "contentcreated", "firstcreated"),
        instructions=" ".join(filter(None, [said(item, "ednote"), embargo])),
        width=whole_number(said(best, "width")) if best else None,
        height=whole_number(said(best, "height")) if best else None,
        people=names(item, "people"),
        keywords=list(dict.fromkeys([*names(item, "subjects"), *keywords(item)])),
    )


def bylines(item: Item, *, of_text: bool = False) -> list[str]:
    """The byline or bylines as printed; `of_text`: without who took its pictures, if others wrote."""
    entries = named(item, "bylines")
    writers = [entry for entry in entries if not is_of_pictures(entry)] if of_text else []
    found = [byline_of(entry) for entry in writers or entries]
    return list(dict.fromkeys(words for words in found if words))


def byline_of(entry: Item) -> str:
    """One byline, as printed or as a name in parts."""
    whole = f"{said(entry, 'firstname')} {said(entry, 'lastname')}".strip()
    return plain(said(entry, "by", "byline")) or name_of(entry) or whole


def is_of_pictures(entry: Item) -> bool:
    """Whether a byline names who took the pictures beside a text."""
    role = said(entry, "role", "jobtitle")
    return bool(_TAKES.search(role)) and not _WRITES.search(role)


_ROLE: Final = re.compile(
    r"writ|report|edit|correspond|columni|critic|journali|redakt|rédact|chief|fellow", re.IGNORECASE
)
"""In a title that is one's work; others name the house ("The Gazette")."""


def title_of(byline: Item) -> str:
    """What a writer is, where it stands beside the name: "Business Writer"."""
    title = plain(said(byline, "title", "jobtitle"))
    return title if said(byline, "by", "byline", "name") and _ROLE.search(title) else ""


def keywords(item: Item) -> list[str]:
    """Plain keywords, in a list or in one text."""
    value = item.get("keywords") or item.get("keyword") or []
    if isinstance(value, str):
        return [word.strip() for word in re.split(r"[,;]", value) if word.strip()]
    return names({"keywords": value}, "keywords")


def usage_terms(item: Item) -> str:
    """What may be done with it: words first, else where the terms are written."""
    said_of_rights = rights(item)
    value = said_of_rights.get("usageterms")
    terms = (
        "; ".join(filter(None, map(_words, value))) if isinstance(value, list) else _words(value)
    )
    return (terms or said(said_of_rights, "linkedrights", "langid", "encodedrights"))[:2000]


def rights(item: Item) -> Item:
    """The item together with what it says of its rights, which version 3 sets apart."""
    apart = item.get("rightsinfo")
    return {**apart, **item} if isinstance(apart, Mapping) else item


def _words(value: object) -> str:
    if isinstance(value, dict):
        return said(value, "value", "usageterm", "text", "name")
    return value.strip() if isinstance(value, str) else ""


def best_rendition(item: Item) -> Item | None:
    """The largest plain picture; None where no rendition has an address."""
    pictures = [
        (name, entry)
        for name, entry in parts(item, "renditions")
        if _href(entry) and _is_image(name, entry)
    ]
    return max(pictures, key=lambda pair: _rank(*pair), default=("", None))[1]


def addresses(item: Item) -> list[str]:
    """Where any rendition may be had: a body may show a smaller one."""
    return [_href(entry) for _, entry in parts(item, "renditions")]


def _href(rendition: Item) -> str:
    address = said(rendition, "uri")
    return said(rendition, "href", "url") or (address if is_web(address) else "")


def _is_image(name: str, entry: Item) -> bool:
    content_type = said(entry, "contenttype", "mimetype").casefold()
    if content_type:
        return content_type.startswith("image/")
    return "nitf" not in name and not re.search(
        r"\.(?:mp[34]|m3u8|xml|pdf|wav)(?:\?|$)", said(entry, "href")
    )


def _rank(name: str, entry: Item) -> tuple[int, int, int]:
    size = (whole_number(said(entry, "width")) or 0) * (whole_number(said(entry, "height")) or 0)
    label = f"{name} {said(entry, 'title')}"
    well_named = any(word in label.casefold() for word in _BEST_NAMES)
    plain_one = not re.search("watermark", f"{label} {said(entry, 'href')}", re.IGNORECASE)
    return (size if plain_one else 0, int(well_named), int(not _SMALL.search(label)))
