"""Stories' words and ties, written where search reads them; the engine's index follows those rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from articles.body.document import pictures
from articles.body.words import plain_text
from articles.bulk import insert_values
from articles.models import Article, SearchText
from articles.search.stemming import prepared
from articles.search.ties import (
    contributor_token,
    month_tokens,
    person_token,
    section_token,
    topic_token,
)
from articles.search.together import entered_together
from articles.tied import Tied, TiedStories, read_tied

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
    tied: TiedStories | None = None,
) -> None:
    """Writes the words of these stories where search reads them; a fixed number of statements.

    `known_new` says that none of them is in the index; `plain` holds plain texts that are known,
    `tied` what each of them is tied to, where the caller read it already.
    """
    rows = {article.pk: article for article in articles}
    if not rows:
        return
    tied = read_tied(rows) if tied is None else tied
    texts = [
        (
            pk,
            prepared(article.headline),
            prepared(article.standfirst),
            _names(tied[pk].people.values()),
            _captions(article),
            prepared((plain.get(pk) or plain_text(article.body))[:TEXT_LIMIT]),
            _all_ties(article, _tokens(tied[pk])),
        )
        for pk, article in rows.items()
    ]
    columns = ["article_id", *WRITTEN]
    with entered_together(len(texts)):
        if known_new:
            insert_values(SearchText, columns, texts)
            return
        SearchText.objects.bulk_create(
            (SearchText(**dict(zip(columns, text, strict=True))) for text in texts),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=WRITTEN,
        )


def index_ties(stories: Sequence[int]) -> None:
    """The people and ties of these stories anew, when those changed and no word of the text did."""
    tied = read_tied(stories)
    rows = Article.objects.filter(pk__in=stories).only("section_id", "published_at")
    SearchText.objects.bulk_update(
        [
            SearchText(
                article_id=row.pk,
                people=_names(tied[row.pk].people.values()),
                ties=_all_ties(row, _tokens(tied[row.pk])),
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


def _tokens(tied: Tied) -> list[str]:
    return [
        *map(person_token, tied.people),
        *map(topic_token, tied.topics),
        *map(contributor_token, tied.makers),
    ]


def _captions(article: Article) -> str:
    captions = [article.lead_caption, *(figure.caption for figure in pictures(article.body))]
    return prepared("\n".join(caption for caption in captions if caption)[:TEXT_LIMIT])
