"""The floors of the house: each contract holds, and each fails when its floor is broken."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("newsroom", "articles", "media")
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
]
BREAKS = {
    "The project knows the apps, articles knows media, media knows nobody": (
        "media/words.py",
        "import articles.people.fold",
    ),
    "The floors of articles": ("articles/models/sections.py", "import articles.admin.people"),
    "The floors of the import": ("articles/ingest/dates.py", "import articles.ingest.pipeline"),
    "Rules of text, names, formats and sizes know no Django": (
        "articles/body/words.py",
        "import django.utils.html",
    ),
    "Readers are strangers to each other": (
        "articles/ingest/readers/nitf.py",
        "import articles.ingest.readers.ninjs",
    ),
    "Rows never load the word lists of names": (
        "articles/models/topics.py",
        "import articles.people.names",
    ),
    "Pages start without the cleaner of copy and without the readers": (
        "articles/public/feeds.py",
        "import articles.ingest.prepare",
    ),
}


def lint(folder: Path) -> dict[str, str]:
    """Contract name -> KEPT or BROKEN."""
    told = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "200", "PYTHONPATH": str(folder)},
    ).stdout
    return dict(re.findall(r"^(.+?) (KEPT|BROKEN)\b", told, re.MULTILINE))


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which every floor is broken once."""
    folder = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(
            ROOT / room, folder / room, ignore=shutil.ignore_patterns("static", "__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    for place, line in BREAKS.values():
        path = folder / place
        path.write_text(path.read_text() + f"\n{line}\n")
    return folder


def test_every_contract_has_a_break_here() -> None:
    assert set(BREAKS) == set(CONTRACTS)


def test_every_floor_holds() -> None:
    assert lint(ROOT) == dict.fromkeys(CONTRACTS, "KEPT")


@pytest.mark.thorough
def test_every_contract_fails_when_its_floor_is_broken(broken_house: Path) -> None:
    assert lint(broken_house) == dict.fromkeys(CONTRACTS, "BROKEN")
