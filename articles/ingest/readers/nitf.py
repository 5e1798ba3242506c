"""NITF 3.x: one news document to a file, or several in a wrapper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import BinaryIO, Final

from articles.ingest.dialects.nitf import fill_from_nitf
from articles.ingest.elements import place
from articles.ingest.filling import Filling
from articles.ingest.record import Origin, Problem, StoryRecord
from articles.ingest.xmltree import BadXml, iter_elements

FORMAT: Final = "nitf"
_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?nitf[\s>]", re.IGNORECASE)
_FOREIGN: Final = re.compile(
    rb"<(?:[\w.-]+:)?(?:NewsML|newsItem|newsMessage|packageItem|rss|feed)[\s>]"
)


def looks_like(name: str, head: bytes) -> bool:
    """Whether the root element is nitf; NewsML may hold one further in."""
    plain = head.replace(b"\0", b"")
    return bool(_ROOT.search(plain)) and not _FOREIGN.search(plain)


def read(
    stream: BinaryIO, name: str, *, zone: tzinfo | None = None
) -> Iterator[StoryRecord | Problem]:
    """Each nitf element as a story; times without a zone are read in `zone`."""
    seen = False
    try:
        for nitf in iter_elements(stream, {"nitf"}):
            seen = True
            filling = Filling(Origin(name, place(nitf)), FORMAT, zone)
            fill_from_nitf(filling, nitf)
            yield from filling.done()
    except BadXml as error:
        yield Problem(Origin(name, f"line {error.line}" if error.line else ""), str(error))
        return
    if not seen:
        yield Problem(Origin(name), "There is no nitf element in this file.")
