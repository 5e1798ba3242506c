"""What a story is tied to, as tokens of the search index, so that narrowing costs no second walk.

A token is a private letter, a kind and a number: nobody can type it, no story's text holds it.
The index narrows by tokens first; the rows say the last word, in articles.search.finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SIGN = "\ue000"
"""A letter of the private use area: FTS5 takes it for part of a word."""
ONE_DAY = timedelta(days=1)
MOST_MONTHS = 240
"""Twenty years; a longer time is left to the rows alone."""


def section_token(pk: int) -> str:
    return f"{SIGN}s{pk}"


def person_token(pk: int) -> str:
    return f"{SIGN}p{pk}"


def topic_token(pk: int) -> str:
    return f"{SIGN}t{pk}"


def contributor_token(pk: int) -> str:
    return f"{SIGN}c{pk}"


def month_tokens(moment: datetime) -> tuple[str, str]:
    """The month and the year of a moment, in UTC."""
    local = moment.astimezone(UTC)
    return f"{SIGN}m{local:%Y%m}", f"{SIGN}y{local:%Y}"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Of each group at least one token must be the story's; no group: every story."""

    groups: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    def to(self, *tokens: str) -> Narrowed:
        return Narrowed((*self.groups, tokens))

    def between(self, since: datetime | None, until: datetime | None) -> Narrowed:
        """Published from `since` to before `until`, or a little around it; None leaves it open."""
        if since is None and until is None:
            return self
        first = (since or datetime(1990, 1, 1, tzinfo=UTC)).astimezone(UTC) - ONE_DAY
        last = (until or datetime.now(UTC)).astimezone(UTC) + ONE_DAY
        tokens = _months(first, last)
        return self.to(*tokens) if tokens else self


def _months(first: datetime, last: datetime) -> list[str]:
    """Whole years by their own token, the months of the others; empty if it is too long or none."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if not 0 <= end - start < MOST_MONTHS * 4:
        return []
    tokens: list[str] = []
    month = start
    while month <= end:
        year, place = divmod(month, 12)
        if place == 0 and month + 11 <= end:
            tokens.append(f"{SIGN}y{year}")
            month += 12
        else:
            tokens.append(f"{SIGN}m{year}{place + 1:02}")
            month += 1
    return tokens
