"""Readers who never stop asking, and what became of each of their requests."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    at: float
    path: str
    status: int
    took: float
    """Status 0: no answer came."""


def ask(port: int, path: str, *, timeout: float = 15) -> tuple[int, bytes, dict[str, str]]:
    """One request on a connection of its own; status 0 if none came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Host": "127.0.0.1"})
        answer = connection.getresponse()
        return answer.status, answer.read(), dict(answer.getheaders())
    except (OSError, http.client.HTTPException):
        return 0, b"", {}
    finally:
        connection.close()


@dataclass
class Readers:
    """`count` threads, each asking for `next_path()` at `rate` a second in all, until the end."""

    port: int
    next_path: Callable[[], str]
    count: int = 8
    rate: float = 60
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Readers:
        self.threads = [
            threading.Thread(target=self._read, daemon=True) for _n in range(self.count)
        ]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join(20)

    def _read(self) -> None:
        pause = self.count / self.rate
        due = time.monotonic()
        while not self.over.is_set():
            path, started = self.next_path(), time.monotonic()
            status, _body, _headers = ask(self.port, path)
            self.asked.append(Asked(started, path, status, time.monotonic() - started))
            due = max(due + pause, time.monotonic() - pause)
            self.over.wait(max(0.0, due - time.monotonic()))

    def statuses(self, since: float = 0.0, until: float = float("inf")) -> Counter[int]:
        return Counter(each.status for each in self.asked if since <= each.at < until)

    def faults(self, since: float = 0.0, until: float = float("inf")) -> list[Asked]:
        """Requests that got no answer or one of ours that says we failed."""
        return [
            each
            for each in self.asked
            if since <= each.at < until and (each.status == 0 or each.status >= 500)
        ]

    def slowest(self, share: float, since: float = 0.0) -> float:
        """Seconds within which this share of the requests was answered."""
        took = sorted(each.took for each in self.asked if each.at >= since)
        return took[min(len(took) - 1, int(len(took) * share))] if took else 0.0
