"""A watched wire folder: emptied into done and failed, patient with what grows, ended by a signal."""

from __future__ import annotations

import json
import os
import shutil
import signal
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import OperationalError

from articles.ingest import calls
from articles.ingest.inputs import shown
from articles.ingest.lock import ImportRuns
from articles.ingest.pipeline import Result
from articles.ingest.watching import Watch, fitting, make_places
from articles.models import Article, ImportItem, ImportRun
from tests.ingest.wire import STORY, bring_in

pytestmark = pytest.mark.django_db


def test_a_wire_folder_is_emptied_into_done_and_failed(tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "good.jsonl").write_text(json.dumps(STORY) + "\n")
    (folder / "bad.jsonl").write_text('{"headline": "cut off\n')
    (folder / "coming.xml.part").write_text("<nitf>")
    (folder / ".hidden").write_text("x")
    watch = Watch(folder, bring_in, pause=0)
    handled = {each.path.name: each for each in watch.run(rounds=2)}
    assert handled.keys() == {"good.jsonl", "bad.jsonl"}
    assert handled["good.jsonl"].is_good
    assert not handled["bad.jsonl"].is_good
    assert "line 1" in (folder / "failed" / "bad.jsonl.problems.txt").read_text()
    left = sorted(path.name for path in folder.iterdir())
    assert left == [".hidden", "coming.xml.part", "done", "failed"]
    assert Article.objects.count() == 1


def test_a_watch_says_once_that_it_takes_neither_links_nor_folders(tmp_path: Path) -> None:
    make_places(tmp_path)
    (tmp_path / "Monday").mkdir()
    (tmp_path / ".cache").mkdir()
    (tmp_path / "story.jsonl").symlink_to(tmp_path / "elsewhere.jsonl")
    told: list[str] = []
    list(Watch(tmp_path, bring_in, pause=0, tell=told.append).run(rounds=3))
    assert told == [
        "Monday is a folder: only files in the folder itself are taken.",
        "story.jsonl is a link: only files in the folder itself are taken.",
    ]


def test_a_watch_outlives_what_passes_and_says_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another import, a database that is away, a folder done/ that cannot be written."""
    (tmp_path / "wire.jsonl").write_text(json.dumps(STORY) + "\n")
    run = ImportRun.objects.create(paths=["b.xml"], progress={"counts": {"created": 7}})
    assert "7 done" in str(ImportRuns())
    run.delete()
    troubles: list[Exception] = [ImportRuns(), ImportRuns(), OperationalError("it is away")]
    told: list[str] = []

    def bring(path: Path) -> Result:
        if troubles:
            raise troubles.pop(0)
        return bring_in(path)

    watch = Watch(tmp_path, bring, pause=0, tell=told.append)
    assert list(watch.run(rounds=4)) == []
    assert ["Another import" in told[0], "it is away" in told[1], len(told)] == [True, True, 2]
    make_places(tmp_path)
    with monkeypatch.context() as full:
        full.setattr(shutil, "move", Mock(side_effect=OSError(28, "No space left on device")))
        assert list(watch.run(rounds=2)) == []
        assert list(watch.run(rounds=1)) == []
    assert ["No space left" in told[2], len(told)] == [True, 3]
    assert [each.is_good for each in watch.run(rounds=1)] == [True]
    assert ImportRun.objects.count() == 1, "what was imported and not moved is only moved"


def test_who_sends_int_is_heard_behind_a_shell_too() -> None:
    """A script's & starts its child deaf to INT; nohup makes it deaf to HUP, and means it."""
    deaf = (signal.SIGINT, signal.SIGHUP)
    before = {each: signal.signal(each, signal.SIG_IGN) for each in deaf}
    try:
        with calls.Stopper() as stopper:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not stopper()
            os.kill(os.getpid(), signal.SIGINT)
            assert stopper()
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def test_a_file_that_still_grows_is_left_alone(tmp_path: Path) -> None:
    growing = tmp_path / "wire.jsonl"
    growing.write_text(json.dumps(STORY) + "\n")
    seen: list[Path] = []

    def note(path: Path) -> Result:
        seen.append(path)
        return bring_in(path)

    watch = Watch(tmp_path, note, pause=0)
    list(watch.run(rounds=1))
    growing.write_text(growing.read_text() + json.dumps({**STORY, "source_id": "w-2"}) + "\n")
    list(watch.run(rounds=1))
    assert not seen
    list(watch.run(rounds=1))
    assert Article.objects.count() == 2


def test_a_file_that_cannot_be_read_is_given_time_to_grow(tmp_path: Path) -> None:
    whole = json.dumps(STORY)
    coming = tmp_path / "wire.json"
    coming.write_text(whole[:40])
    watch = Watch(tmp_path, bring_in, pause=3600)
    for _look in range(3):
        assert list(watch.run(rounds=1)) == []
    coming.write_text(whole)
    looks = [list(watch.run(rounds=1)) for _look in range(2)]
    assert [each.is_good for each in looks[1]] == [True]
    coming.write_text(whole[:40])
    os.utime(coming, (0, 0))
    looks = [list(watch.run(rounds=1)) for _look in range(2)]
    assert [each.path.parent.name for each in looks[1]] == ["failed"]
    assert ImportRun.objects.count() == 3


def test_a_name_that_comes_twice_keeps_both_files(tmp_path: Path) -> None:
    watch = Watch(tmp_path, bring_in, pause=0)
    for version in ("1", "2"):
        (tmp_path / "take.jsonl").write_text(json.dumps({**STORY, "version": version}) + "\n")
        list(watch.run(rounds=2))
    done = sorted(path.name for path in (tmp_path / "done").iterdir())
    assert done == ["take-2.jsonl", "take.jsonl"]


def test_a_name_that_is_too_long_to_be_numbered_stops_no_wire(tmp_path: Path) -> None:
    """Sent twice, its second copy had no name in done/, and everything behind it waited for ever."""
    long, told = f"{'ä' * 122}.jsonl", []
    watch = Watch(tmp_path, bring_in, pause=0, tell=told.append)
    for number in range(3):
        (tmp_path / long).write_text(json.dumps(STORY) + "\n{ no story\n")
        os.utime(tmp_path / long, (0, number))
        [handled] = watch.run(rounds=2)
        assert handled.path.parent.name == "failed"
        assert handled.path.with_name(f"{handled.path.name}.problems.txt").exists()
    assert not told
    assert [len(part) for part in fitting(Path("a." + "b" * 200))] == [202, 0]


def test_a_name_in_another_encoding_is_taken_and_shown(tmp_path: Path) -> None:
    """Linux takes any bytes for a name; those of a café in Latin-1 ended the watch."""
    for name, lines in ((b"caf\xe9.jsonl", json.dumps(STORY)), (b"caf\xe8.jsonl", "{ no story")):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(lines + "\n")
        os.utime(os.fsencode(tmp_path) + b"/" + name, (0, 0))
    handled = list(Watch(tmp_path, bring_in, pause=0).run(rounds=2))
    assert {(each.path.parent.name, shown(each.path.name)) for each in handled} == {
        ("done", "caf\ufffd.jsonl"), ("failed", "caf\ufffd.jsonl"),
    }  # fmt: skip
    assert set(ImportItem.objects.values_list("file", flat=True)) == {"caf\ufffd.jsonl"}
    assert Article.objects.count() == 1
