"""What a fault of the program itself costs: one story, or what stands behind it in its file."""

from __future__ import annotations

import io
import json

import pytest

from articles.ingest import reading
from articles.ingest.prepared import Prepared
from articles.ingest.readers import jsonlines, webpage
from articles.ingest.record import StoryRecord

LINES = "\n".join(
    json.dumps({"headline": f"Ferry {number}", "body": "It sailed.", "id": str(number)})
    for number in range(3)
)
TASK = reading.Task("ferries.jsonl", jsonlines.__name__.rpartition(".")[2])


def read() -> list[reading.Entry]:
    return list(reading.entries(io.BytesIO(LINES.encode()), TASK))


def problems(entry: reading.Entry) -> str:
    assert isinstance(entry, Prepared)
    return " ".join(problem.message for problem in entry.problems)


def test_a_story_on_which_the_program_fails_is_refused_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sound = reading.prepare

    def failing(found: StoryRecord, **options: object) -> Prepared:
        if found.headline == "Ferry 1":
            raise LookupError("no such ferry")
        return sound(found, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "prepare", failing)
    first, second, third = map(problems, read())
    assert not first
    assert not third
    assert "The program failed on this (LookupError: no such ferry; test_reading.py, line" in second


def test_a_reader_that_fails_keeps_what_it_gave_before(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = jsonlines.read

    def failing(stream: object, name: str) -> object:
        yield next(iter(sound(io.BytesIO(LINES.encode()), name)))
        raise TypeError("unhashable")

    monkeypatch.setattr(jsonlines, "read", failing)
    first, second = read()
    assert isinstance(first, Prepared)
    assert first.record.headline == "Ferry 0"
    assert "What stands behind this place was not read." in problems(second)


def test_names_in_a_list_are_several_writers() -> None:
    page = """<html><head><title>Ferry sails</title><script type="application/ld+json">
    {"@type": "NewsArticle", "headline": "Ferry sails", "author": {"name": ["Ann Orr", "Bo Lind"]}}
    </script></head><body><h1>Ferry sails</h1><p>The ferry sailed at noon on Monday.</p></body></html>"""
    story = next(iter(webpage.read(io.BytesIO(page.encode()), "ferry.html")))
    assert isinstance(story, StoryRecord)
    assert story.byline == "Ann Orr, Bo Lind"
