"""The index of pictures in stories, and the times that ties carry; rebuilt from the truth by saving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from articles.body.document import pictures
from articles.bulk import insert
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    PersonMention,
    Placement,
    PlacementRole,
)
from articles.publishing.snapshots import Ties

COMPARED = (
    "article_id", "picture_id", "role", "block_id", "position", "caption", "alt", "decorative",
    "wanted_credit", "source_url",
)  # fmt: skip


def placements_of(article: Article) -> list[Placement]:
    """The rows that the lead and the body ask for, not yet saved."""
    rows = []
    if article.lead_picture_id or article.lead_caption or article.lead_source_url:
        rows.append(
            Placement(
                article=article,
                picture_id=article.lead_picture_id,
                role=PlacementRole.LEAD,
                position=0,
                caption=article.lead_caption,
                alt=article.lead_alt,
                decorative=article.lead_decorative,
                wanted_credit=article.lead_credit,
                source_url=article.lead_source_url,
            )
        )
    for position, figure in enumerate(pictures(article.body), start=1):
        rows.append(
            Placement(
                article_id=article.pk,
                picture_id=figure.picture,
                role=PlacementRole.BODY,
                block_id=figure.id,
                position=min(position, 32000),
                caption=figure.caption,
                alt=figure.alt,
                decorative=figure.decorative,
                wanted_credit=figure.credit,
                source_url=figure.source_url,
            )
        )
    return rows


def rebuild_placements(articles: Sequence[Article], *, known_new: bool = False) -> None:
    """Makes the index say what these stories say; stories that nothing changed in are not written.

    `known_new` says that none of them has placements yet, which saves the reading.
    """
    wanted = {article.pk: placements_of(article) for article in articles}
    changed = set(wanted)
    if not known_new:
        stored: dict[int, list[Placement]] = {}
        for row in Placement.objects.filter(article__in=wanted).order_by("position", "pk"):
            stored.setdefault(row.article_id, []).append(row)
        changed = {pk for pk, rows in wanted.items() if _facts(rows) != _facts(stored.get(pk, []))}
        stale = changed & stored.keys()
        if stale:
            Placement.objects.filter(article__in=stale).delete()
    insert(row for pk in changed for row in wanted[pk])


def placements_differ(before: Article | None, now: Article) -> bool:
    """Whether the two ask for different rows."""
    if before is None:
        return True
    return _facts(placements_of(before)) != _facts(placements_of(now))


def same_placements(article: Article, stored: Iterable[Placement]) -> bool:
    """Whether the stored rows say already what the story asks for."""
    return _facts(placements_of(article)) == _facts(stored)


def _facts(rows: Iterable[Placement]) -> list[tuple[object, ...]]:
    return [tuple(getattr(row, name) for name in COMPARED) for row in rows]


def listed_at(article: Article) -> datetime | None:
    """The time under which lists of people, topics and contributors keep the story; None hides it."""
    return article.public_from


def move_ties(article: Article, ties: Ties) -> None:
    """Tells the story's ties, which are these, when it is public."""
    moment = listed_at(article)
    if ties.people:
        PersonMention.objects.filter(content_object=article).update(story_published_at=moment)
    if ties.topics:
        ArticleTopic.objects.filter(article=article).update(story_published_at=moment)
    if ties.credits:
        ArticleContributor.objects.filter(article=article).update(story_published_at=moment)
