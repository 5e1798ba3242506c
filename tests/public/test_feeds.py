"""Feeds in three forms: parsed, complete, and only what is public."""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from typing import Any
from uuid import uuid4

import feedparser
import lxml.html
import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from articles import freshness
from articles.body import document as d
from articles.models import Freshness
from articles.public.identity import story_urn
from tests.factories import (
    make_article,
    make_picture,
    make_section,
)
from tests.judges.feeds import faults
from tests.public.paper import Paper

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.mark.thorough
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


@pytest.mark.sqlite
def test_a_feed_without_stories_was_not_built_in_1970(client: Client) -> None:
    channel = etree.fromstring(client.get("/feed.rss").content).find("channel")
    assert channel.findtext("title")
    assert channel.find("lastBuildDate") is None


@pytest.mark.sqlite
def test_no_feed_offers_a_picture_whose_file_is_away(client: Client) -> None:
    away = make_picture(missing=True)
    make_article(
        lead_picture=away, body=d.document(d.paragraph("Here."), d.figure(picture=away.pk))
    )
    for ending in ("rss", "atom", "json"):
        told = client.get(f"/feed.{ending}").content.decode()
        assert "Here." in told
        assert away.token not in told


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
