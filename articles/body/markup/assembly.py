"""The body while markup is read: running text is gathered, cut into blocks, put in place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from articles.body.blocks import LIMITS
from articles.body.document import embed, heading, paragraph
from articles.body.markup.frames import Frame, Frames
from articles.body.markup.inline_text import InlineText, Marks, without_strong
from articles.body.markup.tables import Cell, OpenTable
from articles.body.markup.word_lists import WordItem, lists
from articles.body.providers import embed_from_url
from articles.body.shapes import Block, Inline

_ADDRESS = re.compile(r"https?://\S{4,1900}")
_SENTENCE_ENDS = frozenset(".!?\u2026\"'\u201d\u2019\u00bb\u201c\u2014\u2013。！？」")


@dataclass(slots=True)
class _Row:
    """A table row: its cells become one paragraph unless one of them holds several."""

    cells: int = 0
    bars: int = 0
    """Ends of cells behind the words so far: they are set before the words of a later cell."""
    was_joined: bool = False
    cell_has_words: bool = False
    line_ended: bool = False


@dataclass(frozen=True, slots=True)
class TextKind:
    """What the running text will be: "paragraph", "heading" of a level, "word_item" of a level."""

    name: str = "paragraph"
    level: int = 0


class Assembly:
    """Text in, blocks out."""

    def __init__(self) -> None:
        self.frames = Frames()
        self.kind = TextKind()
        self.marker_is_ordered = False
        self._text = InlineText()
        self._waiting: list[Block] = []
        self._formulas: list[tuple[str, Marks, Callable[[], None]]] = []
        """Formulas at the beginning of a line that may have no words."""
        self._rows: list[_Row] = []
        self.tables: list[OpenTable] = []
        """Open tables, outermost first."""
        self._cells = 0
        self._word_items: list[WordItem] = []

    @property
    def has_words(self) -> bool:
        """Whether words wait to become a block."""
        return self._text.has_words

    @property
    def ends_with_break(self) -> bool:
        """Whether a new line was begun and nothing stands on it."""
        return self._text.ends_with_break

    @property
    def ends_sentence(self) -> bool:
        """Whether the words so far end as a sentence or a quotation does, or in a dash before a name."""
        return self._text.last_sign() in _SENTENCE_ENDS

    def add(self, text: str, marks: Marks, *, lines: bool = False) -> None:
        """Add running text; with `lines`, its line ends are breaks."""
        if self._formulas and text.strip():
            begun, self._formulas = self._formulas, []
            for formula, marked, _alone in begun:
                self._text.add(f"{formula} ", marked)
                self._also_in_cell(f"{formula} ", marked)
        if self._rows and text.strip():
            row = self._rows[-1]
            if row.line_ended and row.cell_has_words:
                self.flush()
            row.line_ended, row.cell_has_words = False, True
            if row.bars and self._text.has_words:
                self._text.add(" |" * row.bars + " ")
                row.was_joined = True
            row.bars = 0
        if lines:
            self._text.add_lines(text, marks)
        else:
            self._text.add(text, marks)
        self._also_in_cell(text, marks)

    def _also_in_cell(self, text: str, marks: Marks) -> None:
        if self.tables:
            self.tables[-1].add(text, marks)

    def add_formula(self, words: str, marks: Marks, alone: Callable[[], None]) -> None:
        """Add a formula to the words of its line; `alone` keeps it where there are none."""
        if self._text.has_words:
            self.add(words, marks)
        else:
            self._formulas.append((words, marks, alone))

    def drop_words(self) -> None:
        """Forget the words that wait to become a block."""
        self._text.take()
        if self.tables:
            self.tables[-1].is_layout = True

    def add_break(self) -> None:
        self._text.add_break()
        if self.tables and self.tables[-1].into is not None:
            self.tables[-1].into.add_break()

    def end_line(self) -> None:
        """A paragraph ends here; in a table cell only if more words of the cell follow."""
        if self.tables:
            self.tables[-1].end_line()
        if self._rows and self._rows[-1].cells:
            self._rows[-1].line_ended = True
            self._text.add(" ")
        else:
            self.flush()

    def flush(self) -> None:
        """Make blocks of the running text, then place the pictures that waited for its end."""
        if self.kind.name == "heading":
            self._place_heading()
        else:
            for runs in self._text.take():
                self._place_runs(runs)
        waiting, self._waiting = self._waiting, []
        formulas, self._formulas = self._formulas, []
        for _words, _marks, alone in formulas:
            alone()
        for block in waiting:
            self.place(block)

    def place(self, block: Block) -> None:
        """Put a finished block where it belongs."""
        self._settle_word_items()
        self.frames.place(block)

    def place_picture(self, block: Block) -> None:
        """A picture in the middle of a paragraph stands after it."""
        if self._text.has_words:
            self._waiting.append(block)
        else:
            self.place(block)

    def open(self, kind: str, **attributes: Any) -> bool:
        """Begin a block that holds blocks; False if it cannot stand here."""
        self.flush()
        self._settle_word_items()
        if not self.frames.can_open(kind):
            return False
        self.frames.open(kind, **attributes)
        return True

    def close(self) -> Frame:
        """End the innermost open block."""
        self.flush()
        self._settle_word_items()
        return self.frames.close()

    def end_block(self) -> None:
        """`close`, for whom only the end matters."""
        self.close()

    def discard(self) -> Frame:
        """Drop the innermost open block; gives what stood in it."""
        self.flush()
        self._settle_word_items()
        return self.frames.discard()

    def begin_table(self, *, is_layout: bool) -> None:
        """Begin a table; one that holds another, or stands where none may, lays things out."""
        self.flush()
        self._settle_word_items()
        if self.tables:
            self.tables[-1].is_layout = True
        frame = self.frames.current
        opened = OpenTable(frame, len(frame.content), len(frame.late))
        opened.is_layout = is_layout or "table" not in frame.allowed
        self.tables.append(opened)

    def end_table(self) -> str:
        """Put the table in place of its lines; if they stay, why, where some of them are rows."""
        self.flush()
        self._settle_word_items()
        ended = self.tables.pop()
        if self.frames.current is not ended.frame:
            return ""
        blocks, reason = ended.settled(self._cells)
        if not blocks:
            return reason if ended.was_joined else ""
        del ended.frame.content[ended.stood_before :]
        for block in blocks:
            self.place(block)
        self._cells += sum(len(row["content"]) + 1 for row in blocks[0]["content"])
        return ""

    def begin_row(self) -> None:
        self.flush()
        self._rows.append(_Row())
        if self.tables:
            self.tables[-1].begin_row()

    def begin_cell(self, cell: Cell) -> None:
        if self.tables:
            cell.is_head = cell.is_head or self.tables[-1].is_in_head
            self.tables[-1].begin_cell(cell)
        if self._rows:
            row = self._rows[-1]
            row.bars += bool(row.cells and self._text.has_words)
            row.cells, row.cell_has_words, row.line_ended = row.cells + 1, False, False
        else:
            self.flush()

    def end_row(self) -> None:
        self.flush()
        was_joined = bool(self._rows) and self._rows.pop().was_joined
        if self.tables:
            self.tables[-1].was_joined |= was_joined
            self.tables[-1].into = None

    def finish(self) -> list[Block]:
        """The blocks of the whole."""
        self.flush()
        self._settle_word_items()
        return self.frames.content

    def _place_heading(self) -> None:
        for runs in self._text.take(split=False):
            runs = without_strong(runs)
            length = sum(len(run.get("text", " ")) for run in runs)
            if length > LIMITS["heading"]:
                self.place(paragraph(*runs))
            else:
                self.place(heading(*runs, level=self.kind.level))

    def _place_runs(self, runs: list[Inline]) -> None:
        if self.kind.name == "word_item":
            item = WordItem(self.kind.level, self.marker_is_ordered, paragraph(*runs))
            self._word_items.append(item)
        elif found := _lone_embed(runs):
            self.place(embed(*found))
        else:
            self.place(paragraph(*runs))

    def _settle_word_items(self) -> None:
        if not self._word_items:
            return
        items, self._word_items = self._word_items, []
        deepest = LIMITS["depth"] - 1 - self.frames.current.depth
        for block in lists(items, deepest):
            if block["type"] in self.frames.current.allowed:
                self.frames.place(block)
                continue
            for item in items:
                self.frames.place(item.paragraph)
            return


def _lone_embed(runs: list[Inline]) -> tuple[str, str] | None:
    """Provider and key, where an address of a known provider is all there is in a paragraph."""
    if len(runs) != 1 or not _ADDRESS.fullmatch(runs[0].get("text", "")):
        return None
    return embed_from_url(runs[0]["text"])
