"""What comes again: repeats, later takes, an editor's changes, kills, runs taken back or gone on with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from articles.ingest import ledger, prepare
from articles.ingest.pipeline import Options, run_import
from articles.models import (
    Article,
    ImportItem,
    ImportRun,
    ItemAction,
    Person,
    RelatedStory,
    Revision,
    RunState,
    State,
    Tombstone,
)
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from articles.related import rebuilding
from tests.ingest.wire import STORY, bring_in
from tests.related.test_related_quality import events

pytestmark = pytest.mark.django_db


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


def test_a_newer_take_whose_embargo_cannot_be_read_waits_before_an_editor(
    wire: Callable[..., Path],
) -> None:
    bring_in(wire(), publish=True)
    later = wire({"version": "2", "embargo_until": "until the mayor sits down"})
    assert bring_in(later, publish=True).counts == {"held": 1}
    assert "mayor" in ImportItem.objects.latest("pk").reason
    assert bring_in(later, publish=True).counts == {"unchanged": 1}, "it was put before an editor"


@pytest.mark.thorough
@pytest.mark.parametrize("publish", [True, False])
def test_a_headline_alone_does_not_empty_a_story_that_has_a_text(
    wire: Callable[..., Path], *, publish: bool
) -> None:
    bring_in(wire(), publish=publish)
    before = Article.objects.get().body
    bare = wire({"version": "2", "headline": "Bridge closes early", "body_text": ""})
    assert bring_in(bare, publish=publish, dry_run=True).counts == {"held": 1}
    assert bring_in(bare, publish=publish).counts == {"held": 1}
    assert "no text" in ImportItem.objects.latest("pk").reason
    story = Article.objects.get()
    assert (story.headline, story.body) == (STORY["headline"], before)
    whole = wire({"version": "3", "headline": "Bridge closes early"})
    assert bring_in(whole, publish=publish).counts == {"updated": 1}


def test_a_text_follows_a_headline_that_came_ahead_of_it(wire: Callable[..., Path]) -> None:
    bring_in(wire({"body_text": ""}))
    assert bring_in(
        wire({"body_text": "", "headline": "Bridge closes", "version": "2"})
    ).counts == {"updated": 1}
    assert bring_in(wire({"version": "3"})).counts == {"updated": 1}
    assert Article.objects.get().word_count > 10


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


_KILLS = {
    "kill.jsonl": '{"source": "wire.example", "id": "w-1", "status": "withdrawn"}\n',
    "mark.jsonl": '{"source": "wire.example", "id": "w-1", "deleted": true}\n',
    "kill.json": '{"source": "wire.example", "uri": "w-1", "pubstatus": "canceled", "versioncreated": '
    '"2026-05-05T08:00:00Z"}',
    "kill.csv": "source,id,status,headline,body\nwire.example,w-1,Killed,,\n",
    "kill.nitf": '<nitf><head><docdata management-status="canceled"><doc-id id-string="w-1" '
    'regsrc="wire.example"/></docdata></head><body/></nitf>',
    "kill.xml": '<newsItem guid="w-1" version="2"><itemMeta><provider literal="wire.example"/>'
    '<pubStatus qcode="stat:canceled"/></itemMeta></newsItem>',
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", _KILLS)
def test_a_kill_without_a_word_takes_the_story_down(
    wire: Callable[..., Path], tmp_path: Path, name: str
) -> None:
    bring_in(wire(), publish=True)
    kill = tmp_path / name
    kill.write_text(_KILLS[name])
    assert bring_in(kill).counts == {"withdrawn": 1}
    assert not Article.objects.published().exists()
    assert Article.objects.get().headline == STORY["headline"], "its words stay for editors"


def test_a_story_withdrawn_here_stays_so(wire: Callable[..., Path]) -> None:
    bring_in(wire(), publish=True)
    withdraw(Article.objects.get(), reason="a court said so")
    result = bring_in(wire({"version": "9", "headline": "New words"}), publish=True)
    assert result.counts == {"unchanged": 1}
    assert "a court said so" in ImportItem.objects.order_by("-pk")[0].reason


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
    cleaned: list[object] = []
    really = prepare.clean
    monkeypatch.setattr(
        prepare, "clean", lambda record, **how: cleaned.append(record) or really(record, **how)
    )
    resumed = run_import(options)
    assert resumed.resumed
    assert len(cleaned) == 3  # what had come in before the interruption is known unread
    assert Article.objects.count() == 7
    run = ImportRun.objects.get()
    assert run.state == RunState.FINISHED
    assert run.counts["created"] == 7


@pytest.mark.thorough
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
