"""The links a story may have, looked for farther off where copies stand before all others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from articles.related.nearness import BEHIND_COPIES, CANDIDATES, Near
from articles.related.ranking import (
    KEPT,
    LEAST,
    Banned,
    Facts,
    Known,
    Link,
    score,
    without_copies,
)

CROWD = CANDIDATES // 2
"""Copies that leave too little room."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What was found for some stories."""

    facts: dict[int, Facts] = field(default_factory=dict)
    scored: dict[int, list[Link]] = field(default_factory=dict)
    """All candidates, copies marked."""
    chosen: dict[int, list[Link]] = field(default_factory=dict)
    """Those that a reader may get."""


def seek(
    stories: Sequence[int],
    near_to: Callable[[Sequence[int], int], dict[int, Near]],
    facts_of: Callable[[set[int]], Known],
    banned: Banned,
) -> Sought:
    """Scores what `near_to` some stories answers; it is asked for so many of each.

    It is asked again, for more, of stories whose candidates are copies nearly all.
    """
    found = Sought()
    asked = stories
    for most in (CANDIDATES, BEHIND_COPIES):
        near = near_to(asked, most)
        seen = {*asked, *(other for each in near.values() for other, _cosine in each)}
        found.facts.update(facts_of(seen - found.facts.keys()))
        for key in asked:
            found.scored[key] = score(key, near.get(key, ()), found.facts, banned)
            found.chosen[key] = without_copies(found.scored[key], found.facts, KEPT * 2)
        asked = [key for key in near if _is_crowded(found, key)]
        if not asked:
            break
    return found


def _is_crowded(found: Sought, story: int) -> bool:
    left = len(found.chosen[story])
    if left >= KEPT:
        return False
    return sum(link.score >= LEAST for link in found.scored[story]) >= left + CROWD
