"""The desk: each list in its order, clashes, faults, what a role does not see, and its cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.desk import SHOWN, desk_of
from articles.models import Article, Placement
from tests.admin.pages import login
from tests.factories import make_article, make_picture, make_section

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def waited(story: Article, hours: int) -> Article:
    Article.objects.filter(pk=story.pk).update(saved_at=timezone.now() - timedelta(hours=hours))
    return story


def headlines(stories: list[Article]) -> list[str]:
    return [story.headline for story in stories]


def test_what_waits_stands_oldest_first_and_its_heading_says_for_how_long() -> None:
    client, _user = login()
    for headline, hours in (("Second", 2), ("First", 5), ("Third", 1)):
        waited(make_article("in_review", headline=headline), hours)
    page = client.get("/admin/")
    assert headlines(page.context["desk"].waiting.stories) == ["First", "Second", "Third"]
    said = page.content.decode().replace("\xa0", " ")
    assert "3, the oldest 5 hours" in said
    assert "waits for 5 hours" in said


def test_the_foot_tells_the_version_to_those_who_are_in(client: Client) -> None:
    inside, _user = login()
    told = f"Newsroom {settings.VERSION}"
    assert told in inside.get("/admin/").content.decode()
    assert told not in client.get("/admin/login/").content.decode()


def test_stories_that_go_out_together_are_a_clash() -> None:
    _client, user = login()
    now = timezone.now().replace(hour=9, minute=0)
    for headline, minutes in (("Alone", 60), ("One", 120), ("Other", 130)):
        make_article("scheduled", headline=headline, published_at=now + timedelta(minutes=minutes))
    make_article(
        "embargoed", headline="Under embargo", published_at=now - timedelta(days=1),
        embargo_until=now + timedelta(days=2),
    )  # fmt: skip
    make_article("published", headline="Out already", published_at=now - timedelta(hours=1))
    desk = desk_of(user, now=now)
    assert [(one.article.headline, one.clashes, one.is_today) for one in desk.due] == [
        ("Alone", 0, True), ("One", 1, True), ("Other", 1, True), ("Under embargo", 0, False),
    ]  # fmt: skip
    assert [one.until for one in desk.due] == ["in 1 h", "in 2 h", "in 2 h", "in 2 days"]
    assert desk.due_today == 3
    assert headlines(desk.live.stories) == ["Out already"]


def test_faults_of_live_pictures_are_named_and_only_while_there_are_any() -> None:
    client, _user = login()
    assert b"something is missing" not in client.get("/admin/").content
    story = make_article(headline="Bare")
    Placement.objects.create(
        article=story, picture=make_picture(alt="", credit="", creator=""), role="lead", position=0
    )
    fine = make_article(headline="Fine")
    Placement.objects.create(article=fine, picture=make_picture(), role="lead", position=0)
    page = client.get("/admin/")
    assert headlines(page.context["desk"].problems.stories) == ["Bare"]
    assert "lacks a credit and an alternative text" in page.content.decode()


def test_a_held_story_says_why_whoever_held_it() -> None:
    client, _user = login()
    make_article("held", state_reason="The lawyers read it.")
    make_article("held", hold_reasons=["The source withholds it.", "It is a page of the site."])
    page = client.get("/admin/").content.decode()
    assert "· The lawyers read it." in page
    assert "· The source withholds it. · It is a page of the site." in page


def test_each_role_has_its_own_desk() -> None:
    reporter, writer = login("Reporter")
    make_article("in_review", headline="Of somebody else")
    make_article("draft", headline="Her own", created_by=writer)
    desk = reporter.get("/admin/").context["desk"]
    assert headlines(desk.mine.stories) == ["Her own"]
    assert headlines(desk.waiting.stories) == []
    section = make_section()
    leader, user = login("Section editor")
    section.editors.add(user)
    make_article("in_review", headline="Of the section", section=section)
    assert headlines(leader.get("/admin/").context["desk"].waiting.stories) == ["Of the section"]


@pytest.mark.thorough
@pytest.mark.parametrize("role", ["Reporter", "Section editor", "Publisher"])
def test_the_desk_asks_no_more_for_many_stories(role: str) -> None:
    client, user = login(role)
    make: dict[str, Any] = {"created_by": user}
    asked = []
    for count in (1, SHOWN + 3):
        for state in ("draft", "in_review", "held", "scheduled", "published"):
            for _number in range(count):
                make_article(state, **make)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/admin/")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= MOST_QUERIES, [each["sql"][:120] for each in queries]
    assert page.context["desk"].mine.in_words == f"more than {SHOWN}"
