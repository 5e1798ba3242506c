"""Which mentions of one story are one person, and what that person is called."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.lone import MOST_CANDIDATES, NEAR, Bearer, LoneWords, likeliest, of_that_sex
from articles.people.names import (
    Name,
    compact,
    fold_name,
    given_names_agree,
    parse_name,
    plain_words,
    sex_of,
    sound,
    sounds_alike,
    undoubled,
    whole_words,
)
from articles.people.shown_name import display_name

__all__ = [
    "Cluster",
    "Mention",
    "Name",
    "cluster",
    "display_name",
    "fold_name",
    "parse_name",
    "same_person",
]

_CROWD = 80
"""Persons from which mentions come from more than one story: a shared surname alone binds nobody then."""
_UNKNOWN_STEP = 60  # characters between two mentions whose places are not told


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as it stands in a text; `start` is its place there, -1 when not known."""

    text: str
    start: int = -1
    title: str = ""  # the title before it, when `text` leaves it out
    nickname: str = ""  # the folded word in quotes inside it, when `text` leaves it out


@dataclass(slots=True)
class Cluster:
    """One person of a story: `name` to show, and the places of the mentions in what was given."""

    name: str
    members: list[int]
    is_full: bool  # a given name is known


def same_person(one: str | Name, other: str | Name) -> bool:
    """Whether two full names may be one person's, by their spelling alone.

    A lone word is the same person only as the same word.
    """
    first = parse_name(one) if isinstance(one, str) else one
    second = parse_name(other) if isinstance(other, str) else other
    if not first.words or not second.words:
        return False
    if _clash(first, second):
        return False
    if first.key.replace(" ", "") == second.key.replace(" ", ""):
        return True
    if not first.is_full or not second.is_full:
        return (
            not first.is_full and not second.is_full and compact(first.last) == compact(second.last)
        )
    return _one_full_name(first, second)


def _clash(one: Name, other: Name) -> bool:
    if one.suffix != other.suffix and one.suffix and other.suffix:
        return True
    sexes = one.sex | other.sex
    if sexes == sign.MALE | sign.FEMALE:
        return True
    if one.sex and not other.sex:
        return bool(sex_of(other)) and sex_of(other) != one.sex
    if other.sex and not one.sex:
        return bool(sex_of(one)) and sex_of(one) != other.sex
    return False


def _one_full_name(one: Name, other: Name) -> bool:
    words, others = plain_words(one.words), plain_words(other.words)
    if sorted(words) == sorted(others):
        return True
    if compact(one.last) == compact(other.last) and _given_agree(one, other):
        return True
    short, long = sorted((words, others), key=len)
    if (
        len(short) > 1
        and len(short) < len(long)
        and (long[: len(short)] == short or long[-len(short) :] == short)
    ):
        return True
    return len(one.given[0]) > 1 and _spelled_otherwise(one, other)


def _spelled_otherwise(one: Name, other: Name) -> bool:
    """Whether two names differ by their spelling in our letters: el-Sissi, al-Sisi."""
    last, other_last = compact(one.last), compact(other.last)
    if last == other_last or not (
        sounds_alike(last, other_last) or undoubled(last) == undoubled(other_last)
    ):
        return False
    given, other_given = ("".join(plain_words(name.given)) for name in (one, other))
    return given == other_given or sounds_alike(one.given[0], other.given[0])


def _given_agree(one: Name, other: Name) -> bool:
    """First names agree and no middle names clash; or one's first is the other's middle name."""
    if given_names_agree(one.given[0], other.given[0]):
        if len(one.given) > 1 and len(other.given) > 1:
            return given_names_agree(one.given[1], other.given[1])
        return True
    return _is_middle(one, other) or _is_middle(other, one)


def _is_middle(short: Name, long: Name) -> bool:
    return (
        len(short.given) == 1
        and len(short.given[0]) > 1
        and any(
            given_names_agree(short.given[0], middle) and len(middle) > 1
            for middle in long.given[1:]
        )
    )


class _Persons:
    """The persons found so far, by every way a later mention may ask for them."""

    def __init__(self) -> None:
        self.all: list[Bearer] = []
        self._by_key: dict[str, Bearer] = {}
        self._by_clue: defaultdict[tuple[str, ...], list[Bearer]] = defaultdict(list)
        self._asked: Name | None = None
        self._asked_by: list[tuple[str, ...]] = []

    def find(self, name: Name) -> Bearer | None:
        known = self._by_key.get(name.key)
        if known is not None and not any(_clash(name, other) for other in known.names):
            return known
        tried: set[int] = set()
        for clue in self._clues_of(name):
            for person in islice(self._by_clue.get(clue, ()), MOST_CANDIDATES):
                if id(person) not in tried:
                    tried.add(id(person))
                    if _fits(name, person):
                        return person
        return None

    def add(self, name: Name, person: Bearer | None) -> Bearer:
        if person is None:
            person = Bearer()
            self.all.append(person)
        if name not in person.names:
            person.names.append(name)
            self._by_key.setdefault(name.key, person)
            for clue in self._clues_of(name):
                people = self._by_clue[clue]
                if person not in people[-MOST_CANDIDATES:]:
                    people.append(person)
        return person

    def _clues_of(self, name: Name) -> list[tuple[str, ...]]:
        """By what it is asked for; whoever is not found is added by the same."""
        if self._asked is not name:
            self._asked, self._asked_by = name, list(_clues(name))
        return self._asked_by


def _fits(name: Name, person: Bearer) -> bool:
    """Agrees with one of the person's names and clashes with none."""
    return any(same_person(name, other) for other in person.names) and not any(
        _clash(name, other) or _initials_clash(name, other) for other in person.names
    )


def _initials_clash(one: Name, other: Name) -> bool:
    """A form like "J. Smith" joins John or Jane, but never the two of them."""
    return (
        bool(one.given and other.given)
        and compact(one.last) == compact(other.last)
        and not _given_agree(one, other)
        and len(one.given) == len(other.given) == 1
    )


def _clues(name: Name) -> Iterator[tuple[str, ...]]:
    words = plain_words(name.words)
    yield ("last", compact(name.last))
    yield ("sound", sound(words[0]) if name.given else "", undoubled(sound(name.last)))
    yield ("words", *sorted(words))
    for count in range(2, len(words)):
        yield ("part", *words[:count])
        yield ("part", *words[-count:])
    if len(words) > 1:
        yield ("part", *words)


def cluster(mentions: Sequence[Mention]) -> list[Cluster]:
    """The persons of one story in order of first mention; every mention belongs to exactly one.

    Full names first, longest first; then lone words to the person they may stand for, else to a
    person of one word. Nearly linear in the number of mentions.
    """
    names = [_named(mention) for mention in mentions]
    places = [
        mention.start if mention.start >= 0 else index * _UNKNOWN_STEP
        for index, mention in enumerate(mentions)
    ]
    persons = _Persons()
    owner: dict[int, Bearer] = {}
    full = [index for index, name in enumerate(names) if name.is_full]
    full.sort(
        key=lambda index: (-len(names[index].words), -whole_words(names[index]), places[index])
    )
    met: dict[tuple[str, int, str], Bearer] = {}
    for index in full:
        name = names[index]
        same = (name.key, name.sex, name.suffix)
        person = met.get(same)
        if person is None:
            person = met[same] = persons.add(name, persons.find(name))
        person.in_full += 1
        if mentions[index].nickname:
            person.nicknames.add(mentions[index].nickname)
        owner[index] = person
    _place_lone_words(names, places, persons, owner)
    for index in range(len(mentions)):
        owner[index].members.append(index)
    return _clusters(names, owner)


def _named(mention: Mention) -> Name:
    title = mention.title.capitalize()  # a word in small letters would be no part of the name
    is_title = lexicon().signs.get(mention.title, 0) & sign.TITLE
    return parse_name(f"{title} {mention.text}" if is_title else mention.text)


def _clusters(names: list[Name], owner: dict[int, Bearer]) -> list[Cluster]:
    found: list[Cluster] = []
    seen: set[int] = set()
    for index in sorted(owner):
        person = owner[index]
        if id(person) in seen:
            continue
        seen.add(id(person))
        members = [names[member] for member in person.members]
        found.append(
            Cluster(display_name(members), person.members, any(name.is_full for name in members))
        )
    return found


def _place_lone_words(
    names: list[Name], places: list[int], persons: _Persons, owner: dict[int, Bearer]
) -> None:
    table = LoneWords(persons.all)
    alone: dict[str, Bearer] = {}
    is_crowd = len(persons.all) > _CROWD
    for index in sorted(range(len(names)), key=places.__getitem__):
        name, place = names[index], places[index]
        person = owner.get(index)
        if person is None:
            fitting = [
                candidate
                for candidate in islice(table.candidates(name), MOST_CANDIDATES)
                if not any(_clash(name, other) for other in candidate.names)
            ]
            fitting = of_that_sex(name, fitting)
            if is_crowd and len(fitting) > 1:
                fitting = [one for one in fitting if place - one.last_place <= NEAR]
            person = likeliest(fitting, place)
            if person is None:
                word = compact("".join((*name.particles, name.last)))
                person = alone.get(word) or persons.add(name, None)
                alone[word] = person
            owner[index] = person
        person.so_far += 1
        person.last_place = place
