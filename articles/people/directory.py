"""The people a newsroom knows, in memory: their names, aliases and which single words are theirs alone."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.names import Name, compact, given_names_agree, is_family_first, parse_name
from articles.people.resolve import same_person
from articles.people.text import fold
from articles.people.tokens import PARTICLES, Line, Token, tokenizer

_FULL, _MARKED, _UNHEARD, _ASKED, _ODD = "full", "marked", "unheard", "asked", "odd"
_ARABIC = frozenset("al el ul ur bin ibn abu".split())  # printed or left out as papers please
_OF = frozenset({"of", "de", "du", "von", "zu"})
_UNLIKE_NAMES = re.compile(r"[\d!$@*]|[a-z]\.[a-z]")  # CR7, 50 Cent, P!nk, will.i.am
_SMALL = re.compile(r"(?!(?:the|a|an) )[a-z]+ [a-z]+")  # bell hooks
_THE = re.compile(r"The [A-Z]\w+")  # The Rock, which no capitals tell from a rock
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
    """An index over full names and aliases: by the whole of each, and how long those are that begin alike.

    Build it with `Directory.of`; 50,000 people take about two seconds and 40 MB.
    """

    size: int = 0
    _by_key: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _longest: dict[tuple[str, ...], int] = field(default_factory=dict)
    """Words of the longest name that begins with these two; it stays when a name is dropped, which costs little."""
    _lone: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _alone: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Names of one word that no word list knows (Pelé): whoever bears one alone is meant by it."""
    _asked: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Names of one word that may be anybody's or no name (Ronaldo, Rose): an editor is asked."""
    _by_last: dict[str, list[tuple[int, Name]]] = field(default_factory=dict)
    _confirmed: Mapping[str, int] = field(default_factory=dict)
    _odd: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Names that are no words in capitals (CR7, bell hooks, The Rock), found as they are printed and not otherwise."""
    _odd_starts: dict[str, list[list[str]]] = field(default_factory=dict)
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
        for table, key, name in _entries(person):
            if table == _FULL:
                self._add_full(key, person.id)
                if name is not None:
                    self._by_last.setdefault(compact(name.last), []).append((person.id, name))
            elif table == _ODD:
                self._add_odd(key, person.id)
            else:
                _put(self._words(table), key, person.id)

    def drop(self, person: KnownPerson) -> None:
        """Takes out what `add` put in for the same row."""
        self.size -= 1
        for table, key, name in _entries(person):
            if table != _FULL:
                _take(self._words(table), key, person.id)
            else:
                _take(self._by_key, key, person.id)
            last = compact(name.last) if name is not None else ""
            if last in self._by_last:
                self._by_last[last] = [
                    known for known in self._by_last[last] if known[0] != person.id
                ]

    def _words(self, table: str) -> dict[str, tuple[int, ...]]:
        if table == _ODD:
            return self._odd
        if table == _MARKED:
            return self._lone
        return self._alone if table == _UNHEARD else self._asked

    def confirm(self, confirmed: Mapping[str, int]) -> None:
        """The same count as in `of`, anew."""
        self._confirmed = confirmed

    def _add_full(self, key: str, person: int) -> None:
        if key not in self._by_key:
            words = tuple(key.split())
            self._firsts.add(words[0])
            self._longest[words[:2]] = max(len(words), self._longest.get(words[:2], 0))
        _put(self._by_key, key, person)

    def _add_odd(self, text: str, person: int) -> None:
        """The starts stay when a name is dropped, which costs nothing."""
        if text not in self._odd:
            pieces = [token.text for token in tokenizer().line(text, 0, len(text)).tokens]
            self._odd_starts.setdefault(pieces[0], []).append(pieces)
        _put(self._odd, text, person)

    def places(self, line: Line) -> list[int]:
        """Where a known name may begin on a line, in order."""
        if not self._odd:
            return line.heads
        odd = [place for place, token in enumerate(line.tokens) if token.text in self._odd_starts]
        return sorted({*line.heads, *odd}) if odd else line.heads

    def odd_at(self, line: Line, first: int) -> Match | None:
        """The name that is no words in capitals and begins at `line.tokens[first]`."""
        for pieces in self._odd_starts.get(line.tokens[first].text, ()):
            last = first + len(pieces)
            following = line.tokens[last] if last < len(line.tokens) else None
            if pieces[0] == "The" and following is not None and following.capital:
                continue  # "The Rock Museum"
            if pieces[0] == "The" and _is_any(line.tokens, first):
                continue
            if [token.text for token in line.tokens[first:last]] == pieces:
                text = line.text[line.placed(first).start : line.placed(last - 1).end]
                if ids := self._odd.get(text):
                    return Match(first, last, ids)
        return None

    def longest(self, tokens: Sequence[Token], first: int) -> Match | None:
        """The longest full name, alias or word marked unique that starts at `tokens[first]`."""
        token = tokens[first]
        if not token.capital:
            return None
        key = token.key  # asked first as it is: most words in capitals are nobody's name
        if key.isalpha() and not self._may_begin(key):
            return None
        head = _pieces(token)
        if not self._may_begin(head[0]):
            return None
        lone = self._ids_alone(head[0]) if len(head) == 1 else ()
        start = head
        if len(head) < 2 and first + 1 < len(tokens) and tokens[first + 1].word:
            start = [*head, *_pieces(tokens[first + 1])]
        most = self._longest.get((start[0], start[1]), 0) if len(start) > 1 else 0
        found = Match(first, first + 1, lone) if lone else None
        pieces: list[str] = []
        for last in range(first, min(first + most, len(tokens))):
            if not tokens[last].word or len(pieces) >= most:
                break
            pieces += _pieces(tokens[last])
            known = self._by_key.get(" ".join(pieces)) if len(pieces) > 1 else None
            if known and (tokens[last].capital or tokens[last].key in PARTICLES):
                found = Match(first, last + 1, known)  # no "Dakota flint" for Dakota Flint
        return found

    def _may_begin(self, word: str) -> bool:
        return word in self._firsts or word in self._lone or word in self._alone

    def _ids_alone(self, word: str) -> tuple[int, ...]:
        """Whom a word alone means: as an editor marked it, else everybody who is called so in any way."""
        marked = self._lone.get(word)
        if marked or word not in self._alone:
            return marked or ()
        return tuple(dict.fromkeys((*self._alone[word], *self.ids_of_surname(word))))

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
        return tuple(found) or self._ids_turned(name)

    def _ids_turned(self, name: Name) -> tuple[int, ...]:
        """Whose two words stand in the other order, one of which is Asian: Jae-hyun Lee, Lee Jae-hyun."""
        if len(name.words) != 2:
            return ()
        key = " ".join(reversed(name.words)).replace("-", " ").replace("'", "")
        known = self._by_key.get(key, ())
        if known and not is_family_first(name):
            turned = parse_name(" ".join(reversed(name.text.split())))
            return known if is_family_first(turned) else ()
        return known

    def has_other_particles(self, person: int, name: Name) -> bool:
        """Whether somebody of this family name bears it with or without a "van": Peter Zwaan, Peter van der Zwaan."""
        own = [known for who, known in self._by_last.get(compact(name.last), ()) if who == person]
        plain = set(name.particles) - _ARABIC
        return bool(own) and all(set(known.particles) - _ARABIC != plain for known in own)

    def is_named_so(self, name: Name) -> bool:
        """Whether somebody known is called this and nothing less."""
        return name.key in self._by_key

    def ids_of_surname(self, word: str) -> tuple[int, ...]:
        """Everybody of this family name or called by this word, at most eight; `word` is folded."""
        family = self._by_last.get(compact(word), ())
        if not family and not self.is_called(word):
            return ()
        known = dict.fromkeys(person for person, _ in family)
        return tuple(known | dict.fromkeys(self.ids_called(word)))[:_MOST_ASKED]

    def ids_called(self, word: str) -> tuple[int, ...]:
        """Everybody whose whole name or alias this folded word is."""
        tables = (self._lone, self._alone, self._asked)
        return tuple(dict.fromkeys(person for table in tables for person in table.get(word, ())))

    def is_called(self, word: str) -> bool:
        """Whether the word is the whole name or alias of somebody."""
        return word in self._lone or word in self._alone or word in self._asked

    def is_confirmed(self, word: str) -> bool:
        """Whether two stories had this lone surname confirmed by an editor."""
        return self._confirmed.get(word, 0) >= 2


def _is_any(tokens: Sequence[Token], first: int) -> bool:
    """Whether "The" may have its capital from the sentence: "The Rock fell", but not "The Weeknd sang"."""
    return tokens[first].opens and first + 1 < len(tokens) and bool(tokens[first + 1].signs)


def _entries(person: KnownPerson) -> Iterator[tuple[str, str, Name | None]]:
    """In which table each name of a person stands, under which key; a name apart for full ones."""
    for text in (person.name, *person.aliases):
        if _UNLIKE_NAMES.search(text) or _SMALL.fullmatch(text) or _THE.fullmatch(text):
            yield _ODD, text, None
        name = parse_name.__wrapped__(text)
        if name.title and (len(name.words) == 1 or name.words[0] in _OF):
            yield _FULL, _with_title(text), None  # Pope Francis, Lady Gaga, the Duchess of Sussex
        elif len(name.words) > 1:
            yield _FULL, name.key, name
        elif name.words and text not in person.unique_aliases:
            yield from _entry_of_word(name)
    for text in person.unique_aliases:
        key = parse_name.__wrapped__(text).key
        if key:
            yield _FULL if " " in key else _MARKED, key, None


def _entry_of_word(name: Name) -> Iterator[tuple[str, str, Name | None]]:
    known = lexicon().signs
    parts = name.words[0].split("-")
    listed = any(known.get(part, 0) & ~sign.NOTABLE for part in (name.words[0], *parts))
    if " " not in name.key:
        yield _ASKED if listed else _UNHEARD, name.key, None
    elif not listed or min(map(len, parts)) == 1:  # C-Dawg, Jay-Z; not Jean-Pierre
        yield _FULL, name.key, None


def _with_title(text: str) -> str:
    """The key of a name whose title is part of it, without an article."""
    words = fold(text).replace(".", "").replace("-", " ").replace("'", "").replace("’", "").split()
    return " ".join(words[1:] if words[0] == "the" else words)


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
