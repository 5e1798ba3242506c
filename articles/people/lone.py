"""Whom a lone word of a story may stand for: the family name, the given name or the nickname of somebody in it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from articles.people.chinese import FAMILIES
from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.names import (
    Name,
    compact,
    is_family_first,
    is_royal,
    sex_of,
    sound,
    titled_by_given_name,
    undoubled,
)

NEAR = 200  # characters: a person mentioned so close before is likely meant again
_NEAR_WEIGHT = 2
MOST_CANDIDATES = 50  # persons of one family name that are compared; keeps long lists linear
_SHORTEST, _LONGEST_SHORT = 3, 5  # letters of a short form
_SPELLED = 6
"""Letters of a family name up to which another spelling alone is another name: Allan, Allen."""


@dataclass(slots=True, eq=False)
class Bearer:
    """One person of a story, by the names that it has."""

    names: list[Name] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    nicknames: set[str] = field(default_factory=set)
    in_full: int = 0  # mentions by more than one word
    last_place: int = -(10**9)
    so_far: int = 0

    def is_royal(self) -> bool:
        return any(is_royal(name.title) for name in self.names)


class LoneWords:
    """Persons by the single words they may be called by."""

    def __init__(self, persons: Iterable[Bearer]) -> None:
        self.last: defaultdict[str, list[Bearer]] = defaultdict(list)
        self.given: defaultdict[str, list[Bearer]] = defaultdict(list)
        self.other: defaultdict[str, list[Bearer]] = defaultdict(list)
        self._short: defaultdict[str, list[Bearer]] = defaultdict(list)
        self._heard: defaultdict[str, list[Bearer]] | None = None
        for person in persons:
            for name in person.names:
                self._add(name, person)
            for nickname in person.nicknames:
                self._put(self.given, nickname, person)

    def _add(self, name: Name, person: Bearer) -> None:
        self._put(self.last, compact(name.last), person)
        self._put(self.last, compact("".join((*name.particles, name.last))), person)
        for half in name.last.split("-")[:1] if "-" in name.last else ():
            self._put(self.other, half, person)
        if "-" in name.last:
            self._put(self.other, name.last.rpartition("-")[2], person)
        if name.given:
            self._put(self.given, name.given[0], person)
            if "-" in name.given[0]:
                self._put(self.other, name.given[0].partition("-")[0], person)
            for middle in name.given[1:]:
                if len(middle) > 1:
                    self._put(self.other, middle, person)

        for short in short_forms(name.given[0]) if name.given else ():
            self._put(self._short, short, person)

    @staticmethod
    def _put(table: dict[str, list[Bearer]], word: str, person: Bearer) -> None:
        if len(word) > 1 and person not in table[word][-MOST_CANDIDATES:]:
            table[word].append(person)

    def candidates(self, name: Name) -> list[Bearer]:
        word = compact("".join((*name.particles, name.last)))
        found = self.last.get(word, [])
        by_given = self.given.get(name.last, [])
        if is_royal(name.title):
            return [person for person in (*by_given, *found) if person.is_royal()]
        if found or name.particles:  # "van Elon" is a family name
            return found
        if by_given and name.title and not titled_by_given_name(name.title):
            first = [person for person in by_given if any(map(is_family_first, person.names))]
            by_given = first or self._titled_by_given(name, by_given)
        return (
            by_given
            or self.other.get(name.last, [])
            or self._by_nickname(name)
            or self._by_sound(name)
        )

    def _by_sound(self, name: Name) -> list[Bearer]:
        """The one person whose family name is spelled otherwise: Zelenskyy, where Volodymyr Zelensky is told of."""
        if len(name.last) <= _SPELLED:
            return []
        if self._heard is None:
            self._heard = defaultdict(list)
            for last, people in self.last.items():
                if len(last) > _SPELLED:
                    for person in people:
                        self._put(self._heard, undoubled(sound(last)), person)
        found = self._heard.get(undoubled(sound(name.last)), [])
        return found if len(found) == 1 else []

    @staticmethod
    def _titled_by_given(name: Name, by_given: list[Bearer]) -> list[Bearer]:
        """Mr Prayut, as Thais, Ethiopians and Icelanders are called: a given name that is no family's; and Ms Liu."""
        if name.last in FAMILIES:
            return by_given
        is_family = lexicon().signs.get(name.last, 0) & sign.ANY_SURNAME
        return by_given if len(by_given) == 1 and not is_family else []

    def _by_nickname(self, name: Name) -> list[Bearer]:
        """The one person whose given name the lone word is short for: Debbie, where Deborah is told of."""
        found = [
            person
            for other in sorted(lexicon().nicknames.get(name.last, ()))
            for person in self.given.get(other, ())
        ]
        found = found or self._short.get(name.last, [])
        return found if len(found) == 1 and not name.title else []


@lru_cache(maxsize=4096)
def short_forms(given: str) -> tuple[str, ...]:
    """Given names that begin a longer one, by which its bearer may be called: Sam for Samir."""
    known = lexicon().signs
    against = sign.COMMON | sign.ANY_PLACE | sign.NATIONALITY
    begun = [given[:length] for length in range(_SHORTEST, min(len(given), _LONGEST_SHORT + 1))]
    return tuple(
        short
        for short in begun
        if known.get(short, 0) & sign.GIVEN_TOP and not known.get(short, 0) & against
    )


def of_that_sex(name: Name, candidates: list[Bearer]) -> list[Bearer]:
    """Those whom a Mr or a Mrs surely means, if there are any: Michelle for "Mrs. Obama"."""
    if not name.sex:
        return candidates
    sure = [
        person for person in candidates if any(sex_of(other) == name.sex for other in person.names)
    ]
    return sure or candidates


def likeliest(candidates: list[Bearer], place: int) -> Bearer | None:
    if not candidates:
        return None
    return max(
        candidates,
        key=lambda person: (
            person.so_far + (_NEAR_WEIGHT if place - person.last_place <= NEAR else 0),
            person.in_full,  # in a headline nobody has been told of yet
        ),
    )
