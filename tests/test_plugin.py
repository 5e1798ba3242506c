"""What is run where nobody says which tests."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import databases, plugin, sharing

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


def case(nodeid: str, *marks: str) -> Any:
    return SimpleNamespace(nodeid=nodeid, get_closest_marker=dict.fromkeys(marks, True).get)


def test_postgresql_is_asked_one_case_of_a_test_and_one_test_of_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(databases, "_asked", set())
    asked = [
        case("tests/test_new.py::test_rows[one]"),
        case("tests/test_new.py::test_rows[two]"),
        case("tests/test_new.py::test_other_rows"),
        case("tests/admin/test_new.py::test_a_page"),
        case("tests/admin/test_new.py::test_another_page"),
        case("tests/admin/test_list.py::test_order"),
        case("tests/admin/test_list.py::test_search"),
        case("tests/admin/test_new.py::test_words[one]", "each_database"),
        case("tests/admin/test_new.py::test_words[two]", "each_database"),
    ]
    left_out = [
        each.nodeid.partition("::")[2] for each in asked if databases.is_asked_elsewhere(each)
    ]
    assert left_out == ["test_rows[two]", "test_another_page"]


def test_the_files_that_tell_databases_apart_are_there() -> None:
    assert [path for path in (*databases.PAGES, *databases.LISTS) if not Path(path).exists()] == []


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("def test_words(): pass", []),
        ("pytestmark = pytest.mark.django_db", ["gw2"]),
        ("pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]", ["gw2"]),
        ("pytestmark = [\n    pytest.mark.django_db,\n    pytest.mark.sqlite,\n]", ["gw2"]),
        ("import subprocess\npytestmark = pytest.mark.django_db", []),
        ("pytestmark = pytest.mark.django_db\n@pytest.mark.browser\ndef test_page(): pass", []),
        ("@pytest.mark.django_db\ndef test_rows(): pass", []),
        ("pytestmark = [pytest.mark.browser, pytest.mark.django_db]", ["gw0", "gw1"]),
    ],
)
def test_a_worker_imports_no_file_whose_tests_are_all_anothers(
    tmp_path: Path, text: str, others: list[str]
) -> None:
    file = tmp_path / "test_new.py"
    file.write_text(text)
    assert [name for name in ("gw0", "gw1", "gw2") if sharing.are_anothers(file, name)] == others


def test_what_one_worker_took_no_other_takes(tmp_path: Path) -> None:
    assert sharing.claim(tmp_path, "tests.test_new")
    assert not sharing.claim(tmp_path, "tests.test_new")
    assert sharing.claim(tmp_path, "tests/test_new.py::test_rows")
