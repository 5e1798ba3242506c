"""Prepared queries, paths without the resolver, walks and bounded counts say what Django would."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import Q, QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article, Contributor, Person, RelatedPick, RelatedStory, Section, Topic
from articles.prepared import Prepared
from articles.public import tallies, walks
from articles.publishing.withdraw import withdraw
from articles.related.reading import Shown, under_story
from articles.subqueries import STORY, OneOf
from tests.factories import make_article, make_person, make_section

SLUGS = ["ada", "münchen", "a b~@:", "x'y(", "a%2fb", "q?r#s", "a&b=c;d,e+f$g!h*"]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_path_is_what_the_resolver_would_make(slug: str) -> None:
    rows = {"person": Person, "topic": Topic, "contributor": Contributor, "section": Section}
    for name, model in rows.items():
        assert model(slug=slug).get_absolute_url() == reverse(name, args=[slug])
    story = Article(pk=3, slug="x-y", section=Section(slug=slug))
    assert story.get_absolute_url() == reverse("article", args=[slug, "x-y", 3])


@pytest.mark.django_db
def test_a_prepared_query_gives_what_its_queryset_gives() -> None:
    @Prepared
    def newest(most: int, *, now: datetime, ids: list[int]) -> QuerySet[Article]:
        public = Article.objects.published(now).select_related("section").filter(pk__in=ids)
        return public.newest_first()[:most]

    now = timezone.now()
    ids = [make_article().pk for _ in range(5)]
    for most, chosen in [(3, ids), (2, ids[:3]), (9, ids), (9, ids[:1])]:
        wanted = Article.objects.published(now).filter(pk__in=chosen).newest_first()[:most]
        found = newest(most, now=now, ids=chosen)
        assert [(row.pk, row.headline, row.published_at) for row in found] == [
            (row.pk, row.headline, row.published_at) for row in wanted
        ]
        assert newest.count(most, now=now, ids=chosen) == len(wanted)
    assert newest(9, now=now, ids=[]) == []
    assert newest(9, now=now - timedelta(days=1), ids=ids) == []


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_plans_a_prepared_query_once_and_by_the_partial_index() -> None:
    @Prepared
    def newest(*, now: datetime) -> QuerySet[Article]:
        return Article.objects.published(now).newest_first()[:3]

    for _turn in range(4):
        newest(now=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement, generic_plans FROM pg_prepared_statements "
            "WHERE statement LIKE '%%articles_article%%' ORDER BY prepare_time DESC LIMIT 1"
        )
        ((statement, planned_once),) = cursor.fetchall()
    assert "'public'" in statement
    assert "$1" in statement
    assert planned_once >= 2


@pytest.mark.django_db
def test_a_constant_with_a_percent_sign_stays_what_it_is() -> None:
    @Prepared
    def named(*, pk: int) -> QuerySet[Article]:
        return Article.objects.filter(headline__contains="50 %s of", pk=pk)

    story = make_article(headline="About 50 %s of 100 %")
    assert [row.pk for row in named(pk=story.pk)] == [story.pk]
    assert named.count(pk=story.pk) == 1


def test_a_value_that_its_sql_does_not_hold_is_refused() -> None:
    @Prepared
    def bad(*, pk: int) -> QuerySet[Article]:
        return Article.objects.filter(pk=pk + 1)

    with pytest.raises(LookupError, match="pk"):
        bad(pk=1)


@pytest.mark.django_db
def test_a_list_leads_no_farther_than_its_bound_and_is_not_counted_again_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.PAGE_CACHE = False
    monkeypatch.setattr(walks, "FARTHEST", 21)
    section = make_section()
    for _ in range(23):
        make_article(section=section)
    path = section.get_absolute_url()
    page = client.get(f"{path}?page=2").content.decode()
    assert page.count('class="card-headline"') == 1
    assert client.get(f"{path}?page=3").status_code == 404
    Article.objects.all().delete()
    assert client.get(f"{path}?page=2").status_code == 200  # a section may be empty
    cache.clear()
    assert client.get(f"{path}?page=2").status_code == 404


@pytest.mark.django_db
def test_related_links_stand_in_their_order_and_name_their_reason() -> None:
    now, section = timezone.now(), make_section(name="Space")
    story, pick, hidden, *others = (
        make_article(state, section=section)
        for state in ("published", "published", "draft", *["published"] * 4)
    )
    for rank, other in enumerate(others, start=1):
        RelatedStory.objects.create(
            article=story, other=other, rank=rank, score=0.5 / rank,
            why={"kind": "person", "people": ["Elon Musk"]},
        )  # fmt: skip
    [block] = under_story(story, now, Shown())
    assert block.heading == "More about Elon Musk"
    assert [row.pk for row in block.articles] == [row.pk for row in others]
    RelatedPick.objects.create(article=story, target=hidden, position=0)
    RelatedPick.objects.create(article=story, target=pick, position=1)
    RelatedPick.objects.create(
        article=story, url="https://nasa.example/", headline="Out", position=2
    )
    RelatedPick.objects.create(article=story, headline="Not here yet", position=3)
    shown = Shown(ids={others[0].pk})
    [block] = under_story(story, now, shown)
    assert block.heading == "More on this story"
    assert [row.pk for row in block.articles] == [pick.pk, others[1].pk, others[2].pk]
    assert [link.headline for link in block.outside] == ["Out"]
    assert story.pk in shown.ids


@pytest.mark.django_db
def test_a_story_alone_offers_its_section_and_never_itself(client: Client) -> None:
    story = make_article(people=[make_person("Mara Lindqvist")])
    assert under_story(story, timezone.now(), Shown()) == []
    for _ in range(3):
        make_article(section=story.section)
    [block] = under_story(story, timezone.now(), Shown())
    assert len(block.articles) == 3
    assert story.pk not in {row.pk for row in block.articles}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_forged_session_is_not_looked_at(client: Client, method: str) -> None:
    client.cookies["newsroom_session"] = "f" * 32
    client.cookies["__Host-session"] = "f" * 32
    answer = getattr(client, method)("/")
    assert not answer.cookies
    assert not answer.wsgi_request.COOKIES


@pytest.mark.django_db
def test_one_of_means_what_in_means_and_may_stand_in_an_or() -> None:
    stories = [make_article(headline=f"Story {number}") for number in range(6)]
    newest = Article.objects.order_by("-pk").values("pk")[:2]
    first = Q(pk=stories[0].pk)
    chosen = Article.objects.filter(first | Q(OneOf(STORY, newest))).order_by("pk")
    assert list(chosen) == [stories[0], *stories[-2:]]


@pytest.mark.postgres
@pytest.mark.django_db
def test_beside_an_or_postgresql_still_reads_by_the_key_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    newest = Article.objects.published().newest_first().values("pk")[:2]
    plan = Article.objects.filter(Q(pk__in=[1, 2, 3]) | Q(OneOf(STORY, newest))).explain()
    assert "BitmapOr" in plan or "Index Cond: (id = ANY" in plan
    assert "SubPlan" not in plan.replace("InitPlan", "")


@pytest.mark.django_db
def test_a_tally_of_a_large_house_is_kept_and_of_a_small_one_is_exact() -> None:
    small, large = [3, 4], [tallies.LARGE, tallies.LARGE + 1]
    assert [tallies.tally("small", lambda: {"a": small.pop(0)})["a"] for _turn in range(2)] == [
        3,
        4,
    ]
    assert [tallies.tally("large", lambda: {"a": large.pop(0)})["a"] for _turn in range(2)] == [
        tallies.LARGE,
        tallies.LARGE,
    ]


@pytest.mark.django_db
def test_who_is_in_no_public_story_any_more_leaves_a_kept_list_at_once(client: Client) -> None:
    person = make_person("Zenobia Quist")
    story = make_article(people=[person])
    cache.set("tally:people", {person.pk: tallies.LARGE}, 60)
    assert "Zenobia Quist" in client.get("/people").content.decode()
    withdraw(story, reason="a mistake")
    assert "Zenobia Quist" not in client.get("/people").content.decode()
