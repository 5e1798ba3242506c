"""Merging two people, topics or contributors into one: preview, one transaction, and a journal for its undoing.

Ties are re-pointed by sets: the same few statements for one story as for 50,000. The caller lets
search, related links and public pages follow (articles.publishing.people).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.urls import reverse
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

if TYPE_CHECKING:
    from django.contrib.auth.models import User

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
    ties = ties_of(kind, merged)
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
        touched = _moveties_of(kind, kept, merged, journal)
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


def _check(kept: Row, merged: Row) -> None:
    if type(kept) is not type(merged):
        raise NotMergeable(_("Only two of a kind can be merged."))
    if kept.pk == merged.pk:
        raise NotMergeable(_("“%(name)s” cannot be merged with itself.") % {"name": kept})


def ties_of(kind: Kind, row: Row) -> models.QuerySet[Any]:
    """The ties of stories to this row, in no order."""
    return kind.tie._default_manager.filter(**{kind.target: row}).order_by()


def _stories(kind: Kind, row: Row) -> models.QuerySet[Any]:
    return ties_of(kind, row).values(kind.story)


def _moveties_of(kind: Kind, kept: Row, merged: Row, journal: dict[str, Any]) -> list[int]:
    """Rule for a story that names both: the kept one's tie stays, with the higher role."""
    ties = ties_of(kind, merged)
    both = ties.filter(**{f"{kind.story}__in": _stories(kind, kept)})
    if kind.name == "contributor":
        same = ties_of(kind, kept).filter(
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


def _move_addresses(kind: Kind, kept: Row, merged: Row, journal: dict[str, Any]) -> None:
    former = FormerAddress.objects.filter(**{kind.name: merged})
    journal["addresses"] = list(former.values_list("pk", flat=True))
    former.update(**{kind.name: kept})
    path = former_path(kind, merged.slug)
    FormerAddress.objects.update_or_create(path=path, defaults={kind.name: kept})


def former_path(kind: Kind, slug: str) -> str:
    """The address of a row of this kind as FormerAddress keeps it."""
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
