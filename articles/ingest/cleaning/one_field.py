"""What field one line above a text is, if it holds one and nothing else: a step for each kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from articles.ingest.cleaning.byline import byline_of, is_name, stamp
from articles.ingest.cleaning.field_shapes import named_and_timed, rarer_field
from articles.ingest.cleaning.head_elsewhere import (
    byline_elsewhere,
    source_elsewhere,
    stamps_of,
    time_of,
)
from articles.ingest.cleaning.head_patterns import (
    ADDRESS,
    BREADCRUMBS,
    BY,
    BY_ALONE,
    BY_WHO_IS,
    CLOCK_ALONE,
    CRUMB_OPEN,
    CRUMBS_BY_BAR,
    CRUMBS_BY_SLASH,
    DESK_ALONE,
    FILED,
    GLUED_LABEL,
    HANDLE,
    HOUSE_BELOW,
    HOUSE_ONLY,
    IN_PLACE,
    JOB,
    JOB_ELSEWHERE,
    LABELLED,
    MOMENT_IN,
    MONTH,
    NAME_AND_HOUSE,
    NAME_AND_TIME,
    NO_YEAR,
    RELEASE_NUMBER,
    REPORTED_FROM,
    SECTION_AND_TIME,
    STAMP,
    STAMPS,
    UPDATED,
    UPDATED_AGO,
    WHEN,
    WHEN_AND_SECTION,
)  # fmt: skip
from articles.ingest.cleaning.passages import Cleaned
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.text import key, reads_as_names, tidy
from articles.ingest.credits import credit_alone

CRUMBS_WIDTH: Final = 8
JOB_WIDTH: Final = 8
LONGEST: Final = 240
"""Signs of a line that is a field."""
_UPDATED_BEHIND: Final = re.compile(r"(?<=[\dm])\s+Updated$")
_BEFORE_BY: Final = re.compile(r"^(?:[/|•·–—-] ?(?=By [A-ZÀ-Þ])|_{1,3} (?=\w))")
"""What parts a byline from the house above it: "/ By Jo Kern"."""
_DAY_OF_UPDATE: Final = re.compile(
    rf"(?<=\w) ?\| ?(?:last )?updated:? {MONTH} \d{{1,2}}$", re.IGNORECASE
)
"""The day of the update without its year, behind the time of publication."""
_ALL_UPDATES: Final = re.compile(r"\s+[—–+-] ?(?:see|show) all updates$", re.IGNORECASE)
_HOUSE_BY_SLASH: Final = re.compile(
    rf"[A-Z][\w.]{{2,20}}(?: [A-Z]\w+)? / (?P<when>{MOMENT_IN.pattern})", re.IGNORECASE
)
""""HARBOR.net / 05:12 PM August 30, 2024"."""
_FIGURES: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_CLOCK_IN: Final = re.compile(r"\d[:.h]\d\d|\d ?[ap]\.?m", re.IGNORECASE)

Field = tuple[str, str]
"""What the next line may complete ("by", "job", "published" ...), and the rule if the line is a field."""


def field_of(cleaned: Cleaned, text: str, waiting: str) -> Field:
    """What the line is, learned into `cleaned`; the first step that knows it decides."""
    if len(text) > LONGEST:
        return "", ""
    text = GLUED_LABEL.sub(" | ", UPDATED_AGO.sub("", text)).rstrip(" |•") or text
    text = _DAY_OF_UPDATE.sub("", _BEFORE_BY.sub("", text)).lstrip("·•∙| ") or text
    text = _ALL_UPDATES.sub("", _UPDATED_BEHIND.sub("", text))
    for step in _STEPS:
        if (found := step(cleaned, text, waiting)) is not None:
            return found
    return waiting if waiting == "job" else "", ""


def _label(cleaned: Cleaned, text: str, waiting: str) -> Field | None:
    """A label, whose value may stand on the next line."""
    if BY_ALONE.fullmatch(text) or (waiting == "job" and text.casefold() in ("and", "&")):
        return "by", "byline"
    if (match := STAMP.fullmatch(text)) is not None:
        label = "updated" if UPDATED.search(match["label"]) else "published"
        if match["when"]:
            return "", stamp(cleaned, match["label"], match["when"])
        if ":" in text or text[0].isupper() or text.endswith((" am", " le", " el", " il", " op")):
            return label, f"{label}-time"
    return None


def _stamps(cleaned: Cleaned, text: str, _waiting: str) -> Field | None:
    """Labeled times and nothing else."""
    if (stamps := list(STAMPS.finditer(text))) and STAMPS.sub("", text).strip(" .|,;/–—·•-") in (
        "",
        "and",
    ):
        return "", _stamped(cleaned, stamps)
    return None


def _stamped(cleaned: Cleaned, stamps: list[re.Match[str]]) -> str:
    """The rule of the first of some labeled times; all are learned."""
    rules = [stamp(cleaned, match["label"], match["when"]) for match in stamps]
    return rules[0]


def _of_page(_cleaned: Cleaned, text: str, waiting: str) -> Field | None:
    """What a page sets around its head: a relative time, crumbs, numbers, its address."""
    if (known := noise(text, edge=True)) and known.name == "relative-time":
        return waiting, known.name
    if (
        BREADCRUMBS.fullmatch(text)
        or CRUMBS_BY_BAR.fullmatch(text)
        or CRUMB_OPEN.fullmatch(text)
        or (
            CRUMBS_BY_SLASH.fullmatch(text)
            and len(text.split()) <= CRUMBS_WIDTH
            and not credit_alone(text)
        )
    ):
        return waiting, "site-menu"
    if RELEASE_NUMBER.fullmatch(text):
        return waiting, "site-menu"
    return (waiting, "read-more") if ADDRESS.fullmatch(text) else None


def _two_times(cleaned: Cleaned, text: str, _waiting: str) -> Field | None:
    """The time printed in two ways, or the times of publication and of the update."""
    moments = [tidy(found[0]) for found in MOMENT_IN.finditer(text)]
    if len(moments) > 1 and not MOMENT_IN.sub("", text).strip(" .|,;/"):
        return "", stamp(cleaned, "published", moments[-1])
    first, bar, rest = text.partition("|")
    if (
        bar
        and (match := WHEN.fullmatch(first.strip()))
        and (later := STAMP.fullmatch(rest.strip()))
    ):
        stamp(cleaned, "published", match["when"])
        return "", stamp(cleaned, later["label"], later["when"] or "")
    return None


def _time(cleaned: Cleaned, text: str, waiting: str) -> Field | None:
    """A time without a label."""
    if match := WHEN.fullmatch(text):
        if not cleaned.published_at:
            return "", stamp(cleaned, "published", match["when"])
        if tidy(match["when"]) in cleaned.published_at:
            return "", "published-time"
    section = SECTION_AND_TIME.fullmatch(text)
    if section and not cleaned.published_at and (match := WHEN.fullmatch(section["when"])):
        return "", stamp(cleaned, "published", match["when"])
    if match and _FIGURES.fullmatch(cleaned.published_at) and not _FIGURES.fullmatch(text):
        cleaned.published_at = tidy(match["when"])  # nobody reads "07/11/2023" for sure
    if cleaned.published_at and WHEN.fullmatch(text):
        return waiting, "published-time"  # it is printed twice, for eyes and for readers of screens
    if (
        CLOCK_ALONE.fullmatch(text)
        and cleaned.published_at
        and not _CLOCK_IN.search(cleaned.published_at)
    ):
        cleaned.published_at = f"{cleaned.published_at} {text}"
        return "", "published-time"
    return None


def _elsewhere(cleaned: Cleaned, text: str, waiting: str) -> Field | None:
    """Times and bylines in the other languages of head_elsewhere."""
    if stamps := stamps_of(text):
        rules = [stamp(cleaned, label, when) for label, when in stamps]
        return "", rules[0]
    if when := time_of(text):
        if cleaned.published_at:
            return waiting, "published-time"
        return "", stamp(cleaned, "published", when)
    if not cleaned.source_name and (house := source_elsewhere(text)):
        cleaned.source_name = house
        return "", "first-appeared"
    if not cleaned.byline and (names := byline_elsewhere(text)):
        cleaned.byline = names
        return "job", "byline"
    return None


def _house_and_time(cleaned: Cleaned, text: str, _waiting: str) -> Field | None:
    """Names before a labeled time; a name before its house is learned on the way."""
    if not (cleaned.byline or BY.match(text)) and (match := NAME_AND_HOUSE.fullmatch(text[:200])):
        cleaned.byline = match["names"]
    stamps = list(STAMPS.finditer(text)) if len(text) <= 120 else []
    if stamps and BY.match(text) and not cleaned.byline:
        if names := byline_of(cleaned, text):  # "By Jo Kern Published 14 March 2024"
            cleaned.byline = names
            return "", "byline"
        return None
    if stamps and _is_source(text, stamps[0]):
        return "", _stamped(cleaned, stamps)
    return None


def _filed(cleaned: Cleaned, text: str, _waiting: str) -> Field | None:
    """A place with its day, a day without a year, a section with a time."""
    filed = FILED.fullmatch(text) if len(text) <= 90 and not BY.match(text) else None
    if filed and (rule := named_and_timed(cleaned, text)):
        return "", rule
    housed = _HOUSE_BY_SLASH.fullmatch(text)
    if housed and not cleaned.published_at:
        return "", stamp(cleaned, "published", housed["when"])
    if filed and not cleaned.published_at:
        cleaned.dateline = cleaned.dateline or filed["place"]
        return "", stamp(cleaned, "published", filed["when"])
    if NO_YEAR.fullmatch(text) and not cleaned.published_at:
        return "", stamp(cleaned, "published", text)
    if not (cleaned.published_at or cleaned.kicker) and (match := WHEN_AND_SECTION.fullmatch(text)):
        cleaned.kicker = match["section"]
        return "", stamp(cleaned, "published", match["when"])
    return None


def _labeled(cleaned: Cleaned, text: str, _waiting: str) -> Field | None:
    """Fields that the page names, and rarer ones."""
    if rule := rarer_field(cleaned, text):
        return "", rule
    if "|" in text and (rule := _by_bars(cleaned, text)):
        return "", rule
    if match := LABELLED.fullmatch(text):
        return "", _labelled(cleaned, match["label"], match["names"])
    return None


def _below_byline(cleaned: Cleaned, text: str, waiting: str) -> Field | None:
    """A sign between fields; what stands below a byline: place, job, the byline again."""
    if text in ("|", ".", "•", "·", "-", "–", "—"):
        return waiting, "head-mark"
    place = REPORTED_FROM.fullmatch(text) or IN_PLACE.fullmatch(text)
    if cleaned.byline and not cleaned.dateline and place:
        cleaned.dateline = place["place"]
        return "", "dateline"
    is_job = waiting == "job" and len(text.split()) <= JOB_WIDTH
    bare = HANDLE.sub("", text)
    if is_job and any(
        shape.fullmatch(bare) for shape in (JOB, JOB_ELSEWHERE, DESK_ALONE, HOUSE_ONLY)
    ):
        return "", "byline"
    if cleaned.byline and key(text) == key(cleaned.byline):
        return waiting, "byline"
    alone = Cleaned({"type": "doc", "content": []})
    if cleaned.byline and BY.match(text) and byline_of(alone, text) == cleaned.byline:
        return "", "byline"
    return None


def _byline(cleaned: Cleaned, text: str, _waiting: str) -> Field | None:
    """A byline, which the next line may go on with."""
    replaced = bool(HOUSE_ONLY.fullmatch(cleaned.byline)) and BY.match(text) is not None
    if (replaced or not cleaned.byline) and (names := byline_of(cleaned, text)):
        more = re.search(r"(?:,|\s(?:and|&))$", names)
        cleaned.byline = names[: more.start()] if more else names
        return ("by" if more else "job"), "byline"
    return None


def _named_with_more(cleaned: Cleaned, text: str, waiting: str) -> Field | None:
    """A name with the time, with who that is, or the house below a name; None for other lines."""
    if cleaned.byline:
        house = HOUSE_BELOW.fullmatch(text)
        if house and waiting != "job" and not HOUSE_ONLY.fullmatch(house["house"]):
            return None
        return ("", "byline") if house else None
    if (match := NAME_AND_TIME.fullmatch(text)) and is_name(match["names"]):
        cleaned.byline = match["names"]
        stamp(cleaned, "published", match["when"])
        return "", "byline"
    if (match := BY_WHO_IS.fullmatch(text)) and is_name(match["names"]):
        cleaned.byline = match["names"]
        cleaned.author_note = text.removeprefix("By ")
        return "", "byline"
    return None


def _by_bars(cleaned: Cleaned, text: str) -> str:
    """The rule for "Source: Xinhua| 2019-04-08 16:20:31|Editor: Li Xia"; "" where a part is no field."""
    parts = [part.strip() for part in text.split("|") if part.strip()]
    fields = [LABELLED.fullmatch(part) or WHEN.fullmatch(part) for part in parts]
    named = [found for found in fields if found and found.re is LABELLED]
    if len(parts) < 2 or not all(fields) or not named:
        return ""
    for found in fields:
        if found and found.re is LABELLED:
            _labelled(cleaned, found["label"], found["names"])
        elif found:
            stamp(cleaned, "published", found["when"])
    return "first-appeared"


def _labelled(cleaned: Cleaned, label: str, names: str) -> str:
    """The rule for a field that the page names; "" where the names are none."""
    if label in ("Source", "From", "Fuente", "Quelle"):
        if not reads_as_names(names) or cleaned.source_name:
            return ""
        cleaned.source_name = names
        return "first-appeared"
    if label in ("Editor", "Edited by"):
        cleaned.author_note = f"{label}: {names}"
        return "author-note"
    if cleaned.byline or not is_name(names):
        return ""
    cleaned.byline = names
    return "byline"


def _is_source(text: str, stamp: re.Match[str]) -> bool:
    """Whether only names stand before a stamp: "India News | Wire Trust | Updated: ..."."""
    before = text[: stamp.start()].strip(" |,;·•-–—")
    return bool(before) and len(before.split()) <= 8 and reads_as_names(before)


_STEPS: Final[tuple[Callable[[Cleaned, str, str], Field | None], ...]] = (
    _label, _stamps, _of_page, _two_times, _time, _elsewhere, _house_and_time, _filed, _named_with_more,
    _labeled, _below_byline, _byline,
)  # fmt: skip
"""In order of trust: a line that two of them know is what the first says."""
