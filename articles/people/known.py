"""The directory of this process: read once, then only what changed; refusals and confirmations too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from django.utils import timezone

from articles.models import NameTally, Person, PersonAlias
from articles.people.recognise import Directory, KnownPerson, Rows

OVERLAP = timedelta(seconds=30)
"""A transaction may commit that long after the time it wrote; such rows are looked at again."""
REST = timedelta(hours=1)
"""After so long everything is read again, so that what bypassed the rows' save is seen, too."""


@dataclass(slots=True)
class Known:
    """Everybody the newsroom knows, and how its editors judged names; `refreshed()` follows the rows."""

    directory: Directory = field(default_factory=Directory)
    refusals: dict[str, float] = field(default_factory=dict)
    """Folded name (articles.people.names) -> refusals minus twice the confirmations, where positive."""
    _confirmed: dict[str, int] = field(default_factory=dict)
    _rows: dict[int, tuple[datetime, KnownPerson]] = field(default_factory=dict)
    _seen: datetime | None = None
    _read_at: datetime | None = None

    def refresh(self) -> None:
        """Two queries while nothing changed, four for any number of changes."""
        now = timezone.now()
        if self._read_at is None or now - self._read_at > REST:
            self.__init__()  # type: ignore[misc]
            self._read_at = now
        since, self._seen = self._seen, now - OVERLAP
        self._follow_people(since)
        self._follow_names(since)

    def _follow_people(self, since: datetime | None) -> None:
        rows = Person.objects.values_list("pk", "changed_at")
        changed = dict(rows.filter(changed_at__gte=since)) if since else None
        if changed is None:
            self._take(known_people())
            return
        wanted = [
            pk
            for pk, moment in changed.items()
            if pk not in self._rows or self._rows[pk][0] != moment
        ]
        if wanted:
            self._take(known_people(wanted))

    def _take(self, people: Iterable[tuple[datetime, KnownPerson]]) -> None:
        for moment, person in people:
            before = self._rows.get(person.id)
            if before:
                self.directory.drop(before[1])
            self.directory.add(person)
            self._rows[person.id] = (moment, person)

    def _follow_names(self, since: datetime | None) -> None:
        tallies = NameTally.objects.all()
        if since:
            tallies = tallies.filter(changed_at__gte=since)
        for key, refused, confirmed in tallies.values_list("name_key", "refused", "confirmed"):
            self._confirmed[key] = confirmed
            score = _refusal(refused, confirmed)
            if score > 0:
                self.refusals[key] = score
            else:
                self.refusals.pop(key, None)
        self.directory.confirm(self._confirmed)


def _refusal(refused: int, confirmed: int) -> float:
    return float(refused - 2 * confirmed)


def as_rows() -> Rows:
    """What a fresh `Known` would be made of; three queries."""
    tallies = list(NameTally.objects.values_list("name_key", "refused", "confirmed"))
    scores = {key: _refusal(refused, confirmed) for key, refused, confirmed in tallies}
    return Rows(
        [person for _moment, person in known_people()],
        {key: confirmed for key, _refused, confirmed in tallies},
        {key: score for key, score in scores.items() if score > 0},
    )


def known_people(only: Iterable[int] | None = None) -> Iterable[tuple[datetime, KnownPerson]]:
    """When each was changed, and the person with all names; two queries."""
    people = Person.objects.values_list("pk", "name", "name_is_unique", "changed_at")
    names = PersonAlias.objects.values_list("person_id", "name", "is_unique")
    if only is not None:
        people, names = people.filter(pk__in=list(only)), names.filter(person__in=list(only))
    aliases: dict[int, list[str]] = {}
    unique: dict[int, list[str]] = {}
    for person, name, alone in names:
        (unique if alone else aliases).setdefault(person, []).append(name)
    for pk, name, alone, moment in people.order_by().iterator(chunk_size=5000):
        lone = [*unique.get(pk, ()), *([name] if alone else ())]
        yield moment, KnownPerson(pk, name, aliases.get(pk, ()), lone)


_known = Known()
_lock = Lock()


def shared() -> Known:
    """The one of this process, as the rows are now; 50,000 people take a second the first time."""
    with _lock:
        _known.refresh()
    return _known


def forget() -> None:
    """The next asker reads everything anew; for tests and after a restored database."""
    with _lock:
        _known.__init__()  # type: ignore[misc]
