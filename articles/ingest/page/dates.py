"""When a page's story was published, as the page shows it: marked dates, its address, words by the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from articles.ingest.date_words import in_figures
from articles.ingest.dates import UnreadableDate, has_zone, read_date
from articles.ingest.page.asides import is_comment
from articles.ingest.page.head import around
from articles.ingest.page.tree import (
    Element,
    elements_at,
    is_element,
    letters,
    spaced_text,
    text_of,
)
from articles.ingest.record import StoryRecord

_DATE_MARK: Final = re.compile(
    r"publish|(?:^|[\s_-])(?:date|datum|time|timestamp|posted|submitted|meta|info|pubdate|entry-date|post-date|dt-published|created|updated)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DATE_TEXT: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:[+-]\d{2}:?\d{2}|Z)?)?"
    r"|\d{1,2}(?:st|nd|rd|th|\.|er)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}[./]\d{1,2}[./]\d{1,2}(?!\d)|(?<!\d)\d{1,2}/\d{1,2}/\d{4}(?!\d)"
)
_CLOCK: Final = re.compile(
    r"[\s,.|/\u00b7\u2013-]*(?:at|om|ore|o|@|kello|klo|um|à|às|a las|alle|kl\.?|godz\.?|в|-)?\s*"
    r"(?P<time>\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?)(?:\s*Uhr)?"
    r"(?:\s+\(?(?P<zone>[A-Z]{3,4}\b|[A-Z]T\b))?",
    re.IGNORECASE,
)
_CLOCK_BEFORE: Final = re.compile(
    r"(?P<time>\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?)(?:\s+(?P<zone>[A-Z]{2,4}))?,?\s*(?:on\s+)?(?:[A-Za-z]{3,9},?\s+)?$",
    re.IGNORECASE,
)
"""01:30 GMT, 12 January 2023."""
_HAS_CLOCK: Final = re.compile(r"\d[:.h]\d{2}(?!\d|\.\d)|\d\s?[ap]\.?m\b", re.IGNORECASE)
_TO: Final = re.compile(r"\s*[\u2013\u2014-]\s*")
_DATE_LINE: Final = 110
"""Characters."""
_BESIDE_DATE: Final = 32
"""Letters of labels, weekdays and "updated"."""
_OTHER_DATE: Final = re.compile(
    r"exported|copyright|\u00a9|all rights|updated|aktualisiert", re.IGNORECASE
)
_UPDATED: Final = re.compile(
    r"(?:^|\b|[\s_-])(?:updated|modified|aktualisiert|geändert|modifica(?:to|t[oa] il)?|aggiornat[oa]|actualizado|"
    r"mis à jour|modifié|bijgewerkt|gewijzigd|uppdaterad|"
    r"laatste update|aktualizacja|aktualizováno|обновлено|оновлено|güncelleme(?: tarihi)?|수정|עודכן|آخر تحديث|"
    r"oppdatert|opdateret|atualizado)\b",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(
    r"\b(?:(?:first |originally )?(?:published|posted)|created)\b", re.IGNORECASE
)
_QUARTER: Final = 15 * 60
_FARTHEST: Final = 14 * 3600
"""Seconds: no zone is farther from UTC."""
_URL_DATE: Final = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)")


def dates_in(root: Element, heading: Element | None, address: str) -> Iterator[str]:
    """Dates that the page shows: time elements and marked dates near the headline, then the address."""
    for element in elements_at(
        root,
        "//*[@itemprop='datePublished']|//time[@pubdate]|//abbr[contains(@class,'published')]|//time[contains(@class,'published')]",
    ):
        yield from _date_values(element)
    updates: list[str] = []
    for scope in around(heading, root):
        for element in scope.iterdescendants():
            marks = f"{element.get('class') or ''} {element.get('id') or ''}"
            if is_element(element) and (element.tag == "time" or _DATE_MARK.search(marks)):
                found = [] if is_comment(element) else list(_date_values(element))
                if _UPDATED.match(text_of(element)) and not _FIRST.search(text_of(element)):
                    updates += found
                else:
                    yield from found
        if scope.tag == "article":
            break
    dated = _URL_DATE.search(address)
    if dated:
        yield f"{dated[1]}-{int(dated[2]):02d}-{int(dated[3]):02d}"
    if heading is not None:
        for element in elements_at(
            heading, "following::*[position()<=25]|preceding::*[position()<=6]"
        ):
            text = text_of(element)
            other = _OTHER_DATE.search(text)
            if len(text) < 120:
                yield from _shown(text[: other.start()] if other else text)
    yield from updates


def updates_in(root: Element, heading: Element | None) -> Iterator[str]:
    """Dates near the headline that stand behind a word for "updated" or are marked so."""
    for element in elements_at(root, "//*[@itemprop='dateModified']"):
        yield from _date_values(element)
    for scope in around(heading, root):
        if scope is root:
            return
        shown: list[str] = []
        for element in scope.iterdescendants("time", "span", "p", "div"):
            marked = element.tag == "time" and _UPDATED.search(element.get("class") or "")
            if is_comment(element):
                continue
            if marked or (element.tag == "time" and _UPDATED.search(_label_of(element))):
                yield from _date_values(element)
            elif len(text := spaced_text(element)) < 160 and (found := _UPDATED.search(text)):
                shown += _shown(text[found.end() :])
        yield from shown


def completed(
    moment: datetime, said: str, others: list[str], *, day_first: bool | None
) -> datetime | None:
    """The same moment as another date of the page tells it: with its clock, or with its zone."""
    is_day = not _HAS_CLOCK.search(said)
    if has_zone(said) and not is_day:
        return None
    for other in others:
        if not _HAS_CLOCK.search(other) or (not is_day and not has_zone(other)):
            continue
        with suppress(UnreadableDate):
            found = read_date(other, zone=UTC, day_first=day_first)
            same = found.date() == moment.date() if is_day else _wall(found) == _wall(moment)
            if same:
                return found
    return None


def in_its_zone(moment: datetime, said: str, told: list[str]) -> datetime | None:
    """The moment that another date of the head tells with its zone, where `said` gives the site's clock without one.

    The two clocks then show the same minutes, quarters of an hour apart, 14 hours at most.
    """
    if has_zone(said) or not _HAS_CLOCK.search(said):
        return None
    for other in told:
        if not (_HAS_CLOCK.search(other) and has_zone(other)):
            continue
        with suppress(UnreadableDate):
            found = read_date(other, zone=UTC)
            apart = abs((found - moment).total_seconds())
            if apart <= _FARTHEST and apart % _QUARTER == 0:
                return found
    return None


def on_its_clock(moment: datetime | None, said: str, story: StoryRecord) -> datetime | None:
    """The moment in the zone of the day of publication, where neither `said` nor a setting gives one."""
    published = story.published_at
    told = published and published.utcoffset() and _HAS_CLOCK.search(said)
    if not moment or not published or not told or moment.utcoffset() or has_zone(said):
        return moment
    return moment.replace(tzinfo=published.tzinfo)


def _wall(moment: datetime) -> datetime:
    """What the clock on the wall showed, to the minute."""
    return moment.replace(tzinfo=None, second=0, microsecond=0)


def is_date_line(words: str, moment: datetime | None) -> bool:
    """Whether a line says the day of publication, with hardly a word more."""
    line = in_figures(words)
    found = _DATE_TEXT.search(line) if moment is not None and len(line) <= _DATE_LINE else None
    if found is None or moment is None or re.search(r"[.!?]\s*$", line):
        return False
    if _HAS_CLOCK.search(line) and not (moment.hour or moment.minute):
        return False  # it tells more than is known
    if len(letters(_CLOCK.sub(" ", _DATE_TEXT.sub(" ", line)))) > _BESIDE_DATE:
        return False
    for day_first in (True, False):
        with suppress(UnreadableDate):
            if read_date(found[0], zone=UTC, day_first=day_first).date() == moment.date():
                return True
    return False


def _label_of(element: Element) -> str:
    """The few words right before an element: "Updated: "."""
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        own = (before.tail or "").strip()
        return own or (text_of(before)[-40:] if before.tag != "time" else "")
    return (parent.text or "").strip()[-40:] if parent is not None else ""


def _date_values(element: Element) -> Iterator[str]:
    for name in ("datetime", "content", "title"):
        value = (element.get(name) or "").strip()
        if value and any(sign.isdigit() for sign in value):
            yield value
    text = spaced_text(element)
    if len(text) < 160:
        if len(inner := list(element.iterfind(".//time[@datetime]"))) == 1:
            yield inner[0].get("datetime") or ""
        yield from _shown(text)


def _is_range(text: str, found: re.Match[str]) -> bool:
    """Whether a date is the first of two that say from when to when: "March 3, 1931 - January 12, 2024"."""
    dash = _TO.match(text, found.end())
    return dash is not None and _DATE_TEXT.match(text, dash.end()) is not None


def _shown(text: str) -> Iterator[str]:
    """The first date in a line of text, first with the clock time behind it."""
    text = in_figures(text)
    if _UPDATED.search(text[:40]) and (first := _FIRST.search(text)):
        text = text[first.end() :]
    found = _DATE_TEXT.search(text)
    if found and not _is_range(text, found):
        before = _CLOCK_BEFORE.search(text[: found.start()])
        clock = _CLOCK.match(text, found.end()) or before
        if clock:
            yield f"{found[0]} {clock['time']} {clock['zone'] or ''}".strip()
        yield found[0]
