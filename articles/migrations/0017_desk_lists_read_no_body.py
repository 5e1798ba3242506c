"""The desk's list tells from its index alone who may see what: it read 50,000 whole rows for a reporter."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OrderBy

SEEN = ("visibility", "state", "embargo_until", "created_by", "section", "source")
NEWEST = (OrderBy(F("saved_at"), descending=True), OrderBy(F("id"), descending=True))


class AddIndex(migrations.AddIndex):
    """On PostgreSQL without a lock that a save would wait for; one that broke off is made anew."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        schema_editor.execute("SET statement_timeout = 0")
        schema_editor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{self.index.name}"')
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.add_index(model, self.index, concurrently=True)


class RemoveIndex(migrations.RemoveIndex):
    """The same; back again it is made while everybody works, too."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        schema_editor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{self.name}"')

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
            return
        state = to_state.models[app_label, self.model_name_lower]
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.add_index(model, state.get_index_by_name(self.name), concurrently=True)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("articles", "0016_version_keeps_the_rows_own_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndex(
            model_name="article",
            index=models.Index(*NEWEST, *map(F, SEEN), name="desk_seen_last_saved"),
        ),
        RemoveIndex(model_name="article", name="desk_last_saved"),
    ]
