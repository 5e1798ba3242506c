"""F3: a full disk at twenty points: nothing is torn, reading goes on, the message names the place."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from PIL import Image

from articles.models import Article
from articles.publishing.saving import save_story
from media.intake import take_in
from media.models import Picture
from media.processing import make_rendition
from media.refusals import Refused
from media.renditions import Spec
from tests.attack.table import settle
from tests.factories import make_article, make_document
from tests.media.drawing import jpeg, store_picture

FULL = OSError(errno.ENOSPC, "No space left on device")


@contextmanager
def full_after(monkeypatch: pytest.MonkeyPatch, writes: int) -> Iterator[list[str]]:
    """Every write of a file through `os.write`, `os.replace`, `os.fsync` or a stream fails from the nth on."""
    seen: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            seen.append(name)
            if len(seen) > writes:
                raise FULL
            return real(*arguments, **options)

        return call

    with monkeypatch.context() as patch:
        for name in ("write", "replace", "rename", "fsync", "link", "open", "mkdir"):
            patch.setattr(os, name, counted(name, getattr(os, name)))
        yield seen


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_a_full_disk_leaves_no_torn_picture(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    """An upload and a rendition, each cut at every call that touches the disk, then done again."""
    kept = store_picture(300, 200)
    failed, tried = [], 0
    for what in ("upload", "rendition"):
        for writes in range(40):
            content = jpeg(120 + writes, 90, seed=writes)
            before = Picture.objects.count()
            outcome = "done"
            with full_after(monkeypatch, writes) as seen:
                try:
                    if what == "upload":
                        answer = take_in(io.BytesIO(content), name=f"{writes}.jpg")
                        outcome = "refused" if isinstance(answer, Refused) else "done"
                    else:
                        make_rendition(kept, Spec(100 + writes, "", "jpg"))
                except OSError as error:
                    outcome = "told" if error.errno == errno.ENOSPC else f"other: {error}"
            tried += 1
            failed += [(what, writes, outcome)] if outcome.startswith("other") else []
            failed += [(what, writes, fault) for fault in torn()]
            if outcome != "done" and Picture.objects.count() != before and what == "upload":
                failed.append((what, writes, "a row without its file"))
            if len(seen) <= writes:
                break
    assert client.get("/").status_code == 200
    settle(
        "F3", "a full disk at each call of an upload and a rendition", tried=tried, failed=failed
    )


def torn() -> Iterator[str]:
    """Pictures in the upload folder, under a name that is served, that do not open to their end."""
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if (
            path.is_file()
            and path.suffix in {".jpg", ".webp", ".avif", ".png"}
            and "tmp" not in path.parts
        ):
            try:
                with Image.open(path) as picture:
                    picture.load()
            except (OSError, SyntaxError) as error:
                yield f"{path.name}: {error}"
    for picture in Picture.objects.all():
        if picture.file and not Path(picture.file.path).exists():
            yield f"picture {picture.pk} has no file"


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_a_full_database_keeps_what_was_committed(tmp_path: Path) -> None:
    """SQLite's own limit of pages makes it full in the middle of a save, twenty times."""
    stories = [make_article("published", body=make_document("As it was.")) for _n in range(3)]
    for story in stories:
        save_story(story)
    failed, tried, refused = [], 0, 0
    with connection.cursor() as cursor:
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        (usual,) = cursor.execute("PRAGMA max_page_count").fetchone()
        for room in range(20):
            story = stories[room % 3]
            before = Article.objects.values_list("headline", "version", "body").get(pk=story.pk)
            cursor.execute(f"PRAGMA max_page_count = {pages + room}")
            story.refresh_from_db()
            story.headline, story.body = f"Grown {room}", make_document("x" * 60_000)
            tried += 1
            try:
                save_story(story)
            except OperationalError as error:
                refused += 1
                if "full" not in str(error):
                    failed.append((room, str(error)))
                after = Article.objects.values_list("headline", "version", "body").get(pk=story.pk)
                failed += [] if after == before else [(room, "half a save stayed")]
            else:
                (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            if Client().get(story.get_absolute_url()).status_code not in {200, 301}:
                failed.append((room, "reading stopped"))
        cursor.execute(f"PRAGMA max_page_count = {usual}")
        assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    story = Article.objects.get(pk=stories[0].pk)
    story.headline = "After space was freed"
    save_story(story)
    if not refused:
        failed.append("the database was never full")
    settle("F3", "a full database in the middle of a save", tried=tried, failed=failed)
