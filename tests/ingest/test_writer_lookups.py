"""Names that an import meets again are not asked for again, and too many are forgotten."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.body.document import document
from articles.ingest import writer_lookups
from articles.ingest.pipeline import BATCH
from articles.ingest.writer_decisions import known_by
from articles.ingest.writer_lookups import Names
from articles.models import Article, Contributor
from tests.factories import make_person, make_source

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


@pytest.mark.postgres
def test_whether_a_batch_is_here_is_told_by_an_index() -> None:
    source = make_source()
    Article.objects.bulk_create(
        Article(headline="A gale", body=document(), source=source, source_key=f"w-{number}")
        for number in range(10 * BATCH)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article, articles_source")  # one source, many stories
    stories = known_by(source.code, [f"w-{number}" for number in range(BATCH)])
    read_by = [line for line in stories.explain().splitlines() if "Index Cond" in line]
    assert any("source_key" in line for line in read_by)
