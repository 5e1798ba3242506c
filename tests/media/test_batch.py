"""make_renditions: what pages name exists beforehand, AVIF included; problems set the exit status."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from media.batch import specs, tidy
from media.figures import picture_context
from media.processing import rendition_path
from media.renditions import spec_from_name
from tests.media.drawing import make_picture, store_picture

pytestmark = pytest.mark.django_db


def run(*arguments: Any, **options: Any) -> tuple[str, str, int]:
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("make_renditions", *arguments, stdout=out, stderr=err, **options)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return out.getvalue(), err.getvalue(), status


@pytest.mark.sqlite  # of the files alone
def test_every_file_that_a_page_names_is_made():
    picture = store_picture(300, 240)
    out, _err, status = run()
    assert status == 0
    assert "0 pictures failed" in out
    picture.refresh_from_db()
    view = picture.view()
    assert view.has_avif
    for ratio in ("", "5:4", "1:1", "16:9", "4:3"):
        for _type, source_set in picture_context(view, ratio=ratio)["sources"]:
            for url in source_set.split(", "):
                spec = spec_from_name(url.split()[0].rsplit("/", 1)[1])
                assert rendition_path(picture, spec).exists()
    assert run()[0].startswith("0 made")


def test_avif_is_withdrawn_when_the_picture_changes():
    picture = store_picture(200, 160)
    run("--format", "avif")
    picture.refresh_from_db()
    assert picture.view().has_avif
    picture.credit = "Another"
    picture.save()
    assert not picture.view().has_avif


def test_a_lost_file_is_named_and_marked():
    lost, fine = make_picture(200, 160), store_picture(120, 90)
    Path(lost.file.path).unlink()
    out, err, status = run("--format", "webp")
    assert status == 1
    assert f"Picture {lost.pk}: the file is missing" in err
    assert "1 pictures failed" in out
    lost.refresh_from_db()
    fine.refresh_from_db()
    assert lost.missing
    assert not fine.missing


def test_only_the_pictures_named_are_made():
    first, second = store_picture(100, 80, seed=1), store_picture(100, 80, seed=2)
    run(second.pk, "--format", "webp")
    assert not rendition_path(first, specs(first, ["webp"], [""])[0]).exists()
    assert rendition_path(second, specs(second, ["webp"], [""])[0]).exists()


def test_arrivals_that_nobody_fetched_go_after_a_day():
    folder = Path(settings.MEDIA_ROOT) / "arriving"
    folder.mkdir(parents=True)
    old, new = folder / "old", folder / "new"
    for path in (old, new):
        path.touch()
    os.utime(old, (time.time() - 90_000,) * 2)
    assert tidy() == 1
    assert new.exists()
