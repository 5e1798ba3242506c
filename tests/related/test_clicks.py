"""Clicks on related links: off by default, a sum per linked pair, nothing about readers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from articles.models import Article, RelatedClick, RelatedPick
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Article, Article]:
    one, other = make_article(), make_article()
    RelatedPick.objects.create(article=one, target=other)
    return one, other


def click(one: str, other: str, **headers: str) -> Any:
    return Client().post(
        "/api/related-click",
        json.dumps({"from": one, "to": other}),
        content_type="text/plain;charset=UTF-8",
        headers=headers,
    )


def test_nothing_is_counted_unless_it_is_switched_on(pair: tuple[Article, Article]) -> None:
    one, other = (story.get_absolute_url() for story in pair)
    assert click(one, other).status_code == 404
    assert "related-clicks" not in Client().get(one).content.decode()
    assert not RelatedClick.objects.exists()


def test_a_click_adds_one_to_the_pair_and_sets_no_cookie(
    pair: tuple[Article, Article], settings: LazySettings
) -> None:
    settings.RELATED_CLICKS = True
    one, other = (story.get_absolute_url() for story in pair)
    for _time in range(3):
        answer = click(one, other)
        assert answer.status_code == 204
        assert not answer.cookies
    (row,) = RelatedClick.objects.all()
    assert (row.article, row.other, row.clicks) == (*pair, 3)
    assert "newsroom/related-clicks" in Client().get(one).content.decode()


def test_what_no_page_links_is_not_counted(
    pair: tuple[Article, Article], settings: LazySettings
) -> None:
    settings.RELATED_CLICKS = True
    one, other = (story.get_absolute_url() for story in pair)
    click(other, one)
    click(one, "/nowhere/at-all-999999999999999999")
    click(one, other, sec_fetch_site="cross-site")
    for sent in ("", "no json", "[1]", "{}", '{"from": 1, "to": []}', "[" * 4000):
        answer = Client().post("/api/related-click", sent, content_type="text/plain")
        assert answer.status_code == 204
    assert Client().get("/api/related-click").status_code == 405
    assert not RelatedClick.objects.exists()
