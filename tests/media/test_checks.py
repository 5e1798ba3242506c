"""Each system check of pictures, by its id."""

from __future__ import annotations

import pytest
from django.conf import settings as site

from media import checks


def ids(faults):
    return [fault.id for fault in faults]


def test_a_sound_machine_has_no_faults():
    for check in (
        checks.upload_folder_is_writable,
        checks.pictures_can_be_written,
        checks.gate_is_there,
        checks.originals_have_no_address,
    ):
        assert check(None) == []


def test_e001_the_upload_folder_cannot_be_written(settings, tmp_path):
    file = tmp_path / "file"
    file.touch()
    settings.MEDIA_ROOT = file / "uploads"
    (fault,) = checks.upload_folder_is_writable(None)
    assert fault.id == "media.E001"
    assert "DATA_DIR" in fault.hint


@pytest.mark.parametrize(
    ("lacking", "expected"), [("webp", ["media.E002"]), ("avif", ["media.W001"])]
)
def test_e002_w001_pillow_lacks_a_format(monkeypatch, lacking, expected):
    monkeypatch.setattr(checks.features, "check", lambda name: name != lacking)
    assert ids(checks.pictures_can_be_written(None)) == expected


@pytest.mark.parametrize(
    ("gate", "expected"), [("", ["media.W002"]), ("media.nowhere.gate", ["media.E003"])]
)
def test_w002_e003_nobody_knows_what_is_public(settings, gate, expected):
    settings.MEDIA_GATE = gate
    assert ids(checks.gate_is_there(None)) == expected


def test_e004_uploads_among_the_static_files(settings):
    settings.MEDIA_ROOT = site.STATIC_ROOT / "uploads"
    assert ids(checks.originals_have_no_address(None)) == ["media.E004"]
