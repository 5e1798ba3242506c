"""Who only made a story, and who is only played in it: neither is somebody whom it is about."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from articles.people.lexicon import signs as sign
from articles.people.story import Candidate
from articles.people.tokens import Token

_WORK = tuple(
    "Reporting reporting Editing editing Writing writing Production production Updates Compiled Photograph Photographs"
    " Photo Photos Picture Pictures Graphic Graphics Illustration Illustrations Video Videos".split()
)
"""What is done "by" its makers."""
_SIGNED = re.compile(
    r"(?:^|[.;!?)\"'] |[(\[])(?:(?:[Aa]dditional|[Ff]urther|[Ee]xtra) )?"
    rf"(?:{'|'.join(_WORK)})(?: and (?:editing|writing|reporting|production))? by "
    r"(?:[^.;\n]|(?<=\b[A-Z])\.)*",
    re.MULTILINE,
)
"""A sentence, or a part of one, that says who wrote and edited: "Editing by Luis Ferrer"."""
_PLAYED = frozenset("played portrayed voiced".split())
_PLAYING = frozenset("portrays portraying voices voicing".split())
_PLAYS = frozenset("play played playing plays".split())
"""The same where films are told of; elsewhere one plays an opponent."""
_LIKE = frozenset("identified just known named same such well".split())
"""Words before an "as" that gives no part: "actors such as Jo Kern"."""
_DRAMA = frozenset(
    "actor actress biopic cinema cinemas comedy film films miniseries movie movies playwright screenplay sitcom"
    " theaters theatres thriller".split()
)
_CAST = frozenset("cast star starred starring stars".split())
_PARTS = frozenset("part role".split())
_AFTER = _PLAYED | {",", "is", "was", "being"}
_BEFORE = _PLAYING | {"as", "of", "the", "a", "an"}
_FIGURE = 1.0
"""Points of who is played: a figure of a film may be real, so that an editor is asked."""


@dataclass(frozen=True, slots=True)
class Makers:
    """Stretches of a text that say who wrote, edited or photographed."""

    spans: Sequence[tuple[int, int]]

    def left_out(self, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates that stand elsewhere."""
        if not self.spans:
            return candidates
        return [each for each in candidates if not self._hold(each.words[0].start)]

    def _hold(self, place: int) -> bool:
        return any(start <= place < end for start, end in self.spans)


def makers_of(text: str) -> Makers:
    """Where `text` (as it is matched) tells of its makers; linear in its length."""
    if not any(before.endswith(_WORK) for before in text.split(" by ")[:-1]):
        return Makers(())
    return Makers([match.span() for match in _SIGNED.finditer(text)])


def is_drama(words: Set[str]) -> bool:
    """Whether a story of these words tells of a film or a play."""
    return not _DRAMA.isdisjoint(words)


def cap_played(accepted: Sequence[Candidate], *, is_drama: bool) -> None:
    """Nobody is tagged unasked whom the text says to be played by somebody: "Falk is played by Greta Holm"."""
    played = {
        one.words[-1].key for one in accepted if not one.ids and _is_played(one, is_drama=is_drama)
    }
    if not played:
        return
    for one in accepted:
        if not one.ids and one.words[-1].key in played:
            one.points = min(one.points, _FIGURE)


def _is_played(one: Candidate, *, is_drama: bool) -> bool:
    tokens, first, last = one.chain.line.tokens, one.chain.first, one.chain.last
    beside = tokens[last].key if last < len(tokens) else ""
    above = tokens[first - 1] if first else None
    if is_drama and (_is_part_of(tokens, first, last) or _has_actor(tokens, last)):
        return True
    if beside not in _AFTER and (
        above is None or (above.key not in _BEFORE and not above.signs & (sign.ROLE | sign.TITLE))
    ):
        return False
    after = [token.key for token in tokens[last : last + 4]]
    if after[:1] == [","]:
        after = after[1:]
    if after[:1] in (["is"], ["was"], ["being"]):
        after = after[1:]
    if len(after) > 1 and after[0] in _PLAYED and after[1] == "by":
        return True
    before = [token.key for token in _without_offices(tokens[max(0, first - 5) : first])]
    if before[-1:] and before[-1] in _PLAYING:
        return True
    if before[-1:] == ["as"]:
        return bool(_CAST & set(before[-2:-1]))
    return len(before) > 1 and before[-1] == "of" and before[-2] in _PARTS


def _is_part_of(tokens: list[Token], first: int, last: int) -> bool:
    """Whether somebody plays it: "Margot Robey plays Mary Shelley", "Wes Arkwright as Byron"."""
    if not first or tokens[first - 1].capital:
        return False
    if tokens[first - 1].key in _PLAYS:
        return True
    if tokens[first - 1].key != "as" or first < 2:
        return False
    before, ends = tokens[first - 2], last >= len(tokens) or not tokens[last].word
    return before.capital or (before.word and before.key not in _LIKE and ends)


def _has_actor(tokens: list[Token], last: int) -> bool:
    """Whether the actor stands in brackets behind it: "Lord Byron (Wes Arkwright)"."""
    inside = tokens[last : last + 4]
    if len(inside) < 4 or inside[0].text != "(" or inside[3].text != ")":
        return False
    return inside[2].capital and bool(inside[1].signs & sign.FREQUENT_GIVEN)


def _without_offices(tokens: list[Token]) -> list[Token]:
    """Without what stands between "as" and the name: "stars as detective Karin Falk"."""
    while tokens and (
        tokens[-1].key in {"the", "a", "an"} or tokens[-1].signs & (sign.ROLE | sign.TITLE)
    ):
        tokens = tokens[:-1]
    return tokens
