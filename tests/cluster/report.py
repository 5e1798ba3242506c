"""The bars of the drill, and a line for each exercise."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

ORIGIN, EVERYWHERE = 1.0, 5.0
"""Seconds in which a change shows at the web servers, and behind every cache that we run."""
GRACE = 2.0
"""Seconds that errors may go on once a database is back."""


@dataclass
class Report:
    failed: int = 0
    missed: dict[str, list[str]] = field(default_factory=dict)
    """Name -> what was measured where a bar was missed; empty for one that held each time."""

    def line(self, name: str, told: str, *, holds: bool) -> None:
        self.failed += not holds
        self.missed.setdefault(name, []).extend([] if holds else [told])
        print(f"{'holds' if holds else 'MISSED':7} {name:28} {told}", flush=True)


def word(name: str) -> str:
    """A first word that no other story of this run has."""
    return f"{name.title()}{time.time_ns() % 1_000_000_007}"
