"""More stories out of those that are there, inside the database: other headlines and times, the same text.

Indexing 622 words takes PostgreSQL 2 ms, copying what was indexed .2 ms; SQLite indexes them anew. How often
a word stands in a library, and so what a search costs, stays as it was drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, models

from articles.search.ties import SIGN

SKETCHED = " || ".join(f"sha512(hashes || decode('{part:02x}', 'hex'))" for part in range(8))
"""64 new hashes: no story is taken for a copy of another."""
OF_THE_MOMENT = re.compile(rf"{SIGN}[smy]\d+ ?")


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

    is_sqlite = connection.vendor == "sqlite"
    if is_sqlite:
        connection.ensure_connection()
        connection.connection.create_function("tied_anew", 3, _tied_anew, deterministic=True)
    own = {
        "id": f"id + {by}",
        "headline": f"headline || ' {by // distinct}'",
        "slug": f"'story-' || (id - 1 + {by})",
        "section_id": f"(id - 1 + {by}) % {sections} + 1",
        **{name: _later(name, by * minutes) for name in ("published_at", "created_at", "saved_at")},
    }
    story = {"article_id": f"article_id + {by}"}
    listed = {"story_published_at": _later("story_published_at", by * minutes)}
    _copy(Article, "id", distinct, own)
    words = {**story, "ties": _ties(by, sections=sections)}
    _copy(SearchText, "article_id", distinct, words if is_sqlite else {**words, "vector": "vector"})
    _copy(ArticleTopic, "article_id", distinct, {**story, **listed})
    mention = {"content_object_id": f"content_object_id + {by}"}
    _copy(PersonMention, "content_object_id", distinct, {**mention, **listed})
    _copy(StoryTerm, "article_id", distinct, story)
    title = f"title_key || ' {by // distinct}'"
    hashes = "randomblob(512)" if is_sqlite else SKETCHED
    _copy(Sketch, "article_id", distinct, {**story, "hashes": hashes, "title_key": title})
    _copy(RelatedStory, "article_id", distinct, {**story, "other_id": f"other_id + {by}"})


def _later(column: str, minutes: int) -> str:
    if connection.vendor == "sqlite":
        return f"strftime('%Y-%m-%d %H:%M:%S', {column}, '+{minutes} minutes')"
    return f"{column} + interval '{minutes} minutes'"


def _tied_anew(ties: str, section: int, moment: str) -> str:
    """What the expression of _ties makes, for SQLite; `moment` begins with a year and a month."""
    kept = OF_THE_MOMENT.sub("", ties)
    return f"{kept} {SIGN}s{section} {SIGN}m{moment[:4]}{moment[5:7]} {SIGN}y{moment[:4]}"


def _ties(by: int, *, sections: int) -> str:
    """The tokens of articles.search.ties: people and topics as they were, section and month anew."""
    if connection.vendor == "sqlite":
        moment = f"(SELECT published_at FROM articles_article WHERE id = article_id + {by})"
        return f"tied_anew(ties, (article_id - 1 + {by}) % {sections} + 1, {moment})"
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
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL synchronize_seqscans = off")
        cursor.execute(
            f'INSERT INTO "{source}" ({written}) SELECT {taken} FROM "{source}" '
            f'WHERE "{key}" <= {last} ORDER BY "{key}"'
        )


@contextmanager
def written_vectors() -> Iterator[None]:
    """Lets PostgreSQL's generated vector be written as it is; only a superuser's throw-away library may."""
    if connection.vendor == "sqlite":
        yield
        return
    mark = (
        "UPDATE pg_attribute SET attgenerated = %s "
        "WHERE attrelid = 'articles_searchtext'::regclass AND attname = 'vector'"
    )
    with connection.cursor() as cursor:
        cursor.execute(mark, [""])
    yield
    with connection.cursor() as cursor:
        cursor.execute(mark, ["s"])
