"""What editors say of names: confirmed, refused, refused in one story; the finder learns from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from articles.models import Article, NameTally, Person, PersonRefusal
from articles.people.fold import LONGEST_KEY
from articles.people.names import fold_name
from articles.people.suggest import Found

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def judge(names: Iterable[str], *, confirmed: int = 0, refused: int = 0) -> None:
    """Moves the tallies of these names by so much, never below nothing; two statements."""
    keyed = {key: name for name in names if (key := fold_name(name)[:LONGEST_KEY])}
    if not keyed:
        return
    NameTally.objects.bulk_create(
        (NameTally(name_key=key, name=name[:100]) for key, name in keyed.items()),
        ignore_conflicts=True,
    )
    NameTally.objects.filter(name_key__in=keyed).update(
        confirmed=Greatest(F("confirmed") + confirmed, Value(0)),
        refused=Greatest(F("refused") + refused, Value(0)),
        changed_at=timezone.now(),
    )


def refuse(
    article: Article, name: str, *, person: Person | None = None, by: User | None = None
) -> None:
    """Keeps the name out of the story for good: no save, suggestion or import brings it back."""
    PersonRefusal.objects.update_or_create(
        article=article,
        name_key=fold_name(name)[:LONGEST_KEY],
        defaults={"person": person, "refused_by": by},
    )


def allow(article: Article, names: Iterable[str], people: Iterable[int] = ()) -> None:
    """Takes refusals of this story back."""
    rows = PersonRefusal.objects.filter(article=article)
    rows.filter(name_key__in=[fold_name(name)[:LONGEST_KEY] for name in names]).delete()
    if people := list(people):
        rows.filter(person__in=people).delete()


def remember_removed(
    article: Article, before: Collection[int], now: Collection[int], *, by: User | None
) -> None:
    """People whom an editor took off the list stay off; those put on are welcome again."""
    gone, come = set(before) - set(now), set(now) - set(before)
    if gone:
        people = Person.objects.filter(pk__in=gone)
        PersonRefusal.objects.bulk_create(
            (
                PersonRefusal(
                    article=article,
                    name_key=fold_name(person.name)[:LONGEST_KEY],
                    person=person,
                    refused_by=by,
                )
                for person in people
            ),
            ignore_conflicts=True,
        )
    if come:
        names = Person.objects.filter(pk__in=come).values_list("name", flat=True)
        allow(article, names, come)


class Refused:
    """The refusals of some stories, read by one query; a lone word of a refused name is refused, too."""

    def __init__(self, articles: Collection[int]) -> None:
        self._names: defaultdict[int, set[str]] = defaultdict(set)
        self._people: defaultdict[int, set[int]] = defaultdict(set)
        rows = PersonRefusal.objects.filter(article__in=articles) if articles else ()
        for row in rows:
            self.add(row.article_id, row.name_key)
            if row.person_id:
                self._people[row.article_id].add(row.person_id)

    def add(self, article: int, key: str) -> None:
        """One more refused name, folded."""
        self._names[article] |= {key, *key.split()}

    def covers(self, article: int, found: Found) -> bool:
        """Whether an editor refused this name, or this person, in this story (0: not saved yet)."""
        names, people = self._names.get(article), self._people.get(article)
        return bool(names and found.key in names) or bool(people and found.person in people)
