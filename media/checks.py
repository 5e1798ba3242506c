"""What pictures need of the machine: each fault has an id, says what is and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.module_loading import import_string
from PIL import features

Apps = Sequence[AppConfig] | None


@register(Tags.files)
def upload_folder_is_writable(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """media.E001: originals, public copies and arriving files live under MEDIA_ROOT."""
    folder = Path(settings.MEDIA_ROOT)
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"Pictures cannot be stored: {existing} cannot be written.",
            hint=f"Give this user write access to {folder}, or name another folder in DATA_DIR.",
            id="media.E001",
        )
    ]


@register(Tags.files)
def pictures_can_be_written(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """media.E002 and media.W001: Pillow's wheels write WebP and AVIF, some systems' own do not."""
    faults: list[CheckMessage] = []
    if not features.check("webp"):
        faults.append(
            Error(
                "This Pillow cannot write WebP, which every page uses.",
                hint="Install Pillow from its wheel: pip install --force-reinstall pillow.",
                id="media.E002",
            )
        )
    if not features.check("avif"):
        faults.append(
            checks.Warning(
                "This Pillow cannot read or write AVIF; make_renditions leaves it out.",
                hint="Install Pillow 11.3 or later from its wheel to save a third of the bytes.",
                id="media.W001",
            )
        )
    return faults


@register(Tags.security)
def gate_is_there(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """media.E003 and media.W002: somebody must know which pictures are public."""
    name = settings.MEDIA_GATE
    if not name:
        return [
            checks.Warning(
                "MEDIA_GATE is empty: readers see no picture at all.",
                hint="Name the function that knows which pictures are public.",
                id="media.W002",
            )
        ]
    try:
        import_string(name)
    except ImportError as error:
        return [
            Error(
                f"MEDIA_GATE names {name}, which cannot be imported: {error}.",
                hint="Name a function (numbers of pictures, now, user) -> bool.",
                id="media.E003",
            )
        ]
    return []


@register(Tags.security)
def originals_have_no_address(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """media.E004: uploads inside the folder of static files would be served to everybody."""
    if not isinstance(default_storage, FileSystemStorage) or not settings.STATIC_ROOT:
        return []
    uploads, static = Path(settings.MEDIA_ROOT).resolve(), Path(settings.STATIC_ROOT).resolve()
    if static != uploads and static not in uploads.parents:
        return []
    return [
        Error(
            f"The uploads ({uploads}) lie inside the static files ({static}), which are public.",
            hint="Move MEDIA_ROOT out of STATIC_ROOT.",
            id="media.E004",
        )
    ]
