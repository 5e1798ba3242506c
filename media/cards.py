"""Share pictures drawn of words: where they lie, when they are made, when they go; knows no story."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from media.locks import one_of
from media.models import Picture
from media.processing import (
    WAIT_SECONDS,
    MissingOriginalError,
    UnmadeRenditionError,
    ask_child,
    local_original,
    settle,
    slots,
)
from media.renditions import Box, cut_box

WIDTH, HEIGHT = 1200, 630
BESIDE = (420, 606)
"""Width and height of a picture on a card; a smaller one is not shown."""
DRAWN = re.compile(
    "[\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u1e00-\u1eff\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2039\u203a\u20ac\u2122]*"
)
"""What the fonts can write; a headline in another script has no card."""
VERSION = 1
"""Part of every name: another drawing is another file."""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on it; `key` names its owner, letters and digits."""

    key: str
    headline: str
    label: str
    name: str
    picture: Picture | None = None

    @property
    def can_be_drawn(self) -> bool:
        words = (self.headline, self.label, self.name)
        return bool(self.headline.strip()) and all(DRAWN.fullmatch(text) for text in words)

    @property
    def digest(self) -> str:
        """Another one as soon as anything on the card is different."""
        shown = self.beside
        seen = [VERSION, self.headline, self.label, self.name,
                [shown.token, shown.fingerprint] if shown else None]  # fmt: skip
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]

    @property
    def beside(self) -> Picture | None:
        """The picture, if there is enough of it."""
        picture = self.picture
        if picture is None or picture.missing:
            return None
        return picture if _box(picture).width >= BESIDE[0] else None

    @property
    def path(self) -> Path:
        return _folder(self.key) / f"{self.digest}.jpg"


def make_card(card: Card) -> Path:
    """The file, drawn if it is not there; former ones of its owner go.

    Raises UnmadeRenditionError or locks.BusyError.
    """
    path = card.path
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with one_of([path.with_suffix(".lock")], seconds=WAIT_SECONDS):
        if not path.exists():
            _draw(card, path)
            for former in path.parent.iterdir():
                if former.stem != path.stem:
                    former.unlink(missing_ok=True)
    return path


def remove_cards(key: str) -> None:
    """Every card of that owner is gone from the disk."""
    shutil.rmtree(_folder(key), ignore_errors=True)


def _folder(key: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "cards" / key[-2:] / key


def _draw(card: Card, path: Path) -> None:
    growing = path.with_name(f".{os.getpid()}-{path.name}")
    job: dict[str, Any] = {
        "task": "card",
        "path": str(growing),
        "headline": card.headline,
        "label": card.label,
        "name": card.name,
        "fonts": [str(each) for each in settings.CARD_FONTS],
        "picture": None,
    }
    try:
        with one_of(slots(), seconds=WAIT_SECONDS):
            answer = _answer(job, card.beside)
        if "refused" in answer:
            raise UnmadeRenditionError(f"{answer['refused']}: {answer.get('detail', '')}")
        settle(growing, path)
    finally:
        growing.unlink(missing_ok=True)


def _answer(job: dict[str, Any], picture: Picture | None) -> dict[str, Any]:
    """The child's answer; a picture whose file is gone is left out."""
    if picture is not None:
        with suppress(MissingOriginalError), local_original(picture) as source:
            return ask_child({**job, "picture": _placed(picture, source)})
    return ask_child(job)


def _placed(picture: Picture, source: Path) -> dict[str, Any]:
    box = _box(picture)
    return {
        "source": str(source),
        "type": picture.format,
        "width": picture.width,
        "height": picture.height,
        "box": [box.left, box.top, box.width, box.height],
        "size": list(BESIDE),
    }


def _box(picture: Picture) -> Box:
    """The part of the picture that stands beside the words."""
    return cut_box(
        picture.width, picture.height, *BESIDE, focal_x=picture.focal_x, focal_y=picture.focal_y
    )
