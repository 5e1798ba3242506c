"""What is run where nobody says which tests."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests import plugin

SOURCE = pytest.Config.ArgsSource


def config(source: SOURCE = SOURCE.TESTPATHS, **options: Any) -> Any:
    return SimpleNamespace(args_source=source, getoption=options.get)


@pytest.mark.parametrize(
    ("asked", "is_brief"),
    [
        (config(), True),
        (config(markexpr="thorough"), False),
        (config(keyword="axe"), False),
        (config(thorough=True), False),
        (config(lf=True), False),
        (config(SOURCE.ARGS), False),
    ],
)
def test_proofs_of_seconds_are_left_out_where_nothing_was_named(asked: Any, is_brief: bool) -> None:
    assert plugin.is_brief(asked) is is_brief


@pytest.mark.parametrize("brief", [True, False])
def test_what_is_left_out_is_told(brief: bool) -> None:
    told: list[Any] = []
    marks = {"proof": True, "test": False}
    items: list[Any] = [
        SimpleNamespace(name=name, get_closest_marker=lambda _marker, is_it=is_it: is_it)
        for name, is_it in marks.items()
    ]
    hook = SimpleNamespace(pytest_deselected=lambda items: told.extend(items))
    asked: Any = SimpleNamespace(workerinput={plugin.BRIEF: brief}, hook=hook)
    plugin._leave_out_thorough(asked, items)
    assert [item.name for item in items] == (["test"] if brief else ["proof", "test"])
    assert [item.name for item in told] == (["proof"] if brief else [])
