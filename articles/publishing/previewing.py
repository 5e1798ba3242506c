"""Stories as they would look: of an unsaved form, or of one version behind a link without an account."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    Contributor,
    Correction,
    Person,
    PersonMention,
    PreviewLink,
    Revision,
    Tombstone,
    Topic,
)
from articles.publishing.snapshots import Ties, fields_from, snapshot, ties_from, ties_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LASTS = timedelta(hours=24)
TOKEN_BYTES = 32
"""256 random bits; the database keeps only their digest."""


def with_ties(article: Article, ties: Ties, now: datetime) -> Article:
    """The story as its page reads it, with these ties in place of those in the database."""
    people = Person.objects.in_bulk([tie.person for tie in ties.people or []])
    topics = Topic.objects.in_bulk(ties.topics or [])
    writers = Contributor.objects.in_bulk([tie.contributor for tie in ties.credits or []])
    article.published_at = article.published_at or now
    _hold(
        article, "mentions", PersonMention,
        (PersonMention(tag=people[tie.person], role=tie.role) for tie in ties.people or []
         if tie.person in people),
    )  # fmt: skip
    _hold(
        article, "topic_ties", ArticleTopic,
        (ArticleTopic(topic=topics[key]) for key in ties.topics or [] if key in topics),
    )  # fmt: skip
    _hold(
        article, "credits", ArticleContributor,
        (ArticleContributor(contributor=writers[tie.contributor], role=tie.role)
         for tie in ties.credits or [] if tie.contributor in writers),
    )  # fmt: skip
    _hold(article, "corrections", Correction, Correction.objects.filter(article=article.pk or 0))
    return article


def _hold(article: Article, name: str, model: type[Model], rows: Iterable[Model]) -> None:
    held: QuerySet[Any] = model._default_manager.none()
    held._result_cache = list(rows)
    held._prefetch_done = True  # type: ignore[attr-defined]
    article.__dict__.setdefault("_prefetched_objects_cache", {})[name] = held


def make_link(article: Article, *, by: User | None, now: datetime) -> str:
    """The secret of a new link to the story as it is now; it is told once and kept nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Revision.objects.get_or_create(
        article=article,
        number=article.version,
        defaults={"action": "start", "snapshot": snapshot(article, ties_of(article))},
    )
    ends = now + LASTS
    if article.public_from is not None:
        ends = min(ends, article.public_from)
    PreviewLink.objects.create(
        article=article, version=article.version, token_digest=_digest(token), made_by=by,
        ends_at=ends,
    )  # fmt: skip
    return token


def story_behind(token: str, now: datetime) -> Article | None:
    """The version behind a link, made of its snapshot; None once the link has ended.

    It ends after 24 hours, and when the story becomes public or is withdrawn: a link that a backup
    brought back, too.
    """
    if not 20 <= len(token) <= 100:
        return None
    link = PreviewLink.objects.filter(token_digest=_digest(token), ends_at__gt=now).first()
    if link is None or Article.objects.published(now).filter(pk=link.article_id).exists():
        return None
    if Tombstone.objects.filter(article_pk=link.article_id).exists():
        return None
    kept = Revision.objects.filter(article=link.article_id, number=link.version).first()
    if kept is None:
        return None
    article = Article(pk=link.article_id, **fields_from(kept.snapshot))
    return with_ties(article, ties_from(kept.snapshot), now)


def end_links(article: Article) -> None:
    """When the story is published or withdrawn: every link to it ends."""
    PreviewLink.objects.filter(article=article).delete()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
