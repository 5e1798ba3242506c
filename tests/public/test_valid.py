"""Every page is valid HTML to a strict parser, and leads to no dead address of ours."""

from __future__ import annotations

import re

import html5lib
import lxml.html
import pytest
from django.test import Client

from articles.models import Kind
from tests.factories import make_article, make_section
from tests.public.paper import PAGES, Paper

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
]  # templates: another database changes nothing


@pytest.mark.parametrize("name", PAGES)
def test_every_page_parses_strictly(paper: Paper, client: Client, name: str) -> None:
    page = client.get(paper.pages[name]).content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.startswith("<!doctype html>")
    assert "{{" not in page
    assert "{%" not in page
    assert "{#" not in page


def test_live_and_foreign_stories_parse_strictly(client: Client) -> None:
    for story in (
        make_article(kind=Kind.LIVE),
        make_article(language="ar"),
        make_article(section=None, standfirst="", body={"type": "doc", "content": []}),
    ):
        page = client.get(story.get_absolute_url())
        assert page.status_code == 200
        html5lib.HTMLParser(strict=True).parse(page.content.decode())


def test_the_error_page_needs_no_database(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: object
) -> None:
    make_section()

    def broken(now: object) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr("articles.public.views.front_page", broken)
    client.raise_request_exception = False
    with django_assert_num_queries(0):  # type: ignore[operator]
        answer = client.get("/")
    assert answer.status_code == 500
    page = answer.content.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert "RuntimeError" not in page


def test_no_link_from_any_page_is_dead(paper: Paper, client: Client) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        assert answer.status_code == 200, path
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        tree = lxml.html.document_fromstring(answer.content.decode())
        ids = set(tree.xpath("//@id"))
        for href in tree.xpath("//a/@href"):
            target, _, fragment = href.partition("#")
            if not target:
                assert fragment in ids, (path, href)
            elif re.match(r"/(?!pictures/)", target) and target not in seen:
                seen.add(target)
                waiting.append(target)
    assert len(seen) > 15
