"""Indexes that repeat the front of a longer one, or that nobody asks, are not written any more.

A story that came in wrote 92 rows of indexes; 30 of them stood in an index of a key or a list already, or were
of its address and its state alone, by which no query of ours looks. No table is written anew: on SQLite,
too, an index goes by its name.
"""

from django.conf import settings
from django.db import migrations, models

FIELDS = {
    "article": ("created_by", "section", "slug", "source", "state"),
    "articlecontributor": ("article", "contributor"),
    "articletopic": ("article", "topic"),
    "candidatesighting": ("candidate",),
    "importitem": ("article", "run"),
    "personalias": ("person",),
    "personmention": ("content_object", "tag"),
    "personword": ("person",),
    "placement": ("article",),
    "relatedstory": ("article",),
    "revision": ("article",),
}


def drop(apps, schema_editor):
    for _table, _column, name, _kind in indexes(apps, schema_editor):
        run(schema_editor, f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"')


def make(apps, schema_editor):
    for table, column, name, kind in indexes(apps, schema_editor):
        run(schema_editor, f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"')  # of a try that broke off
        run(schema_editor, f'CREATE INDEX CONCURRENTLY "{name}" ON "{table}" ("{column}"{kind})')


def run(schema_editor, statement):
    """On PostgreSQL without a lock that a save would wait for."""
    if schema_editor.connection.vendor != "postgresql":
        schema_editor.execute(statement.replace("CONCURRENTLY ", ""))
        return
    schema_editor.execute("SET statement_timeout = 0")
    schema_editor.execute(statement)
    schema_editor.execute("RESET statement_timeout")


def indexes(apps, schema_editor):
    """Table, column, the name that Django gave the index, how it compares."""
    for model, names in FIELDS.items():
        meta = apps.get_model("articles", model)._meta
        for field in map(meta.get_field, names):
            place = meta.db_table, [field.column]
            yield meta.db_table, field.column, schema_editor._create_index_name(*place), ""
            if schema_editor.connection.vendor == "postgresql" and not field.is_relation:
                name = schema_editor._create_index_name(*place, suffix="_like")
                yield meta.db_table, field.column, name, " varchar_pattern_ops"


class Altered(migrations.AlterField):
    """The models are drawn once for all of them, not after each: a second less to make a database."""

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("articles", "0023_signatures_without_lookups_of_their_ends"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(drop, make),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                Altered(
                    model_name='article',
                    name='created_by',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=models.SET_NULL, related_name='stories', to=settings.AUTH_USER_MODEL, verbose_name='written by'),
                ),
                Altered(
                    model_name='article',
                    name='section',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=models.PROTECT, related_name='articles', to='articles.section', verbose_name='section'),
                ),
                Altered(
                    model_name='article',
                    name='slug',
                    field=models.SlugField(blank=True, db_index=False, max_length=90, verbose_name='address'),
                ),
                Altered(
                    model_name='article',
                    name='source',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=models.PROTECT, related_name='articles', to='articles.source', verbose_name='source'),
                ),
                Altered(
                    model_name='article',
                    name='state',
                    field=models.CharField(choices=[('draft', 'draft'), ('in_progress', 'in progress'), ('in_review', 'in review'), ('scheduled', 'scheduled'), ('published', 'live'), ('held', 'held'), ('withdrawn', 'withdrawn'), ('archived', 'archived')], default='draft', max_length=11, verbose_name='state'),
                ),
                Altered(
                    model_name='articlecontributor',
                    name='article',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='credits', to='articles.article'),
                ),
                Altered(
                    model_name='articlecontributor',
                    name='contributor',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='credits', to='articles.contributor'),
                ),
                Altered(
                    model_name='articletopic',
                    name='article',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='topic_ties', to='articles.article'),
                ),
                Altered(
                    model_name='articletopic',
                    name='topic',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='ties', to='articles.topic'),
                ),
                Altered(
                    model_name='candidatesighting',
                    name='candidate',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='sightings', to='articles.namecandidate'),
                ),
                Altered(
                    model_name='importitem',
                    name='article',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=models.SET_NULL, related_name='import_items', to='articles.article'),
                ),
                Altered(
                    model_name='importitem',
                    name='run',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='items', to='articles.importrun'),
                ),
                Altered(
                    model_name='personalias',
                    name='person',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='aliases', to='articles.person'),
                ),
                Altered(
                    model_name='personmention',
                    name='content_object',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='mentions', to='articles.article', verbose_name='story'),
                ),
                Altered(
                    model_name='personmention',
                    name='tag',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='mentions', to='articles.person', verbose_name='person'),
                ),
                Altered(
                    model_name='personword',
                    name='person',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='words', to='articles.person'),
                ),
                Altered(
                    model_name='placement',
                    name='article',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='placements', to='articles.article'),
                ),
                Altered(
                    model_name='relatedstory',
                    name='article',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='related', to='articles.article'),
                ),
                Altered(
                    model_name='revision',
                    name='article',
                    field=models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name='revisions', to='articles.article'),
                ),
            ],
        ),
    ]
