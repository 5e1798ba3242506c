"""The judges of cost themselves, by a clock that only the judged work moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import pace


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(pace, "clock", made)
    monkeypatch.setattr(pace, "slowness", lambda: 1.0)
    return made


def costing(clock: Clock, power: float, busy: Callable[[], float] = lambda: 1.0) -> pace.Any:
    def work(size: int) -> None:
        clock.now += busy() * 0.001 * size**power

    return work


@pytest.mark.parametrize("times", [4, 10])
def test_a_square_grows_out_of_step_and_a_line_in_step(clock: Clock, times: int) -> None:
    assert pace.grows_in_step(costing(clock, 1), 100, times)
    assert pace.grows_in_step(costing(clock, 1.3), 100, times)
    assert not pace.grows_in_step(costing(clock, 2), 100, times)


def test_one_quiet_moment_among_busy_ones_is_enough(clock: Clock) -> None:
    busy = iter([1, 9, 1, 9, 1, 9, 1, 1, 1])  # the first look at the small is not judged
    assert pace.grows_in_step(costing(clock, 1, lambda: next(busy)), 100)


def test_what_nobody_notices_may_grow_as_it_likes(clock: Clock) -> None:
    assert pace.grows_in_step(costing(clock, 3), 0, 10)


def test_an_answer_in_time_is_given_and_one_too_late_is_told(clock: Clock) -> None:
    costs = iter([5.0, 0.1])

    def work() -> str:
        clock.now += next(costs, 5.0)
        return "done"

    assert pace.answered_within(1, work) == "done"
    with pytest.raises(AssertionError, match=r"5\.00 s .* 1 s asked"):
        pace.answered_within(1, work)


def test_work_done_once_is_judged_by_what_the_machine_gives(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "slowness", lambda: 3.0)
    with pace.within(1):
        clock.now += 2.5
    with pytest.raises(AssertionError, match="asked"), pace.within(1):
        clock.now += 3.5
