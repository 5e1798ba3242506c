"""What the source changed in a story that is here: taken, joined with an editor's changes, or held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from articles.body.compare import merge
from articles.body.document import InvalidBody
from articles.ingest.prepared import Prepared
from articles.ingest.writer_rows import CONTENT, changed_by_source, content_of
from articles.models import Article, Revision
from articles.publishing.saving import save_story
from articles.publishing.snapshots import FIELDS, Ties, fields_from

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(slots=True)
class Change:
    """A newer version of the source against the last one it gave us and against ours."""

    base: dict[str, Any]
    """Every column as the source last had it."""
    new: dict[str, Any]
    """The columns that the source has now."""
    ours: dict[str, Any]
    by_source: set[str] = field(default_factory=set)
    clashes: set[str] = field(default_factory=set)
    """What an editor changed here and the source changed in another way."""


def imported_values(article: Article) -> dict[str, Any]:
    """The columns as the import last wrote them; empty if that version was not kept."""
    if not article.is_edited_here:
        return {name: getattr(article, name) for name in FIELDS}
    stored = Revision.objects.filter(article=article, number=article.imported_version).first()
    return fields_from(stored.snapshot) if stored else {}


def compare(article: Article, new: dict[str, Any]) -> Change:
    """Which of the source's columns are new, and which of those an editor changed as well."""
    change = Change(imported_values(article), new, {name: getattr(article, name) for name in new})
    change.by_source = changed_by_source(change.base, new)
    change.clashes = {
        name
        for name in change.by_source
        if change.ours[name] != change.base.get(name) and change.ours[name] != new[name]
    }
    return change


def update_of(article: Article, prepared: Prepared) -> dict[str, Any]:
    """What an update says of a story; a headline that is only proposed leaves the one that is here."""
    new = content_of(prepared)
    if prepared.record.headline_proposed and article.headline and not article.headline_proposed:
        del new["headline"]
    return new


def joined_body(base: Any, ours: Any, theirs: Any) -> Any | None:
    """One body with both sides' changes; None where both changed one block."""
    if not base:
        return None
    try:
        merged = merge(base, ours, theirs)
    except InvalidBody:
        return None
    return None if merged.conflicts else merged.document


def plain_columns(change: Change) -> dict[str, Any]:
    """The source's changes as JSON: {column: value}."""
    return {
        name: value.isoformat() if isinstance(value := change.new[name], datetime) else value
        for name in sorted(change.by_source)
    }


def write_update(
    article: Article,
    change: Change,
    *,
    take: Iterable[str],
    joined: dict[str, Any] | None = None,
    bookkeeping: dict[str, Any],
    ties: Ties | None = None,
    by: User | None = None,
    note: str = "",
) -> None:
    """Writes the source's version, then ours upon it, so that the next import knows both apart.

    Of the columns that the source changed, those in `take` become the source's, those in
    `joined` what is given there; the rest stays as it is here.
    """
    final = {name: getattr(article, name) for name in FIELDS}
    final |= {name: change.new[name] for name in change.by_source & set(take)}
    final |= joined or {}
    with transaction.atomic():
        for name, value in bookkeeping.items():
            setattr(article, name, value)
        source = {name: change.base.get(name, final[name]) for name in CONTENT} | change.new
        ours = {name: final[name] for name in CONTENT if final[name] != source[name]}
        for name, value in source.items():
            setattr(article, name, value)
        article.imported_version = article.version + 1
        save_story(article, ties=ties, by=by, action="import", note=note)
        if ours:
            for name, value in {**ours, "slug": final["slug"]}.items():
                setattr(article, name, value)
            save_story(article, by=by, action="join", note=note)
