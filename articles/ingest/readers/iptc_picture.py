"""JPEG and TIFF: a picture is an item, its words are those of its own IPTC, XMP and EXIF."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from typing import BinaryIO, Final

from PIL import Image, UnidentifiedImageError

from articles.ingest.filling import credit_line
from articles.ingest.picture_labels import caption_and_credit
from articles.ingest.record import Origin, PictureRecord, Problem
from media.embedded import read_embedded
from media.filetypes import MOST_BYTES, MOST_PIXELS

FORMAT: Final = "iptc_picture"
_MAGICS: Final = (b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_BROKEN: Final = (
    OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError,
    ZeroDivisionError, struct.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
"""What Pillow raises on broken headers; the list grew with files that raised something new."""


def looks_like(name: str, head: bytes) -> bool:
    """Whether the first bytes are those of JPEG or TIFF."""
    return head.startswith(_MAGICS)


def read(stream: BinaryIO, name: str) -> Iterator[PictureRecord | Problem]:
    """The one picture, with its bytes; pixels are never decoded here."""
    origin = Origin(name)
    content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield Problem(origin, f"The picture has more than {MOST_BYTES} bytes.")
        return
    try:
        yield _picture(content, origin)
    except UnidentifiedImageError:
        yield Problem(origin, "The picture is broken: its beginning is that of no JPEG or TIFF.")
    except _BROKEN as error:
        yield Problem(origin, f"The picture is broken: {' '.join(str(error).split())[:200]}.")


def _picture(content: bytes, origin: Origin) -> PictureRecord | Problem:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd EXIF, which is read field by field
        with Image.open(io.BytesIO(content), formats=["JPEG", "TIFF"]) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS:
                return Problem(origin, f"The picture has more than {MOST_PIXELS} pixels.")
            embedded = read_embedded(opened)
    words = embedded.words
    caption = words.get("caption", "")
    credit = credit_line(words.get("credit", ""), "") or words.get("source_name", "")
    if not credit:
        caption, credit = caption_and_credit(caption)
    return PictureRecord(
        origin=origin,
        reference=origin.file,
        caption=caption,
        alt=words.get("alt", ""),
        credit=credit or words.get("creator", ""),
        creator=words.get("creator", ""),
        copyright=words.get("copyright_notice", ""),
        usage_terms=words.get("usage_terms", ""),
        headline=words.get("headline", ""),
        place=words.get("place", ""),
        taken_at=words.get("taken_at", ""),
        instructions=words.get("instructions", ""),
        width=width,
        height=height,
        people=embedded.people,
        keywords=embedded.keywords,
        content=content,
    )
