"""Real files of the structured formats, where a checkout has them beside it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from articles.body.words import plain_text
from articles.ingest.formats import HEAD_BYTES, detect
from articles.ingest.record import PictureRecord, Problem, StoryRecord
from tests.shared_data import shared_data

READERS = {"ninjs": "ninjs", "newsml-1.2": "newsml", "nitf": "nitf", "wxr": "wxr", "ghost": "ghost"}


def _files(folder: str) -> list[Path]:
    return [p for p in sorted(shared_data(folder).rglob("*")) if p.suffix in {".json", ".xml"}]


def _records(path: Path, reader: str) -> list[StoryRecord | PictureRecord | Problem]:
    with path.open("rb") as stream:
        return list(import_module(f"articles.ingest.readers.{reader}").read(stream, path.name))


def _story(*parts: str, reader: str) -> StoryRecord:
    records = _records(shared_data(*parts), reader)
    return next(record for record in records if isinstance(record, StoryRecord))


def _words(story: StoryRecord) -> str:
    if story.body is not None:
        return plain_text(story.body)  # type: ignore[arg-type]
    return "\n".join(line.text for line in story.lines or [])


@pytest.mark.parametrize("folder", READERS)
def test_every_file_is_known_and_gives_a_record_or_a_reason(folder: str) -> None:
    for path in _files(folder):
        assert detect(path.name, path.read_bytes()[:HEAD_BYTES]) == READERS[folder], path.name
        records = _records(path, READERS[folder])
        assert records, path.name
        for record in records:
            if isinstance(record, StoryRecord):
                assert record.headline, path.name
                assert record.status != "canceled", path.name
            elif isinstance(record, Problem):
                assert record.message, path.name


@pytest.mark.parametrize("number", ["20130605006126", "20130612006110", "20130731006140"])
def test_a_release_says_the_same_in_newsml_and_ninjs(number: str) -> None:
    old = _story("newsml-1.2", f"businesswire-newsml-{number}.xml", reader="newsml")
    new = _story("ninjs", "1.4", f"businesswire-newsml-{number}.json", reader="ninjs")
    assert old.headline == new.headline
    assert old.language == new.language
    assert old.published_at == new.published_at
    assert set(old.topics) == set(new.topics)
    first = " ".join(_words(new).split())[:60]
    assert first in " ".join(_words(old).split())


def test_one_story_in_four_generations_is_one_story() -> None:
    places = [
        ("ninjs", "1.4", "ninjsExSimpleText1.json"),
        ("ninjs", "2.1", "ninjsExSimpleText_2.json"),
        ("ninjs", "3.0", "ninjsExSimpleText_3.json"),
        ("ninjs", "guide", "3.1", "004_simple_text_article.json"),
    ]
    stories = [_story(*place, reader="ninjs") for place in places]
    assert len({story.headline for story in stories}) == 1
    assert len({story.byline for story in stories}) == 1
    assert len({story.published_at for story in stories}) == 1
    assert len({" ".join(_words(story).split())[:400] for story in stories}) == 1


def test_the_norwegian_story_keeps_its_picture_with_caption_and_credit_apart() -> None:
    story = _story("nitf", "NTB_nitf_sample.xml", reader="nitf")
    assert story.dateline == "Unnao"
    assert story.section == "Utenriks"
    (picture,) = story.pictures
    assert picture.caption.startswith("Kremasjonsbål")
    assert picture.credit == "Amit Sharma / AP / NTB"
    assert _words(story).startswith("Koronapandemien herjer også")
    assert "Det skjulte India" in _words(story)


def test_the_sample_site_gives_its_posts_its_page_and_its_picture() -> None:
    records = _records(shared_data("wxr", "sample.xml"), "wxr")
    stories = {record.headline: record for record in records if isinstance(record, StoryRecord)}
    assert stories["Draft Post"].status == "draft"
    assert stories["Services"].hold
    lead = stories["Basic Post"].pictures[0]
    assert lead.role == "lead"
    assert "&ixid=" in lead.reference
    assert stories["Basic Post"].contributors[0].name == "Hermione Granger"
