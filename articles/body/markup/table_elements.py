"""Elements of tables: the table, its caption and head, rows and cells."""

from __future__ import annotations

from articles.body.blocks import LIMITS
from articles.body.markup.reading import Finish, Reading
from articles.body.markup.rules import Attributes
from articles.body.markup.tables import HEADS, OWN_TABLE, Cell


def table_element(reading: Reading, attributes: Attributes) -> Finish:
    """A table of facts is a table; what only lays out a page is its lines."""
    is_layout = attributes.get("role", "") in ("presentation", "none")
    reading.assembly.begin_table(is_layout=is_layout)
    classes = attributes.get("class", "").split()
    if OWN_TABLE in classes:
        reading.assembly.tables[-1].own_heads = frozenset(classes) & frozenset(HEADS)

    def finish() -> None:
        if reason := reading.assembly.end_table():
            reading.removed.add("table", "", reason)

    return finish


def caption_element(reading: Reading, _attributes: Attributes) -> Finish:
    """The words over a table."""
    line = reading.line()
    tables = reading.assembly.tables
    if not tables:
        return line
    opened, before = tables[-1], tables[-1].into
    opened.into = opened.caption

    def finish() -> None:
        reading.end_line()
        opened.into = before

    return finish


def head_element(reading: Reading, _attributes: Attributes) -> Finish:
    """The rows over the columns."""
    line = reading.line()
    tables = reading.assembly.tables
    if not tables:
        return line
    opened = tables[-1]
    opened.is_in_head = True

    def finish() -> None:
        opened.is_in_head = False

    return finish


def row_element(reading: Reading, _attributes: Attributes) -> Finish:
    reading.assembly.begin_row()
    return reading.assembly.end_row


def cell_element(tag: str, reading: Reading, attributes: Attributes) -> Finish:
    cell = Cell(
        is_head=tag == "th",
        columns=_span(attributes.get("colspan", ""), LIMITS["columns"] + 1),
        rows=_span(attributes.get("rowspan", ""), LIMITS["rows"]),
    )
    reading.assembly.begin_cell(cell)
    return None


def _span(given: str, most: int) -> int:
    given = given.strip()[:6]
    return min(max(int(given), 1), most) if given.isascii() and given.isdigit() else 1
