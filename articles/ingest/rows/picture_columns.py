"""Pictures of a story that a table keeps in columns: addresses, captions and credits in lists side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from articles.ingest.pictures import address_of, picture_of
from articles.ingest.plain import words_of
from articles.ingest.record import Origin, PictureRecord, StoryRecord
from articles.ingest.rows.aliases import field_of
from articles.ingest.rows.named import Named, first

_WORDS: Final = {"caption": "picture_caption", "alt": "picture_alt", "credit": "picture_credit"}
_BARS: Final = re.compile(r"\s*[|;\n]\s*|,\s*(?=https?://)")
_IMAGES: Final = frozenset({"image", "photo", "picture", "photograph", "img", "foto", "bild"})
MOST: Final = 60
"""Pictures of one story in columns; a page's icons are never captioned."""


_KIND: Final = r"(?:photo|image|picture|pic|img|foto|bild)[ _-]?"
_OF_ONE: Final = (
    r"(?P<said>url|src|file|filename|path|caption|cutline|credit|alt|alttext|photographer|byline)"
)
_NUMBERED: Final = re.compile(rf"{_KIND}(?P<number>\d{{1,2}})(?:[ _-]?{_OF_ONE})?", re.IGNORECASE)
_NUMBER_LAST: Final = re.compile(rf"{_KIND}{_OF_ONE}[ _-]?(?P<number>\d{{1,2}})", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"[./]")
_SAID: Final = {
    "caption": "caption", "cutline": "caption", "credit": "credit", "photographer": "credit",
    "byline": "credit", "alt": "alt", "alttext": "alt",
}  # fmt: skip


def numbered_pictures(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row with "photo1", "photo1_cutline" and "photo2" as pictures; the first is the lead where none is named.

    Two different values for one thing of one number, and a number that has no file or caption, stay columns.
    """
    found: dict[int, dict[str, str]] = {}
    columns: dict[str, int] = {}
    for name, value in row.items():
        column = _NUMBERED.fullmatch(name) or _NUMBER_LAST.fullmatch(name)
        words = value.strip() if isinstance(value, str) else ""
        if column is None or not words:
            continue
        said = _SAID.get((column["said"] or "").lower(), "url")
        if said == "url" and not _ADDRESS.search(words):
            continue  # the number of a file in the system, or whether there is one
        columns[name] = number = int(column["number"])
        if found.setdefault(number, {}).setdefault(said, words) != words:
            return row
    told = {
        number: found[number]
        for number in sorted(found)
        if found[number].keys() & {"url", "caption"}
    }
    if not any("url" in each for each in told.values()):
        return row
    rest = {name: value for name, value in row.items() if columns.get(name) not in told}
    pictures = list(told.values())
    if not any(value and field_of(name) == "picture" for name, value in rest.items()):
        rest["image"] = pictures.pop(0)
    own = rest.get("pictures") or []
    return {**rest, "pictures": [*(own if isinstance(own, list) else [own]), *pictures]}


def set_pictures(story: StoryRecord, named: Named, base: str) -> None:
    """The pictures of a row: those of its gallery, and the lead with its words in columns."""
    own = first(named, "pictures")
    if isinstance(own, Mapping) and len(own) == 1:  # {"picture": {...}}
        inner = next(iter(own.values()))
        own = inner if isinstance(inner, list) else [inner]
    for entry in own if isinstance(own, list) else []:
        picture = picture_of(entry, story.origin, "", base)
        if picture and not (picture.role == "body" and story.body is not None):
            story.pictures.append(picture)
    if not any(picture.role == "lead" for picture in story.pictures):
        story.pictures[:0] = pictures_of_columns(named, story.origin, base)


def _parted(named: Named) -> Named:
    """The columns with texts that hold several addresses or captions by bars as lists."""
    found = first(named, "picture")
    several = isinstance(found, str) and [part.strip() for part in _BARS.split(found.strip())]
    if not several or len(several) < 2 or not all(map(address_of, several)):
        return named
    parted = {**named, "picture": [("picture", several)]}
    for field in _WORDS.values():
        words = first(named, field)
        if isinstance(words, str) and words.count("|") == len(several) - 1:
            parted[field] = [(field, [part.strip() for part in words.split("|")])]
    return parted


def pictures_of_columns(named: Named, origin: Origin, base: str) -> list[PictureRecord]:
    """The lead and each further picture that has words; words without an address wait for a picture."""
    named = _parted(named)
    told = {word: _listed(first(named, field)) for word, field in _WORDS.items()}
    lead, others = _addresses(named, origin, base)
    in_lists = any(len(each) > 1 for each in told.values()) or len(others) > 0
    if lead is not None:
        _add_words(lead, told, 0)
        found = [lead]
    elif any(told["caption"]):
        found = [_waiting(origin, told, 0)]
    else:
        return []
    if not in_lists:
        return found
    count = max(len(told["caption"]), 1 + len(others))
    for place in range(1, min(count, MOST)):
        picture = others[place - 1] if place <= len(others) else PictureRecord(origin=origin)
        _add_words(picture, told, place)
        if picture.caption:
            found.append(picture)
    return found


def images_of(media: object) -> list[Mapping[str, Any]]:
    """The pictures of a list of media of every kind."""
    entries = media if isinstance(media, list) else []
    kinds = ("kind", "type", "media_type", "mediaType", "asset_type")
    return [
        entry
        for entry in entries
        if isinstance(entry, Mapping)
        and any(str(entry.get(kind) or "").casefold().split("/")[0] in _IMAGES for kind in kinds)
    ]


def _listed(value: Any) -> list[str]:
    return [words_of(each) for each in (value if isinstance(value, (list, tuple)) else [value])]


def _addresses(
    named: Named, origin: Origin, base: str
) -> tuple[PictureRecord | None, list[PictureRecord]]:
    """The lead of the best column that has one, and the further pictures of that column."""
    for _name, value in named.get("picture", []):
        lead = picture_of(value, origin, "lead", base)
        if lead and lead.reference:
            rest = value[1:] if isinstance(value, (list, tuple)) else []
            found = [picture_of(each, origin, "", base) for each in rest if address_of(each)]
            return lead, [each for each in found if each and each.reference != lead.reference]
    return None, []


def _add_words(picture: PictureRecord, told: Mapping[str, list[str]], place: int) -> None:
    for word, said in told.items():
        if place < len(said):
            setattr(picture, word, getattr(picture, word) or said[place])


def _waiting(origin: Origin, told: Mapping[str, list[str]], place: int) -> PictureRecord:
    picture = PictureRecord(origin=origin)
    _add_words(picture, told, place)
    return picture
