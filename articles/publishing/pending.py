"""A change of a live story that waits for its time.

It stands in Article.pending: {fields, ties, base_version, due_at, by, change}. Whoever reads the
story's page first after that time applies it (`current`), and `manage.py apply_pending` does it
for those that nobody reads; the change joins with what was saved meanwhile, and where both
changed the same, the waiting change wins: the other's words stay in the versions. What would break
the story as it stands by then (`broken_by`) is kept back: `kept_back` tells since when, and an
editor decides.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.utils.dateparse import parse_datetime

from articles.models import Article
from articles.publishing.changing import Change, mark, note_correction
from articles.publishing.checks import Finding
from articles.publishing.joining import digest_of, settle
from articles.publishing.merging import WORDS, MergedStory, base_of, merge_story, take_values
from articles.publishing.saving import StaleVersion, follow_headline, save_story, still_there
from articles.publishing.snapshots import Ties, snapshot, ties_from, ties_of
from articles.publishing.unbroken import broken_by

if TYPE_CHECKING:
    from django.contrib.auth.models import User

log = logging.getLogger(__name__)
KEPT_BACK = "kept_back"


def due_at(article: Article) -> datetime | None:
    """When the waiting change shows; None if none waits, it is kept back or its time cannot be read."""
    waiting = article.pending or {}
    if is_kept_back(article):
        return None
    return parse_datetime(str(waiting.get("due_at", "")))


def is_kept_back(article: Article) -> bool:
    """Whether the change was due and would have broken the story, so that an editor must decide."""
    return KEPT_BACK in (article.pending or {})


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
        follow_headline(article)
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
        if current is None or current.pending is None or not current.is_published(now):
            return False
        due = now if at_once else due_at(current)
        if due is None or due > now:
            return False
        waiting, stands = current.pending, copy(current)
        change = Change(**waiting.get("change", {}))
        merged, clashes = _joined(current)
        take_values(current, merged.values)
        if broken := broken_by(stands, current):
            _keep_back(stands, broken, now)
            return False
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


def would_break(article: Article) -> list[Finding]:
    """What the waiting change would break of the story as it stands now."""
    if article.pending is None:
        return []
    after = copy(article)
    take_values(after, _joined(article)[0].values)
    return broken_by(article, after)


def _joined(current: Article) -> tuple[MergedStory, int]:
    """The waiting change joined with what was saved meanwhile, and how many clashes it won."""
    waiting = current.pending or {}
    there = snapshot(current, ties_of(current))
    merged = merge_story(
        base_of(current, waiting["base_version"]) or there,
        {**waiting["fields"], "ties": waiting["ties"]},
        there,
    )
    clashes = len(merged.fields) + len(merged.blocks)
    mine = {f"field:{each.name}": f"mine:{digest_of(each.theirs)}" for each in merged.fields}
    mine |= {f"block:{each.block_id}": f"mine:{digest_of(each.theirs)}" for each in merged.blocks}
    settle(merged, mine)
    return merged, clashes


def _keep_back(stands: Article, broken: list[Finding], now: datetime) -> None:
    """Notes once that the change would break the story; its words go on waiting, without a time."""
    if is_kept_back(stands):
        return
    stands.pending = {**(stands.pending or {}), KEPT_BACK: now.isoformat()}
    save_story(stands, action="keep_back", note=" ".join(each.message for each in broken))


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


def put_off_by(article: Article) -> str:
    """The name of whoever put the change off, as others call them; empty if nobody is known."""
    username = str((article.pending or {}).get("by", ""))
    account = _account(username)
    return (account.get_short_name() if account else "") or username


def as_snapshot(article: Article) -> dict[str, Any]:
    """The story as it will be once the waiting change shows, for a comparison."""
    waiting = article.pending or {}
    return {**waiting.get("fields", {}), "ties": waiting.get("ties", {})}


def _account(username: str) -> User | None:
    return get_user_model().objects.filter(username=username).first() if username else None
