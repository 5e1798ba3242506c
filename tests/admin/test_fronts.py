"""The screen of a front and of breaking news: what is sent, what readers then see, what is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from articles import freshness
from articles.models import Article, AuditEntry, Banner, Front, FrontEdition
from articles.publishing import breaking
from articles.publishing.editions import (
    LIVE_KEPT,
    Overtaken,
    Placing,
    call_off,
    newest_edition,
    placings_of,
    save_front,
)
from tests.factories import home_front, make_article, make_picture, make_section, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_page_cache")]


@pytest.fixture
def editor() -> User:
    user = make_user("celia", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    return user


@pytest.fixture
def desk(editor: User) -> Client:
    desk = Client()
    desk.force_login(editor)
    return desk


def stories(count: int = 6) -> list[Article]:
    """Newest first, of one section."""
    section, now = make_section(), timezone.now()
    return [
        make_article(section=section, headline=f"Story {n}", published_at=now - timedelta(hours=n + 1))
        for n in range(count)
    ]  # fmt: skip


def sent(*rows: dict[str, Any] | None, **whole: Any) -> dict[str, Any]:
    """The form as a browser sends it; a row of None is left to the newest."""
    values: dict[str, Any] = {"row": [f"r{n}" for n in range(len(rows))], **whole}
    for n, row in enumerate(rows):
        values |= {f"r{n}-{name}": value for name, value in (row or {}).items()}
    return values


def address(front: Front, page: str = "change") -> str:
    return f"/admin/articles/front/{front.pk}/{page}/"


def headlines(page: bytes) -> list[str]:
    tree = lxml.html.document_fromstring(page.decode())
    return [" ".join(each.text_content().split()) for each in tree.xpath("//h3")]


def test_a_draft_is_seen_by_nobody_and_going_live_by_all(desk: Client, client: Client) -> None:
    told, front = stories(), home_front()
    looks = {
        "story": told[4].pk, "headline": "In short", "kicker": "Tonight",
        "picture": make_picture().pk, "pinned_until": "2099-01-01T12:00",
    }  # fmt: skip
    before = freshness.current()
    assert desk.post(address(front), sent(looks, _draft="")).status_code == 302
    assert headlines(client.get("/").content)[0] == "Story 0"
    assert freshness.current() == before
    draft = newest_edition(front)
    assert draft is not None
    answer = desk.post(
        address(front), sent(looks, None, {"story": told[3].pk}, base=draft.pk, _live="")
    )
    assert answer.status_code == 302
    assert freshness.current() > before
    shown = headlines(client.get("/").content)
    assert shown[:3] == ["In short", "Story 0", "Story 3"]
    assert len(shown) == len(set(shown)) == 6
    live = newest_edition(front)
    assert [each.article for each in placings_of(live)] == [told[4].pk, None, told[3].pk]
    assert AuditEntry.objects.filter(action="front live", kind="front").count() == 1


def test_a_front_may_wait_for_its_time_and_be_called_off(
    desk: Client, client: Client, editor: User
) -> None:
    told, front = stories(), home_front()
    later = timezone.localtime() + timedelta(hours=3)
    when = f"{later:%Y-%m-%dT%H:%M}"
    desk.post(address(front), sent({"story": told[5].pk}, _live="", live_from=when))
    waiting = newest_edition(front)
    assert waiting is not None
    assert freshness.next_change(timezone.now()) == waiting.live_from
    assert headlines(client.get("/").content)[0] == "Story 0"
    assert b"Waits" in desk.get(address(front)).content
    before = freshness.current()
    desk.post(address(front, "call-off"), {"edition": waiting.pk})
    assert freshness.current() > before
    assert freshness.next_change(timezone.now()) is None
    waiting.refresh_from_db()
    assert (waiting.is_live, waiting.live_from) == (False, None)
    live = save_front(front, [], by=editor, base=waiting.pk, live_from=timezone.now())
    assert not call_off(live, by=editor)


def test_nobody_saves_over_another_without_being_told(desk: Client) -> None:
    told, front = stories(), home_front()
    other = make_user("nadia", is_staff=True)
    theirs = save_front(front, [Placing(told[1].pk)], by=other, base=None)
    with pytest.raises(Overtaken):
        save_front(front, [], by=other, base=None)
    page = desk.post(address(front), sent({"story": told[2].pk}, base="", _live=""))
    assert page.status_code == 200
    assert "nadia saved this front" in page.content.decode()
    assert newest_edition(front) == theirs
    tree = lxml.html.document_fromstring(page.content.decode())
    assert tree.xpath("//input[@name='r0-story']/@value") == [str(told[2].pk)]
    [base] = tree.xpath("//input[@name='base']/@value")
    assert (
        desk.post(address(front), sent({"story": told[2].pk}, base=base, _live="")).status_code
        == 302
    )


STEPS = [
    ({"_down": "r0"}, "B A C"),
    ({"_up": "r2"}, "A C B"),
    ({"_up": "r0"}, "A B C"),
    ({"_remove": "r1"}, "A C"),
    ({"_gap": ""}, "A B C -"),
    ({"_add": "", "add": "{d}"}, "A B C D"),
    ({"_add": "", "add": "/city/some-words-{d}"}, "A B C D"),
    ({"_add": "", "add": "no story"}, "A B C"),
]


@pytest.mark.thorough
@pytest.mark.parametrize(("step", "order"), STEPS)
def test_rows_move_by_buttons_alone_and_nothing_is_saved(
    desk: Client, step: dict[str, str], order: str
) -> None:
    told, front = stories(4), home_front()
    names = {str(story.pk): name for story, name in zip(told, "ABCD", strict=True)}
    asked = {name: value.format(d=told[3].pk) for name, value in step.items()}
    page = desk.post(address(front), sent(*({"story": each.pk} for each in told[:3]), **asked))
    tree = lxml.html.document_fromstring(page.content.decode())
    rows = tree.xpath("//li[@data-front-row]")
    found = [row.xpath("string(.//input[contains(@name, '-story')]/@value)") for row in rows]
    assert " ".join(names.get(each, "-") for each in found) == order
    assert len({row.get("data-front-row") for row in rows}) == len(rows)
    assert not FrontEdition.objects.exists()
    assert ("is no story" in page.content.decode()) is ("no story" in asked.values())


def test_the_form_says_what_readers_will_not_see(desk: Client) -> None:
    front = home_front()
    hidden, due = make_article("draft"), make_article("scheduled")
    page = desk.post(
        address(front),
        sent({"story": hidden.pk}, {"story": due.pk}, {"story": due.pk}, {"story": 999},
             {"story": hidden.pk + 1, "picture": 999}, _live=""),
    ).content.decode()  # fmt: skip
    for words in (
        "Readers do not see it", "Readers see it from", "is placed twice", "no story 999",
        "no picture 999", "Leads for 24 hours",
    ):  # fmt: skip
        assert words in page, words
    assert not FrontEdition.objects.exists()


def test_a_preview_shows_the_front_as_it_will_be_and_saves_nothing(desk: Client) -> None:
    told, front = stories(), home_front()
    due = make_article("scheduled", section=told[0].section, headline="Tomorrow")
    after = timezone.localtime() + timedelta(hours=4)
    form = sent({"story": told[5].pk, "headline": "Placed"}, {"story": due.pk})
    now = desk.post(address(front, "preview"), form)
    later = desk.post(address(front, "preview"), {**form, "at": f"{after:%Y-%m-%dT%H:%M}"})
    assert headlines(now.content)[:2] == ["Placed", "Story 0"]
    assert headlines(later.content)[:2] == ["Placed", "Tomorrow"]
    day_after = timezone.localtime() + timedelta(hours=30)
    led = desk.post(address(front, "preview"), {**form, "at": f"{day_after:%Y-%m-%dT%H:%M}"})
    assert headlines(led.content)[0] != "Placed"
    assert "noindex" in now.content.decode()
    assert now.headers["Cache-Control"] == "no-store"
    assert not FrontEdition.objects.exists()


def test_a_section_has_a_front_of_its_own(desk: Client, client: Client) -> None:
    told = stories(8)
    assert told[0].section is not None
    front = Front.objects.create(section=told[0].section)
    path = told[0].section.get_absolute_url()
    assert headlines(client.get(path).content) == [f"Story {n}" for n in range(8)]
    guest = make_article(headline="From another section")
    form = sent({"story": told[6].pk}, {"story": guest.pk, "headline": "A guest"})
    assert headlines(desk.post(address(front, "preview"), form).content)[:2] == [
        "Story 6",
        "A guest",
    ]
    desk.post(address(front), {**form, "_live": ""})
    shown = headlines(client.get(path).content)
    assert shown[:3] == ["Story 6", "A guest", "Story 0"]
    assert shown.count("Story 6") == 1
    edition = newest_edition(front)
    assert edition is not None
    desk.post(address(front), {**form, "_live": "", "base": edition.pk, "allow_repeats": "on"})
    assert headlines(client.get(path).content).count("Story 6") == 2


def test_stories_stand_twice_only_if_asked(client: Client, editor: User) -> None:
    told, front = stories(14), home_front()
    live = timezone.now()
    edition = save_front(
        front, [Placing(told[0].pk, "Said anew")], by=editor, base=None, live_from=live
    )
    shown = headlines(client.get("/").content)
    assert len(shown) == len(set(shown))
    assert "Story 0" not in shown
    save_front(
        front, [Placing(told[0].pk, "Said anew")], by=editor, base=edition.pk,
        allow_repeats=True, live_from=live,
    )  # fmt: skip
    shown = headlines(client.get("/").content)
    assert shown[0] == "Said anew"
    assert "Story 0" in shown


@pytest.mark.thorough
def test_the_last_live_editions_are_kept_and_open_again(desk: Client, editor: User) -> None:
    told, front = stories(2), home_front()
    base: int | None = None
    for n in range(LIVE_KEPT + 3):
        rows = [Placing(told[n % 2].pk, f"Edition {n}")]
        base = save_front(front, rows, by=editor, base=base, live_from=timezone.now()).pk
    for _n in range(14):
        base = save_front(front, [], by=editor, base=base).pk
    live = front.editions.filter(is_live=True)
    assert live.count() == LIVE_KEPT
    assert front.editions.count() < LIVE_KEPT + 12
    oldest = live.order_by("pk")[0]
    page = desk.get(f"{address(front)}?version={oldest.pk}").content.decode()
    tree = lxml.html.document_fromstring(page)
    assert tree.xpath("//input[@name='r0-headline']/@value") == ["Edition 3"]
    assert tree.xpath("//input[@name='base']/@value") == [str(base)]


def test_the_screen_costs_the_same_with_one_story_and_with_twenty(
    desk: Client, editor: User, django_assert_max_num_queries: Any
) -> None:
    told, front = stories(20), home_front()
    base = None
    desk.get("/admin/sessions/")  # the first page of a session also asks after its second step
    for count in (1, 20):
        rows = [Placing(story.pk, picture=make_picture().pk) for story in told[:count]]
        base = save_front(front, rows, by=editor, base=base).pk
        with django_assert_max_num_queries(14):
            assert desk.get(address(front)).status_code == 200
    assert "Home" in desk.get("/admin/articles/front/").content.decode()


BANNER = {"text": "The gates are shut", "starts_at": "2026-01-01T10:00"}


def test_breaking_news_waits_for_a_confirmation_and_ends(desk: Client, client: Client) -> None:
    make_section()
    begins = timezone.localtime() - timedelta(minutes=1)
    form = {
        "text": "The gates are shut", "starts_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begins + timedelta(hours=2):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    answer = desk.post("/admin/articles/banner/add/", form)
    banner = Banner.objects.get()
    confirm = f"/admin/articles/banner/{banner.pk}/confirm/"
    assert answer.headers["Location"] == confirm
    assert "The gates are shut" in desk.get(confirm).content.decode()
    assert b"gates" not in client.get("/").content
    desk.post(confirm, {"do": "confirm"})
    assert b"gates" not in client.get("/").content
    desk.post(confirm, {"do": "confirm", "sure": "on"})
    assert b"The gates are shut" in client.get("/").content
    desk.post(f"/admin/articles/banner/{banner.pk}/change/", {**form, "text": "The gates are open"})
    assert b"gates" not in client.get("/").content
    desk.post(confirm, {"do": "confirm", "sure": "on"})
    assert b"The gates are open" in client.get("/").content
    desk.post(confirm, {"do": "end"})
    assert b"gates" not in client.get("/").content
    told = AuditEntry.objects.filter(kind="banner", action__startswith="breaking")
    actions = list(told.values_list("action", flat=True))
    assert sorted(actions) == ["breaking", "breaking", "breaking ended"]


@pytest.mark.parametrize(
    ("ends", "words"), [("2026-01-01T09:00", "end after"), ("2026-01-03T10:00", "24 hours")]
)
def test_breaking_news_must_end_and_soon(desk: Client, ends: str, words: str) -> None:
    page = desk.post("/admin/articles/banner/add/", {**BANNER, "ends_at": ends})
    assert words in page.content.decode()
    assert not Banner.objects.exists()


def test_an_editor_who_may_not_publish_confirms_nothing() -> None:
    editor = make_user(is_staff=True)
    editor.groups.add(Group.objects.get(name="Editor"))
    now = timezone.now()
    banner = Banner.objects.create(text="News", starts_at=now, ends_at=now + timedelta(hours=1))
    desk = Client()
    desk.force_login(editor)
    confirm = f"/admin/articles/banner/{banner.pk}/confirm/"
    assert "Somebody who may publish" in desk.get(confirm).content.decode()
    assert desk.post(confirm, {"do": "confirm", "sure": "on"}).status_code == 403
    assert breaking.end(banner, by=editor, now=now + timedelta(hours=2)) is False
    banner.refresh_from_db()
    assert banner.confirmed_by is None
