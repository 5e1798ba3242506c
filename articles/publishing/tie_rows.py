"""The rows behind a story's ties: a list that changed is written anew, in the editor's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    PersonMention,
    RelatedPick,
)
from articles.people.fold import row_key
from articles.publishing.placing import listed_at
from articles.publishing.snapshots import CreditTie, PersonTie, PickTie, Ties


def write_ties(article: Article, before: Ties, given: Ties) -> Ties:
    """Replaces the lists that were given and differ from those before; answers with all as they stand."""
    now = replace(before)
    for name, (model, story, rows) in LISTS.items():
        listed = getattr(given, name)
        if listed is None or listed == getattr(before, name):
            continue
        stored = model._default_manager
        stored.filter(**{story: article}).delete()
        stored.bulk_create(rows(article, listed))
        setattr(now, name, listed)
    return now


def _people(article: Article, ties: list[PersonTie]) -> Iterator[PersonMention]:
    moment = listed_at(article)
    for position, tie in enumerate(ties):
        yield PersonMention(
            content_object=article,
            tag_id=tie.person,
            role=tie.role,
            origin=tie.origin,
            score=tie.score,
            evidence=tie.evidence,
            position=position,
            story_published_at=moment,
        )


def _topics(article: Article, topics: list[int]) -> Iterator[ArticleTopic]:
    moment = listed_at(article)
    for position, topic in enumerate(topics):
        yield ArticleTopic(
            article=article, topic_id=topic, position=position, story_published_at=moment
        )


def _credits(article: Article, ties: list[CreditTie]) -> Iterator[ArticleContributor]:
    moment = listed_at(article)
    for position, tie in enumerate(ties):
        yield ArticleContributor(
            article=article,
            contributor_id=tie.contributor,
            role=tie.role,
            position=position,
            story_published_at=moment,
        )


def _picks(article: Article, ties: list[PickTie]) -> Iterator[RelatedPick]:
    for position, tie in enumerate(ties):
        yield RelatedPick(
            article=article,
            target_id=tie.target,
            url=tie.url,
            headline=tie.headline,
            headline_key=row_key(tie.headline),
            teaser=tie.teaser,
            source_id=tie.source_id,
            origin=tie.origin,
            position=position,
        )


LISTS: dict[str, tuple[type[Any], str, Callable[[Article, Any], Iterator[Any]]]] = {
    "people": (PersonMention, "content_object", _people),
    "topics": (ArticleTopic, "article", _topics),
    "credits": (ArticleContributor, "article", _credits),
    "picks": (RelatedPick, "article", _picks),
}
"""List of Ties -> its model, the model's field for the story, and what makes the rows."""
