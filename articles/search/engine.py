"""The index itself, in each database's own words, and how it is made anew in the site's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection, transaction

from articles.models import Article
from articles.search.indexing import index
from articles.search.stemming import SNOWBALL, language

COLUMNS = ("headline", "standfirst", "people", "captions", "body", "ties")
BATCH = 500


def rebuild(told: Callable[[int], None]) -> int:
    """Every story's words anew, then the engine's index in LANGUAGE_CODE; `told` hears how many.

    Readers search the old index meanwhile. Batches keep memory flat and other writers waiting
    for less than a second; SQLite's last step, which makes its index of the rows, holds them longer.
    """
    if connection.vendor == "postgresql":
        _run(postgresql_language())
    done = last = 0
    while batch := list(Article.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        with transaction.atomic():
            index(batch)
        done, last = done + len(batch), batch[-1].pk
        told(done)
    if connection.vendor == "sqlite":
        with transaction.atomic():
            _run(sqlite_anew())
    return done


def _run(statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def postgresql_language() -> Iterator[str]:
    """Words go through the language's stemmer from now on; vectors follow as rows are written."""
    dictionary = SNOWBALL.get(language(), "simple")
    stem = "simple" if dictionary == "simple" else f"{dictionary}_stem"
    mapping = "ALTER TEXT SEARCH CONFIGURATION newsroom ALTER MAPPING FOR"
    yield f"{mapping} hword, hword_part, word WITH unaccent, {stem}"
    yield f"{mapping} asciiword, asciihword, hword_asciipart WITH {stem}"  # no accent to take away


def sqlite_anew() -> Iterator[str]:
    """FTS5's table anew, of all rows, under the same triggers."""
    names = ", ".join(COLUMNS)
    stemmer = "porter " if language() == "en" else ""
    yield "DROP TABLE articles_searchindex"
    yield (
        f"CREATE VIRTUAL TABLE articles_searchindex USING fts5({names}, "
        "content='articles_searchtext', content_rowid='article_id', "
        f"tokenize='{stemmer}unicode61 remove_diacritics 2')"
    )
    yield "INSERT INTO articles_searchindex(articles_searchindex) VALUES ('rebuild')"
