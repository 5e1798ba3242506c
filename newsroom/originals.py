"""Originals of pictures that lie in an object store (STORAGE_URL): into a backup and out of it.

In a backup they lie where this machine's upload folder would have them, so that a site may move from a
bucket to a folder and back. A stored name never gets other bytes: what is there is not read again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import models

BATCH = 2000


@dataclass(slots=True)
class Copied:
    """What a backup or a restore did."""

    files: int = 0
    copied: int = 0
    bytes: int = 0
    missing: list[str] = field(default_factory=list)
    """Files that the database names and that are not there."""

    def add(self, other: Copied) -> None:
        self.files += other.files
        self.copied += other.copied
        self.bytes += other.bytes
        self.missing += other.missing


def are_elsewhere() -> bool:
    """Whether originals lie outside this machine's upload folder."""
    return not isinstance(default_storage, FileSystemStorage)


def named() -> Iterator[str]:
    """The name of every stored file that a row of the database has, each once for each row."""
    for model in apps.get_models():
        for column in model._meta.get_fields():
            if isinstance(column, models.FileField):
                rows = model._default_manager.exclude(**{column.name: ""}).order_by()
                yield from rows.values_list(column.name, flat=True).iterator(chunk_size=BATCH)


def copy_out(folder: Path) -> Copied:
    """Copies every original into `folder`; one that is there already is not asked for again."""
    done = Copied()
    for name in named():
        done.files += 1
        there = _inside(folder, name)
        if there.is_file():
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        temporary = there.with_name(f"{there.name}.part")
        try:
            with default_storage.open(name) as stored, temporary.open("wb") as copy:
                shutil.copyfileobj(stored, copy, 1 << 20)
        except FileNotFoundError:
            temporary.unlink(missing_ok=True)
            done.missing.append(name)
            continue
        temporary.replace(there)
        done.copied += 1
        done.bytes += there.stat().st_size
    return done


def copy_in(folder: Path) -> tuple[Copied, set[str]]:
    """Puts the originals that the database names back into the store; answers with their names, too.

    One of the same size that is there already is left alone.
    """
    done, names = Copied(), set()
    for name in named():
        names.add(name)
        done.files += 1
        copy = _inside(folder, name)
        if not copy.is_file():
            done.missing.append(name)
            continue
        if default_storage.exists(name):
            if default_storage.size(name) == copy.stat().st_size:
                continue
            default_storage.delete(name)
        with copy.open("rb") as opened:
            default_storage.save(name, File(opened))
        done.copied += 1
        done.bytes += copy.stat().st_size
    return done, names


def _inside(folder: Path, name: str) -> Path:
    """The file of that name below the folder; ValueError for a name that leads out of it."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{name} leads out of the backup.")
    return path
