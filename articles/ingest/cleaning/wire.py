"""Lines -> passages: joins hard line breaks and turns a wire's marks into plain signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.references import parted
from articles.ingest.cleaning.split import glued, joined_at_links
from articles.ingest.cleaning.text import is_capitals, is_finished, tidy
from articles.ingest.record import Line

# Wires break at 69 columns (IPTC 7901), mail at 72 to 78, typewriters' heirs at 80.
_NARROWEST, _WIDEST = 45, 82
_SMALL_SHARE: Final = 0.2
"""Of the lines in small letters so many at least begin with one where lines were broken at a column."""
_COLUMN: Final = 24
"""A printed column's characters; only words that are broken at line ends tell such a one."""
_MARK: Final = re.compile(r"^\s*(?:[-–—•*·▪‣>#]|\d{1,3}[.)])\s|^\s*[A-ZÀ-Ý][\w .'’-]{0,30}:\s")
_TABLE: Final = re.compile(r"\t|\S\s{3,}\S|\.{4,}|\s\|\s|^\s*(?:@|#)")
_SMALL: Final = re.compile(r"[a-zß-öø-ÿ]+(?![A-Za-z])")
"""A first word in small letters; "iPhone" begins a line of its own."""
_HYPHENED: Final = re.compile(r"[a-zà-ÿ]-$")

_QUOTES: Final = re.compile(r"``\s?(.{0,2000}?)\s?(?:''|(?<=[.,!?])\"|$)")
_DASH: Final = re.compile(r"(?<=\S) _ (?=\S)|^_ ?(?=[A-Z\"“‘'])")
_SIDE_MARKS: Final = re.compile(r"^\^+\s*|\s*<+$|^<+\s+(?=\w)")
_PROMPT: Final = re.compile(
    r"(?:^|(?<=[.!?\"”’'»]) )(?:Watch|See|Read|Learn|View|Hear|Listen)\b[^.«»]{3,90}»\s*\.?$"
)
_LAST_PROMPT: Final = re.compile(
    r"(?:(?<=[.!?\"”’'])|(?<=\w))\s*(?:Show More\s*Show Less|(?<=\s)(?:Scroll (?:down|up|below) "
    r"(?:for|to see|to watch) [^.!?]{0,60}|Sign up (?:for|to) [^.!?]{3,90}newsletters?\b[^.!?]{0,40}))\s*\.?$"
)
"""What ends a paragraph of a page without being part of it."""
_PAGE_WORDS: Final = re.compile(
    r"(?<=\w)\s*Purchase Licensing Rights(?=,? opens new tab|$)|,? ?\bopens new tab\b|"
    r" ?\(opens in (?:a )?new (?:tab|window)\)"
)
_EDIT: Final = re.compile(
    r"\s*\[\s*(?:edit(?: (?:source|wikitext|section))?|(?:quelltext )?bearbeiten|modifier|editar|modifica|"
    r"(?:brontekst )?bewerken|edytuj|redigera|redig[eé]r|muokkaa|upravit|szerkesztés|düzenle|"
    r"править|редагувати|編集|编辑|編輯|편집)"
    r"(?:\s*[|·•]\s*[^\[\]|]{2,40})?\s*\]$",
    re.IGNORECASE,
)
"""What a wiki sets behind each heading: "[edit]", "[Bearbeiten | Quelltext bearbeiten]"."""
_LONGEST_HEADING: Final = 200
_SPACED_STOP: Final = re.compile(r"(?<=\w) \.$")


def passages(lines: Sequence[Line], copy: Copy) -> None:
    """Fill `copy` with one passage for each paragraph of `lines`; empty lines end one."""
    if referenced := parted(lines):
        _without_references(copy, *referenced)
        return
    split = joined_at_links(lines)
    for group in split or _groups(lines):
        if len(group) > 1:
            words = glued([tidy(line.text) for line in group]) if split else _joined(group)
            joined = Passage(group[0].number, "\n".join(line.text for line in group), words)
            copy.passages.append(joined)
            copy.note(joined, "split-lines" if split else "wrapped-lines")
        else:
            line = group[0]
            passage = Passage(line.number, line.text, tidy(line.text))
            copy.passages.append(passage)
            if not passage.text:
                copy.take_out(passage, "empty-line")


def _without_references(
    copy: Copy, groups: list[tuple[list[Line], str]], links: list[Line]
) -> None:
    """The paragraphs of a terminal's browser, and its list of links, which goes."""
    for group, words in groups:
        joined = Passage(group[0].number, "\n".join(line.text for line in group), words)
        copy.passages.append(joined)
        if words:
            copy.note(joined, "split-lines")
        else:
            copy.take_out(joined, "picture-placeholder")
    for line in links:
        copy.passages.append(Passage(line.number, line.text, tidy(line.text)))
        copy.take_out(copy.passages[-1], "tail")


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    blocks = list(_blocks(lines))
    wrapped = _is_wrapped(blocks)
    for block in blocks:
        if len(block) == 1:
            yield block
        elif not wrapped:
            yield from _broken_off(block)
        else:
            yield from _paragraphs(block)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines without an empty one between them."""
    block: list[Line] = []
    for line in lines:
        empty = not line.text or line.text.isspace()
        if block and (empty or line.number > block[-1].number + 1):
            yield block
            block = []
        if not empty:
            block.append(line)
    if block:
        yield block


def _is_wrapped(blocks: list[list[Line]]) -> bool:
    """Whether the lines were broken at a fixed column rather than at the ends of paragraphs."""
    inner = [line.text.rstrip() for block in blocks for line in _inner(block)]
    if len(inner) < 2 or any(len(text) > _WIDEST + 30 for text in inner):
        return False
    if _begin_anew(blocks):
        return False
    widths = [len(text) for text in inner]
    widest = sorted(widths)[int(0.95 * (len(widths) - 1))]
    if not _NARROWEST <= widest <= _WIDEST and not (
        _COLUMN <= widest < _NARROWEST and _breaks_words(blocks)
    ):
        return False
    full = sum(1 for each in widths if each >= widest - 15)
    unfinished = sum(1 for text in inner if not is_finished(text))
    return (
        median(widths) >= widest - 14
        and full >= 0.6 * len(inner)
        and unfinished >= 0.6 * len(inner)
        and sum(1 for text in inner if _TABLE.search(text)) <= 0.2 * len(inner)
    )


def _broken_off(block: list[Line]) -> Iterator[list[Line]]:
    """Lines that stand for themselves, but for a sentence that goes on in small letters on the next ones."""
    run = [block[0]]
    for before, line in pairwise(block):
        if not _goes_on(before.text.rstrip(), line.text.strip()):
            yield from _sentence_or_lines(run)
            run = []
        run.append(line)
    yield from _sentence_or_lines(run)


def _goes_on(above: str, below: str) -> bool:
    is_broken = _NARROWEST <= len(above) <= _WIDEST + 30 and (
        above[-1].isalnum() or above[-1] in ",-"
    )
    is_table = _TABLE.search(above) or _TABLE.search(below)
    return is_broken and _SMALL.match(below) is not None and not is_table


def _sentence_or_lines(run: list[Line]) -> Iterator[list[Line]]:
    if is_finished(run[-1].text):
        yield run
    else:  # a list in small letters ends no entry with a stop
        yield from ([line] for line in run)


def _inner(block: list[Line]) -> Iterator[Line]:
    """The lines of a block that another follows, but for those above an indent, which end a paragraph."""
    margin = min(_indent(line.text) for line in block)
    for line, after in pairwise(block):
        if _indent(line.text) > margin or _indent(after.text) == margin:
            yield line


def _breaks_words(blocks: list[list[Line]]) -> bool:
    """Whether words are broken by a hyphen at line ends, as in a newspaper's column."""
    return any(
        _HYPHENED.search(above.text.rstrip()) and below.text.strip()[:1].islower()
        for block in blocks
        for above, below in pairwise(block)
    )


def _begin_anew(blocks: list[list[Line]]) -> bool:
    """Whether the lines below others each begin with a capital, as points of a list do."""
    below = [line.text.strip() for block in blocks for line in block[1:]]
    small = sum(1 for text in below if text[:1].islower())
    capital = sum(1 for text in below if text[:1].isupper() and not is_capitals(text))
    return small < _SMALL_SHARE * capital


def _paragraphs(block: list[Line]) -> Iterator[list[Line]]:
    """The paragraphs of a block of wrapped lines: an indent, a mark or a short full line ends one."""
    full = max(len(line.text.rstrip()) for line in block)
    margin = min(_indent(line.text) for line in block)
    below = {_indent(line.text) for line in block[1:]}
    if (
        len(block) > 2 and len(below) == 1 and margin not in below
    ):  # a number or a mark hangs out to the left
        margin = below.pop()
    current = [block[0]]
    for before, line in pairwise(block):
        text = before.text.rstrip()
        ended = len(text) < 0.75 * full and (
            is_finished(text) or is_capitals(text) or len(text) < 30
        )
        ended = ended or text.endswith(("<", "="))
        begins = (
            _indent(line.text) > margin
            or line.text[:1] == "^"
            or _MARK.match(line.text) is not None
        )
        if ended or begins or is_capitals(text) != is_capitals(line.text):
            yield current
            current = []
        current.append(line)
    yield current


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\u00a0"))


def _joined(group: list[Line]) -> str:
    """The words of wrapped lines; only a printed column breaks words, a wire's hyphens are their own."""
    column = max(len(line.text.rstrip()) for line in group) < _NARROWEST
    parts: list[str] = []
    for line in group:
        text = tidy(line.text)
        glue = "" if parts and _HYPHENED.search(parts[-1]) and text[:1].islower() else " "
        if column and not glue:
            parts[-1] = parts[-1][:-1]
        parts += [glue, text]
    return tidy("".join(parts[1:]))


def mend_marks(copy: Copy) -> None:
    """``quotes'', "_" for a dash and "^" and "<" at line ends become plain signs."""
    spaced = _spaced_stops_are_litter(copy)
    for passage in copy.live():
        text = passage.text
        if text[-1:] == "]" and len(text) <= _LONGEST_HEADING:
            _cut_edit_link(copy, passage)
            text = passage.text
        if spaced and _SPACED_STOP.search(text):
            passage.rewrite(_SPACED_STOP.sub(".", text))
            copy.note(passage, "spaced-stop")
        if "opens " in text or "Licensing Rights" in text:
            _cut_page_words(copy, passage)
            text = passage.text
        if "»" in text and "«" not in text:
            _cut_prompt(copy, passage)
        if "croll " in text[-90:] or "Sign up " in text[-160:] or text.endswith("Show Less"):
            _cut_last_prompt(copy, passage)
        if len(text) > 20_000 or not ("_" in text or "``" in text or "^" in text or "<" in text):
            continue
        text = passage.text
        mended = _QUOTES.sub(r"“\1”", text) if "``" in text else text
        mended = _DASH.sub(lambda match: " — " if match[0].startswith(" ") else "— ", mended)
        mended = _SIDE_MARKS.sub("", mended)
        if mended != text and mended:
            passage.rewrite(tidy(mended))
            copy.note(passage, "wire-marks")


def _cut_edit_link(copy: Copy, passage: Passage) -> None:
    """Cut a wiki's link for editing off a heading; behind a whole sentence it is an editor's word."""
    left = _EDIT.sub("", passage.text)
    if left == passage.text or is_finished(left):
        return
    if left:
        passage.rewrite(left)
        copy.note(passage, "edit-link")
    else:
        copy.take_out(passage, "edit-link")


def _cut_page_words(copy: Copy, passage: Passage) -> None:
    """Cut what a page says about its links ("opens new tab") out of a paragraph."""
    left = tidy(_PAGE_WORDS.sub("", passage.text))
    if left and left != passage.text:
        passage.rewrite(left)
        copy.note(passage, "link-prompt")


def _cut_prompt(copy: Copy, passage: Passage) -> None:
    """Cut "Watch the boats come home »" off the end of a paragraph."""
    left = _PROMPT.sub("", passage.text)
    if not left:
        copy.take_out(passage, "link-prompt")
    elif left != passage.text:
        passage.rewrite(left)
        copy.note(passage, "link-prompt")


def _cut_last_prompt(copy: Copy, passage: Passage) -> None:
    """Cut "Scroll down for video", "Show MoreShow Less" and the like off the end of a paragraph."""
    head, end = passage.text[:-200], passage.text[-200:]
    found = _LAST_PROMPT.search(end)
    if found and (head + end[: found.start()]).strip():
        passage.rewrite(head + end[: found.start()].rstrip())
        copy.note(passage, "link-prompt")


def _spaced_stops_are_litter(copy: Copy) -> bool:
    """Whether " ." ends few lines among many that end in a plain stop: a scraper added it."""
    ends = [passage.text[-2:] for passage in copy.live()]
    spaced = sum(1 for end in ends if end == " .")
    return 0 < spaced < 0.5 * sum(1 for end in ends if end[-1:] in ".!?'\"”’")
