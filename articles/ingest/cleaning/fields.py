"""Lines above a text that hold one field and nothing else: names, times, places, the page's crumbs."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import Final

from articles.ingest.cleaning.byline import add_name, byline_of, is_about, is_name, stamp
from articles.ingest.cleaning.dateline import is_agency
from articles.ingest.cleaning.head_elsewhere import byline_elsewhere, stamps_of, time_of
from articles.ingest.cleaning.head_patterns import (
    ACADEMIC,
    AUTHORS,
    BY,
    BY_ELSEWHERE,
    DAY_ALONE,
    DESK_ALONE,
    HANDLE,
    HANDLE_ALONE,
    HOUSE_ONLY,
    HOUSE_WORDS,
    IN_PLACE,
    JOB,
    JOB_ELSEWHERE,
    JOB_WORDS,
    LONE_NAME,
    LONE_NAMES,
    MAIL_ALONE,
    PAPER,
    PLACE_ALONE,
    PLACE_AND_DASH,
    PROVIDED_BY,
    STAMP,
    WHEN,
)
from articles.ingest.cleaning.one_field import CRUMBS_WIDTH, field_of
from articles.ingest.cleaning.passages import Cleaned, Copy, Passage
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.text import is_title_case, key, reads_as_names
from articles.ingest.credits import credit_alone, split_credit
from articles.ingest.picture_labels import has_picture_label

HEAD_LENGTH: Final = 14
STANDFIRST_WIDTH: Final = 30
"""Words; a longer finished line above the byline is the text itself."""
PLACE_WIDTH: Final = 5
_FROM_WHERE: Final = re.compile(r"report(?:ing|ed) from:?", re.IGNORECASE)
_FROM: Final = re.compile(r"from:?", re.IGNORECASE)
_ASKED: Final = re.compile(r"(?:Date|Source|Summary|Author|Topic)s?:")
FORM_LABELS: Final = 2
OFFICE_WIDTH: Final = 24
LONGEST_STANDFIRST: Final = 60


def field_lines(copy: Copy) -> Passage | None:
    """Take lines that hold a field and nothing else, until the text begins; the last one of them."""
    _academic_authors(copy)
    _set_in_form(copy)
    _provided_by(copy)
    _from_office(copy)
    waiting = ""
    sentences_seen = 0
    pictured = False
    last = None
    live = [each for each in copy.live()[: 2 * HEAD_LENGTH] if not noise(each.text)]
    live = [each for each in live if not _is_in_bar(each, live)]
    for comma in [each for each in live if each.text == ","]:
        copy.take_out(comma, "head-mark")
        live.remove(comma)
    for passage, after in zip_longest(live[:HEAD_LENGTH], live[1 : HEAD_LENGTH + 1]):
        if passage is None:
            break
        text = passage.text
        known = _answer(copy, passage, waiting) or _among_others(copy, passage, after, last)
        if known:
            rule, waiting = known[0], waiting if known[1] is None else known[1]
            copy.take_out(passage, rule)
            last = passage
            continue
        if HANDLE_ALONE.fullmatch(text) or MAIL_ALONE.fullmatch(text):
            copy.take_out(passage, "byline")
            continue
        waiting, rule = field_of(copy.cleaned, text, waiting)
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


def _is_in_bar(passage: Passage, live: list[Passage]) -> bool:
    """Whether a line is one of two buttons or more that stand below one another: "facebook", "twitter"."""
    known = noise(passage.text, edge=True)
    if known is None or known.name != "share-word":
        return False
    place = live.index(passage)
    beside = [*live[max(0, place - 1) : place], *live[place + 1 : place + 2]]
    return any(
        (found := noise(each.text, edge=True)) and found.name == "share-word" for each in beside
    )


_Known = tuple[str, str | None]
"""(the rule that takes a line out, for what the next line is waited for; None: as before)."""


def _answer(copy: Copy, passage: Passage, waiting: str) -> _Known | None:
    """A line that says what the one above it has asked for: a name, a place, a time."""
    text = passage.text
    if waiting == "by" and is_name(text.rstrip(" .")):
        copy.cleaned.byline = add_name(copy.cleaned.byline, text)
        return "byline", "job"
    if waiting == "place" and passage.width <= PLACE_WIDTH and passage.open:
        copy.cleaned.dateline = copy.cleaned.dateline or text
        return "dateline", ""
    if _FROM_WHERE.fullmatch(text):
        return "dateline", "place"
    if waiting in ("published", "updated"):
        if match := WHEN.fullmatch(text):
            return stamp(copy.cleaned, waiting, match["when"]), ""
        if DAY_ALONE.fullmatch(text):
            return stamp(copy.cleaned, waiting, text), ""
    return None


def _among_others(
    copy: Copy, passage: Passage, after: Passage | None, last: Passage | None
) -> _Known | None:
    """A name or a place that only the lines around it tell."""
    if after is not None and DAY_ALONE.fullmatch(passage.text) and WHEN.fullmatch(after.text):
        return "published-time", None  # the same day stands below it with its year
    if copy.cleaned.byline and passage.text.startswith(", ") and passage.width <= PLACE_WIDTH:
        if {*passage.key.split()} & (JOB_WORDS | HOUSE_WORDS) or " to the " in passage.text.lower():
            return "byline", None  # ", Staff Writer", ", Special to the Ledger"
        copy.cleaned.dateline = copy.cleaned.dateline or passage.text[2:]
        return "dateline", None
    if named := _named_above_time(copy, passage, after):
        copy.cleaned.byline = named
        return "byline", "job"
    if after is not None and _is_named_alone(copy, passage, after, last):
        copy.cleaned.byline = passage.text.rstrip(" ,")
        return "byline", "job"
    if after is not None and _is_place(copy.cleaned, passage, after):
        copy.cleaned.dateline = passage.text
        return "dateline", None
    place = PLACE_AND_DASH.fullmatch(passage.text) if copy.cleaned.byline else None
    if place and not is_agency(place["place"]):
        copy.cleaned.dateline = copy.cleaned.dateline or place["place"]
        return "dateline", None
    return None


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


def _from_office(copy: Copy) -> None:
    """The offices below "From:", as ministries set them between standfirst and time."""
    live = copy.live()[:HEAD_LENGTH]
    for place, (label, house) in enumerate(pairwise(live)):
        if not _FROM.fullmatch(label.text) or place == 0 or not house.open:
            continue
        named = house.width <= OFFICE_WIDTH and reads_as_names(house.text)
        if named and any(_is_time(each.text) for each in live[place + 2 : place + 5]):
            copy.cleaned.source_name = copy.cleaned.source_name or house.text
            for passage in (label, house):
                copy.take_out(passage, "first-appeared")
            return


def _set_in_form(copy: Copy) -> None:
    """A head as a form: "Source:" and "Summary:" on lines of their own, each above its value."""
    live = copy.live()[:HEAD_LENGTH]
    asked = [(one, other) for one, other in pairwise(live) if _ASKED.fullmatch(one.text)]
    if len(asked) < FORM_LABELS:
        return
    for label, value in asked:
        if label.text.startswith("Source") and not copy.cleaned.source_name and value.open:
            copy.cleaned.source_name, rule = value.text, "first-appeared"
        elif label.text.startswith("Summary") and not copy.cleaned.standfirst:
            copy.cleaned.standfirst, rule = value.text, "standfirst-line"
        else:
            continue
        for each in (label, value):
            copy.take_out(each, rule)


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
    above_job = after.width <= 8 and JOB.fullmatch(HANDLE.sub("", after.text)) is not None
    above_job = above_job or DESK_ALONE.fullmatch(after.text) is not None
    above_job = above_job or HANDLE_ALONE.fullmatch(after.text) is not None
    above_job = above_job or HOUSE_ONLY.fullmatch(after.text.lstrip("·•|/ ")) is not None
    above_job = above_job or PLACE_AND_DASH.fullmatch(after.text) is not None
    above_job = above_job or JOB_ELSEWHERE.fullmatch(after.text) is not None
    above_job = above_job or IN_PLACE.fullmatch(after.text) is not None
    headed = any(each.open and each.width > passage.width for each in _above(copy, passage))
    doubled = headed and after.key == passage.key and not _is_told_of(copy, passage)
    above_job = above_job or doubled
    above_time = copy.passages.index(passage) > 0 and _is_time(after.text)
    above_text = after.finished and after.width > 8 and last is not None
    pictured = split_credit(after.text) is not None
    if not pictured and credit_alone(after.text):
        pictured = not _is_told_of(copy, passage)
    above_text = above_text or (last is not None and pictured)
    return (
        not copy.cleaned.byline
        and (above_job or above_text or above_time)
        and not _is_paper_below_name(copy, passage)
        and (LONE_NAMES if above_job else LONE_NAME).fullmatch(passage.text.rstrip(" ,"))
        is not None
        and not any(shape.match(passage.text) for shape in (BY, BY_ELSEWHERE))
        and not JOB.fullmatch(passage.text)
    )


def _is_paper_below_name(copy: Copy, passage: Passage) -> bool:
    """Whether a line names the paper of the person on the line above, who wrote the story."""
    above = [each for each in _above(copy, passage) if each.role != "gone"]
    named = len(above) > 1 and LONE_NAME.fullmatch(above[-1].text) is not None
    return named and PAPER.fullmatch(passage.text) is not None


def _is_told_of(copy: Copy, passage: Passage) -> bool:
    """Whether the story speaks of who bears a name: then two lines of the name are a picture's."""
    family = passage.text.split()[-1].rstrip(",")
    below = copy.passages[copy.passages.index(passage) + 1 :]
    return any(each.finished and family in each.text.split() for each in below[:-1])


def _named_above_time(copy: Copy, passage: Passage, after: Passage | None) -> str:
    """The name before its house on the line above the time; "" for other lines."""
    if copy.cleaned.byline or after is None or copy.passages.index(passage) == 0:
        return ""
    names = byline_elsewhere(passage.text, above_time=True) if passage.open else ""
    return names if names and _is_time(after.text) else ""


def _is_time(text: str) -> bool:
    if any(shape.fullmatch(text) for shape in (WHEN, STAMP)):
        return True
    return bool(time_of(text) or stamps_of(text))


def _above(copy: Copy, passage: Passage) -> list[Passage]:
    return copy.passages[: copy.passages.index(passage)]


def _is_place(cleaned: Cleaned, passage: Passage, after: Passage) -> bool:
    """Whether one or two words stand between the byline and the time: the place of filing."""
    return (
        bool(cleaned.byline)
        and not cleaned.dateline
        and PLACE_ALONE.fullmatch(passage.text) is not None
        and passage.key not in key(cleaned.byline)
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
