"""Records -> rows, a batch to a transaction, each item with its line in the ledger.

With its siblings writer_* the only code of the import that knows models.
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles.body.words import word_count
from articles.ingest.inputs import Shelf
from articles.ingest.prepare import Prepared
from articles.ingest.record import PictureRecord, Problem, StoryRecord
from articles.ingest.writer_decisions import Decision, decide, look_up
from articles.ingest.writer_lookups import Names
from articles.ingest.writer_pictures import Pictures
from articles.ingest.writer_rows import (
    bookkeeping_of,
    changed_by_source,
    content_of,
    entrance_of,
    what_keeps_it_back,
)
from articles.ingest.writer_ties import People, add_ties, ties_for_update
from articles.models import (
    Article,
    Correction,
    FormerAddress,
    ImportItem,
    ImportRun,
    ItemAction,
    Revision,
    Tombstone,
)
from articles.publishing.placing import rebuild_placements
from articles.publishing.saving import follow_up, save_story
from articles.publishing.snapshots import FIELDS, fields_from, snapshot, ties_of
from articles.publishing.withdraw import withdraw

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(slots=True)
class Outcome:
    """What became of one item, for the report and the ledger."""

    prepared: Prepared
    action: ItemAction
    reason: str = ""
    article: Article | None = None
    kept_back: list[str] = field(default_factory=list)
    """Why a story that should go out stayed a draft."""
    before: dict[str, Any] | None = None
    people: list[dict[str, Any]] = field(default_factory=list)
    """{name, role, aliases_seen}, for a plan."""


@dataclass(slots=True)
class Writer:
    """Writes prepared stories for one run; `run` None plans only and writes nothing."""

    run: ImportRun | None
    publish: bool = False
    user: User | None = None
    shelf: Shelf = field(default_factory=Shelf)
    names: Names = field(default_factory=Names)
    people: People = field(default_factory=People)

    def write(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """One transaction for the batch; either all of it and its ledger lines are in, or nothing."""
        if self.run is None:
            return self._plan(batch)
        try:
            with transaction.atomic():
                return self._write(batch)
        except BaseException:
            self.names.forget()
            raise

    def write_picture(self, record: PictureRecord) -> Outcome | Problem:
        """A picture that is an item by itself goes into the library."""
        return Pictures(self.shelf, dry=self.run is None).take_item(record)

    def _plan(self, batch: Sequence[Prepared]) -> list[Outcome]:
        known = look_up(batch)
        now = timezone.now()
        outcomes = []
        for prepared in batch:
            decision = decide(prepared, known)
            article = decision.article
            if article is None and decision.enters:
                columns = {
                    **content_of(prepared),
                    **entrance_of(prepared, publish=self.publish, now=now),
                    **bookkeeping_of(prepared),
                }
                article = Article(**columns)
            outcome = self._outcome(prepared, decision, article)
            outcome.people = self.people.planned(prepared)
            outcomes.append(outcome)
        return outcomes

    def _outcome(self, prepared: Prepared, decision: Decision, article: Article | None) -> Outcome:
        kept_back = what_keeps_it_back(prepared) if self.publish and decision.enters else []
        return Outcome(prepared, decision.action, decision.reason, article, kept_back)

    def _write(self, batch: Sequence[Prepared]) -> list[Outcome]:
        assert self.run is not None
        batch = self._not_yet_in_ledger(batch)
        known = look_up(batch)
        decided = [(prepared, decide(prepared, known)) for prepared in batch]
        outcomes = self._create([pair for pair in decided if pair[1].enters])
        for prepared, decision in decided:
            if not decision.enters:
                outcomes.append(self._settle(prepared, decision))
        order = {id(prepared): place for place, prepared in enumerate(batch)}
        outcomes.sort(key=lambda outcome: order[id(outcome.prepared)])
        self._note(outcomes)
        return outcomes

    def _not_yet_in_ledger(self, batch: Sequence[Prepared]) -> list[Prepared]:
        """What this run has not done before an interruption; of two items of one key the last."""
        last = {ledger_key(prepared): prepared for prepared in batch}
        done = set(
            ImportItem.objects.filter(run=self.run, key__in=last).values_list("key", "digest")
        )
        return [prepared for key, prepared in last.items() if (key, prepared.digest) not in done]

    def _create(self, entering: list[tuple[Prepared, Decision]]) -> list[Outcome]:
        """All new stories of the batch by a fixed number of statements."""
        if not entering:
            return []
        now = timezone.now()
        pictures = Pictures(self.shelf)
        sections = self.names.sections(
            prepared.record.section for prepared, _ in entering if prepared.record.section
        )
        rows = []
        for prepared, _decision in entering:
            record = prepared.record
            pictures.place(prepared)
            rows.append(
                Article(
                    **content_of(prepared),
                    **entrance_of(prepared, publish=self.publish, now=now),
                    **bookkeeping_of(prepared),
                    **pictures.lead_of(prepared),
                    source=self.names.source(record.source, record.source_name),
                    section=sections.get(record.section),
                    created_by=self.user,
                    import_run=self.run,
                )
            )
        Article.objects.bulk_create(rows, batch_size=200)
        stories = [(row, prepared) for row, (prepared, _) in zip(rows, entering, strict=True)]
        add_ties(stories, self.names, self.people)
        rebuild_placements(rows, known_new=True)
        add_addresses(stories)
        add_corrections(stories)
        follow_up(rows, was_public=False, in_bulk=True)
        return [
            self._outcome(prepared, decision, row)
            for row, (prepared, decision) in zip(rows, entering, strict=True)
        ]

    def _settle(self, prepared: Prepared, decision: Decision) -> Outcome:
        """One item whose story is here, or that never becomes one."""
        article = decision.article
        if decision.action == ItemAction.WITHDRAWN:
            self._withdraw(prepared, article)
        elif decision.action == ItemAction.UPDATED and article is not None:
            return self._update(prepared, decision, article)
        return self._outcome(prepared, decision, article)

    def _withdraw(self, prepared: Prepared, article: Article | None) -> None:
        reason = prepared.record.editor_note[:200] or "The source withdrew it."
        if article is not None:
            withdraw(article, reason=reason, by=self.user)
        else:
            Tombstone.objects.create(
                source_code=prepared.record.source, source_id=prepared.key, reason=reason
            )

    def _update(self, prepared: Prepared, decision: Decision, article: Article) -> Outcome:
        """Writes what the source changed, unless an editor changed the same: then it is held."""
        pictures = Pictures(self.shelf)
        pictures.place(prepared)
        record = prepared.record
        new = {**content_of(prepared), **pictures.lead_of(prepared)}
        if record.section:
            new["section_id"] = self.names.sections([record.section])[record.section].pk
        base = imported_values(article)
        current = {name: getattr(article, name) for name in new}
        by_source = changed_by_source(base, new)
        by_editor = {name for name in by_source if current[name] != base.get(name)}
        clash = sorted(name for name in by_editor if current[name] != new[name])
        if clash:
            fields = ", ".join(name.removesuffix("_id") for name in clash)
            reason = f"The source changed what an editor changed here: {fields}."
            return Outcome(prepared, ItemAction.HELD, reason, article)
        before = snapshot(article, ties_of(article))
        for name in by_source:
            setattr(article, name, new[name])
        for name, value in bookkeeping_of(prepared).items():
            setattr(article, name, value)
        if record.updated_at and article.published_at and record.updated_at > article.published_at:
            article.updated_at = record.updated_at
        article.word_count = word_count(article.body)
        if not article.is_edited_here:
            article.imported_version = article.version + 1
        ties = ties_for_update(article, prepared, self.names)
        save_story(article, ties=ties, by=self.user, action="import", note=f"run {self.run}")
        add_addresses([(article, prepared)])
        return Outcome(prepared, ItemAction.UPDATED, "", article, before=before)

    def _note(self, outcomes: list[Outcome]) -> None:
        ImportItem.objects.bulk_create(
            (self._ledger_row(outcome) for outcome in outcomes),
            batch_size=200,
            update_conflicts=True,
            unique_fields=["run", "key"],
            update_fields=[
                "action", "reason", "digest", "headline", "article", "problems", "cleaning",
                "missing", "original", "before", "file", "place",
            ],
        )  # fmt: skip

    def _ledger_row(self, outcome: Outcome) -> ImportItem:
        prepared = outcome.prepared
        record = prepared.record
        unchanged = outcome.action == ItemAction.UNCHANGED
        return ImportItem(
            run=self.run,
            key=ledger_key(prepared),
            file=record.origin.file[:500],
            place=record.origin.place[:200],
            format=record.format,
            action=outcome.action,
            reason=outcome.reason[:500],
            digest=prepared.digest,
            headline=record.headline[:300],
            article=outcome.article if outcome.article and outcome.article.pk else None,
            problems=[problem_facts(problem) for problem in prepared.problems],
            cleaning=[] if unchanged else cleaning_facts(prepared),
            missing=[] if unchanged else prepared.missing,
            original=None if unchanged else packed(record),
            before=outcome.before,
        )


def ledger_key(prepared: Prepared) -> str:
    """The item's name in the ledger."""
    if prepared.refused:
        origin = prepared.record.origin
        return f"place:{origin.file}, {origin.place}"[:400]
    return f"{prepared.record.source}:{prepared.key}"[:400]


def imported_values(article: Article) -> dict[str, Any]:
    """The columns as the import last wrote them."""
    if not article.is_edited_here:
        return {name: getattr(article, name) for name in FIELDS}
    stored = Revision.objects.filter(article=article, number=article.imported_version).first()
    return fields_from(stored.snapshot) if stored else {}


def add_addresses(stories: Sequence[tuple[Article, Prepared]]) -> None:
    """Former addresses of the source lead here; a path that leads elsewhere already stays."""
    FormerAddress.objects.bulk_create(
        (
            FormerAddress(path=path[:700], article=article)
            for article, prepared in stories
            for path in dict.fromkeys(prepared.record.former_addresses)
        ),
        ignore_conflicts=True,
        batch_size=500,
    )


def add_corrections(stories: Sequence[tuple[Article, Prepared]]) -> None:
    """Corrections that the source carries stay with the story."""
    now = timezone.now()
    Correction.objects.bulk_create(
        Correction(
            article=article,
            kind=correction.kind,
            text=correction.text[:2000],
            published_at=correction.published_at or article.updated_at or now,
        )
        for article, prepared in stories
        for correction in prepared.record.corrections
    )


def problem_facts(problem: Problem) -> dict[str, str]:
    """A problem as JSON: file, place, field, message, action."""
    return {
        "file": problem.origin.file,
        "place": problem.origin.place,
        "field": problem.field,
        "message": problem.message,
        "action": problem.action,
    }


def cleaning_facts(prepared: Prepared) -> list[dict[str, Any]]:
    """The cleaner's notes as JSON: line, text, action, rule, reason."""
    return [
        {
            "line": note.line,
            "text": note.text,
            "action": note.action,
            "rule": note.rule,
            "reason": note.reason,
        }
        for note in prepared.notes
    ]


def packed(record: StoryRecord) -> bytes:
    """The record as compressed JSON, without the bytes of pictures."""

    def plain(value: object) -> object:
        if isinstance(value, datetime):
            return value.isoformat()
        return None

    return zlib.compress(
        json.dumps(asdict(record), default=plain, ensure_ascii=False).encode(), level=1
    )


def unpacked(stored: bytes) -> dict[str, Any]:
    """What `packed` stored."""
    with io.BytesIO(zlib.decompress(stored)) as opened:
        facts: dict[str, Any] = json.load(opened)
    return facts
