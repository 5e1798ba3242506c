"""No story shows at any public door before its time, nor after its withdrawal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from articles.body import document as d
from articles.models import Article, Comment, Correction, FormerAddress, Tombstone
from articles.search import index
from media.models import Picture
from tests.attack.doors import content_of, readers_doors
from tests.factories import (
    make_article,
    make_contributor,
    make_document,
    make_person,
    make_picture,
    make_section,
    make_source,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
CANARY = "xanthous"


def doors(story: Article) -> list[str]:
    """Every public way to a story; `story` is hidden in a house of its own and beside public ones."""
    own, when = story.get_absolute_url(), story.published_at or timezone.now()
    scopes = ["", "/harbor", "/people/xanthous-person", "/topics/canary", "/by/canary"]
    return [
        own, f"{own}/", f"/x/y-{story.pk}", "/2019/old", "/", "/harbor", "/people",
        "/people/xanthous-person", "/people/shared-person", "/topics/canary", "/by/canary",
        "/archive", f"/archive/{when:%Y/%m}", f"/archive/{when:%Y/%m/%d}", "/corrections", "/feeds",
        f"/search?q={CANARY}", "/search?q=council", "/search?person=shared",
        *(f"{scope}/feed.{ending}" for scope in scopes for ending in ("rss", "atom", "json")),
        "/sitemap.xml", "/sitemaps/stories-1.xml", "/sitemaps/pages.xml", "/news-sitemap.xml",
        f"/oembed?url={quote(SITE + own)}", "/api/stories", "/api/stories?person=xanthous-person",
        "/api/stories?topic=canary", f"/api/stories/{story.pk}", "/nowhere",
    ]  # fmt: skip


def hide(state: str) -> Article:
    """A story with the canary in every word of it, beside a public one of the same section."""
    section = make_section(name="Harbor", slug="harbor")
    shared = make_person("Shared Person")
    make_article(section=section, people=[shared])
    story = make_article(
        state,
        section=section,
        headline=f"{CANARY} headline",
        standfirst=f"{CANARY} standfirst",
        kicker=CANARY,
        byline=CANARY,
        body=make_document(f"{CANARY} body"),
        people=[make_person("Xanthous Person", note=CANARY), shared],
        topics=[make_topic("Canary", slug="canary", definition=CANARY)],
        contributors=[make_contributor(f"{CANARY} writer", slug="canary")],
        lead_picture=make_picture(caption=CANARY, alt=CANARY, credit=CANARY),
    )
    Correction.objects.create(article=story, text=CANARY, published_at=timezone.now())
    FormerAddress.objects.create(path="/2019/old", article=story)
    return story


@pytest.mark.parametrize(
    "state", ["draft", "in_review", "held", "scheduled", "embargoed", "withdrawn"]
)
def test_a_hidden_story_shows_at_no_door(client: Client, state: str) -> None:
    story = hide(state)
    if state == "withdrawn":
        Tombstone.objects.create(article_pk=story.pk, reason=CANARY)
    for door in doors(story):
        answer = client.get(door)
        said = (answer.content.decode() + str(answer.headers)).casefold()
        for echo in (f"q={CANARY}", f'value="{CANARY}"', f"search: {CANARY}"):
            said = said.replace(echo, "")
        assert CANARY not in said, door
        assert f"headline-{story.pk}" not in said, door


@pytest.mark.thorough
def test_what_the_desk_keeps_of_a_public_story_shows_at_no_door(client: Client) -> None:
    """Notes, terms, origins and versions; of its pictures what the file said to the desk alone."""

    def picture() -> Picture:
        return make_picture(
            instructions=CANARY, original_name=CANARY, keywords=[CANARY], usage_terms=CANARY,
            people_in_picture=[CANARY], source_url=f"https://{CANARY}.example/", from_file={"a": CANARY},
        )  # fmt: skip

    lead, shot = picture(), picture()
    figure = d.figure(picture=shot.pk, source_url=f"https://{CANARY}.example/?key=1")
    writer = make_user(CANARY, email=f"{CANARY}@paper.example", first_name=CANARY, last_name=CANARY)
    story = make_article(
        section=make_section(), people=[make_person("Ana Torres", portrait=picture())], topics=[make_topic("Trams")],
        contributors=[make_contributor("Nia Bell", user=writer)], lead_picture=lead, created_by=writer,
        body=d.document(d.paragraph("On trams."), figure), lead_source_url=f"https://{CANARY}.example/",
        editor_note=CANARY, slugline=CANARY, usage_terms=CANARY, state_reason=CANARY, hold_reasons=[CANARY],
        source=make_source(), source_key=CANARY, source_version=CANARY,
        pending={"fields": {"headline": CANARY}, "due_at": "2099-01-01T00:00:00+00:00"},
    )  # fmt: skip
    Correction.objects.create(
        article=story, text="It was 63.", published_at=timezone.now(), made_by=writer
    )
    Comment.objects.create(article=story, text=CANARY, made_by=writer)
    index(Article.objects.all())
    drawn = "/share/"  # a picture: it holds pixels, and here no file to draw from
    tried = [door for door in readers_doors(story, "trams") if not door.startswith(drawn)]
    assert len(tried) > 30
    for door in [*tried, "/search?q=trams"]:
        answer = client.get(door)
        assert answer.status_code in {200, 301}, door
        said = content_of(answer) + str(answer.headers).encode()
        assert CANARY.encode() not in said, door


@pytest.mark.parametrize("rule", ["published_at", "embargo_until"])
def test_a_story_comes_at_its_second_and_not_before(
    client: Client, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    moment = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    early = {"published_at": moment - timedelta(days=1)} if rule == "embargo_until" else {}
    story = make_article(**{**early, rule: moment})
    for offset, status in ((-1, 404), (-0.001, 404), (0, 200), (1, 200)):
        monkeypatch.setattr(timezone, "now", lambda at=offset: moment + timedelta(seconds=at))
        assert client.get(story.get_absolute_url()).status_code == status
        assert (story.headline in client.get("/feed.rss").content.decode()) is (status == 200)
        assert (story.headline in client.get("/").content.decode()) is (status == 200)
