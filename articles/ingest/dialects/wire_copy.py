"""The text of a wire message taken apart: keyword line, marks, headline, byline, notes, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

CATEGORIES: Final[dict[str, str]] = {
    "pl": "Politics", "pol": "Politics", "p": "Politics", "wi": "Business", "eco": "Business",
    "fin": "Business", "f": "Business", "sp": "Sports", "spo": "Sports", "s": "Sports", "q": "Sports",
    "ku": "Culture", "cul": "Culture", "e": "Entertainment", "i": "International", "a": "National",
    "w": "Washington", "n": "State and regional", "l": "Lifestyle", "o": "Weather", "t": "Travel",
    "k": "Commentary", "vm": "General news", "sci": "Science",
}  # fmt: skip
"""What the letters stand for by which wires sort their messages."""
TERMS: Final = re.compile(
    r"\ball rights reserved\b|\bmay not be (?:\w+,? ){0,3}(?:published|reproduced|redistributed)",
    re.IGNORECASE,
)
"""What a line below the copy says of its use."""
CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1b\x1d-\x1f\x7f]")
_LINE_MARKS: Final = "^<>"
_KEYWORD: Final = re.compile(
    r"(?:(?:AM|PM|BC|AP|ZC|EU|US)-{1,2})?[\w.&'’ -]+(?:/[\w.&'’ -]*)+|(?:AM|PM|BC|AP|ZC)-[^\s].{0,80}"
    r"|[A-Z0-9][A-Z0-9.&'’]*(?:-[A-Z0-9.&'’]+)+(?:[ ,(].{0,60})?"
)
_COUNTED_KEYWORD: Final = re.compile(r"[^,]{2,60}(?:, [^,]{2,40})?,(?:\s?[a-z]\d{4},)?\d{2,4}")
"""A keyword line that ends in the count of words: "Port Strike, 2nd Ld-Writethru,450"."""
_VERSION: Final = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)\s+(?:Ld|Lead|Writethru|Update)(?:[- ]Writethru)?"
    r"|(?:Lead|Ld|Update|Take|Zusammenfassung|Summary|Neu|Fassung|Version)\s*\d{1,4}"
    r"|\d{1,2}\.\s?(?:Zusammenfassung|Fassung|Zf|Lead|Update|Meldung))\b|\bWritethru\b",
    re.IGNORECASE,
)
_FLAG: Final = re.compile(
    r"(?:REFILE|CORRECTED|CORRECTION|CORRECTS?|UPDATES?|RPT|REPEATS?|URGENT|FLASH|ALERT|EXTRA|BULLETIN"
    r"|ACHTUNG|EIL|KORREKTUR|BERICHTIGUNG|WIEDERHOLUNG|LEAD|EILMELDUNG|NEWSALERT|SERVICE|TELEGRAMM)\b.{0,30}"
)
"""A line of capitals that says what kind of message this is, not what happened."""
_TAKE: Final = re.compile(
    r"\b(\d{1,2}(?:st|nd|rd|th)\s+Add|add\s*\d{1,2}|take\s*\d{1,2}|\d{1,2}\s*=?\s*(?:von|of)\s*\d{1,2})\b",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(r"^(?:By|BY|Von|Par|Por|Di|Av|Af)\s+(?=\S)")
_ASIDE: Final = re.compile(r"\s*(\([^()]{2,80}\))$")
"""What a byline says to editors in brackets: "By Ada Holm (Photo: archive)"."""
_NOTE: Final = re.compile(
    r"^(?:Eds?|Editors?|Editor['’]?s note|Note to editors|ATTENTION|Achtung|Hinweis|Redaktion(?:shinweis)?"
    r"|Notizblock|Advisory|Photos?|Graphic|Foto|With photos?|Video)\s*[:;]|^AP (?:Photo|Graphic|Video)s?\b"
    r"|^With (?:AP |BC-|AM-|PM-|photos?\b|graphics?\b)",
    re.IGNORECASE,
)
_DATELINE: Final = re.compile(
    r"^\s*(?P<place>[^\W\d_][^()\n]{1,60}?)\s*(?:\((?P<agency>[^()]{2,40})\)\s*(?:[-–—_]+|\s-\s)|\s_\s|\s--\s|\s—\s)\s*\S"
)
EMBARGO: Final = re.compile(
    r"\b(?:embargo(?:ed)?|hold for release|for release (?:at|on|after)|not for (?:release|publication|use) "
    r"(?:before|until)|sperrfrist|hfr|embargoed until)\b[\s:.=-]*(?P<when>[^\n]{0,90})",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(
    r"(?:EMBARGO(?:ED)?\b|[Ee]mbargoed (?:for release )?(?:until|till)|[Hh]old [Ff]or [Rr]elease|HOLD FOR RELEASE"
    r"|NOT FOR (?:RELEASE|PUBLICATION|USE)\b|SPERRFRIST|HFR\b"
    r"|Sperrfrist\s*(?:[:\d]|bis\b|heute\b|morgen\b|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|$))"
)
"""A line that begins as an order about the time of release: no headline does."""
KILL: Final = re.compile(
    r"\b(?:(?:bulletin|mandatory|advisory|urgent)\s+kill|kill\s*(?:kill|:|-|,)|story\s+kill|kill\b.{0,40}"
    r"\bstory|(?:mandatory|bulletin)\s+(?:elimination|withhold)|storno|annul(?:ation|e|lé))\b",
    re.IGNORECASE,
)
_SECOND_HEADLINE: Final = re.compile(r"(?:Utl\.?|Untertitel|Subhead|Sub)\s?:\s*")
_LAST_LINE: Final = re.compile(
    r"\((?:Schluss|Ende|Forts(?:etzung|\.)?|ENDS?|MORE|more)\b[^()]{0,20}\).{0,40}"
)
"""What a desk sets behind its text: "(Schluss) abc/def"."""
_WRAPS_FROM: Final = 36
"""Signs; a headline is broken at the width of a line, 60 or so, and never before its middle."""
HEADER_LINES: Final = 14
"""No wire puts more than a dozen lines above its text."""


@dataclass(slots=True)
class WireCopy:
    """One message's words."""

    keyword: str = ""
    version: str = ""
    take: str = ""
    flags: list[str] = field(default_factory=list)
    """Marks such as "REFILE" and "1ST LEAD", as printed."""
    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    byline_title: str = ""
    dateline: str = ""
    agency: str = ""
    notes: list[str] = field(default_factory=list)
    paragraphs: list[tuple[int, str]] = field(default_factory=list)
    """Number of the first line (from 1) and the joined text."""


def part_of_paper(named: str, page: str) -> str:
    """The section by which a message is sorted: a letter is a category, and on a numbered page of print none."""
    if len(named) != 1 or not named.isascii():
        return named
    return "" if page else CATEGORIES.get(named, "")


def read_copy(text: str) -> WireCopy:
    """The words of a message between its control characters."""
    copy = WireCopy()
    lines = [CONTROLS.sub("", line).rstrip() for line in re.split(r"\r\n|\r|\n", text)]
    start = _body_start(lines)
    _header(copy, lines[:start])
    for number, paragraph in joined_paragraphs(lines, start):
        copy.paragraphs.append((number, paragraph))
    if copy.paragraphs:
        found = _DATELINE.match(copy.paragraphs[0][1])
        if found and len(found["place"].split()) <= 8:
            copy.dateline = found["place"].strip(" ,")
            copy.agency = found["agency"] or ""
    return copy


def _body_start(lines: list[str]) -> int:
    """The first line of running text: indented or begun by a dateline, below some lines of head."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    for number in filled[:HEADER_LINES]:
        line = lines[number]
        if line.lstrip().startswith(("^", "<")):
            continue
        if _DATELINE.match(line) and not line.rstrip().endswith("="):
            return number
        indented = re.match(r"(?: {2,}|\t)\s*\S", line) is not None
        if indented and len(line.strip()) > 30 and not line.rstrip().endswith("="):
            return number
    for number in filled[:HEADER_LINES]:
        after_gap = number > 0 and not lines[number - 1].strip()
        follows = number + 1 < len(lines) and lines[number + 1].strip()
        if (
            after_gap
            and number != filled[0]
            and len(lines[number]) > 40
            and (follows or re.search(r"[.!?\"”]$", lines[number]))
        ):
            return number
    return filled[1] if len(filled) > 1 else len(lines)


def _header(copy: WireCopy, lines: list[str]) -> None:
    for line in _header_fields(lines):
        bare = line.strip(_LINE_MARKS).strip(" =").strip()
        if not bare:
            continue
        if _NOTE.match(bare) or _ORDER.match(bare):
            copy.notes.append(bare)
        elif _BYLINE.match(bare) and len(bare) < 120:
            if aside := _ASIDE.search(bare):
                copy.notes.append(aside[1])
                bare = bare[: aside.start()]
            copy.byline = f"{copy.byline}, {bare}" if copy.byline else bare
        elif (
            copy.byline
            and not copy.byline_title
            and (
                re.search(r"Writer|Editor|Correspondent", bare)
                or (copy.headline and _is_house(line))
            )
        ):
            copy.byline_title = bare
        elif not copy.keyword and not copy.headline and _is_keyword(bare):
            copy.keyword = bare
        elif not copy.headline and (_VERSION.fullmatch(bare) or _FLAG.fullmatch(bare)):
            copy.flags.append(bare)
        elif re.fullmatch(r"\(.*\)", bare) and not copy.headline:
            _bracketed(copy, bare)
        elif not copy.headline:
            copy.headline = bare
        elif copy.headline.endswith((" -", " –")) and not copy.standfirst and not copy.notes:
            copy.headline = f"{copy.headline} {bare}"
        elif found := _SECOND_HEADLINE.match(bare):
            copy.standfirst = f"{copy.standfirst} {bare[found.end() :]}".strip()
        elif EMBARGO.search(bare):
            copy.notes.append(bare)
        elif not copy.standfirst:
            copy.standfirst = bare
        else:
            copy.notes.append(bare)
        _marks(copy, bare)
    topic = copy.headline
    if (
        not copy.keyword
        and (topic.isupper() or ("-" in topic and " " not in topic))
        and len(topic.split()) <= 2
        and len(copy.standfirst) > 15
    ):
        copy.keyword, copy.headline, copy.standfirst = topic, copy.standfirst, ""


def _is_house(line: str) -> bool:
    """A short line below the byline that is marked as one more of it: "^Associated Wire="."""
    return bool(re.fullmatch(r"\^(?:[A-Z][\w.&'’-]* ?){1,4}=", line.rstrip(" <")))


def _is_keyword(words: str) -> bool:
    return bool(_KEYWORD.fullmatch(words) or _COUNTED_KEYWORD.fullmatch(words))


def _marks(copy: WireCopy, words: str) -> None:
    if words in copy.notes and not re.match(r"\(", words):
        return
    found = _VERSION.search(words)
    if found and not copy.version and words != copy.headline:
        copy.version = found[0]
    is_mark = words != copy.headline or words.isupper()  # "CYCLING - ADD 1" has no other headline
    if is_mark and not copy.take and (found := _TAKE.search(words)):
        copy.take = found[0]


def _bracketed(copy: WireCopy, words: str) -> None:
    if not _VERSION.search(words) and not _TAKE.search(words):
        copy.notes.append(words)


def _header_fields(lines: list[str]) -> Iterator[str]:
    """The lines of the head; where "=" ends a field, its lines are joined."""
    ends = [line for line in lines if line.rstrip(" <").endswith("=")]
    if not ends:
        yield from (line.strip() for line in lines if line.strip())
        return
    gathered: list[str] = []
    for line in lines:
        if not line.strip():
            if gathered:
                yield " ".join(gathered)
            gathered = []
            continue
        bare = line.strip(" \t=<^")
        begins = _stands_alone(bare, line) or _SECOND_HEADLINE.match(bare)
        if gathered and (begins or len(gathered[-1]) < _WRAPS_FROM):
            yield " ".join(gathered)
            gathered = []
        gathered.append(line.strip())
        if line.rstrip(" <").endswith("=") or _stands_alone(bare, line):
            yield " ".join(gathered)
            gathered = []
    if gathered:
        yield " ".join(gathered)


def _stands_alone(bare: str, line: str) -> bool:
    """Whether a line of the head is a field of its own, whatever comes next."""
    shapes = (_KEYWORD, _COUNTED_KEYWORD, _VERSION, _FLAG)
    return (
        line.strip()[:1] in "^("
        or any(shape.fullmatch(bare) for shape in shapes)
        or bool(_BYLINE.match(bare) or _NOTE.match(bare) or _ORDER.match(bare))
    )


def joined_paragraphs(lines: list[str], start: int = 0) -> Iterator[tuple[int, str]]:
    """(line of its first, from 1; text) of each paragraph of hard-wrapped lines from `start` on.

    An indent or an empty line begins a paragraph.
    """
    body = lines[start:]
    filled = [line for line in body if line.strip()]
    indented = [line for line in filled if line[:1] in " \t"]
    by_indent = 0 < len(indented) < len(filled) or (
        bool(indented) and any(len(line) > _WIDEST for line in filled)
    )
    gathered: list[str] = []
    first = start
    for number, line in enumerate(body, start=start):
        bare = line.strip(_LINE_MARKS).strip()
        begins = line[:1] == "\t" or (by_indent and line[:1] == " ") or _LAST_LINE.fullmatch(bare)
        begins = begins or _RULE.fullmatch(bare)
        if gathered and (not bare or begins):
            yield first + 1, _join(gathered)
            gathered = []
        if bare:
            if not gathered:
                first = number
            gathered.append(bare)
        if _RULE.fullmatch(bare):
            yield first + 1, _join(gathered)
            gathered = []
    if gathered:
        yield first + 1, _join(gathered)


_RULE: Final = re.compile(r"[_*=–—-]{3,}")
"""A line of signs parts what stands above it from what follows, and is part of neither."""
_WIDEST: Final = 90
"""Signs; wires that break lines do so below, so that a longer line is a whole paragraph."""


def _join(lines: list[str]) -> str:
    """One paragraph of its lines; a hyphen at the end of one is part of a word."""
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        hyphened = re.search(r"\w-$", before[-2:]) and line[:1].islower()
        pieces.append(line if hyphened else f" {line}")
    return "".join(pieces)
