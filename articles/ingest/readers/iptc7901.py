"""Wire text: IPTC 7901 and ANPA 1312 messages, one or many to a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import BinaryIO, Final

from articles.ingest.credit_names import credited_names
from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.dialects.wire_copy import (
    CATEGORIES,
    CONTROLS,
    EMBARGO,
    KILL,
    WireCopy,
    read_copy,
)
from articles.ingest.encoding import decode
from articles.ingest.filling import Filling
from articles.ingest.record import Line, Origin, Problem, StoryRecord

FORMAT: Final = "iptc7901"
MAX_BYTES: Final = 64 * 1024 * 1024
MAX_MESSAGE: Final = 2_000_000
"""Characters; the longest wire messages (results, budgets) have a tenth of it."""
SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"

_IPTC: Final = re.compile(
    r"(?P<source>[A-Za-zÀ-þ]{2,6})\s?(?P<number>\d{3,5})\s+(?P<priority>[1-9])\s+(?P<category>[A-Za-z]{1,4})"
    r"\s+(?P<words>\d{1,5})\b[ \t]*(?P<keyword>[^\r\n\x02]*)"
)
_ANPA_FIRST: Final = re.compile(
    r"(?P<service>[A-Za-z])(?P<number>\d{4})[\x1f ]?(?P<selector>[A-Za-z-]*)"
)
_ANPA_SECOND: Final = re.compile(
    r"(?P<priority>[A-Za-z])[ \x1f]+(?P<category>[A-Za-z])[ \x1f]*[\x13\x14]?[\x11\x12]?[ \x1f]*"
    r"(?P<cycle>am|pm|bc|ap|zc)-{1,2}(?P<keyword>[^,\x00-\x1f]{1,60}(?=,)|[^,\s\x1e]+)(?P<version>[^\r\n\x1e\x02]*?)?"
    r"(?:\x1e?\s*(?P<date>\d{1,2}-\d{1,2})[\s\x1f]+(?P<words>\d{1,5}))?\s*$",
    re.IGNORECASE,
)
_ANPA_ORDER: Final = re.compile(
    r"^(?P<priority>[a-z])[ \x1f](?P<category>[a-z])[ \x1f]*\r?$", re.MULTILINE
)
"""Priority and category alone, where the key words stand with the copy."""
_KEYWORD_LINE: Final = re.compile(
    r"(?:AM|PM|BC|AP)-{1,2}[\w.&'’-]+(?:[ ,]{1,2}[\w.&'’-]+){0,5},\s?\d{2,4}"
)
"""The first line of copy whose signs for machines were lost: "BC-APT--Dam-Safety, 4th Ld,0790"."""
_PROFILE: Final = re.compile(
    r"^\(PROFILE[ \t]*\n(?:\([A-Z]{2,4}:[^\n]{0,200}\n){0,20}\)?[ \t]*$", re.MULTILINE
)
"""What an archive sets below a wire's text: "(CAT:Government;)"."""
_URGENCIES: Final = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 6, "c": 6, "s": 7, "w": 7}
_MARKED: Final = re.compile(r"\^[^\s^].{2,200}[<=]")
"""A line of the head as ANPA marks it: a sign for "quad" before, one for "end of line" behind."""
_IPTC_END: Final = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s*(?P<zone>[A-Z]{1,4}|[+-]\d{4})?\s*(?P<month>[^\W\d]{3,9})\.?"
    r"\s*(?P<year>\d{2,4})?"
)
_ANPA_END: Final = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{2,4})\s+(\d{2}):?(\d{2})\s*([A-Z]{2,4})")


_TO_EDITORS: Final = re.compile(
    r"(?:[,(] ?|[a-z][-/ ]|^(?:MEDIA |NEWS )?)ADVISORY\b|^(?:ATTENTION )?EDITORS\s?:?$|^(?:NEWS )?BUDGET(?=\s*$|[,:])",
    re.MULTILINE,
)
"""Key words or a line of the head by which a desk speaks to desks."""
_FILED: Final = re.compile(
    r",\s*(\d{1,2}\.? [^\W\d]{3,10}\.? \d{4}|[^\W\d]{3,10}\.? \d{1,2}, \d{4})$"
)
"""The day of filing at the end of a dateline, where it says the year."""
_BEGINS: Final = re.compile(r"^ZCZC[ \t]*", re.MULTILINE)
_ENDS: Final = re.compile(r"^NNNN[ \t\r]*$", re.MULTILINE)
"""The signs of the telex for what SOH and EOT say."""


@dataclass(frozen=True, slots=True)
class _Message:
    head: str
    text: str
    tail: str
    line: int
    text_line: int
    """Where the text begins, counted from 1."""


def looks_like(name: str, head: bytes) -> bool:
    """Whether the control characters of a wire, or the first line of IPTC 7901, stand there."""
    start = head[:400].lstrip(b"\r\n \x16\x00")
    if start.startswith(b"\x01") or (b"\x01" in start and b"\x02" in head[:600]):
        return True
    lines = [line.strip() for line in start.decode("latin-1").split("\n") if line.strip()]
    if not lines:
        return False
    if lines[0].startswith("ZCZC"):
        return True
    if _IPTC.fullmatch(lines[0]) and re.match(r"[A-Za-z]{2,4}\d{3,5}\s", lines[0]):
        return True
    if _ANPA_SECOND.fullmatch(lines[0]) or _KEYWORD_LINE.fullmatch(lines[0]):
        return True
    if len(lines) > 2 and _ANPA_SECOND.fullmatch(lines[1]) and lines[2].startswith("^"):
        return True
    return sum(bool(_MARKED.fullmatch(line)) for line in lines[:8]) >= 2


def read(
    stream: BinaryIO, name: str, *, zone: tzinfo | None = None
) -> Iterator[StoryRecord | Problem]:
    """Each message as a story."""
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        yield Problem(Origin(name), f"The file has more than {MAX_BYTES} bytes of wire text.")
        return
    for message in _messages(decode(raw, "latin-1").text):
        if not CONTROLS.sub("", message.head + message.text).strip():
            continue  # the signs that keep a line awake
        origin = Origin(name, f"line {message.line}")
        if len(message.text) > MAX_MESSAGE:
            yield Problem(origin, f"The message has more than {MAX_MESSAGE} characters.")
            continue
        filling = Filling(origin, FORMAT, zone)
        _fill(filling, _with_marked_lines(message))
        yield from filling.done()


def _messages(text: str) -> Iterator[_Message]:
    """The messages between SOH and EOT, or ZCZC and NNNN; else the whole text."""
    if SOH not in text and _BEGINS.search(text):
        text = _BEGINS.sub(SOH, _ENDS.sub(EOT, text))
    if SOH not in text:
        first, _, rest = text.lstrip("\r\n").partition("\n")
        if _KEYWORD_LINE.fullmatch(first.strip()):
            first, rest = "", text.lstrip("\r\n")
        above = text[: len(text) - len(rest)].count("\n")
        body, _, tail = rest.replace(STX, "").partition(ETX)
        if not CONTROLS.sub("", tail).strip():
            body, tail = _without_tail(body)
        yield _Message(first.strip(), body, tail, 1, above + 1)
        return
    place = text.find(SOH)
    while place >= 0:
        end = text.find(SOH, place + 1)
        part = text[place + 1 : end if end >= 0 else len(text)]
        part = part.partition(EOT)[0]
        head, mark, rest = part.partition(STX)
        if not mark:
            head, _, rest = part.lstrip("\r\n").partition("\n")
            rest = part[len(part) - len(rest) :]
        body, _, tail = rest.partition(ETX)
        if not CONTROLS.sub("", tail).strip():  # the time of filing may stand before the ETX
            body, tail = _without_tail(body)
        line = text.count("\n", 0, place) + 1
        yield _Message(head, body, tail, line, line + part[: len(part) - len(rest)].count("\n"))
        place = end


def _with_marked_lines(message: _Message) -> _Message:
    """The message with the lines of copy that stand before the STX in its text.

    They are marked ("^By ANN ORR="), or key words and a headline stand below the line of IPTC 7901.
    """
    lines = re.split(r"\r\n|\r|\n", message.head)
    marked = [line for line in lines if line.startswith("^")]
    if not marked and (found := _IPTC.search(message.head)):
        below = re.split(r"\r\n|\r|\n", message.head[found.end() :])
        filled = [line for line in below if CONTROLS.sub("", line).strip()]
        marked = below if len(filled) > 1 else []
        lines = lines[: len(lines) - len(below) + 1] if marked else lines
        marked = marked[1:]
    if not marked:
        return message
    head = "\n".join(line for line in lines if line not in marked)
    text = "\n".join([*marked, message.text])
    return replace(message, head=head, text=text, text_line=message.text_line - len(marked))


def _without_tail(text: str) -> tuple[str, str]:
    """The text and its last line, where that is the time of filing."""
    text = _PROFILE.sub("", text)
    body = text.rstrip()
    last = body.rpartition("\n")[2].strip()
    if _IPTC_END.fullmatch(last) or re.fullmatch(
        r"[A-Z]+-(?:[A-Z]+-)?" + _ANPA_END.pattern + "<?", last
    ):
        return body[: len(body) - len(last)], last
    return text, ""


def _fill(filling: Filling, message: _Message) -> None:
    story = filling.story
    copy = read_copy(_after_anpa_head(message)[1])
    if found := _IPTC.search(message.head):
        _iptc_head(filling, found)
        catchline = CONTROLS.sub("", message.head[found.end() :]).strip()
        copy.keyword = catchline.splitlines()[0] if catchline else copy.keyword
    else:
        _anpa_head(filling, message)
    moment = _moment(message.tail, filling)
    story.published_at = moment
    _words(filling, copy, message)
    if moment and story.extra.get("number"):
        story.source_id = f"{story.source or 'wire'}-{moment:%Y%m%d}-{story.extra['number']}"
    _orders(filling, message.text)


def _iptc_head(filling: Filling, found: re.Match[str]) -> None:
    story = filling.story
    story.source = found["source"].casefold()
    filling.urgency(found["priority"])
    _category(filling, found["category"])
    filling.fact("number", found["number"])
    filling.fact("words", found["words"].lstrip("0"))
    keyword = found["keyword"].strip()
    if re.fullmatch(r"[A-Za-z-]{2,8} ?\d{3,5}", keyword):  # the agency and its own count
        filling.fact("serial", keyword)
    else:
        story.slugline = keyword


def _after_anpa_head(message: _Message) -> tuple[re.Match[str] | None, str]:
    """The second line of an ANPA head, which may stand before or behind the STX, and the text."""
    lines = re.split(r"\r\n|\r|\n", message.head)
    for line in lines:
        if found := _ANPA_SECOND.search(line.strip("\x16 ")):
            return found, message.text
    first, _, rest = message.text.lstrip("\r\n").partition("\n")
    if found := _ANPA_SECOND.search(first.strip()):
        return found, rest
    return None, message.text


def _anpa_head(filling: Filling, message: _Message) -> None:
    story = filling.story
    if found := _ANPA_FIRST.search(message.head.strip("\x16 \r\n")):
        filling.fact("number", found["service"] + found["number"])
        filling.fact("selector", found["selector"])
    second, _ = _after_anpa_head(message)
    if second is None:
        if found := _ANPA_ORDER.search(message.head):
            story.urgency = _URGENCIES.get(found["priority"].casefold())
            _category(filling, found["category"])
        return
    story.urgency = _URGENCIES.get(second["priority"].casefold())
    _category(filling, second["category"])
    story.slugline = second["keyword"].strip(" ,\x1f")
    filling.fact("cycle", second["cycle"])
    filling.fact("words", (second["words"] or "").lstrip("0"))
    story.version = (second["version"] or "").strip(" ,\x1f")


def _category(filling: Filling, category: str) -> None:
    filling.fact("category", category)
    filling.story.section = CATEGORIES.get(category.casefold(), "")


def _moment(tail: str, filling: Filling) -> datetime | None:
    """The time of filing behind the text; a message without a year is of this year or the last."""
    if found := _ANPA_END.search(tail):
        month, day, year, hour, minute, zone = found.groups()
        full = f"20{year}" if len(year) == 2 else year
        return filling.date(f"{full}-{month}-{day} {hour}:{minute} {zone}", "published_at")
    found = _IPTC_END.search(tail)
    if found is None:
        return None
    zone_name = (found["zone"] or "").replace("Z", "UTC") if found["zone"] != "Z" else "UTC"
    year = found["year"] or str(datetime.now(UTC).year)
    words = f"{found['day']} {found['month']} {year} {found['hour']}:{found['minute']} {zone_name}"
    moment = filling.date(words.strip(), "published_at")
    if moment and not found["year"] and moment > datetime.now(UTC):
        return moment.replace(year=moment.year - 1)
    return moment


def _words(filling: Filling, copy: WireCopy, message: _Message) -> None:
    story = filling.story
    story.slugline = story.slugline or copy.keyword
    if copy.keyword and copy.keyword != story.slugline:
        filling.fact("keyword line", copy.keyword)
    filling.topics(part.strip() for part in copy.keyword.split("/") if "/" in copy.keyword)
    story.headline = copy.headline
    story.standfirst = copy.standfirst
    story.version = story.version or copy.version
    story.byline = f"{copy.byline}, {copy.byline_title}".strip(", ")
    for name in credited_names(copy.byline):
        filling.contributor(name, copy.byline_title)
    story.dateline = copy.dateline
    if story.published_at is None and (day := _FILED.search(copy.dateline)):
        story.published_at = filling.date(day[1], "published_at")
    story.source_name = copy.agency
    story.source = story.source or re.sub(r"\W+", "", copy.agency.casefold())
    story.editor_note = "\n".join(copy.notes)
    if copy.flags:
        filling.fact("flags", ", ".join(copy.flags))
    if copy.take:
        filling.fact("take", copy.take)
        filling.hold(f"It is a part of a longer story ({copy.take}); join the parts.")
    _sign_off(filling, copy)
    above = message.text_line - 1 + message.text.count("\n")
    above -= _after_anpa_head(message)[1].count("\n")
    story.lines = [Line(above + number, text) for number, text in copy.paragraphs]


def _sign_off(filling: Filling, copy: WireCopy) -> None:
    """Take off a last line of the agency's name and the marks of who wrote and who read it: "nda mb yy kl"."""
    house = re.escape(filling.story.source)
    last = copy.paragraphs[-1][1] if len(copy.paragraphs) > 1 else ""
    if house and re.fullmatch(
        rf"(?:{house}|{house.upper()})(?: [a-z]{{2,4}}| [a-z]\d){{1,6}}", last
    ):
        filling.story.removed.append((last, "the agency's sign-off"))
        del copy.paragraphs[-1]


def _orders(filling: Filling, text: str) -> None:
    """Kills, embargoes and messages to editors stand in the words; where in doubt the story is held."""
    story = filling.story
    lines = [story.extra.get("keyword line", story.slugline), *story.editor_note.splitlines()]
    if spoken := next(filter(_TO_EDITORS.search, lines), ""):
        filling.hold(f"It reads like a message to editors and no story: {spoken[:120]}")
    head = (
        f"{story.slugline}\n{story.headline}\n{story.standfirst}\n{story.editor_note}\n{text[:600]}"
    )
    if KILL.search(head):
        filling.status("canceled")
        filling.hold("The message reads like a kill; look which story it stops.")
    orders = sorted(EMBARGO.finditer(head), key=lambda order: not re.search(r"\d", order["when"]))
    if orders:  # the one that says a time before a mere mark
        found = orders[0]
        when = re.sub(
            r"^(?:until|till|bis|before|at|on)\b[\s:]*", "", found["when"].strip(" .:=<>^")
        )
        try:
            story.embargo_until = read_date(when.strip(" .=<>^"), zone=filling.zone)
        except UnreadableDate:
            story.embargo_until = None
        filling.hold(f"The text speaks of an embargo: {' '.join(found[0].split())[:120]}")
