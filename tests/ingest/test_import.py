"""The import from paths to rows and back out: the ledger, repeats, holds, undo, plans, bad input."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.body.document import paragraph
from articles.ingest import ledger
from articles.ingest.pipeline import Options, Result, run_import
from articles.models import (
    Article,
    FormerAddress,
    ImportItem,
    ImportRun,
    ItemAction,
    Person,
    Placement,
    RelatedPick,
    RelatedStory,
    Revision,
    RunState,
    State,
    Tombstone,
    Visibility,
)
from articles.publishing.checks import CHECKS, check_story
from articles.publishing.facts import FIELDS
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from articles.related import rebuilding
from tests.related.test_related_quality import events
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db
STORY: dict[str, Any] = {
    "source": "wire.example",
    "source_id": "w-1",
    "version": "1",
    "headline": "Harbor bridge closes for a month",
    "standfirst": "Painters need the deck.",
    "section": "City",
    "byline": "By Nora Whitcombe",
    "contributors": [{"name": "Nora Whitcombe", "role": ""}],
    "published_at": "2026-05-04T08:15:00+00:00",
    "topics": ["Bridges", "Transport"],
    "people": [{"name": "Ivo Marchetti", "role": "subject"}],
    "body_text": "The bridge closes on Monday.\n\nIvo Marchetti called it a nuisance, and Mr. Marchetti "
    "should know.",
    "related": [{"headline": "Ferry adds sailings", "teaser": "Four more a day", "url": ""}],
}


@pytest.fixture
def wire(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of JSON Lines; each argument changes fields of STORY."""

    def write(*stories: dict[str, Any]) -> Path:
        path = tmp_path / "wire.jsonl"
        lines = [json.dumps({**STORY, **story}) for story in stories or ({},)]
        path.write_text("\n".join(lines) + "\n")
        return path

    return write


def bring_in(*paths: Path, **options: Any) -> Result:
    return run_import(Options(paths=[str(path) for path in paths], **options))


def test_a_corrected_story_says_when_it_was_last_corrected(wire: Callable[..., Path]) -> None:
    notes = [
        {
            "kind": "correction",
            "text": f"On day {day} we erred.",
            "published_at": f"2026-05-0{day}T09:00:00+00:00",
        }
        for day in (6, 8, 7)
    ]
    bring_in(wire({"corrections": notes}, {"source_id": "w-2", "headline": "Another"}))
    told = dict(Article.objects.values_list("source_key", "corrected_at"))
    assert f"{told['w-1']:%Y-%m-%d}" == "2026-05-08"
    assert told["w-2"] is None


def test_corrections_that_come_with_an_update_are_added_once_and_undone(
    wire: Callable[..., Path],
) -> None:
    def note(day: int) -> dict[str, Any]:
        at = f"2026-05-0{day}T09:00:00+00:00"
        return {"kind": "correction", "text": f"On day {day} we erred.", "published_at": at}

    bring_in(wire())
    for version, notes in (("2", [note(6)]), ("3", [note(6), note(8)])):
        changed = {"version": version, "corrections": notes, "standfirst": f"Take {version}."}
        assert bring_in(wire(changed)).counts == {"updated": 1}
        assert bring_in(wire(changed)).counts == {"unchanged": 1}
        story = Article.objects.get()
        assert [each.text for each in story.corrections.all()] == [
            each["text"] for each in reversed(notes)
        ]
        assert story.corrected_at.isoformat() == notes[-1]["published_at"]
    run = ImportRun.objects.filter(items__action="updated").latest("pk")
    assert ledger.undo(run).restored == 1
    story.refresh_from_db()
    assert [each.text for each in story.corrections.all()] == ["On day 6 we erred."]
    assert story.corrected_at.isoformat() == note(6)["published_at"]


def test_a_wire_story_arrives_with_everything_that_it_says(wire: Callable[..., Path]) -> None:
    result = bring_in(wire(), publish=True)
    assert result.counts == {"created": 1}
    story = Article.objects.published().get()
    assert story.headline == STORY["headline"]
    assert story.section is not None
    assert story.section.name == "City"
    assert story.source is not None
    assert (story.source.code, story.source_key) == ("wire.example", "w-1")
    assert [tie.contributor.name for tie in story.credits.all()] == ["Nora Whitcombe"]
    assert [tie.topic.name for tie in story.topic_ties.all()] == ["Bridges", "Transport"]
    tie = story.mentions.get()
    assert (tie.tag.name, tie.role, tie.evidence["count"]) == ("Ivo Marchetti", "subject", 2)
    assert tie.story_published_at == story.published_at
    assert RelatedPick.objects.get(article=story).headline == "Ferry adds sailings"


def test_without_publish_a_story_waits_as_a_draft(wire: Callable[..., Path]) -> None:
    bring_in(wire())
    story = Article.objects.get()
    assert (story.state, story.visibility) == (State.DRAFT, Visibility.HIDDEN)
    assert not Article.objects.published().exists()


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        ({"section": ""}, "section"),
        ({"headline": ""}, "headline"),
        ({"body_text": "", "body_html": '<figure><img src="https://a.example/b.jpg"></figure>'}, "text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_publishing_an_import_asks_the_checks_of_the_desk(
    wire: Callable[..., Path], fault: dict[str, str], check: str
) -> None:
    """Those that bind an import; a picture without words is no text to the form, nor to it."""
    assert check in {each.name for each in CHECKS if each.binds_import}
    bring_in(wire(fault), publish=True)
    story = Article.objects.get()
    assert (story.state, story.visibility) == (State.DRAFT, Visibility.HIDDEN)
    assert check in {found.check for found in check_story(story)}


def test_the_same_command_twice_changes_nothing(wire: Callable[..., Path]) -> None:
    path = wire({}, {"source_id": "w-2", "headline": "Another story of the day"})
    bring_in(path, publish=True)
    before = list(Article.objects.order_by("pk").values())
    again = bring_in(path, publish=True)
    assert again.counts == {"unchanged": 2}
    assert list(Article.objects.order_by("pk").values()) == before
    assert Person.objects.count() == 1


def test_a_newer_take_updates_a_story_that_nobody_edited(wire: Callable[..., Path]) -> None:
    bring_in(wire(), publish=True)
    result = bring_in(wire({"headline": "Harbor bridge closes for two months", "version": "2"}))
    assert result.counts == {"updated": 1}
    story = Article.objects.get()
    assert story.headline == "Harbor bridge closes for two months"
    assert story.state == State.PUBLISHED
    assert [row.action for row in story.revisions.order_by("number")] == ["import", "import"]


def test_an_older_take_is_passed_over(wire: Callable[..., Path]) -> None:
    bring_in(wire({"version": "5"}))
    result = bring_in(wire({"version": "4", "headline": "An old take"}))
    assert result.counts == {"unchanged": 1}
    assert Article.objects.get().headline == STORY["headline"]


def test_what_an_editor_changed_is_never_overwritten(wire: Callable[..., Path]) -> None:
    bring_in(wire())
    story = Article.objects.get()
    story.headline = "Our own headline"
    save_story(story)
    newer = wire({"headline": "The wire's new headline", "version": "2"})
    assert bring_in(newer).counts == {"held": 1}
    assert Article.objects.get().headline == "Our own headline"
    item = ImportItem.objects.get(action=ItemAction.HELD)
    assert "headline" in item.reason
    assert item.article == story
    assert bring_in(newer).counts == {"unchanged": 1}, "it is put before an editor once"


def test_what_only_the_source_changed_is_taken_beside_an_editors_change(
    wire: Callable[..., Path],
) -> None:
    bring_in(wire())
    story = Article.objects.get()
    story.headline = "Our own headline"
    save_story(story)
    assert bring_in(wire({"standfirst": "Painters need it.", "version": "2"})).counts == {
        "updated": 1
    }
    story.refresh_from_db()
    assert (story.headline, story.standfirst) == ("Our own headline", "Painters need it.")


def test_a_kill_takes_the_story_down_and_nothing_revives_it(wire: Callable[..., Path]) -> None:
    bring_in(wire(), publish=True)
    assert bring_in(wire({"status": "canceled", "version": "2"})).counts == {"withdrawn": 1}
    story = Article.objects.get()
    assert story.state == State.WITHDRAWN
    assert Tombstone.objects.get().article_pk == story.pk
    assert bring_in(wire({"version": "3", "headline": "Back again"}), publish=True).counts == {
        "unchanged": 1
    }
    assert not Article.objects.published().exists()


def test_a_kill_that_comes_first_keeps_the_story_out(wire: Callable[..., Path]) -> None:
    bring_in(wire({"status": "canceled"}))
    assert bring_in(wire(), publish=True).counts == {"unchanged": 1}
    assert not Article.objects.exists()


def test_a_story_withdrawn_here_stays_so(wire: Callable[..., Path]) -> None:
    bring_in(wire(), publish=True)
    withdraw(Article.objects.get(), reason="a court said so")
    result = bring_in(wire({"version": "9", "headline": "New words"}), publish=True)
    assert result.counts == {"unchanged": 1}
    assert "a court said so" in ImportItem.objects.order_by("-pk")[0].reason


def test_an_embargo_that_cannot_be_read_holds_the_story(wire: Callable[..., Path]) -> None:
    result = bring_in(wire({"embargo_until": "sometime next week"}), publish=True)
    assert result.counts == {"held": 1}
    story = Article.objects.get()
    assert story.state == State.HELD
    assert story.hold_reasons
    assert not Article.objects.published().exists()


def test_an_embargo_that_can_be_read_keeps_the_story_until_then(wire: Callable[..., Path]) -> None:
    bring_in(wire({"embargo_until": "2999-01-01T00:00:00+00:00"}), publish=True)
    assert Article.objects.get().visibility == Visibility.PUBLIC
    assert not Article.objects.published().exists()


def test_one_bad_item_among_good_ones_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    good = [json.dumps({**STORY, "source_id": f"w-{n}"}) for n in range(20)]
    path.write_text("\n".join([*good[:7], '{"headline": "cut off', *good[7:]]))
    result = bring_in(path)
    assert result.counts == {"created": 20, "refused": 1}
    (problem,) = [each for each in result.problems if each.action == "refused"]
    assert problem.origin.place == "line 8"
    line = ImportItem.objects.get(action=ItemAction.REFUSED)
    assert (line.file, line.place) == ("wire.jsonl", "line 8")
    assert line.reason == problem.message


def test_a_plan_writes_nothing(wire: Callable[..., Path]) -> None:
    result = bring_in(wire(), dry_run=True)
    assert result.counts == {"created": 1}
    assert not Article.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Person.objects.exists()


def test_a_run_can_be_taken_back_except_what_somebody_touched(wire: Callable[..., Path]) -> None:
    bring_in(wire({}, {"source_id": "w-2"}, {"source_id": "w-3"}))
    touched = Article.objects.get(source_key="w-2")
    touched.standfirst = "An editor was here."
    save_story(touched)
    done = ledger.undo(ImportRun.objects.get())
    assert done.deleted == 2
    assert [key for key, _headline, _why in done.kept] == [touched.pk]
    assert list(Article.objects.all()) == [touched]
    assert ImportRun.objects.get().state == RunState.UNDONE


def test_taking_an_update_back_restores_the_words(wire: Callable[..., Path]) -> None:
    """Then the run before it can be taken back too, which had to wait for that."""
    first = bring_in(wire()).run
    second = bring_in(wire({"headline": "A worse headline", "version": "2"})).run
    assert first is not None
    assert second is not None
    done = ledger.undo(first)
    assert [why for _key, _headline, why in done.kept] == [
        f"run {second.pk} changed it since; take that back first"
    ]
    done = ledger.undo(second)
    assert (done.deleted, done.restored) == (0, 1)
    assert Article.objects.get().headline == STORY["headline"]
    assert ledger.undo(first).deleted == 1
    assert not Article.objects.exists()


def test_an_interrupted_run_goes_on_where_it_stood(
    wire: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.ingest.pipeline.BATCH", 2)
    path = wire(*({"source_id": f"w-{n}"} for n in range(7)))
    batches = iter([False, True])
    options = Options(paths=[str(path)])
    broken = run_import(options, should_stop=lambda: next(batches))
    assert broken.interrupted
    assert Article.objects.count() == 4
    resumed = run_import(options)
    assert resumed.resumed
    assert Article.objects.count() == 7
    run = ImportRun.objects.get()
    assert run.state == RunState.FINISHED
    assert run.counts["created"] == 7


def test_links_that_an_import_was_stopped_at_are_made_by_the_next(
    wire: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signatures stand then, so that nobody would see that links are missing; but for the marks."""
    monkeypatch.setattr(rebuilding, "BATCH", 10)
    rows = [{"headline": headline, "body_text": text} for *_event, headline, text in events()]
    path = wire(*({"source_id": f"w-{n}", "people": [], **row} for n, row in enumerate(rows[:30])))
    steps: list[str] = []
    options = Options(paths=[str(path)], publish=True)
    broken = run_import(
        options,
        on_progress=lambda progress: steps.append(progress.step),
        should_stop=lambda: steps[-1:] == [rebuilding.LINKING],
    )
    assert broken.interrupted
    linked = RelatedStory.objects.values("article").distinct()
    assert linked.count() == 10
    assert not run_import(options).interrupted
    assert linked.count() == 30
    assert not rebuilding.marks_file().exists()


def test_the_first_edit_keeps_what_the_import_brought(wire: Callable[..., Path]) -> None:
    bring_in(wire())
    story = Article.objects.get()
    assert not Revision.objects.exists()
    story.headline = "Our own"
    save_story(story)
    first, second = story.revisions.order_by("number")
    assert first.snapshot["headline"] == STORY["headline"]
    assert second.snapshot["headline"] == "Our own"


def test_former_addresses_come_along(wire: Callable[..., Path]) -> None:
    bring_in(wire({"former_addresses": ["/2019/05/old-bridge"]}))
    row = FormerAddress.objects.get()
    assert row.article == Article.objects.get()
    assert row.path.strip("/") == "2019/05/old-bridge"


def command(*arguments: str) -> tuple[int, str]:
    """Exit status and standard output of import_articles."""
    out = io.StringIO()
    try:
        call_command("import_articles", *arguments, stdout=out, stderr=io.StringIO())
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue()
    return 0, out.getvalue()


def test_the_plan_prints_the_objects_that_an_export_writes(wire: Callable[..., Path]) -> None:
    path = wire()
    status, planned = command(str(path), "--dry-run", "--json")
    assert status == 0
    (plan,) = json.loads(planned)["stories"]
    bring_in(path)
    written = io.StringIO()
    with redirect_stdout(written):
        call_command("export_articles")
    exported = json.loads(written.getvalue())
    assert tuple(plan) == tuple(exported) == FIELDS
    differing = {name for name in FIELDS if plan[name] != exported[name]}
    assert differing == {"id", "url"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"\x00\x01\x02\x03\xff\xfe\x00" * 40, "binary"),
        (b"*** --- *** \n ... \n", "no words"),
        (b"a" * 50_000_000, "The file is over 20 MB"),
    ],
)
def test_a_useless_file_is_one_sentence_and_status_3(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "strange.txt"
    path.write_bytes(content)
    result = bring_in(path)
    (problem,) = result.problems
    assert said in problem.message
    assert not Article.objects.exists()
    assert command(str(path))[0] == 3


def test_a_missing_path_is_status_3_with_what_to_do() -> None:
    result = bring_in(Path("no/such/file.txt"))
    assert "Check the path" in result.problems[0].message
    assert command("no/such/file.txt")[0] == 3


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "holds no files" in bring_in(tmp_path).problems[0].message


def test_an_unknown_format_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no format") as raised:
        command(str(tmp_path), "--format", "nonsense")
    assert raised.value.returncode == 2


def test_undecodable_bytes_are_read_and_noted(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("The café opened on Monday, said the owner of the café.\n".encode("cp1252"))
    result = bring_in(path)
    assert result.counts == {"created": 1}
    assert "café" in Article.objects.get().headline
    assert any("windows-1252" in problem.message for problem in result.problems)


def test_a_body_is_checked_on_its_way_in(wire: Callable[..., Path]) -> None:
    evil = {"type": "doc", "content": [paragraph("fine"), {"type": "script", "attrs": {}}]}
    result = bring_in(wire({"body": evil, "body_text": ""}, {"source_id": "w-2"}))
    assert Article.objects.filter(source_key="w-2").exists()
    for story in Article.objects.all():
        assert all(block["type"] != "script" for block in story.body["content"])
    assert result.problem_count or Article.objects.count() == 2


def test_the_sample_story_becomes_what_the_design_says() -> None:
    path = shared_data("seed", "dailymail-space-race.txt")
    result = bring_in(path, publish=True)
    assert result.counts == {"created": 1}
    story = Article.objects.get()
    assert (story.state, story.headline_proposed) == (State.DRAFT, True)
    assert story.source is not None
    assert story.source.code == "dailymail.co.uk"
    assert Placement.objects.filter(article=story, picture=None).count() == 7
    roles = {tie.tag.name: tie.role for tie in story.mentions.all()}
    assert roles == {
        "Dmitry Rogozin": "subject",
        "Elon Musk": "subject",
        "Jeff Bezos": "subject",
        "Richard Branson": "subject",
        "Wally Funk": "mentioned",
        "Brad Pitt": "mentioned",
        "Katy Perry": "mentioned",
    }
    assert [len(pick.teaser) > 10 for pick in story.picks.all()] == [True] * 4
    item = ImportItem.objects.get()
    assert {"headline (proposed)", "byline", "date", "section"} <= set(item.missing)
    before = list(Article.objects.values())
    assert bring_in(path, publish=True).counts == {"unchanged": 1}
    assert list(Article.objects.values()) == before
