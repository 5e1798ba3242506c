"""Names of the stage, which no rule of given and family names tells: "Megan Thee Stallion", "Beyoncé"."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from articles.people.lexicon import signs as sign
from articles.people.lexicon import words
from articles.people.text import fold
from articles.people.tokens import Token

_FILE = Path(words.__file__).with_name("stage.txt")


@lru_cache(maxsize=1)
def stage_names() -> dict[str, dict[tuple[str, ...], str]]:
    """First folded word -> the folded words of each name that begins so, and how it is printed."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        for name in filter(None, map(str.strip, line.partition("#")[0].split(","))):
            key = tuple(fold(word).rstrip(".") for word in name.split())
            found.setdefault(key[0], {})[key] = name
    return found


def stage_name_at(tokens: Sequence[Token], here: int) -> tuple[int, str]:
    """Where the name of the stage that begins at `here` ends, and how it is printed; (`here`, "") without one."""
    names = stage_names().get(tokens[here].key.rstrip("."))
    if not names or not tokens[here].capital:
        return here, ""
    for key in sorted(names, key=len, reverse=True):
        end = here + len(key)
        spoken = tuple(token.key.rstrip(".") for token in tokens[here:end])
        if spoken == key and not (len(key) == 1 and _is_part(tokens, here)):
            return end, names[key]
    return here, ""


def _is_part(tokens: Sequence[Token], here: int) -> bool:
    """Whether a lone word stands inside a longer name: "Madonna Badger", "the Madonna"."""
    before = tokens[here - 1] if here else None
    after = tokens[here + 1] if here + 1 < len(tokens) else None
    if before is not None and (before.key in {"the", "a"} or before.signs & sign.ANY_GIVEN):
        return before.capital or not before.signs & sign.ANY_GIVEN
    return after is not None and after.capital and not after.signs & sign.BREAK
