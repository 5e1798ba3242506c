"""Running text from pieces of markup: white space folded, breaks kept, ends trimmed."""

from __future__ import annotations

import re
from itertools import groupby

from articles.body.shapes import Inline, Mark

Marks = tuple[tuple[str, str], ...]
"""(mark, address) pairs in document order; the address is empty but for a link."""

_FOLDED = re.compile("[ \t\n\r\f\v]+")
_ENDS = " \t\n\r\f\v\xa0\u200b\ufeff\u2028\u2029"
_BREAK = "\n"


class InlineText:
    """A block's text as it grows; `take` empties it."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, Marks]] = []
        self.has_words = False
        """Whether anything but white space has been added."""

    def add(self, text: str, marks: Marks = ()) -> None:
        """Add text; white space in it counts as one space."""
        self._pieces.append((_FOLDED.sub(" ", text), marks))
        self.has_words = self.has_words or bool(text.strip(_ENDS))

    def add_lines(self, text: str, marks: Marks = ()) -> None:
        """Add text whose line ends are breaks, as in preformatted text."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.add_break()
            if line:
                self.add(line, marks)

    def add_break(self) -> None:
        """Add the end of a line inside the block."""
        self._pieces.append((_BREAK, ()))

    @property
    def ends_with_break(self) -> bool:
        """Whether the last thing added, spaces apart, is a break."""
        for text, _ in reversed(self._pieces):
            if text.strip(_ENDS) or text == _BREAK:
                return text == _BREAK
        return False

    def take(self, *, split: bool = True) -> list[list[Inline]]:
        """The text as runs, cut where `split` and two or more breaks follow one another."""
        parts: list[list[tuple[str, Marks]]] = [[]]
        breaks = 0
        for text, marks in self._pieces:
            if text == _BREAK:
                breaks += 1
                continue
            if not text.strip(" ") and (breaks or not parts[-1]):
                continue
            if breaks and split and breaks > 1:
                parts.append([])
            elif breaks and parts[-1]:
                parts[-1].append((_BREAK, ()))
            breaks = 0
            parts[-1].append((text, marks))
        self._pieces, self.has_words = [], False
        return [runs for part in parts if (runs := _runs(part))]

    def words(self) -> str:
        """The text alone on one line; empties it."""
        runs = [run for part in self.take(split=False) for run in part]
        return "".join(run.get("text", " ") for run in runs).strip(_ENDS)

    def last_sign(self) -> str:
        """The last visible sign so far; "" before the first. Takes nothing."""
        said = (text.rstrip(_ENDS) for text, _marks in reversed(self._pieces))
        return next((text[-1] for text in said if text), "")


def trimmed(text: str) -> str:
    """The text without spaces, no-break spaces and invisible marks at its ends."""
    return text.strip(_ENDS)


def without_strong(runs: list[Inline]) -> list[Inline]:
    """What is strong by itself, as a heading is: the mark goes if all of the text has it."""
    marked = [{mark["type"] for mark in run.get("marks", [])} for run in runs if "text" in run]
    if not all("strong" in marks for marks in marked):
        return runs
    for run in runs:
        if marks := [mark for mark in run.get("marks", []) if mark["type"] != "strong"]:
            run["marks"] = marks
        else:
            run.pop("marks", None)
    return runs


def _runs(pieces: list[tuple[str, Marks]]) -> list[Inline]:
    folded = _fold_ends(pieces)
    _trim(folded, last=True)
    folded.reverse()
    _trim(folded, last=False)
    folded.reverse()
    runs: list[Inline] = []
    for (marks, is_break), group in groupby(
        folded, key=lambda piece: (piece[1], piece[0] == _BREAK)
    ):
        texts = [text for text, _ in group]
        if is_break:
            runs.extend({"type": "hard_break"} for _ in texts)
        else:
            runs.append(_run("".join(texts), marks))
    return runs


def _fold_ends(pieces: list[tuple[str, Marks]]) -> list[tuple[str, Marks]]:
    """Spaces at the seams between pieces and around breaks count once or not at all."""
    folded: list[tuple[str, Marks]] = []
    for text, marks in pieces:
        if text == _BREAK:
            _trim(folded, last=True)
            folded.append((text, marks))
            continue
        at_seam = not folded or folded[-1][0].endswith((" ", _BREAK))
        kept = text.lstrip(" ") if at_seam else text
        if kept:
            folded.append((kept, marks))
    return folded


def _trim(pieces: list[tuple[str, Marks]], *, last: bool) -> None:
    """Take white space off the end of the list; with `last` false the pieces stand reversed."""
    while pieces:
        text, marks = pieces[-1]
        kept = text.rstrip(_ENDS) if last else text.lstrip(_ENDS)
        if kept:
            pieces[-1] = (kept, marks)
            return
        pieces.pop()


def _run(text: str, marks: Marks) -> Inline:
    run: Inline = {"type": "text", "text": text}
    if marks:
        run["marks"] = [_mark(kind, href) for kind, href in marks]
    return run


def _mark(kind: str, href: str) -> Mark:
    return {"type": kind, "attrs": {"href": href}} if href else {"type": kind}
