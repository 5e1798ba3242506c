"""Which single letters are the initials of a name, in sentences and in lists of players. Rules only."""

from articles.people.edges import is_letter_of
from articles.people.lexicon import signs as sign
from articles.people.tokens import PARTICLES, Token

_ROYAL = frozenset("king queen prince princess pope emperor tsar czar kaiser sultan".split())
_BEFORE_NAMES = frozenset(",;:(")
_AROUND = 14
"""Tokens to each side among which another such name makes a list: "J Crowe, C Casey; J Lowe (capt)"."""

_MOST_BETWEEN = 4
"""Letters and particles between the first letter and the name: W P van der Berg."""


def initial_belongs(tokens: list[Token], here: int, start: int) -> bool:
    """Whether the letter at `here` is part of a name that begins at `start`."""
    token = tokens[here]
    following = tokens[here + 1] if here + 1 < len(tokens) else None
    if token.text == "I" and here - start > 1:
        return any(tokens[place].key in _ROYAL for place in range(start, here))
    if token.text.endswith("."):
        if here and is_letter_of(tokens[here - 1].key, token.text):
            return False
        if following is not None and following.capital and not following.signs & sign.BREAK:
            return True
        return here > start
    if here == start and _stands_in_list(tokens, here):
        return True
    if token.text in {"I", "A"}:
        return (
            here > start
            and not token.opens
            and following is not None
            and following.capital
            and bool(following.signs & sign.ANY_SURNAME)
            and token.text == "A"
        )
    if here > start or following is None or not following.capital:
        return here > start
    in_list = not here or tokens[here - 1].text in "(;"
    return bool(following.signs & sign.ANY_SURNAME) or (in_list and not following.signs)


def _stands_in_list(tokens: list[Token], here: int) -> bool:
    """Whether a letter without a dot, a capital behind it, is one of several: "S Daly; C Nash, A Frisch"."""
    if not _opens_entry(tokens, here):
        return False
    first = max(0, here - _AROUND)
    return any(
        _opens_entry(tokens, place) and tokens[place].text not in "AI"
        for place in range(first, min(here + _AROUND, len(tokens)))
        if place != here
    )


def _opens_entry(tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    if not token.initial or len(token.text) > 1 or place + 1 >= len(tokens):
        return False
    name = place + 1
    last = min(len(tokens), name + _MOST_BETWEEN)
    while name + 1 < last and (tokens[name].initial or tokens[name].key in PARTICLES):
        name += 1  # W P Mulvaney, N de Boinville
    following = tokens[name]
    before = tokens[place - 1].text if place else ","
    return (
        following.capital
        and not following.initial
        and not following.signs & (sign.BREAK | sign.CALENDAR)
        and (before in _BEFORE_NAMES or before.isdigit())
    )
