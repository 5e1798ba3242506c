"""Lines above a text that hold one field and nothing else: names, times, places, the page's crumbs."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import Final

from articles.ingest.clean_byline import add_name, byline_of, is_about, is_name, stamp
from articles.ingest.clean_copy import Cleaned, Copy, Passage
from articles.ingest.clean_field_shapes import named_and_timed, rarer_field
from articles.ingest.clean_rules import noise
from articles.ingest.clean_text import is_title_case, key, reads_as_names, tidy
from articles.ingest.credits import credit_alone, has_picture_label, split_credit
from articles.ingest.head_patterns import (
    ACADEMIC,
    ADDRESS,
    AUTHORS,
    BREADCRUMBS,
    BY,
    BY_ALONE,
    BY_ELSEWHERE,
    BY_WHO_IS,
    CLOCK_ALONE,
    CRUMBS_BY_BAR,
    CRUMBS_BY_SLASH,
    DAY_ALONE,
    DESK_ALONE,
    FILED,
    GLUED_LABEL,
    HANDLE_ALONE,
    HOUSE_BELOW,
    HOUSE_ONLY,
    HOUSE_WORDS,
    IN_PLACE,
    JOB,
    JOB_WORDS,
    LABELLED,
    LONE_NAME,
    MAIL_ALONE,
    MOMENT_IN,
    NAME_AND_HOUSE,
    NAME_AND_TIME,
    NO_YEAR,
    PLACE_ALONE,
    PLACE_AND_DASH,
    PROVIDED_BY,
    RELEASE_NUMBER,
    REPORTED_FROM,
    SECTION_AND_TIME,
    STAMP,
    STAMPS,
    UPDATED,
    UPDATED_AGO,
    WHEN,
    WHEN_AND_SECTION,
)

HEAD_LENGTH: Final = 14
STANDFIRST_WIDTH: Final = 30
"""Words; a longer finished line above the byline is the text itself."""
PLACE_WIDTH: Final = 5
_FROM_WHERE: Final = re.compile(r"report(?:ing|ed) from:?", re.IGNORECASE)
LONGEST_STANDFIRST: Final = 60
CRUMBS_WIDTH: Final = 8
_UPDATED_BEHIND: Final = re.compile(r"(?<=[\dm])\s+Updated$")
_BEFORE_BY: Final = re.compile(r"^(?:[/|•·–—-] ?(?=By [A-ZÀ-Þ])|_{1,3} (?=\w))")
"""What parts a byline from the house above it: "/ By Jo Kern"."""
_ALL_UPDATES: Final = re.compile(r"\s+[—–+-] ?(?:see|show) all updates$", re.IGNORECASE)
_CLOCK_IN: Final = re.compile(r"\d[:.h]\d\d|\d ?[ap]\.?m", re.IGNORECASE)


def field_lines(copy: Copy) -> Passage | None:
    """Take lines that hold a field and nothing else, until the text begins; the last one of them."""
    _academic_authors(copy)
    _provided_by(copy)
    waiting = ""
    sentences_seen = 0
    pictured = False
    last = None
    live = [each for each in copy.live()[: 2 * HEAD_LENGTH] if not noise(each.text)]
    for passage, after in zip_longest(live[:HEAD_LENGTH], live[1 : HEAD_LENGTH + 1]):
        if passage is None:
            break
        text = passage.text
        if waiting == "by" and is_name(text.rstrip(" .")):
            copy.cleaned.byline = add_name(copy.cleaned.byline, text)
            copy.take_out(passage, "byline")
            waiting, last = "job", passage
            continue
        if waiting == "place" and passage.width <= PLACE_WIDTH and passage.open:
            copy.cleaned.dateline = copy.cleaned.dateline or text
            copy.take_out(passage, "dateline")
            waiting, last = "", passage
            continue
        if _FROM_WHERE.fullmatch(text):
            copy.take_out(passage, "dateline")
            waiting, last = "place", passage
            continue
        if waiting in ("published", "updated") and (match := WHEN.fullmatch(text)):
            copy.take_out(passage, stamp(copy.cleaned, waiting, match["when"]))
            waiting, last = "", passage
            continue
        if waiting in ("published", "updated") and DAY_ALONE.fullmatch(text):
            copy.take_out(passage, stamp(copy.cleaned, waiting, text))
            waiting, last = "", passage
            continue
        if after is not None and _is_named_alone(copy, passage, after, last):
            copy.cleaned.byline = text.rstrip(" ,")
            copy.take_out(passage, "byline")
            waiting, last = "job", passage
            continue
        if after is not None and _is_place(copy.cleaned, passage, after):
            copy.cleaned.dateline = text
            copy.take_out(passage, "dateline")
            last = passage
            continue
        if copy.cleaned.byline and (place := PLACE_AND_DASH.fullmatch(text)):
            copy.cleaned.dateline = copy.cleaned.dateline or place["place"]
            copy.take_out(passage, "dateline")
            last = passage
            continue
        if HANDLE_ALONE.fullmatch(text) or MAIL_ALONE.fullmatch(text):
            copy.take_out(passage, "byline")
            continue
        waiting, rule = _field_of(copy, text, waiting)
        if rule:
            copy.take_out(passage, rule)
            last = last if rule == "read-more" and pictured else passage
        elif noise(text, edge=True) is None and _is_of_picture(passage, after):
            pictured = True
        elif noise(text, edge=True) is None:
            sentences_seen += (
                passage.finished
                and not is_about(text, copy.cleaned.byline)
                and not is_title_case(text)
            )
            long = passage.finished and passage.width > STANDFIRST_WIDTH
            if sentences_seen > 1 or (long and not _is_field_below(passage, after)):
                break
    return last


def _is_field_below(passage: Passage, after: Passage | None) -> bool:
    """Whether a long standfirst stands right above byline or time."""
    if after is None or passage.width > LONGEST_STANDFIRST or len(after.text) > 160:
        return False
    text = after.text
    shapes = (WHEN, STAMP, BY_ELSEWHERE, BY)
    return any(shape.fullmatch(text) for shape in shapes) and (
        not BY.fullmatch(text) or bool(byline_of(Cleaned({"type": "doc", "content": []}), text))
    )


def _provided_by(copy: Copy) -> None:
    """The house below "News provided by"."""
    for label, house in pairwise(copy.live()[:HEAD_LENGTH]):
        if PROVIDED_BY.fullmatch(label.text) and house.width <= CRUMBS_WIDTH:
            copy.cleaned.source_name = copy.cleaned.source_name or house.text
            for passage in (label, house):
                copy.take_out(passage, "first-appeared")
            return


def _academic_authors(copy: Copy) -> None:
    """Below "Authors" stand names, each above a post at a university: who wrote it, and who that is."""
    live = copy.live()[: 2 * HEAD_LENGTH]
    label = next((place for place, each in enumerate(live) if AUTHORS.fullmatch(each.text)), None)
    if label is None or copy.cleaned.byline:
        return
    found: list[Passage] = []
    for name, post in zip(live[label + 1 :: 2], live[label + 2 :: 2], strict=False):
        if not (LONE_NAME.fullmatch(name.text) and ACADEMIC.match(post.text) and post.open):
            break
        copy.cleaned.byline = add_name(copy.cleaned.byline, name.text)
        found += [name, post]
    if found:
        told = "; ".join(
            f"{one.text}, {other.text}" for one, other in zip(found[::2], found[1::2], strict=True)
        )
        copy.cleaned.author_note = told
        for passage in (live[label], *found):
            copy.take_out(passage, "byline")


def _is_named_alone(copy: Copy, passage: Passage, after: Passage, last: Passage | None) -> bool:
    """Whether a name stands alone above that person's job, or between the time and the text."""
    above_job = after.width <= 8 and JOB.fullmatch(after.text) is not None
    above_job = above_job or DESK_ALONE.fullmatch(after.text) is not None
    above_job = above_job or HANDLE_ALONE.fullmatch(after.text) is not None
    above_job = above_job or HOUSE_ONLY.fullmatch(after.text) is not None
    above_job = above_job or PLACE_AND_DASH.fullmatch(after.text) is not None
    above_job = above_job or IN_PLACE.fullmatch(after.text) is not None
    headed = any(each.open and each.width > passage.width for each in _above(copy, passage))
    above_job = above_job or (headed and after.key == passage.key)
    above_time = copy.passages.index(passage) > 0 and any(
        shape.fullmatch(after.text) for shape in (WHEN, STAMP)
    )
    above_text = after.finished and after.width > 8 and last is not None
    above_text = above_text or (last is not None and split_credit(after.text) is not None)
    return (
        not copy.cleaned.byline
        and (above_job or above_text or above_time)
        and LONE_NAME.fullmatch(passage.text.rstrip(" ,")) is not None
        and not any(shape.match(passage.text) for shape in (BY, BY_ELSEWHERE))
        and not JOB.fullmatch(passage.text)
    )


def _above(copy: Copy, passage: Passage) -> list[Passage]:
    return copy.passages[: copy.passages.index(passage)]


def _is_place(cleaned: Cleaned, passage: Passage, after: Passage) -> bool:
    """Whether one or two words stand between the byline and the time: the place of filing."""
    return (
        bool(cleaned.byline)
        and not cleaned.dateline
        and PLACE_ALONE.fullmatch(passage.text) is not None
        and STAMP.fullmatch(passage.text) is None
        and noise(passage.text, edge=True) is None
        and not any(word in JOB_WORDS or word in HOUSE_WORDS for word in passage.key.split())
        and any(shape.fullmatch(after.text) for shape in (WHEN, STAMP))
    )


def _is_of_picture(passage: Passage, after: Passage | None) -> bool:
    """Whether a line is a caption with its credit, or the alternative text above one."""
    lines = [passage.text, after.text if after is not None else ""]
    return passage.role == "caption" or any(
        has_picture_label(line) or split_credit(line) is not None for line in lines
    )


def _field_of(copy: Copy, text: str, waiting: str) -> tuple[str, str]:
    """(what the next line may complete, the rule if this line is a field)."""
    cleaned = copy.cleaned
    if len(text) > 240:
        return "", ""
    text = GLUED_LABEL.sub(" | ", UPDATED_AGO.sub("", text)).rstrip(" |•") or text
    text = _BEFORE_BY.sub("", text)
    text = _ALL_UPDATES.sub("", _UPDATED_BEHIND.sub("", text))
    if BY_ALONE.fullmatch(text) or (waiting == "job" and text.casefold() in ("and", "&")):
        return "by", "byline"
    if (match := STAMP.fullmatch(text)) is not None:
        label = "updated" if UPDATED.search(match["label"]) else "published"
        if match["when"]:
            return "", stamp(cleaned, match["label"], match["when"])
        if ":" in text or text[0].isupper() or text.endswith((" am", " le", " el", " il", " op")):
            return label, f"{label}-time"
    if (stamps := list(STAMPS.finditer(text))) and STAMPS.sub("", text).strip(" .|,;/–—·•-") == "":
        rules = [stamp(cleaned, match["label"], match["when"]) for match in stamps]
        return "", rules[0]
    if (known := noise(text, edge=True)) and known.name == "relative-time":
        return waiting, known.name
    if (
        BREADCRUMBS.fullmatch(text)
        or CRUMBS_BY_BAR.fullmatch(text)
        or (
            CRUMBS_BY_SLASH.fullmatch(text)
            and len(text.split()) <= CRUMBS_WIDTH
            and not credit_alone(text)
        )
    ):
        return waiting, "site-menu"
    if RELEASE_NUMBER.fullmatch(text):
        return waiting, "site-menu"
    if ADDRESS.fullmatch(text):
        return waiting, "read-more"
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
    if match := WHEN.fullmatch(text):
        if not cleaned.published_at:
            return "", stamp(cleaned, "published", match["when"])
        if tidy(match["when"]) in cleaned.published_at:
            return "", "published-time"
    section = SECTION_AND_TIME.fullmatch(text)
    if section and not cleaned.published_at and (match := WHEN.fullmatch(section["when"])):
        return "", stamp(cleaned, "published", match["when"])
    if cleaned.published_at and WHEN.fullmatch(text):
        return waiting, "published-time"  # it is printed twice, for eyes and for readers of screens
    if (
        CLOCK_ALONE.fullmatch(text)
        and cleaned.published_at
        and not _CLOCK_IN.search(cleaned.published_at)
    ):
        cleaned.published_at = f"{cleaned.published_at} {text}"
        return "", "published-time"
    if not (cleaned.byline or BY.match(text)) and (match := NAME_AND_HOUSE.fullmatch(text[:200])):
        cleaned.byline = match["names"]
    if len(text) <= 120 and (stamps := list(STAMPS.finditer(text))) and _is_source(text, stamps[0]):
        rules = [stamp(cleaned, match["label"], match["when"]) for match in stamps]
        return "", rules[0]
    filed = FILED.fullmatch(text) if len(text) <= 90 and not BY.match(text) else None
    if filed and (rule := named_and_timed(cleaned, text)):
        return "", rule
    if (match := filed) and not cleaned.published_at:
        cleaned.dateline = cleaned.dateline or match["place"]
        return "", stamp(cleaned, "published", match["when"])
    if NO_YEAR.fullmatch(text) and not cleaned.published_at:
        return "", stamp(cleaned, "published", text)
    if not (cleaned.published_at or cleaned.kicker) and (match := WHEN_AND_SECTION.fullmatch(text)):
        cleaned.kicker = match["section"]
        return "", stamp(cleaned, "published", match["when"])
    if found := _named_with_more(cleaned, text, waiting):
        return found
    if rule := rarer_field(cleaned, text):
        return "", rule
    if "|" in text and (rule := _by_bars(cleaned, text)):
        return "", rule
    if match := LABELLED.fullmatch(text):
        return "", _labelled(cleaned, match["label"], match["names"])
    if text in ("|", ".", "•", "·", "-", "–", "—"):
        return waiting, "head-mark"
    place = REPORTED_FROM.fullmatch(text) or IN_PLACE.fullmatch(text)
    if cleaned.byline and not cleaned.dateline and (match := place):
        cleaned.dateline = match["place"]
        return "", "dateline"
    if (
        waiting == "job"
        and len(text.split()) <= 8
        and (JOB.fullmatch(text) or DESK_ALONE.fullmatch(text))
    ):
        return "", "byline"
    if cleaned.byline and key(text) == key(cleaned.byline):
        return waiting, "byline"
    if (
        cleaned.byline
        and BY.match(text)
        and byline_of(Cleaned({"type": "doc", "content": []}), text) == cleaned.byline
    ):
        return "", "byline"
    replaced = bool(HOUSE_ONLY.fullmatch(cleaned.byline)) and BY.match(text) is not None
    if (replaced or not cleaned.byline) and (names := byline_of(cleaned, text)):
        more = re.search(r"(?:,|\s(?:and|&))$", names)  # the next line goes on with it
        cleaned.byline = names[: more.start()] if more else names
        return ("by" if more else "job"), "byline"
    return waiting if waiting == "job" else "", ""


def _named_with_more(cleaned: Cleaned, text: str, waiting: str) -> tuple[str, str] | None:
    """A name with the time, with who that is, or the house below a name; None for other lines."""
    if cleaned.byline:
        house = HOUSE_BELOW.fullmatch(text) if waiting == "job" else None
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
    if len(parts) < 2 or not all(fields) or fields[0] is None or fields[0].re is not LABELLED:
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
