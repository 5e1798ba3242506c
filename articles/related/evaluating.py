"""How good the links are, against labels: nDCG@5, recall@5, MRR; pure arithmetic."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DEPTH = 5
SAME_EVENT = 2
"""The gain from which a story counts for recall and MRR, if any label reaches it."""


Labels = list[tuple[str, dict[str, float]]]
"""Story -> the gain of each other one."""
_FORM = '{"id": "a source\'s id", "relevant": {"another": gain}}'


class BadLabels(ValueError):
    """A line that is no label; a sentence with its number and what it should be."""


def read_labels(lines: Iterable[str]) -> Labels:
    """One label a line, empty lines aside; raises BadLabels."""
    labels: Labels = []
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadLabels(f"line {number}: this is not valid JSON ({error}).") from error
        if not isinstance(row, dict) or not {"id", "relevant"} <= row.keys():
            raise BadLabels(f"line {number}: a line is {_FORM}.")
        story, gains = str(row["id"]), row["relevant"]
        if not isinstance(gains, dict) or not all(map(_is_gain, gains.values())):
            raise BadLabels(f"line {number}: “relevant” gives each story a number, 0 or more.")
        if story in seen:
            raise BadLabels(f"line {number}: the story “{story}” was labelled before.")
        seen.add(story)
        labels.append((story, gains))
    if not any(gain > 0 for _story, gains in labels for gain in gains.values()):
        raise BadLabels(f"no line says that a story is relevant; a line is {_FORM}.")
    return labels


def _is_gain(value: object) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and value >= 0  # type: ignore[operator,arg-type]


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the labelled stories that have something relevant."""

    stories: int
    ndcg: float
    recall: float
    mrr: float


def quality(
    found: Mapping[str, Sequence[str]], labels: Iterable[tuple[str, Mapping[str, float]]]
) -> Quality:
    """`found` is story -> related stories, best first; `labels` says the gain of others for a story."""
    ndcg, recall, mrr = [], [], []
    for story, gains in labels:
        relevant = {other: gain for other, gain in gains.items() if gain > 0 and other != story}
        if not relevant:
            continue
        ranked = list(found.get(story, ()))
        ndcg.append(_ndcg(ranked, relevant))
        top = max(relevant.values())
        wanted = {other for other, gain in relevant.items() if gain >= min(SAME_EVENT, top)}
        hits = [other in wanted for other in ranked]
        recall.append(sum(hits[:DEPTH]) / min(len(wanted), DEPTH))
        mrr.append(1 / (hits.index(True) + 1) if True in hits else 0.0)
    return Quality(len(ndcg), _mean(ndcg), _mean(recall), _mean(mrr))


def _ndcg(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    reached = sum(
        gains.get(other, 0.0) / math.log2(place + 2) for place, other in enumerate(ranked[:DEPTH])
    )
    best = sorted(gains.values(), reverse=True)[:DEPTH]
    ideal = sum(gain / math.log2(place + 2) for place, gain in enumerate(best))
    return reached / ideal


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
