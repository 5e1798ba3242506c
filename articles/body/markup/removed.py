"""What reading markup gives: the body, and a list of what it could not hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.body.shapes import Document

_LONGEST_SHOWN = 300
_MOST_TOLD = 500


@dataclass(frozen=True, slots=True)
class Removed:
    """Something of the source that is not in the body."""

    what: str
    """The element or attribute: "script", "link", "iframe"."""
    text: str
    """The words or the address that stood there, at most 300 characters."""
    reason: str
    """Part of a sentence: "scripts are not kept"."""


@dataclass(frozen=True, slots=True)
class FromMarkup:
    """A body read from markup."""

    document: Document
    removed: list[Removed] = field(default_factory=list)


@dataclass(slots=True)
class RemovedList:
    """The first 500 removals, each told once, so that hostile markup does not fill the memory."""

    entries: list[Removed] = field(default_factory=list)
    _told: set[Removed] = field(default_factory=set)

    def add(self, what: str, text: str, reason: str) -> None:
        if len(self.entries) < _MOST_TOLD:
            shown = " ".join(text[: 4 * _LONGEST_SHOWN].split())[:_LONGEST_SHOWN]
            removed = Removed(what, shown, reason)
            if removed not in self._told:
                self._told.add(removed)
                self.entries.append(removed)
