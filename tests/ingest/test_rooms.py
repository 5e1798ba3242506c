"""The import's README names each module and each room once, and nothing that is not there."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

INGEST = Path("articles/ingest")
HEADING = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)


def _names(title: str) -> list[str]:
    """The names in the first column of the tables below a heading, with those in brackets there."""
    parts = HEADING.split((INGEST / "README.md").read_text("utf-8"))
    table = parts[parts.index(title) + 1]
    firsts = (row.split("|")[1] for row in table.splitlines() if row.startswith("| `"))
    return [name for first in firsts for name in re.findall(r"`([^`]+)`", first)]


def _modules(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}


def _unmatched(names: list[str], things: set[str]) -> tuple[set[str], set[str]]:
    """The things that no name fits, and the names that fit no thing."""
    strange = {each for each in things if not any(fnmatch(each, name) for name in names)}
    return strange, {name for name in names if not any(fnmatch(each, name) for each in things)}


def test_each_module_and_room_of_the_import_is_named() -> None:
    rooms = {f"{path.name}/" for path in INGEST.iterdir() if (path / "__init__.py").exists()}
    assert _unmatched(_names("Where things are"), rooms | _modules(INGEST)) == (set(), set())


@pytest.mark.parametrize(
    ("title", "room"),
    [("A web page (`page/`)", "page"), ("The cleaning (`cleaning/`)", "cleaning")],
)
def test_each_module_of_a_room_is_named(title: str, room: str) -> None:
    assert _unmatched(_names(title), _modules(INGEST / room)) == (set(), set())
