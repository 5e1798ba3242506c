"""Rules about the words of a picture: credit lines, captions, file names; pure text, no Django."""

from __future__ import annotations

import re
import unicodedata

_ENDING = r"(?:jpe?g|png|gif|webp|avif|tiff?|heic|psd|raw|cr2|nef|arw|dng)"
_CAMERA_PREFIX = r"(?:img|dsc[nf]?|dscf|pxl|mvimg|image|photo|screenshot|dji|gopr)"
FILE_NAME = rf"\S.*\.{_ENDING}|{_CAMERA_PREFIX}[-_ ]?\d[-\w.]*(?: ?\(\d+\))?"
"""The whole of a file's name, whatever the case of its letters; read by Python and PostgreSQL."""
_FILE_NAME = re.compile(FILE_NAME, re.IGNORECASE)
_CAMERA_DEFAULTS = frozenset(
    {
        "olympus digital camera",
        "konica minolta digital camera",
        "minolta digital camera",
        "sony dsc",
        "samsung camera pictures",
        "samsung",
        "digital camera",
        "dcim",
        "dav",
        "hdr",
        "hdrpl",
        "ooo",
        "default",
        "untitled",
        "exif_jpeg_picture",
        "jpeg picture",
        "copyright",
        "unknown",
        "cof",
        "sdr",
    }
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s")
_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})


def looks_like_file_name(text: str) -> bool:
    """Whether it is "IMG_2041", "DSC00017.JPG", "storm final.png": never a caption."""
    return bool(_FILE_NAME.fullmatch(text.strip()))


def says_nothing(text: str) -> bool:
    """Whether a description is a camera's default or a file name, hence nobody's words."""
    bare = text.strip().strip(".").casefold()
    return not bare or bare in _CAMERA_DEFAULTS or looks_like_file_name(text)


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, but for quotes, dashes, case, spaces and the full stop."""
    return _bare(one) == _bare(other)


def credit_line(creator: str, credit: str) -> str:
    """What is printed after "Photograph:": "Ana Ruiz/Reuters", or the one that is there."""
    creator, credit = creator.strip(), credit.strip()
    if not creator or not credit:
        return creator or credit
    if _bare(creator) in _bare(credit):
        return credit
    return f"{creator}/{credit}"


def first_sentence(text: str, limit: int = 250) -> str:
    """The first sentence of a caption, offered as alt text; empty if it is longer than `limit`."""
    sentence = _SENTENCE_END.split(text.strip(), maxsplit=1)[0].strip()
    return sentence if len(sentence) <= limit else ""


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(_MARKS).casefold()
    return " ".join(plain.split()).rstrip(". ")
