"""Scraped stories whose captions stand as loose lines of the text: each picture one caption, no copy left.

Each line of loose_captions.jsonl is a story with its `captions` (and their credits) as an editor
would set them; `stays` are lines that look like captions or repeat one and belong to the text. The
first line is the headline. Whatever ends in a stop must stand in the story once more or be told of.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from articles.ingest.cleaning.text import key
from articles.ingest.prepare import prepare
from tests.ingest.cleaning import every_block, story, words

STORIES = [
    json.loads(line)
    for line in (Path(__file__).parent / "loose_captions.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("row", STORIES, ids=lambda row: row["id"])
def test_each_picture_has_one_caption_and_the_text_keeps_its_sentences(row: dict[str, Any]) -> None:
    headline, *lines = row["lines"]
    made = prepare(story("\n\n".join(row["lines"])))
    blocks = list(every_block(list(made.document["content"])))
    figures = [block["attrs"] for block in blocks if block["type"] == "figure"]
    body = [said for block in blocks if (said := words(block))]
    stays = row.get("stays", [])
    captions = {key(caption): credit for caption, *credit in row["captions"]}

    assert sorted(key(each["caption"]) for each in figures) == sorted(captions)
    for each in figures:
        assert each["credit"] == "".join(captions[key(each["caption"])])
    assert [said for said in body if _is_copy(said, captions) and said not in stays] == []
    kept = [*body, made.record.standfirst]
    finished = [
        line for line in lines if line.endswith((".", '"')) and not _is_copy(line, captions)
    ]
    told = {note.text for note in made.notes if note.rule in {"byline", "credited-caption"}}
    assert [line for line in [*finished, *stays] if line not in kept and line not in told] == []
    assert made.record.headline == headline
    flagged = {note.text: note.reason for note in made.notes if note.action == "flagged"}
    assert all(flagged[line] for line in row.get("flagged", []))


def _is_copy(said: str, captions: Iterable[str]) -> bool:
    """Whether a line says what a caption says, or is cut out of one."""
    cut = key(said) if said.endswith(("...", "…")) else "-"
    return any(key(said) == caption or caption.startswith(cut) for caption in captions)


def test_every_copy_of_a_caption_is_told_of_with_its_reason() -> None:
    for row in STORIES:
        made = prepare(story("\n\n".join(row["lines"])))
        told = [key(note.text) for note in made.notes if note.reason]
        for caption, *_credit in row["captions"]:
            copies = [
                line for line in row["lines"] if key(line) == key(caption) and line[-1] != "."
            ]
            assert told.count(key(caption)) >= len(copies) - (key(row["lines"][0]) == key(caption))
