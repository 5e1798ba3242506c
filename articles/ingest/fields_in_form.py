"""Codes and addresses in one form: language tags, states of a story, web addresses; data and checks."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from articles.ingest.record import Status

_TAG: Final = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?(?:-[a-z0-9]{2,8}){0,3}"
)
# ISO 639-2 codes and English names that feeds use instead of a tag of BCP 47 (RFC 5646).
_LANGUAGES: Final = {
    "eng": "en", "english": "en", "ger": "de", "deu": "de", "german": "de", "deutsch": "de", "fre": "fr",
    "fra": "fr", "french": "fr", "français": "fr", "spa": "es", "spanish": "es", "español": "es", "ita": "it",
    "italian": "it", "italiano": "it", "por": "pt", "portuguese": "pt", "dut": "nl", "nld": "nl", "dutch": "nl",
    "nederlands": "nl", "nor": "no", "norwegian": "no", "swe": "sv", "swedish": "sv", "dan": "da", "danish": "da",
    "fin": "fi", "finnish": "fi", "rus": "ru", "russian": "ru", "chi": "zh", "zho": "zh", "chinese": "zh",
    "jpn": "ja", "japanese": "ja", "ara": "ar", "arabic": "ar", "pol": "pl", "polish": "pl", "ukr": "uk",
    "ukrainian": "uk", "tur": "tr", "turkish": "tr", "kor": "ko", "korean": "ko", "heb": "he", "hebrew": "he",
    "hin": "hi", "hindi": "hi", "gre": "el", "ell": "el", "greek": "el", "cze": "cs", "ces": "cs", "czech": "cs",
}  # fmt: skip
_NONE: Final = frozenset({"und", "mul", "zxx", "mis"})
"""Codes of ISO 639-2 for a language that is not told, several, none and one without a code."""

_STATUSES: Final[dict[str, Status]] = {
    "usable": "usable", "publish": "usable", "published": "usable", "public": "usable", "live": "usable",
    "active": "usable", "released": "usable", "stat:usable": "usable", "draft": "draft", "auto-draft": "draft",
    "pending": "draft", "review": "draft", "unpublished": "draft", "inherit": "draft", "scheduled": "scheduled",
    "future": "scheduled", "private": "private", "password": "private", "members": "private", "paid": "private",
    "hidden": "private", "withheld": "withheld", "withhold": "withheld", "hold": "withheld", "embargoed": "withheld",
    "stat:withheld": "withheld", "canceled": "canceled", "cancelled": "canceled", "kill": "canceled",
    "killed": "canceled", "delete": "canceled", "deleted": "canceled", "trash": "canceled", "withdrawn": "canceled",
    "retracted": "canceled", "removed": "canceled", "stat:canceled": "canceled",
}  # fmt: skip


def language_tag(given: str) -> str:
    """A tag of BCP 47 in its usual letters ("en-GB"); "" where `given` is none."""
    folded = given.strip().replace("_", "-").split(".")[0].casefold()
    folded = _LANGUAGES.get(folded, folded)
    match = _TAG.fullmatch(folded)
    if not match or match["language"] in _NONE:
        return ""
    language = _LANGUAGES.get(match["language"], match["language"])
    rest = folded[len(match["language"]) :].split("-")[1:]
    return "-".join([language, *(_part(part) for part in rest)])


def _part(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part


def status_of(given: str) -> Status | None:
    """Our word for a source's status; None for a word that is not known, "" for no word."""
    if not given:
        return ""
    return _STATUSES.get(given.strip().casefold())


def web_address(given: str) -> str:
    """An absolute http or https address without user name; "" for anything else."""
    address = given.strip()
    if not address or re.search(r"[\s\x00-\x1f<>\"\\^`{|}]", address):
        return ""
    try:
        parts = urlsplit(address)
        sound = (
            parts.scheme.lower() in ("http", "https")
            and bool(parts.hostname)
            and (parts.port or 1) > 0
        )
    except ValueError:
        return ""
    return address if sound and "@" not in parts.netloc else ""


def page_address(given: str) -> str:
    """A web address or a path on a site ("/2013/a-day"); "" for anything else."""
    address = given.strip()
    if re.fullmatch(r"/(?!/)[^\s<>\"\\^`{|}\x00-\x1f]{0,2000}", address):
        return address
    return web_address(address)
