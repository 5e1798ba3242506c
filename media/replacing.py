"""Another file for a picture that keeps its words, its number and its places."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from media.changes import tell
from media.intake import printable, store
from media.models import Picture
from media.processing import Accepted, Readable, accept, remove_renditions
from media.refusals import Refused

RIGHTS = (
    "caption", "alt", "headline", "creator", "credit", "source_name", "copyright_notice",
    "usage_terms", "licence_url", "acquire_url", "place", "taken_at", "instructions",
    "people_in_picture", "keywords",
)  # fmt: skip
"""Fields that a better copy of the same picture shares with the one before it."""


def replace_file(picture: Picture, upload: Readable, *, name: str) -> Picture | Refused:
    """Puts the file in the picture's place wherever it stands; the words stay as they are.

    Where another picture has that very file, that picture is the answer and nothing changes.
    """
    accepted = accept(upload, name=name)
    if isinstance(accepted, Refused):
        return accepted
    try:
        known = Picture.objects.filter(sha256=accepted.sha256).exclude(pk=picture.pk).first()
        if known is None:
            _put(picture, accepted)
    finally:
        accepted.discard()
    return known or picture


@transaction.atomic
def _put(picture: Picture, accepted: Accepted) -> None:
    before, storage = picture.file.name, picture.file.storage
    picture.file.name = store(picture, accepted)
    picture.sha256, picture.dhash = accepted.sha256, accepted.dhash
    picture.format, picture.bytes = accepted.kind.name, accepted.bytes
    picture.width, picture.height = accepted.width, accepted.height
    picture.original_name, picture.missing = printable(accepted.name), False
    picture.save()
    tell([picture.pk])
    if before:
        transaction.on_commit(partial(storage.delete, before))
    transaction.on_commit(partial(remove_renditions, picture, but_current=True))


def words_of(picture: Picture) -> dict[str, object]:
    """The words that another picture of the same scene begins with."""
    return {name: getattr(picture, name) for name in RIGHTS}
