from django.db import migrations


def make(apps, schema_editor):
    """The home page has a front even before anybody arranged it: reading the list makes no row."""
    front = apps.get_model("articles", "Front").objects.using(schema_editor.connection.alias)
    if not front.filter(section=None).exists():
        front.create(section=None)


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0008_desk_lists_by_index"),
    ]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
