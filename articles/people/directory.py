"""The people a newsroom knows, in memory: their names, aliases and which single words are theirs alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from articles.people.names import Name, compact, given_names_agree, parse_name
from articles.people.resolve import same_person
from articles.people.tokens import Token

_MOST_ASKED = 8  # namesakes that an editor is asked about


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """One row: `unique_aliases` are single words that an editor marked as this person's alone."""

    id: int
    name: str
    aliases: Sequence[str] = ()
    unique_aliases: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Everybody the newsroom knows as plain rows, for a process that has no database."""

    people: list[KnownPerson]
    confirmed: dict[str, int]
    refusals: dict[str, float]


@dataclass(slots=True)
class Match:
    """`tokens[first:last]` of a line is a name of these people."""

    first: int
    last: int
    ids: tuple[int, ...]


@dataclass(slots=True)
class Directory:
    """An index over full names and aliases: a dictionary by the first two words of each.

    Build it with `Directory.of`; 50,000 people take about two seconds and 40 MB.
    """

    size: int = 0
    _by_key: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _by_start: dict[tuple[str, ...], list[tuple[str, ...]]] = field(default_factory=dict)
    _lone: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _by_last: dict[str, list[tuple[int, Name]]] = field(default_factory=dict)
    _confirmed: Mapping[str, int] = field(default_factory=dict)
    _firsts: set[str] = field(default_factory=set)
    """First words of full names; one stays when the last such name is dropped, which costs nothing."""

    @classmethod
    def of(
        cls,
        people: Iterable[KnownPerson | tuple[int, str, Sequence[str], Sequence[str]]],
        *,
        confirmed: Mapping[str, int] | None = None,
    ) -> "Directory":
        """Read all rows once; `confirmed` counts the stories in which a lone surname was confirmed."""
        directory = cls(_confirmed=confirmed or {})
        for row in people:
            directory.add(row if isinstance(row, KnownPerson) else KnownPerson(*row))
        return directory

    def add(self, person: KnownPerson) -> None:
        """One person more; takes time in proportion to that person's names."""
        self.size += 1
        for text in (person.name, *person.aliases):
            name = parse_name.__wrapped__(text)
            if len(name.words) > 1:
                self._add_full(name.key, person.id)
                self._by_last.setdefault(compact(name.last), []).append((person.id, name))
        for text in person.unique_aliases:
            key = parse_name.__wrapped__(text).key
            if " " in key:
                self._add_full(key, person.id)
            elif key:
                _put(self._lone, key, person.id)

    def drop(self, person: KnownPerson) -> None:
        """Takes out what `add` put in for the same row."""
        self.size -= 1
        for text in (person.name, *person.aliases, *person.unique_aliases):
            name = parse_name.__wrapped__(text)
            _take(self._lone, name.key, person.id)
            if _take(self._by_key, name.key, person.id):
                words = tuple(name.key.split())
                self._by_start[words[:2]].remove(words)
            last = compact(name.last)
            if last in self._by_last:
                self._by_last[last] = [
                    known for known in self._by_last[last] if known[0] != person.id
                ]

    def confirm(self, confirmed: Mapping[str, int]) -> None:
        """The same count as in `of`, anew."""
        self._confirmed = confirmed

    def _add_full(self, key: str, person: int) -> None:
        if key not in self._by_key:
            words = tuple(key.split())
            names = self._by_start.setdefault(words[:2], [])
            self._firsts.add(words[0])
            names.append(words)
            names.sort(key=len, reverse=True)
        _put(self._by_key, key, person)

    def longest(self, tokens: Sequence[Token], first: int) -> Match | None:
        """The longest full name, alias or word marked unique that starts at `tokens[first]`."""
        token = tokens[first]
        if not token.capital:
            return None
        key = token.key  # asked first as it is: most words in capitals are nobody's name
        if key.isalpha() and key not in self._firsts and key not in self._lone:
            return None
        head = _pieces(token)
        if head[0] not in self._firsts and head[0] not in self._lone:
            return None
        lone = self._lone.get(head[0]) if len(head) == 1 else None
        start = head
        if len(head) < 2 and first + 1 < len(tokens) and tokens[first + 1].word:
            start = [*head, *_pieces(tokens[first + 1])]
        for words in self._by_start.get((start[0], start[1]), ()) if len(start) > 1 else ():
            last = _covers(tokens, first, words)
            if last:
                return Match(first, last, self._by_key[" ".join(words)])
        return Match(first, first + 1, lone) if lone else None

    def ids_of(self, name: Name) -> tuple[int, ...]:
        """Everybody who may be meant by a full name: by equal key, else by the rules of resolve."""
        known = self._by_key.get(name.key)
        if known:
            return known
        found: list[int] = []
        for person, other in self._by_last.get(compact(name.last), ()):
            if (
                person not in found
                and name.given
                and other.given
                and given_names_agree(name.given[0], other.given[0])
                and same_person(name, other)
            ):
                found.append(person)
                if len(found) == _MOST_ASKED:
                    break
        return tuple(found)

    def ids_of_surname(self, word: str) -> tuple[int, ...]:
        """Everybody of this family name, at most eight; `word` is folded."""
        known = dict.fromkeys(person for person, _ in self._by_last.get(compact(word), ()))
        return tuple(known)[:_MOST_ASKED]

    def is_confirmed(self, word: str) -> bool:
        """Whether two stories had this lone surname confirmed by an editor."""
        return self._confirmed.get(word, 0) >= 2


def _put(table: dict[str, tuple[int, ...]], key: str, person: int) -> None:
    known = table.get(key, ())
    if key and person not in known:
        table[key] = (*known, person)


def _take(table: dict[str, tuple[int, ...]], key: str, person: int) -> bool:
    """Whether nobody is left under this key."""
    if person not in table.get(key, ()):
        return False
    table[key] = tuple(known for known in table[key] if known != person)
    if table[key]:
        return False
    del table[key]
    return True


def _pieces(token: Token) -> list[str]:
    if token.initial:
        return [letter for letter in token.key if letter.isalpha()] or [token.key]
    if token.key.isalpha():
        return [token.key]
    return [piece for piece in token.key.replace("'", "").split("-") if piece] or [token.key]


def _covers(tokens: Sequence[Token], first: int, words: tuple[str, ...]) -> int:
    """Where `words` end when they stand at `first` and nothing else in between, else 0."""
    place, here = 0, first
    while place < len(words):
        if here >= len(tokens) or not tokens[here].word:
            return 0
        pieces = _pieces(tokens[here])
        if tuple(pieces) != words[place : place + len(pieces)]:
            return 0
        place += len(pieces)
        here += 1
    return here
