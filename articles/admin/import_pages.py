"""What the pages of an import show: a run's counts and problems, an item's source beside its story."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.admin.paging import BoundedPaginator
from articles.body.compare import Span, diff, word_spans
from articles.body.document import Document
from articles.body.words import block_text
from articles.ingest.held import GONE, HeldField, can_put_back, held_fields, is_waiting_update
from articles.ingest.ledger import counts
from articles.ingest.problem_kinds import gist
from articles.ingest.said import column_said, said
from articles.ingest.writer_ledger import unpacked
from articles.models import Article, ImportItem, ImportRun, ItemAction, RunState, Section
from media.models import Picture

ON_A_PAGE = 50
PROBLEMS_READ = 2_000
"""Items with problems that the page of a run looks at: a run of a million stays a short read."""


@dataclass(slots=True)
class ProblemGroup:
    """Problems that say the same, with the first places."""

    action: str
    message: str
    count: int = 0
    items: list[ImportItem] = field(default_factory=list)


@dataclass(slots=True)
class RunPage:
    """A run as its page shows it."""

    run: ImportRun
    counts: list[tuple[str, str, int]]
    """(action, label, number)"""
    total: int
    share: int | None
    """Percent of the input read, while it runs."""
    problems: list[ProblemGroup]
    page: Page[ImportItem]
    action: str
    waiting: int
    options: list[tuple[str, object]]
    """Those that were asked for."""


def run_page(run: ImportRun, *, action: str, number: str) -> RunPage:
    """Five queries whatever the run holds."""
    found = counts(run)
    items = run.items.defer("original", "before", "cleaning", "missing").select_related("article")
    if action in ItemAction.values:
        items = items.filter(action=action)
    labels = dict(ItemAction.choices)
    return RunPage(
        run=run,
        counts=[(name, str(labels[name]), found[name]) for name in ItemAction.values],
        total=sum(found.values()),
        share=progress_share(run),
        problems=grouped_problems(run),
        page=BoundedPaginator(items.order_by("pk"), ON_A_PAGE).get_page(number),
        action=action,
        waiting=run.items.filter(action=ItemAction.HELD, decision__isnull=True).count(),
        options=[(name, value) for name, value in run.options.items() if value],
    )


def progress_share(run: ImportRun) -> int | None:
    """How many percent of the bytes a running import has read; None if it does not say."""
    total = run.progress.get("total_bytes") if run.progress else None
    if run.state != RunState.RUNNING or not total:
        return None
    return min(100, int(100 * run.progress.get("done_bytes", 0) / total))


def grouped_problems(run: ImportRun) -> list[ProblemGroup]:
    """Problems that say the same in one group, refusals first, then the most frequent."""
    groups: dict[tuple[str, str], ProblemGroup] = {}
    rows: QuerySet[ImportItem] = run.items.exclude(problems=[]).only(
        "pk", "run_id", "file", "place", "problems"
    )
    for item in rows.order_by("pk")[:PROBLEMS_READ]:
        for problem in item.problems:
            action, message = problem["action"], problem["message"]
            key = action, gist(message)
            group = groups.setdefault(key, ProblemGroup(action, message))
            group.count += 1
            if len(group.items) < 3:
                group.items.append(item)
    order = {"refused": 0, "held": 1, "noted": 2}
    return sorted(groups.values(), key=lambda group: (order.get(group.action, 3), -group.count))


@dataclass(slots=True)
class SourceLine:
    """One line of the source and what the cleaning said of it."""

    number: int
    text: str
    notes: list[CleaningLine] = field(default_factory=list)

    @property
    def is_gone(self) -> bool:
        """Whether the line does not stand in the story as a line of its own."""
        return any(note.action in GONE and not note.is_back for note in self.notes)


@dataclass(slots=True)
class CleaningLine:
    """One note of the cleaner, with whether its line can be put back."""

    number: int
    line: int
    text: str
    action: str
    rule: str
    reason: str
    can_put_back: bool
    is_back: bool


@dataclass(slots=True)
class Side:
    """A field of a held update: both sides in words, and the difference as spans."""

    name: str
    label: str
    ours: str
    theirs: str
    spans: list[Span]
    is_clash: bool
    choice: str
    can_join: bool


@dataclass(slots=True)
class ItemPage:
    """An item as its page shows it."""

    item: ImportItem
    given: list[SourceLine]
    notes: list[CleaningLine]
    rules: list[tuple[str, int]]
    """(rule, number of notes)"""
    facts: list[tuple[str, str]]
    story: list[tuple[str, str]]
    """(block type, text)"""
    sides: list[Side]
    is_waiting: bool


def item_page(item: ImportItem) -> ItemPage:
    """The whole page; three queries at most beyond the item with its story."""
    stored = unpacked(bytes(item.original)) if item.original else {}
    notes = cleaning_lines(item)
    return ItemPage(
        item=item,
        given=source_lines(stored.get("given", []), notes),
        notes=notes,
        rules=Counter(note.rule for note in notes).most_common(),
        facts=list(record_facts(stored.get("record", {}))),
        story=story_lines(item.article),
        sides=[side_of(each) for each in held_fields(item)],
        is_waiting=is_waiting_update(item),
    )


def cleaning_lines(item: ImportItem) -> list[CleaningLine]:
    """The item's cleaning notes in the order of the source."""
    back = (item.decision or {}).get("restored", [])
    return [
        CleaningLine(
            number=number,
            line=note["line"],
            text=note["text"],
            action=note["action"],
            rule=note["rule"],
            reason=note["reason"],
            can_put_back=can_put_back(item, number),
            is_back=number in back,
        )
        for number, note in enumerate(item.cleaning)
    ]


def source_lines(given: list[list[Any]], notes: list[CleaningLine]) -> list[SourceLine]:
    """The source's text with the notes beside the lines that they are about."""
    lines = [SourceLine(number, text) for number, text in given if text.strip()]
    by_number = {line.number: line for line in lines if line.number}
    by_text: dict[str, SourceLine] = {}
    for line in lines:
        by_text.setdefault(line.text.strip(), line)
    for note in notes:
        about = by_number.get(note.line) or by_text.get(note.text.strip())
        if about is not None:
            about.notes.append(note)
    return lines


TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d:\d\d")
"""As the import keeps moments; what a source calls a time in other words stays its own."""
OURS = frozenset({"hold"})
"""Facts that the import says in sentences of its own; of all others the words are the source's."""


def record_facts(record: dict[str, Any]) -> list[tuple[str, str]]:
    """What else the source said, as (name, words)."""
    told = {
        name: [said(each) for each in value] if name in OURS else value
        for name, value in record.items()
    }
    return [(column_said(name), _in_words(value)) for name, value in told.items()]


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        more = {name: inner for name, inner in value.items() if inner and name != "name"}
        if named := value.get("name"):
            return f"{named} ({', '.join(map(_in_words, more.values()))})" if more else str(named)
        return "; ".join(f"{name}: {_in_words(inner)}" for name, inner in more.items())
    if isinstance(value, list):
        return " | ".join(_in_words(each) for each in value)
    return _moment(str(value))


def _moment(words: str) -> str:
    """A moment as the desk prints it; other words as they stand."""
    if not TIMESTAMP.fullmatch(words):
        return words
    try:
        return date_format(localtime(datetime.fromisoformat(words)), "j M Y, H:i T")
    except (ValueError, OverflowError):  # no such day, or one at the edge of the calendar
        return words


def story_lines(article: Article | None) -> list[tuple[str, str]]:
    """The blocks of the story as (type, words); a paragraph needs no name."""
    if article is None:
        return []
    found = []
    for block in article.body["content"]:
        words = block_text(block) or str(block.get("attrs", {}).get("caption", ""))
        kind = str(block["type"])
        found.append(("" if kind == "paragraph" else _(kind.replace("_", " ")), words))
    return found


def side_of(each: HeldField) -> Side:
    """One field with both values in words."""
    if each.name == "body":
        ours, theirs = "", ""
        spans = body_spans(each.ours, each.theirs)
    else:
        ours, theirs = _shown(each.name, each.ours), _shown(each.name, each.theirs)
        spans = word_spans(ours, theirs)
    column: Any = Article._meta.get_field(each.name.removesuffix("_id"))
    label = str(column.verbose_name)
    return Side(
        name=each.name,
        label=label,
        ours=ours,
        theirs=theirs,
        spans=spans,
        is_clash=each.is_clash,
        choice=each.choice,
        can_join=each.joined is not None,
    )


def body_spans(ours: Document, theirs: Document) -> list[Span]:
    """What changes if the source's body is taken, as one row of spans; equal blocks left out."""
    spans: list[Span] = []
    for change in diff(ours, theirs):
        if change.kind == "kept":
            continue
        spans += change.spans or [Span("kept", f"[{change.block_type}] ")]
        for attribute in change.attributes:
            spans += [Span("removed", str(attribute.old)), Span("added", str(attribute.new))]
        spans.append(Span("kept", "\n"))
    return spans


def _shown(name: str, value: Any) -> str:
    if value is None or value == "":
        return _("(empty)")
    if name == "section_id":
        return str(Section.objects.filter(pk=value).first() or value)
    if name == "lead_picture_id":
        return str(Picture.objects.filter(pk=value).first() or value)
    moment = parse_datetime(value) if name == "embargo_until" and isinstance(value, str) else value
    if isinstance(moment, datetime):
        return date_format(localtime(moment), "DATETIME_FORMAT")
    return str(value)
