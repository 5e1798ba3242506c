"""The commands that other programs drive: one JSON object a line in, one out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.factories import make_person

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Mr. Ruben Adeyemi met Lena Fischer in Oslo. “Thanks,” Adeyemi’s note said."


def run(
    name: str, lines: bytes, *options: str, capsys: Any, monkeypatch: Any
) -> tuple[list[dict[str, Any]], str, int]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    status = 0
    try:
        call_command(name, "--jsonl", *options)
    except SystemExit as leaving:
        status = int(leaving.code or 0)
    told = capsys.readouterr()
    return [json.loads(line) for line in told.out.splitlines()], told.err, status


def test_people_are_told_with_the_places_of_their_names(capsys: Any, monkeypatch: Any) -> None:
    line = json.dumps({"id": "a", "text": TEXT}).encode()
    told, _, status = run(
        "find_people", line, "--no-directory", capsys=capsys, monkeypatch=monkeypatch
    )
    people = {each["name"]: each for each in told[0]["people"]}
    assert (told[0]["id"], status, set(people)) == ("a", 0, {"Ruben Adeyemi", "Lena Fischer"})
    found = people["Ruben Adeyemi"]
    assert [TEXT[start:end] for start, end in found["mentions"]] == ["Ruben Adeyemi", "Adeyemi"]
    assert found["is_full"]
    assert found["score"] >= 1.5
    assert found["role"] in {"subject", "mentioned"}


BAD_LINES = [
    (b"nonsense", "line 2"),
    (b"[1, 2]", "a JSON object is wanted"),
    (b'{"id": 4}', "there is no 'text'"),
    (b'{"text": "Ada"}', "there is no 'id'"),
    (b'{"id": 1, "text": 7}', "'text' is no string"),
    (b'{"id": 1, "text": "\xff"}', "line 2"),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES)
def test_a_bad_line_is_one_message_and_the_rest_goes_on(
    line: bytes, message: str, capsys: Any, monkeypatch: Any
) -> None:
    good = json.dumps({"id": 1, "text": TEXT}).encode()
    lines = b"\n".join([good, line, b"", good])
    told, errors, status = run(
        "find_people", lines, "--no-directory", capsys=capsys, monkeypatch=monkeypatch
    )
    assert (len(told), status, len(errors.splitlines())) == (2, 1, 1)
    assert message in errors
    assert "line 2" in errors


def test_names_are_gathered_into_people(capsys: Any, monkeypatch: Any) -> None:
    asked = {"id": 9, "mentions": ["Fischer", "Lena Fischer", "Ruben Adeyemi", "Ms. Fischer"]}
    told, _, status = run(
        "resolve_names", json.dumps(asked).encode(), capsys=capsys, monkeypatch=monkeypatch
    )
    assert status == 0
    assert told == [
        {
            "id": 9,
            "clusters": [
                {"name": "Lena Fischer", "members": [0, 1, 3], "is_full": True},
                {"name": "Ruben Adeyemi", "members": [2], "is_full": True},
            ],
        }
    ]


@pytest.mark.django_db
def test_with_the_directory_a_known_person_is_told_by_number(capsys: Any, monkeypatch: Any) -> None:
    known = make_person("Lena Fischer")
    line = json.dumps({"id": 1, "text": TEXT}).encode()
    told, _, _ = run("find_people", line, capsys=capsys, monkeypatch=monkeypatch)
    assert {each["name"]: each["person"] for each in told[0]["people"]} == {
        "Lena Fischer": known.pk,
        "Ruben Adeyemi": None,
    }


@pytest.mark.thorough
def test_without_the_directory_no_database_is_needed(tmp_path: Path) -> None:
    lines = tmp_path / "texts.jsonl"
    lines.write_text(json.dumps({"id": 1, "text": TEXT}) + "\n")
    told = subprocess.run(
        [sys.executable, "manage.py", "find_people", "--jsonl", "--no-directory", str(lines)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "DATABASE_URL": "postgres://nobody:none@127.0.0.1:1/none"},
    )
    assert (told.returncode, told.stderr) == (0, b"")
    assert len(json.loads(told.stdout)["people"]) == 2


def test_a_file_that_is_not_there_is_told(capsys: Any, monkeypatch: Any) -> None:
    _, errors, status = run(
        "find_people", b"", "--no-directory", "none.jsonl", capsys=capsys, monkeypatch=monkeypatch
    )
    assert "none.jsonl" in errors
    assert status == 1
