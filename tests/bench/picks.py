"""The machine's links against an editor's: `python -m tests.bench.picks`.

Makes the demo paper, in which an editor picked related stories, and ranks its stories without looking at
the picks: as the product does, by shared tags (what counting people and topics gives), and by BM25 over
the 32 best words of a story. A story counts as relevant where one of the two picks the other. Fails
where the product is not the best.
"""

from __future__ import annotations

import io
import math
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable

QUERY_TERMS = 32
SATURATION, BY_LENGTH = 1.2, 0.75
"""BM25's k1 and b, as everybody sets them."""

Ranking = dict[str, list[str]]
Weighed = Callable[[str, str], float]


def picked() -> list[tuple[str, dict[str, float]]]:
    """Each story with those that an editor picked for it, or that it was picked for."""
    from articles.models import Article, RelatedPick

    public = Article.objects.published()
    gains: defaultdict[str, dict[str, float]] = defaultdict(dict)
    pairs = RelatedPick.objects.filter(article__in=public, target__in=public)
    for one, other in pairs.values_list("article_id", "target_id"):
        gains[str(one)][str(other)] = gains[str(other)][str(one)] = 2.0
    return list(gains.items())


def by_the_product() -> Ranking:
    from articles.models import Article
    from articles.related.indexing import library_size
    from articles.related.nearness import nearest
    from articles.related.ranking import load_facts, score

    keys = list(Article.objects.published().values_list("pk", flat=True))
    near = nearest(keys, stories=library_size())
    facts = load_facts(keys)
    scored = {key: score(key, near.get(key, ()), facts, set()) for key in keys}
    return {str(key): [str(link.other) for link in links] for key, links in scored.items()}


def ranked(stories: list[str], weighed: Weighed) -> Ranking:
    found = {}
    for one in stories:
        near = [(-weighed(one, other), other) for other in stories if other != one]
        found[one] = [other for points, other in sorted(near) if points]
    return found


def by_tags_and_bm25() -> tuple[Ranking, Ranking]:
    from articles.models import Article
    from articles.related.indexing import comparable, entities_of

    public = list(Article.objects.published().order_by("pk"))
    words = {str(each.pk): Counter(comparable(each)) for each in public}
    tags = {str(key): set(terms) for key, terms in entities_of(public).items()}
    stories = list(words)
    holding = Counter(word for counted in words.values() for word in counted)
    usual = sum(counted.total() for counted in words.values()) / len(words)

    def rarity(word: str) -> float:
        return math.log(1 + (len(words) - holding[word] + 0.5) / (holding[word] + 0.5))

    def best(story: str) -> list[str]:
        weights = {word: (1 + math.log(n)) * rarity(word) for word, n in words[story].items()}
        return sorted(weights, key=lambda word: (-weights[word], word))[:QUERY_TERMS]

    asked = {story: best(story) for story in stories}

    def bm25(one: str, other: str) -> float:
        counted = words[other]
        length = SATURATION * (1 - BY_LENGTH + BY_LENGTH * counted.total() / usual)
        return sum(
            rarity(word) * counted[word] * (SATURATION + 1) / (counted[word] + length)
            for word in asked[one]
        )

    return ranked(stories, lambda one, other: len(tags[one] & tags[other])), ranked(stories, bm25)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="newsroom-picks-") as folder:
        os.environ |= {"DATA_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/picks.sqlite3"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        import django

        django.setup()
        from django.core.management import call_command

        from articles.related.evaluating import quality

        call_command("demo", no_serve=True, verbosity=0, stdout=io.StringIO())
        tags, bm25 = by_tags_and_bm25()
        labels = picked()
        scores = []
        for name, found in (
            ("Newsroom", by_the_product()), ("shared tags", tags), (f"BM25, {QUERY_TERMS} words", bm25),
        ):  # fmt: skip
            told = quality(found, labels)
            scores.append(told.ndcg)
            print(
                f"{name:16} nDCG@5 {told.ndcg:.3f}  recall@5 {told.recall:.3f}  MRR {told.mrr:.3f}"
                f"  of {told.stories} stories"
            )
    return 0 if scores[0] == max(scores) else 1


if __name__ == "__main__":
    sys.exit(main())
