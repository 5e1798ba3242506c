"""Signatures and sketches of stories in the database: written for one story or for a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import F

from articles.body.words import plain_text
from articles.models import Article, ArticleTopic, PersonMention, Sketch, StoryTerm, Term
from articles.people.fold import fold_name
from articles.related.terms import BEST, LARGE, pack, signature, sketch, words_of


def comparable(article: Article) -> list[str]:
    """The story's terms in their order: headline, standfirst, text."""
    return words_of("\n".join([article.headline, article.standfirst, plain_text(article.body)]))


def entities_of(articles: Sequence[Article]) -> dict[int, list[str]]:
    """The people and topics of stories as terms; two queries."""
    keys = [article.pk for article in articles]
    found: dict[int, list[str]] = {key: [] for key in keys}
    people = PersonMention.objects.filter(content_object__in=keys).order_by("tag_id")
    for story, person in people.values_list("content_object_id", "tag_id"):
        found[story].append(f"@{person}")
    topics = ArticleTopic.objects.filter(article__in=keys).order_by("topic_id")
    for story, topic in topics.values_list("article_id", "topic_id"):
        found[story].append(f"#{topic}")
    return found


def best_terms(stories: int) -> int:
    """How many terms of a story are kept in a library of this size."""
    return BEST if stories < LARGE else BEST // 2


def count_terms(words: Iterable[str], change: int) -> None:
    """Moves the document frequency of these terms by `change`; new terms are made."""
    wanted = sorted({word for word in words if len(word) <= 64})
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        if change > 0:
            Term.objects.bulk_create((Term(word=word) for word in some), ignore_conflicts=True)
        Term.objects.filter(word__in=some).update(df=F("df") + change)


def index_story(article: Article) -> dict[str, float]:
    """Writes one story's signature and sketch anew and answers with its signature.

    A story that was not in the library counts into the frequencies first.
    """
    words = comparable(article)
    entities = entities_of([article])[article.pk]
    stored = Sketch.objects.filter(article=article).first()
    if stored is None:
        count_terms([*words, *entities], 1)
    stories = Sketch.objects.count() + (stored is None)
    terms = {
        word: (pk, df)
        for pk, word, df in Term.objects.filter(
            word__in=[*dict.fromkeys([*words, *entities])][:3000]
        ).values_list("pk", "word", "df")
    }
    weights = signature(
        words,
        entities=entities,
        frequency={word: df for word, (_pk, df) in terms.items()},
        stories=stories,
        best=best_terms(stories),
    )
    StoryTerm.objects.filter(article=article).delete()
    StoryTerm.objects.bulk_create(
        StoryTerm(article=article, term_id=terms[word][0], weight=weight)
        for word, weight in weights.items()
    )
    Sketch.objects.update_or_create(
        article=article,
        defaults={
            "hashes": pack(sketch(words)),
            "title_key": fold_name(article.headline)[:160],
        },
    )
    return weights


def forget_story(article: Article) -> None:
    """Takes a story out of the library: its terms, its sketch, and its place in frequencies."""
    if not Sketch.objects.filter(article=article).exists():
        return
    count_terms([*comparable(article), *entities_of([article])[article.pk]], -1)
    StoryTerm.objects.filter(article=article).delete()
    Sketch.objects.filter(article=article).delete()


class Vocabulary:
    """Document frequencies of a whole library, counted in one pass with bounded memory."""

    MOST = 1_500_000
    """Terms kept while counting; above it those of a single story are dropped."""

    def __init__(self) -> None:
        self.stories = 0
        self.frequency: Counter[str] = Counter()

    def add(self, terms: Iterable[str]) -> None:
        self.stories += 1
        self.frequency.update(set(terms))
        if len(self.frequency) > self.MOST:
            self.frequency = Counter({word: df for word, df in self.frequency.items() if df > 1})
