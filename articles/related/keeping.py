"""Stored links kept right on both sides: when a story comes, changes or goes, and for a whole library."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from django.db import transaction
from django.db.models import Max

from articles.models import Article, RelatedStory, Sketch, StoryTerm, Term, Visibility
from articles.people.fold import fold_name
from articles.related.indexing import (
    Vocabulary,
    best_terms,
    comparable,
    entities_of,
    forget_story,
    index_story,
)
from articles.related.ranking import KEPT, Link, library_size, rank
from articles.related.terms import pack, signature, sketch

BATCH = 200
GROWTH = 0.1
"""A library that grew by more than this share since its weights were counted is counted anew."""

OnProgress = Callable[[str, int, int], None]


def follow(article: Article) -> None:
    """After one story was saved: its own list, and its place in the lists of the others."""
    with transaction.atomic():
        if article.visibility != Visibility.PUBLIC:
            forget_story(article)
            RelatedStory.objects.filter(article=article).delete()
            RelatedStory.objects.filter(other=article).delete()
            return
        index_story(article)
        links = rank([article.pk], stories=library_size())[article.pk]
        RelatedStory.objects.filter(article=article).delete()
        store(links)
        _enter_lists(article.pk, links)


def store(links: Sequence[Link]) -> None:
    """Writes links, each article's in the order given."""
    places: defaultdict[int, int] = defaultdict(int)
    rows = []
    for link in links:
        places[link.article] += 1
        rows.append(
            RelatedStory(
                article_id=link.article,
                other_id=link.other,
                rank=places[link.article],
                score=round(link.score, 5),
                why=link.why,
            )
        )
    RelatedStory.objects.bulk_create(rows, batch_size=500)


def _enter_lists(article: int, links: Sequence[Link]) -> None:
    """The likeness is symmetric: the story enters the lists of those it is near to, where it fits."""
    others = {link.other: link for link in links}
    RelatedStory.objects.filter(other=article).exclude(article__in=others).delete()
    lists: dict[int, list[RelatedStory]] = {other: [] for other in others}
    for row in RelatedStory.objects.filter(article__in=others).exclude(other=article):
        lists[row.article_id].append(row)
    RelatedStory.objects.filter(article__in=others, other=article).delete()
    new: list[RelatedStory] = []
    moved: list[RelatedStory] = []
    fallen: list[int] = []
    for other, rows in lists.items():
        link = others[other]
        entry = RelatedStory(
            article_id=other, other_id=article, score=round(link.score, 5), why=link.why, rank=0
        )
        ordered = sorted([*rows, entry], key=lambda row: (-row.score, -row.other_id))
        for place, row in enumerate(ordered, start=1):
            is_new = row is entry
            if place > KEPT:
                if not is_new:
                    fallen.append(row.pk)
            elif is_new or row.rank != place:
                row.rank = place
                (new if is_new else moved).append(row)
    RelatedStory.objects.filter(pk__in=fallen).delete()
    RelatedStory.objects.bulk_update(moved, ["rank"], batch_size=200)
    RelatedStory.objects.bulk_create(new, batch_size=500)


def catch_up(on_progress: OnProgress = lambda what, done, total: None) -> None:
    """After a bulk import: everything anew if the library grew much, else only what is new."""
    known = library_size()
    waiting = Article.objects.filter(visibility=Visibility.PUBLIC, sketch=None)
    count = waiting.count()
    if count > max(20, known * GROWTH):
        rebuild(on_progress)
        return
    for done, article in enumerate(waiting.order_by("pk").iterator(chunk_size=BATCH), start=1):
        follow(article)
        on_progress("related", done, count)


def rebuild(on_progress: OnProgress = lambda what, done, total: None) -> None:
    """Counts all terms, writes all signatures and all links; streams, and may be run again.

    The old links stay readable until a batch replaces its own.
    """
    total = Article.objects.filter(visibility=Visibility.PUBLIC).count()
    vocabulary = Vocabulary()
    for done, batch in _stories():
        entities = entities_of(batch)
        for article in batch:
            vocabulary.add([*comparable(article), *entities[article.pk]])
        on_progress("counting terms", done, total)
    ids = _write_terms(vocabulary)
    StoryTerm.objects.exclude(article__visibility=Visibility.PUBLIC).delete()
    Sketch.objects.exclude(article__visibility=Visibility.PUBLIC).delete()
    for done, batch in _stories():
        with transaction.atomic():
            _write_signatures(batch, vocabulary, ids)
        on_progress("writing signatures", done, total)
    for done, batch in _stories():
        keys = [article.pk for article in batch]
        ranked = rank(keys, stories=vocabulary.stories)
        with transaction.atomic():
            RelatedStory.objects.filter(article__in=keys).delete()
            store([link for links in ranked.values() for link in links])
        on_progress("linking stories", done, total)
    RelatedStory.objects.exclude(article__visibility=Visibility.PUBLIC).delete()


def _stories() -> Iterator[tuple[int, list[Article]]]:
    last, done = 0, 0
    fields = ("pk", "headline", "standfirst", "body", "visibility", "published_at")
    end = Article.objects.aggregate(Max("pk"))["pk__max"] or 0
    while batch := list(
        Article.objects.filter(pk__gt=last, pk__lte=end, visibility=Visibility.PUBLIC)
        .only(*fields)
        .order_by("pk")[:BATCH]
    ):
        last, done = batch[-1].pk, done + len(batch)
        yield done, batch


def _write_terms(vocabulary: Vocabulary) -> dict[str, int]:
    """The table of terms as counted; word -> id of those that stand in two stories or more."""
    Term.objects.update(df=0)
    kept = {word: df for word, df in vocabulary.frequency.items() if df > 1 and len(word) <= 64}
    words = sorted(kept)
    for start in range(0, len(words), 2000):
        Term.objects.bulk_create(
            (Term(word=word, df=kept[word]) for word in words[start : start + 2000]),
            update_conflicts=True,
            unique_fields=["word"],
            update_fields=["df"],
            batch_size=500,
        )
    return dict(Term.objects.filter(df__gt=1).values_list("word", "pk").iterator(chunk_size=5000))


def _write_signatures(batch: list[Article], vocabulary: Vocabulary, ids: dict[str, int]) -> None:
    keys = [article.pk for article in batch]
    entities = entities_of(batch)
    best = best_terms(vocabulary.stories)
    rows, sketches = [], []
    for article in batch:
        words = comparable(article)
        weights = signature(
            words,
            entities=entities[article.pk],
            frequency=vocabulary.frequency,
            stories=vocabulary.stories,
            best=best,
        )
        rows += [
            StoryTerm(article_id=article.pk, term_id=ids[word], weight=weight)
            for word, weight in weights.items()
            if word in ids
        ]
        sketches.append(
            Sketch(
                article_id=article.pk,
                hashes=pack(sketch(words)),
                title_key=fold_name(article.headline)[:160],
            )
        )
    StoryTerm.objects.filter(article__in=keys).delete()
    StoryTerm.objects.bulk_create(rows, batch_size=2000)
    Sketch.objects.bulk_create(
        sketches,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["hashes", "title_key"],
        batch_size=200,
    )
