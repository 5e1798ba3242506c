"""Children of a process that is kept judge pictures as lone ones do, and die alone."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from media import kept_child
from media.processing import Accepted, accept
from media.refusals import Refused
from tests.media import samples
from tests.media.drawing import jpeg

pytestmark = [
    pytest.mark.sqlite,  # files and processes: another database changes nothing
    pytest.mark.usefixtures("decoders_of_their_own"),
]


@pytest.fixture
def child(decoders_of_their_own: None) -> Iterator[kept_child.KeptChild]:
    with kept_child.kept():
        yield kept_child._kept[0]


def pid(child: kept_child.KeptChild) -> int:
    assert child._process is not None
    return child._process.pid


def is_taken(content: bytes) -> bool:
    said = accept(io.BytesIO(content))
    if isinstance(said, Accepted):
        said.discard()
    return isinstance(said, Accepted)


def test_one_process_judges_good_and_bad_pictures(child: kept_child.KeptChild) -> None:
    assert is_taken(jpeg())
    first = pid(child)
    for draw_sample, code in samples.REFUSED.values():
        said = accept(io.BytesIO(draw_sample()))
        assert isinstance(said, Refused)
        assert said.code == code
    assert is_taken(jpeg())
    assert pid(child) == first


@pytest.mark.usefixtures("child")
def test_a_child_that_hangs_is_killed_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never")  # to open it takes somebody who writes
    job = {"task": "inspect", "source": str(tmp_path / "never"), "type": "jpeg"}
    assert kept_child.run(job, 0.2).status == -signal.SIGKILL
    assert is_taken(jpeg())


def test_a_kept_process_that_died_costs_no_picture(child: kept_child.KeptChild) -> None:
    assert is_taken(jpeg())
    first = pid(child)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert is_taken(jpeg())
    assert is_taken(jpeg())
    assert pid(child) != first


@pytest.mark.parametrize("is_kept", [False, True])
def test_ctrl_c_does_not_reach_a_child(monkeypatch: pytest.MonkeyPatch, *, is_kept: bool) -> None:
    """The terminal tells all processes of one session; a child of it was taken for a damaged picture."""
    told = '{"status": 0, "said": "%s"}' if is_kept else "%s"
    code = f"import os; input(); print('{told}' % (os.getsid(0) == os.getpid()))"
    monkeypatch.setattr(kept_child, "COMMAND", [sys.executable, "-c", code])
    if is_kept:
        with kept_child.kept():
            ended = kept_child.run({"task": "inspect"}, 60)
    else:
        ended = kept_child.run({"task": "inspect"}, 60)
    assert ended.said.strip() == "True"
