"""What a page may cost: queries, bytes, requests; and that no reader is ever marked by a cookie."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.body import document as d
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_picture,
    make_section,
    make_topic,
)
from tests.public.paper import PAGES, Paper, make_paper

STATIC = Path(__file__).resolve().parents[2] / "newsroom" / "static" / "newsroom"
STORY_QUERIES = 5
"""Four with pictures; one more is left for what a story may yet show."""
HTML, STYLE, SCRIPT, FONTS = 60_000, 15_000, 10_000, 70_000  # bytes; the middle two gzipped


def gzipped(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 20])
def test_a_story_costs_the_same_whatever_is_in_it(
    client: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    figures = [d.figure(picture=make_picture().pk) for _ in range(count)]
    story = make_article(
        lead_picture=make_picture(),
        people=[make_person(f"Ada Number{chr(97 + n)}") for n in range(count)],
        topics=[make_topic() for _ in range(count)],
        contributors=[make_contributor() for _ in range(count)],
        body=d.document(d.paragraph("A beginning."), *figures),
    )
    for _ in range(count):
        make_article(section=story.section)
    path = story.get_absolute_url()
    with django_assert_max_num_queries(STORY_QUERIES):
        assert client.get(path).status_code == 200


CEILINGS = {
    "front": 5, "section": 6, "person": 7, "people": 3, "topic": 5, "contributor": 6,
    "archive": 2, "month": 6, "day": 5, "corrections": 3, "search": 13, "no results": 9,
    "not found": 4, "withdrawn": 4,
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", CEILINGS)
@pytest.mark.parametrize("others", [1, 20])
def test_a_list_costs_the_same_with_one_story_and_with_twenty(
    client: Client,
    name: str,
    others: int,
    django_assert_max_num_queries: Callable[[int], DjangoAssertNumQueries],
) -> None:
    paper = make_paper(others)
    with django_assert_max_num_queries(CEILINGS[name]):
        client.get(paper.pages[name])


@pytest.mark.parametrize(
    ("path", "most"), [("/feed.rss", 8), ("/feed.json", 8), ("/api/stories", 4),
                       ("/news-sitemap.xml", 2), ("/sitemaps/stories-1.xml", 1)]
)  # fmt: skip
@pytest.mark.parametrize("others", [1, 20])
@pytest.mark.django_db
def test_a_feed_costs_the_same_with_one_story_and_with_twenty(
    client: Client,
    path: str,
    most: int,
    others: int,
    django_assert_max_num_queries: Callable[[int], DjangoAssertNumQueries],
) -> None:
    make_paper(others)
    with django_assert_max_num_queries(most):
        assert client.get(path).status_code == 200


@pytest.mark.sqlite
@pytest.mark.parametrize("name", PAGES)
def test_no_page_sets_or_reads_a_cookie(paper: Paper, client: Client, name: str) -> None:
    plain = client.get(paper.pages[name])
    client.cookies["newsroom_session"] = "f" * 32
    client.cookies["anything"] = "else"
    marked = client.get(paper.pages[name])
    assert not plain.cookies
    assert not marked.cookies
    assert "Cookie" not in plain.headers.get("Vary", "")
    assert plain.content == marked.content


@pytest.mark.thorough
@pytest.mark.parametrize("header", ["Accept-Language", "User-Agent", "X-Forwarded-Host", "Referer",
    "X-Original-URL", "Accept", "X-Http-Method-Override"])  # fmt: skip
@pytest.mark.django_db
def test_no_header_changes_a_page(client: Client, header: str) -> None:
    story = make_article()
    for path in ("/", story.get_absolute_url(), "/search?q=council", "/feed.rss"):
        plain = client.get(path).content
        assert client.get(path, headers={header: "de, evil.example /admin"}).content == plain


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light_and_loads_from_here_only(paper: Paper, client: Client, name: str) -> None:
    page = client.get(paper.pages[name]).content
    assert len(page) <= HTML
    tree = lxml.html.document_fromstring(page.decode())
    loaded = tree.xpath("//script/@src | //link[@rel='stylesheet' or @rel='preload']/@href")
    loaded += tree.xpath("//img/@src | //iframe/@src")
    assert all(address.startswith(("/static/", "/pictures/")) for address in loaded)
    assert len(tree.xpath("//link[@rel='preload']")) == 2
    assert not tree.xpath("//*[@style] | //style | //*[@onclick]")


@pytest.mark.django_db
def test_a_front_of_many_sections_stays_light(client: Client) -> None:
    for _ in range(9):
        section = make_section()
        for _ in range(6):
            make_article(section=section, lead_picture=make_picture())
    assert len(client.get("/").content) <= 100_000


def test_style_script_and_fonts_keep_their_size() -> None:
    assert gzipped("tokens.css", "site.css") <= STYLE
    assert gzipped("story.js", "live.js") <= SCRIPT
    preloaded = ("newsreader-latin.woff2", "schibsted-grotesk-latin.woff2")
    assert sum((STATIC / "fonts" / name).stat().st_size for name in preloaded) <= FONTS


def test_scripts_and_sheets_name_no_other_host() -> None:
    for path in [*STATIC.glob("*.js"), *STATIC.glob("*.css")]:
        assert not re.findall(
            r"(?:https?:)?//[a-z0-9-]+\.[a-z]", path.read_text().replace("w3.org", "")
        )


@pytest.mark.django_db
def test_a_changed_caption_is_on_the_page_at_once(client: Client) -> None:
    picture = make_picture(caption="Before")
    story = make_article(lead_picture=picture)
    assert "Before" in client.get(story.get_absolute_url()).content.decode()
    picture.caption = "After"
    picture.save()
    assert "After" in client.get(story.get_absolute_url()).content.decode()
