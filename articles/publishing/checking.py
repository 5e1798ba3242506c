"""The checks over many stories, read in batches: seven queries for 200 of them, memory for no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from articles.models import Article, ArticleQuerySet, Comment, PersonMention, Placement, RelatedPick
from articles.publishing.checked_facts import Facts, dead_links, internal_links
from articles.publishing.checks import Finding, check_facts

BATCH = 200


def check_many(
    stories: ArticleQuerySet, *, now: datetime
) -> Iterator[tuple[Article, list[Finding]]]:
    """Each story with what was found, in the order of their numbers; stories without findings too."""
    last = 0
    while True:
        batch = list(stories.filter(pk__gt=last).order_by("pk")[:BATCH])
        if not batch:
            return
        last = batch[-1].pk
        for facts in _facts_of(batch, now):
            yield facts.article, check_facts(facts)


def _facts_of(batch: list[Article], now: datetime) -> Iterator[Facts]:
    placements: dict[int, list[Placement]] = defaultdict(list)
    for row in Placement.objects.filter(article__in=batch).select_related("picture"):
        placements[row.article_id].append(row)
    people: dict[int, list[str]] = defaultdict(list)
    for key, name in PersonMention.objects.filter(content_object__in=batch).values_list(
        "content_object", "tag__name"
    ):
        people[key].append(name)
    picks: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    for key, target, headline in RelatedPick.objects.filter(article__in=batch).values_list(
        "article", "target", "headline"
    ):
        picks[key].append((target, headline))
    comments: dict[int, list[str]] = defaultdict(list)
    for key, text in (
        Comment.objects.filter(article__in=batch, resolved_at=None)
        .order_by("pk")
        .values_list("article", "text")
    ):
        comments[key].append(text)
    links = {article.pk: internal_links(article) for article in batch}
    wanted = {key for found in links.values() for key in found}
    wanted |= {target for ties in picks.values() for target, _words in ties if target}
    public = Article.objects.published(now)
    live = set(public.filter(pk__in=wanted).values_list("pk", flat=True))
    same: dict[str, set[int]] = defaultdict(set)
    headlines = {article.headline for article in batch if article.headline}
    for key, headline in public.filter(headline__in=headlines).values_list("pk", "headline"):
        same[headline].add(key)
    hidden = dict(Article.objects.filter(pk__in=wanted - live).values_list("pk", "headline"))
    for article in batch:
        yield Facts(
            article=article,
            now=now,
            placements=placements[article.pk],
            people=people[article.pk],
            hidden_picks=[
                hidden.get(target, words)
                for target, words in picks[article.pk]
                if target is not None and target not in live
            ],
            dead_links=dead_links(article, links[article.pk], live),
            same_headline=bool(same[article.headline] - {article.pk}),
            has_picks=bool(picks[article.pk]),
            open_comments=comments[article.pk],
        )
