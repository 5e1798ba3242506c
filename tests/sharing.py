"""Tests that no database can change: whichever of the workers is free takes the next one.

All have them last, one from behind and the others in the order of the files, until they meet. Who
takes a test leaves a mark in a folder of the process that started them.
"""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

MARKS = "marks"
ON_SQLITE, ON_POSTGRES, WAITING = "gw0", "gw1", "gw2"
_OF_ALL = re.compile(r"^pytestmark = (?:\[[^\]]*\]|.*)", re.MULTILINE)
"""What a file says of all its tests."""
_WAITS = re.compile(r"\bmark\.browser\b|\bimport subprocess\b")


def are_anothers(file: Path, worker: str) -> bool:
    """Whether no test of the file can be for the worker, as is seen before it is imported."""
    text = file.read_text(encoding="utf-8")
    marks = "".join(_OF_ALL.findall(text))
    if worker == WAITING:
        return "mark.django_db" in marks and not _WAITS.search(text)
    return "mark.browser" in marks and "mark.postgres" not in text


def claim(marks: Path, name: str) -> bool:
    """Whether nobody has taken what bears this name; then it is taken."""
    try:
        (marks / sha256(name.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def import_in_turn(marks: Path, root: Path, files: list[Path]) -> None:
    """Each file is imported by one worker first: it writes for the others what pytest makes of its asserts.

    In a fresh clone that is two thirds of the price to find all tests. What cannot be imported says so when
    its tests are sought.
    """
    for file in files:
        name = ".".join(file.relative_to(root).with_suffix("").parts)
        if claim(marks, name):
            with suppress(Exception, pytest.skip.Exception):
                import_module(name)


class Shared:
    """The plugin of a worker: what another one has taken is passed over, without a report.

    Of a test that passed it tells that alone, and not also that it began, was prepared, cleared away and
    ended: sent, read and thrown away, that took a tenth of a run. Who asks for times or a file hears all.
    """

    def __init__(self, marks: Path, items: set[pytest.Item]) -> None:
        self.marks = marks
        self.items = items

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> bool | None:
        if item in self.items and not claim(self.marks, item.nodeid):
            item.session._setupstate.teardown_exact(nextitem)
            return True
        if any(map(item.config.getoption, ("verbose", "durations", "xmlpath"))):
            return None
        for report in runtestprotocol(item, log=False, nextitem=nextitem):
            if report.when == "call" or not report.passed:
                item.ihook.pytest_runtest_logreport(report=report)
        return True


def in_turn(
    config: pytest.Config, own: list[pytest.Item], shared: list[pytest.Item], *, from_behind: bool
) -> list[pytest.Item]:
    """The worker's own tests, then those that it shares."""
    marks = Path(config.workerinput[MARKS])  # type: ignore[attr-defined]
    config.pluginmanager.register(Shared(marks, set(shared)))
    return own + (shared[::-1] if from_behind else shared)
