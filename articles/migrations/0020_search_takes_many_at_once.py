"""PostgreSQL: words of new stories may wait in the index's list, from where many go in at once.

Word by word an imported story of 600 words took .7 ms of the server and 120 KB of its log; sorted
and together with those of its batch .1 ms and 15 KB. How long the list may grow is each
connection's own (newsroom/databases.py, articles/search/together.py).
"""

from django.db import migrations


def let_wait(state):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER INDEX search_by_words SET (fastupdate = {state})")
            if state == "off":
                schema_editor.execute("SELECT gin_clean_pending_list('search_by_words')")

    return run


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_counts_of_terms_move_in_place")]

    operations = [migrations.RunPython(let_wait("on"), let_wait("off"))]
