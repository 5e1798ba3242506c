"""Undoing what an account did to rows without versions: people, topics, sections, pictures' words, accounts, banners.

The audit log keeps the columns as they stood (articles.publishing.row_columns). A column goes back only
where it still holds what the account wrote, so that the later work of others stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import Model

from articles import freshness
from articles.models import (
    Article,
    AuditEntry,
    FormerAddress,
    Merge,
    Person,
    PersonMention,
    RelatedBan,
)
from articles.people.merge import NotMergeable, split
from articles.people.merge_undo import undo
from articles.publishing.audit import Subject, record_about
from articles.publishing.people import people_changed
from articles.publishing.row_columns import columns_of, gone, label_of, made_of, put
from articles.related.keeping import ban, unban
from media.changes import tell
from media.models import Picture
from media.processing import remove_renditions

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AT_ONCE = 500
"""Entries that are read at a time."""
FOR_GOOD = ("change", "delete", "breaking", "breaking ended", "second_step_ended")
"""Actions that are named for an editor where the log keeps no columns, such as a file put in another's place."""
MOST_NAMED = 1_000
OWN = {"articles.personword", "articles.personalias", "articles.formeraddress"}
"""Rows that belong to another and say nothing of their own."""


class Left(Exception):
    """Says in a sentence why a change stays for an editor to look at."""


def undo_rows(user: User, since: datetime, *, by: User | None) -> Iterator[tuple[str, str]]:
    """Takes changes and deletions back, newest first, a transaction for each.

    Yields what was done, and why something was left ("" if it was not). What is back already is not
    named, so that a second call is silent.
    """
    yield from _each(_entries(user, since), _take_back, by)
    untold = AuditEntry.objects.filter(
        actor=user, at__gte=since, kept__isnull=True, action__in=FOR_GOOD
    )
    for entry in untold.exclude(kind="article").order_by("-pk")[:MOST_NAMED]:
        yield _what(entry), "The log has no more of it than its page tells."


def undo_additions(user: User, since: datetime, *, by: User | None) -> Iterator[tuple[str, str]]:
    """Removes the rows that the account made and nobody else uses; accounts it made are shut."""
    yield from _each(_entries(user, since), _remove, by)


def _entries(user: User, since: datetime) -> Iterator[AuditEntry]:
    rows = (
        AuditEntry.objects.filter(actor=user, at__gte=since)
        .exclude(kept__isnull=True)
        .order_by("-pk")
    )
    last = None
    while some := list((rows if last is None else rows.filter(pk__lt=last))[:AT_ONCE]):
        yield from some
        last = some[-1].pk


def _each(
    entries: Iterator[AuditEntry], step: Callable[[AuditEntry], bool], by: User | None
) -> Iterator[tuple[str, str]]:
    for entry in entries:
        what = (
            f"{entry.at:%Y-%m-%d %H:%M} {entry.action} {entry.kind} {entry.row_id} “{entry.label}”"
        )
        try:
            with transaction.atomic():
                if not step(entry):
                    continue
                about = Subject(entry.kind, entry.row_id, entry.label)
                record_about(about, "undo", by=by, before=entry.after, after=entry.before)
                freshness.move()
        except (Left, NotMergeable) as reason:
            yield what, str(reason)
        except DatabaseError as fault:
            yield what, f"The database refuses it: {str(fault).splitlines()[0]}"
        else:
            yield what, ""


def _what(entry: AuditEntry) -> str:
    return f"{entry.at:%Y-%m-%d %H:%M} {entry.action} {entry.kind} {entry.row_id} “{entry.label}”"


def _take_back(entry: AuditEntry) -> bool:
    """Whether there was something to take back. Raises Left, NotMergeable, DatabaseError."""
    kept: dict[str, Any] = entry.kept or {}
    if "changed" in kept:
        restored = [_restore(*row) for row in kept["changed"]]
        return any(restored)
    if "gone" in kept:
        return _bring_back(kept["gone"], kept["let_go"])
    if "merge" in kept:
        return _unmerge(kept["merge"])
    if "split" in kept:
        return _join_again(**kept["split"])
    if "hidden" in kept:
        return _change_ban(**kept["hidden"])
    return False


def _restore(
    label: str, pk: int, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> bool:
    """Puts columns back where nobody has changed them since."""
    model = apps.get_model(label)
    row = model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if before is None:
        return row is not None and columns_of(row) == after and bool(row.delete())
    if after is None:
        return row is None and _bring_back([[label, before]], [])
    if row is None:
        return False
    now, moved = columns_of(row), False
    for name, value in before.items():
        if isinstance(model._meta.get_field(name), models.ManyToManyField):
            added, taken = {*after[name]} - {*value}, {*value} - {*after[name]}
            wanted = sorted({*now[name]} - added | taken)
            if wanted != now[name]:
                getattr(row, name).set(wanted)
                moved = True
        elif now[name] == after[name] != value:
            put(row, name, value)
            moved = True
    if moved:
        row.save()
        _follow(row, is_renamed="name" in before)
    return moved


def _follow(row: Model, *, is_renamed: bool = False) -> None:
    """What readers see of the row elsewhere."""
    if hasattr(row, "get_absolute_url") and not isinstance(row, Picture):
        FormerAddress.objects.filter(path=row.get_absolute_url()).delete()
    if isinstance(row, Person) and is_renamed:
        people_changed(row.mentions.values_list("content_object", flat=True))
    if isinstance(row, Picture):
        tell([row.pk])
        transaction.on_commit(partial(remove_renditions, row, but_current=True))


def _bring_back(gone: list[list[Any]], let_go: list[list[Any]]) -> bool:
    """Makes deleted rows again under their numbers; the first one must succeed, others may find their place taken."""
    if any(label == label_of(Picture) for label, _columns in gone):
        raise Left("The file of a deleted picture is gone; take it from a backup.")
    made: list[Any] = []
    for label, columns in gone:
        row, ties = made_of(label, columns)
        if type(row)._base_manager.filter(pk=row.pk).exists():
            if made:
                continue
            return False
        if isinstance(row, AbstractBaseUser):
            row.set_unusable_password()
        try:
            with transaction.atomic():
                row.save_base(raw=True, force_insert=True)
        except IntegrityError:
            if not made:
                raise Left("Another one has its name or address by now.") from None
            continue
        for name, keys in ties.items():
            getattr(row, name).set(keys)
        made.append(row)
    for label, pk, name, value in let_go:
        apps.get_model(label)._base_manager.filter(pk=pk, **{name: None}).update(**{name: value})
    stories = [row.content_object_id for row in made if isinstance(row, PersonMention)]
    if stories:
        people_changed(stories)
    _follow(made[0])
    return True


def _unmerge(pk: int) -> bool:
    entry = Merge.objects.filter(pk=pk, undone_at=None).first()
    if entry is None:
        return False
    people_changed(undo(entry))
    return True


def _change_ban(stories: list[int], *, is_hidden: bool) -> bool:
    """Two stories that were kept apart, or brought together again."""
    found = Article.objects.in_bulk(stories)
    low, high = sorted(stories)
    there = RelatedBan.objects.filter(low=low, high=high).exists()
    if len(found) < 2 or there != is_hidden:
        return False
    (unban if is_hidden else ban)(found[low], found[high])
    return True


def _join_again(source: int, to: int, stories: list[int]) -> bool:
    """The stories that were split off and still name the namesake go back."""
    people = Person.objects.in_bulk([source, to])
    if len(people) < 2:
        return False
    touched = split(people[to], stories, to=people[source])
    people_changed(touched)
    return bool(touched)


def _remove(entry: AuditEntry) -> bool:
    """Removes a row that the account made, if nobody else has laid hands on it."""
    label = (entry.kept or {}).get("added")
    row = apps.get_model(label)._base_manager.filter(pk=entry.row_id).first() if label else None
    if row is None:
        return False
    if isinstance(row, AbstractBaseUser):
        return _shut(row)
    later = AuditEntry.objects.filter(kind=entry.kind, row_id=entry.row_id, pk__gt=entry.pk)
    if later.exclude(actor=entry.actor).exclude(actor=None).exists():
        raise Left("Somebody else has changed it since.")
    if isinstance(row, Picture) or _is_used(row):
        raise Left("It stays, since stories or rows of others may use it.")
    row.delete()
    return True


def _shut(account: Any) -> bool:
    """An account is never deleted: what it did stays told under its name."""
    was_open = bool(account.is_active)
    account.is_active = account.is_staff = account.is_superuser = False
    account.save()
    return was_open


def _is_used(row: Model) -> bool:
    """Whether anything but what came with its own form goes or is let go with it."""
    found = gone(row)
    if found is None or found["let_go"]:
        return True
    others = (label for label, _columns in found["gone"][1:] if label not in OWN)
    return any(not apps.get_model(label)._meta.auto_created for label in others)
