"""Tests that no database can change: whichever of the workers is free takes the next one.

All have them last, one from behind and the others in the order of the files, until they meet. Who
takes a test leaves a mark in a folder of the process that started them.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

MARKS = "marks"


class Shared:
    """The plugin of a worker: what another one has taken is passed over, without a report."""

    def __init__(self, marks: Path, items: set[pytest.Item]) -> None:
        self.marks = marks
        self.items = items

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> bool | None:
        if item not in self.items or self._takes(item):
            return None
        item.session._setupstate.teardown_exact(nextitem)
        return True

    def _takes(self, item: pytest.Item) -> bool:
        try:
            (self.marks / sha256(item.nodeid.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


def in_turn(
    config: pytest.Config, own: list[pytest.Item], shared: list[pytest.Item], *, from_behind: bool
) -> list[pytest.Item]:
    """The worker's own tests, then those that it shares."""
    marks = Path(config.workerinput[MARKS])  # type: ignore[attr-defined]
    config.pluginmanager.register(Shared(marks, set(shared)))
    return own + (shared[::-1] if from_behind else shared)
