"""Streams that were looked into: their beginning is read again; a short read is no end."""

from __future__ import annotations

import io
from typing import Any, BinaryIO


def read_up_to(stream: BinaryIO, size: int) -> bytes:
    """`size` bytes, or all there are: pipes give less than was asked for and are not at their end."""
    pieces: list[bytes] = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class Chained(io.RawIOBase):
    """What was read already, and then the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head = io.BytesIO(head)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._head.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
