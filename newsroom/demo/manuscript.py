"""A manuscript of the demo paper -> its fields and its body; the marks are few and stand at line starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.body.document import (
    Block,
    Inline,
    bullet_list,
    embed,
    fact_box,
    figure,
    hard_break,
    heading,
    live_update,
    ordered_list,
    paragraph,
    pull_quote,
    quotation,
    rule,
    table,
    table_cell,
    text,
)
from newsroom.demo.catalogue import PictureSpec

_FIGURE = re.compile(r"\[(?P<file>[a-z0-9-]+\.jpg)(?: \| (?P<caption>[^\]]+))?\]")
_MARKED = re.compile(r"(\*\*.+?\*\*|\*[^*\s][^*]*\*)")
_OPENING = re.compile(r"(^|[\s(\[—“‘])\"")
_OPENING_SINGLE = re.compile(r"(^|[\s(\[—“])'")


@dataclass(frozen=True)
class Manuscript:
    """One story as its writer left it: fields by name, and the text under them."""

    fields: dict[str, str]
    text: str

    def listed(self, name: str) -> list[str]:
        """The entries of a field that holds several, parted by semicolons."""
        return [entry.strip() for entry in self.fields.get(name, "").split(";") if entry.strip()]

    def words(self, name: str) -> str:
        """A field that readers see, with printed quotation marks."""
        return printed(self.fields.get(name, ""))


def parse(manuscript: str) -> Manuscript:
    """Take a manuscript apart; raises ValueError for a line of the head that names no field."""
    head, _, body = manuscript.partition("\n---\n")
    fields: dict[str, str] = {}
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"{line!r} is not a field; write it like 'section: city'.")
        fields[name.strip()] = value.strip()
    return Manuscript(fields, body.strip())


def printed(words: str) -> str:
    """Typewriter quotation marks and dashes as a printer sets them."""
    words = words.replace(" -- ", " — ")
    words = _OPENING.sub(r"\1“", words).replace('"', "”")
    return _OPENING_SINGLE.sub(r"\1‘", words).replace("'", "’")


def blocks(text_: str, pictures: dict[str, PictureSpec], *, typeset: bool = True) -> list[Block]:
    """The blocks of a body. Without `typeset` quotation marks stay as they are written."""
    return [
        block
        for lines in _paragraphs(text_.splitlines())
        for block in _block(lines, pictures, typeset=typeset)
    ]


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """Groups of lines parted by blank ones; what stands between ::: marks is one group."""
    group: list[str] = []
    is_boxed = False
    for line in lines:
        if line.startswith(":::"):
            is_boxed = not is_boxed
            group.append(line)
            if not is_boxed:
                yield group
                group = []
        elif line.strip() or is_boxed:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _block(lines: list[str], pictures: dict[str, PictureSpec], *, typeset: bool) -> Iterator[Block]:
    first = lines[0]
    if first.startswith(":::"):
        yield _box(lines, pictures, typeset=typeset)
    elif first.startswith("## "):
        yield heading(*_runs(first[3:], typeset=typeset))
    elif first.startswith(">> "):
        words, _, speaker = first[3:].partition(" | ")
        yield pull_quote(*_runs(words, typeset=typeset), attribution=speaker)
    elif first.startswith("> "):
        yield _quotation(lines, typeset=typeset)
    elif (first.startswith("* ") and not first.startswith("* *")) or first.startswith("* **"):
        yield bullet_list(*(paragraph_item(line[2:], typeset=typeset) for line in lines))
    elif re.match(r"\d+\. ", first):
        entries = (line.partition(". ")[2] for line in lines)
        yield ordered_list(*(paragraph_item(entry, typeset=typeset) for entry in entries))
    elif first.startswith("| "):
        yield _table(lines, typeset=typeset)
    elif first == "***":
        yield rule()
    elif first.startswith("@"):
        thing, _, title = first[1:].partition(" | ")
        provider, _, key = thing.partition(" ")
        yield embed(provider, key, printed(title))
    elif match := _FIGURE.fullmatch(first):
        yield _figure(match, pictures)
    else:
        yield paragraph(*_runs(" ".join(lines), typeset=typeset))


def paragraph_item(words: str, *, typeset: bool) -> Block:
    """One entry of a list."""
    return {
        "type": "list_item",
        "attrs": {},
        "content": [paragraph(*_runs(words, typeset=typeset))],
    }


def _box(lines: list[str], pictures: dict[str, PictureSpec], *, typeset: bool) -> Block:
    """A fact box (`:::fact Heading | day`) or an update (`:::live time | Heading !`)."""
    kind, _, head = lines[0][3:].partition(" ")
    inner = blocks("\n".join(lines[1:-1]), pictures, typeset=typeset)
    left, _, right = head.partition(" | ")
    if kind == "fact":
        return fact_box(*inner, heading=printed(left.strip()), as_of=right.strip())
    if kind == "live":
        return live_update(
            *inner,
            at=left.strip(),
            heading=printed(right.removesuffix(" !").strip()),
            key_moment=right.endswith(" !"),
        )
    raise ValueError(f"{lines[0]!r} opens no box; there are ':::fact' and ':::live'.")


def _table(lines: list[str], *, typeset: bool) -> Block:
    """A table: its caption, then rows of cells between bars; the first row and column are heads."""
    caption, *rows = lines
    cells = (row.strip("|").split("|") for row in rows)
    return table(
        *([table_cell(*_runs(each.strip(), typeset=typeset)) for each in row] for row in cells),
        caption=printed(caption.strip("| ")),
        head_row=True,
        head_column=True,
    )


def _quotation(lines: list[str], *, typeset: bool) -> Block:
    said = [line.removeprefix(">").strip() for line in lines]
    speaker = said.pop().removeprefix("-- ") if said[-1].startswith("-- ") else ""
    return quotation(
        *(paragraph(*_runs(words, typeset=typeset)) for words in said), attribution=speaker
    )


def _figure(match: re.Match[str], pictures: dict[str, PictureSpec]) -> Block:
    picture = pictures[match["file"]]
    return figure(
        caption=match["caption"] or picture.caption,
        alt=picture.alt,
        credit=picture.credit,
        source_url=f"pictures/{picture.file}",
    )


def _runs(words: str, *, typeset: bool) -> list[Inline]:
    """Text with **strong** and *emphasis* as runs."""
    words = printed(words) if typeset else words
    runs: list[Inline] = []
    for part in _MARKED.split(words):
        if part.startswith("**"):
            runs.append(text(part[2:-2], "strong"))
        elif part.startswith("*") and len(part) > 1:
            runs.append(text(part[1:-1], "emphasis"))
        elif part:
            runs.append(text(part))
    return runs or [hard_break()]
