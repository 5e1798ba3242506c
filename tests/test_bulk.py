"""Many rows at once are the same rows as one by one, on both databases, and pass the same checks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from articles import bulk
from articles.body.document import document, paragraph
from articles.models import Article, ImportItem, ImportRun
from tests.factories import make_article

MANY = bulk.FEW + 3
ODD = "“Łódź” \\ tab\tline\nend \\N \\. ' \" % %s {x} \U0001f5de"
"""Signs that COPY's text form, SQL or a placeholder would take for its own."""


def stories(count: int) -> list[Article]:
    moment = datetime(2026, 5, 4, 8, 15, 0, 123456, tzinfo=UTC)
    return [
        Article(
            headline=f"{number} {ODD}"[:300],
            slug=f"story-{number}",
            body=document(paragraph(ODD), paragraph("")),
            published_at=moment if number % 2 else None,
            hold_reasons=[ODD],
            urgency=number % 9 + 1 if number % 3 else None,
        )
        for number in range(count)
    ]


def told(row: Article) -> dict[str, Any]:
    left_out = {"id", "created_at", "saved_at", "slug"}
    fields = [field.attname for field in Article._meta.concrete_fields]
    return {name: getattr(row, name) for name in fields if name not in left_out}


@pytest.mark.django_db
def test_rows_written_at_once_are_those_that_are_written_singly() -> None:
    before = make_article().pk
    rows = stories(MANY)
    with transaction.atomic():
        bulk.insert_numbered(rows)
    singly = stories(MANY)
    for row in singly:
        row.save()
    assert len({before, *(row.pk for row in [*rows, *singly])}) == 2 * MANY + 1
    found = Article.objects.in_bulk([row.pk for row in [*rows, *singly]])
    for one, other in zip(rows, singly, strict=True):
        assert told(found[one.pk]) == told(found[other.pk])
    rows[0].headline = "Saved again"
    rows[0].save()
    assert Article.objects.get(pk=rows[0].pk).headline == "Saved again"


@pytest.mark.django_db
def test_bytes_lists_and_nothing_come_back_as_they_were_given() -> None:
    run = ImportRun.objects.create(paths=[], options={}, input_key="k")
    given = bytes(range(256))
    bulk.insert(
        ImportItem(run=run, key=f"{number}", original=given, problems=[{"message": ODD}])
        for number in range(MANY)
    )
    item = run.items.get(key="7")
    assert bytes(item.original or b"") == given
    assert (item.problems, item.before, item.article) == ([{"message": ODD}], None, None)


@pytest.mark.django_db
def test_what_one_row_may_not_hold_no_row_of_many_may() -> None:
    rows = stories(MANY)
    rows[5].body = {"type": "doc", "content": [{"type": "script"}]}  # type: ignore[typeddict-item]
    with pytest.raises(ValidationError), transaction.atomic():
        bulk.insert_numbered(rows)
    run = ImportRun.objects.create(paths=[], options={}, input_key="k")
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(ImportItem(run=run, key="the same") for _ in range(MANY))
    assert not Article.objects.exists()
    assert not ImportItem.objects.exists()
    assert connection.is_usable()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, MANY])
def test_values_without_objects_make_the_rows_that_objects_make(count: int) -> None:
    run = ImportRun.objects.create(paths=[], options={}, input_key="k")
    values = [(run.pk, f"{number}", ODD[:200], [{"message": ODD}]) for number in range(count)]
    bulk.insert_values(ImportItem, ("run_id", "key", "headline", "problems"), values)
    bulk.insert_values(ImportItem, ("run_id", "key"), [])
    other = ImportRun.objects.create(paths=[], options={}, input_key="k")
    for _run, key, headline, problems in values:
        ImportItem.objects.create(run=other, key=key, headline=headline, problems=problems)
    names = [
        field.attname
        for field in ImportItem._meta.concrete_fields
        if field.attname not in {"id", "run_id", "made_at"}
    ]
    rows = run.items.order_by("key").values_list(*names)
    assert list(rows) == list(other.items.order_by("key").values_list(*names))
    assert all(made_at is not None for made_at in run.items.values_list("made_at", flat=True))
