"""Search: words -> stories in order, for readers and editors, on SQLite and on PostgreSQL.

Both databases index the rows of SearchText. The work of one search is bounded: of more than
MOST_MATCHES stories that match, the newest entries are ranked, and the count says "more than".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from articles.body.document import pictures
from articles.body.words import plain_text
from articles.models import Article, ArticleQuerySet, PersonMention, SearchText

LONGEST = 200
"""Characters of a query that are read."""
MOST_TERMS = 12
MOST_MATCHES = 2000
TEXT_LIMIT = 250_000
"""Characters of a body that are indexed; PostgreSQL's vector ends at 1 MB."""

WEIGHTS = (10.0, 4.0, 5.0, 2.0, 1.0)
"""bm25's weights of headline, standfirst, people, captions, body."""
POSTGRES_WEIGHTS = "{0.1, 0.2, 0.5, 1.0}"
"""The same for ts_rank, from D to A."""

LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "ı": "i", "đ": "d", "Đ": "D",
        "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe",
    }
)  # fmt: skip
"""Letters that no engine takes apart into a letter and an accent."""

TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
WORD = re.compile(r"\w", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: terms that must stand in a story and terms that must not; a phrase is one term."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)


@dataclass(slots=True)
class Matches:
    """Ids of the stories found, best or newest first; `is_capped`: there are more than these."""

    ids: list[int] = field(default_factory=list)
    is_capped: bool = False


def parse(words: str) -> Query:
    """`council "tram line" -bus` as terms; never raises, signs without letters are left out."""
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for minus, phrase, word in TERM.findall(words.replace("\0", " ")[:LONGEST]):
        term = " ".join((phrase or word).translate(LETTERS).replace('"', " ").split())
        if WORD.search(term) and len(wanted) + len(unwanted) < MOST_TERMS:
            (unwanted if minus else wanted)[term] = None
    return Query(tuple(wanted), tuple(unwanted))


def search(query: Query, stories: ArticleQuerySet, *, newest_first: bool = False) -> Matches:
    """Those of `stories` that hold every wanted term and no unwanted one; two queries at most.

    `stories` carries the door and the filters: published(now), a section, a person.
    """
    if not query:
        return Matches()
    ranked = _ranked(query)
    if not ranked:
        return Matches()
    public = set(
        stories.filter(pk__in=_matching(query))
        .order_by("-pk")
        .values_list("pk", flat=True)[: MOST_MATCHES + 1]
    )
    order = sorted(public & ranked.keys(), key=lambda pk: (ranked[pk], -pk))
    if newest_first:
        times = dict(
            Article.objects.published().filter(pk__in=order).values_list("pk", "published_at")
        )
        order.sort(key=lambda pk: (times.get(pk) is not None, times.get(pk), pk), reverse=True)
    return Matches(order, is_capped=len(ranked) > MOST_MATCHES)


def matching(query: Query, stories: ArticleQuerySet) -> ArticleQuerySet:
    """The stories that match, unranked, as a queryset; for lists that have their own order."""
    return stories.filter(pk__in=_matching(query)) if query else stories.none()


def _matching(query: Query) -> RawSQL:
    """A subquery of ids, at most MOST_MATCHES + 1, the newest entries."""
    if connection.vendor == "postgresql":
        expression, parameters = _vector_query(query)
        return RawSQL(  # noqa: S611 - the SQL is ours, every word is a parameter
            f"SELECT article_id FROM articles_searchtext WHERE vector @@ ({expression}) "  # noqa: S608
            f"ORDER BY article_id DESC LIMIT {MOST_MATCHES + 1}",
            parameters,
        )
    return RawSQL(  # noqa: S611
        "SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH %s "  # noqa: S608
        f"ORDER BY rowid DESC LIMIT {MOST_MATCHES + 1}",
        [_match(query)],
    )


def _ranked(query: Query) -> dict[int, float]:
    """Id -> rank, the lower the better, of the newest MOST_MATCHES + 1 matches."""
    if connection.vendor == "postgresql":
        expression, parameters = _vector_query(query)
        sql = (
            f"SELECT article_id, -ts_rank('{POSTGRES_WEIGHTS}', vector, ({expression}), 1) "  # noqa: S608
            f"FROM articles_searchtext WHERE vector @@ ({expression}) "
            f"ORDER BY article_id DESC LIMIT {MOST_MATCHES + 1}"
        )
        values: Sequence[str] = [*parameters, *parameters]
    else:
        weights = ", ".join(map(str, WEIGHTS))
        sql = (
            f"SELECT rowid, bm25(articles_searchindex, {weights}) FROM articles_searchindex "  # noqa: S608
            f"WHERE articles_searchindex MATCH %s ORDER BY rowid DESC LIMIT {MOST_MATCHES + 1}"
        )
        values = [_match(query)]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())


def _match(query: Query) -> str:
    """FTS5's expression; every term is a quoted string, so none of its signs mean anything."""
    wanted = " AND ".join(f'"{term}"' for term in query.wanted)
    unwanted = " OR ".join(f'"{term}"' for term in query.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _vector_query(query: Query) -> tuple[str, list[str]]:
    parts = ["phraseto_tsquery('newsroom', %s)"] * len(query.wanted)
    parts += ["!! phraseto_tsquery('newsroom', %s)"] * len(query.unwanted)
    return " && ".join(parts), [*query.wanted, *query.unwanted]


def index(articles: Iterable[Article], *, known_new: bool = False) -> None:
    """Writes the words of these stories where search reads them; a fixed number of statements."""
    rows = {article.pk: article for article in articles}
    if not rows:
        return
    people: dict[int, list[str]] = {}
    ties: QuerySet[PersonMention] = PersonMention.objects.filter(content_object__in=rows)
    for story, name in ties.values_list("content_object_id", "tag__name"):
        people.setdefault(story, []).append(name)
    texts = [
        SearchText(
            article_id=pk,
            headline=article.headline.translate(LETTERS),
            standfirst=article.standfirst.translate(LETTERS),
            people=" · ".join(people.get(pk, [])).translate(LETTERS),
            captions=_captions(article).translate(LETTERS),
            body=plain_text(article.body)[:TEXT_LIMIT].translate(LETTERS),
        )
        for pk, article in rows.items()
    ]
    names = ["headline", "standfirst", "people", "captions", "body"]
    if known_new:
        SearchText.objects.bulk_create(texts, batch_size=150)
    else:
        SearchText.objects.bulk_create(
            texts,
            batch_size=150,
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=names,
        )


def _captions(article: Article) -> str:
    captions = [article.lead_caption, *(figure.caption for figure in pictures(article.body))]
    return "\n".join(caption for caption in captions if caption)[:TEXT_LIMIT]
