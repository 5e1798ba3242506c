"""A large file is read by a second process: the same comes in, and a dead helper is an interruption."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest

from articles.ingest import ahead, writer_decisions
from articles.ingest.garbage import NEW, what_stays_is_not_searched
from articles.ingest.given import Seen, given_digest, tied
from articles.ingest.pipeline import Options, Result, run_import
from articles.ingest.record import Origin, StoryRecord
from articles.models import Article, ImportItem, ImportRun, PersonMention, RunState
from tests.factories import make_person

COUNT = 90


def story(number: int) -> dict[str, object]:
    return {
        "source": "wire.example",
        "id": f"w-{number}",
        "title": f"Ward {number} votes",
        "section": "City",
        "published": "2026-03-01T08:00:00Z",
        "text": f"Mayor Clara Wexford opened ward {number}.\n\nMr. Wexford's rival Hugo Marlowe left.",
    }


def write(path: Path, changed: int = -1) -> Path:
    stories = [story(number) for number in range(COUNT)]
    if changed >= 0:
        stories[changed]["text"] = "Everything is different here today, said Hugo Marlowe."
    path.write_text("\n".join([*map(json.dumps, stories), "{broken"]))
    return path


def bring_in(path: Path) -> Result:
    return run_import(Options(paths=[str(path)], publish=True))


def written() -> list[list[tuple[object, ...]]]:
    """What stands in the database, without its numbers."""
    keys = ("article__source_key", "action", "digest", "place", "problems", "cleaning", "missing")
    return [
        list(Article.objects.order_by("source_key").values_list("headline", "body", "state")),
        list(ImportItem.objects.order_by("key").values_list(*keys)),
        list(
            PersonMention.objects.order_by("content_object__source_key", "tag__name").values_list(
                "content_object__source_key", "tag__name", "role", "evidence"
            )
        ),
    ]


@pytest.mark.django_db
def test_a_helper_brings_in_the_same_and_knows_what_it_has_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person("Clara Wexford")
    path = write(tmp_path / "wire.jsonl")
    alone = bring_in(path)
    here = written()
    Article.objects.all().delete()
    ImportRun.objects.all().delete()
    monkeypatch.setattr(ahead, "LARGE", 0)
    helped = bring_in(path)
    assert written() == here
    assert (helped.counts, helped.readable) == (alone.counts, alone.readable)
    assert helped.counts == {"created": COUNT, "refused": 1}
    assert PersonMention.objects.filter(tag__name="Clara Wexford").count() == COUNT

    def clean_again(*args: object, **options: object) -> None:
        raise AssertionError("a story that is here to the letter was cleaned again")

    monkeypatch.setattr(writer_decisions, "prepare", clean_again)
    again = bring_in(write(path, changed=7))
    assert again.counts == {"unchanged": COUNT - 1, "updated": 1, "refused": 1}


@pytest.mark.django_db
def test_a_helper_that_dies_leaves_an_interrupted_run_that_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "wire.jsonl")
    with monkeypatch.context() as broken:
        broken.setattr(ahead, "LARGE", 0)
        broken.setattr(ahead.sys, "executable", "/bin/false")
        with pytest.raises(ahead.HelperDied):
            bring_in(path)
    assert ImportRun.objects.get().state == RunState.INTERRUPTED
    assert bring_in(path).resumed
    assert Article.objects.count() == COUNT


def test_a_digest_of_what_was_given_ends_with_the_text_or_the_zone() -> None:
    record = StoryRecord(Origin("a", "line 1"), headline="Bridge closes")
    same = StoryRecord(Origin("b", "line 2"), headline="Bridge closes")
    digest = given_digest(record, zone="UTC")
    assert given_digest(same, zone="UTC") == digest
    assert given_digest(record, zone="Europe/Berlin") != digest
    same.topics.append("Bridges")
    assert given_digest(same, zone="UTC") != digest
    assert Seen([tied(digest, "ab" * 32)]).may_hold(digest)
    assert not Seen().may_hold(digest)


def test_the_search_for_garbage_is_as_before_once_an_import_is_through() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    with what_stays_is_not_searched():
        assert gc.get_threshold()[0] == NEW
        assert gc.get_freeze_count() > frozen
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
