"""More stories out of those that are there, inside PostgreSQL: other headlines and times, the same text.

Indexing 622 words takes the database 2 ms, copying what was indexed .2 ms; how often a word stands in
a library, and so what a search costs, stays as it was drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, models

from articles.search.ties import SIGN

SKETCHED = " || ".join(f"sha512(hashes || decode('{part:02x}', 'hex'))" for part in range(8))
"""64 new hashes: no story is taken for a copy of another."""


def repeat(distinct: int, by: int, *, minutes: int, sections: int) -> None:
    """Writes the stories 1 to `distinct` once more under numbers higher `by`, in one transaction."""
    from articles.models import (
        Article,
        ArticleTopic,
        PersonMention,
        RelatedStory,
        SearchText,
        Sketch,
        StoryTerm,
    )

    later = f"+ interval '{by * minutes} minutes'"
    own = {
        "id": f"id + {by}",
        "headline": f"headline || ' {by // distinct}'",
        "slug": f"'story-' || (id - 1 + {by})",
        "section_id": f"(id - 1 + {by}) % {sections} + 1",
        **{name: f"{name} {later}" for name in ("published_at", "created_at", "saved_at")},
    }
    story = {"article_id": f"article_id + {by}"}
    listed = {"story_published_at": f"story_published_at {later}"}
    _copy(Article, "id", distinct, own)
    ties = _ties(by, sections=sections)
    _copy(SearchText, "article_id", distinct, {**story, "vector": "vector", "ties": ties})
    _copy(ArticleTopic, "article_id", distinct, {**story, **listed})
    mention = {"content_object_id": f"content_object_id + {by}"}
    _copy(PersonMention, "content_object_id", distinct, {**mention, **listed})
    _copy(StoryTerm, "article_id", distinct, story)
    title = f"title_key || ' {by // distinct}'"
    _copy(Sketch, "article_id", distinct, {**story, "hashes": SKETCHED, "title_key": title})
    _copy(RelatedStory, "article_id", distinct, {**story, "other_id": f"other_id + {by}"})


def _ties(by: int, *, sections: int) -> str:
    """The tokens of articles.search.ties: people and topics as they were, section and month anew."""
    month, year = (
        f"to_char(published_at AT TIME ZONE 'UTC', '{form}')" for form in ("YYYYMM", "YYYY")
    )
    return (
        f"regexp_replace(ties, '{SIGN}[smy]\\d+ ?', '', 'g') || "
        f"' {SIGN}s' || ((article_id - 1 + {by}) % {sections} + 1) || "
        f"(SELECT ' {SIGN}m' || {month} || ' {SIGN}y' || {year} "
        f"FROM articles_article WHERE id = article_id + {by})"
    )


def _copy(table: type[models.Model], key: str, last: int, changed: Mapping[str, str]) -> None:
    """INSERT … SELECT of the rows whose `key` is at most `last`; the row's own number is made anew."""
    fields = [field for field in table._meta.concrete_fields if not field.primary_key]
    names = list(dict.fromkeys([*(field.column for field in fields), *changed]))
    taken = ", ".join(changed.get(name, f'"{name}"') for name in names)
    written = ", ".join(f'"{name}"' for name in names)
    source = table._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronize_seqscans = off")
        cursor.execute(
            f'INSERT INTO "{source}" ({written}) SELECT {taken} FROM "{source}" '
            f'WHERE "{key}" <= {last} ORDER BY "{key}"'
        )


@contextmanager
def written_vectors() -> Iterator[None]:
    """Lets the generated vector be written as it is; only a superuser's throw-away library may."""
    mark = (
        "UPDATE pg_attribute SET attgenerated = %s "
        "WHERE attrelid = 'articles_searchtext'::regclass AND attname = 'vector'"
    )
    with connection.cursor() as cursor:
        cursor.execute(mark, [""])
    yield
    with connection.cursor() as cursor:
        cursor.execute(mark, ["s"])
