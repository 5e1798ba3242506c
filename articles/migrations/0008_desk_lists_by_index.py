"""The lists of the desk find their order in an index; made while readers read and editors save."""

from django.conf import settings
from django.db import migrations, models


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


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('articles', '0007_story_comments_and_desk_order'),
        ('media', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('corrected_at__isnull', False)), fields=['-saved_at'], name='desk_corrected'),
        ),
        AddIndex(
            model_name='article',
            index=models.Index(models.F('headline'), models.OrderBy(models.F('id'), descending=True), name='desk_by_headline'),
        ),
        AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('source_key', ''), _negated=True), fields=['source_key'], name='desk_source_ids'),
        ),
        AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('slugline', ''), _negated=True), fields=['slugline'], name='desk_sluglines'),
        ),
    ]
