"""The clock table: every public door at T-1 s, T-1 ms, T and T+1 s; and addresses that changed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from articles import freshness
from articles.models import Article, Correction, FormerAddress, RelatedPick
from articles.publishing.cards import card_of
from articles.publishing.moves import move
from articles.publishing.saving import save_story
from media.models import Picture
from media.processing import rendition_path
from media.renditions import spec_from_name
from newsroom.urls import urlpatterns
from tests.attack.payloads import IS_FULL
from tests.factories import (
    make_article,
    make_contributor,
    make_document,
    make_person,
    make_picture,
    make_section,
    make_topic,
    make_user,
)
from tests.publishing.test_roles import patterns

pytestmark = pytest.mark.django_db

MOMENTS = [
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),  # clocks go forward in Europe
    datetime(2027, 11, 7, 6, 30, tzinfo=UTC),  # the repeated hour of New York
    datetime(2028, 2, 29, 0, 0, tzinfo=UTC),
    datetime(2027, 6, 1, 18, 15, tzinfo=UTC),  # midnight in India, a zone of half hours
]


def drawn_moments(count: int) -> Iterator[datetime]:
    """Moments of three years, to the microsecond, the same in every run."""
    lots = random.Random(8)
    for _lot in range(count):
        yield MOMENTS[0] + timedelta(
            days=lots.randrange(1000), microseconds=lots.randrange(86_400 * 10**6)
        )


CLOCKS: list[Any] = [
    (MOMENTS[0], "schedule"),
    (MOMENTS[1], "embargo"),
    pytest.param(MOMENTS[2], "schedule", marks=pytest.mark.sqlite),
    pytest.param(MOMENTS[3], "embargo", marks=pytest.mark.sqlite),
]
"""PostgreSQL answers for the two at which a clock jumps."""
if IS_FULL:
    CLOCKS += [
        pytest.param(moment, rule, marks=pytest.mark.sqlite)
        for moment, rule in zip(drawn_moments(196), cycle(["schedule", "embargo"]), strict=False)
    ]
OFFSETS, EDGE = (-1, -0.001, 0, 1), (-0.001, 0)
"""Seconds; the suite looks at the whole of the first moment, and at the edge of the others."""
WORD = "xanthous"
NAMED = {
    "front": "/", "search": "/search?q=quokka", "suggest": "/search/suggest?q=xant",
    "people": "/people", "feeds": "/feeds", "person": "{person}",
    "topic": "{topic}", "contributor": "{contributor}", "corrections": "/corrections",
    "archive": "/archive", "month": "/archive/{when:%Y/%m}", "day": "/archive/{when:%Y/%m/%d}",
    "story_sitemap": "/sitemaps/stories-1.xml", "news_sitemap_part": "/sitemaps/news/1.xml",
    "news_sitemap": "/news-sitemap.xml", "oembed": "/oembed?url={site}{story}",
    "api_stories": "/api/stories", "api_story": "/api/stories/{pk}",
    "api_ninjs": "/api/stories/{pk}/ninjs", "section": "{section}",
    "article": "{story}", "another address": "/elsewhere/other-words-{pk}",
    "an address of a former system": "/2019/05/old-page.html",
    "a story that links to it": "{other}", "rendition": "{picture}", "share": "{card}",
    "rendition portrait": "{portrait}", "rendition photo": "{photo}",
    **{
        f"{name} {ending}": f"{place}/feed.{ending}"
        for name, place in {
            "feed": "", "section_feed": "{section}", "person_feed": "{person}",
            "topic_feed": "{topic}", "contributor_feed": "{contributor}",
        }.items()
        for ending in ("rss", "atom", "json")
    },
}  # fmt: skip
"""Every door by the name of its address in newsroom.urls, and what is asked for there."""

TELLS_NO_STORY = {
    "openapi",
    "robots",
    "sitemap",
    "page_sitemap",
    "directory_sitemap",
    "indexnow_key",
    "preview",
    "related_click",
    "favicon",
}
"""A robots file, maps of places, a secret link of its own, a count that answers nothing."""

YEARS_ONLY = {"archive"}
"""Doors that show that there is a story, by no word of it."""


def test_every_public_address_is_among_the_doors() -> None:
    """Of the whole site but for the admin, which test_roles.py walks; an address needs a name."""
    known = {name.split()[0] for name in NAMED} | TELLS_NO_STORY
    readers = [one for one in urlpatterns if str(one.pattern) != settings.ADMIN_URL]
    assert len(readers) == len(urlpatterns) - 1
    assert {one.name or path for path, one in patterns(readers)} - known == set()


def doors(story: Article, other: Article) -> dict[str, str]:
    assert story.section
    assert story.lead_picture
    person, writer = story.mentions.get().tag, story.credits.get().contributor
    facts = {
        "person": person.get_absolute_url(),
        "topic": story.topic_ties.get().topic.get_absolute_url(),
        "contributor": writer.get_absolute_url(),
        "portrait": copy_of(person.portrait), "photo": copy_of(writer.photo),
        "when": story.published_at, "site": settings.SITE_URL, "pk": story.pk,
        "story": story.get_absolute_url(), "section": story.section.get_absolute_url(),
        "other": other.get_absolute_url(), "picture": copy_of(story.lead_picture),
        "card": f"/share/{story.pk}-{card_of(story).digest}.jpg",
    }  # fmt: skip
    return {name: path.format(**facts) for name, path in NAMED.items()}


def copy_of(picture: Picture) -> str:
    """The address of a copy of the picture, which is drawn already."""
    address = picture.rendition_url(160, "5:4")
    drawn = rendition_path(picture, spec_from_name(address.rsplit("/", 1)[1]))
    drawn.parent.mkdir(parents=True, exist_ok=True)
    drawn.write_bytes(b"a copy")
    return address


def story_at(moment: datetime, rule: str) -> tuple[Article, Article]:
    """A story that is public from `moment` on by its schedule or its embargo, and one that links to it."""
    other = make_article(published_at=moment - timedelta(days=40), now=moment)
    story = make_article(
        "draft", headline=f"{WORD} words", body=make_document(f"{WORD} quokka text"), now=moment,
        people=[make_person(f"{WORD} Person", portrait=make_picture())],
        topics=[make_topic(f"{WORD} topic")], lead_picture=make_picture(),
        contributors=[make_contributor(f"{WORD} Writer", photo=make_picture())],
    )  # fmt: skip
    card = card_of(story).path
    card.parent.mkdir(parents=True)
    card.write_bytes(b"a card")
    RelatedPick.objects.create(article=other, target=story, headline="", position=0)
    FormerAddress.objects.create(path="/2019/05/old-page.html", article=story)
    Correction.objects.create(article=story, text=f"{WORD} wrong", published_at=moment)
    publisher = make_user(is_staff=True, is_superuser=True)
    before = moment - timedelta(hours=2)
    if rule == "embargo":
        story.embargo_until = moment
    save_story(story)
    move(story, "schedule", by=publisher, at=moment, now=before)
    if rule == "embargo":
        story.published_at = before
        save_story(story)
    return story, other


@pytest.mark.thorough
@pytest.mark.parametrize(("moment", "rule"), CLOCKS, ids=str)
def test_no_door_opens_early_and_each_opens_in_its_second(
    client: Client, monkeypatch: pytest.MonkeyPatch, moment: datetime, rule: str
) -> None:
    story, other = story_at(moment, rule)
    for offset in OFFSETS if IS_FULL or moment == MOMENTS[0] else EDGE:
        monkeypatch.setattr(timezone, "now", lambda at=offset: moment + timedelta(seconds=at))
        freshness._memory.clear()
        for name, path in doors(story, other).items():
            answer = client.get(path, follow=True)
            said = b"".join(answer) if answer.streaming else answer.content
            words = said.decode(errors="replace").casefold()
            is_there = answer.status_code == 200 and (
                answer.streaming or WORD in words or name in YEARS_ONLY
            )
            assert is_there is (offset >= 0 or name in YEARS_ONLY), (name, offset)
            assert offset >= 0 or f"{WORD} words" not in words, (name, offset)
            assert offset >= 0 or WORD not in str(answer.headers).casefold(), (name, offset)


@pytest.mark.parametrize("slash", ["", "/"])
def test_every_former_address_of_a_story_leads_there_in_one_hop(client: Client, slash: str) -> None:
    story = make_article(headline="First words", section=make_section(slug="harbor"))
    former = [story.get_absolute_url()]
    changes: list[dict[str, Any]] = [
        {"headline": "Second words"},
        {"section": make_section(slug="hill")},
        {"headline": "Third words", "section": make_section(slug="bay")},
    ]
    for change in changes:
        for name, value in change.items():
            setattr(story, name, value)
        save_story(story)
        former.append(story.get_absolute_url())
    now = former.pop()
    for address in [*former, f"/anything/at-all-{story.pk}"]:
        answer = client.get(f"{address}{slash}")
        assert (answer.status_code, answer.headers["Location"]) == (301, now)
    assert client.get(now).status_code == 200
