"""The state of one reading of markup, which every element may look at and change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from articles.body.markup.assembly import Assembly
from articles.body.markup.captioned import Captioned
from articles.body.markup.inline_text import InlineText, Marks
from articles.body.markup.removed import RemovedList
from articles.body.shapes import Block

Finish = Callable[[], None] | None
"""What the end of an element does, if it does anything."""


def drop_inside() -> None:
    """The answer of an element that is done with: what stands in it is passed over."""


@dataclass(slots=True)
class Reading:
    """Marks and sink are put back when the element that changed them ends."""

    base_url: str = ""
    assembly: Assembly = field(default_factory=Assembly)
    removed: RemovedList = field(default_factory=RemovedList)
    marks: Marks = ()
    sink: InlineText | None = None
    """Where text goes that is not running text: a caption, a credit, an attribution."""
    figures: list[Captioned] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    """Of the pictures so far."""
    newest_picture: Block | None = None
    preformatted: int = 0
    small_figures: tuple[str, str] = ("", "")

    def add_text(self, text: str) -> None:
        before, after = self.small_figures
        if before and not text.strip(before):
            text = text.translate(str.maketrans(before, after))
        if self.sink is not None:
            self.sink.add(text)
        else:
            self.assembly.add(text, self.marks, lines=self.preformatted > 0)

    def end_line(self) -> None:
        if self.sink is not None:
            self.sink.add(" ")
        else:
            self.assembly.end_line()

    def line(self) -> Finish:
        """Begin an element that is a paragraph of its own."""
        self.end_line()
        return self.end_line

    def into(self, sink: InlineText) -> None:
        """Send text elsewhere until the element ends."""
        if self.sink is None:
            self.assembly.flush()
        sink.add(" ")
        self.sink = sink

    def set_mark(self, mark: str, href: str = "", *, is_on: bool = True) -> None:
        kept = tuple(each for each in self.marks if each[0] != mark)
        self.marks = (*kept, (mark, href)) if is_on else kept
