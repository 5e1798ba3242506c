"""The curated front and the banner: what editors placed shows, and nothing that may not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Banner, Front, FrontEdition, FrontSlot
from tests.factories import make_article, make_picture, make_section, make_user
from tests.public.conftest import Read

pytestmark = pytest.mark.django_db


def arrange(*slots: dict[str, Any], hours_ago: int = 1) -> FrontEdition:
    front, _made = Front.objects.get_or_create(section=None)
    live_from = timezone.now() - timedelta(hours=hours_ago)
    edition = FrontEdition.objects.create(front=front, is_live=True, live_from=live_from)
    for position, slot in enumerate(slots, start=1):
        FrontSlot.objects.create(edition=edition, **{"position": position, **slot})
    return edition


def headlines(read: Read) -> list[str]:
    return [" ".join(each.text_content().split()) for each in read("/").xpath("//h3")]


def make_stories(count: int) -> list[Article]:
    """Newest first, all in one section."""
    section, now = make_section(), timezone.now()
    return [
        make_article(
            section=section, headline=f"Story {n}", published_at=now - timedelta(hours=n + 1)
        )
        for n in range(count)
    ]


def test_placed_stories_stand_in_their_places_and_once(read: Read) -> None:
    stories = make_stories(8)
    arrange({"article": stories[5]}, {"article": stories[7]})
    found = headlines(read)
    assert found[:4] == ["Story 5", "Story 7", "Story 0", "Story 1"]
    assert len(found) == len(set(found)) == 8


def test_a_place_between_is_filled_by_the_newest(read: Read) -> None:
    stories = make_stories(8)
    arrange({"article": stories[6], "position": 3})
    assert headlines(read)[:4] == ["Story 0", "Story 1", "Story 6", "Story 2"]


def test_a_slot_may_say_it_differently(read: Read) -> None:
    [story] = make_stories(1)
    picture = make_picture()
    arrange({"article": story, "headline": "In short", "kicker": "Tonight", "picture": picture})
    tree = read("/")
    assert headlines(read) == ["In short"]
    assert "Tonight" in tree.xpath("//p[@class='card-kicker']")[0].text_content()
    assert picture.token in tree.xpath("//div[@class='front-lead']//img/@src")[0]
    assert tree.xpath("//h3/a/@href") == [story.get_absolute_url()]
    assert "Story 0" in read(story.get_absolute_url()).xpath("//h1")[0].text_content()


@pytest.mark.parametrize("state", ["draft", "embargoed", "scheduled", "withdrawn"])
def test_a_placed_story_that_may_not_be_read_gives_way(read: Read, state: str) -> None:
    make_stories(3)
    arrange({"article": make_article(state, headline="Canary")})
    assert headlines(read) == ["Story 0", "Story 1", "Story 2"]


def test_an_ended_pin_and_a_lead_of_yesterday_give_way(read: Read) -> None:
    stories = make_stories(4)
    now = timezone.now()
    arrange({"article": stories[3], "pinned_until": now - timedelta(minutes=1)})
    assert headlines(read)[0] == "Story 0"
    arrange({"article": stories[3], "pinned_until": now + timedelta(days=2)})
    assert headlines(read)[0] == "Story 3"
    FrontEdition.objects.all().delete()
    arrange({"article": stories[2]}, hours_ago=25)
    assert headlines(read)[0] == "Story 0"


def test_breaking_news_stands_above_every_page_while_it_lasts(read: Read, client: Client) -> None:
    story, now, editor = make_article(), timezone.now(), make_user()
    banner = Banner.objects.create(
        text="Gates closed <now>", article=story, starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(hours=1), confirmed_by=editor,
    )  # fmt: skip
    for path in ("/", story.get_absolute_url(), "/people"):
        [line] = read(path).xpath("//aside[@class='breaking']")
        assert "Gates closed <now>" in line.text_content()
        assert line.xpath(".//a/@href") == [story.get_absolute_url()]
    Banner.objects.filter(pk=banner.pk).update(ends_at=now - timedelta(seconds=1))
    assert not read("/").xpath("//aside[@class='breaking']")


@pytest.mark.parametrize("fault", ["unconfirmed", "not begun", "hidden story"])
def test_a_banner_not_yet_due_or_of_a_hidden_story_is_silent(read: Read, fault: str) -> None:
    now = timezone.now()
    make_section()
    Banner.objects.create(
        text="Canary",
        article=make_article("embargoed") if fault == "hidden story" else None,
        starts_at=now + timedelta(hours=1 if fault == "not begun" else -1),
        ends_at=now + timedelta(hours=2),
        confirmed_by=None if fault == "unconfirmed" else make_user(),
    )
    assert "Canary" not in read("/").text_content()


def test_what_nobody_placed_opens_in_the_papers_language(read: Read) -> None:
    section, now = make_section(slug="harbor"), timezone.now()
    for hours, language in enumerate(["ar", "es-419", "", "en-GB", "fr"], start=1):
        headline = f"In {language or 'ours'}"
        moment = now - timedelta(hours=hours)
        make_article(section=section, headline=headline, language=language, published_at=moment)
    wanted = ["In ours", "In ar", "In es-419", "In en-GB", "In fr"]
    assert headlines(read) == wanted
    found = read("/harbor").xpath("//h3")
    assert [each.text_content() for each in found] == wanted
    arrange({"article": Article.objects.get(language="ar")})
    assert headlines(read)[:3] == ["In ar", "In es-419", "In ours"]


def test_a_paper_of_foreign_stories_alone_opens_with_the_newest(read: Read) -> None:
    for hours, language in enumerate(["ar", "es"]):
        moment = timezone.now() - timedelta(hours=hours)
        make_article(language=language, headline=language, published_at=moment)
    assert headlines(read) == ["ar", "es"]


def test_a_sections_block_opens_in_the_papers_language(read: Read) -> None:
    make_stories(9)
    place, now = make_section(name="Quiet"), timezone.now() - timedelta(days=30)
    for language in ("", "es"):
        make_article(section=place, language=language, headline=f"Q {language}", published_at=now)
    blocks = read("/").xpath("//section[@class='block']//h3")
    assert [each.text_content() for each in blocks] == ["Q ", "Q es"]
