"""Words and rights inside a picture's own file: read from XMP, IPTC-IIM and EXIF; written back.

XMP wins over IIM and IIM over EXIF, field by field. What the file does not say stays empty;
its name says nothing. Fields by the IPTC Photo Metadata Standard 2023.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from PIL import Image

from media import iim, xmp
from media.words import says_nothing

LIMITS = {
    "caption": 2000,
    "alt": 500,
    "credit": 300,
    "creator": 300,
    "headline": 300,
    "copyright_notice": 500,
    "usage_terms": 2000,
    "licence_url": 500,
    "acquire_url": 500,
    "source_name": 200,
    "place": 300,
    "taken_at": 40,
    "instructions": 2000,
}
"""Characters by field, as the columns of Picture have them."""
MOST_NAMES = 100
LONGEST_NAME = 200

_XMP = {
    "caption": "dc:description",
    "alt": "Iptc4xmpCore:AltTextAccessibility",
    "credit": "photoshop:Credit",
    "headline": "photoshop:Headline",
    "copyright_notice": "dc:rights",
    "usage_terms": "xmpRights:UsageTerms",
    "licence_url": "xmpRights:WebStatement",
    "acquire_url": "plus:Licensor/plus:LicensorURL",
    "source_name": "photoshop:Source",
    "instructions": "photoshop:Instructions",
}
_IIM = {
    "caption": 120,
    "credit": 110,
    "headline": 105,
    "copyright_notice": 116,
    "source_name": 115,
    "instructions": 40,
}
_XMP_PLACE = ("photoshop:City", "photoshop:State", "photoshop:Country")
_IIM_PLACE = (90, 95, 101)
_DESCRIPTION, _ARTIST, _COPYRIGHT = 0x010E, 0x013B, 0x8298
_EXIF_IFD, _TAKEN, _TAKEN_ZONE = 0x8769, 0x9003, 0x9011
_DAY = re.compile(r"(\d{4})[-:]?(\d\d)?[-:]?(\d\d)?")
_TIME = re.compile(r"[T ]?(\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class Rights:
    """What a public copy says about itself; every field may be empty."""

    caption: str = ""
    alt: str = ""
    credit: str = ""
    creator: str = ""
    source_name: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    licence_url: str = ""
    acquire_url: str = ""
    headline: str = ""


@dataclass(frozen=True, slots=True)
class RightsBlocks:
    """The same words as the three blocks that go into a file; b"" where there is nothing to say."""

    exif: bytes
    xmp: bytes
    iptc: bytes
    """A whole APP13 segment; only JPEG carries it."""


@dataclass(slots=True)
class Embedded:
    """What a file says about its picture, under the names of Picture's fields."""

    words: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    found_in: dict[str, str] = field(default_factory=dict)
    """Field to the block it came from: "xmp", "iptc" or "exif"."""


def read_embedded(picture: Image.Image) -> Embedded:
    """Every word of an opened picture; a block that cannot be read counts as absent."""
    embedded = Embedded()
    properties = _xmp_properties(picture.info.get("xmp"))
    datasets = _iim_datasets(picture)
    _fill(embedded, "xmp", _from_xmp(properties))
    _fill(embedded, "iptc", _from_iim(datasets))
    _fill(embedded, "exif", _from_exif(picture))
    embedded.people = _names(properties.get("Iptc4xmpExt:PersonInImage", []))
    embedded.keywords = _names([*properties.get("dc:subject", []), *datasets.get((2, 25), [])])
    if embedded.people:
        embedded.found_in["people_in_picture"] = "xmp"
    if embedded.keywords:
        embedded.found_in["keywords"] = "xmp" if properties.get("dc:subject") else "iptc"
    return embedded


def rights_metadata(rights: Rights) -> RightsBlocks:
    """Caption, credit, creator and rights as EXIF, XMP and IPTC; nothing else is in them."""
    words = {each.name: clean_text(getattr(rights, each.name), 5000) for each in fields(rights)}
    exif = Image.Exif()
    for tag, name in (
        (_DESCRIPTION, "caption"),
        (_ARTIST, "creator"),
        (_COPYRIGHT, "copyright_notice"),
    ):
        if words[name]:
            exif[tag] = words[name]
    packet = xmp.write_packet(
        plain={
            "photoshop:Credit": words["credit"],
            "photoshop:Source": words["source_name"],
            "photoshop:Headline": words["headline"],
            "xmpRights:WebStatement": words["licence_url"],
        },
        alternatives={
            "dc:description": words["caption"],
            "dc:rights": words["copyright_notice"],
            "xmpRights:UsageTerms": words["usage_terms"],
            "Iptc4xmpCore:AltTextAccessibility": words["alt"],
        },
        lists={"dc:creator": [words["creator"]] if words["creator"] else []},
        licensor_url=words["acquire_url"],
    )
    records = {number: [words[name]] for name, number in _IIM.items() if name in words}
    records[80] = [words["creator"]]
    segment = iim.jpeg_segment(iim.write_datasets(records))
    return RightsBlocks(exif=exif.tobytes() if len(exif) else b"", xmp=packet, iptc=segment)


def _fill(embedded: Embedded, block: str, words: Mapping[str, str]) -> None:
    for name, text in words.items():
        if name.endswith("_url") and not text.startswith(("https://", "http://")):
            continue
        if name in {"caption", "alt", "headline"} and says_nothing(text):
            continue
        if text and name not in embedded.words:
            embedded.words[name] = text
            embedded.found_in[name] = block


def _from_xmp(properties: xmp.Properties) -> dict[str, str]:
    words = {
        name: clean_text(properties.get(key, [""])[0], LIMITS[name]) for name, key in _XMP.items()
    }
    words["creator"] = clean_text(", ".join(properties.get("dc:creator", [])), LIMITS["creator"])
    words["place"] = _place([properties.get(key, [""])[0] for key in _XMP_PLACE])
    day = properties.get("photoshop:DateCreated") or properties.get("exif:DateTimeOriginal")
    words["taken_at"] = _moment(day[0]) if day else ""
    return words


def _from_iim(datasets: iim.Datasets) -> dict[str, str]:
    words = {
        name: clean_text(datasets.get((2, number), [""])[0], LIMITS[name])
        for name, number in _IIM.items()
    }
    words["creator"] = clean_text(", ".join(datasets.get((2, 80), [])), LIMITS["creator"])
    words["place"] = _place([datasets.get((2, number), [""])[0] for number in _IIM_PLACE])
    day = datasets.get((2, 55), [""])[0]
    words["taken_at"] = _moment(f"{day} {datasets.get((2, 60), [''])[0]}") if day else ""
    return words


def _from_exif(picture: Image.Image) -> dict[str, str]:
    try:
        exif = picture.getexif()
        taken = exif.get_ifd(_EXIF_IFD)
    except (ValueError, TypeError, KeyError, OSError, SyntaxError, OverflowError):
        return {}  # what Pillow raises for broken EXIF; the pixels are judged elsewhere
    caption = clean_text(_text(exif.get(_DESCRIPTION)), LIMITS["caption"])
    return {
        "caption": caption,
        "creator": clean_text(_text(exif.get(_ARTIST)), LIMITS["creator"]),
        "copyright_notice": clean_text(_text(exif.get(_COPYRIGHT)), LIMITS["copyright_notice"]),
        "taken_at": _moment(_text(taken.get(_TAKEN)) + _text(taken.get(_TAKEN_ZONE))),
    }


def _xmp_properties(packet: object) -> xmp.Properties:
    if isinstance(packet, str):
        packet = packet.encode()
    if not isinstance(packet, bytes):
        return {}
    try:
        return xmp.read_packet(packet)
    except xmp.UnreadableXmpError:
        return {}


def _iim_datasets(picture: Image.Image) -> iim.Datasets:
    resources = picture.info.get("photoshop")
    if isinstance(resources, dict):
        block = resources.get(iim.RESOURCE)
    else:
        tags = getattr(picture, "tag_v2", {})  # TIFF keeps the records in a tag of their own
        block = tags.get(33723) if tags else None
    return iim.read_datasets(block) if isinstance(block, bytes) else {}


def _text(value: object) -> str:
    """EXIF texts are ASCII by the standard and UTF-8 or Windows-1252 in the field."""
    if isinstance(value, bytes):
        return value.split(b"\x00", 1)[0].decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def clean_text(text: str, limit: int) -> str:
    """Without control characters and outer spaces, cut at a word to at most `limit`."""
    kept = "".join(
        " " if sign in "\t\v\f" else sign
        for sign in text.replace("\r\n", "\n").replace("\r", "\n")
        if sign in "\n\t\v\f" or unicodedata.category(sign) not in {"Cc", "Cs"}
    ).strip()
    if len(kept) <= limit:
        return kept
    return kept[: limit - 1].rsplit(maxsplit=1)[0] + "…"


def _names(texts: list[str]) -> list[str]:
    cleaned = (
        clean_text(text, LONGEST_NAME).replace("\n", " ") for text in texts[: MOST_NAMES * 2]
    )
    return list(dict.fromkeys(name for name in cleaned if name))[:MOST_NAMES]


def _place(parts: list[str]) -> str:
    named = dict.fromkeys(clean_text(part, 100) for part in parts)
    return ", ".join(part for part in named if part)


def _moment(text: str) -> str:
    """ISO 8601 as precise as the text is: year, month, day or second, with a zone only if given.

    Reads XMP ("2024-05-17T10:00:00+02:00"), IIM ("20240517 100000+0200") and EXIF
    ("2024:05:17 10:00:00"); "0000:00:00" and other non-days give "".
    """
    text = text.strip()
    day = _DAY.match(text)
    if day is None or day[1] == "0000":
        return ""
    year, month, number = day.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    if not number or not 1 <= int(number) <= 31:
        return f"{year}-{month}"
    date = f"{year}-{month}-{number}"
    time = _TIME.match(text, day.end())
    if time is None or int(time[1]) > 23 or int(time[2]) > 59:
        return date
    hour, minute, second, zone = time.groups()
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{date}T{hour}:{minute}:{second or '00'}{zone or ''}"
