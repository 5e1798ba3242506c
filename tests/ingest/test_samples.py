"""Our own sample files of every format, each with what must come of it beside it."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from articles.ingest.formats import HEAD_BYTES, detect
from articles.ingest.record import StoryRecord
from tests.ingest.told import tell

SAMPLES = Path(__file__).parent / "samples"
KNOWN_BY_CONTENT = (
    "ninjs", "nitf", "newsml", "newsml_g2", "iptc7901", "sgml", "databank", "wxr", "ghost",
)  # fmt: skip
KNOWN_WITH_THEIR_NAME = (
    "plaintext", "markdown", "webpage", "tables", "jsonlines", "feed", "movabletype", "xmlrows",
)  # fmt: skip


def _files(name: str) -> list[Path]:
    return [
        path
        for path in sorted((SAMPLES / name).iterdir())
        if not path.name.endswith(".expected.json")
    ]


FILES = [path for name in KNOWN_WITH_THEIR_NAME + KNOWN_BY_CONTENT for path in _files(name)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_becomes_what_stands_beside_it_each_record_of_its_file_with_one_text(
    path: Path,
) -> None:
    reader = import_module(f"articles.ingest.readers.{path.parent.name}")
    with path.open("rb") as stream:
        records = list(reader.read(stream, path.name))
    expected = path.with_name(f"{path.name}.expected.json")
    assert json.loads(json.dumps(tell(records))) == json.loads(expected.read_text("utf-8"))
    for record in records:
        assert record.origin.file == path.name
        if isinstance(record, StoryRecord):
            assert record.format == path.parent.name
            assert record.lines is None or record.body is None
            assert all(
                moment is None or moment.tzinfo
                for moment in (record.published_at, record.updated_at, record.embargo_until)
            )


@pytest.mark.parametrize("name", KNOWN_WITH_THEIR_NAME)
def test_a_sample_is_known_by_its_content_and_name(name: str) -> None:
    found = {path.name: detect(path.name, path.read_bytes()[:HEAD_BYTES]) for path in _files(name)}
    assert set(found.values()) == {name}, found


@pytest.mark.parametrize("name", KNOWN_BY_CONTENT)
def test_a_sample_is_known_by_its_content_alone(name: str) -> None:
    found = {path.name: detect("file", path.read_bytes()[:HEAD_BYTES]) for path in _files(name)}
    assert set(found.values()) == {name}, found
