"""The bars of the drill, and a line for each exercise."""

from __future__ import annotations

import time
from dataclasses import dataclass

ORIGIN, EVERYWHERE = 1.0, 5.0
"""Seconds in which a change shows at the web servers, and behind every cache that we run."""
GRACE = 2.0
"""Seconds that errors may go on once a database is back."""


@dataclass
class Report:
    failed: int = 0

    def line(self, name: str, told: str, *, holds: bool) -> None:
        self.failed += not holds
        print(f"{'holds' if holds else 'MISSED':7} {name:28} {told}", flush=True)


def word(name: str) -> str:
    """A first word that no other story of this run has."""
    return f"{name.title()}{time.time_ns() % 1_000_000_007}"
