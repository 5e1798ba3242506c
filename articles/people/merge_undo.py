"""Taking a merge back, for 30 days: two rows of one again, each with its stories as the journal names them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import (
    FormerAddress,
    MentionRole,
    Merge,
    NameCandidate,
    Person,
    PersonAlias,
    PersonRefusal,
    names_changed,
)
from articles.people.merge import KINDS, Kind, NotMergeable, Row, former_path, ties_of
from media.models import Picture

UNDO_DAYS = 30


def can_undo(entry: Merge, *, now: datetime | None = None) -> bool:
    """Whether a merge may still be taken back."""
    moment = now or timezone.now()
    return entry.undone_at is None and moment - entry.merged_at <= timedelta(days=UNDO_DAYS)


def undo(entry: Merge, *, now: datetime | None = None) -> list[int]:
    """Makes two of one again, as they were; stories tagged since stay with the kept one.

    Answers with the stories touched. Raises NotMergeable.
    """
    if not can_undo(entry, now=now):
        raise NotMergeable(_("This merge can no longer be taken back."))
    kind = KINDS[entry.kind]
    journal = entry.journal
    kept = kind.model.objects.filter(pk=entry.kept_id).first()
    if kept is None:
        raise NotMergeable(_("“%(name)s” is not there any more.") % {"name": entry.kept_name})
    with transaction.atomic():
        merged = _put_back(kind, journal["row"])
        touched = _part_ties(kind, kept, merged, journal)
        if kind.name == "person":
            _empty(kept, journal)
            PersonAlias.objects.filter(pk__in=journal["added_aliases"]).delete()
            PersonAlias.objects.filter(pk__in=journal["aliases"]).update(person=merged)
            PersonRefusal.objects.filter(pk__in=journal["refusals"]).update(person=merged)
            NameCandidate.objects.filter(pk__in=journal["candidates"]).update(person=merged)
            names_changed([kept.pk, merged.pk])
        FormerAddress.objects.filter(path=former_path(kind, merged.slug)).delete()
        FormerAddress.objects.filter(pk__in=journal["addresses"]).update(**{kind.name: merged})
        entry.undone_at = now or timezone.now()
        entry.save(update_fields=["undone_at"])
    return touched


def _part_ties(kind: Kind, kept: Row, merged: Row, journal: dict[str, Any]) -> list[int]:
    """The other way: by story, since a save writes a story's ties anew; a tie that is gone stays gone."""
    target = {f"{kind.target}_id": merged.pk}
    touched: list[int] = []
    for role, stories in _moved_in(kind, journal):
        for keys in _batches(stories):
            moved = ties_of(kind, kept).filter(**{f"{kind.story}__in": keys})
            moved = moved.filter(role=role) if kind.name == "contributor" else moved
            touched += moved.values_list(f"{kind.story}_id", flat=True)
            moved.update(**target)
    touched += _make_ties(kind, kept, journal["dropped"])
    for keys in _batches(journal.get("raised_in", [])):
        ties_of(kind, kept).filter(content_object__in=keys).update(role=MentionRole.MENTIONED)
    return touched


def _moved_in(kind: Kind, journal: dict[str, Any]) -> Iterator[tuple[str, list[int]]]:
    """(role, stories) of the ties that moved; a journal of before December 2026 has numbers of ties."""
    yield from journal.get("moved_in", {}).items()
    for keys in _batches(journal.get("moved", [])):
        ties = kind.tie._default_manager.filter(pk__in=keys)
        role = "role" if kind.name == "contributor" else models.Value("")
        stories: dict[str, list[int]] = {}
        for as_what, story in ties.values_list(role, f"{kind.story}_id"):
            stories.setdefault(as_what, []).append(story)
        yield from stories.items()


def _put_back(kind: Kind, stored: dict[str, Any]) -> Any:
    """The merged row under its old number; its address gets a number if it is taken by now."""
    values = dict(stored)
    aliases = values.pop("aliases", [])
    rows = kind.model.objects
    if rows.filter(slug=values["slug"]).exists():
        values["slug"] = f"{values['slug'][:100]}-{values['id']}"
    if kind.name == "person":
        if not Picture.objects.filter(pk=values["portrait_id"]).exists():
            values["portrait_id"] = None
        namesakes = rows.filter(name_key=values["name_key"], qualifier=values["qualifier"])
        if namesakes.exists():
            values["qualifier"] = str(values["id"])
    row = kind.model(**values)
    row.save(force_insert=True)
    born = [
        each.attname for each in row._meta.concrete_fields if getattr(each, "auto_now_add", False)
    ]
    if born:  # saving has put now there
        rows.filter(pk=row.pk).update(**{name: values[name] for name in born})
    for name, alias_kind, is_unique in aliases:
        PersonAlias.objects.create(person=row, name=name, kind=alias_kind, is_unique=is_unique)
    return row


def _make_ties(kind: Kind, kept: Row, stored: list[dict[str, Any]]) -> list[int]:
    """Ties of stories that named both, where the kept one stands still; answers with the stories."""
    role = "role" if kind.name == "contributor" else models.Value("")
    there: set[tuple[Any, ...]] = set()
    for keys in _batches([row[f"{kind.story}_id"] for row in stored]):
        standing = ties_of(kind, kept).filter(**{f"{kind.story}__in": keys})
        there |= set(standing.values_list(f"{kind.story}_id", role))
    back = [
        row
        for row in stored
        if (row[f"{kind.story}_id"], row["role"] if kind.name == "contributor" else "") in there
    ]
    kind.tie._default_manager.bulk_create(
        (kind.tie(**values) for values in back), ignore_conflicts=True, batch_size=500
    )
    return [row[f"{kind.story}_id"] for row in back]


def _empty(kept: Person, journal: dict[str, Any]) -> None:
    """What the merged one had given is taken from the kept one, unless somebody wrote else since."""
    given = {
        name: before
        for name, before in journal["filled"].items()
        if getattr(kept, name) == journal["row"][name]
    }
    Person.objects.filter(pk=kept.pk).update(**given)


def _batches(keys: list[int]) -> Iterator[list[int]]:
    """SQLite takes 32,766 parameters in one statement."""
    for start in range(0, len(keys), 10_000):
        yield keys[start : start + 10_000]
