"""Fields on one line above a text: who wrote it, and when; the names are told from sentences."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.head_patterns import (
    ALSO_GIVEN,
    BY,
    BY_ELSEWHERE,
    BY_SMALL,
    DESK_ALONE,
    GLUED_JOB,
    HANDLE,
    HOUSE_BEHIND,
    JOB,
    JOB_AFTER_COMMA,
    JOB_BEHIND,
    MOMENT_IN,
    NO_NAME,
    STAMPS,
    UPDATED,
    WITH_HOUSES,
)
from articles.ingest.cleaning.passages import Cleaned
from articles.ingest.cleaning.text import SMALL_WORDS, key, reads_as_names, tidy

_WRITERS_OF: Final = re.compile(
    r"^(?:[A-Z]\w+ )?(?:staff |sports )?(?:writers|reporters|correspondents) (?=[A-Z])"
)
""""by Xinhua writers Zhao Min, Sun Lei"."""
_FOR_HOUSE: Final = re.compile(
    r"(?<=\w) for (?:the )?(?:[A-Z][\w.]*(?: on [A-Z]\w+)?[ .]?){1,4}?(?= and |,|$)", re.IGNORECASE
)
""""for the Mail on Sunday" behind a name."""
_FIRST: Final = re.compile(r"(?:first|originally) ", re.IGNORECASE)
"""What stood above it without a label was the time of the last update."""
_GLUED_CLOCK: Final = re.compile(r"(?<=\b(?:19|20)\d\d)(?=\d{1,2}:\d\d)")


def stamp(cleaned: Cleaned, label: str, when: str) -> str:
    """Learn a printed time as the label says; the rule by which its line goes."""
    when = _GLUED_CLOCK.sub(" ", when)
    if UPDATED.search(label):
        cleaned.updated_at = cleaned.updated_at or tidy(when)
        return "updated-time"
    if _FIRST.match(label) and cleaned.published_at and not cleaned.updated_at:
        cleaned.updated_at, cleaned.published_at = cleaned.published_at, ""
    cleaned.published_at = cleaned.published_at or tidy(when)
    return "published-time"


def byline_of(cleaned: Cleaned, text: str) -> str:
    """The names of "By Jane Doe | Published 3 Oct. 2020" with its time learned; "" if it is none."""
    if WITH_HOUSES.fullmatch(text) and not BY_ELSEWHERE.match(text):
        return text
    match = BY.fullmatch(text)
    if not match and (match := BY_ELSEWHERE.fullmatch(text) or BY_SMALL.fullmatch(text)):
        names = _without_place(match["names"])
        bare = re.sub(r" (?:avec|mit|con|com|et|und) ", " and ", names)
        return names if " " in names and is_name(bare) else ""
    if not match:
        reads = len(text.split()) <= 8 and JOB.fullmatch(text) and _is_named(text)
        if reads or DESK_ALONE.fullmatch(text):
            return _parted(JOB_BEHIND, text)
        return ""
    rest = match["names"]
    stamps = list(STAMPS.finditer(rest))
    end = stamps[0].start() if stamps else len(re.split(r"\s[|•·–—]\s", rest)[0])
    if not stamps and (dated := MOMENT_IN.search(rest[:end])):
        end = dated.start()
    names = HANDLE.sub("", GLUED_JOB.sub(", ", rest[:end].strip(" .|,;•·–—-"))).rstrip(" /")
    names = _WRITERS_OF.sub("", names.removesuffix(" on"))
    names = _parted(HOUSE_BEHIND, _parted(JOB_BEHIND, names))
    if not is_name(JOB_AFTER_COMMA.sub("", names)):
        return ""
    for found in stamps:
        stamp(cleaned, found["label"], found["when"])
    if not stamps and (when := MOMENT_IN.search(rest, end)):
        stamp(cleaned, "published", when[0])
    return names


def _is_named(text: str) -> bool:
    """Whether names stand on the line, perhaps with a job in small letters behind a comma."""
    bare = JOB_AFTER_COMMA.sub("", text)
    return is_name(text) or (bare != text and " " in bare and is_name(bare))


def _parted(behind: re.Pattern[str], names: str) -> str:
    """A name with a comma before the job or the house behind it; a lone word there is no name."""
    found = behind.search(names)
    before = names[: found.start()].rpartition(",")[2] if found else ""
    if found is None or len(before.split()) < 2:
        return names
    return f"{names[: found.start()]}, {found[1]}"


def _without_place(names: str) -> str:
    """Names alone, of "Claire Le Goff (Brest, correspondante)" and "Jörg Petersen, Rostock"."""
    bare = re.split(r" [–—|] ", re.sub(r"\s*\([^()]{1,80}\)", "", names))[0]
    parts = [part.strip() for part in bare.split(",")]
    while len(parts) > 1 and (" " not in parts[-1] or re.search(r"\d", parts[-1])):
        del parts[-1]
    return ", ".join(parts)


def is_name(text: str) -> bool:
    """Whether every word that matters has a capital, in at most 14 words and without a sentence's stop."""
    bare = text.removesuffix(" .")
    bare = _FOR_HOUSE.sub("", bare)
    parts = re.split(r"[\s,|/]+", bare.strip())
    parts = [part for part in parts if part and part not in SMALL_WORDS]
    if not 1 <= len(parts) <= 14 or len(bare) > 120 or re.search(r"[.!?:;]$|\d", bare):
        return False
    if len(parts) == 1 and (not bare.isalpha() or len(bare) < 2):
        return False
    told = set(key(bare).split())
    if len(parts) > 1:
        told -= ALSO_GIVEN
    return reads_as_names(bare) and not told & NO_NAME


LONGEST_ABOUT: Final = 25
"""Words of a line that says who "Ms. Kern" is."""


def is_about(text: str, name: str) -> bool:
    """Whether a line says who the writer is."""
    if re.match(r"About the author: [A-ZÀ-Þ]", text):
        return True
    if " " not in name:
        return False
    if text.startswith(f"{name} "):
        return text[len(name) + 1 :].startswith(("is ", "has ", "covers ", "writes ", "reports "))
    family = re.escape(name.rpartition(" ")[2])
    # a story tells of namesakes, too: "Mr. Smith has been in jail since May"
    titled = re.match(rf"(?:M[rs]s?|Dr|Prof(?:essor)?)\.? {family} is (?:an?|the|our) ", text)
    return titled is not None and len(text.split()) <= LONGEST_ABOUT


def add_name(byline: str, name: str) -> str:
    name = name.strip(" ,.")
    return f"{byline} and {name}" if byline else name
