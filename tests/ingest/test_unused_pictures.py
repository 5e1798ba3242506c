"""Pictures of an export that none of its stories shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from media.models import Picture
from tests.ingest.test_command import command
from tests.media.drawing import jpeg

pytestmark = pytest.mark.django_db

EXPORT = (
    '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/">'
    "<channel>"
    + "".join(
        f"<item><wp:post_id>{number}</wp:post_id><wp:post_type>attachment</wp:post_type>"
        f"<excerpt:encoded>Sluice {name}</excerpt:encoded>"
        f"<wp:attachment_url>https://paper.example/up/{name}.jpg</wp:attachment_url></item>"
        for number, name in ((3, "north"), (4, "south"), (5, "west"))
    )
    + "</channel></rss>"
)


def test_pictures_that_no_story_shows_come_in_with_their_words_or_are_told(tmp_path: Path) -> None:
    (tmp_path / "site.xml").write_text(EXPORT)
    (tmp_path / "up").mkdir()
    (tmp_path / "up/south.jpg").write_bytes(jpeg(900, 600, seed=5))

    _, out, _ = command(str(tmp_path), json=True)

    facts = json.loads(out)
    assert (facts["pictures"], facts["pictures_away"]) == (1, 2)
    assert [each.caption for each in Picture.objects.all()] == ["Sluice south"]


def test_the_summary_takes_no_picture_in_whose_file_is_away(tmp_path: Path) -> None:
    (tmp_path / "site.xml").write_text(EXPORT)

    _, out, err = command(str(tmp_path / "site.xml"))

    assert "3 pictures that no story shows left out, their files are not here" in out + err
    assert "taken in" not in out + err
