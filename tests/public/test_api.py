"""The public API and oEmbed: cursors, filters, one story whole, and nothing of the desk."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from articles.body import document as d
from articles.ingest.readers import ninjs as ninjs_reader
from articles.ingest.record import StoryRecord
from articles.models import Article, ArticleContributor
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_picture,
    make_section,
    make_topic,
)
from tests.public.paper import Paper

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
SITE = "http://127.0.0.1:8000"


def test_oembed_tells_of_a_public_story(client: Client) -> None:
    story = make_article(lead_picture=make_picture())
    url = quote(SITE + story.get_absolute_url(), safe="")
    facts = client.get(f"/oembed?url={url}&maxwidth=400").json()
    assert facts["version"] == "1.0"
    assert facts["type"] == "rich"
    assert facts["title"] == story.headline
    assert facts["width"] <= 400
    assert facts["thumbnail_width"] <= 400
    assert "<script" not in facts["html"]
    assert client.get(f"/oembed?url={url}&format=xml").status_code == 501
    small = client.get(f"/oembed?url={url}&maxwidth=60&maxheight=40").json()
    assert (small["width"], small["height"]) == (60, 40)
    assert "thumbnail_url" not in small
    flat = client.get(f"/oembed?url={url}&maxheight=300").json()
    assert flat["thumbnail_height"] <= 300
    assert flat["thumbnail_url"].startswith(f"{SITE}/pictures/")


@pytest.mark.parametrize(
    "url", ["", "https://other.example/harbor/x-1", f"{SITE}/harbor", "x" * 9000]
)
def test_oembed_knows_nothing_else(client: Client, url: str) -> None:
    assert client.get("/oembed", {"url": url}).status_code == 404


def test_the_api_pages_by_cursor_without_gap_or_repeat(client: Client) -> None:
    section = make_section()
    now = timezone.now()
    for n in range(7):
        make_article(section=section, published_at=now - timedelta(hours=n // 2 + 1))
    seen: list[int] = []
    path = "/api/stories?limit=3"
    while path:
        answer = client.get(path).json()
        seen += [story["id"] for story in answer["stories"]]
        path = (answer["next"] or "").removeprefix(SITE)
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize("name", ["person", "topic", "contributor", "section"])
def test_each_filter_of_the_api_pages_by_cursor_through_its_own(client: Client, name: str) -> None:
    mine = {
        "person": make_person("Ada King"), "topic": make_topic("Tides", slug="tides"),
        "contributor": make_contributor("Bo Li", slug="bo-li"), "section": make_section(slug="bay"),
    }  # fmt: skip
    moment = timezone.now() - timedelta(hours=1)
    ties = {
        "people": [mine["person"]],
        "topics": [mine["topic"]],
        "contributors": [mine["contributor"]],
    }
    wanted = {
        make_article(section=mine["section"], published_at=moment, **ties).pk for _ in range(5)
    }
    twice = Article.objects.get(pk=max(wanted))
    ArticleContributor.objects.create(
        article=twice, contributor=mine["contributor"], role="Photos", story_published_at=moment
    )
    make_article()
    make_article("draft", section=mine["section"], **ties)
    make_article("withdrawn", section=mine["section"], **ties)
    path, seen = f"/api/stories?limit=2&{name}={mine[name].slug}", []
    while path:
        answer = client.get(path).json()
        seen += [story["id"] for story in answer["stories"]]
        path = (answer["next"] or "").removeprefix(SITE)
    assert seen == sorted(wanted, reverse=True)
    both = client.get(f"/api/stories?{name}={mine[name].slug}&section=bay&topic=tides").json()
    assert {story["id"] for story in both["stories"]} == wanted
    assert client.get(f"/api/stories?{name}=nobody").json() == {"stories": [], "next": None}


def test_the_ninjs_rendition_comes_back_as_the_story_through_our_own_reader(
    paper: Paper, client: Client
) -> None:
    Article.objects.filter(pk=paper.story.pk).update(
        editor_note="canary", usage_terms="canary", slugline="canary"
    )
    answer = client.get(f"/api/stories/{paper.story.pk}/ninjs")
    assert "canary" not in answer.content.decode()
    [record] = ninjs_reader.read(io.BytesIO(answer.content), "story.json")
    assert isinstance(record, StoryRecord)
    assert record.headline == paper.story.headline
    assert record.standfirst == paper.story.standfirst
    assert record.section == "Harbor"
    assert {person.name for person in record.people} == {"Mara Lindqvist", "Tobias Achterberg"}
    assert record.pictures[0].caption == "The barrier at dawn"
    item = answer.json()
    hrefs = [copy["href"] for each in item["associations"] for copy in each["renditions"]]
    assert hrefs
    for href in hrefs:
        assert href.startswith(f"{SITE}/pictures/")
        assert "original" not in href


@pytest.mark.parametrize(
    "query", ["cursor=abc", "cursor=%00", "cursor=MjAyNg==", "cursor=" + "A" * 999]
)
def test_a_foreign_cursor_is_a_404(client: Client, query: str) -> None:
    assert client.get(f"/api/stories?{query}").status_code == 404


@pytest.mark.parametrize("query", ["author__password__startswith=a", "order=body", "limit=-5", "limit=99999",
    "section=%00", "fields=editor_note", "expand=source"])  # fmt: skip
def test_the_api_knows_no_other_name(client: Client, query: str) -> None:
    make_article(editor_note="canary note", usage_terms="canary terms", slugline="canary line")
    answer = client.get(f"/api/stories?{query}")
    assert answer.status_code == 200
    assert b"canary" not in answer.content


def test_the_api_shows_one_story_whole_but_nothing_of_the_desk(
    paper: Paper, client: Client
) -> None:
    answer = client.get(f"/api/stories/{paper.story.pk}")
    story = answer.json()
    assert story["headline"] == "Engineers found the cracks"
    assert story["people"][0]["name"] == "Mara Lindqvist"
    assert story["corrections"][0]["text"]
    assert "never came" not in answer.content.decode()
    assert not {"editor_note", "state", "version", "usage_terms"} & story.keys()


def test_a_figure_of_the_api_leads_to_its_picture_and_not_to_where_it_came_from(
    client: Client,
) -> None:
    """Agencies put keys into the addresses of their pictures."""
    shot = make_picture(caption="Gate seven")
    figure = d.figure(picture=shot.pk, source_url="https://wire.example/a.jpg?key=canary")
    figure["attrs"]["proposed"] = True
    box = d.fact_box(d.paragraph("Eight gates."), figure, heading="The barrier")
    story = make_article(lead_picture=make_picture(), body=d.document(figure, box))
    answer = client.get(f"/api/stories/{story.pk}").json()
    assert "canary" not in json.dumps(answer)
    first, [*_words, second] = answer["body"]["content"][0], answer["body"]["content"][1]["content"]
    for each in (first, second):
        assert each["attrs"].keys() == {"id", "picture", "caption", "alt", "decorative", "credit"}
        assert each["attrs"]["picture"] == answer["pictures"][0]["id"] == shot.pk
    assert answer["picture"]["id"] == story.lead_picture.pk
