"""A large file is read by a second process: the same comes in, and a dead helper is an interruption."""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import sys
from itertools import zip_longest
from pathlib import Path

import pytest

from articles.ingest import ahead, ahead_child, prepare, writer_decisions
from articles.ingest.ahead_child import PORTION, Job
from articles.ingest.garbage import NEW, what_stays_is_not_searched
from articles.ingest.limits import LIMITS
from articles.ingest.pipeline import Options, Result, run_import
from articles.ingest.prepare import NOTHING
from articles.ingest.prepared import Prepared
from articles.ingest.reading import WHOLE, Entry, Share, Task, numbered
from articles.ingest.record import Origin, StoryRecord
from articles.ingest.unchanged import Seen, given_digest, tied
from articles.models import (
    Article,
    ImportItem,
    ImportRun,
    PersonMention,
    RunState,
    SearchText,
)
from articles.people.recognise import Directory, Rows
from articles.search import parse, search
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
    lines = [*map(json.dumps, stories), "{broken"]
    empty = [""] * (PORTION * 2)  # portions without a story stand between and behind
    path.write_text("\n".join([*lines[:PORTION], *empty, *lines[PORTION:], *empty]))
    return path


def bring_in(path: Path) -> Result:
    return run_import(Options(paths=[str(path)], publish=True))


def written() -> list[list[tuple[object, ...]]]:
    """What stands in the database, without its numbers."""
    keys = ("article__source_key", "action", "digest", "place", "problems", "cleaning", "missing")
    words = ("headline", "standfirst", "people", "captions", "body")
    found = search(parse("wexford ward"), Article.objects.published(), newest_first=True)
    return [
        list(SearchText.objects.order_by("article__source_key").values_list(*words)),
        list(
            Article.objects.filter(pk__in=found.ids)
            .order_by("source_key")
            .values_list("source_key")
        ),
        list(Article.objects.order_by("source_key").values_list("headline", "body", "state")),
        list(ImportItem.objects.order_by("key").values_list(*keys)),
        list(
            PersonMention.objects.order_by("content_object__source_key", "tag__name").values_list(
                "content_object__source_key", "tag__name", "role", "evidence"
            )
        ),
    ]


@pytest.mark.thorough
@pytest.mark.sqlite  # helpers ask no database; the writer's own tests run on both
@pytest.mark.django_db
def test_a_helper_brings_in_the_same_and_knows_what_it_has_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person("Clara Wexford")
    path = write(tmp_path / "wire.jsonl")
    alone = bring_in(path)
    here = written()
    assert len(here[1]) == COUNT
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
def test_what_no_helper_reads_is_not_cleaned_again_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "wire.csv"
    rows = ["source,id,headline,text"]
    rows += [f"wire.example,w-{number},Ward {number} votes,It did." for number in range(3)]
    path.write_text("\n".join(rows))
    monkeypatch.setattr(ahead, "LARGE", 1)
    assert bring_in(path).counts == {"created": 3}

    def clean_again(*args: object, **options: object) -> None:
        raise AssertionError("a story that is here to the letter was cleaned again")

    monkeypatch.setattr(prepare, "clean", clean_again)
    assert bring_in(path).counts == {"unchanged": 3}
    monkeypatch.setattr(ahead, "LARGE", sys.maxsize)
    assert bring_in(path).counts == {"refused": 3}, "a small file is cleaned, which fails here"


@pytest.mark.thorough
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


def children_of(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.thorough
@pytest.mark.parametrize("dies", [0, 1])
def test_who_loses_one_helper_is_told_so_and_waits_for_none(tmp_path: Path, dies: int) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text("\n".join(json.dumps(story(number)) for number in range(4_000)))
    before = children_of(os.getpid())
    helpers = ahead.Helpers(path, Task("wire.jsonl", "jsonlines"), Rows([], {}, {}), NOTHING)
    entries = iter(helpers)
    next(entries)
    [first] = set(children_of(os.getpid())) - set(before)
    os.kill([first, *children_of(first)][dies], signal.SIGKILL)
    with pytest.raises(ahead.HelperDied):
        list(entries)
    assert children_of(os.getpid()) == before


def shared_out(raw: bytes, shares: list[Share]) -> list[tuple[object, ...]]:
    """What several helpers make of a file, put together in its order."""
    task = Task("wire.jsonl", "jsonlines", "wire")
    made = [list(numbered(io.BytesIO(raw), task, share=share)) for share in shares]
    both = sorted((each for part in made for each in part), key=lambda pair: pair[0])
    return [told(entry) for _number, entry in both]


def told(entry: Entry) -> tuple[object, ...]:
    if isinstance(entry, Prepared):
        return str(entry.record.origin), entry.digest, [each.message for each in entry.problems]
    return (entry,)


def test_lines_are_shared_out_whole_whatever_stands_between_and_after_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One is too long, many are empty, one is no JSON, one of another coding; the last portion is empty."""
    monkeypatch.setitem(LIMITS, "json_line_bytes", 900)
    lines = [json.dumps(story(number)).encode() for number in range(7)]
    lines[2:2] = [b"", b"{broken", b" ", json.dumps(story(50) | {"text": "long " * 400}).encode()]
    lines.insert(7, json.dumps(story(51), ensure_ascii=False).encode().replace(b"ward", b"w\xe4rd"))
    raw = b"\n".join([*lines, *[b""] * 9])
    alone = shared_out(raw, [WHOLE])
    assert len(alone) == 10
    for portion in (1, 2, 3, 5):
        for helpers in (2, 3):
            shares = [Share(turn, helpers, portion) for turn in range(helpers)]
            assert shared_out(raw, shares) == alone, (portion, helpers)


@pytest.mark.parametrize(("portion", "helpers"), [(1, 2), (3, 2), (4, 3)])
def test_portions_come_in_turn_though_some_are_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portion: int, helpers: int
) -> None:
    path = tmp_path / "wire.jsonl"
    lines = [json.dumps(story(number)) for number in range(8)]
    path.write_text("\n".join([*lines[:3], *[""] * 7, *lines[3:], *[""] * 5]))
    monkeypatch.setattr(ahead_child, "PORTION", portion)
    task = Task("wire.jsonl", "jsonlines", "wire")
    known = Rows([], {}, {})
    parts = [
        list(
            ahead_child._portions(
                Job(path, task, known, NOTHING, Share(turn, helpers, portion)), Directory()
            )
        )
        for turn in range(helpers)
    ]
    in_turn = [found for turn in zip_longest(*parts) for found in turn if found is not None]
    keys = [entry.key for _place, found in in_turn for entry in found]
    assert keys == [f"w-{number}" for number in range(8)]


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
