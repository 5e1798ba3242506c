"""The index of the search: FTS5 on SQLite, a generated vector on PostgreSQL; both follow SearchText.

The index is an engine's own object that no model describes, so it is made in SQL. Stemming is
that of the site's language when the site is made; `manage.py rebuild_search` changes it later.
"""

from django.conf import settings
from django.db import migrations

COLUMNS = ("headline", "standfirst", "people", "captions", "body")
SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}
WEIGHTS = {"headline": "A", "standfirst": "B", "people": "B", "captions": "C", "body": "D"}


def make(apps, schema_editor):
    language = settings.LANGUAGE_CODE.split("-")[0].lower()
    if schema_editor.connection.vendor == "postgresql":
        for statement in postgresql(SNOWBALL.get(language, "simple")):
            schema_editor.execute(statement)
    elif schema_editor.connection.vendor == "sqlite":
        for statement in sqlite("porter " if language == "en" else ""):
            schema_editor.execute(statement)


def postgresql(dictionary):
    yield "CREATE EXTENSION IF NOT EXISTS unaccent"
    yield f"CREATE TEXT SEARCH CONFIGURATION newsroom (COPY = {dictionary})"
    stem = "simple" if dictionary == "simple" else f"{dictionary}_stem"
    yield (
        "ALTER TEXT SEARCH CONFIGURATION newsroom ALTER MAPPING FOR "
        f"hword, hword_part, word, asciiword, asciihword, hword_asciipart WITH unaccent, {stem}"
    )
    parts = " || ".join(
        f"setweight(to_tsvector('newsroom', {name}), '{weight}')" for name, weight in WEIGHTS.items()
    )
    yield (
        "ALTER TABLE articles_searchtext ADD COLUMN vector tsvector "
        f"GENERATED ALWAYS AS ({parts}) STORED"
    )
    yield (
        "CREATE INDEX search_by_vector ON articles_searchtext USING gin (vector) "
        "WITH (fastupdate = off)"
    )


def sqlite(stemmer):
    names = ", ".join(COLUMNS)
    new = ", ".join(f"new.{name}" for name in COLUMNS)
    old = ", ".join(f"old.{name}" for name in COLUMNS)
    yield (
        f"CREATE VIRTUAL TABLE articles_searchindex USING fts5({names}, "
        "content='articles_searchtext', content_rowid='article_id', "
        f"tokenize='{stemmer}unicode61 remove_diacritics 2')"
    )
    gone = (
        f"INSERT INTO articles_searchindex(articles_searchindex, rowid, {names}) "
        f"VALUES ('delete', old.article_id, {old});"
    )
    come = f"INSERT INTO articles_searchindex(rowid, {names}) VALUES (new.article_id, {new});"
    for event, steps in (("INSERT", come), ("DELETE", gone), ("UPDATE", f"{gone} {come}")):
        yield (
            f"CREATE TRIGGER search_after_{event.lower()} AFTER {event} ON articles_searchtext "
            f"BEGIN {steps} END"
        )


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE articles_searchtext DROP COLUMN IF EXISTS vector")
        schema_editor.execute("DROP TEXT SEARCH CONFIGURATION IF EXISTS newsroom")
    elif schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS search_after_{event}")
        schema_editor.execute("DROP TABLE IF EXISTS articles_searchindex")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
