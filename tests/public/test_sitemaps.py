"""Sitemaps and robots.txt: parsed, complete, and only what is public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree

from articles.public import machine
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_topic,
)
from tests.public.paper import Paper

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


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
