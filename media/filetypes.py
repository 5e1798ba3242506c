"""What a file is by its first bytes, and the limits that every picture meets; no decoding here."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 25 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_A_DAY = 3_000
MOST_BYTES_A_DAY = 20 * 1024**3
"""What one account may upload within 24 hours; an import has no such bound."""
HEAD = 64
"""Bytes that tell every type apart."""


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of picture that is taken: our name, Pillow's name for its reader, a file ending."""

    name: str
    reader: str
    ending: str


JPEG = FileType("jpeg", "JPEG", ".jpg")
PNG = FileType("png", "PNG", ".png")
WEBP = FileType("webp", "WEBP", ".webp")
GIF = FileType("gif", "GIF", ".gif")
AVIF = FileType("avif", "AVIF", ".avif")
TIFF = FileType("tiff", "TIFF", ".tif")

ACCEPTED = (JPEG, PNG, WEBP, GIF, AVIF)
ACCEPTED_BY_IMPORT = (*ACCEPTED, TIFF)
BY_NAME = {each.name: each for each in ACCEPTED_BY_IMPORT}


def file_type(head: bytes) -> FileType | str:
    """The type by magic bytes; for what is not taken, a word ("svg", "heic", "" = unknown)."""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _iso_type(head)
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return TIFF
    return _refused_type(head)


def _iso_type(head: bytes) -> FileType | str:
    """AVIF and HEIC share a container; the brands after "ftyp" tell them apart."""
    size = int.from_bytes(head[:4], "big")
    brands = head[8 : max(12, min(size, HEAD))]
    if b"avif" in brands or b"avis" in brands:
        return AVIF
    if any(brand in brands for brand in (b"heic", b"heix", b"hevc", b"mif1")):
        return "heic"
    return "video"


def _refused_type(head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")):
        return "svg"
    if text.startswith((b"<!doctype html", b"<html")):
        return "webpage"
    for magic, word in _REFUSED:
        if head.startswith(magic):
            return word
    return ""


_REFUSED = (
    (b"%PDF", "pdf"),
    (b"8BPS", "psd"),
    (b"BM", "bmp"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"\x00\x00\x00\x0cjP  ", "jpeg2000"),
    (b"\xff\x4f\xff\x51", "jpeg2000"),
    (b"PK\x03\x04", "zip"),
    (b"%!PS", "postscript"),
)
