"""When a page's story was published, as the page shows it: marked dates, its address, words by the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.ingest.page_byline import is_comment
from articles.ingest.page_head import around
from articles.ingest.page_tree import Element, elements_at, is_element, text_of

_DATE_MARK: Final = re.compile(
    r"publish|(?:^|[\s_-])(?:date|datum|time|timestamp|posted|submitted|meta|info|pubdate|entry-date|post-date|dt-published|created|updated)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATE_TEXT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[+-]\d{2}:?\d{2}|Z)?)?"
    r"|\d{1,2}(?:st|nd|rd|th|\.|er)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}"
)
_OTHER_DATE: Final = re.compile(
    r"exported|copyright|\u00a9|all rights|updated|aktualisiert", re.IGNORECASE
)
_URL_DATE: Final = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")


def dates_in(root: Element, heading: Element | None, address: str) -> Iterator[str]:
    """Dates that the page shows: time elements and marked dates near the headline, then the address."""
    for element in elements_at(
        root,
        "//*[@itemprop='datePublished']|//time[@pubdate]|//abbr[contains(@class,'published')]|//time[contains(@class,'published')]",
    ):
        yield from _date_values(element)
    for scope in around(heading, root):
        for element in scope.iterdescendants():
            if not is_element(element) or is_comment(element):
                continue
            if element.tag == "time" or _DATE_MARK.search(
                f"{element.get('class') or ''} {element.get('id') or ''}"
            ):
                yield from _date_values(element)
        if scope.tag == "article":
            break
    found = _URL_DATE.search(address)
    if found:
        yield f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"
    if heading is not None:
        for element in elements_at(
            heading, "following::*[position()<=25]|preceding::*[position()<=6]"
        ):
            text = text_of(element)
            if len(text) < 120 and not _OTHER_DATE.search(text):
                shown = _DATE_TEXT.search(text)
                if shown:
                    yield shown[0]


def _date_values(element: Element) -> Iterator[str]:
    for name in ("datetime", "content", "title"):
        value = (element.get(name) or "").strip()
        if value and any(sign.isdigit() for sign in value):
            yield value
    text = text_of(element)
    if len(text) < 160:
        shown = _DATE_TEXT.search(text)
        if shown:
            yield shown[0]
