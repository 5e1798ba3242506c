"""Lone family names in lists of players: "Skelley; Pugh, Lund (Kerr 62), Marsh". Rules only."""

from collections.abc import Iterator, Sequence

from articles.people.chains import Chain
from articles.people.lexicon import signs as sign
from articles.people.story import Candidate

_LEAST, _KNOWN_LEAST = 6, 0.125
"""Names of a list, and the share of them that are somebody's of whom the story tells."""
_MOST_BETWEEN = 5  # tokens
_BETWEEN = frozenset("and capt c g gk pen og for sub".split())
_POINTS = 1.0
_AGAINST = (
    sign.ANY_PLACE
    | sign.NATIONALITY
    | sign.ORGANISATION
    | sign.CALENDAR
    | sign.TITLE
    | sign.BREAK
    | sign.FIRM
)


def in_lists_of_players(
    candidates: Sequence[Candidate], accepted: Sequence[Candidate]
) -> list[Candidate]:
    """Lone words that stand in a long list, some of which are people told of; they never make a tag."""
    taken = {id(one) for one in accepted}
    told = {one.words[-1].key for one in accepted if len(one.words) > 1}
    found: list[Candidate] = []
    for listed in _lists(candidates):
        alone = [one for one in listed if id(one) in taken and len(one.words) == 1]
        if len({one.key for one in alone if one.key in told}) < max(2, _KNOWN_LEAST * len(listed)):
            continue
        for one in listed:
            if id(one) not in taken and len(one.words) == 1 and _may_be_player(one):
                one.points = _POINTS
                found.append(one)
    return found


def _may_be_player(one: Candidate) -> bool:
    signs = one.words[0].signs
    if one.words[0].shout or _fills_brackets(one.chain):
        return False
    if signs & sign.SURNAME_COMMON:
        return not signs & (_AGAINST & ~sign.TOWN)
    return not signs & (_AGAINST | sign.COMMON)


def _fills_brackets(chain: Chain) -> bool:
    """Whether a team stands here: "2 Antonioni (McLaren); 3 Perez (Ferrari)"."""
    tokens = chain.line.tokens
    closes = chain.last < len(tokens) and tokens[chain.last].text == ")"
    return closes and chain.first > 0 and tokens[chain.first - 1].text == "("


def _lists(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    listed: list[Candidate] = []
    for one in candidates:
        if listed and not _follow(listed[-1].chain, one.chain):
            if len(listed) >= _LEAST:
                yield listed
            listed = []
        listed.append(one)
    if len(listed) >= _LEAST:
        yield listed


def _follow(one: Chain, other: Chain) -> bool:
    """Whether only marks, minutes and what a player is stand between two names of a line."""
    if one.line is not other.line or not 0 < other.first - one.last <= _MOST_BETWEEN:
        return False
    between = one.line.tokens[one.last : other.first]
    return all(
        not token.word or token.key in _BETWEEN or token.text[:1].isdigit() for token in between
    ) and not any(token.text in ".!?" for token in between)
