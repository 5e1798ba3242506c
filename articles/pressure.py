"""Whether readers come faster than pages can be made; what is made then is lean.

A process watches the threads that make pages for readers. While nearly all of them have been at it for
some seconds, pages come without related stories and counts: a story costs a third less. Editors'
own pages and previews are always whole. Searches are told to wait before that (public/crowded.py).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

SECONDS = 2.0
"""Over which the share of busy time is taken: a burst of a second changes no page."""
HIGH, CALM = 0.8, 0.3
"""Shares of busy time from which pages are lean, and below which they are whole again."""

_lean: ContextVar[bool] = ContextVar("newsroom_lean", default=False)


class Pressure:
    """How busy this process has been with pages lately."""

    def __init__(self, threads: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = max(1, threads - 1)
        """Pages in the making at once from which on the process counts as busy."""
        self.clock = clock
        self.making = 0
        self.level = 0.0
        self.is_high = False
        self._asked_at = clock()
        self._guard = threading.Lock()

    def enter(self) -> bool:
        """A page is begun; whether it is to be lean."""
        with self._guard:
            self._pass()
            self.making += 1
            return self.is_high

    def leave(self) -> None:
        with self._guard:
            self._pass()
            self.making -= 1

    def look(self) -> tuple[float, bool]:
        """The share of busy time, and whether pages are lean, now."""
        with self._guard:
            self._pass()
            return self.level, self.is_high

    def _pass(self) -> None:
        """The time since the last call, busy or not, weighs against the time before it."""
        now = self.clock()
        weight = 1 - math.exp((self._asked_at - now) / SECONDS)
        self.level += weight * ((self.making >= self.most) - self.level)
        self.is_high = self.level > (CALM if self.is_high else HIGH)
        self._asked_at = now


pressure = Pressure(settings.WEB_THREADS)


@contextmanager
def making_a_page() -> Iterator[None]:
    """Around the making of a page for everybody."""
    token = _lean.set(pressure.enter())
    try:
        yield
    finally:
        _lean.reset(token)
        pressure.leave()


def is_lean() -> bool:
    """Whether the page that is being made leaves out what readers can do without."""
    return _lean.get()
