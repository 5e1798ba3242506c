"""What an editor pastes: the rules of the import for copy, and what they take out told line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from articles.body.document import Block, Document, InvalidBody, document, validate
from articles.body.from_text import from_text
from articles.body.words import plain_text
from articles.ingest.cleaning.text import is_finished, key, tidy, width
from articles.ingest.limits_of_fields import LIMITS
from articles.ingest.record import Line, Origin, StoryRecord
from articles.ingest.said import said

if TYPE_CHECKING:
    from articles.ingest.clean import Cleaned, CleaningNote

STORY: Final = 3
"""Paragraphs and headings from which a paste is copy; fewer are somebody's own words and stay as they are."""
SHORTEST_TITLE: Final = 3
"""Words: "Background" heads a part of a text, and "TARN, Friday" is a place of filing."""
LONGEST_TITLE: Final = 140
"""Characters."""
ALIKE: Final = 0.6
"""Share of words that a page's title has in common with the headline that an editor has written for it."""
_COUNTED: Final = re.compile(r"\s*(?:\d{1,3}|[IVX]{1,5})[.):]\s")
FIELDS: Final = ("headline", "kicker", "standfirst", "byline", "dateline")
"""What copy tells beside its text, and a form has a line for."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of what was pasted that does not stand in the text."""

    text: str
    reason: str
    """A sentence in the language of the asker."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """Copy after cleaning."""

    document: Document
    left_out: list[LeftOut] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    """What the copy told of FIELDS and for the editors' note, only where the form was empty."""
    is_joined: bool = False
    """Whether lines became one paragraph, as a mailer breaks them and a poet does."""

    @property
    def is_changed(self) -> bool:
        """Whether somebody may want it back as it was."""
        return bool(self.left_out or self.fields or self.is_joined)


def clean_pasted(whole: Document, form: Mapping[str, str], *, begins: bool) -> Pasted:
    """Blocks as an import would clean them, and what they told.

    `form` holds what the story's form says already, by the names of FIELDS. `begins` says that the
    text was empty: only then can the first lines be headline, byline and place. Fewer than STORY
    paragraphs, and what seems to begin anew within a text, come back as they are.
    """
    texts = [each for each in whole["content"] if each["type"] in ("paragraph", "heading")]
    if len(texts) < STORY:
        return Pasted(whole)
    record, first = _record(form), whole["content"][0]
    title = plain_text(document(first)).strip() if _is_title(first) and not _counts(texts) else ""
    if not begins or not title or (record.headline and not _is_like(title, record.headline)):
        record.body = dict(whole)
        return _cleaned(whole, record, begins=begins)
    fields = {} if record.headline else {"headline": title}
    record.headline = record.headline or title
    record.body = {**whole, "content": whole["content"][1:]}
    pasted = _cleaned(whole, record, begins=True)
    if pasted.document is whole:
        return pasted
    told = LeftOut(title, _("It is the headline."))
    return Pasted(
        pasted.document, [told, *pasted.left_out], {**fields, **pasted.fields}, pasted.is_joined
    )


def clean_pasted_lines(text: str, form: Mapping[str, str], *, begins: bool) -> Pasted:
    """The same for bare text, whose lines may be a mailer's or a terminal's.

    Raises InvalidBody where the text is over a limit of the body.
    """
    lines, whole = text.splitlines(), from_text(text)
    if len(whole["content"]) < STORY:
        return Pasted(whole)
    record = _record(form)
    record.lines = [Line(number, line) for number, line in enumerate(lines, start=1)]
    return _cleaned(whole, record, begins=begins)


def _is_title(block: Block) -> bool:
    """A heading of some words, or a bold line that ends no sentence, as word processors set one."""
    words = plain_text(document(block)).strip()
    if width(words) < SHORTEST_TITLE:
        return False
    if block["type"] == "heading":
        return True
    runs = [run for run in block.get("content", []) if run.get("text", "").strip()]
    is_bold = all(any(mark["type"] == "strong" for mark in run.get("marks", [])) for run in runs)
    return bool(runs) and is_bold and len(words) <= LONGEST_TITLE and not is_finished(words)


def _counts(blocks: Sequence[Block]) -> bool:
    """Whether the headings count the points of a list ("1. The lock"), whose first is no title."""
    return sum(_COUNTED.match(plain_text(document(each))) is not None for each in blocks) > 1


def _is_like(title: str, headline: str) -> bool:
    """Whether most words of the shorter one stand in the other."""
    one, other = ({*key(words).split()} for words in (title, headline))
    return len(one & other) >= ALIKE * min(len(one), len(other))


def _record(form: Mapping[str, str]) -> StoryRecord:
    record = StoryRecord(Origin("paste"))
    for name in FIELDS:
        setattr(record, name, form.get(name, "").strip())
    return record


def _cleaned(whole: Document, record: StoryRecord, *, begins: bool) -> Pasted:
    from articles.ingest.clean import clean  # its patterns take a quarter of a second to load

    cleaned = clean(record)
    told = _told(cleaned, record)
    try:
        left = validate(cleaned.document)
    except InvalidBody:
        return Pasted(whole)
    is_another = not begins and (told or cleaned.agency)
    if not left["content"] or is_another or _is_too_long(told):
        return Pasted(whole)
    is_joined = "wrapped-lines" in cleaned.counts()
    return Pasted(left, [*_left_out(cleaned, left, told)], told, is_joined)


def _is_too_long(told: Mapping[str, str]) -> bool:
    """Whether something is longer than its line of the form takes, and so no such thing."""
    return any(len(words) > LIMITS[name].most for name, words in told.items())


def _told(cleaned: Cleaned, record: StoryRecord) -> dict[str, str]:
    told = {name: getattr(cleaned, name) for name in FIELDS}
    if cleaned.headline_proposed and "headline-line" not in cleaned.counts():
        told["headline"] = ""  # made of the first sentence, which stays
    told = {name: words for name, words in told.items() if words and not getattr(record, name)}
    lines = [
        cleaned.editor_note,
        cleaned.author_note,
        cleaned.embargo if cleaned.embargo not in cleaned.editor_note else "",
        *(each.text for each in cleaned.corrections),
        *(_("Published, as printed: %s") % when for when in [cleaned.published_at] if when),
        *(_("Updated, as printed: %s") % when for when in [cleaned.updated_at] if when),
    ]
    if note := "\n".join(line for line in lines if line):
        told["editor_note"] = note
    return told


def _left_out(cleaned: Cleaned, left: Document, told: Mapping[str, str]) -> Iterator[LeftOut]:
    """Lines that are gone as a whole, and what went off a paragraph's beginning or end and stands in no field."""
    kept = {each["attrs"]["id"]: plain_text(document(each)) for each in left["content"]}
    filled = {*key(" ".join(told.get(name, "") for name in FIELDS)).split()}
    for note in cleaned.notes:
        if note.action not in ("dropped", "merged", "moved", "changed") or not note.text:
            continue
        if not note.block_id and note.action != "changed":
            yield LeftOut(note.text, _reason(note))
        elif note.block_id in kept:
            off = _taken_off(tidy(note.text), kept[note.block_id])
            if not {*key(off).split()} <= filled:
                yield LeftOut(off, _reason(note))


def _taken_off(before: str, after: str) -> str:
    """What stood before or behind a paragraph's words."""
    first, stands, last = before.partition(after) if after else ("", "", "")
    return f"{first} {last}".strip() if stands else ""


def _reason(note: CleaningNote) -> str:
    if note.rule in ("related-headline", "related-teaser"):
        return _("It speaks of another story, which can be picked under Related.")
    if note.rule == "topics-line":
        return _("The page's topics, which can be added under Topics.")
    return said(note.reason)
