"""What the marks of a block tell: bold lines are headings, bracketed links other stories, rows of buttons noise."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from articles.body.document import Block, Inline, bullet_list, children, heading, inlines, list_item
from articles.ingest.cleaning.passages import Copy, Passage
from articles.ingest.cleaning.releases import ENDS
from articles.ingest.cleaning.rules import noise
from articles.ingest.cleaning.runs import links_of, words_of
from articles.ingest.cleaning.sign_offs import is_author_note, is_signed_off
from articles.ingest.cleaning.text import is_finished, reads_as_names, tidy, width
from articles.ingest.letters import CAPITALS
from articles.ingest.record import RelatedRecord

HEADING_WIDTH: Final = 12
"""Words of a bold line that heads what stands below it."""
_SHORTEST_INTRODUCTION: Final = 5
"""Words before a colon; fewer are a label."""
_LISTS: Final = ("bullet_list", "ordered_list")
LINK_SHARE: Final = 0.9
"""Of a line in brackets so much is the link to another story."""
_SIGNED: Final = re.compile(rf"(?:[—–―]|--)\s?(?=[^\W\d_])(?=\S*[{CAPITALS}])")
"""A dash before a name: "— Ada Finn, Chair of the Trust"."""
_FIRM: Final = re.compile(r"[A-ZÀ-Þ][\w.'’&-]*,? (?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|S\.A|plc)\.$")
"""A stop that belongs to a name: "Pell Ironworks Inc."."""
_BEHIND_NAME: Final = re.compile(r"[,;(–—]| in | to ")
_STAMP: Final = re.compile(r"(?:updated|published|posted|corrected|photo|video)\b", re.IGNORECASE)
"""What a desk says of the story, and nobody of himself."""
_OF_NUMBERS: Final = frozenset({"bare-number", "reading-time", "relative-time"})
"""Rules of noise that the cells of a table meet, too: a year, "11 min"."""


def read_marks(table: Copy) -> None:
    """Headings from bold paragraphs; links in brackets and paragraphs of nothing but buttons go."""
    _attributions(table)
    _bold_headings(table)
    dashed_headings(table)
    _typed_bullets(table)
    for passage in table.live():
        if passage.source["type"] != "paragraph":
            continue
        if title := _bracketed(passage):
            words, address = title
            table.cleaned.related.append(RelatedRecord(headline=words, url=address))
            table.take_out(passage, "related-headline")
        elif rule := _buttons(passage):
            table.take_out(passage, rule)


_TYPED: Final = re.compile(r"(?:[•·▪●■‣➤]\s*|\*\s+)(?=\S)")
"""A bullet and what it lists; a star without a space may be a note's or open words in italics."""


def _typed_bullets(table: Copy) -> None:
    """Paragraphs in a row that each begin with a typed bullet are the entries of a list."""
    run: list[Passage] = []
    for passage in [*table.live(), None]:
        if passage and _is_typed(passage):
            run.append(passage)
            continue
        if len(run) > 1:
            first, *others = run
            first.source = bullet_list(*(list_item(_without_bullet(each.source)) for each in run))
            table.note(first, "list-lines")
            for each in others:
                table.take_out(each, "list-lines", into=first)
        run = []


def _is_typed(passage: Passage) -> bool:
    is_bulleted = passage.source["type"] == "paragraph" and bool(_TYPED.match(passage.text))
    return is_bulleted and noise(passage.text) is None


def _without_bullet(block: Block) -> Block:
    """The paragraph without the sign typed before its first word, whatever runs they stand in."""
    runs: list[Inline] = []
    is_begun = is_bare = False
    for run in inlines(block):
        if is_bare or run["type"] != "text":
            runs.append(run)
            continue
        left = run["text"].lstrip()
        if left and not is_begun:
            is_begun, left = True, left[1:].lstrip()
        is_bare = is_begun and left != ""
        runs += [{**run, "text": left}] if left else []
    return {**block, "content": runs}


def _attributions(table: Copy) -> None:
    """Who is quoted, behind a dash at the end of a quotation or right below it."""
    live = table.live()
    for place, passage in enumerate(live):
        block = passage.source
        if block["type"] not in ("quotation", "pull_quote") or block["attrs"].get("attribution"):
            continue
        inner = children(block) if block["type"] == "quotation" else []
        below = live[place + 1] if place + 1 < len(live) else None
        if len(inner) > 1 and inner[-1]["type"] == "paragraph":
            if not links_of(inner[-1]) and (name := _signature(words_of(inner[-1]))):
                block["attrs"]["attribution"] = name
                last = inner.pop()
                told = words_of(last)
                signed = Passage(passage.number, told, told, source=last)
                table.note(signed, "attribution", into=passage)
        elif below and below.source["type"] == "paragraph" and not links_of(below.source):
            is_list = any(_SIGNED.match(each.text) for each in live[place + 2 : place + 3])
            if not is_list and (name := _signature(below.text)):
                block["attrs"]["attribution"] = name
                table.take_out(below, "attribution", into=passage)


def _signature(words: str) -> str:
    """Who is quoted, of a short line that begins with a dash and a name; "" for every other line."""
    words = tidy(words)
    signed = _SIGNED.match(words)
    if signed is None or width(words) > HEADING_WIDTH:
        return ""
    name = words[signed.end() :]
    is_name = reads_as_names(_BEHIND_NAME.split(name, maxsplit=1)[0])
    if not is_name or is_author_note(name) or is_signed_off(name) or _STAMP.match(name):
        return ""
    return name if not is_finished(name) or _FIRM.search(name) else ""


def _bold_headings(table: Copy) -> None:
    live = table.live()
    texts = [each for each in live if each.source["type"] in ("paragraph", "heading")]
    lists = {above: below for above, below in pairwise(live) if below.source["type"] in _LISTS}
    for place, above in enumerate(texts[1:], start=1):
        below = texts[place + 1] if place + 1 < len(texts) else None
        if (
            above.source["type"] == "paragraph"
            and above.width <= HEADING_WIDTH
            and (above.open or _FIRM.search(above.text))
            and _is_bold(above.source)
            and not _SIGNED.match(above.text)
            and (_is_copy(below, above) or (above in lists and not above.text.endswith(":")))
        ):
            block = heading(above.text)
            block["attrs"]["id"] = above.source["attrs"].get("id", "")
            above.source, above.role = block, "heading"
            table.note(above, "bold-heading")


def _is_copy(below: Passage | None, above: Passage) -> bool:
    """Whether a paragraph is the text below a heading: sentences, or one that introduces something."""
    if below is None or below.source["type"] != "paragraph" or _is_bold(below.source):
        return False
    introduces = below.text.endswith(":") and below.width > _SHORTEST_INTRODUCTION
    return (below.finished or introduces) and below.width > above.width


_DASHED: Final = re.compile(r"[-–]\s(?P<words>(?=.{0,8}[^\W\d_]{2})\S[^\n]{2,90})(?<=\S)\s[-–]")
"""No longer dash: one of those opens what somebody says in many languages."""


def dashed_headings(table: Copy) -> None:
    """Short lines between two dashes, each above copy, are headings, as agencies print them."""
    live = [each for each in table.live() if each.role in ("", "body", "heading")]
    for above, below in pairwise(live[1:]):
        found = _DASHED.fullmatch(above.text)
        kinds = {above.source["type"], below.source["type"]}
        plain = kinds <= {"paragraph", "heading"} and noise(above.text) is None
        if found and plain and _heads(found["words"], below):
            attributes = {**heading("").get("attrs", {}), **above.source["attrs"]}
            above.source = {**heading(found["words"]), "attrs": attributes}
            above.rewrite(found["words"])
            above.role = "heading"
            table.note(above, "dashed-heading")


def _heads(words: str, below: Passage) -> bool:
    return (
        not words[0].islower()
        and not ENDS.fullmatch(words)
        and noise(words, edge=True) is None
        and width(words) <= HEADING_WIDTH
        and below.finished
        and below.width > width(words)
    )


def _is_bold(block: Block) -> bool:
    runs = [run for run in inlines(block) if run["type"] == "text" and run["text"].strip()]
    return bool(runs) and all(
        any(mark["type"] == "strong" for mark in run.get("marks", [])) for run in runs
    )


def _bracketed(passage: Passage) -> tuple[str, str] | None:
    """(title, address) of a paragraph that is one link in square brackets."""
    words = passage.text
    if not (words.startswith("[") and words.endswith("]")):
        return None
    links = links_of(passage.source)
    linked = tidy("".join(text for text, _ in links))
    if (
        not links
        or len({href for _, href in links}) > 1
        or len(linked) < LINK_SHARE * len(words) - 4
    ):
        return None
    return words.strip("[] "), links[0][1]


def _buttons(passage: Passage) -> str:
    """The rule of the first part, where each part between breaks and bars is noise; else ""."""
    lines = [""]
    for run in inlines(passage.source):
        if run["type"] == "text":
            lines[-1] += run["text"]
        else:
            lines.append("")
    if len(lines) == 1 and " | " not in lines[0]:
        return ""
    parts = [part for line in lines for each in line.split(" | ") if (part := tidy(each))]
    if len(parts) < 2 or len(words_of(passage.source)) > 1_000:
        return ""
    found = [noise(part, edge=True) for part in parts]
    names = {each.name if each else "" for each in found}
    if "bare-number" in names <= _OF_NUMBERS:
        return ""  # the cells of a table
    return found[0].name if found[0] and all(found) else ""
