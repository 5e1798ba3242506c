"""The whole library linked anew: streamed, with flat memory, and resumed where it was interrupted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from articles.models import Article, RelatedStory, Sketch, StoryTerm, Term, Visibility
from articles.related.indexing import (
    EVERY,
    Vocabulary,
    comparable,
    entities_of,
    hold_library,
    library_size,
    set_counts,
    write_signatures,
)
from articles.related.keeping import BATCH, OnProgress, follow, relink, settle
from articles.related.library import whole_library
from articles.related.picks import resolve_waiting
from articles.related.said import Said
from articles.related.terms import FIGURE, terms_of

GROWTH = 0.1
"""A library that grew by more than this share at once is counted anew: its weights have changed."""
LARGE = 5_000
"""Stories from which weights are steady. A library of so many is counted anew only past:"""
GROWTH_OF_LARGE = 0.5
"""A story that comes costs 8 ms to link both ways, one of a library linked whole 3.6: from here on
the whole costs hardly more. To grow fourfold on old weights cost .03 of nDCG@5, and no recall."""
SMALL = 5
"""Stories that are linked one by one however small the library is. Of 121 stories that came by tens nDCG@5
was .93, and .97 once all were counted anew, which takes less than half a second."""
COUNTING, WEIGHING = "counting terms", "weighing terms"
SIGNING, LINKING = "writing signatures", "linking stories"
LINKED = 50
"""Stories to a transaction that links: who saves meanwhile waits for it, 110 ms of a processor. 100 are
4 % faster and keep them twice as long."""
PORTION = 4_000
"""Terms to a transaction: some 50 ms."""


def _silent(what: str, done: int, total: int) -> None:
    """Shows nothing."""


@dataclass(slots=True)
class Mark:
    """How far a run has come: its step and the last story done."""

    step: str = COUNTING
    last: int = 0


def marks_file() -> Path:
    """Where a rebuild of this site notes how far it is."""
    return Path(settings.DATA_DIR) / "rebuild-related.json"


def catch_up(on_progress: OnProgress = _silent, *, marks: Path | None = None) -> None:
    """After a bulk import: everything anew if the library grew much, else only what is new.

    With `marks`, a rebuild that was interrupted, by a kill or by `on_progress`, goes on first.
    """
    if marks is not None and marks.exists():
        rebuild(on_progress, marks=marks)
    waiting = Article.objects.filter(visibility=Visibility.PUBLIC, sketch=None)
    count, library = waiting.count(), library_size()
    growth = GROWTH if library < LARGE else GROWTH_OF_LARGE
    if count > max(SMALL, library * growth):
        rebuild(on_progress, marks=marks)
    else:
        _follow_waiting(count, on_progress)
    resolve_waiting()


def _follow_waiting(count: int, on_progress: OnProgress) -> None:
    waiting = Article.objects.filter(visibility=Visibility.PUBLIC, sketch=None)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        follow(*Article.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk"))
        on_progress(LINKING, min(start + BATCH, count), count)


def rebuild(on_progress: OnProgress = _silent, *, marks: Path | None = None) -> None:
    """Counts all terms, writes all signatures and all links.

    The old links stay readable until a batch replaces its own. With `marks`, a file, a run that
    was interrupted goes on where it stood; the file is gone once all is done.
    """
    total = Article.objects.filter(visibility=Visibility.PUBLIC).count()
    mark = _read(marks)
    words = Said()
    if mark.step == COUNTING:
        words = _count(on_progress, total)
        mark = Mark(SIGNING)
        _write(marks, mark)
    if mark.step == SIGNING:
        keys, frequency = _terms()
        for done, batch in _stories(mark.last, but=words):
            with transaction.atomic():
                _hold_library()
                _sign(batch, keys, frequency, words)
            mark.last = batch[-1].pk
            _write(marks, mark)
            on_progress(SIGNING, done, total)
        del keys, frequency, words
        mark = Mark(LINKING)
    library = whole_library()
    for done, batch in _stories(mark.last, size=min(LINKED, BATCH)):
        with transaction.atomic():
            _hold_library()
            relink(batch, is_both_ways=False, library=library)
        mark.last = batch[-1].pk
        _write(marks, mark)
        on_progress(LINKING, done, total)
    RelatedStory.objects.exclude(article__visibility=Visibility.PUBLIC).delete()
    if marks is not None:
        marks.unlink(missing_ok=True)


def _hold_library() -> None:
    """For one portion; what savers left meanwhile is linked before the next."""
    hold_library()
    transaction.on_commit(settle, robust=True)


def _stories(
    last: int = 0, *, but: Said | None = None, size: int = 0
) -> Iterator[tuple[int, list[Article]]]:
    """Batches of public stories after `last`, each with the count of all up to its end.

    Texts are not read where the words of stories are known, `but` whose.
    """
    public = Article.objects.filter(visibility=Visibility.PUBLIC)
    done = public.filter(pk__lte=last).count() if last else 0
    fields = ["pk", "headline", "visibility", "published_at"]
    fields += [] if but else ["standfirst", "body"]
    end = Article.objects.aggregate(Max("pk"))["pk__max"] or 0
    while batch := list(
        public.filter(pk__gt=last, pk__lte=end).only(*fields).order_by("pk")[: size or BATCH]
    ):
        last, done = batch[-1].pk, done + len(batch)
        yield done, batch


def _count(on_progress: OnProgress, total: int) -> Said:
    """Counts the terms of all; answers with each story's own, where they are few enough to be kept."""
    vocabulary = Vocabulary()
    kept = Said()
    for done, batch in _stories():
        entities = entities_of(batch)
        for article in batch:
            said = comparable(article)
            vocabulary.add([*said, *entities[article.pk]])
            kept.keep(article.pk, said)
        on_progress(COUNTING, done, total)
    frequency = {
        word: df for word, df in vocabulary.frequency.items() if df > 1 and word[0] != FIGURE
    }
    frequency[EVERY] = vocabulary.stories
    with transaction.atomic():
        gone = Article.objects.exclude(visibility=Visibility.PUBLIC)
        StoryTerm.objects.filter(article__in=gone.values("pk")).delete()
        Sketch.objects.filter(article__in=gone.values("pk")).delete()
    _write_terms(frequency, on_progress)
    return kept


def _write_terms(frequency: dict[str, int], on_progress: OnProgress) -> None:
    """Each term's count as it is now, and no term that nothing bears; a portion to a transaction.

    Who saves a story meanwhile waits for one portion, never for all terms of the library. A portion
    is of rows and not of numbers: PostgreSQL takes a number for each known term that a story says again.
    """
    total = len(frequency)
    last, end = 0, Term.objects.aggregate(Max("pk"))["pk__max"] or 0
    while last < end:
        ahead = Term.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
        until = next(iter(ahead[PORTION - 1 : PORTION]), end)
        with transaction.atomic():
            _hold_library()
            some = Term.objects.filter(pk__gt=last, pk__lte=until)
            unborn = some.filter(~Exists(StoryTerm.objects.filter(term=OuterRef("pk"))))
            unborn.exclude(word__in=[EVERY]).delete()
            known = dict(some.values_list("word", "df"))
            set_counts({
                word: frequency.get(word, 1)
                for word, df in known.items()
                if frequency.get(word, 1) != df
            })  # fmt: skip
        for word in known:
            frequency.pop(word, None)
        last = until
        on_progress(WEIGHING, min(last, end), end)
    left = sorted(frequency)
    for start in range(0, len(left), PORTION):
        with transaction.atomic():
            _hold_library()
            set_counts({word: frequency[word] for word in left[start : start + PORTION]})
        on_progress(WEIGHING, total - len(left) + start, total)


def _terms() -> tuple[dict[str, int], dict[str, int]]:
    """The numbers and the counts of the terms of two stories or more."""
    rows = Term.objects.filter(df__gt=1) | Term.objects.filter(word=EVERY)
    found = rows.values_list("word", "pk", "df").iterator(chunk_size=5000)
    keys: dict[str, int] = {}
    frequency: dict[str, int] = {}
    for word, pk, df in found:
        keys[word], frequency[word] = pk, df
    return keys, frequency


def _sign(
    batch: list[Article], keys: dict[str, int], frequency: dict[str, int], known: Said
) -> None:
    kept = {article.pk: known.of(article.pk) for article in batch}
    said = {
        article.pk: comparable(article) if (told := kept[article.pk]) is None else told
        for article in batch
    }
    write_signatures(
        batch,
        said,
        {story: terms_of(told) for story, told in said.items()},
        entities_of(batch),
        frequency=frequency,
        stories=frequency[EVERY],
        keys=keys,
    )


def _read(marks: Path | None) -> Mark:
    """Where the last run stood; the beginning if nothing readable says so."""
    if marks is None:
        return Mark()
    try:
        told = json.loads(marks.read_text(encoding="utf-8"))
        return Mark(str(told["step"]), int(told["last"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Mark()


def _write(marks: Path | None, mark: Mark) -> None:
    if marks is not None:
        beside = marks.with_suffix(".new")
        beside.write_text(json.dumps(asdict(mark)), encoding="utf-8")
        beside.replace(marks)
