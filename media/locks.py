"""File locks between the processes of one machine: one maker per rendition, few makers at once."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.02


class BusyError(Exception):
    """Nobody let go of the lock within the time given."""


@contextmanager
def one_of(places: Sequence[Path], *, seconds: float) -> Iterator[None]:
    """Holds the first free lock of `places` for the block; raises BusyError after `seconds`.

    A lock ends with its process, however that ends; the empty files stay.
    """
    places[0].parent.mkdir(parents=True, exist_ok=True)
    opened = [os.open(place, os.O_RDWR | os.O_CREAT, 0o640) for place in places]
    try:
        _wait_for_one(opened, until=time.monotonic() + seconds)
        yield
    finally:
        for handle in opened:
            os.close(handle)


def _wait_for_one(opened: Sequence[int], *, until: float) -> None:
    while True:
        for handle in opened:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            return
        if time.monotonic() > until:
            raise BusyError
        time.sleep(_PAUSE)
