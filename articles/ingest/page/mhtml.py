"""A page that a browser saved as a mail with its pictures as parts (MHTML, RFC 2557): page and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from html import escape
from typing import Final

from articles.ingest.addresses import is_web
from articles.ingest.encoding import declared_charset, decode
from articles.ingest.limits import LIMITS

_FIELD: Final = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{0,60}):", re.MULTILINE)
_SAVED: Final = re.compile(rb"^From: ?\"?<?Saved by |^Snapshot-Content-Location:", re.MULTILINE)
_SENT: Final = frozenset(b"received message-id return-path delivered-to dkim-signature to".split())
"""What every mail has by the time it arrives, and no browser writes."""
_PART: Final = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})


def is_saved_page(head: bytes) -> bool:
    """Whether a file begins as a browser's saving does, and was never sent."""
    fields = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if _SAVED.search(fields) is None:
        return False
    return _SENT.isdisjoint(name.lower() for name in _FIELD.findall(fields))


def unwrap(raw: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The page as UTF-8 below a comment that says its address, and its pictures by theirs.

    Raises ValueError, in words for the report, where there is no page to be had.
    """
    head = re.search(rb"\r?\n\r?\n", raw)
    size = head.start() if head else len(raw)
    if size > LIMITS["mail_head_bytes"] or len(_PART.findall(raw)) > LIMITS["mail_parts"]:
        raise ValueError("The saved page has too many parts. Save it as HTML.")
    try:
        saved = BytesParser(policy=compat32).parsebytes(raw)
    except (MessageError, RecursionError, LookupError) as fault:
        raise ValueError(f"The saved page cannot be read: {fault}.") from fault
    page = b""
    pictures: dict[str, bytes] = {}
    for part in _parts(saved):
        place = str(part.get("Content-Location") or "").strip()
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if part.get_content_type() in _PICTURES and is_web(place):
            pictures[place] = content
        elif part.get_content_type() in {"text/html", "application/xhtml+xml"} and not page:
            charset = str(part.get_content_charset() or "") or declared_charset(content[:4_096])
            own = str(saved.get("Snapshot-Content-Location") or place).strip()
            page = _with_address(decode(content, charset).text, own)
    if not page:
        raise ValueError("The saved page holds no HTML. Check how it was saved.")
    return page, pictures


def _parts(saved: Message) -> Iterator[Message]:
    for part in saved.walk():
        if not part.is_multipart():
            yield part


def _with_address(page: str, address: str) -> bytes:
    """The page with its address as browsers write it into a saved file, and marked as UTF-8."""
    told = f"<!-- saved from url=(0000){escape(address)} -->" if is_web(address) else ""
    start = re.match(r"\s*(?:<!doctype[^>]{0,300}>)?", page, re.IGNORECASE)
    place = start.end() if start else 0
    return f"\ufeff{page[:place]}{told}{page[place:]}".encode("utf-8", "replace")
