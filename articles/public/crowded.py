"""What costs much is done for a few at once; the rest are told to come again, and stories go on.

A search takes as long as ten story pages. A process has four threads: two may search, a third may
wait, and whoever comes then is answered at once, so that one thread is always free for the news.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

AT_ONCE, WAITING = 2, 1
PATIENCE = 1.0
"""Seconds that one waits for the two before it."""
COME_BACK = "2"

View = Callable[[HttpRequest], HttpResponse]


class Room:
    """Lets so many in at once, and so many more stand at the door for a moment."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._door = threading.BoundedSemaphore(at_once + waiting)
        self._seats = threading.BoundedSemaphore(at_once)

    def enter(self) -> bool:
        """Whether there is room; who was let in must leave."""
        if not self._door.acquire(blocking=False):
            return False
        if self._seats.acquire(timeout=PATIENCE):
            return True
        self._door.release()
        return False

    def leave(self) -> None:
        self._seats.release()
        self._door.release()


SEARCHES = Room()


def a_few_at_once(view: View) -> View:
    """The view for those who ask for something; 503 with a time to come back where too many do."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if not request.GET:
            return view(request)
        if not SEARCHES.enter():
            return busy(request)
        try:
            return view(request)
        finally:
            SEARCHES.leave()

    return answer


def busy(request: HttpRequest) -> HttpResponse:
    """The page for it; it asks no database."""
    words = _("Very many people are searching just now. Please try again in a few seconds.")
    response = render(request, "503.html", {"sentence": words}, status=503)
    response.headers["Retry-After"] = COME_BACK
    response.headers["Cache-Control"] = "no-store"
    return response
