"""Saving one story: conditional on its version, with everything that follows from it in one transaction.

Screens, commands and the import of single stories come through `save_story`; nobody else
writes a story's row. The bulk import writes the same things by sets (articles.ingest.writer).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles import clock, freshness, search
from articles.body.compare import words_changed
from articles.body.words import word_count
from articles.fields import checked_body
from articles.models import (
    Article,
    Revision,
    slug_for,
)
from articles.people.merge import current_ids
from articles.people.verdicts import remember_removed
from articles.publishing import announcing, origin
from articles.publishing.audit import record_save
from articles.publishing.changing import Change, mark, note_correction
from articles.publishing.placing import (
    listed_at,
    move_ties,
    placements_differ,
    rebuild_placements,
    same_placements,
)
from articles.publishing.snapshots import (
    FIELDS,
    Ties,
    fields_from,
    snapshot,
    ties_and_names,
    ties_from,
)
from articles.publishing.standing import Standing, tied_of
from articles.publishing.tie_rows import write_ties
from articles.related import keeping
from articles.related.picks import resolve_picks
from articles.tied import TiedStories

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class StaleVersion(Exception):
    """Somebody saved first; carries the story as it stands now."""

    def __init__(self, current: Article) -> None:
        super().__init__(f"story {current.pk} is at version {current.version} by now")
        self.current = current


def save_story(
    article: Article,
    *,
    base_version: int | None = None,
    ties: Ties | None = None,
    by: User | None = None,
    action: str = "save",
    note: str = "",
    standing: Standing | None = None,
) -> Revision:
    """Writes the story and its ties, and makes one version of it.

    `base_version` is the version that the writer started from (None: the row's own); if the
    database holds another by now, nothing is written and StaleVersion is raised. Public pages
    follow in the same transaction. With `standing`, what the caller read under the lock, nothing
    is read again, and what must follow is owed to `settle`.
    """
    given = ties or Ties()
    with transaction.atomic():
        found = standing or _standing(article)
        before = found.row
        if before is not None:
            base = article.version if base_version is None else base_version
            if before.version != base:
                raise StaleVersion(before)
        follow_headline(article)
        article.body = checked_body(article.body)
        article.word_count = word_count(article.body)
        article.version = (before.version if before else 0) + 1
        if before is None:
            article.created_by = article.created_by or by
            article.save(force_insert=True)
        else:
            _write_row(article, before.version)
        full = _replace_ties(article, found.ties, given, by=by, action=action)
        if before is not None and listed_at(before) != listed_at(article):
            move_ties(article, full.now)
        if not found.is_indexed or placements_differ(before, article):
            keep_placements(article, found, known_new=before is None)
        revision = _write_revision(article, before, full, by=by, action=action, note=note)
        record_save(article, before, by=by, action=action, reason=note)
        found.owe(
            article,
            ties=full.now,
            was_public=before is not None and listed_at(before) is not None,
            was_seen=before is not None and before.is_published(),
        )
        if standing is None:
            settle(article, found)
    return revision


def settle(article: Article, standing: Standing) -> None:
    """What the saves that were given `standing` owe; once, however many there were."""
    if not standing.is_owed:
        return
    standing.is_owed = False
    follow_up(
        [article],
        was_public=standing.was_public,
        was_seen=standing.was_seen,
        tied={article.pk: tied_of(standing.ties, standing.names)},
    )


def keep_placements(article: Article, found: Standing, *, known_new: bool) -> None:
    """The index of its pictures, by what was read under the lock where somebody read it."""
    if found.placements is not None and same_placements(article, found.placements):
        return
    found.placements = None
    rebuild_placements([article], known_new=known_new)


STAYS = {
    "state", "visibility", "published_at", "updated_at", "corrected_at", "embargo_until",
    "withdrawn_at", "state_reason", "hold_reasons", "source_digest", "imported_version",
    "source_id", "source_key", "source_version", "pending",
}  # fmt: skip
"""Fields that no old version brings back."""


def restore(
    revision: Revision, *, by: User | None, base_version: int, told: Change | None = None
) -> Revision:
    """The words and ties of an old version as a new one; state and times stay as they are now.

    `told` is what an editor says of it to those who read the story already.
    """
    article, told, now = revision.article, told or Change(), clock.now()
    for name, value in fields_from(revision.snapshot).items():
        if name not in STAYS:
            setattr(article, name, value)
    mark(article, told, now)
    with transaction.atomic():
        made = save_story(
            article,
            base_version=base_version,
            ties=still_there(ties_from(revision.snapshot)),
            by=by,
            action="restore",
            note=f"as in version {revision.number}",
        )
        note_correction(article, told, before_version=base_version, by=by, now=now)
    return made


def still_there(ties: Ties) -> Ties:
    """Old ties by the numbers of today: who was merged since is the other one, who is gone is left out."""
    people = current_ids("person", [tie.person for tie in ties.people or []])
    topics = current_ids("topic", ties.topics or [])
    makers = current_ids("contributor", [tie.contributor for tie in ties.credits or []])
    named = {
        people[tie.person]: replace(tie, person=people[tie.person])
        for tie in reversed(ties.people or [])
        if tie.person in people
    }
    return Ties(
        people=list(reversed(named.values())),
        topics=list(dict.fromkeys(topics[pk] for pk in ties.topics or [] if pk in topics)),
        credits=[
            replace(tie, contributor=makers[tie.contributor])
            for tie in ties.credits or []
            if tie.contributor in makers
        ],
        picks=ties.picks,
    )


def follow_up(
    articles: Sequence[Article],
    *,
    was_public: bool = True,
    was_seen: bool = False,
    in_bulk: bool = False,
    plain: Mapping[int, str] = search.NOTHING_KNOWN,
    tied: TiedStories | None = None,
) -> None:
    """What else must know of a change: search, related links, and the number of freshness.

    `was_public`: it stood in lists, if only for a later time; `was_seen`: readers could read it.
    A bulk import, whose stories are all new, leaves the related links to keeping.catch_up at its
    end; `plain` holds the plain texts that it knows.
    """
    search.index(articles, known_new=in_bulk, plain=plain, tied=tied)
    resolve_picks(articles)
    if not in_bulk:
        for article in articles:
            if was_public or listed_at(article) is not None:
                keeping.follow(article, tied=tied)
    announcing.note(articles, was_seen=was_seen)
    if was_public or any(listed_at(article) is not None for article in articles):
        freshness.move()


def _standing(article: Article) -> Standing:
    """The story as it stands, held against other writers where the database can; new: nothing."""
    if not article.pk:
        return Standing(None, Ties([], [], [], []))
    row = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
    return Standing(row, *ties_and_names(article))


def follow_headline(article: Article) -> None:
    """Makes the address of the headline, as long as nobody wrote one."""
    if not article.slug_edited or not article.slug:
        article.slug = slug_for(article.headline)


def _write_row(article: Article, base: int) -> None:
    values: dict[str, Any] = {name: getattr(article, name) for name in FIELDS}
    article.saved_at = timezone.now()
    rows = Article.objects.filter(pk=article.pk, version=base)
    if not rows.update(**values, version=article.version, saved_at=article.saved_at):
        raise StaleVersion(Article.objects.get(pk=article.pk))


@dataclass(slots=True)
class _TiesWritten:
    before: Ties
    now: Ties


def _replace_ties(
    article: Article, before: Ties, given: Ties, *, by: User | None, action: str
) -> _TiesWritten:
    """Writes the lists that were given. Whom an editor takes off a story, no import puts back."""
    now = write_ties(article, before, given)
    if action != "import":
        was, stays = ({tie.person for tie in ties.people or []} for ties in (before, now))
        remember_removed(article, was, stays, by=by)
    return _TiesWritten(before, now)


def _write_revision(
    article: Article,
    before: Article | None,
    ties: _TiesWritten,
    *,
    by: User | None,
    action: str,
    note: str,
) -> Revision:
    added, removed = words_changed(before.body, article.body) if before else (article.word_count, 0)
    rows = [
        Revision(
            article=article,
            number=article.version,
            action=action,
            note=note[:300],
            made_by=by,
            maker=by.get_username() if by else "",
            made_from=origin.address(),
            snapshot=snapshot(article, ties.now),
            words_added=added,
            words_removed=removed,
        )
    ]
    if before is not None and _is_unrecorded(before):
        rows.insert(0, _version_of_row(before, ties.before))
    return Revision.objects.bulk_create(rows)[-1]


def _is_unrecorded(article: Article) -> bool:
    """A row made in bulk has no version of its own: until somebody saves, the row is it."""
    if article.version not in {0, article.imported_version}:
        return False
    return not Revision.objects.filter(article=article, number=article.version).exists()


def _version_of_row(article: Article, ties: Ties) -> Revision:
    return Revision(
        article=article,
        number=article.version,
        action="import" if article.imported_version else "start",
        made_at=article.saved_at,
        snapshot=snapshot(article, ties),
        words_added=article.word_count,
    )
