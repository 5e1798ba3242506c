"""Manners of import_articles: help, hints, exit statuses, streams, report page, resume."""

from __future__ import annotations

import io
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from rich.console import Console as Terminal
from rich.progress import ProgressSample, Task, TaskID

from articles.ingest import calls, inputs, pipeline, report_page
from articles.ingest import console as console_module
from articles.ingest.console import Console
from articles.ingest.formats import FORMATS
from articles.ingest.outbound import allowed
from articles.ingest.pipeline import Options, Progress, run_import
from articles.management.commands.import_articles import Command
from articles.models import Article, ImportRun, RunState
from media.models import Picture
from tests.ingest.wire import STORY, bring_in
from tests.media.drawing import jpeg

pytestmark = pytest.mark.django_db


def command(*arguments: str, **options: Any) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_articles", *arguments, stdout=out, stderr=err, **options)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_help_is_80_wide_and_says_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    told = Command().create_parser("manage.py", "import_articles").format_help()
    ours = told[told.index("Brings stories in") :]
    assert [line for line in told.splitlines() if len(line) > 80] == []
    assert ours.count("manage.py import_articles ") >= 4
    for name in FORMATS:
        assert name in told
    for status in (
        "0 all fine",
        "1 some",
        "2 a wrong call",
        "3 nothing",
        "130 interrupted",
        "--resume goes on",
    ):
        assert status in told
    assert "README.md" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name a file, folder, pattern or archive"),
        (["x.xml", "--format", "ninj"], "Did you mean ninjs?"),
        (["x.xml", "--format", "zzz"], "Choose one of: "),
        (["x.csv", "--map", "headline"], "write FIELD=COLUMN instead of “headline”"),
        (["x.csv", "--map", "headlin=Title"], "no field “headlin”. Did you mean headline?"),
        (["x.csv", "--map", "zzz=Title"], "Choose one of: body, byline,"),
        (["x.xml", "--fetch-pictures"], "name each host"),
        (["x.xml", "--fetch-pictures", "--allow-host", "10.0.0.1"], "is no host name"),
        (["x.xml", "--allow-host", "a.example"], "nobody is without --fetch-pictures"),
        (["--resume"], "No import was interrupted"),
        (["--watch", "no/such/folder"], "is no folder"),
        (["x.xml", "--watch", "."], "--watch imports what arrives in its folder; leave a PATH out"),
        (["--watch", ".", "--json", "--dry-run"], "leave --dry-run and --json out"),
        (["x.xml", "--report", "no/such/folder/x.html"], "--report: no/such/folder/x.html cannot"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_status_2(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=re.escape(said)) as raised:
        command(*arguments)
    assert raised.value.returncode == 2


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("--dryrun", " (did you mean --dry-run?)"),
        ("--Publish", " (did you mean --publish?)"),
        ("--sorce=x", " (did you mean --source?)"),
        ("--nonsense", ""),
    ],
)
def test_a_mistyped_option_asks_for_the_nearest(typed: str, asked: str) -> None:
    parser = Command().create_parser("manage.py", "import_articles")
    with pytest.raises(CommandError) as raised:
        parser.parse_args(["x.xml", typed])
    assert str(raised.value).endswith(f"unrecognized arguments: {typed}{asked}")


def test_a_run_that_is_not_there_cannot_be_taken_back() -> None:
    with pytest.raises(CommandError, match="There is no run 7") as raised:
        call_command("import_undo", "7")
    assert raised.value.returncode == 2


def test_a_database_of_another_version_is_told_with_its_cure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column FROM articles_article")

    monkeypatch.setattr(calls, "run_import", broken)
    with pytest.raises(DatabaseError):
        command("x.xml")  # the tests' database lacks nothing: this fault is another one
    monkeypatch.setattr(calls, "lacking_migrations", lambda: 2)
    with pytest.raises(CommandError, match=re.escape("lacks 2 migrations")) as raised:
        command("x.xml")
    assert raised.value.returncode == 2


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OperationalError("database or disk is full"), "database: database or disk is full."),
        (OSError(28, "No space left on device", "/x/a.jpg"), "/x/a.jpg: No space left on device."),
    ],
)
def test_a_full_disk_is_one_sentence_and_the_same_command_goes_on(
    wire: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    path = str(wire())
    with monkeypatch.context() as full:
        full.setattr(pipeline.Writer, "write", Mock(side_effect=fault))
        with pytest.raises(CommandError, match=re.escape(said)) as raised:
            command(path)
    assert raised.value.returncode == 130
    assert "run the same command again" in str(raised.value)
    status, out, _err = command(path)
    assert (status, ImportRun.objects.count()) == (0, 1)
    assert "This went on with Run" in out


def test_a_second_ctrl_c_is_no_traceback(
    wire: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(wire())
    with monkeypatch.context() as impatient:
        impatient.setattr(pipeline.Writer, "write", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(CommandError, match="--resume") as raised:
            command(path)
    assert raised.value.returncode == 130
    assert ImportRun.objects.get().state == RunState.INTERRUPTED
    assert command(resume=True)[0] == 0
    assert Article.objects.count() == 1


def test_what_cannot_be_read_is_told_and_is_no_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without the right to list it among others; links; patterns that name nothing."""
    (tmp_path / "a.jsonl").write_text(json.dumps(STORY) + "\n")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "a.jsonl")
    shut = tmp_path / "shut"
    shut.mkdir()
    listed = os.scandir

    def scandir(place: Any) -> Any:
        if Path(place) == shut:
            raise PermissionError(13, "Permission denied", str(shut))
        return listed(place)

    monkeypatch.setattr(os, "scandir", scandir)
    status, _out, err = command(str(tmp_path))
    assert status == 1
    assert f"refused: {shut}: The folder cannot be read: Permission denied." in err
    assert "noted: link.jsonl: This is a link" in err
    assert command(str(shut))[0] == 3
    assert "no such file" in command(str(tmp_path / "*.xml"))[2]
    assert "Did you mean" not in command(str(tmp_path / "quite-another-name.csv"))[2]
    for wrong, meant in (("aa.jsonl", "a.jsonl"), ("shutt/b.jsonl", "shut")):
        assert f"Did you mean {tmp_path / meant}?" in command(str(tmp_path / wrong))[2]
    assert command(str(tmp_path / "**" / "*.jsonl"), str(tmp_path))[1].count("read as") == 1
    assert "too long" in command("x" * 5_000)[2]


def test_results_and_problems_go_to_their_own_streams(wire: Callable[..., Path]) -> None:
    path = wire({}, {"source_id": "w-2", "embargo_until": "soon"})
    status, out, err = command(str(path))
    assert status == 1
    assert "2 stories were read" in out
    assert "read as" in out
    assert "import_undo" in out
    assert "/importrun/" in out
    assert "held: wire.jsonl, line 2" in err
    assert "embargo" in err


def test_who_asks_to_publish_hears_what_stays_a_draft_and_why(wire: Callable[..., Path]) -> None:
    path = wire({}, {"source_id": "w-2", "section": ""}, {"source_id": "w-3", "section": ""})
    _status, out, _err = command(str(path), "--publish")
    assert "2 of them stay drafts:" in out
    assert "section" in out
    assert "  2 × " in out
    assert Article.objects.filter(visibility="public").count() == 1


def test_more_than_ten_alike_are_told_once_whatever_they_name(wire: Callable[..., Path]) -> None:
    path = wire(*({"source_id": f"w-{n}", "embargo_until": f"soon, {n}"} for n in range(12)))
    _status, _out, err = command(str(path))
    assert "held, 12 times" in err
    assert err.count("embargo cannot be read") == 1


def test_what_was_written_is_told_like_what_was_planned(wire: Callable[..., Path]) -> None:
    path = wire({"body_text": "Mayor Nora Whitcombe spoke to Idris Kamau. Whitcombe left early."})
    said = [
        json.loads(command(str(path), *more)[1])["stories"]
        for more in (["--dry-run", "--json"], ["--json"])
    ]
    planned, written = ([person["name"] for person in stories[0]["people"]] for stories in said)
    assert written == planned
    assert {"Nora Whitcombe", "Idris Kamau"} <= set(written)


def test_silence_is_silent_and_json_is_one_document(wire: Callable[..., Path]) -> None:
    path = wire()
    assert command(str(path), verbosity=0) == (0, "", "")
    _status, out, _err = command(str(path), "--json")
    assert json.loads(out)["counts"]["unchanged"] == 1


def test_standard_input_is_a_file_like_any(monkeypatch: pytest.MonkeyPatch) -> None:
    class Given:
        buffer = io.BytesIO(json.dumps(STORY).encode() + b"\n")

    monkeypatch.setattr(inputs.sys, "stdin", Given)
    assert bring_in(Path("-")).counts == {"created": 1}
    assert Article.objects.get().headline == STORY["headline"]


def test_a_terminal_that_is_none_gets_a_line_each_thousand(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with Console() as console:
        for count in range(0, 3001, 200):
            console.show(Progress(file="[red]x.jsonl", counts=_counter(count)))
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"{n} stories, {n} created" for n in (1000, 2000, 3000)]


@pytest.mark.parametrize("width", [60, 80])
def test_a_terminal_shows_how_far_the_run_is_and_all_that_came_of_it(width: int) -> None:
    asked = False
    console = Console(stopping=lambda: asked)
    seen = io.StringIO()
    console.terminal = Terminal(file=seen, force_terminal=True, width=width, color_system=None)
    counts = {"created": 72_000, "updated": 300, "unchanged": 41_000, "held": 12, "refused": 3}
    with console:
        for done in (1_000, 2_000):
            name = f"export-of-the-whole-archive/{'2026-' * 8}wire.jsonl"
            progress = Progress(name, done, 8_000, Counter(counts))
            console.show(progress)
        asked = True
    lines = [line.strip() for line in re.split(r"\x1b\[[0-9;?]*[A-Za-z]|\n|\r", seen.getvalue())]
    told = " ".join(lines)
    assert "wire.jsonl" in told
    assert "25% 113315 stories" in told
    assert "72000 created, 300 updated, 41000 unchanged, 12 held," in told
    assert "3 refused" in told
    assert console_module.STOPPING in told
    assert max(map(len, lines)) <= width


def test_the_bar_tells_the_time_left_in_words() -> None:
    column = console_module._TimeColumn()
    task = Task(TaskID(1), "wire", 100, 50, _get_time=lambda: 10.0)
    assert column.render(task).plain == ""
    task.start_time = 0.0
    task._progress.extend([ProgressSample(0.0, 0), ProgressSample(10.0, 5)])
    assert column.render(task).plain == "0:01:40 left"
    task.finished_time = 75.0
    assert column.render(task).plain == "in 0:01:15"


def _counter(count: int) -> Any:
    return Counter(created=count) if count else Counter()


@pytest.mark.thorough
def test_an_interrupted_run_goes_on_by_resume(wire: Callable[..., Path]) -> None:
    path = wire(*({"source_id": f"w-{n}", "headline": f"Story {n}"} for n in range(250)))
    call = Options(paths=[str(path)], publish=True)
    first = run_import(call, should_stop=lambda: True)
    assert first.interrupted
    assert Article.objects.count() == 200
    assert ImportRun.objects.get().state == RunState.INTERRUPTED
    status, out, _err = command("--resume")
    assert (status, Article.objects.count()) == (0, 250)
    assert Article.objects.published().count() == 250, "with the options of the first call"
    assert ImportRun.objects.get().state == RunState.FINISHED
    assert "50 created" in out


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [str(value) for name, value in attrs if name in {"src", "href"}]


def test_the_report_page_is_whole_and_escaped(tmp_path: Path, wire: Callable[..., Path]) -> None:
    hostile = 'Tea & "honey" for all </title> end'
    path = wire(
        {"headline": hostile, "embargo_until": "<script>alert(1)</script>"},
        {"source_id": "w-2"},
    )
    target = tmp_path / "report.html"
    command(str(path), "--report", str(target))
    written = target.read_text()
    page = Page()
    page.feed(written)
    assert "script" not in page.tags
    assert not page.addresses, "it asks nothing of anybody"
    assert written.count("</title>") == 1
    assert "prefers-color-scheme" in written
    assert "Harbor bridge closes for a month" in written
    assert page.tags.count("tr") >= 3


def test_a_long_report_ends_with_how_many_more_there_are(
    tmp_path: Path, wire: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_page, "MOST_ITEMS", 1)
    target = tmp_path / "report.html"
    command(str(wire({}, {"source_id": "w-2"}, {"source_id": "w-3"})), "--report", str(target))
    assert "2 more items stand in the ledger." in target.read_text()


def test_pictures_are_fetched_only_from_allowed_hosts(wire: Callable[..., Path]) -> None:
    asked: list[str] = []
    drawn = jpeg()

    def fetch(address: str) -> bytes | str:
        asked.append(address)
        return drawn if "allowed.example" in address else "The host is not allowed."

    pictures = [
        {"role": "lead", "file": "https://allowed.example/a.jpg", "caption": "The bridge"},
        {"role": "", "file": "https://other.example/b.jpg", "caption": "The ferry"},
    ]
    call = Options(paths=[str(wire({"pictures": pictures}))], fetch=fetch)  # type: ignore[arg-type]
    result = run_import(call)
    assert len(asked) == 2
    story = Article.objects.get()
    assert story.lead_picture == Picture.objects.get()
    assert any("not allowed" in problem.message for problem in result.problems)
    asked.clear()
    run_import(Options(paths=call.paths))
    assert not asked, "nothing is fetched unless asked for"
    assert allowed(["Allowed.Example."]).hosts == {"allowed.example"}


def test_an_update_without_the_file_keeps_the_picture(wire: Callable[..., Path]) -> None:
    drawn = jpeg()
    pictures = [{"role": "lead", "file": "https://allowed.example/a.jpg", "caption": "The bridge"}]
    first = Options(paths=[str(wire({"pictures": pictures}))], fetch=lambda address: drawn)  # type: ignore[arg-type]
    run_import(first)
    assert Article.objects.get().lead_picture is not None
    newer = wire({"pictures": pictures, "headline": "Bridge shut", "version": "2"})
    assert bring_in(newer).counts == {"updated": 1}
    assert Article.objects.get().lead_picture is not None
