"""Merging two people, topics or contributors into one: preview, one transaction, a journal, undo for 30 days.

Ties are re-pointed by sets: the same few statements for one story as for 50,000. The caller lets
search, related links and public pages follow (articles.publishing.people).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import (
    AliasKind,
    ArticleContributor,
    ArticleTopic,
    Contributor,
    FormerAddress,
    MentionRole,
    Merge,
    NameCandidate,
    Person,
    PersonAlias,
    PersonMention,
    PersonRefusal,
    Topic,
    names_changed,
)
from media.models import Picture

if TYPE_CHECKING:
    from django.contrib.auth.models import User

UNDO_DAYS = 30
Row = Person | Topic | Contributor


class NotMergeable(ValueError):
    """Says in a sentence why these two stay two."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Where the ties of one kind of row stand."""

    name: str
    model: type[Any]
    tie: type[models.Model]
    target: str
    story: str
    address: str


KINDS = {
    "person": Kind("person", Person, PersonMention, "tag", "content_object", "person"),
    "topic": Kind("topic", Topic, ArticleTopic, "topic", "article", "topic"),
    "contributor": Kind(
        "contributor", Contributor, ArticleContributor, "contributor", "article", "contributor"
    ),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would do."""

    stories: int
    """Stories that would name the kept one instead."""
    both: int
    """Stories that name both by now: one tie stays, with the higher role."""
    names: list[str]
    """Names that would lead to the kept one."""
    redirect: str
    """The address that would lead on."""


def kind_of(row: Row) -> Kind:
    """The kind of this row; KeyError for a row that is none of them."""
    return KINDS[row._meta.model_name or ""]


def preview(kept: Row, merged: Row) -> Preview:
    """Three queries; raises NotMergeable."""
    _check(kept, merged)
    kind = kind_of(kept)
    ties = _ties(kind, merged)
    both = ties.filter(**{f"{kind.story}__in": _stories(kind, kept)}).count()
    names = [merged.name]
    if isinstance(merged, Person):
        names += merged.aliases.values_list("name", flat=True)
    return Preview(ties.count() - both, both, list(dict.fromkeys(names)), merged.get_absolute_url())


def merge(kept: Row, merged: Row, *, by: User | None = None) -> tuple[Merge, list[int]]:
    """Makes one of two: `merged` is gone, its stories, names and address are those of `kept`.

    Answers with the journal and the stories touched. Raises NotMergeable.
    """
    _check(kept, merged)
    kind = kind_of(kept)
    with transaction.atomic():
        journal = {
            "row": _plain(merged),
            "moved_in": {},
            "dropped": [],
            "raised_in": [],
            "addresses": [],
            "aliases": [],
            "added_aliases": [],
            "refusals": [],
            "candidates": [],
            "filled": {},
        }
        touched = _move_ties(kind, kept, merged, journal)
        _move_addresses(kind, kept, merged, journal)
        if isinstance(kept, Person) and isinstance(merged, Person):
            _move_names(kept, merged, journal)
        entry = Merge.objects.create(
            kind=kind.name,
            kept_id=kept.pk,
            merged_id=merged.pk,
            kept_name=str(kept)[:200],
            merged_name=str(merged)[:200],
            journal=journal,
            merged_by=by,
        )
        merged.delete()
        if isinstance(kept, Person):
            names_changed([kept.pk])
    return entry, touched


def split(person: Person, stories: Collection[int], *, to: Person) -> list[int]:
    """Moves the tags of these stories from `person` to `to`, a namesake; three statements.

    A story that names both keeps the tie of `to`. Answers with the stories touched.
    """
    _check(to, person)
    with transaction.atomic():
        ties = PersonMention.objects.filter(tag=person, content_object__in=stories)
        touched = list(ties.values_list("content_object", flat=True))
        there = PersonMention.objects.filter(tag=to, content_object__in=touched)
        ties.filter(
            content_object__in=list(there.values_list("content_object", flat=True))
        ).delete()
        ties.update(tag=to)
        names_changed([person.pk, to.pk])
    return touched


def current_ids(kind: str, keys: Collection[int]) -> dict[int, int]:
    """Old number -> the number that stands for it now; without those that are gone for good.

    One query, three if one is not there.
    """
    wanted = set(keys)
    rows = KINDS[kind].model.objects
    there = set(rows.filter(pk__in=wanted).values_list("pk", flat=True))
    now = {key: key for key in there}
    if there == wanted:
        return now
    merges = Merge.objects.filter(kind=kind, undone_at=None).order_by("pk")
    leads = dict(merges.values_list("merged_id", "kept_id"))
    ends = {key: _end(leads, key) for key in wanted - there if key in leads}
    known = set(rows.filter(pk__in=set(ends.values())).values_list("pk", flat=True))
    return now | {key: end for key, end in ends.items() if end in known}


def _end(leads: dict[int, int], key: int) -> int:
    """Where the merges of merges lead: nothing that was merged is there any more."""
    for _hop in range(20):
        if key not in leads:
            break
        key = leads[key]
    return key


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
        FormerAddress.objects.filter(path=_path(kind, merged.slug)).delete()
        FormerAddress.objects.filter(pk__in=journal["addresses"]).update(**{kind.name: merged})
        entry.undone_at = now or timezone.now()
        entry.save(update_fields=["undone_at"])
    return touched


def _check(kept: Row, merged: Row) -> None:
    if type(kept) is not type(merged):
        raise NotMergeable(_("Only two of a kind can be merged."))
    if kept.pk == merged.pk:
        raise NotMergeable(_("“%(name)s” cannot be merged with itself.") % {"name": kept})


def _ties(kind: Kind, row: Row) -> models.QuerySet[Any]:
    return kind.tie._default_manager.filter(**{kind.target: row}).order_by()


def _stories(kind: Kind, row: Row) -> models.QuerySet[Any]:
    return _ties(kind, row).values(kind.story)


def _move_ties(kind: Kind, kept: Row, merged: Row, journal: dict[str, Any]) -> list[int]:
    """Rule for a story that names both: the kept one's tie stays, with the higher role."""
    ties = _ties(kind, merged)
    both = ties.filter(**{f"{kind.story}__in": _stories(kind, kept)})
    if kind.name == "contributor":
        same = _ties(kind, kept).filter(
            **{kind.story: models.OuterRef(kind.story)}, role=models.OuterRef("role")
        )
        both = ties.filter(models.Exists(same))
    dropped = [_plain(row) for row in both]
    journal["dropped"] = dropped
    if kind.name == "person":
        subjects = both.filter(role=MentionRole.SUBJECT).values("content_object")
        lower = PersonMention.objects.filter(
            tag_id=kept.pk, content_object__in=subjects, role=MentionRole.MENTIONED
        )
        journal["raised_in"] = list(lower.values_list("content_object", flat=True))
        lower.update(role=MentionRole.SUBJECT)
    kind.tie._default_manager.filter(pk__in=both.values("pk")).delete()
    role = "role" if kind.name == "contributor" else models.Value("")
    moved = list(ties.values_list(role, f"{kind.story}_id"))
    for as_what, story in moved:
        journal["moved_in"].setdefault(as_what, []).append(story)
    ties.update(**{kind.target: kept})
    return [story for _role, story in moved] + [row[f"{kind.story}_id"] for row in dropped]


def _part_ties(kind: Kind, kept: Row, merged: Row, journal: dict[str, Any]) -> list[int]:
    """The other way: by story, since a save writes a story's ties anew; a tie that is gone stays gone."""
    target = {f"{kind.target}_id": merged.pk}
    touched: list[int] = []
    for role, stories in _moved_in(kind, journal):
        for keys in _batches(stories):
            moved = _ties(kind, kept).filter(**{f"{kind.story}__in": keys})
            moved = moved.filter(role=role) if kind.name == "contributor" else moved
            touched += moved.values_list(f"{kind.story}_id", flat=True)
            moved.update(**target)
    touched += _make_ties(kind, kept, journal["dropped"])
    for keys in _batches(journal.get("raised_in", [])):
        _ties(kind, kept).filter(content_object__in=keys).update(role=MentionRole.MENTIONED)
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


def _move_addresses(kind: Kind, kept: Row, merged: Row, journal: dict[str, Any]) -> None:
    former = FormerAddress.objects.filter(**{kind.name: merged})
    journal["addresses"] = list(former.values_list("pk", flat=True))
    former.update(**{kind.name: kept})
    path = _path(kind, merged.slug)
    FormerAddress.objects.update_or_create(path=path, defaults={kind.name: kept})


def _path(kind: Kind, slug: str) -> str:
    return reverse(kind.address, args=[slug]).rstrip("/")[:700]


def _move_names(kept: Person, merged: Person, journal: dict[str, Any]) -> None:
    """Aliases move, the merged name becomes one; what the kept one is called already is let go."""
    journal["filled"] = _fill(kept, merged)
    known = {kept.name_key, *kept.aliases.values_list("name_key", flat=True)}
    moving = merged.aliases.exclude(name_key__in=known)
    journal["aliases"] = list(moving.values_list("pk", flat=True))
    journal["row"]["aliases"] = [
        [alias.name, alias.kind, alias.is_unique]
        for alias in merged.aliases.filter(name_key__in=known)
    ]
    moving.update(person=kept)
    known |= set(kept.aliases.values_list("name_key", flat=True))
    if merged.name_key not in known:
        alias = PersonAlias.objects.create(person=kept, name=merged.name, kind=AliasKind.MERGED)
        journal["added_aliases"] = [alias.pk]
    for rows, name in (
        (PersonRefusal.objects.filter(person=merged), "refusals"),
        (NameCandidate.objects.filter(person=merged), "candidates"),
    ):
        journal[name] = list(rows.values_list("pk", flat=True))
        rows.update(person=kept)


def _plain(row: models.Model) -> dict[str, Any]:
    """The columns of a row as JSON; `aliases` is filled for people."""
    values = {
        field.attname: _as_json(getattr(row, field.attname)) for field in row._meta.concrete_fields
    }
    if isinstance(row, Person):
        values["aliases"] = []
    return values


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _fill(kept: Person, merged: Person) -> dict[str, Any]:
    """Gives the kept person what only the merged one had; answers with what stood there before."""
    before = {
        name: getattr(kept, name)
        for name in ("role", "note", "birth_year", "portrait_id", "wikidata_id")
        if not getattr(kept, name) and getattr(merged, name)
    }
    for name in before:
        setattr(kept, name, getattr(merged, name))
    if before:
        kept.save()
    return before


def _batches(keys: list[int]) -> Iterator[list[int]]:
    """SQLite takes 32,766 parameters in one statement."""
    for start in range(0, len(keys), 10_000):
        yield keys[start : start + 10_000]


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
        standing = _ties(kind, kept).filter(**{f"{kind.story}__in": keys})
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
