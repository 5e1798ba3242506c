"""published() and is_published() say the same of every story at every moment."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction

from articles.models import Article, State, Visibility
from tests.conftest import door_guard
from tests.factories import make_article, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
OFFSETS = [None, -1, -0.001, 0, 0.001, 1]


def at(offset: float | None) -> datetime | None:
    return None if offset is None else NOW + timedelta(seconds=offset)


def test_the_queryset_and_the_row_agree_on_what_is_public() -> None:
    expected = set()
    for n, (state, visibility, published, embargo) in enumerate(
        product(State.values, Visibility.values, OFFSETS, OFFSETS)
    ):
        if (state == State.WITHDRAWN) != (visibility == Visibility.WITHDRAWN):
            continue
        if visibility == Visibility.PUBLIC and published is None:
            continue
        article = Article(
            pk=n + 1,
            headline="A story",
            state=state,
            visibility=visibility,
            published_at=at(published),
            embargo_until=at(embargo),
        )
        article.save(force_insert=True)
        if article.is_published(NOW):
            expected.add(article.pk)
    assert len(expected) == 7 * 3 * 4, "7 states, 3 past times, no embargo or 3 past ones"
    assert set(Article.objects.published(NOW).values_list("pk", flat=True)) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"visibility": Visibility.PUBLIC, "published_at": None},
        {"visibility": Visibility.PUBLIC, "published_at": NOW, "headline": ""},
        {"state": State.WITHDRAWN, "visibility": Visibility.PUBLIC, "published_at": NOW},
        {"state": State.DRAFT, "visibility": Visibility.WITHDRAWN},
        {"urgency": 0},
        {"urgency": 10},
        {"state": "nonsense"},
        {"source_key": "wire-1", "source": None},
    ],
)
def test_the_database_refuses_a_row_that_makes_no_sense(fields: dict[str, object]) -> None:
    article = make_article("draft")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**fields)


def test_a_source_gives_each_id_once() -> None:
    source = make_source()
    make_article(source=source, source_key="a-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(source=source, source_key="a-1")
    make_article(source=source, source_key="")
    make_article(source=source, source_key="")


def test_the_guard_refuses_a_public_query_without_the_predicate() -> None:
    make_article()
    with connection.execute_wrapper(door_guard):
        assert Article.objects.published().count() == 1
        with pytest.raises(AssertionError, match="past the public door"):
            Article.objects.count()
