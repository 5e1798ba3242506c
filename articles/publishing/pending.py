"""A change of a live story that waits for its time.

It stands in Article.pending: {fields, ties, base_version, due_at, by, change}. Whoever reads the
story's page first after that time applies it (`current`), and `manage.py apply_pending` does it
for those that nobody reads; the change joins with what was saved meanwhile, and where both
changed the same, the waiting change wins: the other's words stay in the versions.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.utils.dateparse import parse_datetime

from articles.models import Article
from articles.publishing.changing import Change, mark, note_correction
from articles.publishing.joining import digest_of, settle
from articles.publishing.merging import WORDS, base_of, merge_story, take_values
from articles.publishing.saving import StaleVersion, save_story, still_there
from articles.publishing.snapshots import Ties, snapshot, ties_from, ties_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

log = logging.getLogger(__name__)


def due_at(article: Article) -> datetime | None:
    """When the waiting change shows; None if none waits or its time cannot be read."""
    waiting = article.pending or {}
    return parse_datetime(str(waiting.get("due_at", "")))


def put_off(
    article: Article,
    *,
    ties: Ties,
    base_version: int,
    due: datetime,
    by: User | None,
    change: Change,
) -> str:
    """Keeps what an editor wrote for later; the story that readers see stays as it is.

    `article` holds the words that wait, written on top of `base_version`, which others may have
    left behind since; afterwards it is the story as it stands. One change waits at a time: a new
    one takes the place of the old, and the answer is who had put that off (or nothing).
    """
    with transaction.atomic():
        current = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
        replaced = str((current.pending or {}).get("by", ""))
        there = ties_of(current)
        full = Ties(
            *(
                getattr(there, name) if getattr(ties, name) is None else getattr(ties, name)
                for name in ("people", "topics", "credits", "picks")
            )
        )
        wanted = snapshot(article, full)
        current.pending = {
            "fields": {name: wanted[name] for name in (*WORDS, "body")},
            "ties": wanted["ties"],
            "base_version": base_version + (current.version == base_version),
            "due_at": due.isoformat(),
            "by": by.get_username() if by else "",
            "change": change.as_json(),
        }
        save_story(current, by=by, action="pending")
    article.refresh_from_db()
    return replaced


def apply(article: Article, now: datetime, *, at_once: bool = False) -> bool:
    """Shows the waiting change if its time has come and readers see the story; else False.

    `at_once` does not wait for the time.
    """
    with transaction.atomic():
        current = (
            Article.objects.select_for_update(of=("self",), no_key=True)
            .filter(pk=article.pk)
            .first()
        )
        due = due_at(current) if current else None
        if current is None or due is None or not current.is_published(now):
            return False
        if at_once:
            due = now
        if due > now:
            return False
        waiting = current.pending or {}
        change = Change(**waiting.get("change", {}))
        there = snapshot(current, ties_of(current))
        merged = merge_story(
            base_of(current, waiting["base_version"]) or there,
            {**waiting["fields"], "ties": waiting["ties"]},
            there,
        )
        clashes = len(merged.fields) + len(merged.blocks)
        mine = {f"field:{each.name}": f"mine:{digest_of(each.theirs)}" for each in merged.fields}
        mine |= {
            f"block:{each.block_id}": f"mine:{digest_of(each.theirs)}" for each in merged.blocks
        }
        settle(merged, mine)
        take_values(current, merged.values)
        current.pending = None
        mark(current, change, due)
        before, by = current.version, _account(waiting.get("by", ""))
        save_story(
            current,
            ties=still_there(ties_from({"ties": merged.ties})),
            by=by,
            action=change.action,
            note=f"waited until {due:%Y-%m-%d %H:%M}"
            + (f"; won over {clashes} later changes" if clashes else ""),
        )
        note_correction(current, change, before_version=before, by=by, now=due)
    return True


def drop(article: Article, *, by: User | None, base_version: int) -> None:
    """Throws the waiting change away; its words stay in the version that put it off."""
    article.pending = None
    save_story(article, base_version=base_version, by=by, action="drop_pending")


def current(
    story: Article | None, anew: Callable[[], Article | None], now: datetime
) -> Article | None:
    """The story, read once more by `anew` if a change that waited has become due.

    Where the database may not be written, readers see the story as it stands.
    """
    if story is None or story.pending is None:
        return story
    due = due_at(story)
    if due is None or due > now:
        return story
    try:
        apply(story, now)
    except (DatabaseError, StaleVersion):
        return story
    return anew()


def waiting(now: datetime) -> list[Article]:
    """Live stories with a change whose time has come."""
    live = Article.objects.published(now).filter(pending__isnull=False).only("pk", "pending")
    return [article for article in live if (due := due_at(article)) is not None and due <= now]


def apply_all(now: datetime) -> int:
    """Shows every change whose time has come; the number of stories changed.

    One that cannot be shown is told of in the log and holds no other up.
    """
    changed = 0
    for article in waiting(now):
        try:
            changed += apply(article, now)
        except (DatabaseError, StaleVersion):
            log.exception("The change of story %s that waits cannot be shown.", article.pk)
    return changed


def as_snapshot(article: Article) -> dict[str, Any]:
    """The story as it will be once the waiting change shows, for a comparison."""
    waiting = article.pending or {}
    return {**waiting.get("fields", {}), "ties": waiting.get("ties", {})}


def _account(username: str) -> User | None:
    return get_user_model().objects.filter(username=username).first() if username else None
