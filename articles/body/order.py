"""The order of things that have ids: what was moved between two orders, and one order out of two."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher


def moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The fewest ids whose move turns the one order into the other; both hold each id once."""
    place = {each: number for number, each in enumerate(old)}
    common = [each for each in new if each in place]
    return frozenset(common) - frozenset(_longest_rising(common, place))


def _longest_rising(ids: list[str], place: dict[str, int]) -> Iterator[str]:
    ends: list[int] = []
    end_ids: list[str] = []
    before: dict[str, str | None] = {}
    for each in ids:
        length = bisect_left(ends, place[each])
        before[each] = end_ids[length - 1] if length else None
        ends[length : length + 1] = [place[each]]
        end_ids[length : length + 1] = [each]
    last = end_ids[-1] if end_ids else None
    while last is not None:
        yield last
        last = before[last]


def together(
    base: Sequence[str], one: Sequence[str], other: Sequence[str], kept: Collection[str]
) -> list[str]:
    """One order of the `kept` ids out of two that grew from `base`, whichever comes first.

    A move or insertion of one side stands where that side has it, in its own order; where both
    put something into the same place, one side's whole run stands before the other's.
    """
    sides = sorted((list(one), list(other)))
    shifted = [moved(base, side) for side in sides]
    present = [frozenset(side) for side in sides]
    fixed = [
        each
        for each in base
        if each in kept
        and all(each in side for side in present)
        and not any(each in shift for shift in shifted)
    ]
    known = frozenset(base)
    gaps = []
    for number, side in enumerate(sides):
        own = {
            each
            for each in side
            if each in kept
            and (each not in known or each in shifted[number] or each not in present[1 - number])
        }
        gaps.append(_gaps(side, own, fixed))
    return _woven(fixed, *gaps)


def _gaps(side: list[str], own: set[str], fixed: list[str]) -> list[list[str]]:
    """What a side puts before each fixed id, and after the last."""
    anchors = frozenset(fixed)
    gaps: list[list[str]] = [[]]
    for each in side:
        if each in anchors:
            gaps.append([])
        elif each in own:
            gaps[-1].append(each)
    return gaps


def _woven(fixed: list[str], one: list[list[str]], other: list[list[str]]) -> list[str]:
    order: dict[str, None] = {}
    for number, (left, right) in enumerate(zip(one, other, strict=True)):
        order.update(dict.fromkeys(_one_run(left, right)))
        order.update(dict.fromkeys(fixed[number : number + 1]))
    return list(order)


def _one_run(left: list[str], right: list[str]) -> list[str]:
    if not (left and right):
        return left or right
    run: list[str] = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        run.extend(left[start:end])
        run.extend(right[other_start:other_end])
    return run
