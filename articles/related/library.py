"""A library that fits into memory, read once while all its stories are linked anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from articles.models import Article, StoryTerm, Visibility
from articles.related.held import Held
from articles.related.ranking import Facts, load_facts
from articles.related.reasons import Read
from articles.related.terms import SAME_TEXT

MOST_HELD = 1_200_000
"""Rows of signatures that are held while all is linked anew: 15,000 stories, 45 MB. Of more, each
batch reads its own."""
AT_ONCE = 20_000


class Library:
    """Signatures, facts and words of all stories, as they stood when the linking began.

    A story that is saved meanwhile links itself; from here comes only what others hold against it.
    """

    def __init__(self) -> None:
        rows = StoryTerm.objects.order_by().values_list("article_id", "term_id", "weight")
        self.held = Held(rows.iterator(chunk_size=AT_ONCE))
        self.read = Read(held=self.held)
        self._facts = _comparable(load_facts(None))

    def facts_of(self, stories: Collection[int]) -> dict[int, Facts]:
        """The facts of those that readers may still see; one query."""
        # No join: right after an import PostgreSQL has no statistics, and guesses how.
        here = Article.objects.filter(pk__in=stories, visibility=Visibility.PUBLIC)
        keys = here.values_list("pk", flat=True)
        return {key: self._facts[key] for key in keys if key in self._facts}


def _comparable(facts: dict[int, Facts]) -> dict[int, Facts]:
    """The same, without the sketches that are near to no other: nearly all of them."""
    runs: Counter[int] = Counter()
    for each in facts.values():
        runs.update(each.sketch)
    return {
        story: each
        if sum(runs[run] > 1 for run in each.sketch) >= SAME_TEXT * len(each.sketch)
        else replace(each, sketch=())
        for story, each in facts.items()
    }


def whole_library() -> Library | None:
    """All stories, where they are few enough."""
    if StoryTerm.objects.count() > MOST_HELD:
        return None
    return Library()
