"""Pages answered before Django: the same to the letter, as fresh, and nothing that is not everybody's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles import freshness
from articles.models import Article, Section
from articles.public import page_cache
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from tests.factories import make_article, make_user
from tests.public.ready_client import by_django, make_reader, warm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_page_cache")]


@pytest.fixture
def reader() -> Client:
    return make_reader()


MANNERS: dict[str, dict[str, Any]] = {
    "plain": {},
    "packed": {"headers": {"Accept-Encoding": "br, gzip"}},
    "secure": {"secure": True},
    "with a cookie and others' words": {
        "headers": {"Cookie": "newsroom_session=x", "X-Forwarded-Host": "evil.example"}
    },
}


@pytest.mark.usefixtures("clock_stands")
@pytest.mark.parametrize("path", ["story", "/", "section", "/feed.rss", "/nothing-here"])
def test_a_ready_page_is_what_django_answers_headers_and_all(reader: Client, path: str) -> None:
    story = make_article()
    addresses = {"story": story.get_absolute_url(), "section": story.section.get_absolute_url()}
    address = addresses.get(path, path)
    plain = Client(headers={"Host": "testserver"})
    for asked in MANNERS.values():
        warm(reader, address, **asked)
        for method in ("get", "head"):
            ours, theirs = (getattr(each, method)(address, **asked) for each in (reader, plain))
            assert by_django(reader) == 0
            assert (ours.status_code, ours.content) == (theirs.status_code, theirs.content)
            assert dict(ours.items()) == dict(theirs.items())
    if theirs.status_code == 200:
        held = {"headers": {"If-None-Match": theirs.headers["ETag"].removeprefix("W/")}}
        warm(reader, address, **held)
        ours = reader.get(address, **held)
        assert (ours.status_code, ours.content, by_django(reader)) == (304, b"", 0)
        assert dict(ours.items()) == dict(plain.get(address, **held).items())
        assert "Content-Security-Policy" in ours.headers


@pytest.mark.usefixtures("clock_stands")
@pytest.mark.parametrize("how", ["save", "withdraw", "an embargo set behind our back"])
def test_a_change_shows_with_the_next_request(reader: Client, how: str) -> None:
    story = make_article(headline="Before the change")
    address = story.get_absolute_url()
    warm(reader, address)
    assert b"Before the change" in reader.get(address).content
    assert by_django(reader) == 0
    if how == "save":
        story.standfirst = "After the change"
        save_story(story)
        assert b"After the change" in reader.get(address).content
    elif how == "withdraw":
        withdraw(story, reason="a mistake")
        assert reader.get(address).status_code == 410
    else:
        Article.objects.filter(pk=story.pk).update(embargo_until=timezone.now() + timedelta(days=1))
        cache.clear()
        freshness._memory.clear()
        assert reader.get(address).status_code == 404
    assert by_django(reader) == 1


def test_past_its_seconds_or_the_numbers_django_is_asked(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = make_article().get_absolute_url()
    monkeypatch.setattr(freshness, "REMEMBERED", 3600.0)
    monkeypatch.setattr(page_cache, "LONGEST", 3600.0)
    warm(reader, address)
    reader.get(address)
    assert by_django(reader) == 0
    monkeypatch.setattr(page_cache.time, "time", lambda: 4_000_000_000.0)
    reader.get(address)
    assert by_django(reader) == 1
    monkeypatch.undo()
    freshness._memory.clear()
    reader.get(address)
    assert by_django(reader) == 1


@pytest.mark.usefixtures("clock_stands")
def test_what_is_not_everybodys_goes_to_django(reader: Client, settings: Any) -> None:
    address = make_article().get_absolute_url()
    warm(reader, address)
    for ask in (
        lambda: reader.post(address),
        lambda: reader.get(f"{address}?page=1&page=2"),
        lambda: reader.get(address, headers={"Host": "evil.example"}),
        lambda: reader.get("/admin/"),
        lambda: reader.get("/health"),
    ):
        for _time in range(3):
            ask()
        assert by_django(reader) == 3
    assert reader.get(address, headers={"Host": "evil.example"}).status_code == 400
    settings.PAGE_CACHE = False
    by_django(reader)
    reader.get(address)
    assert by_django(reader) == 1


@pytest.mark.usefixtures("clock_stands")
def test_an_editors_visit_leaves_nothing_of_theirs(reader: Client) -> None:
    address = make_article().get_absolute_url()
    editor = Client(headers={"Host": "testserver"})
    editor.handler = reader.handler
    editor.force_login(make_user(is_staff=True, is_superuser=True))
    warm(editor, address)
    theirs, ours = editor.get(address), reader.get(address)
    assert by_django(reader) == 0
    assert theirs.content == ours.content
    assert not {"Set-Cookie", "Cookie"} & {*ours.headers, *ours.headers.get("Vary", "").split()}


@pytest.mark.usefixtures("clock_stands")
def test_a_ready_page_asks_no_database(reader: Client, django_assert_num_queries: Any) -> None:
    section: Section = make_article().section
    warm(reader, section.get_absolute_url())
    with django_assert_num_queries(0):
        reader.get(section.get_absolute_url())
    assert by_django(reader) == 0
