"""Copy whose line ends were lost: " . " marks where a line without a stop of its own ended."""

from __future__ import annotations

import re
from typing import Final

from articles.ingest.cleaning.flat_lines import part_head, part_labels
from articles.ingest.cleaning.passages import Copy
from articles.ingest.cleaning.text import is_finished, sentences

_JOINT: Final = re.compile(
    r"(?<=[a-zà-ÿ0-9][.!?])[\"'”’)]*(?=[\"'“‘(]?[A-ZÀ-Þ](?:[a-zà-ÿ’']|[ \"]))|"
    r"(?<![\w-])[a-zà-ÿ]{3,}(?=[A-ZÀ-Þ](?:[a-zà-ÿ]{2,}|[ ](?=[a-z]))(?![a-zà-ÿ]*[A-Z]))|"
    r"(?<![\w-])[a-zà-ÿ]{3,}(?=By [A-ZÀ-Þ])|(?<=[A-Z]{3})(?=[A-Z][a-z]+ [a-z])|(?<=dvertisement)(?=[A-Z])|"
    r"(?<=\b(?:19|20)\d\d)(?=[A-ZÀ-Þ][a-zà-ÿ]* )|"
    r"(?<=[a-zA-ZÀ-ÿ])(?=(?:PUBLISHED|UPDATED|Published|Updated): ?\d)"
)
"""Where a line's end was lost without a trace: "nothing at all.The museum", "from her homeMargaret Pellow"."""
_OPENS: Final = re.compile(r"(?:^|(?<=[\s(–—-]))[\"'](?=\w)")
_CLOSES: Final = re.compile(r"(?<=[\w.,!?])[\"'](?=[\s,.;:]|$)")
_FEWEST_JOINTS: Final = 2
_MARK: Final = " . "
_FEWEST_MARKS: Final = 2
_SHORTEST: Final = 300
"""Signs; shorter copy is a line or two, which nobody needs to part."""
_LONGEST_LINE: Final = 60
"""Words; what stands longer between two marks is no caption, label or heading."""


def part_flat(copy: Copy, headline: str) -> None:
    """Part a story on one line again: captions, labels and headings were lines without a stop.

    Copy in which every sentence ends in " . " was cut into words by a program; it stays whole.
    """
    live = copy.live()
    whole = max(live, key=lambda each: len(each.text), default=None)
    if whole is None or len(whole.text) < max(_SHORTEST, 0.8 * sum(len(p.text) for p in live)):
        return
    pieces = whole.text.removesuffix(" .").split(_MARK)
    stops = sum(len(sentences(piece)) - 1 for piece in pieces)
    marks = whole.raw.removesuffix(" .").count(_MARK)  # the head's own are among them
    if len(pieces) > 1 and marks >= _FEWEST_MARKS and len(pieces) <= stops + 1:
        lines = [line for piece in pieces for line in _lines(piece, last=piece is pieces[-1])]
    else:
        lines = _unglued(whole.text)
    if len(lines) == 1:
        lines = [line for part in part_head(whole.text, headline) for line in part_labels(part)]
    first, *others = [line for line in lines if line]
    if not others:
        return
    copy.part(whole, first, others)
    copy.note(whole, "flat-lines")


def _unglued(text: str) -> list[str]:
    """The lines of a text that were glued together; the whole text where none was."""
    ends = list(dict.fromkeys(found.end() for found in _JOINT.finditer(text)))
    if len(ends) < _FEWEST_JOINTS:
        return [text]
    lines = [
        text[one:other].strip() for one, other in zip([0, *ends], [*ends, len(text)], strict=True)
    ]
    for place in range(len(lines) - 1):
        line = lines[place]
        closed, opened = len(_CLOSES.findall(line)), len(_OPENS.findall(line))
        if line[-1:] in "\"'" and closed > opened:  # it opens the next line
            lines[place], lines[place + 1] = line[:-1], line[-1] + lines[place + 1]
    return lines


def _lines(piece: str, *, last: bool) -> list[str]:
    """The sentences before a mark, and the line without a stop that the mark ended."""
    found = sentences(piece)
    if not found or is_finished(found[-1]) or (last and len(found) == 1):
        return [piece.strip()]
    if len(found[-1].split()) > _LONGEST_LINE:
        return [piece.strip()]
    return [" ".join(found[:-1]), found[-1]]
