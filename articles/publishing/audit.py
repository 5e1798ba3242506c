"""The log of who did what from where; rows are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from articles.models import Article, AuditEntry
from articles.publishing.origin import address

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Model

WATCHED = ("state", "visibility", "published_at", "embargo_until", "section_id", "created_by_id")
"""Columns whose change is told, with what stood there before."""

PLAIN = frozenset({"save", "start", "import", "tidy"})
"""Actions that are told only if a watched column changed: a version of them says all."""


def record(
    action: str,
    row: Model,
    *,
    by: User | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    kept: dict[str, Any] | None = None,
) -> AuditEntry:
    """One entry; who is kept by name too, for the day the account goes.

    `before` and `after` are for reading; `kept` is what articles.publishing.undoing_rows goes by.
    """
    about = Subject(row._meta.model_name or "", row.pk, str(row))
    return record_about(about, action, by=by, before=before, after=after, reason=reason, kept=kept)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about; its row may be gone."""

    kind: str
    row_id: int | None
    label: str


def record_about(
    about: Subject,
    action: str,
    *,
    by: User | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    kept: dict[str, Any] | None = None,
) -> AuditEntry:
    return AuditEntry.objects.create(
        actor=by if by is not None and by.pk else None,
        actor_name=by.get_username() if by is not None else "",
        address=address(),
        action=action[:40],
        kind=about.kind,
        row_id=about.row_id,
        label=about.label[:300],
        before=before,
        after=after,
        reason=reason[:300],
        kept=kept,
    )


def record_save(
    article: Article, before: Article | None, *, by: User | None, action: str, reason: str
) -> None:
    """Tells of a save that moved the story, its time, its embargo or its section."""
    old = {name: _plain(getattr(before, name)) for name in WATCHED} if before else {}
    new = {name: _plain(getattr(article, name)) for name in WATCHED}
    changed = [name for name in WATCHED if old and old[name] != new[name]]
    if action in PLAIN and not changed:
        return
    record(
        action,
        article,
        by=by,
        before={name: old[name] for name in changed} if old else None,
        after={name: new[name] for name in changed} if old else new,
        reason=reason,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
