"""People named in a text: rules, word lists and the newsroom's own directory. No model, no network."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from articles.people.chains import PARTICLES, Chain, chains
from articles.people.directory import Directory, KnownPerson
from articles.people.lexicon import signs as sign
from articles.people.lexicon.words import lexicon
from articles.people.names import fold_name, parse_name
from articles.people.resolve import Cluster, Mention, cluster
from articles.people.roles import Layout, role
from articles.people.score import KEEP, TAG, context_points, name_points
from articles.people.text import Reading, read
from articles.people.tokens import Line, Token, Tokenizer

__all__ = ["KEEP", "TAG", "Directory", "FoundPerson", "KnownPerson", "Layout", "find_people"]

_KNOWN = 4.0  # points of a name that stands in the directory
_SECOND_PASS = 1.0  # points of a lone word accepted because its full name is
_BESIDE = 0.6  # points for each accepted neighbor in a list, and .2 once
_AGAIN, _AGAIN_MOST = 0.1, 3  # points for each further place of a lone word
_BARRED = -0.6  # "the Musk", "in Musk, Texas": such a place is not lifted by others
_EVIDENCE = 300  # characters of a sentence shown as evidence
_PLACE_STARTS = frozenset("st saint san santa los las fort mount port new".split())
_SENTENCE_END = re.compile(r"[.?!][\"'’”)]*\s|\n")


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody whom the text names.

    `mentions` are (start, end) in characters of the text as it was handed in, titles and
    possessives left out, in order. `person_id` is set when the directory knows exactly one person
    of that name; `candidates` lists several, or the one whose lone surname this is.
    """

    name: str
    score: float
    role: str
    mentions: tuple[tuple[int, int], ...]
    evidence: str  # the sentence of the first mention
    is_full: bool  # a given name is known; only such a person is tagged without a question
    person_id: int | None = None
    candidates: tuple[int, ...] = ()


@dataclass(slots=True)
class _Candidate:
    chain: Chain
    points: float
    ids: tuple[int, ...] = ()
    context: float = 0.0  # the part of the points that comes from around the name

    @property
    def words(self) -> list[Token]:
        return self.chain.words

    @property
    def key(self) -> str:
        return " ".join(word.key for word in self.chain.words)


@dataclass(slots=True)
class _Story:
    """What one reading of a text gathers before anything is decided."""

    candidates: list[_Candidate] = field(default_factory=list)
    loud: list[Line] = field(default_factory=list)
    lower: set[str] = field(default_factory=set)  # words seen in lower case


def find_people(
    text: str,
    *,
    directory: Directory | None = None,
    refusals: Mapping[str, float] | None = None,
    layout: Layout | None = None,
    read_loud_lines: bool = True,
) -> list[FoundPerson]:
    """Everybody named in `text`, best first (known, then by score and number of mentions).

    `refusals` maps a folded name (`resolve.fold_name`) to a score: while it is positive, that name
    is nobody. With `read_loud_lines` a line in capitals is searched for people found elsewhere.
    Takes time in proportion to the text; never raises for any string.
    """
    reading = read(text)
    story = _gather(reading.text, directory)
    accepted = _accepted(story, directory)
    accepted += _second_pass(story, accepted, directory)
    if read_loud_lines:
        accepted += _in_loud_lines(story, accepted)
    refused = refusals or {}
    accepted = [one for one in accepted if refused.get(_surface(one), 0) <= 0]
    accepted.sort(key=lambda one: one.words[0].start)
    return _people(text, reading, accepted, directory, refused, layout or Layout())


def _surface(candidate: _Candidate) -> str:
    return fold_name(" ".join(word.text for word in candidate.words))


def _gather(text: str, directory: Directory | None) -> _Story:
    story = _Story()
    for line in Tokenizer(lexicon()).lines(text):
        if line.loud:
            story.loud.append(line)
            if directory is not None:
                _known_in(line, directory, story, with_chains=False)
            continue
        for token in line.tokens:
            if token.word and not token.capital:
                story.lower.add(token.key)
        if directory is None:
            for chain in chains(line):
                story.candidates.append(_Candidate(chain, 0.0))
        else:
            _known_in(line, directory, story, with_chains=True)
    return story


def _known_in(line: Line, directory: Directory, story: _Story, *, with_chains: bool) -> None:
    """Names of the directory on this line, and the chains in the gaps between them."""
    tokens = line.tokens
    gap = here = 0
    while here < len(tokens):
        match = directory.longest(tokens, here)
        if match is None or _is_inside_longer(tokens, match.first, match.last):
            here += 1
            continue
        if with_chains:
            for chain in chains(line, gap, match.first):
                story.candidates.append(_Candidate(chain, 0.0))
        chain = Chain(line, match.first, match.last)
        chain.fill()
        story.candidates.append(_Candidate(chain, _KNOWN, match.ids))
        gap = here = match.last
    if with_chains:
        for chain in chains(line, gap):
            story.candidates.append(_Candidate(chain, 0.0))


def _is_inside_longer(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the known name is only part of another: "Elon Musk Foundation", "John Paul Jones"."""
    if last < len(tokens):
        following = tokens[last]
        if following.capital and not following.initial and not following.shout:
            signs = following.signs
            if signs & sign.ORGANISATION and not signs & sign.BREAK:
                return True
            if signs & sign.SURNAME_COMMON and not signs & (sign.COMMON | sign.BREAK):
                return True
    if first and last - first > 1:
        before = tokens[first - 1]
        return before.capital and bool(before.signs & sign.FREQUENT_GIVEN) and not before.signs & (sign.TITLE | sign.COMMON)
    if first and last - first == 1:
        before = tokens[first - 1]
        given = before.signs & sign.ANY_GIVEN and not before.signs & (sign.BREAK | sign.TITLE)
        return before.capital and (bool(given) or not (before.signs or before.opens))
    return False


def _accepted(story: _Story, directory: Directory | None) -> list[_Candidate]:
    """Step 6 and 7: score every chain; a failing one of three words is tried from its second."""
    accepted: list[_Candidate] = []
    for candidate in story.candidates:
        if not candidate.ids:
            candidate.context = context_points(candidate.chain)
            candidate.points = _points(candidate.chain, story, candidate.context)
    _pool_lone_words(story.candidates)
    for candidate in story.candidates:
        if candidate.ids:
            accepted.append(candidate)
            continue
        if candidate.points >= KEEP:
            accepted.append(candidate)
            continue
        if _retried(candidate, story):
            accepted.append(candidate)
    return accepted + _listed(story, accepted)


def _is_dropped(word: Token) -> bool:
    """Whether a word before a frequent given name is no part of the name: it says something else."""
    if word.signs & sign.ANY_NAME and not word.signs & (sign.ANY_PLACE | sign.ORGANISATION | sign.FIRM):
        return False
    return bool(word.signs) or word.shout or word.opens


def _listed(story: _Story, accepted: list[_Candidate]) -> list[_Candidate]:
    """Names that stand in a list beside accepted ones: "Sting, Ridho and Elton John"."""
    sure = {id(candidate) for candidate in accepted if len(candidate.words) > 1}
    found: list[_Candidate] = []
    beside: dict[int, float] = {}
    for one, other in pairwise(story.candidates):
        if one.chain.line is other.chain.line and _are_listed(one.chain, other.chain):
            if id(one) in sure:
                beside[id(other)] = beside.get(id(other), 0.2) + _BESIDE
            if id(other) in sure:
                beside[id(one)] = beside.get(id(one), 0.2) + _BESIDE
    taken = {id(candidate) for candidate in accepted}
    for candidate in story.candidates:
        bonus = beside.get(id(candidate))
        if bonus and id(candidate) not in taken and candidate.points + bonus >= KEEP:
            candidate.points += bonus
            found.append(candidate)
    return found


def _are_listed(one: Chain, other: Chain) -> bool:
    between = [token.key for token in one.line.tokens[one.last : other.first]]
    return between in ([","], ["and"], [",", "and"], [";"])


def _pool_lone_words(candidates: list[_Candidate]) -> None:
    """A lone word that comes again and again is judged by the best of its places."""
    places: defaultdict[str, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        if len(candidate.words) == 1 and not candidate.ids:
            places[candidate.words[0].key].append(candidate)
    for same in places.values():
        barred = sum(candidate.context <= _BARRED for candidate in same)
        if len(same) > 1 and barred * 2 < len(same):
            best = max(candidate.points for candidate in same)
            best += _AGAIN * min(len(same) - 1, _AGAIN_MOST)
            for candidate in same:
                if candidate.context > _BARRED:
                    candidate.points = best


def _retried(candidate: _Candidate, story: _Story) -> bool:
    """Step 7: whether the name starts at the second or third word of a chain that failed."""
    chain = candidate.chain
    words = chain.words
    if words[-1].signs & sign.ORGANISATION or words[0].key in _PLACE_STARTS:
        return False
    for place in (1, 2):
        if len(words) - place < 2:
            return False
        if words[place].signs & sign.FREQUENT_GIVEN:
            shorter = Chain(chain.line, chain.first, chain.last, words=words[place:])
            points = _points(shorter, story, context_points(shorter))
            if points >= KEEP:
                if any(_is_dropped(word) for word in words[:place]):
                    candidate.chain = shorter
                candidate.points = points
                return True
    return False


def _points(chain: Chain, story: _Story, context: float) -> float:
    words = chain.words
    if _is_firm_or_place(words):
        return -5.0
    return name_points(chain, lone_lower=len(words) == 1 and words[0].key in story.lower) + context


def _is_firm_or_place(words: list[Token]) -> bool:
    if len(words) < 2:
        return False
    known = lexicon().signs.get(" ".join(word.key for word in words).replace(".", ""), 0)
    return bool(known & (sign.FIRM | sign.ANY_PLACE))


def _second_pass(
    story: _Story, accepted: list[_Candidate], directory: Directory | None
) -> list[_Candidate]:
    """Step 8: lone words that are the family or given name of somebody accepted."""
    surnames, given, wholes = _known_words(accepted)
    taken = {id(candidate) for candidate in accepted}
    found: list[_Candidate] = []
    for candidate in story.candidates:
        if id(candidate) in taken:
            continue
        words = candidate.words
        if candidate.key in wholes and len(words) > 1:
            candidate.points = _SECOND_PASS
            found.append(candidate)
            continue
        if len(words) != 1:
            continue
        word = words[0]
        if _follows(candidate, "the"):
            continue
        if (word.key in surnames and not word.signs & sign.NATIONALITY) or (
            word.key in given
            and not word.signs & (sign.COMMON | sign.ANY_PLACE | sign.NATIONALITY)
        ) or (
            directory is not None and directory.is_confirmed(word.key)
            and not word.signs & (sign.COMMON | sign.ANY_PLACE) and word.key not in story.lower
        ):
            candidate.points = _SECOND_PASS
            found.append(candidate)
    return found


def _known_words(accepted: list[_Candidate]) -> tuple[set[str], set[str], set[str]]:
    surnames: set[str] = set()
    given: set[str] = set()
    wholes: set[str] = set()
    for candidate in accepted:
        words = [word.key for word in candidate.words if word.capital and not word.initial]
        if not words:
            continue
        name = parse_name(" ".join(word.text for word in candidate.words))
        surnames.add(name.last)
        if name.given:
            wholes.add(candidate.key)
            if len(name.given[0]) > 1:
                given.add(name.given[0])
    return surnames, given, wholes


def _follows(candidate: _Candidate, key: str) -> bool:
    chain = candidate.chain
    return chain.first > 0 and chain.line.tokens[chain.first - 1].key == key


def _in_loud_lines(story: _Story, accepted: list[_Candidate]) -> list[_Candidate]:
    """Step 8, second half: in lines of capitals only people who are known by now."""
    surnames, _, wholes = _known_words(accepted)
    starts = {whole.partition(" ")[0] for whole in wholes}
    taken = {id(token) for candidate in accepted for token in candidate.words}
    found: list[_Candidate] = []
    for line in story.loud:
        tokens = line.tokens
        here = 0
        while here < len(tokens):
            token = tokens[here]
            last = here
            if token.word and id(token) not in taken:
                if token.key in starts:
                    last = _whole_at(tokens, here, wholes)
                if last == here and token.key in surnames and not token.signs & sign.PLACE:
                    last = here + 1
            if last > here:
                chain = Chain(line, here, last)
                chain.fill()
                found.append(_Candidate(chain, _SECOND_PASS))
                here = last
            else:
                here += 1
    return found


def _whole_at(tokens: list[Token], first: int, wholes: set[str]) -> int:
    """Where the known full name at `first` ends, or `first`."""
    words: list[str] = []
    last = first
    for here in range(first, min(first + 6, len(tokens))):
        if not tokens[here].word:
            break
        words.append(tokens[here].key)
        if " ".join(words) in wholes:
            last = here + 1
    return last


def _people(
    text: str,
    reading: Reading,
    accepted: list[_Candidate],
    directory: Directory | None,
    refused: Mapping[str, float],
    layout: Layout,
) -> list[FoundPerson]:
    mentions = [
        Mention(" ".join(word.text for word in one.words), one.words[0].start, one.chain.title_key)
        for one in accepted
    ]
    spans = [reading.original(one.words[0].start, one.words[-1].end) for one in accepted]
    clusters = cluster(mentions)
    busiest = max((len(one.members) for one in clusters), default=0)
    people: list[FoundPerson] = []
    for one in clusters:
        if refused.get(fold_name(one.name), 0) > 0:
            continue
        person_id, candidates = _linked(one, accepted, directory)
        places = tuple(spans[member] for member in one.members)
        people.append(
            FoundPerson(
                name=one.name,
                score=round(max(accepted[member].points for member in one.members), 2),
                role=role(places, layout, length=len(text), busiest=busiest),
                mentions=places,
                evidence=_sentence(text, places[0]),
                is_full=one.is_full,
                person_id=person_id,
                candidates=candidates,
            )
        )
    people.sort(key=lambda person: (person.person_id is None, -person.score, -len(person.mentions)))
    return people


def _linked(
    found: Cluster, accepted: list[_Candidate], directory: Directory | None
) -> tuple[int | None, tuple[int, ...]]:
    """B7: one full name known -> that person; several -> ask; a lone surname is only ever asked."""
    if directory is None:
        return None, ()
    named = {ids for member in found.members if (ids := accepted[member].ids)}
    certain = {ids[0] for ids in named if len(ids) == 1}
    if len(certain) == 1:
        return certain.pop(), ()
    if named:
        return None, tuple(dict.fromkeys(person for ids in named for person in ids))
    name = parse_name(found.name)
    if not found.is_full:
        return None, directory.ids_of_surname(name.last)
    ids = directory.ids_of(name)
    return (ids[0], ()) if len(ids) == 1 else (None, ids)


def _sentence(text: str, span: tuple[int, int]) -> str:
    """The sentence around a stretch of text, cut to a length that can be shown."""
    floor = max(0, span[0] - _EVIDENCE)
    start = floor
    for match in _SENTENCE_END.finditer(text, floor, span[0]):
        start = match.end()
    ending = _SENTENCE_END.search(text, span[1], span[1] + _EVIDENCE)
    end = ending.end() if ending else min(len(text), span[1] + _EVIDENCE)
    return " ".join(text[start:end].split())
