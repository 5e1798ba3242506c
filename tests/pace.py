"""How much slower this machine works at this moment than the one on which the tests' bars of seconds were set."""

from __future__ import annotations

import json
import re
import time

REFERENCE = 0.012
"""Seconds of the processor that `_work` takes on a machine without other work."""
_WORDS = re.compile(r"[A-Z]\w+(?: [a-z]+){2}")


def slowness() -> float:
    """At least 1; a neighbor that empties the processor's caches makes all work two or three times longer."""
    return max(1.0, min(_taken() for _again in range(3)) / REFERENCE)


def _taken() -> float:
    started = time.thread_time()
    _work()
    return time.thread_time() - started


def _work() -> None:
    """Objects, strings and expressions, as an import has them; none of our own code."""
    rows = [{"n": n, "text": f"Harbor {n} stays shut until Monday morning"} for n in range(4_000)]
    read = json.loads(json.dumps(rows))
    counted: dict[str, int] = {}
    for row in read:
        for word in _WORDS.findall(row["text"]):
            counted[word] = counted.get(word, 0) + 1
    sorted(counted)
