"""Pictures drawn in memory, and rows that have a real file."""

from __future__ import annotations

import io
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from media.intake import Taken, take_in
from media.models import Picture

_number = count(1)
GREENS = ("#0A5A46", "#FFE04A", "#101614", "#A8071A")


def draw(width: int = 1600, height: int = 1200, mode: str = "RGB", seed: int = 0) -> Image.Image:
    """Four colored quarters and a disc whose place depends on the seed: no two look alike."""
    picture = Image.new("RGB", (width, height), GREENS[seed % 4])
    brush = ImageDraw.Draw(picture)
    for corner, color in enumerate(GREENS):
        left, top = (corner % 2) * width // 2, (corner // 2) * height // 2
        brush.rectangle((left, top, left + width // 2, top + height // 2), fill=color)
    x, y = (seed * 37 % 100) * width // 100, (seed * 61 % 100) * height // 100
    brush.ellipse((x - width // 5, y - height // 5, x + width // 5, y + height // 5), fill="white")
    return picture.convert(mode)


def encode(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def jpeg(width: int = 1600, height: int = 1200, seed: int = 0, **options: Any) -> bytes:
    return encode(draw(width, height, seed=seed), **options)


def take(content: bytes, name: str = "a.jpg", **options: Any) -> Taken:
    taken = take_in(io.BytesIO(content), name=name, **options)
    assert isinstance(taken, Taken), taken
    return taken


def store_picture(
    width: int = 1600,
    height: int = 1200,
    *,
    seed: int = 0,
    uploaded_by: User | None = None,
    **words: Any,
) -> Picture:
    """A picture that came in as an upload does."""
    return take(jpeg(width, height, seed), uploaded_by=uploaded_by, words=words).picture


def make_picture(width: int = 1600, height: int = 1200, **fields: Any) -> Picture:
    """A row with a small real file, made without the child process: for tests of other subjects."""
    number = next(_number)
    content = jpeg(32, 24, seed=number)
    picture = Picture(
        **{
            "format": "jpeg",
            "width": width,
            "height": height,
            "bytes": len(content),
            "caption": f"The harbor crane number {number} at dawn",
            "alt": "A yellow crane above dark water",
            "creator": "Ana Ruiz",
            "credit": "Harbor Press",
            **fields,
        }
    )
    picture.file.save("original.jpg", ContentFile(content), save=False)
    picture.save()
    return picture
