"""A table of markup while it is read: its cells, and whether they are a table of facts or a layout.

The words of a table are read twice over, here as cells and in the assembly as lines; one of the two is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from articles.body.blocks import LIMITS
from articles.body.document import paragraph
from articles.body.markup.frames import Frame
from articles.body.markup.inline_text import InlineText, Marks, without_strong
from articles.body.shapes import Block, Inline, inlines
from articles.body.tables import cell_text, is_figure, table, table_cell

OWN_TABLE: Final = "newsroom-table"
"""The class of a table in our exports; beside it stands which of HEADS it has."""
HEADS: Final = ("head-row", "head-column")
LONGEST_CELL: Final = 400
"""Characters; a longer cell is a text, and its table lays texts out."""
NOT_OF_FACTS: Final = (
    "it lays out words and is no table of facts; the cells of a row stand on one line"
)
TOO_LARGE: Final = (
    f"a table has at most {LIMITS['rows']} rows, {LIMITS['columns']} columns and "
    f"{LIMITS['cells']:,} cells in a story; the cells of a row stand on one line"
)


@dataclass(slots=True)
class Cell:
    """One cell as the markup has it."""

    is_head: bool
    columns: int = 1
    rows: int = 1
    text: InlineText = field(default_factory=InlineText)
    block: Block = field(default_factory=table_cell)

    def settle(self) -> None:
        """Make the block of what was read; several paragraphs are parted by breaks."""
        runs: list[Inline] = []
        for part in self.text.take():
            runs += [{"type": "hard_break"}] if runs else []
            runs += part
        self.block = table_cell(*runs)

    @property
    def words(self) -> str:
        """What stands in it, on one line."""
        return cell_text(self.block)


@dataclass(slots=True)
class OpenTable:
    """A table between its first and its last element."""

    frame: Frame
    stood_before: int
    """Blocks in the frame when the table began."""
    late_before: int
    is_layout: bool = False
    own_heads: frozenset[str] | None = None
    """Those of HEADS that a table of our own export has; None for a table of others."""
    is_in_head: bool = False
    was_joined: bool = False
    """Whether cells of a row stand on one line in the assembly."""
    rows: list[list[Cell]] = field(default_factory=list)
    caption: InlineText = field(default_factory=InlineText)
    into: InlineText | None = None
    """Where words go that are read now."""
    _line_ended: bool = False
    """Whether the next words of a cell begin a line of their own."""

    def add(self, text: str, marks: Marks) -> None:
        """Words of the cell or caption that is open; other words are no table's."""
        if self.into is None:
            self.is_layout = self.is_layout or bool(text.strip())
            return
        if self._line_ended and text.strip():
            self.into.add_break()
            self._line_ended = False
        self.into.add(text, marks)

    def end_line(self) -> None:
        """A paragraph of a cell ends."""
        self._line_ended = self.into is not None and self.into.has_words

    def begin_row(self) -> None:
        """A row begins."""
        self.rows.append([])
        self.into = None
        self._line_ended = False

    def begin_cell(self, cell: Cell) -> None:
        """A cell begins, in a row of its own where the markup opened none."""
        if not self.rows:
            self.begin_row()
        self.rows[-1].append(cell)
        self.into = cell.text
        self._line_ended = False

    def settled(self, cells_so_far: int) -> tuple[list[Block], str]:
        """The table with the lines that stood under it, or no block and the reason."""
        caption = self.caption.words()
        for cell in (cell for row in self.rows for cell in row):
            cell.settle()
        if self._is_as_exported(caption):
            return self._exactly(caption, cells_so_far)
        rows = [row for row in self.rows if any(cell.words for cell in row)]
        if self.is_layout or not self._held_paragraphs() or len(caption) > LIMITS["caption"]:
            return [], NOT_OF_FACTS
        if any(len(cell.words) > LONGEST_CELL for row in rows for cell in row):
            return [], NOT_OF_FACTS
        width = max((sum(cell.columns for cell in row) for row in rows), default=0)
        places = sum(cell.columns * min(cell.rows, len(rows)) for row in rows for cell in row)
        if len(rows) > LIMITS["rows"] or places > LIMITS["rows"] * LIMITS["columns"]:
            return [], TOO_LARGE
        notes = _lines_below(rows, width)
        if not caption and len(rows) > 2 and _is_across(rows[0], width):
            caption = rows.pop(0)[0].words
        if _cells_of(rows) < 3 or max(map(len, rows), default=0) < 2 or len(rows) < 2:
            return [], NOT_OF_FACTS
        grid = _grid(rows)
        if len(grid[0]) < 2:
            return [], NOT_OF_FACTS
        size = len(grid) * (len(grid[0]) + 1)
        if len(grid[0]) > LIMITS["columns"] or cells_so_far + size > LIMITS["cells"]:
            return [], TOO_LARGE
        return [_built(grid, caption), *notes], ""

    def _is_as_exported(self, caption: str) -> bool:
        """Whether it is of our own export and nobody has made it another since."""
        return (
            self.own_heads is not None
            and not self.is_layout
            and self._held_paragraphs()
            and len(caption) <= LIMITS["caption"]
            and len({len(row) for row in self.rows}) == 1
            and all(
                cell.columns == cell.rows == 1 and len(cell.words) <= LIMITS["cell"]
                for row in self.rows
                for cell in row
            )
        )

    def _exactly(self, caption: str, cells_so_far: int) -> tuple[list[Block], str]:
        """The table as it was exported: of any size, its empty rows and columns kept."""
        width = len(self.rows[0])
        size = len(self.rows) * (width + 1)
        if len(self.rows) > LIMITS["rows"] or not 0 < width <= LIMITS["columns"]:
            return [], TOO_LARGE
        if cells_so_far + size > LIMITS["cells"]:
            return [], TOO_LARGE
        has_row, has_column = (name in (self.own_heads or ()) for name in HEADS)
        rows = [[cell.block for cell in row] for row in self.rows]
        return [table(*rows, caption=caption, head_row=has_row, head_column=has_column)], ""

    def _held_paragraphs(self) -> bool:
        """Whether nothing but paragraphs came of the table in the assembly."""
        placed = self.frame.content[self.stood_before :]
        return len(self.frame.late) == self.late_before and all(
            block["type"] == "paragraph" for block in placed
        )


def _cells_of(rows: Sequence[Sequence[Cell]]) -> int:
    return sum(bool(cell.words) for row in rows for cell in row)


def _is_across(row: Sequence[Cell], width: int) -> bool:
    return len(row) == 1 and row[0].columns == width > 1


def _lines_below(rows: list[list[Cell]], width: int) -> list[Block]:
    """The last rows, where each is one cell across the table: its source, a note; they are taken off."""
    notes: list[Block] = []
    while len(rows) > 2 and _is_across(rows[-1], width):
        notes.insert(0, paragraph(*inlines(rows.pop()[0].block)))
    return notes


_Place = tuple[Cell, bool]
"""A cell, and whether this is the first of the places that it takes."""
_NO_CELL: Final = (Cell(is_head=False), False)


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[_Place]]:
    """The cells by the places that they take; rows equally long, columns without a word left out."""
    taken: dict[tuple[int, int], _Place] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            for down in range(min(cell.rows, len(rows) - number)):
                for right in range(cell.columns):
                    taken.setdefault((number + down, column + right), (cell, not down + right))
            column += cell.columns
    columns = sorted(
        {column for (_row, column), (cell, is_first) in taken.items() if is_first and cell.words}
    )
    return [
        [taken.get((number, column), _NO_CELL) for column in columns] for number in range(len(rows))
    ]


_MOST_HEADS: Final = 3
"""Rows that a head has; more of them are no head."""


def _built(grid: list[list[_Place]], caption: str) -> Block:
    heads = _head_rows(grid)
    body = grid[heads:]
    first = [row[0][0] for row in body if row[0][0].words]
    has_column = bool(first) and all(_names(cell) for cell in first)
    rows = (
        [[_joined_head([row[column] for row in grid[:heads]]) for column in range(len(grid[0]))]]
        if heads
        else []
    )
    for row in body:
        cells = [cell.block if is_first else table_cell() for cell, is_first in row]
        if has_column:
            cells[0] = table_cell(*without_strong(inlines(cells[0])))
        rows.append(cells)
    return table(*rows, caption=caption, head_row=bool(heads), head_column=has_column)


def _head_rows(grid: Sequence[Sequence[_Place]]) -> int:
    """How many rows are heads, by the markup, by bold words or by the figures under words."""
    heads = takewhile(lambda row: all(cell.is_head for cell, _is_first in row if cell.words), grid)
    if marked := len(list(heads)):
        return marked if marked <= min(_MOST_HEADS, len(grid) - 1) else 1
    above = [cell for cell, _is_first in grid[0]]
    if all(_is_bold(cell) for cell in above if cell.words):
        return int(
            not all(_is_bold(cell) for row in grid[1:] for cell, _is_first in row if cell.words)
        )
    if len(grid) < 3 or not all(cell.words and not is_figure(cell.words) for cell in above[1:]):
        return 0
    below = ([row[column][0].words for row in grid[1:]] for column in range(1, len(above)))
    return int(any(all(map(is_figure, values)) for values in below))


def _joined_head(places: Sequence[_Place]) -> Block:
    """The head of one column, of all the cells above one another that stand over it."""
    if len(places) == 1:
        cell, is_first = places[0]
        return table_cell(*without_strong(inlines(cell.block))) if is_first else table_cell()
    return table_cell(
        " ".join(dict.fromkeys(cell.words for cell, _is_first in places if cell.words))
    )


def _names(cell: Cell) -> bool:
    return cell.is_head or (_is_bold(cell) and not is_figure(cell.words))


def _is_bold(cell: Cell) -> bool:
    runs = [run for run in inlines(cell.block) if run.get("text", "").strip()]
    return bool(runs) and all(
        any(mark["type"] == "strong" for mark in run.get("marks", [])) for run in runs
    )
