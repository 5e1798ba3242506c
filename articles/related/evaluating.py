"""How good the links are, against labels: nDCG@5, recall@5, MRR; pure arithmetic."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DEPTH = 5
SAME_EVENT = 2
"""The gain from which a story counts for recall and MRR, if any label reaches it."""


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
