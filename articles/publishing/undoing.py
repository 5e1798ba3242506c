"""Undoing everything that one account did since a time, with others' later work kept; here: its stories."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import transaction

from articles.models import Article, Comment, PreviewLink, Revision, State, Visibility
from articles.publishing.checks import Finding
from articles.publishing.merging import merge_story, take_values
from articles.publishing.saving import save_story
from articles.publishing.snapshots import snapshot, ties_from, ties_of
from articles.publishing.unbroken import broken_by
from articles.publishing.undoing_fronts import undo_fronts
from articles.publishing.undoing_rows import undo_additions, undo_rows
from articles.publishing.withdraw import reinstate

if TYPE_CHECKING:
    from django.contrib.auth.models import User

STANDING = (
    "state", "visibility", "published_at", "updated_at", "corrected_at", "embargo_until",
    "withdrawn_at", "state_reason", "hold_reasons", "pending",
)  # fmt: skip
"""Columns of a story's standing: put back where nobody has moved them since."""

Snapshot = dict[str, Any]


@dataclass(slots=True)
class Undone:
    """What was put back, or would be; each story once."""

    restored: list[tuple[int, str]] = field(default_factory=list)
    """Number and headline."""
    joined: list[tuple[int, str]] = field(default_factory=list)
    """Stories that others changed later: their work stands, the account's is out where it could be told."""
    hidden: list[tuple[int, str]] = field(default_factory=list)
    """Stories that the account made itself: held, not deleted."""
    rows: list[str] = field(default_factory=list)
    """People, topics, sections, accounts, fronts: changes that were taken back."""
    left: list[str] = field(default_factory=list)
    """Changes that an editor must look at, each with the reason why it stays."""


def undo_account(
    user: User, since: datetime, *, by: User | None = None, dry: bool = False
) -> Undone:
    """Takes back what `user` did since `since`, a transaction for each story and each change of a row.

    No story is deleted: the undone versions stay readable. What others changed later stands. `dry`
    only says what would be done. A second call finds nothing left to do.
    """
    done = Undone()
    _tell(done, undo_rows(user, since, by=by), dry=dry)
    with _only_looked_at(dry=dry):
        done.rows += undo_fronts(user, since, by=by)
        links, _kinds = PreviewLink.objects.filter(made_by=user, made_at__gte=since).delete()
        done.rows += [f"{links} preview links ended"] if links else []
    touched = Revision.objects.filter(made_by=user, made_at__gte=since)
    for pk in sorted(set(touched.values_list("article_id", flat=True))):
        with transaction.atomic():
            article = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
            _undo_story(article, user, since, done, by=by, dry=dry)
    _tell(done, undo_additions(user, since, by=by), dry=dry)
    if comments := Comment.objects.filter(made_by=user, made_at__gte=since).count():
        done.left.append(f"{comments} comments beside stories: They stay; readers never see them.")
    return done


def _tell(done: Undone, steps: Iterator[tuple[str, str]], *, dry: bool) -> None:
    with _only_looked_at(dry=dry):
        for what, reason in steps:
            if reason:
                done.left.append(f"{what}: {reason}")
            else:
                done.rows.append(what)


@contextmanager
def _only_looked_at(*, dry: bool) -> Iterator[None]:
    """Where `dry`, nothing of the block stays."""
    if not dry:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _undo_story(
    article: Article, user: User, since: datetime, done: Undone, *, by: User | None, dry: bool
) -> None:
    versions = list(article.revisions.order_by("number"))
    undone = max((row.number for row in versions if row.action == "undo"), default=0)
    runs = list(_runs([row for row in versions if row.number > undone], user, since))
    if not runs:
        return
    is_alone = versions[-1].made_by_id == user.pk and len(runs) == 1
    is_theirs = _version_before(versions, runs[0][0]) is None
    group = done.joined if not is_alone else done.hidden if is_theirs else done.restored
    wanted, stands = snapshot(article, ties_of(article)), copy(article)
    for first, last in reversed(runs):
        earlier = _version_before(versions, first)
        if earlier is not None:
            wanted = _without(wanted, last.snapshot, earlier.snapshot)
    take_values(article, wanted)
    if is_theirs and is_alone:
        _hide(article)
    if broken := _broken(stands, article, _version_before(versions, runs[0][0])):
        told = " ".join(each.message for each in broken)
        done.left.append(f"story {stands.pk} “{stands.headline}”: {told}")
        return
    group.append((stands.pk, stands.headline))
    if dry:
        return
    was_withdrawn = stands.visibility == Visibility.WITHDRAWN
    if was_withdrawn and wanted["visibility"] != Visibility.WITHDRAWN:
        reinstate(article)
    note = f"without what {user.get_username()} did since {since:%Y-%m-%d %H:%M}"
    save_story(article, ties=ties_from(wanted), by=by, action="undo", note=note)


def _broken(stands: Article, after: Article, former: Revision | None) -> list[Finding]:
    """What the undoing would break; faults with which the story was live before the account may come back.

    Else its work would stay before readers because a picture of the former story had no credit.
    """
    broken = broken_by(stands, after)
    if not broken or former is None:
        return broken
    before = copy(stands)
    take_values(before, former.snapshot)
    if before.visibility != Visibility.PUBLIC:
        return broken
    anew = broken_by(before, after)
    return [each for each in broken if each in anew]


def _runs(
    versions: list[Revision], user: User, since: datetime
) -> Iterator[tuple[Revision, Revision]]:
    """First and last of each unbroken row of the account's versions."""
    marked = groupby(versions, key=lambda row: row.made_by_id == user.pk and row.made_at >= since)
    for is_theirs, rows in marked:
        if is_theirs:
            found = list(rows)
            yield found[0], found[-1]


def _version_before(versions: list[Revision], row: Revision) -> Revision | None:
    return next((each for each in reversed(versions) if each.number < row.number), None)


def _without(now: Snapshot, theirs: Snapshot, before: Snapshot) -> Snapshot:
    """`now` without the step from `before` to `theirs`; where somebody changed the same since, that stands."""
    merged = merge_story(theirs, now, before)
    wanted = {**now, **merged.values, "ties": merged.ties}
    for name in STANDING:
        if now.get(name) == theirs.get(name):
            wanted[name] = before.get(name)
    return wanted


def _hide(article: Article) -> None:
    """A story that the account began: off the site and before an editor's eyes."""
    if article.visibility != Visibility.WITHDRAWN:
        article.state, article.visibility = State.HELD, Visibility.HIDDEN
        article.state_reason = "made by an account whose work was undone"
