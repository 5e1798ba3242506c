"""PostgreSQL: the terms of a story are written without a look at story and term for each row.

On SQLite the look costs little, and the table would be written anew: it keeps its constraints.
"""

import django.db.models.deletion
from django.db import migrations, models


class AlterOnPostgreSQL(migrations.AlterField):
    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_links_that_wait_for_the_library")]

    operations = [
        AlterOnPostgreSQL(
            model_name="storyterm",
            name="article",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="terms",
                to="articles.article",
            ),
        ),
        AlterOnPostgreSQL(
            model_name="storyterm",
            name="term",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.term",
            ),
        ),
    ]
