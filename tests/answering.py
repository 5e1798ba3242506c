"""The test server's application, which knows whether it is still at something, and when nobody may ask."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any


class Counted:
    """A WSGI application around another; Any: what WSGI hands over."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.running = 0
        self.is_shut = False
        self.changed = threading.Condition()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self.changed:
            if self.is_shut:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return []
            self.running += 1
        try:
            answer: Iterable[bytes] = self.application(environ, start_response)
            return answer
        finally:
            with self.changed:
                self.running -= 1
                self.changed.notify_all()

    def shut(self, seconds: float) -> bool:
        """Whether every request is answered, now or within these seconds; a later one reads no row."""
        with self.changed:
            self.is_shut = self.changed.wait_for(lambda: not self.running, timeout=seconds)
            return self.is_shut

    def open(self) -> None:
        with self.changed:
            self.is_shut = False
