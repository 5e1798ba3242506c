"""CSV and TSV tables: a row is a story, its columns named by the alias table or by the caller."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from itertools import chain, islice
from typing import BinaryIO, Final

from articles.ingest.addresses import is_web
from articles.ingest.bodies import BodyRefused, set_html, set_lines
from articles.ingest.dates import UnreadableDate, read_date
from articles.ingest.encoding import Decoded, decode, is_binary, mended, strange_bytes
from articles.ingest.limits import LIMITS
from articles.ingest.markdown_text import markdown_to_html
from articles.ingest.plain import has_blocks
from articles.ingest.record import Origin, Problem, StoryRecord
from articles.ingest.rows.aliases import field_of, known_names, squash
from articles.ingest.rows.joined import joined
from articles.ingest.rows.mapping import NotAStory, story_from
from articles.ingest.rows.unfold_systems import open_joomla
from articles.ingest.streams import Chained, read_up_to

_ENDINGS: Final = (".csv", ".tsv", ".tab", ".psv")
_DELIMITERS: Final = (",", "\t", ";", "|")
_SAMPLE: Final = 65_536
SHORTEST_TEXT: Final = 80
LONGEST_HEADLINE: Final = 30
"""Characters of a cell that holds a story, and words of one that holds its headline."""
WIDEST_TITLE: Final = 2
MOST_ABOVE: Final = 8
"""Cells of a table's own title, and rows that may stand between it and the header."""

_SLASHED_CELL: Final = re.compile(
    r"""(?:^|[,;\t|"])[ \t]{0,9}(\d{1,2})/(\d{1,2})/\d{4}(?:[ T,]{1,4}\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?)?"""
    r"""[ \t]{0,9}(?=[,;\t|"\r\n]|$)""",
    re.MULTILINE,
)
"""Its spaces are counted: a cell of 20,000 tabs took 47 s of processor time."""
Beside = Callable[[str], bytes | None]
"""Gives the bytes of another file of the same folder or archive by its relative name, or None."""


def looks_like(name: str, head: bytes) -> bool:
    """A table by its file's name, or by a first line that names a story's fields."""
    if is_binary(head):
        return False
    if name.lower().endswith(_ENDINGS):
        return True
    first = decode(head).text.lstrip("\ufeff").split("\n", 1)[0]
    if len(first) > 2_000 or first.lstrip()[:1] in {"{", "[", "<"}:
        return False
    return any(
        known_names(cell.strip(' "\r') for cell in first.split(sign)) >= 3 for sign in _DELIMITERS
    )


def read(
    stream: BinaryIO,
    name: str,
    *,
    columns: Mapping[str, str] | None = None,
    beside: Beside | None = None,
) -> Iterator[StoryRecord | Problem]:
    """A story for each row, or a Problem that names the row; row 1 is the header.

    `columns` maps our field to a column and then no other column serves that field. `beside`
    gives the files that stand next to the table (Substack keeps a story's HTML there).
    """
    head = read_up_to(stream, _SAMPLE)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        yield Problem(Origin(name), "The file is empty. Check how it was exported.")
        return
    end = head.rfind(b"\n") + 1
    if head[end : end + 1] == b"\0":  # the second half of a line end in UTF-16
        end += 1
    shown = decode(head[:end] or head)
    text = _text_stream(head, stream, shown.encoding)
    csv.field_size_limit(LIMITS["table_cell_characters"])
    lines = _Lines(text, name)
    rows = csv.reader(lines, delimiter=_delimiter(name, head), strict=False)
    header = _header(rows)
    lines.swallowed()
    day_first = _day_first(shown.text)
    fault = _fault_of_header(header, columns)
    records = _records(rows, lines, name)
    guessed = _guessed_header(header) if fault and not columns else []
    if fault and not columns and not guessed:
        looked_at: list[list[str]] = []
        below, number = _header_below(header, rows, looked_at)
        lines.swallowed()
        records = _records(chain(looked_at, rows), lines, name)
        if below:
            told = f"The header stands in row {number}, below the table's title."
            yield Problem(Origin(name, f"row {number}"), told, action="noted")
            header, fault, records = below, "", _records(rows, lines, name, header=number)
    if guessed:
        records = chain([(1, header)], _records(rows, lines, name))
        header, fault = guessed, ""
        told = "The table has no header row; its columns were told by what stands in them."
        yield Problem(Origin(name, "row 1"), told, action="noted")
    if fault:
        yield Problem(Origin(name, "row 1"), fault)
        yield from _wide_rows(records, len(header), name)
        return
    yield from _doubts(shown, name)
    yield from joined(_stories(records, lines, header, columns, beside, day_first=day_first))


def _stories(
    records: Iterator[tuple[int, list[str] | Problem]],
    lines: _Lines,
    header: list[str],
    columns: Mapping[str, str] | None,
    beside: Beside | None,
    *,
    day_first: bool | None,
) -> Iterator[StoryRecord | Problem]:
    """What each row gives, with what was strange in it."""
    for number, cells in records:
        if isinstance(cells, Problem):
            yield cells
        elif any(cell.strip() for cell in cells):
            origin = Origin(lines.name, f"row {number}")
            yield from _row(cells, header, origin, columns, beside, day_first=day_first)
        if lines.strange:
            told = strange_bytes(lines.strange)
            yield Problem(Origin(lines.name, f"row {number}"), told, action="noted")
            lines.strange = 0


def _doubts(shown: Decoded, name: str) -> Iterator[Problem]:
    """That the whole table is in an encoding it does not name; its strange bytes are told by row."""
    if shown.encoding != "utf-8":
        for note in shown.notes:
            yield Problem(Origin(name), note, action="noted")


def _day_first(text: str) -> bool | None:
    """Whether the dates at the head of the table have the day before the month; None if none tells.

    Only cells that hold a date and nothing else are asked, and all that can tell must agree.
    """
    orders = {first > second for first, second in _dates(text) if (first > 12) != (second > 12)}
    return orders.pop() if len(orders) == 1 else None


def _dates(text: str) -> Iterator[tuple[int, int]]:
    for found in _SLASHED_CELL.finditer(text):
        yield int(found[1]), int(found[2])


def _wide_rows(
    records: Iterator[tuple[int, list[str] | Problem]], width: int, name: str
) -> Iterator[Problem]:
    """The rows wider than the header among the first ones: whoever mends the header sees both."""
    for number, cells in islice(records, 100 if width else 0):
        if not isinstance(cells, Problem) and any(cell.strip() for cell in cells[width:]):
            yield Problem(Origin(name, f"row {number}"), _too_wide(len(cells), width))


def _too_wide(cells: int, width: int) -> str:
    return (
        f"The row has {cells} cells and the header {width}: a quotation mark or a comma "
        "is in the wrong place."
    )


def _text_stream(head: bytes, stream: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """The rest of the file in the encoding that its head shows; flat memory."""
    errors = "surrogateescape"
    if encoding == "utf-8":
        encoding = "utf-8-sig"
    elif encoding.startswith(("utf-16", "utf-32")):
        errors = "replace"
        encoding = (
            encoding.removesuffix("-le").removesuffix("-be")
            if head[:2] in {b"\xff\xfe", b"\xfe\xff"}
            else encoding
        )
    raw = io.BufferedReader(Chained(head, stream))
    # A stray byte further down must not stop the table: its row is mended and noted.
    return io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="")


class _Lines:
    """The lines of a table without NUL, counting quotation marks and strange bytes of the row."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text = text
        self.name = name
        self.quotes = 0
        self.taken = 0
        self.strange = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        if not line.isascii():
            line, strange = mended(line)
            self.strange += strange
        self.quotes += line.count('"')
        self.taken += 1
        return line.replace("\x00", "") if "\x00" in line else line

    def swallowed(self) -> int:
        """How many lines a quotation mark without its fellow took into the row; 0 if none."""
        lines, odd = self.taken, self.quotes % 2
        self.quotes = self.taken = 0
        return lines - 1 if odd and lines > 1 else 0


def _delimiter(name: str, head: bytes) -> str:
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    lines = decode(head).text.lstrip("\ufeff").splitlines()
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]
    first = next((line for line in lines if line.strip()), "")
    scores = {sign: (known_names(_cells(first, sign)), first.count(sign)) for sign in _DELIMITERS}
    return max(scores, key=lambda sign: scores[sign])


def _cells(line: str, sign: str) -> list[str]:
    return [cell.strip(' "') for cell in line.split(sign)]


def _header(rows: Iterator[list[str]]) -> list[str]:
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells) and not cells[0].lower().startswith("sep="):
                return [cell.strip().lstrip("\ufeff") for cell in cells]
    except csv.Error:
        return []
    return []


def _header_below(
    title: list[str], rows: Iterator[list[str]], looked_at: list[list[str]]
) -> tuple[list[str], int]:
    """The header below a title of one or two cells and remarks like it, and its row; empty if none is there."""
    cells = title
    for number in range(1, MOST_ABOVE + 2):
        names = [cell.strip() for cell in cells]
        if len(list(filter(None, names))) > WIDEST_TITLE:
            return ([], 0) if number == 1 or _fault_of_header(names, None) else (names, number)
        try:
            cells = next(rows, [])
        except csv.Error:
            break
        looked_at.append(cells)
    return [], 0


def _fault_of_header(header: list[str], columns: Mapping[str, str] | None) -> str:
    if not header:
        return "The table has no header row; its first row must name the columns."
    if len(header) > LIMITS["table_columns"]:
        return f"The table has {len(header)} columns; at most {LIMITS['table_columns']} are read."
    shown = ", ".join(f'"{cell[:40]}"' for cell in header[:15])
    for field, column in (columns or {}).items():
        if column not in header:
            return f'There is no column "{column}" for {field}. The columns are: {shown}.'
    fields = {field_of(cell) for cell in header if squash(cell) != "name"} | set(columns or {})
    if not fields & {"headline", "body"}:
        return (
            f"No column is a headline or a body. The columns are: {shown}. "
            "Say which one is with --map headline=COLUMN or --map body=COLUMN."
        )
    return ""


def _guessed_header(cells: list[str]) -> list[str]:
    """Names for the columns of a table without a header, by its first row; empty if no cell is a text."""
    longest = max(range(len(cells)), key=lambda place: len(cells[place]), default=0)
    if not cells or len(cells[longest]) < SHORTEST_TEXT or len(cells) > LIMITS["table_columns"]:
        return []
    names = [f"column {place}" for place in range(1, len(cells) + 1)]
    names[longest] = "body"
    for place, cell in enumerate(cells):
        words = len(cell.split())
        if place != longest and "published_at" not in names and _is_date(cell):
            names[place] = "published_at"
        elif place != longest and "source_url" not in names and is_web(cell.strip()):
            names[place] = "source_url"
        elif place != longest and "headline" not in names and 3 <= words <= LONGEST_HEADLINE:
            names[place] = "headline"
    return names if "headline" in names else []


def _is_date(cell: str) -> bool:
    try:
        read_date(cell.strip(), zone=UTC, day_first=True)
    except UnreadableDate:
        return False
    return not cell.strip().isdigit()


def _records(
    rows: Iterator[list[str]], lines: _Lines, name: str, *, header: int = 1
) -> Iterator[tuple[int, list[str] | Problem]]:
    """Each row with its number as a spreadsheet counts it; a broken one as a Problem."""
    number = header
    while True:
        number += 1
        origin = Origin(name, f"row {number}")
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as fault:
            yield number, Problem(origin, f"The row cannot be read: {fault}.")
            continue
        swallowed = lines.swallowed()
        if swallowed:
            message = (
                f"A quotation mark is never closed; it took in the {swallowed} lines behind it."
            )
            yield number, Problem(origin, message)
            continue
        yield number, cells


def _row(
    cells: list[str],
    header: list[str],
    origin: Origin,
    columns: Mapping[str, str] | None,
    beside: Beside | None,
    *,
    day_first: bool | None,
) -> Iterator[StoryRecord | Problem]:
    spare = [cell for cell in cells[len(header) :] if cell.strip()]
    if spare:
        yield Problem(origin, _too_wide(len(cells), len(header)))
        return
    row = dict(zip(header, cells, strict=False))
    open_joomla(row)
    try:
        story, problems = story_from(
            row, origin, reader="tables", columns=columns, day_first=day_first
        )
    except (NotAStory, BodyRefused) as fault:
        yield Problem(origin, _missing(row, str(fault)))
        return
    short = len(header) - len(cells)
    kind = str(row.get("type") or "").strip().lower()
    if kind:
        story.extra["type"] = kind
    if story.body is None and story.lines is None:
        try:
            _fetch_body(story, beside)
        except BodyRefused as fault:
            yield Problem(origin, str(fault), field="body")
            return
    yield story
    yield from problems
    if short > 0:
        message = f"The row is {short} cells short; they are taken as empty."
        yield Problem(origin, message, action="noted")


def _missing(row: Mapping[str, str], fault: str) -> str:
    empty = [name for name in row if field_of(name) in {"headline", "body"}]
    if not empty or any(row[name].strip() for name in empty):
        return fault
    columns = ", ".join(f'"{name}"' for name in empty)
    return f"The row has no headline and no body: {columns} {'is' if len(empty) == 1 else 'are'} empty."


def _fetch_body(story: StoryRecord, beside: Beside | None) -> None:
    """Substack and Buttondown keep the text in a file of its own that bears the id or the slug."""
    if beside is None:
        return
    keys = [
        key for key in (story.source_id, story.slug) if key and "/" not in key and ".." not in key
    ]
    for key in keys:
        for pattern in ("posts/{}.html", "{}.html", "emails/{}.md", "posts/{}.md", "{}.md"):
            raw = beside(pattern.format(key))
            if raw is None:
                continue
            text = decode(raw).text
            fancy = text.lstrip().startswith("<!-- buttondown-editor-mode: fancy")
            if pattern.endswith(".html") or fancy:
                set_html(story, text, base=story.source_url) if has_blocks(text) else set_lines(
                    story, text
                )
            else:
                set_html(story, markdown_to_html(text.split("-->", 1)[-1]), base=story.source_url)
            return
