"""Renditions of many pictures ahead of their readers, and the upload folder kept tidy."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from media.locks import BusyError
from media.models import Picture, PictureQuerySet
from media.processing import (
    MissingOriginalError,
    UnmadeRenditionError,
    make_renditions,
    remove_renditions,
)
from media.renditions import RATIOS, Spec, choices, larger

DEFAULT_RATIOS = ("", "5:4", "4:3", "16:9", "1:1")
AT_ONCE = 6
"""Renditions to one child: six AVIF files stay under its 30 seconds."""
ABANDONED = 24 * 3600
"""Seconds after which an arriving file belongs to nobody any more."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one picture's renditions."""

    picture: Picture
    made: int = 0
    problem: str = ""


def make_all(
    pictures: PictureQuerySet, *, endings: Sequence[str], ratios: Sequence[str] = DEFAULT_RATIOS
) -> Iterator[Outcome]:
    """Makes what pages offer of each picture and is not there yet; out-of-date copies go.

    Streams: one picture at a time is in memory. `missing` and `avif_for` are kept true.
    """
    for picture in pictures.iterator(chunk_size=200):
        yield _make(picture, endings, ratios)


def specs(picture: Picture, endings: Sequence[str], ratios: Sequence[str]) -> list[Spec]:
    """Every rendition that a page may name, with those endings and crops."""
    view = picture.view()
    offered = [
        Spec(width, ratio, ending)
        for ratio in ratios
        for width in choices(view, ratio=ratio, widest=0 if ratio else 1900)
        for ending in endings
    ]
    return list(dict.fromkeys([*offered, larger(view)]))


def tidy() -> int:
    """Removes arriving files that nobody fetched within a day; how many."""
    removed = 0
    for path in (Path(settings.MEDIA_ROOT) / "arriving").glob("*"):
        if path.is_file() and time.time() - path.stat().st_mtime > ABANDONED:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _make(picture: Picture, endings: Sequence[str], ratios: Sequence[str]) -> Outcome:
    wanted = specs(picture, endings, ratios)
    made = 0
    try:
        for first in range(0, len(wanted), AT_ONCE):
            made += make_renditions(picture, wanted[first : first + AT_ONCE])
    except MissingOriginalError:
        Picture.objects.filter(pk=picture.pk).update(missing=True)
        return Outcome(picture, problem="the file is missing from the upload folder")
    except UnmadeRenditionError as error:
        return Outcome(picture, problem=f"cannot be decoded ({error})")
    except BusyError:
        return Outcome(picture, problem="all makers are busy; run the command again")
    remove_renditions(picture, but_current=True)
    changes: dict[str, object] = {"missing": False} if picture.missing else {}
    if "avif" in endings and set(RATIOS) - {"40:21"} <= {*ratios}:
        changes["avif_for"] = picture.fingerprint
    if changes:
        Picture.objects.filter(pk=picture.pk).update(**changes)
    return Outcome(picture, made=made)
