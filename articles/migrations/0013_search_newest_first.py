"""PostgreSQL: a short vector to rank by, and one index that finds the newest stories first.

Ranking read each match's whole vector from outside its row, and a common word's matches were all
visited to find the newest thousand. The leading words now stand in a narrow table of their own,
and the index of words knows ties and windows of article numbers, so that one walk finds both.
Everything is made beside what serves: no reader waits, no row of the old table is written.
"""

from django.db import migrations

FILLED = 5000
"""Rows of one transaction: some 300 ms."""
TIES = "string_to_array(ties, ' ')"
WINDOWS = "articles_windows(article_id)"
OLD = {"search_by_vector": "vector", "search_by_tie": TIES}
NEW = {"search_by_words": f"vector, {TIES}, {WINDOWS}"}


def words_of(row):
    parts = {"headline": "A", "standfirst": "B", "people": "B", "left(body, 300)": "D"}
    vectors = []
    for name, weight in parts.items():
        column = name.replace("body", f"{row}.body") if "(" in name else f"{row}.{name}"
        vectors.append(f"setweight(to_tsvector('newsroom', {column}), '{weight}')")
    return " || ".join(vectors)


FOLLOWS = f"""
CREATE OR REPLACE FUNCTION articles_search_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM articles_searchlead WHERE article_id = OLD.article_id;
    ELSE
        INSERT INTO articles_searchlead VALUES (NEW.article_id, {words_of("NEW")})
        ON CONFLICT (article_id) DO UPDATE SET words = EXCLUDED.words;
    END IF;
    RETURN NULL;
END $$
"""


# Dear, so that the planner never thinks of reading the whole table, each vector outside its row,
# nor of other processes to help: what it would save is less than what they cost to start.
NUMBERS = """
CREATE OR REPLACE FUNCTION articles_windows(bigint) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL UNSAFE COST 1000 AS $$
BEGIN RETURN ARRAY[$1 >> 11, -1 - ($1 >> 15)]; END $$
"""


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    run = schema_editor.connection.cursor().execute
    run("SET statement_timeout = 0")
    run(
        "CREATE TABLE IF NOT EXISTS articles_searchlead "
        "(article_id bigint PRIMARY KEY, words tsvector NOT NULL)"
    )
    run(FOLLOWS)
    run(NUMBERS)
    run("DROP TRIGGER IF EXISTS search_leads ON articles_searchtext")
    run(
        "CREATE TRIGGER search_leads AFTER INSERT OR DELETE OR UPDATE OF headline, standfirst, "
        "people, body ON articles_searchtext FOR EACH ROW EXECUTE FUNCTION articles_search_leads()"
    )
    # Also for rows that are copied with foreign keys unchecked.
    run("ALTER TABLE articles_searchtext ENABLE ALWAYS TRIGGER search_leads")
    fill(schema_editor.connection)
    change_indexes(run, old=OLD, new=NEW)
    run("RESET statement_timeout")


def fill(connection):
    """The leading words of the rows that are there; those written meanwhile the trigger has told."""
    with connection.cursor() as cursor:
        last = 0
        while last is not None:
            cursor.execute(
                "WITH part AS (SELECT article_id, headline, standfirst, people, body "
                f"FROM articles_searchtext WHERE article_id > %s ORDER BY article_id LIMIT {FILLED}), "
                "told AS (INSERT INTO articles_searchlead "
                f"SELECT article_id, {words_of('part')} FROM part ON CONFLICT DO NOTHING) "
                "SELECT max(article_id) FROM part",
                [last],
            )
            (last,) = cursor.fetchone()
        cursor.execute("ANALYZE articles_searchlead")


def change_indexes(run, *, old, new):
    for name, columns in new.items():
        run(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")  # of a try that broke off
        run(
            f"CREATE INDEX CONCURRENTLY {name} ON articles_searchtext USING gin ({columns}) "
            "WITH (fastupdate = off)"
        )
    for name in old:
        run(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
    run("ANALYZE articles_searchtext")


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    run = schema_editor.connection.cursor().execute
    run("SET statement_timeout = 0")
    change_indexes(run, old=NEW, new=OLD)
    run("DROP TRIGGER IF EXISTS search_leads ON articles_searchtext")
    run("DROP FUNCTION IF EXISTS articles_search_leads()")
    run("DROP FUNCTION IF EXISTS articles_windows(bigint)")
    run("DROP TABLE IF EXISTS articles_searchlead")
    run("RESET statement_timeout")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0012_one_draft_per_form")]

    operations = [migrations.RunPython(make, unmake)]
