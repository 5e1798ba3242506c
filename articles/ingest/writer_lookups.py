"""Names of a record -> rows of sections, topics, contributors, sources and people; found or made by sets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from django.db import models

from articles.models import Contributor, Person, PersonAlias, Section, Source, Topic, slug_for
from articles.models.sections import RESERVED
from articles.people.fold import fold_name

Named = TypeVar("Named", Topic, Contributor)


class Bearer(NamedTuple):
    """Somebody of a name. A row with its aliases took 10 KB, and a run meets everybody."""

    pk: int
    name_key: str


MOST_KNOWN = 20_000
"""Names of one kind that are remembered: 20 MB of contributors."""


class Names:
    """Finds rows by folded name, makes the missing ones, and remembers both."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}
        self._sections: dict[str, Section] = {}
        self._topics: dict[str, Topic] = {}
        self._contributors: dict[str, Contributor] = {}
        self._people: dict[str, list[Bearer]] = {}

    def forget(self) -> None:
        """Needed after a rollback: rows made in it are not there."""
        self.__init__()  # type: ignore[misc]

    def source(self, code: str, name: str = "") -> Source:
        """The source of this code; made under `name` if it is new."""
        if code not in self._sources:
            self._sources[code], _made = Source.objects.get_or_create(
                code=code, defaults={"name": (name or code)[:160]}
            )
        return self._sources[code]

    def sections(self, names: Iterable[str]) -> dict[str, Section]:
        """Name as given -> section; a new one stays out of the navigation until an editor says so."""
        names = list(names)
        wanted = self._missing(names, self._sections)
        if wanted and not self._sections:
            for section in Section.objects.all():
                self._sections[fold_name(section.name)] = section
                self._sections.setdefault(fold_name(section.slug), section)
            wanted = {key: name for key, name in wanted.items() if key not in self._sections}
        for key, name in wanted.items():
            slug = _free_slug(name[:60], Section.objects.all(), taken=RESERVED)
            self._sections[key] = Section.objects.create(
                name=name[:80], slug=slug, in_navigation=False, position=100
            )
        return {name: self._sections[fold_name(name)] for name in names if fold_name(name)}

    def topics(self, names: Iterable[str]) -> dict[str, Topic]:
        """Name as given -> topic."""
        return self._rows_of(list(names), self._topics, Topic)

    def contributors(self, names: Iterable[str]) -> dict[str, Contributor]:
        """Name as given -> contributor."""
        return self._rows_of(list(names), self._contributors, Contributor)

    def people(self, names: Iterable[str]) -> dict[str, list[Bearer]]:
        """Name as given -> everybody who bears it, by name or alias; nobody is made here."""
        names = list(names)
        wanted = self._missing(names, self._people)
        if wanted:
            self._people |= {key: [] for key in wanted}
            by_name = Person.objects.filter(name_key__in=wanted).order_by("pk")
            found = [(key, pk, key) for pk, key in by_name.values_list("pk", "name_key")]
            by_alias = PersonAlias.objects.filter(name_key__in=wanted).order_by("person")
            found += by_alias.values_list("name_key", "person", "person__name_key")
            for key, pk, own in dict.fromkeys(found):
                self._people[key].append(Bearer(pk, own))
        return {name: self._people[fold_name(name)] for name in names if fold_name(name)}

    def new_person(self, name: str) -> Bearer:
        """A person whom a source or the finder named; waits for an editor's look."""
        person = Person.objects.create(name=name[:100], is_confirmed=False)
        bearer = Bearer(person.pk, person.name_key)
        self._people[person.name_key] = [bearer]
        return bearer

    def _missing(self, names: Iterable[str], known: dict[str, Any]) -> dict[str, str]:
        """What must be asked for; beyond MOST_KNOWN all is asked for anew, so that memory stays flat."""
        if len(known) > MOST_KNOWN:
            known.clear()
        keyed = {fold_name(name): " ".join(name.split()) for name in names}
        return {key: name for key, name in keyed.items() if key and key not in known}

    def _rows_of(
        self, names: list[str], known: dict[str, Named], model: type[Named]
    ) -> dict[str, Named]:
        """Name as given -> row; those that are missing are made together."""
        if wanted := self._missing(names, known):
            for row in model._default_manager.filter(name_key__in=wanted):
                known.setdefault(row.name_key, row)
        if new := {key: name for key, name in wanted.items() if key not in known}:
            slugs = _free_slugs(new, model._default_manager.all())
            made = model._default_manager.bulk_create(
                model(name=name[:120], name_key=key[:160], slug=slugs[key])
                for key, name in new.items()
            )
            known.update((row.name_key, row) for row in made)
        return {name: known[fold_name(name)] for name in names if fold_name(name)}


def _free_slugs(names: dict[str, str], rows: models.QuerySet[Any]) -> dict[str, str]:
    """Key -> an address that no row and no other of these names has."""
    wished = {key: slug_for(name) for key, name in names.items()}
    taken = set(rows.filter(slug__in=wished.values()).values_list("slug", flat=True))
    free = {}
    for key, slug in wished.items():
        free[key] = slug if slug not in taken else _free_slug(slug, rows, taken=taken)
        taken.add(free[key])
    return free


def _free_slug(
    name: str, rows: models.QuerySet[Any], *, taken: set[str] | frozenset[str] = frozenset()
) -> str:
    base = slug_for(name)[:50]
    slug, number = base, 1
    while slug in taken or rows.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug
