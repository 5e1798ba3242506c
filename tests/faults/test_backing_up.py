"""The drill of backups sees what is wrong with one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.faults.backing_up import Turn, Written, faults

SOUND: dict[str, Any] = {
    "stories": [[1, 2, "Take 1"]], "torn": [], "withdrawn": [2], "without_file": [], "all": 2,
    "is_sound": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, []),
        ({"stories": [[1, 2, "Take 0"]]}, ["nobody saved: [1]"]),
        ({"stories": [[1, 3, "Take 1"]]}, ["nobody saved: [1]"]),
        ({"torn": [1]}, ["newest version: [1]"]),
        ({"without_file": [7]}, ["without their file: [7]"]),
        ({"withdrawn": []}, ["came back: [2]"]),
        ({"all": 1}, ["missing: [1]"]),
        ({"is_sound": False}, ["unsound file: [True]"]),
    ],
)
def test_whatever_is_wrong_with_a_backup_is_said(wrong: dict[str, Any], said: list[str]) -> None:
    written = Written(headlines={(1, 2): "Take 1"}, withdrawn=[2])
    found = faults([Turn({2}, 1.0, 1.0, {**SOUND, **wrong})], written, stories=2)
    assert [sentence.endswith(end) for sentence, end in zip(found, said, strict=True)] == [
        True
    ] * len(said)
