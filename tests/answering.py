"""The test server's application, which knows whether it is still at something."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any


class Counted:
    """A WSGI application around another; Any: what WSGI hands over."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.running = 0
        self.changed = threading.Condition()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self.changed:
            self.running += 1
        try:
            answer: Iterable[bytes] = self.application(environ, start_response)
            return answer
        finally:
            with self.changed:
                self.running -= 1
                self.changed.notify_all()

    def is_quiet(self, seconds: float) -> bool:
        """Whether every request was answered, now or within these seconds."""
        with self.changed:
            return self.changed.wait_for(lambda: not self.running, timeout=seconds)
