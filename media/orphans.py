"""Files among the uploads that no picture knows: what a killed process has left behind."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings

from media.models import Picture

YOUNGEST = 3600.0
"""Seconds: a younger file may belong to an upload whose row is not written yet."""
AT_ONCE = 500
"""Names that one query asks for: SQLite takes 999."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file or a folder of renditions that may go."""

    path: Path
    bytes: int
    why: str


def orphans(*, older_than: float = YOUNGEST, now: float | None = None) -> Iterator[Orphan]:
    """Originals and renditions without a row, and arrivals that were never finished.

    Only names of the shapes that this app makes are looked at. Works on a local disk; a storage
    elsewhere yields nothing.
    """
    root = Path(settings.MEDIA_ROOT)
    before = (time.time() if now is None else now) - older_than
    for path in _files(root / "arriving", before):
        yield Orphan(path, path.stat().st_size, "an arrival that was never finished")
    originals = _files(root / "pictures", before)
    while some := list(islice(originals, AT_ONCE)):
        names = {str(path.relative_to(root)): path for path in some}
        known = set(Picture.objects.filter(file__in=names).values_list("file", flat=True))
        for name in sorted(names.keys() - known):
            yield Orphan(names[name], names[name].stat().st_size, "an original without a picture")
    folders = (path for path in sorted((root / "renditions").glob("*/*")) if _is_old(path, before))
    while some := list(islice(folders, AT_ONCE)):
        tokens = {path.name: path for path in some}
        known = set(Picture.objects.filter(token__in=tokens).values_list("token", flat=True))
        for token in sorted(tokens.keys() - known):
            size = sum(file.stat().st_size for file in tokens[token].rglob("*") if file.is_file())
            yield Orphan(tokens[token], size, "public copies without a picture")


def remove(orphan: Orphan) -> None:
    """Takes the file or folder away; one that is gone by now is fine."""
    if orphan.path.is_dir():
        shutil.rmtree(orphan.path, ignore_errors=True)
    else:
        orphan.path.unlink(missing_ok=True)


def _files(folder: Path, before: float) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and _is_old(path, before):
            yield path


def _is_old(path: Path, before: float) -> bool:
    return path.stat().st_mtime < before
