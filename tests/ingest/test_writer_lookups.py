"""Names that an import meets again are not asked for again, and too many are forgotten."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.ingest import writer_lookups
from articles.ingest.pipeline import BATCH
from articles.ingest.writer_decisions import known_by
from articles.ingest.writer_lookups import Names
from articles.models import Contributor
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def test_names_beyond_what_is_remembered_are_found_and_not_made_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer_lookups, "MOST_KNOWN", 3)
    person, names = make_person(name="June Ogata"), Names()
    written = [f"Writer {letter}" for letter in "abcdefgh"]
    first = {name: names.contributors([name])[name].pk for name in written}
    again = {name: names.contributors([name])[name].pk for name in written}
    assert first == again
    assert len(vars(names)["_contributors"]) <= 4
    assert Contributor.objects.count() == len(written)
    assert [each.pk for each in names.people([*written, "June Ogata"])["June Ogata"]] == [person.pk]
    made = names.new_person("Ada Stone")
    assert names.people(["Ada Stone"])["Ada Stone"] == [made]


OF_SOURCE_ALONE = """
SELECT indexname FROM pg_indexes WHERE tablename = 'articles_article'
AND indexdef LIKE '%(source_id%' AND indexdef NOT LIKE '%source_key%'
"""


def test_whether_a_batch_is_here_is_told_by_the_index_of_source_and_key() -> None:
    """Of one source there may be a million stories; what PostgreSQL knows of none does not matter here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(OF_SOURCE_ALONE)
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP INDEX "{name}"')
            cursor.execute("SET LOCAL enable_seqscan = off")
    stories = known_by("wire.example", [f"w-{number}" for number in range(BATCH)])
    read_by = [line for line in stories.explain().splitlines() if "source_key" in line]
    assert any("Index Cond" in line or "source_key=?" in line for line in read_by)
