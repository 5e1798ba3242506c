"""A file becomes a Picture: the same file twice is one row, and what looks alike is pointed out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.db import IntegrityError, transaction

from media.embedded import LIMITS, clean_text
from media.filetypes import ACCEPTED, FileType
from media.models import Picture, upload_name
from media.processing import Accepted, Readable, accept
from media.refusals import Refused


@dataclass(slots=True)
class Taken:
    """A picture that is in the house now, and what its finder should be told."""

    picture: Picture
    is_new: bool
    """False: the same file was here already; `picture` is that one, unchanged."""
    animated: bool = False
    resembling: list[Picture] = field(default_factory=list)


def take_in(
    upload: Readable,
    *,
    name: str = "",
    kinds: Sequence[FileType] = ACCEPTED,
    uploaded_by: AbstractBaseUser | None = None,
    source_url: str = "",
    words: dict[str, Any] | None = None,
    look_for_resembling: bool = True,
) -> Taken | Refused:
    """Accepts, stores and records a file; the whole road of an upload or an imported picture.

    `words` are values of Picture's fields that win over those the file brings. An import of
    thousands switches `look_for_resembling` off.
    """
    accepted = accept(upload, name=name, kinds=kinds)
    if isinstance(accepted, Refused):
        return accepted
    try:
        picture, is_new = _keep(accepted, words or {}, uploaded_by, source_url)
    finally:
        accepted.discard()
    near: list[Picture] = []
    if is_new and look_for_resembling:
        near = Picture.objects.all().resembling(accepted.dhash, but_not=picture.pk)
    return Taken(picture, is_new, accepted.animated, near)


def _keep(
    accepted: Accepted,
    words: dict[str, Any],
    uploaded_by: AbstractBaseUser | None,
    source_url: str,
) -> tuple[Picture, bool]:
    """The row that has the same bytes, else a new one with its file stored; whether it is new."""
    known = Picture.objects.filter(sha256=accepted.sha256).first()
    if known is not None:
        _restore(known, accepted)
        return known, False
    picture = _picture(accepted, words)
    picture.uploaded_by_id = uploaded_by.pk if uploaded_by is not None else None
    picture.source_url = source_url[:2000]
    picture.file.name = store(picture, accepted)
    try:
        with transaction.atomic():
            picture.save(force_insert=True)
    except IntegrityError:  # somebody uploaded the same file in this very moment
        picture.file.storage.delete(picture.file.name)
        return Picture.objects.get(sha256=accepted.sha256), False
    return picture, True


def _picture(accepted: Accepted, words: dict[str, Any]) -> Picture:
    embedded = accepted.embedded
    given = {
        name: clean_text(value, LIMITS[name]) if name in LIMITS else value
        for name, value in words.items()
        if value not in ("", None, [])
    }
    found = {
        **embedded.words,
        "people_in_picture": embedded.people,
        "keywords": embedded.keywords,
    }
    return Picture(
        sha256=accepted.sha256,
        dhash=accepted.dhash,
        format=accepted.kind.name,
        width=accepted.width,
        height=accepted.height,
        bytes=accepted.bytes,
        original_name=printable(accepted.name),
        from_file={name: block for name, block in embedded.found_in.items() if name not in given},
        **{**found, **given},
    )


def store(picture: Picture, accepted: Accepted) -> str:
    """Moves the file to its generated name; a local disk renames, which cannot half-happen."""
    name = upload_name(picture, f"original{accepted.kind.ending}")
    storage = picture.file.storage
    try:
        place = Path(storage.path(name))
    except NotImplementedError:
        with accepted.path.open("rb") as opened:
            return str(storage.save(name, File(opened)))
    place.parent.mkdir(parents=True, exist_ok=True)
    accepted.path.chmod(0o640)
    accepted.path.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return name


def _restore(known: Picture, accepted: Accepted) -> None:
    """The same bytes again mend a picture whose file was lost."""
    if known.file_exists():
        return
    known.file.name = store(known, accepted)
    known.missing = False
    known.save(update_fields=["file", "missing"])


def printable(name: str) -> str:
    """The name as text only: no path, no control characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:255]
