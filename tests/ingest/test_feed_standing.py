"""What a feed says of an entry's being public, down to the page: an entry that is taken back goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.models import Article
from tests.ingest.wire import bring_in

HEAD = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">'
    '<title>The Tide</title><link rel="alternate" href="https://tide.example/"/>'
)
ENTRY = (
    '<entry><id>tag:tide.example,2026:77</id><title>The ferry runs by ear</title><link href="https://tide.example/77"/>'
    "<published>2026-05-04T08:00:00Z</published><author><name>Rosa Hill</name></author>"
    '<category scheme="https://tide.example/section" term="Shore"/>'
    "<content>The ferry crossed by ear.\n\nIt arrived two minutes early.</content></entry>"
)
GONE = '<at:deleted-entry ref="tag:tide.example,2026:77" when="2026-05-04T09:00:00Z"/>'


def _feed(folder: Path, name: str, inside: str) -> Path:
    path = folder / name
    path.write_text(f"{HEAD}{inside}</feed>", encoding="utf-8")
    return path


@pytest.mark.django_db
def test_an_entry_that_a_feed_takes_back_leaves_the_site(tmp_path: Path) -> None:
    bring_in(_feed(tmp_path, "one.atom", ENTRY), publish=True)
    assert [story.headline for story in Article.objects.published()] == ["The ferry runs by ear"]
    bring_in(_feed(tmp_path, "two.atom", GONE), publish=True)
    assert not Article.objects.published().exists()
