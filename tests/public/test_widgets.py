"""The widgets that a template may put beside a story; each a tag of its own, no story twice on a page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.template import Context, engines
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, PersonMention, RelatedStory
from articles.related.reading import Shown
from tests.factories import make_article, make_person, make_section, make_topic

pytestmark = pytest.mark.django_db

WIDGETS = (
    "{% load stories %}{% related article now shown %}{% about_person person now shown %}"
    "{% in_topic topic now shown %}{% from_section article now shown %}"
)
QUERIES = 9
"""Two at most for each of the four, and the story's own links."""


def drawn(article: Article, **others: object) -> str:
    page = engines["django"].from_string(WIDGETS)
    return str(
        page.template.render(  # type: ignore[attr-defined]
            Context({"article": article, "now": timezone.now(), "shown": Shown(), **others})
        )
    )


def headings(html: str) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", html)


def headlines(html: str) -> list[str]:
    return re.findall(r"Story \d+|Itself|Hidden", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("count", [5, 7, 20])
def test_no_story_stands_twice_none_is_hidden_and_queries_are_few(
    count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    section, person, topic = make_section(), make_person("Ivo Marchetti"), make_topic("Harbor")
    article = make_article(headline="Itself", section=section)
    stories = [make_article(headline=f"Story {n:03}", section=section) for n in range(count)]
    stories.append(
        make_article(
            headline="Hidden", section=section, published_at=timezone.now() + timedelta(days=1)
        )
    )
    for rank, story in enumerate([article, *stories]):
        since = story.published_at
        PersonMention.objects.create(content_object=story, tag=person, story_published_at=since)
        story.topic_ties.create(topic=topic, story_published_at=since)
        if story != article:
            RelatedStory.objects.create(
                article=article, other=story, rank=rank, score=0.5, why={"kind": "event"}
            )
    with django_assert_max_num_queries(QUERIES):
        html = drawn(article, person=person, topic=topic)
    told = headlines(html)
    assert "Itself" not in told
    assert "Hidden" not in told
    assert len(told) == len(set(told)) == {5: 4, 7: 7, 20: 16}[count]
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == len(headings(html))
    if count == 20:
        assert headings(html) == [
            "Related stories", "More about Ivo Marchetti", "Most recent in Harbor",
            f"More from {section.name}",
        ]  # fmt: skip


def test_nothing_to_show_prints_no_heading() -> None:
    html = drawn(make_article(), person=make_person("Nobody Known"), topic=make_topic("Empty"))
    assert html.strip() == ""
