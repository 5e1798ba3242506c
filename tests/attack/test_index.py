"""Every row has its small test in the suite, and what SECURITY.md names is there."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.attack.__main__ import ATTACK
from tests.attack.rows import ELSEWHERE, FAULTS_ELSEWHERE
from tests.attack.running import Proof
from tests.attack.table import ROOT
from tests.faults.__main__ import FAULTS

SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ONLY_FULL = "IS_FULL"


@cache
def functions_of(path: Path) -> tuple[ast.FunctionDef, ...]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in tree.body if isinstance(node, ast.FunctionDef))


def settled(function: ast.FunctionDef) -> set[str]:
    """The rows that the function writes."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {
        str(call.args[0].value)
        for call in calls
        if getattr(call.func, "id", "") == "settle" and isinstance(call.args[0], ast.Constant)
    }


def is_run(function: ast.FunctionDef) -> bool:
    """Not one that the full run alone calls."""
    marks = [ast.unparse(each) for each in function.decorator_list]
    return not any("skipif" in each and ONLY_FULL in each for each in marks)


def is_in_suite(function: ast.FunctionDef) -> bool:
    """Nor one that the slow proofs' own command alone calls."""
    marks = [ast.unparse(each) for each in function.decorator_list]
    return is_run(function) and not any("mark.thorough" in each for each in marks)


def in_suite(proof: Proof) -> set[str]:
    """Rows with a test that the ordinary suite runs, written by a test or counted by its place."""
    found: set[str] = set()
    for given in proof.paths:
        path = ROOT / given
        for file in sorted(path.glob("test_*.py")) if path.is_dir() else [path]:
            for function in filter(is_in_suite, functions_of(file)):
                found |= settled(function)
    places = [*ELSEWHERE.items(), *FAULTS_ELSEWHERE.items()]
    return found | {row for place, (row, _what) in places if any(map(is_in_suite, named(place)))}


def named(place: str) -> list[ast.FunctionDef]:
    """The tests of a file, or those of it whose name begins so."""
    file, _sign, start = place.partition("::")
    functions = functions_of(ROOT / file)
    return [each for each in functions if each.name.startswith(start or "test_")]


def test_every_row_has_a_small_test_in_the_suite() -> None:
    for proof in (ATTACK, FAULTS):
        shown = in_suite(proof)
        assert [row for row in proof.rows if row not in shown] == []


def test_every_row_counted_elsewhere_names_a_test_that_is_there() -> None:
    for place in (*ELSEWHERE, *FAULTS_ELSEWHERE):
        assert named(place), place


def items() -> list[tuple[str, str, str]]:
    """Item, where it is kept, what shows it, for each line of the table."""
    rows = re.findall(r"^\| (\d[^|]*) \| (.*) \| ([^|]*) \|$", SECURITY, re.MULTILINE)
    assert len(rows) > 40
    return rows


SHORT_LIST = (
    "1.1.1 1.1.2 1.2.1-4 1.2.10 1.3.1 1.3.4 1.3.6 1.3.10 1.5.1 2.2.1-3 2.3.1 2.3.3 2.3.4 2.4.1 3.2.1 3.3.1-4 3.4.1 "
    "3.4.3-8 3.5.1 3.5.3 3.5.4 3.7.2 4.1.1 4.1.3 5.1.1 5.2.1-6 5.3.1-3 5.4.1 5.4.2 6.2.1-12 6.3.1-3 6.4.1 7.2.3 7.2.4 "
    "7.3.1 7.3.2 7.4.1-5 7.5.1 8.1.1 8.1.2 8.2.1-3 8.3.1 13.2.4 13.3.1 13.4.1-5 14.2.1 14.2.2 14.2.8 14.3.2 15.1.1-3 "
    "15.2.2 15.3.1-4 16.3.1-4 16.4.1 16.5.1-3"
)
"""The items of ASVS 5.0 that a newsroom's site must keep: level 1 and 2, and some of 3."""


def spelled_out(said: str) -> set[str]:
    """ "1.2.1-3" as its three items."""
    found: set[str] = set()
    for head, first, last in re.findall(r"\b(\d+\.\d+\.)(\d+)(?:[-–](?:\d+\.\d+\.)?(\d+))?", said):
        found |= {f"{head}{number}" for number in range(int(first), int(last or first) + 1)}
    return found


def test_every_item_of_the_short_list_has_its_line() -> None:
    told = spelled_out(" ".join(item for item, _kept, _shown in items()))
    assert spelled_out(SHORT_LIST) - told == set()


def test_every_item_is_shown_by_a_test_or_row_that_is_there() -> None:
    for item, kept, shown in items():
        for place in re.findall(
            r"`((?:tests|articles|newsroom|media|templates)/[^`]+)`", kept + shown
        ):
            file, _sign, name = place.partition("::")
            assert (ROOT / file).exists(), (item, place)
            functions = functions_of(ROOT / file) if name else ()
            assert not name or name in {each.name for each in functions}, (item, place)
        rows = set(re.findall(r"\b([SF]\d+)\b", shown))
        assert rows <= {*ATTACK.rows, *FAULTS.rows}, item
        assert "::" in shown or "by review" in shown, item


def judges(function: ast.FunctionDef) -> bool:
    """Whether it can fail by more than an exception of its own."""
    nodes = list(ast.walk(function))
    calls = {
        str(getattr(n.func, "id", getattr(n.func, "attr", "")))
        for n in nodes
        if isinstance(n, ast.Call)
    }
    return any(isinstance(node, ast.Assert) for node in nodes) or any(
        name == "settle" or name == "raises" or name.startswith("assert_") for name in calls
    )


def test_a_test_that_shows_an_item_is_run_for_each_change_and_judges() -> None:
    """One that the full run alone calls, or that cannot fail, shows nothing to whoever changes the code."""
    places = {
        tuple(place.split("::"))
        for _item, _kept, shown in items()
        for place in re.findall(r"`(tests/[^`]+::[^`]+)`", shown)
    }
    assert len(places) > 50
    for file, name in sorted(places):
        (function,) = [each for each in functions_of(ROOT / file) if each.name == name]
        assert is_run(function), name
        assert judges(function), name


@pytest.mark.thorough
def test_the_fuzzers_first_inputs_are_made_by_a_process_of_their_own(tmp_path: Path) -> None:
    """Its command fetches a tool and is not part of any suite: it had stopped at an import before it began."""
    code = (
        "import sys, pathlib; from tests.attack import fuzzing; "
        "print(fuzzing.seeds(pathlib.Path(sys.argv[1])))"
    )
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    made = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(list(tmp_path.iterdir())) > 200 < int(made.stdout)
