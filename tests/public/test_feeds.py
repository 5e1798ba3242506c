"""Feeds, sitemaps, robots.txt, oEmbed: parsed, complete, and only what is public."""

from __future__ import annotations

import io
import json
import re
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import feedparser
import lxml.html
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles import freshness
from articles.body import document as d
from articles.ingest.readers import ninjs as ninjs_reader
from articles.ingest.record import StoryRecord
from articles.models import Article, ArticleContributor, Freshness
from articles.public import machine
from articles.public.identity import story_urn
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_picture,
    make_section,
    make_topic,
)
from tests.judges.feeds import faults
from tests.public.paper import Paper

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@pytest.mark.parametrize("ending", ["rss", "atom", "json"])
@pytest.mark.parametrize("page", ["front", "section", "person", "topic", "contributor"])
def test_every_page_with_stories_has_three_feeds(
    paper: Paper, client: Client, page: str, ending: str
) -> None:
    path = f"{paper.pages[page].rstrip('/')}/feed.{ending}"
    answer = client.get(path)
    assert answer.status_code == 200
    headlines = (
        [each["title"] for each in json.loads(answer.content)["items"]]
        if ending == "json"
        else [each.title for each in feedparser.parse(answer.content).entries]
    )
    assert "Engineers found the cracks" in headlines
    assert f"{SITE}{path}" in answer.content.decode()
    if ending != "json":
        assert not feedparser.parse(answer.content).bozo
    if ending == "atom":
        assert feedparser.parse(answer.content).feed.author == settings.SITE_NAME
    assert faults(answer.content, f"{SITE}{path}") == []


def test_rss_carries_the_whole_story_and_its_picture(paper: Paper, client: Client) -> None:
    answer = client.get("/feed.rss")
    root = etree.fromstring(answer.content)
    [story] = root.xpath("//item[title='Engineers found the cracks']")
    assert story.findtext("description") == "Two reports warned of it."
    guid = story.find("guid")
    assert (guid.get("isPermaLink"), guid.text) == ("false", story_urn(None, paper.story.pk))
    assert parsedate_to_datetime(story.findtext("pubDate")).tzinfo
    assert story.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Nadia Ferrante"
    html = story.findtext(CONTENT)
    assert "He packed two books." in html
    for unwanted in ("<script", "<style", "<iframe", ' class="', 'href="/', 'src="/', "never came"):
        assert unwanted not in html
    deepest = max(len(list(node.iterancestors())) for node in lxml.html.fragment_fromstring(
        html, create_parent="div").iter())  # fmt: skip
    assert deepest < 10
    media = story.find(f"{MEDIA}content")
    assert (media.get("medium"), media.get("type")) == ("image", "image/jpeg")
    assert int(media.get("width")) > 0
    assert media.findtext(f"{MEDIA}description") == "The barrier at dawn"
    assert media.find(f"{MEDIA}credit").get("role")
    assert root.xpath("//channel/*[local-name()='link'][@rel='self']/@href") == [f"{SITE}/feed.rss"]


def test_a_story_in_another_language_says_so_in_every_feed(client: Client) -> None:
    make_article(headline="الميناء", language="ar", body=d.document(d.paragraph("في الشتاء")))
    rss = etree.fromstring(client.get("/feed.rss").content)
    assert rss.findtext("channel/item/{http://purl.org/dc/elements/1.1/}language") == "ar"
    assert rss.findtext(f"channel/item/{CONTENT}").startswith('<div lang="ar" dir="rtl">')
    atom = etree.fromstring(client.get("/feed.atom").content)
    entry = atom.find("{http://www.w3.org/2005/Atom}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    [story] = client.get("/feed.json").json()["items"]
    assert story["language"] == "ar"
    assert 'dir="rtl"' in story["content_html"]


def test_rss_carries_the_pictures_of_the_body_too(client: Client) -> None:
    shots = [make_picture(caption=f"Gate {n}") for n in range(2)]
    make_article(
        lead_picture=make_picture(caption="The barrier"),
        body=d.document(*(d.figure(picture=shot.pk) for shot in shots), d.figure(caption="Wanted")),
    )
    item = etree.fromstring(client.get("/feed.rss").content).find("channel/item")
    captions = [each.findtext(f"{MEDIA}description") for each in item.findall(f"{MEDIA}content")]
    assert captions == ["The barrier", "Gate 0", "Gate 1"]


def test_a_feed_id_outlives_headline_section_and_domain_and_is_no_other_papers(
    client: Client, settings: Any
) -> None:
    def told() -> list[str]:
        rss = etree.fromstring(client.get("/feed.rss").content)
        atom = etree.fromstring(client.get("/feed.atom").content)
        [story] = client.get("/feed.json").json()["items"]
        entry = atom.findtext("{*}entry/{*}id")
        return [rss.findtext("channel/item/guid"), entry, story["id"]]

    story = make_article()
    freshness.move()
    before = told()
    assert len(set(before)) == 1
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f-]{27}", before[0])
    story.headline, story.section = "Another headline", make_section()
    story.save()
    settings.SITE_URL = "https://elsewhere.example"
    assert told() == before
    Freshness.objects.update(paper=uuid4())
    assert told()[0] != before[0], "the same number in another paper"


def test_json_feed_says_what_1_1_asks(paper: Paper, client: Client) -> None:
    feed = json.loads(client.get("/feed.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{SITE}/feed.json"
    assert "next_url" not in feed
    for story in feed["items"]:
        assert isinstance(story["id"], str)
        assert {"url", "title", "content_html", "date_published", "language"} <= story.keys()
        assert isinstance(story.get("authors", []), list)
    assert len({story["id"] for story in feed["items"]}) == len(feed["items"])


def test_older_stories_are_pages_of_the_feed(client: Client) -> None:
    section = make_section(slug="harbor")
    for _ in range(31):
        make_article(section=section)
    first = json.loads(client.get("/feed.json").content)
    assert len(first["items"]) == 30
    assert first["next_url"] == f"{SITE}/feed.json?page=2"
    assert len(json.loads(client.get("/feed.json?page=2").content)["items"]) == 1
    assert client.get("/feed.json?page=9").status_code == 404


def test_characters_that_xml_forbids_are_left_out(client: Client) -> None:
    make_article(headline="Tide \x0b and \x1f time", body=d.document(d.paragraph("plain")))
    for path in ("/feed.rss", "/feed.atom", "/news-sitemap.xml"):
        assert b"Tide" in etree.tostring(etree.fromstring(client.get(path).content))


@pytest.mark.parametrize("path", ["/feed.rss", "/feed.json", "/api/stories"])
def test_a_feed_unchanged_is_a_304(paper: Paper, client: Client, path: str) -> None:
    etag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    paper.story.headline = "Changed"
    paper.story.save()
    assert client.get(path, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("path", ["/feed.xml", "/people/nobody/feed.rss", "/nosuch/feed.rss"])
def test_a_feed_of_nothing_is_a_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_sitemap_index_leads_to_every_story(paper: Paper, client: Client) -> None:
    index = etree.fromstring(client.get("/sitemap.xml").content)
    found = []
    for address in index.iter(f"{SITEMAP}loc"):
        page = etree.fromstring(client.get(address.text.removeprefix(SITE)).content)
        found += [node.text for node in page.iter(f"{SITEMAP}loc")]
    assert f"{SITE}{paper.story.get_absolute_url()}" in found
    assert f"{SITE}/harbor" in found
    assert len(found) == len(set(found))


def test_the_news_sitemap_holds_two_days(client: Client) -> None:
    now = timezone.now()
    fresh = make_article(published_at=now - timedelta(hours=47), language="de-AT")
    make_article(published_at=now - timedelta(hours=49))
    root = etree.fromstring(client.get("/news-sitemap.xml").content)
    assert [node.text for node in root.iter(f"{NEWS}title")] == [fresh.headline]
    assert [node.text for node in root.iter(f"{NEWS}language")] == ["de"]
    assert [node.text for node in root.iter(f"{NEWS}name")] == ["The Newsroom"]
    [moment] = root.iter(f"{NEWS}publication_date")
    assert moment.text.endswith("+00:00")


def test_more_news_than_a_file_may_hold_is_split(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "NEWS_MOST", 2)
    stories = [make_article() for _ in range(5)]
    index = etree.fromstring(client.get("/news-sitemap.xml").content)
    assert etree.QName(index).localname == "sitemapindex"
    files = [node.text.removeprefix(SITE) for node in index.iter(f"{SITEMAP}loc")]
    found = []
    for path in files:
        part = etree.fromstring(client.get(path).content)
        found.append([node.text for node in part.iter(f"{NEWS}title")])
    assert [len(part) for part in found] == [2, 2, 1]
    assert sorted(title for part in found for title in part) == sorted(
        story.headline for story in stories
    )
    assert client.get("/sitemaps/news/4.xml").status_code == 404
    assert client.get("/sitemaps/news/0.xml").status_code == 404


def test_sitemaps_list_people_topics_and_contributors_from_their_second_story_on(
    client: Client,
) -> None:
    often, once, hidden = (make_person(name) for name in ("Ada King", "Bo Li", "Cy Oh"))
    tides, maker = make_topic("Tides", slug="tides"), make_contributor("Di Fo", slug="di-fo")
    for people in ([often, once], [often]):
        make_article(people=people, topics=[tides], contributors=[maker])
    for _ in range(2):
        make_article("draft", people=[hidden])
    index = client.get("/sitemap.xml").content.decode()
    assert f"{SITE}/sitemaps/people-1.xml" in index
    listed = "".join(
        client.get(f"/sitemaps/{kind}-1.xml").content.decode()
        for kind in ("people", "topics", "by")
    )
    for row in (often, tides, maker):
        assert f"<loc>{SITE}{row.get_absolute_url()}</loc>" in listed
    for row in (once, hidden):
        assert row.slug not in listed
    assert client.get("/sitemaps/nothing-1.xml").status_code == 404


def test_empty_sitemaps_are_valid(client: Client) -> None:
    for path in ("/sitemap.xml", "/news-sitemap.xml", "/sitemaps/pages.xml"):
        etree.fromstring(client.get(path).content)


def test_robots_names_the_sitemaps(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in text
    assert f"Sitemap: {SITE}/news-sitemap.xml" in text


def test_robots_that_the_house_refuses_are_named(client: Client, settings: Any) -> None:
    settings.ROBOTS_REFUSED = ["GPTBot", "CCBot"]
    text = client.get("/robots.txt").content.decode()
    assert "User-agent: GPTBot\nDisallow: /\n" in text
    assert "User-agent: CCBot\nDisallow: /\n" in text


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
