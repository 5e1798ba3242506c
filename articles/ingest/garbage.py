"""How an import looks for garbage: often in what is new, never in what stays until its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW = 10_000
"""Objects made before they are looked through. Python's 700 cost a third of the writer's time: a
batch makes a million, and the directory of people was looked through with each few thousand."""


@contextmanager
def what_stays_is_not_searched() -> Iterator[None]:
    """Within, what was there before is not looked through for cycles; afterwards all is as it was."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(NEW, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
