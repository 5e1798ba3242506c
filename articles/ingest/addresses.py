"""Web addresses as sources write them: absolute forms and the code of a source; never fetched here."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urljoin, urlsplit

_ARCHIVED = re.compile(
    r"^(?:https?:)?//[^/]{1,200}(?:/[\w.-]{1,40}){0,2}/"
    r"(?:\d{14}(?:[a-z]{2}_)?|\d{4}\.\d{2}\.\d{2}-\d{6}|o/\w{3,8})/(?=https?:/)"
)
_URN = re.compile(r"(urn:newsml:[^:]{1,200}:\d{8}[^:]{0,20}:[^:]{1,200}):(\d{1,6})[AUN]?")
_CONTROLS = re.compile(r"[\x00-\x1f\u2028\u2029]+")


def absolute(reference: str, base: str = "") -> str:
    """`reference` made absolute against `base` and seen through archives; as it is where it cannot be."""
    return unarchived(joined(reference, base))


def joined(reference: str, base: str = "") -> str:
    """`reference` made absolute against `base`, wherever it leads. Spaces become %20."""
    cleaned = _CONTROLS.sub("", reference.strip()).strip(" ").replace(" ", "%20")
    if not base or not cleaned:
        return cleaned
    try:
        return urljoin(base, cleaned)
    except ValueError:
        return cleaned


def unarchived(address: str) -> str:
    """The address of a page or picture itself, where an archive set its own and the time before it."""
    return _ARCHIVED.sub("", address, count=1) if "/http" in address else address


def is_web(address: str) -> bool:
    """Whether `address` is an absolute http or https address with a host."""
    return bool(host(address))


def host(address: str) -> str:
    """The host of an http or https address, lower case; "" for anything else."""
    try:
        parts = urlsplit(address.strip())
        name = parts.hostname or ""
    except ValueError:
        return ""
    return name.lower().rstrip(".") if parts.scheme.lower() in {"http", "https"} else ""


def source_code(*addresses: str) -> str:
    """The code of a source: the first host among `addresses`, lower case and without "www."."""
    for address in addresses:
        name = host(address)
        if name:
            return name.removeprefix("www.")
    return ""


def last_part(address: str) -> str:
    """The last part of an address's path without its ending: "a-day-in-may"; "" for a home page."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    part = unquote(posixpath.basename(path.rstrip("/")))
    stem, ending = posixpath.splitext(part)
    return stem if ending.lower() in {".html", ".htm", ".php", ".aspx", ".amp"} else part


def without_revision(number: str, version: str = "") -> tuple[str, str]:
    """A source's number for a story in all its versions, and the revision that stood in it.

    A URN of NewsML ends in its revision (RFC 3085). A house that says another `version` beside
    it counts its stories there.
    """
    found = _URN.fullmatch(number)
    if found is None or version.strip().lstrip("0") not in {"", found[2].lstrip("0")}:
        return number, ""
    return found[1], found[2]
