"""IPTC-IIM records (the "IPTC" of a JPEG) and the Photoshop block that carries them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

MOST_DATASETS = 2000
UTF8_DECLARED = b"\x1b%G"
"""Value of 1:90 that says the record is UTF-8 (IIM 4.2, section 5)."""

Datasets = dict[tuple[int, int], list[str]]
RESOURCE = 0x0404
_HEADER = b"Photoshop 3.0\x00"
_LONGEST = 32_767
_SEGMENT = 65_000


def read_datasets(block: bytes) -> Datasets:
    """(record, number) to its texts, in the file's order; a broken tail is left out.

    Without a declared set of characters the bytes are taken as UTF-8 where that fits,
    else as Windows-1252.
    """
    raw = _split(block)
    declared = raw.get((1, 90), [b""])[0]
    return {
        key: [_decode(value, declared) for value in values]
        for key, values in raw.items()
        if key[0] == 2
    }


def write_datasets(values: Mapping[int, Sequence[str]]) -> bytes:
    """Application record 2 in UTF-8; no values give no bytes."""
    records = [
        _dataset(2, number, text.encode()[:_LONGEST])
        for number, texts in sorted(values.items())
        for text in texts
        if text
    ]
    if not records:
        return b""
    return b"".join([_dataset(1, 90, UTF8_DECLARED), _dataset(2, 0, b"\x00\x04"), *records])


def jpeg_segment(datasets: bytes) -> bytes:
    """The APP13 segment of a JPEG that carries the records; empty where they do not fit."""
    if not datasets or len(datasets) > _SEGMENT:
        return b""
    padding = b"\x00" * (len(datasets) % 2)
    resource = b"8BIM" + struct.pack(">HHI", RESOURCE, 0, len(datasets)) + datasets + padding
    content = _HEADER + resource
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def _split(block: bytes) -> dict[tuple[int, int], list[bytes]]:
    found: dict[tuple[int, int], list[bytes]] = {}
    position = 0
    for _turn in range(MOST_DATASETS):
        if position + 5 > len(block) or block[position] != 0x1C:
            break
        record, number, size = struct.unpack_from(">BBH", block, position + 1)
        position += 5
        if size & 0x8000:  # the size itself stands in the next (size & 0x7FFF) bytes
            digits = size & 0x7FFF
            if digits > 4:
                break
            size = int.from_bytes(block[position : position + digits], "big")
            position += digits
        if position + size > len(block):
            break
        found.setdefault((record, number), []).append(block[position : position + size])
        position += size
    return found


def _decode(value: bytes, declared: bytes) -> str:
    if declared == UTF8_DECLARED:
        return value.decode("utf-8", "replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
