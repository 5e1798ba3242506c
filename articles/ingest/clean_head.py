"""What stands above the text: byline, times, a repeated headline, the dateline; they become fields."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

from articles.ingest.clean_byline import add_name, byline_of, is_name, stamp
from articles.ingest.clean_copy import Cleaned, Copy, Passage
from articles.ingest.clean_dateline import agency_alone, dateline
from articles.ingest.clean_flat import part_flat
from articles.ingest.clean_points import points
from articles.ingest.clean_rules import noise
from articles.ingest.clean_text import (
    key,
    reads_as_names,
    sentences,
    tidy,
)
from articles.ingest.clean_top import read_top
from articles.ingest.credits import has_picture_label, split_credit
from articles.ingest.head_patterns import (
    ADDRESS,
    BREADCRUMBS,
    BY,
    BY_ALONE,
    BY_ELSEWHERE,
    CLOCK_ALONE,
    CRUMBS_BY_SLASH,
    DESK_ALONE,
    FILED,
    FLAT_BY,
    FLAT_STAMP,
    GLUED_LABEL,
    HANDLE_ALONE,
    JOB,
    JOB_WORDS,
    LABELLED,
    LONE_NAME,
    MOMENT_IN,
    NO_YEAR,
    PLACE_ALONE,
    REPORTED_FROM,
    STAMP,
    STAMPS,
    UPDATED,
    UPDATED_AGO,
    WHEN,
)
from articles.ingest.record import StoryRecord

HEAD_LENGTH: Final = 14
LAST_STAMPS: Final = 14
HEADLINE_WIDTH: Final = (3, 22)
STANDFIRST_WIDTH: Final = 30
"""Words; a longer finished line above the byline is the text itself."""
_CHANGED: Final = re.compile(
    rf"(?P<when>{MOMENT_IN.pattern}) ?\( ?modifica il (?P<later>[\d\w ]{{6,30}}\| ?\d\d:\d\d) ?\)",
    re.IGNORECASE,
)
"""As Italian pages print it below the text."""
_CLOCK_IN: Final = re.compile(r"\d[:.h]\d\d|\d ?[ap]\.?m", re.IGNORECASE)
CRUMBS_WIDTH: Final = 8
ABOUT_LINES: Final = 3
PROPOSED_LENGTH: Final = 200


def learn_head(copy: Copy, record: StoryRecord) -> None:
    """Take byline, times, headline and dateline out of the first passages of `copy`."""
    _unfold_flat(copy)
    part_flat(copy)
    set_alone = agency_alone(copy)
    below = _field_lines(copy)
    if not copy.cleaned.byline and not record.byline and below is None:
        _named_below(copy)
    if not record.headline:
        read_top(copy, below)
    if record.headline or copy.cleaned.headline:
        points(copy, below)
    _repeated_fields(copy, record)
    if not copy.cleaned.headline:
        _headline_line(copy, record)
    if not set_alone:
        dateline(copy)
    _about_writer(copy)
    _last_stamps(copy)


def _named_below(copy: Copy) -> None:
    """A name above the text, of whom a line below it says who that is, is the byline."""
    live = copy.live()
    last = [each.text for each in live[-LAST_STAMPS:]]
    for passage in live[1 : ABOUT_LINES + 2]:
        name = re.escape(passage.text)
        if (
            passage.open
            and LONE_NAME.fullmatch(passage.text)
            and any(
                re.match(
                    rf"{name}(?:,? [\w’']+){{0,3}}? (?:is|was|writes|covers) ", line, re.IGNORECASE
                )
                for line in last
            )
        ):
            copy.cleaned.byline = passage.text
            copy.take_out(passage, "byline")
            return


def _about_writer(copy: Copy) -> None:
    """A line above the text that says who its writer is; editors find it in the note about the authors."""
    name = copy.cleaned.byline
    live = [each for each in copy.live()[:HEAD_LENGTH] if noise(each.text, edge=True) is None]
    for passage in live[:ABOUT_LINES] if " " in name else ():
        if re.match(rf"{re.escape(name)} (?:is|has|covers|writes|reports) ", passage.text):
            copy.cleaned.author_note = passage.text
            copy.take_out(passage, "author-note")


def _last_stamps(copy: Copy) -> None:
    """A labelled time in one of the last lines, as some pages print it below the text."""
    for passage in copy.live()[3:][-LAST_STAMPS:]:
        if len(passage.text) <= 80 and (changed := _CHANGED.fullmatch(passage.text)):
            stamp(copy.cleaned, "published", changed["when"])
            copy.take_out(
                passage, stamp(copy.cleaned, "updated", changed["later"].replace("|", " "))
            )
            continue
        match = STAMP.fullmatch(passage.text) if len(passage.text) <= 80 else None
        if match and match["when"]:
            copy.take_out(passage, stamp(copy.cleaned, match["label"], match["when"]))


def _unfold_flat(copy: Copy) -> None:
    """Unfold "By . NAME . PUBLISHED: . WHEN . | . UPDATED: . WHEN . The story ..." on one line."""
    for passage in copy.live()[:2]:
        rest, cleaned = passage.text, copy.cleaned
        rules = []
        if match := FLAT_BY.match(rest):
            cleaned.byline = cleaned.byline or match["names"].strip()
            rest, rules = rest[match.end() :], ["byline"]
        while match := FLAT_STAMP.match(rest):
            rules.append(stamp(cleaned, match["label"] or match["last"], match["when"]))
            rest = rest[match.end() :]
        if rules and not rest.strip(" .|"):
            for rule in rules[1:]:
                copy.note(passage, rule)
            copy.take_out(passage, rules[0])
        elif rules and len(rest) > 40:
            passage.rewrite(rest)
            for rule in rules:
                copy.note(passage, rule)


def _field_lines(copy: Copy) -> Passage | None:
    """Take lines that hold a field and nothing else, until the text begins; the last one of them."""
    waiting = ""
    sentences_seen = 0
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
        if waiting in ("published", "updated") and (match := WHEN.fullmatch(text)):
            copy.take_out(passage, stamp(copy.cleaned, waiting, match["when"]))
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
        if HANDLE_ALONE.fullmatch(text):
            copy.take_out(passage, "byline")
            continue
        waiting, rule = _field_of(copy, text, waiting)
        if rule:
            copy.take_out(passage, rule)
            last = passage
        elif noise(text, edge=True) is None and not _is_of_picture(passage, after):
            sentences_seen += passage.finished
            if sentences_seen > 1 or (passage.finished and passage.width > STANDFIRST_WIDTH):
                break
    return last


def _is_named_alone(copy: Copy, passage: Passage, after: Passage, last: Passage | None) -> bool:
    """Whether a name stands alone above that person's job, or between the time and the text."""
    above_job = after.width <= 8 and JOB.fullmatch(after.text) is not None
    above_job = above_job or DESK_ALONE.fullmatch(after.text) is not None
    above_job = above_job or HANDLE_ALONE.fullmatch(after.text) is not None
    above_time = copy.passages.index(passage) > 0 and any(
        shape.fullmatch(after.text) for shape in (WHEN, STAMP)
    )
    above_text = after.finished and after.width > 8 and last is not None
    return (
        not copy.cleaned.byline
        and (above_job or above_text or above_time)
        and LONE_NAME.fullmatch(passage.text.rstrip(" ,")) is not None
        and not any(shape.match(passage.text) for shape in (BY, BY_ELSEWHERE))
        and not JOB.fullmatch(passage.text)
    )


def _is_place(cleaned: Cleaned, passage: Passage, after: Passage) -> bool:
    """Whether one or two words stand between the byline and the time: the place of filing."""
    return (
        bool(cleaned.byline)
        and not cleaned.dateline
        and PLACE_ALONE.fullmatch(passage.text) is not None
        and noise(passage.text, edge=True) is None
        and not any(word in JOB_WORDS for word in passage.key.split())
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
    text = GLUED_LABEL.sub(" | ", UPDATED_AGO.sub("", text))
    if BY_ALONE.fullmatch(text) or (waiting == "job" and text.casefold() in ("and", "&")):
        return "by", "byline"
    if (match := STAMP.fullmatch(text)) is not None:
        label = "updated" if UPDATED.search(match["label"]) else "published"
        if match["when"]:
            return "", stamp(cleaned, label, match["when"])
        if ":" in text or text[0].isupper() or text.endswith((" am", " le", " el", " il", " op")):
            return label, f"{label}-time"
    if (stamps := list(STAMPS.finditer(text))) and STAMPS.sub("", text).strip(" .|,;/") == "":
        rules = [stamp(cleaned, match["label"], match["when"]) for match in stamps]
        return "", rules[0]
    if (known := noise(text, edge=True)) and known.name == "relative-time":
        return waiting, known.name
    if BREADCRUMBS.fullmatch(text) or (
        CRUMBS_BY_SLASH.fullmatch(text) and len(text.split()) <= CRUMBS_WIDTH
    ):
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
    if (
        CLOCK_ALONE.fullmatch(text)
        and cleaned.published_at
        and not _CLOCK_IN.search(cleaned.published_at)
    ):
        cleaned.published_at = f"{cleaned.published_at} {text}"
        return "", "published-time"
    if len(text) <= 120 and (stamps := list(STAMPS.finditer(text))) and _is_source(text, stamps[0]):
        rules = [stamp(cleaned, match["label"], match["when"]) for match in stamps]
        return "", rules[0]
    filed = FILED.fullmatch(text) if len(text) <= 90 and not BY.match(text) else None
    if (match := filed) and not cleaned.published_at:
        cleaned.dateline = cleaned.dateline or match["place"]
        return "", stamp(cleaned, "published", match["when"])
    if NO_YEAR.fullmatch(text) and not cleaned.published_at:
        return "", stamp(cleaned, "published", text)
    if match := LABELLED.fullmatch(text):
        return "", _labelled(cleaned, match["label"], match["names"])
    if text in ("|", ".", "•", "·", "-", "–", "—"):
        return waiting, "head-mark"
    if cleaned.byline and not cleaned.dateline and (match := REPORTED_FROM.fullmatch(text)):
        cleaned.dateline = match["place"]
        return "", "dateline"
    if (
        waiting == "job"
        and len(text.split()) <= 8
        and (JOB.fullmatch(text) or DESK_ALONE.fullmatch(text))
    ):
        return "", "byline"
    if (
        cleaned.byline
        and BY.match(text)
        and byline_of(Cleaned({"type": "doc", "content": []}), text) == cleaned.byline
    ):
        return "", "byline"
    if not cleaned.byline and (names := byline_of(cleaned, text)):
        more = re.search(r"(?:,|\s(?:and|&))$", names)  # the next line goes on with it
        cleaned.byline = names[: more.start()] if more else names
        return ("by" if more else "job"), "byline"
    return waiting if waiting == "job" else "", ""


def _labelled(cleaned: Cleaned, label: str, names: str) -> str:
    """The rule for a field that the page names; "" where the names are none."""
    if label in ("Source", "Fuente", "Quelle"):
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


def _repeated_fields(copy: Copy, record: StoryRecord) -> None:
    headline, standfirst = key(record.headline), key(record.standfirst)
    for passage in copy.live()[:6]:
        if headline and passage.key == headline and not record.headline_proposed:
            copy.take_out(passage, "headline-repeated")
        elif standfirst and passage.key == standfirst and len(copy.live()) > 2:
            copy.take_out(passage, "standfirst-repeated")


def _headline_line(copy: Copy, record: StoryRecord) -> None:
    """A first line without a stop before finished prose is proposed as the headline."""
    live = [passage for passage in copy.live() if noise(passage.text, edge=True) is None]
    if record.headline or len(live) < 4:
        return
    first, following = live[0], live[1:6]
    reads = (
        first.open
        and HEADLINE_WIDTH[0] <= first.width <= HEADLINE_WIDTH[1]
        and first.text[:1].isalnum() | (first.text[:1] in "'\"“‘«¿¡")
        and first.text[-1] not in ":,;-–—"
        and not any(first.key == other.key for other in live[1:])
        and following[0].finished
        and following[0].width > 12
        and sum(1 for other in following if other.finished) >= 0.6 * len(following)
        and not re.match(r"[-–—•*·]\s|\d+[.)]\s|#", first.text)
        and not first.text.casefold().startswith(("photo", "image", "picture", "file "))
    )
    if reads:
        copy.cleaned.headline = first.text
        copy.cleaned.headline_proposed = True
        copy.take_out(first, "headline-line")


def propose_headline(cleaned: Cleaned, first_paragraph: str) -> bool:
    """Take the first sentence as the headline where none is known; True if it was done."""
    found = sentences(first_paragraph[:2000])
    if cleaned.headline or not found:
        return False
    headline = found[0].rstrip()
    headline = re.sub(r"(?<!\.)[.]+$", "", headline)
    if len(headline) > PROPOSED_LENGTH:
        headline = headline[:PROPOSED_LENGTH].rsplit(" ", 1)[0].rstrip(",;:–—- ") + "…"
    cleaned.headline = headline
    cleaned.headline_proposed = True
    return True


def first_of(passages: list[Passage]) -> Passage | None:
    """The first passage of the text itself."""
    return next((each for each in passages if each.role == "body" and each.width >= 5), None)
