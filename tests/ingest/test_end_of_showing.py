"""Until when a source shows a story: what is over by then does not go out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from articles.models import Article, ImportItem, Visibility
from tests.ingest.wire import bring_in

STORY: dict[str, Any] = {
    "id": "m-1",
    "title": "The mill is for sale",
    "section": "Town",
    "pub_date": "2026-05-04T08:00:00+00:00",
    "content": "The mill is for sale, with the heron that sits on its wheel.",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("publish_down", "2026-05-05 00:00:00"),
        ("unpublish_on", 1778000000),
        ("expires", "2026-05-05"),
    ],
)
def test_what_the_source_shows_no_longer_stays_a_draft_each_time(
    tmp_path: Path, name: str, end: object
) -> None:
    path = tmp_path / "mill.jsonl"
    path.write_text(json.dumps({**STORY, name: end}))
    for _time in range(2):
        bring_in(path, publish=True)
        assert Article.objects.get().visibility != Visibility.PUBLIC
    assert "The source shows it until 2026-05-0" in ImportItem.objects.latest("pk").reason


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("publish_down", "2999-05-05 00:00:00"),
        ("publish_down", "0000-00-00 00:00:00"),
        ("expires", "after the fair"),
        ("unpublish_on", None),
    ],
)
def test_what_it_still_shows_goes_out(tmp_path: Path, name: str, end: object) -> None:
    path = tmp_path / "mill.jsonl"
    path.write_text(json.dumps({**STORY, name: end}))
    bring_in(path, publish=True)
    assert Article.objects.published().count() == 1
