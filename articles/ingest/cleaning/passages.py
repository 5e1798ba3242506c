"""A story on the cleaner's table: its passages, what was learned and the note for each touched line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from articles.body.document import Block, Document, paragraph
from articles.ingest.cleaning.rules import RULE, Action
from articles.ingest.cleaning.text import is_english, is_finished, is_trailing_off, key, width
from articles.ingest.record import CorrectionKind, RelatedRecord

Role = Literal["", "body", "caption", "heading", "bullet", "rule", "quotation", "kept", "gone"]


@dataclass(frozen=True, slots=True)
class CleaningNote:
    """One line of the source that does not stand in the story as it was printed."""

    line: int
    """Counted from 1 in the source; 0 where the source has no lines (a body of blocks)."""
    block_id: str
    """The block of the cleaned document that the note is about; "" if none is left."""
    text: str
    """What the source printed."""
    action: Action
    rule: str
    """A name in RULES."""
    reason: str


@dataclass(frozen=True, slots=True)
class PrintedCorrection:
    """A correction as the copy prints it; `fill` reads `when` in the source's zone."""

    text: str
    when: str
    kind: CorrectionKind


@dataclass(slots=True)
class Cleaned:
    """A story after cleaning: its document, a note for each touched line, what the copy told."""

    document: Document
    notes: list[CleaningNote] = field(default_factory=list)
    headline: str = ""
    headline_proposed: bool = False
    kicker: str = ""
    standfirst: str = ""
    """As printed above the text, or made of the page's highlights, each as a sentence."""
    byline: str = ""
    """As printed, without the label "By"."""
    dateline: str = ""
    published_at: str = ""
    """The time as the copy prints it; articles.ingest.dates reads it."""
    updated_at: str = ""
    source: str = ""
    """A host such as "dailymail.co.uk"; "" if the copy names no address."""
    source_name: str = ""
    agency: str = ""
    """The agency in the dateline ("CNN")."""
    related: list[RelatedRecord] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    """The page's own topics."""
    corrections: list[PrintedCorrection] = field(default_factory=list)
    editor_note: str = ""
    author_note: str = ""
    translated: str = ""
    """The credit of who translated, as printed."""
    embargo: str = ""
    """An order about the time of release, as printed; `fill` reads its time or holds the story."""
    day_first: bool | None = None
    """Whether figures such as 03/04/2021 begin with the day; None where the language does not tell."""

    def counts(self) -> Counter[str]:
        """How many notes each rule left."""
        return Counter(note.rule for note in self.notes)


@dataclass(slots=True, eq=False)
class Passage:
    """One paragraph of bare text and the role that the rules give it."""

    number: int
    """The line in the source; below 0 it is only an order, where the source has no lines."""
    raw: str
    text: str
    role: Role = ""
    credit: str = ""
    reference: str = ""
    """The address of the picture that a caption belongs to, where the source names it."""
    proposed: bool = False
    block: Block | None = None
    """The block of the cleaned document, once it is made."""
    source: Block = field(default_factory=lambda: paragraph())
    """The block that it stands for, where the source has blocks."""
    key: str = field(init=False)
    """See `text.key`."""
    width: int = field(init=False)
    """The number of words."""
    finished: bool = field(init=False)
    """Whether it ends as a sentence does."""
    open: bool = field(init=False)
    """Whether it ends with neither a stop nor an ellipsis."""

    def __post_init__(self) -> None:
        self.rewrite(self.text)

    def rewrite(self, text: str) -> None:
        """Give it other words; what the source printed stays in `raw`."""
        self.text = text
        self.key = key(text)
        self.width = width(text)
        self.finished = is_finished(text)
        self.open = not (self.finished or is_trailing_off(text))


@dataclass(slots=True, eq=False)
class _Draft:
    passage: Passage
    rule: str
    into: Passage | None
    text: str


class Copy:
    """The passages of one story with the notes that the rules leave on them."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self.cleaned = Cleaned(document={"type": "doc", "content": []})
        self._whole: Copy | None = None
        """The table that this is a view of."""
        self._drafts: list[_Draft] = []
        self._noted: set[tuple[int, str]] = set()

    @cached_property
    def english(self) -> bool:
        """Whether rules about English words may be used."""
        return is_english([passage.text for passage in self.passages[:60]])

    def view(self, passages: list[Passage]) -> Copy:
        """Some of the passages on a table of their own; what is learned and noted is shared."""
        part = Copy(passages)
        part._whole = self
        part.cleaned = self.cleaned
        part._drafts, part._noted = self._drafts, self._noted
        return part

    def part(self, passage: Passage, first: str, others: list[str]) -> None:
        """Leave a passage its first line; the others are passages behind it, here and in the whole."""
        made = []
        for line in others:
            made.append(Passage(passage.number, line, line))
            made[-1].source = deepcopy(passage.source)
        passage.rewrite(first)
        table: Copy | None = self
        while table is not None:
            at = next(n for n, each in enumerate(table.passages) if each is passage) + 1
            table.passages[at:at] = made
            table = table._whole

    def live(self) -> list[Passage]:
        """The passages that are still part of the story, in order."""
        return [passage for passage in self.passages if passage.role != "gone"]

    def note(self, passage: Passage, rule: str, *, into: Passage | None = None) -> None:
        """Say once what happened to a passage; `into` is the one that it became part of."""
        if (id(passage), rule) in self._noted:
            return
        self._noted.add((id(passage), rule))
        self._drafts.append(_Draft(passage, rule, into, passage.raw))

    def take_out(self, passage: Passage, rule: str, *, into: Passage | None = None) -> None:
        """Leave a passage out of the document, with the rule."""
        passage.role = "gone"
        self.note(passage, rule, into=into)

    def notes(self) -> Iterator[CleaningNote]:
        """The notes in the order of the source, with the ids of the finished document's blocks."""
        for draft in sorted(self._drafts, key=lambda draft: abs(draft.passage.number)):
            rule = RULE[draft.rule]
            block = (draft.into or draft.passage).block
            yield CleaningNote(
                line=max(0, draft.passage.number),
                block_id=block["attrs"]["id"] if block else "",
                text=draft.text,
                action=rule.action,
                rule=rule.name,
                reason=rule.reason,
            )
