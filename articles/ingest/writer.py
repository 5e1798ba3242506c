"""Records -> rows, a batch to a transaction, each item with its line in the ledger.

With its siblings writer_* the only code of the import that knows models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles import clock
from articles.bulk import insert_numbered, insert_values
from articles.fields import Checked
from articles.ingest.inputs import Shelf
from articles.ingest.prepared import Prepared
from articles.ingest.record import PictureRecord, Problem
from articles.ingest.writer_addresses import add_addresses
from articles.ingest.writer_corrections import add_corrections, keep_corrections, new_corrections
from articles.ingest.writer_decisions import (
    Decision,
    Known,
    decide,
    is_older,
    look_up,
    recognized,
    remember_given,
)
from articles.ingest.writer_going_out import let_out, publish_drafts
from articles.ingest.writer_ledger import cleaning_facts, ledger_key, packed, problem_facts
from articles.ingest.writer_lookups import Names
from articles.ingest.writer_pictures import Pictures, keep_pictures
from articles.ingest.writer_rows import bookkeeping_of, content_of, entrance_of, what_keeps_it_back
from articles.ingest.writer_ties import People, add_ties, ties_for_update
from articles.ingest.writer_updates import (
    Change,
    compare,
    joined_body,
    plain_columns,
    update_of,
    write_update,
)
from articles.models import Article, ImportItem, ImportRun, ItemAction, State, Tombstone
from articles.publishing.placing import rebuild_placements
from articles.publishing.previewing import end_links
from articles.publishing.saving import follow_up, save_story
from articles.publishing.snapshots import snapshot, ties_of
from articles.publishing.withdraw import withdraw

if TYPE_CHECKING:
    from django.contrib.auth.models import User


TAKES_PICTURES = frozenset({ItemAction.CREATED, ItemAction.UPDATED, ItemAction.HELD})
WRITES = frozenset({ItemAction.CREATED, ItemAction.UPDATED, ItemAction.PUBLISHED})
CLEANED_BEFORE = frozenset({ItemAction.UNCHANGED, ItemAction.PUBLISHED})
"""What the cleaning did stands in the line of an earlier run."""


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
    proposed: dict[str, Any] | None = None
    """The columns of an update that waits for an editor."""
    people: list[dict[str, Any]] = field(default_factory=list)
    """{name, role, aliases_seen}, for a plan and for who hears of every story whole."""


@dataclass(slots=True)
class Writer:
    """Writes prepared stories for one run; `run` None plans only and writes nothing."""

    run: ImportRun | None
    publish: bool = False
    tells_stories: bool = False
    """Somebody hears of every story whole."""
    user: User | None = None
    shelf: Shelf = field(default_factory=Shelf)
    names: Names = field(default_factory=Names)
    people: People = field(default_factory=People)
    pictures: Pictures = field(init=False)

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.shelf, dry=self.run is None)

    def write(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """One transaction for the batch; either all of it and its ledger lines are in, or nothing."""
        if self.run is None:
            return self._plan(batch)
        batch, repeated = recognized(batch, zone=timezone.get_default_timezone())
        self._take_pictures(batch)
        try:
            with transaction.atomic():
                return self._write(batch, repeated)
        except BaseException:
            self.names.forget()
            raise

    def write_picture(self, record: PictureRecord) -> int | Problem | None:
        """A picture that is an item by itself goes into the library, as `Pictures.take_item` says."""
        return self.pictures.take_item(record)

    def _take_pictures(self, batch: Sequence[Prepared]) -> None:
        """Decodes and stores the batch's pictures before its transaction, which then stays short."""
        self.pictures.begin_batch()
        if not any(self.pictures.may_find(prepared) for prepared in batch):
            return
        known = look_up(batch)
        for prepared in batch:
            if decide(prepared, known).action in TAKES_PICTURES:
                self.pictures.fetch(prepared)

    def _plan(self, batch: Sequence[Prepared]) -> list[Outcome]:
        known = look_up(batch)
        now = clock.now()
        outcomes = []
        for prepared, decision in self._decided(batch, known):
            article, kept_back = decision.article, None
            if article is None and decision.enters:
                kept_back = self._kept_back(prepared, decision)
                article = Article(
                    **content_of(prepared), **entrance_of(prepared), **bookkeeping_of(prepared)
                )
                self._let_in(article, prepared, kept_back, now=now)
            elif decision.action == ItemAction.UPDATED and article is not None:
                clashes = compare(article, update_of(article, prepared)).clashes - {"section_id"}
                if clashes and clashes != {"body"}:
                    decision = Decision(ItemAction.HELD, clash_reason(clashes), article)
            if decision.goes_out and article is not None:
                let_out(article, prepared, now=now)
            outcome = self._outcome(prepared, decision, article, kept_back)
            outcome.people = self.people.planned(prepared)
            outcomes.append(outcome)
        return outcomes

    def _decided(self, batch: Sequence[Prepared], known: Known) -> list[tuple[Prepared, Decision]]:
        decided = [(prepared, decide(prepared, known)) for prepared in batch]
        if self.publish:
            publish_drafts(decided, now=clock.now())
        return decided

    def _outcome(
        self,
        prepared: Prepared,
        decision: Decision,
        article: Article | None,
        kept_back: list[str] | None = None,
    ) -> Outcome:
        """`kept_back` None: it is asked for here."""
        if kept_back is None:
            kept_back = decision.lacking or self._kept_back(prepared, decision)
        return Outcome(prepared, decision.action, decision.reason, article, kept_back)

    def _kept_back(
        self, prepared: Prepared, decision: Decision, row: Article | None = None
    ) -> list[str]:
        """Why a new story that should go out stays a draft; empty where nobody asked for it."""
        is_asked = self.publish and decision.enters
        return what_keeps_it_back(prepared, row, now=clock.now()) if is_asked else []

    def _let_in(
        self, row: Article, prepared: Prepared, kept_back: list[str], *, now: datetime
    ) -> None:
        """A new story goes out if somebody asked for it and nothing keeps it back."""
        if self.publish and not kept_back and row.state != State.HELD:
            let_out(row, prepared, now=now)

    def _write(
        self, batch: Sequence[Prepared], repeated: dict[tuple[str, str], Article]
    ) -> list[Outcome]:
        assert self.run is not None
        batch, noted = self._not_yet_in_ledger(batch)
        known = look_up(batch, hold=True)
        known.articles |= repeated
        decided = self._decided(batch, known)
        remember_given(decided)
        outcomes = self._create([pair for pair in decided if pair[1].enters])
        for prepared, decision in decided:
            if not decision.enters:
                outcomes.append(self._settle(prepared, decision))
        for outcome in outcomes if self.tells_stories else ():
            if outcome.action in WRITES:
                outcome.people = self.people.planned(outcome.prepared)
        order = {id(prepared): place for place, prepared in enumerate(batch)}
        outcomes.sort(key=lambda outcome: order[id(outcome.prepared)])
        self._note(outcomes, noted)
        return outcomes

    def _not_yet_in_ledger(self, batch: Sequence[Prepared]) -> tuple[list[Prepared], set[str]]:
        """What this run has not done yet, of two items of one key the newer; which keys it knows."""
        last: dict[str, Prepared] = {}
        for prepared in batch:
            key = ledger_key(prepared)
            other = last.get(key)
            if other is None or not is_older(prepared.record.version, other.record.version):
                last[key] = prepared
        done = set(
            ImportItem.objects.filter(run=self.run, key__in=last).values_list("key", "digest")
        )
        left = [prepared for key, prepared in last.items() if (key, prepared.digest) not in done]
        return left, {key for key, _digest in done}

    def _create(self, entering: list[tuple[Prepared, Decision]]) -> list[Outcome]:
        """All new stories of the batch by a fixed number of statements."""
        if not entering:
            return []
        now = clock.now()
        sections = self.names.sections(
            prepared.record.section for prepared, _ in entering if prepared.record.section
        )
        rows, outcomes = [], []
        for prepared, decision in entering:
            record = prepared.record
            self.pictures.place(prepared)
            row = Article(
                **content_of(prepared) | {"body": _body_of(prepared)},
                **entrance_of(prepared),
                **bookkeeping_of(prepared),
                **self.pictures.lead_of(prepared),
                source=self.names.source(record.source, record.source_name),
                section=sections.get(record.section),
                created_by=self.user,
                import_run=self.run,
            )
            kept_back = self._kept_back(prepared, decision, row)
            self._let_in(row, prepared, kept_back, now=now)
            rows.append(row)
            outcomes.append(self._outcome(prepared, decision, row, kept_back))
        insert_numbered(rows)
        stories = [(row, prepared) for row, (prepared, _) in zip(rows, entering, strict=True)]
        add_ties(stories, self.names, self.people)
        rebuild_placements(rows, known_new=True)
        add_addresses(stories)
        add_corrections(stories)
        plain = {row.pk: prepared.plain for row, prepared in stories}
        follow_up(rows, was_public=False, in_bulk=True, plain=plain)
        return outcomes

    def _settle(self, prepared: Prepared, decision: Decision) -> Outcome:
        """One item whose story is here, or that never becomes one."""
        article = decision.article
        if decision.action == ItemAction.WITHDRAWN:
            self._withdraw(prepared, article)
        elif decision.action == ItemAction.UPDATED and article is not None:
            return self._update(prepared, article, decision)
        elif decision.action == ItemAction.PUBLISHED and article is not None:
            return self._publish(prepared, article, decision)
        elif decision.action == ItemAction.HELD and article is not None:
            change = self._change(prepared, article)
            return self._hold(prepared, decision.reason, article, change)
        return self._outcome(prepared, decision, article)

    def _withdraw(self, prepared: Prepared, article: Article | None) -> None:
        reason = prepared.record.editor_note[:200] or "The source withdrew it."
        if article is not None:
            withdraw(article, reason=reason, by=self.user)
        else:
            Tombstone.objects.create(
                source_code=prepared.record.source, source_id=prepared.key, reason=reason
            )

    def _change(self, prepared: Prepared, article: Article) -> Change:
        """What the source changed since it last gave us the story."""
        self.pictures.place(prepared)
        keep_pictures(prepared, article)
        new = {**update_of(article, prepared), **self.pictures.lead_of(prepared)}
        section = prepared.record.section
        if section:
            new["section_id"] = self.names.sections([section])[section].pk
        if new["lead_picture_id"] is None and new["lead_source_url"] == article.lead_source_url:
            new["lead_picture_id"] = article.lead_picture_id
        return compare(article, new)

    def _hold(self, prepared: Prepared, reason: str, article: Article, change: Change) -> Outcome:
        proposed = plain_columns(change)
        if all(problem.message != reason for problem in prepared.problems) and not prepared.hold:
            prepared.problems.append(Problem(prepared.record.origin, reason, action="held"))
        return Outcome(prepared, ItemAction.HELD, reason, article, proposed=proposed)

    def _publish(self, prepared: Prepared, article: Article, decision: Decision) -> Outcome:
        """A draft that is here as the import wrote it goes out; the next run still knows it as such."""
        before = snapshot(article, ties_of(article))
        let_out(article, prepared, now=clock.now())
        end_links(article)
        article.imported_version = article.version + 1
        save_story(article, by=self.user, action="publish", note=self._named)
        return Outcome(prepared, ItemAction.PUBLISHED, decision.reason, article, before=before)

    @property
    def _named(self) -> str:
        """The run as a version's note names it."""
        return f"run {self.run.pk}" if self.run else ""

    def _update(self, prepared: Prepared, article: Article, decision: Decision) -> Outcome:
        """Writes what the source changed, unless an editor changed the same: then it is held."""
        change = self._change(prepared, article)
        joined: dict[str, Any] = {}
        if "body" in change.clashes:
            whole = joined_body(change.base.get("body"), article.body, change.new["body"])
            if whole is not None and len(change.clashes) == 1:
                joined = {"body": whole}
        if clash := change.clashes - joined.keys():
            return self._hold(prepared, clash_reason(clash), article, change)
        before = snapshot(article, ties_of(article))
        record = prepared.record
        if record.updated_at and article.published_at and record.updated_at > article.published_at:
            article.updated_at = record.updated_at
        if "headline" in change.by_source - change.clashes:
            article.headline_proposed = record.headline_proposed
        if decision.goes_out:
            let_out(article, prepared, now=clock.now())
            end_links(article)
        notes = new_corrections(article, record)
        write_update(
            article,
            change,
            take=change.by_source - change.clashes,
            joined=joined,
            bookkeeping=bookkeeping_of(prepared),
            ties=ties_for_update(article, prepared, self.names, self.people),
            by=self.user,
            note=self._named,
        )
        add_addresses([(article, prepared)])
        keep_corrections(notes, after_version=article.imported_version)
        outcome = self._outcome(prepared, decision, article)
        outcome.before = before
        return outcome

    def _note(self, outcomes: list[Outcome], noted: set[str]) -> None:
        rows = [self._ledger_row(outcome) for outcome in outcomes]
        names = list(rows[0]) if rows else []
        insert_values(ImportItem, names, (row.values() for row in rows if row["key"] not in noted))
        ImportItem.objects.bulk_create(
            (ImportItem(**row) for row in rows if row["key"] in noted),
            batch_size=200,
            update_conflicts=True,
            unique_fields=["run", "key"],
            update_fields=[
                "action", "reason", "digest", "headline", "article", "problems", "cleaning",
                "missing", "original", "before", "file", "place",
            ],
        )  # fmt: skip

    def _ledger_row(self, outcome: Outcome) -> dict[str, Any]:
        """The values of its columns, in one order for all."""
        prepared = outcome.prepared
        record = prepared.record
        is_told = outcome.action in CLEANED_BEFORE
        assert self.run is not None
        return {
            "run_id": self.run.pk,
            "key": ledger_key(prepared),
            "file": record.origin.file[:500],
            "place": record.origin.place[:200],
            "format": record.format,
            "action": outcome.action,
            "reason": outcome.reason[:500],
            "digest": prepared.digest,
            "headline": record.headline[:300],
            "article_id": outcome.article.pk if outcome.article else None,
            "problems": [problem_facts(problem) for problem in prepared.problems],
            "cleaning": [] if is_told else cleaning_facts(prepared),
            "missing": [] if is_told else prepared.missing,
            "original": None if is_told else packed(prepared, outcome.proposed),
            "before": outcome.before,
        }


def _body_of(prepared: Prepared) -> Mapping[str, Any]:
    """The body of a new story, not checked once more where it was while the story was prepared."""
    return Checked(prepared.document) if prepared.is_checked else prepared.document


def clash_reason(names: set[str]) -> str:
    """Why an update waits, with the fields in the newsroom's words."""
    fields = ", ".join(sorted(name.removesuffix("_id") for name in names))
    return f"The source changed what an editor changed here: {fields}."
