"""What work costs on a machine that others use as well, told so that a busy moment fails no test.

A cost is seconds of this thread's own processor time. A neighbor that empties the processor's caches
doubles or trebles them for a while, so nothing is judged by one look: what is too slow is too slow each
time, and bars of seconds are stretched by what known work takes at that moment.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

REFERENCE = 0.012
"""Seconds that `_work` takes on the machine on which the bars were set, without other work."""
LOOKS = 5
NOTICED = 0.05
"""Seconds under which nothing is slow, however it grows."""
_SHORTEST = 0.002
"""What is faster is as fast as this: a cost so small is mostly chance."""
_WORDS = re.compile(r"[A-Z]\w+(?: [a-z]+){2}")
Answer = TypeVar("Answer")
clock = time.thread_time


def cost(work: Callable[[], Any]) -> float:
    started = clock()
    work()
    return clock() - started


def grows_in_step(work: Callable[[int], Any], few: int, times: int = 10) -> bool:
    """Whether `times` as much costs about `times` as much and not its square, in one of five looks."""
    most = times**1.6
    work(few)  # what is imported at first use is nobody's time
    for _look in range(LOOKS):
        many = cost(lambda: work(few * times))
        if many < NOTICED or many < most * max(cost(lambda: work(few)), _SHORTEST):
            return True
    return False


def answered_within(seconds: float, work: Callable[[], Answer]) -> Answer:
    """The answer of work that changes nothing, and costs at most so much in one of five looks."""
    least = float("inf")
    for _look in range(LOOKS):
        started = clock()
        answer = work()
        least = min(least, clock() - started)
        if least < seconds:
            return answer
    least /= slowness()
    assert least < seconds, f"{least:.2f} s of processor time, {seconds:g} s asked"
    return answer


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """For work that can be done only once; `seconds` are several times what it takes."""
    started = clock()
    yield
    spent = clock() - started
    if spent > seconds:
        spent /= slowness()
    assert spent < seconds, f"{spent:.2f} s of processor time, {seconds:g} s asked"


def slowness() -> float:
    """How much slower this machine works at this moment than at its best; at least 1."""
    return max(1.0, min(cost(_work) for _look in range(3)) / REFERENCE)


def _work() -> None:
    """Objects, strings and expressions, as an import has them; none of our own code."""
    rows = [{"n": n, "text": f"Harbor {n} stays shut until Monday morning"} for n in range(4_000)]
    read = json.loads(json.dumps(rows))
    counted: dict[str, int] = {}
    for row in read:
        for word in _WORDS.findall(row["text"]):
            counted[word] = counted.get(word, 0) + 1
    sorted(counted)
