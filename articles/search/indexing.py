"""Stories' words and ties, written where search reads them; the engine's index follows those rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from articles.body.document import pictures
from articles.body.words import plain_text
from articles.bulk import insert
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    PersonMention,
    SearchText,
)
from articles.search.stemming import prepared
from articles.search.ties import (
    contributor_token,
    month_tokens,
    person_token,
    section_token,
    topic_token,
)

TEXT_LIMIT = 250_000
"""Characters of a body that are indexed; PostgreSQL's vector ends at 1 MB."""
BATCH = 150
NOTHING_KNOWN: Mapping[int, str] = {}
WRITTEN = ["headline", "standfirst", "people", "captions", "body", "ties"]


def index(
    articles: Iterable[Article],
    *,
    known_new: bool = False,
    plain: Mapping[int, str] = NOTHING_KNOWN,
) -> None:
    """Writes the words of these stories where search reads them; a fixed number of statements.

    `known_new` says that none of them is in the index; `plain` holds plain texts that are known.
    """
    rows = {article.pk: article for article in articles}
    if not rows:
        return
    people, tokens = _ties(rows)
    texts = [
        SearchText(
            article_id=pk,
            headline=prepared(article.headline),
            standfirst=prepared(article.standfirst),
            people=_names(people[pk]),
            captions=_captions(article),
            body=prepared((plain.get(pk) or plain_text(article.body))[:TEXT_LIMIT]),
            ties=_all_ties(article, tokens[pk]),
        )
        for pk, article in rows.items()
    ]
    if known_new:
        insert(texts)
    else:
        SearchText.objects.bulk_create(
            texts,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=WRITTEN,
        )


def index_ties(stories: Sequence[int]) -> None:
    """The people and ties of these stories anew, when those changed and no word of the text did."""
    people, tokens = _ties(stories)
    rows = Article.objects.filter(pk__in=stories).only("section_id", "published_at")
    SearchText.objects.bulk_update(
        [
            SearchText(
                article_id=row.pk,
                people=_names(people[row.pk]),
                ties=_all_ties(row, tokens[row.pk]),
            )
            for row in rows
        ],
        ["people", "ties"],
        batch_size=500,
    )


def _names(people: Iterable[str]) -> str:
    return prepared(" · ".join(people))


def _all_ties(article: Article, tokens: Iterable[str]) -> str:
    own = [section_token(article.section_id)] if article.section_id else []
    if article.published_at:
        own += month_tokens(article.published_at)
    return " ".join([*own, *tokens])


def _ties(stories: Collection[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The names of each story's people, and the tokens of all it is tied to; three queries."""
    names: dict[int, list[str]] = defaultdict(list)
    tokens: dict[int, list[str]] = defaultdict(list)
    mentions: QuerySet[PersonMention, Any] = PersonMention.objects.filter(
        content_object__in=stories
    )
    for story, person, name in mentions.values_list("content_object_id", "tag_id", "tag__name"):
        names[story].append(name)
        tokens[story].append(person_token(person))
    topics = ArticleTopic.objects.filter(article__in=stories).values_list("article_id", "topic_id")
    for story, topic in topics.order_by():
        tokens[story].append(topic_token(topic))
    makers = ArticleContributor.objects.filter(article__in=stories)
    for story, maker in makers.order_by().values_list("article_id", "contributor_id").distinct():
        tokens[story].append(contributor_token(maker))
    return names, tokens


def _captions(article: Article) -> str:
    captions = [article.lead_caption, *(figure.caption for figure in pictures(article.body))]
    return prepared("\n".join(caption for caption in captions if caption)[:TEXT_LIMIT])
