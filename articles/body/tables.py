"""What a table block is made of: rows as long as one another, their lines, columns of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.body.shapes import Block, Inline, children, inlines

_FIGURE: Final = re.compile(
    r"[(]?(?:[-+−–±] ?+)?[€$£¥]?+[ \u00a0]?+\d[\d.,'’ \u00a0\u202f]*+[%‰°€£$¥]?+(?:bn|m|k|pp|pts)?+[)]?"
)  # fmt: skip
_SPACES: Final = re.compile(" {2,}")
_NOTHING: Final = frozenset({"", "-", "–", "—", "…", "n/a"})
"""What stands in a cell without a value."""


def table_cell(*content: str | Inline) -> Block:
    """A cell of texts and runs; `table_cell()` is an empty one."""
    runs = [{"type": "text", "text": each} if isinstance(each, str) else each for each in content]
    return {"type": "table_cell", "attrs": {}, "content": [run for run in runs if run]}


def table_row(*cells: str | Block) -> Block:
    """A row of texts and of cells."""
    content = [table_cell(each) if isinstance(each, str) else each for each in cells]
    return {"type": "table_row", "attrs": {}, "content": content}


def table(
    *rows: Sequence[str | Block] | Block,
    caption: str = "",
    head_row: bool = False,
    head_column: bool = False,
) -> Block:
    """A table of rows, each given as its cells; the first row or column may be heads."""
    content = [row if isinstance(row, dict) else table_row(*row) for row in rows]
    attributes = {"caption": caption, "head_row": head_row, "head_column": head_column}
    return {"type": "table", "attrs": attributes, "content": content}


def widest(rows: Sequence[Block]) -> int:
    """Cells in the longest row."""
    return max((len(children(row)) for row in rows), default=0)


def fill_rows(rows: Sequence[Block]) -> None:
    """Make every row, in place, as long as the longest, by empty cells at its end."""
    width = widest(rows)
    for row in rows:
        row["content"] += [
            {"type": "table_cell", "attrs": {"id": None}, "content": []}
            for _ in range(width - len(row["content"]))
        ]


def cell_text(cell: Block) -> str:
    """The words of a cell on one line."""
    return "".join(run.get("text", " ") for run in inlines(cell)).strip()


def row_line(row: Block) -> str:
    """The words of a row on one line, "a | b | c"; empty cells at its ends leave no bar."""
    return _SPACES.sub(" ", " | ".join(map(cell_text, children(row)))).strip(" |")


def columns_of_figures(block: Block) -> frozenset[int]:
    """The columns, from 0, in which every value below the heads is a number or an amount."""
    attributes = block["attrs"]
    rows = [[cell_text(cell) for cell in children(row)] for row in children(block)]
    rows = rows[1:] if attributes["head_row"] else rows
    first = 1 if attributes["head_column"] else 0
    return frozenset(
        number
        for number in range(first, widest(children(block)))
        if _is_of_figures([row[number] for row in rows])
    )


def _is_of_figures(values: Sequence[str]) -> bool:
    given = [value for value in values if value.casefold() not in _NOTHING]
    return bool(given) and all(map(is_figure, given))


def is_figure(words: str) -> bool:
    """Whether a cell holds a number or an amount and nothing else."""
    return _FIGURE.fullmatch(words) is not None
