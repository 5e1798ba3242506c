"""The index of pictures in stories, and the times that ties carry; rebuilt from the truth by saving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Model

from articles.body.document import pictures
from articles.bulk import insert_values
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    PersonMention,
    Placement,
    PlacementRole,
)
from articles.publishing.snapshots import Ties
from media.models import Picture

COLUMNS = (
    "article_id", "picture_id", "role", "block_id", "position", "caption", "alt", "decorative",
    "wanted_credit", "source_url",
)  # fmt: skip
Facts = tuple[object, ...]
"""A row as the values of COLUMNS."""


def _wanted(article: Article) -> list[Facts]:
    """The rows that the lead and the body ask for."""
    rows: list[Facts] = []
    if article.lead_picture_id or article.lead_caption or article.lead_source_url:
        rows.append(
            (
                article.pk, article.lead_picture_id, PlacementRole.LEAD.value, "", 0, article.lead_caption,
                article.lead_alt, article.lead_decorative, article.lead_credit,
                article.lead_source_url,
            )
        )  # fmt: skip
    rows += [
        (
            article.pk, figure.picture, PlacementRole.BODY.value, figure.id, min(position, 32000),
            figure.caption, figure.alt, figure.decorative, figure.credit, figure.source_url,
        )
        for position, figure in enumerate(pictures(article.body), start=1)
    ]  # fmt: skip
    return rows


def rebuild_placements(articles: Sequence[Article], *, known_new: bool = False) -> None:
    """Makes the index say what these stories say; stories that nothing changed in are not written.

    `known_new` says that none of them has placements yet, which saves the reading.
    """
    wanted = {article.pk: _wanted(article) for article in articles}
    changed = set(wanted)
    if not known_new:
        stored: dict[int, list[Placement]] = {}
        for row in Placement.objects.filter(article__in=wanted).order_by("position", "pk"):
            stored.setdefault(row.article_id, []).append(row)
        changed = {pk for pk, rows in wanted.items() if rows != _facts(stored.get(pk, []))}
        stale = changed & stored.keys()
        if stale:
            Placement.objects.filter(article__in=stale).delete()
    insert_values(Placement, COLUMNS, (row for pk in changed for row in wanted[pk]))


def placements_of(article: Article, known: Mapping[int, Picture]) -> list[Placement]:
    """The rows that the story asks for, unsaved, with their pictures out of `known`."""
    rows = [Placement(**dict(zip(COLUMNS, facts, strict=True))) for facts in _wanted(article)]
    for row in rows:
        row.picture = known.get(row.picture_id) if row.picture_id else None
    return rows


def placements_differ(before: Article | None, now: Article) -> bool:
    """Whether the two ask for different rows."""
    return before is None or _wanted(before) != _wanted(now)


def same_placements(article: Article, stored: Iterable[Placement]) -> bool:
    """Whether the stored rows say already what the story asks for."""
    return _wanted(article) == _facts(stored)


def _facts(rows: Iterable[Placement]) -> list[Facts]:
    return [tuple(getattr(row, name) for name in COLUMNS) for row in rows]


def listed_at(article: Article) -> datetime | None:
    """The time under which lists of people, topics and contributors keep the story; None hides it."""
    return article.public_from


MOVE: dict[type[Model], str] = {
    PersonMention: "UPDATE articles_personmention SET story_published_at = %s WHERE content_object_id = %s",
    ArticleTopic: "UPDATE articles_articletopic SET story_published_at = %s WHERE article_id = %s",
    ArticleContributor: "UPDATE articles_articlecontributor SET story_published_at = %s WHERE article_id = %s",
}


def move_ties(article: Article, ties: Ties) -> None:
    """Tells the story's ties, which are these, when it is public.

    One statement on PostgreSQL; SQLite has none that changes several tables.
    """
    held = (
        (PersonMention, ties.people), (ArticleTopic, ties.topics), (ArticleContributor, ties.credits),
    )  # fmt: skip
    steps = [MOVE[kind] for kind, some in held if some]
    if connection.vendor == "postgresql" and steps:
        *others, last = steps
        named = [f"step{number} AS ({step})" for number, step in enumerate(others)]
        steps = [f"WITH {', '.join(named)} {last}" if named else last]
    moment = connection.ops.adapt_datetimefield_value(listed_at(article))
    with connection.cursor() as cursor:
        for step in steps:
            cursor.execute(step, [moment, article.pk] * (step.count("%s") // 2))
