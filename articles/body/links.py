"""Addresses of links: parsed once, stored in one normal form, refused where they are not plain."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, quote, urlsplit

from articles.body.blocks import LIMITS

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_-]{1,63})*\.?")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%'*+/=^_{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_TELEPHONE = re.compile(r"\+?[0-9*#]{1,32}(?:;(?:ext|phone-context)=[0-9A-Za-z.+-]{1,64})*")
_REFUSED_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_KEPT = "/:@!$&'()*+,;=~%-._"


def normalize_link(href: str) -> str:
    """The address in its one stored form: http, https, mailto, tel, or a path of this site.

    Raises ValueError, whose text ends a sentence that begins with "the address".
    """
    href = href.strip(" \t\r\n\f")
    if not href:
        raise ValueError("is empty")
    if len(href) > LIMITS["href"]:
        raise ValueError(f"is longer than {LIMITS['href']:,} characters")
    is_plain = href.isascii() and href.isprintable()
    if not is_plain and any(unicodedata.category(each) in _REFUSED_CATEGORIES for each in href):
        raise ValueError("holds a control character or an invisible one")
    if "\\" in href:
        raise ValueError("holds a backslash")
    if href.startswith("//"):
        raise ValueError("begins with two slashes; give it with https:")
    if href.startswith("/"):
        return _within_limit(_path_and_rest(urlsplit(href)))
    return _within_limit(_absolute(href))


def _absolute(href: str) -> str:
    scheme = _SCHEME.match(href)
    if scheme is None:
        raise ValueError('has no scheme; it begins with https: or, on this site, with "/"')
    name, rest = scheme[1].lower(), href[scheme.end() :]
    match name:
        case "http" | "https":
            return _web(href)
        case "mailto":
            return f"mailto:{_mailbox(rest)}"
        case "tel":
            return f"tel:{_telephone(rest)}"
    raise ValueError("has a scheme other than http, https, mailto and tel")


def _web(href: str) -> str:
    try:
        parts = urlsplit(href)
        port = parts.port
    except ValueError as error:
        raise ValueError("cannot be read") from error
    if "@" in parts.netloc:
        raise ValueError("carries a user name")
    standard = {"http": 80, "https": 443}[parts.scheme]
    place = "" if port in (None, standard) else f":{port}"
    return f"{parts.scheme}://{_host(parts.hostname or '')}{place}{_path_and_rest(parts)}"


def _host(host: str) -> str:
    if ":" in host:
        try:
            return f"[{ipaddress.IPv6Address(host).compressed}]"
        except ValueError as error:
            raise ValueError("has no readable host") from error
    if len(host) > 253:
        raise ValueError("has no readable host")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise ValueError("has no readable host") from error
    if not _HOST.fullmatch(host):
        raise ValueError("has no readable host")
    return host


def _path_and_rest(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=_KEPT + '?[]')}" if parts.query else ""
    fragment = f"#{quote(parts.fragment, safe=_KEPT + '?')}" if parts.fragment else ""
    return (quote(parts.path, safe=_KEPT) or "/") + query + fragment


def _mailbox(rest: str) -> str:
    boxes, _, query = rest.partition("?")
    for box in boxes.split(","):
        if not _MAILBOX.fullmatch(box):
            raise ValueError("is not a mail address")
    return boxes + (f"?{quote(query, safe=_KEPT + '?')}" if query else "")


def _telephone(rest: str) -> str:
    number = re.sub(r"[\s().\u2010-\u2015-]|%20", "", rest.partition(";")[0])
    _, mark, parameters = rest.partition(";")
    whole = number + mark + parameters
    if not _TELEPHONE.fullmatch(whole):
        raise ValueError("is not a telephone number")
    return whole


def _within_limit(href: str) -> str:
    if len(href) > LIMITS["href"]:
        raise ValueError(f"is longer than {LIMITS['href']:,} characters once encoded")
    return href
