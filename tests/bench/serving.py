"""One gunicorn process under measure: its answers, its CPU time and that of its database."""

from __future__ import annotations

import gzip
import http.client
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.bench.counting import HEADER

WARMED, ROUNDS = 40, 3
"""Addresses asked for before anything counts; parts in which a page is measured."""
TICK = os.sysconf("SC_CLK_TCK")
APPLICATION = "newsroom-bench"
"""By this name the measured server's database sessions are told from others'."""


@dataclass
class Figure:
    """What one page cost; `times_bare` is its CPU time as a multiple of the bare view's."""

    page: str
    requests: int
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    cpu_ms: float
    times_bare: float
    queries: int
    kilobytes: float
    status: int


@dataclass
class Answer:
    status: int
    queries: int
    content: bytes
    took_ms: float
    headers: http.client.HTTPMessage


class Served:
    """gunicorn as it is shipped, with one worker that is never renewed, from `with` to its end."""

    def __init__(self, environment: dict[str, str], port: int) -> None:
        self.port = port
        renewed_never = {"WEB_REQUESTS": "0", "PGAPPNAME": APPLICATION}
        self.environment = {**os.environ, **environment, **renewed_never}
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self.watch: Any = None
        self.spent: dict[int, float] = {}
        """Seconds of each process; a database session that ended has still worked."""

    def __enter__(self) -> Served:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "tests.bench.wsgi", "-c", "newsroom/deploy/gunicorn.py",
             "--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--log-level", "error",
             "--timeout", "300", "--keep-alive", "300"],
            env=self.environment,
        )  # fmt: skip
        for _try in range(300):
            if self.process.poll() is not None:  # else whoever has the port would be measured
                raise RuntimeError(f"gunicorn ended; is port {self.port} taken?")
            try:
                self.ask("/health")
            except OSError:
                time.sleep(0.1)
                continue
            if self.workers():
                return self
        raise TimeoutError("gunicorn did not start")

    def __exit__(self, *_fault: object) -> None:
        self.connection.close()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)

    def ask(self, path: str, form: dict[str, Any] | None = None) -> Answer:
        """One GET, or one POST of a form, with the cookies so far; redirects are not followed."""
        headers = {"Accept-Encoding": "gzip", "Host": "127.0.0.1"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
            body = urlencode(form, doseq=True)
        started = time.perf_counter()
        try:
            self.connection.request("POST" if body is not None else "GET", path, body, headers)
            got = self.connection.getresponse()
        except (http.client.HTTPException, OSError):
            self.connection.close()
            raise
        content = got.read()
        took = (time.perf_counter() - started) * 1000
        for cookie in got.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = cookie.partition("=")
            self.cookies[name] = rest.split(";")[0]
        return Answer(got.status, int(got.headers.get(HEADER, 0)), content, took, got.headers)

    def workers(self) -> list[int]:
        pid = self.process.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(child) for child in listed]

    def cpu(self) -> float:
        """Seconds that the server and its database sessions have used so far."""
        for process in [self.process.pid, *self.workers(), *self._sessions()]:
            self.spent[process] = max(self.spent.get(process, 0.0), _cpu_of(process))
        return sum(self.spent.values())

    def _sessions(self) -> list[int]:
        from django.db import connection

        if connection.vendor != "postgresql":
            return []
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE application_name = %s", [APPLICATION]
            )
            return [pid for (pid,) in cursor.fetchall()]

    def memory_mb(self) -> float:
        """Resident memory of the worker, mapped files of the database left out."""
        status = Path(f"/proc/{self.workers()[0]}/status").read_text()
        found = dict(line.split(":", 1) for line in status.splitlines())
        return sum(int(found[name].split()[0]) for name in ("RssAnon", "RssShmem")) / 1024


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def measure(
    served: Served,
    page: str,
    asks: Iterable[Callable[[], Answer]],
    *,
    seconds: float,
    bare: Callable[[], Answer],
) -> Figure:
    """Calls `asks` in turn for so many seconds, in rounds, a slice of the bare view before each.

    A round is compared with the slice beside it, and the median round counts: what else the machine
    does then weighs on both. A first turn through all of `asks` is not counted.
    """
    calls = list(asks)
    for call in [bare, *calls[:WARMED]]:
        call()
    rounds: list[tuple[float, float]] = []
    took: list[float] = []
    for _round in range(ROUNDS):
        empty = _slice(served, [bare], seconds / ROUNDS / 4)
        own = _slice(served, calls, seconds / ROUNDS)
        rounds.append((own.cpu_ms / empty.cpu_ms if empty.cpu_ms else 0.0, own.cpu_ms))
        took += own.took
    took.sort()
    ratio = statistics.median(ratio for ratio, _cpu in rounds)
    cpu = statistics.median(cpu for _ratio, cpu in rounds)
    last = own.last
    packed = last.headers.get("Content-Encoding") == "gzip"
    size = len(last.content) if packed else len(gzip.compress(last.content, 5))
    return Figure(
        page, len(took), 1000 * len(took) / sum(took), statistics.median(took), _at(took, 0.95),
        _at(took, 0.99), cpu, ratio, own.queries, size / 1024, last.status,
    )  # fmt: skip


@dataclass
class _Slice:
    took: list[float]
    cpu_ms: float
    queries: int
    last: Answer


def _slice(served: Served, calls: list[Callable[[], Answer]], seconds: float) -> _Slice:
    took: list[float] = []
    queries, last = 0, None
    before, end = served.cpu(), time.perf_counter() + seconds
    while not took or time.perf_counter() < end:
        for call in calls:
            last = call()
            took.append(last.took_ms)
            queries = max(queries, last.queries)
            if time.perf_counter() >= end:
                break
    assert last is not None
    return _Slice(took, (served.cpu() - before) / len(took) * 1000, queries, last)


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(figures: list[Figure]) -> str:
    """The figures as lines for a terminal."""
    names = ("req/s", "p50 ms", "p95 ms", "p99 ms", "cpu ms", "x bare", "queries", "kB gzip")
    head = f"{'page':22} " + " ".join(f"{name:>7}" for name in names)
    lines = [head]
    for one in figures:
        odd = "" if one.status in {200, 302} else f"  status {one.status}"
        places = 2 if one.times_bare < 5 else 1
        lines.append(
            f"{one.page:22} {one.per_second:7.0f} {one.p50_ms:7.1f} {one.p95_ms:7.1f} {one.p99_ms:7.1f} "
            f"{one.cpu_ms:7.2f} {one.times_bare:7.{places}f} {one.queries:7} {one.kilobytes:6.1f}{odd}"
        )
    return "\n".join(lines)
