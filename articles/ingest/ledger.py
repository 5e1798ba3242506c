"""Runs of the import: begun, gone on with after an interruption, ended, taken back."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from articles.ingest.inputs import shown
from articles.ingest.lock import only_import
from articles.models import Article, ImportItem, ImportRun, ItemAction, RunState
from articles.publishing.drafts import outlive
from articles.publishing.saving import follow_up, save_story
from articles.publishing.snapshots import fields_from, ties_from
from articles.publishing.unbroken import broken_by

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def begin(
    paths: Iterable[str], options: dict[str, Any], *, user: User | None = None
) -> tuple[ImportRun, bool]:
    """The run for this call, and whether it goes on with one that was interrupted."""
    paths = list(paths)
    key = hashlib.sha256(json.dumps([paths, options], sort_keys=True).encode()).hexdigest()
    broken = ImportRun.objects.filter(
        input_key=key, state__in=[RunState.RUNNING, RunState.INTERRUPTED]
    ).first()
    if broken is not None:
        broken.state = RunState.RUNNING
        broken.save(update_fields=["state"])
        return broken, True
    named = [shown(path) for path in paths]
    return ImportRun.objects.create(paths=named, options=options, input_key=key, user=user), False


def newest_interrupted() -> ImportRun | None:
    """The run that `--resume` goes on with; None if every run came to its end."""
    broken = [RunState.RUNNING, RunState.INTERRUPTED]
    return ImportRun.objects.filter(state__in=broken).order_by("-pk").first()


def sign_of_life(run: ImportRun, progress: dict[str, object]) -> None:
    """Where the run stands, at most once a second, for whoever looks at its page."""
    now = timezone.now()
    if run.seen_at is not None and (now - run.seen_at).total_seconds() < 1:
        return
    run.seen_at, run.progress = now, progress
    run.save(update_fields=["seen_at", "progress"])


def end(run: ImportRun, state: RunState) -> None:
    """Closes the run with the counts of its ledger."""
    run.state = state
    run.finished_at = timezone.now()
    run.counts = counts(run)
    run.save(update_fields=["state", "finished_at", "counts"])


def counts(run: ImportRun) -> dict[str, int]:
    """How many items of the run each action has."""
    rows = run.items.values_list("action").annotate(Count("pk")).order_by()
    found: Counter[str] = Counter(dict(rows))
    return {action: found[action] for action in ItemAction.values}


MADE = (ItemAction.CREATED, ItemAction.HELD)
WRITTEN_OVER = (ItemAction.UPDATED, ItemAction.PUBLISHED)
"""Items whose line holds the story as it was before."""
TOLD = 1_000
"""Items of a run that is taken back, between two signs of life."""


@dataclass(slots=True)
class Undone:
    """What taking a run back did."""

    deleted: int = 0
    restored: int = 0
    kept: list[tuple[int, str, str]] = field(default_factory=list)
    """(story, headline, why it stays)"""


def undo(
    run: ImportRun,
    *,
    by: User | None = None,
    dry: bool = False,
    tell: Callable[[int], None] = lambda done: None,
) -> Undone:
    """Takes a whole run back, except what somebody has touched since; that is listed.

    `tell` hears after every TOLD items how many are done. Raises ImportRuns while an import is
    writing, this run's or another.
    """
    if dry:
        return _undo(run, by=by, dry=True, tell=tell)
    with only_import():
        return _undo(run, by=by, dry=False, tell=tell)


def _undo(run: ImportRun, *, by: User | None, dry: bool, tell: Callable[[int], None]) -> Undone:
    done = Undone()
    items = run.items.filter(action__in=[*WRITTEN_OVER, *MADE], article__isnull=False)
    newest_first = items.select_related("article").order_by("-pk").iterator(chunk_size=200)
    for number, item in enumerate(newest_first, start=1):
        article = item.article
        assert article is not None
        with transaction.atomic():
            _undo_item(item, article, done, by=by, dry=dry)
        if number % TOLD == 0:
            tell(number)
    if not dry:
        run.state = RunState.UNDONE
        run.save(update_fields=["state"])
        follow_up([], was_public=True)
    return done


def _undo_item(
    item: ImportItem, article: Article, done: Undone, *, by: User | None, dry: bool
) -> None:
    made_here = item.before is None and article.import_run_id == item.run_id
    if not made_here and item.action not in WRITTEN_OVER:
        return
    later = article.import_items.filter(run__gt=item.run, action__in=WRITTEN_OVER)
    runs = sorted(later.exclude(run__state=RunState.UNDONE).values_list("run", flat=True))
    if article.is_edited_here or article.version != article.imported_version:
        done.kept.append((article.pk, article.headline, "somebody changed it since"))
    elif runs:
        why = f"run {runs[-1]} changed it since; take that back first"
        done.kept.append((article.pk, article.headline, why))
    elif item.before is None:
        done.deleted += 1
        if not dry:
            outlive(Article.objects.filter(pk=article.pk))
            article.delete()
    else:
        stands = copy(article)
        for name, value in fields_from(item.before).items():
            setattr(article, name, value)
        if broken := broken_by(stands, article):
            why = " ".join(each.message for each in broken)
            done.kept.append((stands.pk, stands.headline, why))
            return
        done.restored += 1
        if not dry:
            article.corrections.filter(after_version=article.version, made_by=None).delete()
            article.imported_version = article.version + 1
            save_story(
                article,
                ties=ties_from(item.before),
                by=by,
                action="undo",
                note=f"run {item.run_id}",
            )
