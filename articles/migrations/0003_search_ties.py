"""The search index learns what a story is tied to, so that a search narrows within the index."""

from django.conf import settings
from django.db import migrations, models

SIGN = "\ue000"
OLD = ("headline", "standfirst", "people", "captions", "body")
TIES = (
    "SELECT '{s}s' || section_id AS token FROM articles_article WHERE id = {pk} AND section_id IS NOT NULL "
    "UNION SELECT '{s}p' || tag_id FROM articles_personmention WHERE content_object_id = {pk} "
    "UNION SELECT '{s}t' || topic_id FROM articles_articletopic WHERE article_id = {pk} "
    "UNION SELECT '{s}c' || contributor_id FROM articles_articlecontributor WHERE article_id = {pk} "
    "UNION SELECT '{s}m' || {month} FROM articles_article WHERE id = {pk} AND published_at IS NOT NULL "
    "UNION SELECT '{s}y' || {year} FROM articles_article WHERE id = {pk} AND published_at IS NOT NULL"
)
PK = "articles_searchtext.article_id"


def fill(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        ties = TIES.format(
            s=SIGN, pk=PK,
            month="to_char(published_at AT TIME ZONE 'UTC', 'YYYYMM')",
            year="to_char(published_at AT TIME ZONE 'UTC', 'YYYY')",
        )
        # A page's time limit is not for this; and rows go ten times faster without their index.
        schema_editor.execute("SET LOCAL statement_timeout = 0")
        schema_editor.execute("DROP INDEX search_by_vector")
        schema_editor.execute(
            "UPDATE articles_searchtext SET ties = "
            f"coalesce((SELECT string_agg(token, ' ') FROM ({ties}) found), '')"
        )
        schema_editor.execute(
            "CREATE INDEX search_by_vector ON articles_searchtext USING gin (vector) "
            "WITH (fastupdate = off)"
        )
        schema_editor.execute(
            "CREATE INDEX search_by_tie ON articles_searchtext USING gin (string_to_array(ties, ' ')) "
            "WITH (fastupdate = off)"
        )
    elif schema_editor.connection.vendor == "sqlite":
        ties = TIES.format(
            s=SIGN, pk=PK,
            month="strftime('%%Y%%m', published_at)",
            year="strftime('%%Y', published_at)",
        ).replace("%%", "%")
        for statement in without_index():
            schema_editor.execute(statement)
        schema_editor.execute(
            "UPDATE articles_searchtext SET ties = "
            f"coalesce((SELECT group_concat(token, ' ') FROM ({ties})), '')",
            params=None,
        )
        for statement in sqlite((*OLD, "ties")):
            schema_editor.execute(statement)


def empty(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS search_by_tie")
    elif schema_editor.connection.vendor == "sqlite":
        for statement in (*without_index(), *sqlite(OLD)):
            schema_editor.execute(statement)


def without_index():
    for event in ("insert", "delete", "update"):
        yield f"DROP TRIGGER IF EXISTS search_after_{event}"
    yield "DROP TABLE IF EXISTS articles_searchindex"


def sqlite(columns):
    stemmer = "porter " if settings.LANGUAGE_CODE.lower().startswith("en") else ""
    names = ", ".join(columns)
    new = ", ".join(f"new.{name}" for name in columns)
    old = ", ".join(f"old.{name}" for name in columns)
    yield (
        f"CREATE VIRTUAL TABLE articles_searchindex USING fts5({names}, "
        "content='articles_searchtext', content_rowid='article_id', "
        f"tokenize='{stemmer}unicode61 remove_diacritics 2')"
    )
    yield "INSERT INTO articles_searchindex(articles_searchindex) VALUES ('rebuild')"
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


class Migration(migrations.Migration):
    atomic = True

    dependencies = [("articles", "0002_search_index")]

    operations = [
        migrations.AddField("searchtext", "ties", models.TextField(blank=True, default="")),
        migrations.RunPython(fill, empty),
    ]
