"""Our own sample files of the structured formats, each with what must come of it beside it."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from articles.ingest.dialects.wire_copy import part_of_paper
from articles.ingest.formats import HEAD_BYTES, detect
from articles.ingest.record import StoryRecord
from tests.ingest.told import tell

SAMPLES = Path(__file__).parent / "samples"
FORMATS = ("ninjs", "nitf", "newsml", "newsml_g2", "iptc7901", "sgml", "databank", "wxr", "ghost")
FILES = [
    path
    for name in FORMATS
    for path in sorted((SAMPLES / name).iterdir())
    if not path.name.endswith(".expected.json")
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_becomes_what_stands_beside_it_each_record_of_its_file_with_one_text(
    path: Path,
) -> None:
    reader = import_module(f"articles.ingest.readers.{path.parent.name}")
    with path.open("rb") as stream:
        records = list(reader.read(stream, path.name))
    told = tell(records)
    expected = path.with_name(f"{path.name}.expected.json")
    assert told == json.loads(expected.read_text(encoding="utf-8"))
    for record in records:
        assert record.origin.file == path.name
        if isinstance(record, StoryRecord):
            assert record.format == path.parent.name
            assert record.lines is None or record.body is None


@pytest.mark.parametrize("format_key", FORMATS)
def test_a_sample_is_known_by_its_content(format_key: str) -> None:
    files = [path for path in FILES if path.parent.name == format_key]
    found = {path.name: detect("file", path.read_bytes()[:HEAD_BYTES]) for path in files}
    assert found == {path.name: format_key for path in files}
    assert files


@pytest.mark.parametrize(
    ("named", "page", "section"),
    [
        ("f", "", "Business"),
        ("A", "12", ""),
        ("A", "", ""),
        ("体", "", "体"),
        ("Metro", "3", "Metro"),
    ],
)
def test_a_letter_is_a_wires_category_and_no_section_of_a_site(
    named: str, page: str, section: str
) -> None:
    assert part_of_paper(named, page) == section
