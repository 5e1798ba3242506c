"""Pages of the desk that are Django's own elsewhere: deleting, history, passwords, refusals, the side bar."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.safestring import SafeString
from lxml import html

from articles.admin.audit import column_said
from articles.admin.deletion import NAMED
from articles.models import AuditEntry, Contributor, Section, Topic
from newsroom.deleting import with_screens
from newsroom.desk_order import in_order
from tests.admin.pages import login
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_picture,
    make_section,
    make_topic,
)

pytestmark = pytest.mark.django_db


def page_of(client: Client, address: str) -> html.HtmlElement:
    return html.fromstring(client.get(address).content.decode())


def words(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.xpath(path)]


def owner() -> Client:
    return login(role="", is_superuser=True)[0]


@pytest.mark.parametrize("kind", ["topic", "person", "contributor"])
def test_deleting_a_name_says_how_many_stories_lose_it_and_no_numbers_of_rows(kind: str) -> None:
    row = {"topic": make_topic, "person": make_person, "contributor": make_contributor}[kind]()
    for _each in range(2):
        story = make_article()
        {
            "topic": lambda story=story: story.topic_ties.create(topic=row),
            "person": lambda story=story: story.mentions.create(tag=row),
            "contributor": lambda story=story: story.credits.create(contributor=row),
        }[kind]()
    page = page_of(owner(), f"/admin/articles/{kind}/{row.pk}/delete/")
    said = words(page, "//*[@id='deleted-objects']//li")
    assert words(page, "//h1") == [f"Delete “{row}”?"]
    assert said[0] == f"{kind.title()}: {row}"
    assert "2 stories lose it; the stories themselves stay." in said
    assert not any(
        each.startswith(("Topic of", "Word of", "Person in", "Credit:")) for each in said
    )


def test_the_stories_that_lose_a_name_are_counted_without_their_texts() -> None:
    topic, client = make_topic(), owner()
    for _each in range(3):
        make_article().topic_ties.create(topic=topic)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/admin/articles/topic/{topic.pk}/delete/")
    counts = [each["sql"] for each in asked if "DISTINCT" in each["sql"]]
    assert len(counts) == 1
    assert "body" not in counts[0]


def test_deleting_many_says_the_same_once() -> None:
    rows = [make_topic(name=name) for name in ("Harbor", "Trams")]
    posted = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    page = html.fromstring(owner().post("/admin/articles/topic/", posted).content.decode())
    said = words(page, "//*[@id='deleted-objects']//li")
    assert words(page, "//h1") == ["Delete these?"]
    assert said == [
        "Topic: Harbor", "Topic: Trams", "No story has it.",
        "Their pages are gone: whoever follows a link to one finds nothing there.",
    ]  # fmt: skip
    owner().post("/admin/articles/topic/", {**posted, "post": "yes"})
    assert not Topic.objects.exists()


def test_a_section_with_stories_names_the_first_of_them_and_stays() -> None:
    section = make_section(name="Tides")
    for number in range(NAMED + 2):
        make_article(headline=f"Story {number}", section=section)
    client, address = owner(), f"/admin/articles/section/{section.pk}/delete/"
    page = page_of(client, address)
    said = words(page, "//*[@id='deleted-objects']//li")
    assert words(page, "//h1") == ["“Tides” cannot be deleted"]
    assert len(said) == NAMED + 1
    assert said[0] == f"Story {NAMED + 1}"
    assert said[-1] == "and 2 more stories"
    client.post(address, {"post": "yes"})
    assert Section.objects.filter(pk=section.pk).exists()
    empty = make_section(name="Empty", slug="empty")
    client.post(f"/admin/articles/section/{empty.pk}/delete/", {"post": "yes"})
    assert not Section.objects.filter(pk=empty.pk).exists()


@pytest.mark.parametrize("what", ["section", "picture"])
def test_a_deletion_names_no_story_that_the_asker_may_not_see(what: str) -> None:
    client, user = login(role="Reporter")
    user.user_permissions.add(*Permission.objects.filter(codename=f"delete_{what}"))
    section, picture = make_section(), make_picture()
    make_article("draft", headline="Secret merger", section=section, lead_picture=picture)
    app, key = {
        "section": ("articles/section", section.pk),
        "picture": ("media/picture", picture.pk),
    }[what]
    address = f"/admin/{app}/{key}/delete/"
    page = page_of(client, address)
    assert words(page, "//*[@id='deleted-objects']//li") == ["1 story"]
    assert "Secret merger" not in page.text_content()
    client.post(address, {"post": "yes"})
    assert Section.objects.filter(pk=section.pk).exists()
    make_article(headline="Open to all", section=section, lead_picture=picture)
    said = words(page_of(client, address), "//*[@id='deleted-objects']//li")
    assert said == ["Open to all", "and 1 more story"]


def test_a_picture_editor_is_told_which_stories_keep_a_picture() -> None:
    picture = make_picture()
    make_article(headline="Boats at dusk", lead_picture=picture)
    page = page_of(login(role="Picture editor")[0], f"/admin/media/picture/{picture.pk}/delete/")
    assert words(page, "//*[@id='deleted-objects']//li") == ["Boats at dusk"]
    assert "your role may not delete" not in page.text_content()


def test_what_hangs_on_a_row_without_a_screen_is_shown_one_higher() -> None:
    shown, inner = SafeString("<a>Topic</a>"), SafeString("<a>Merge</a>")
    assert list(with_screens([shown, ["tie 4", [inner], "word"]])) == [shown, [inner]]
    assert list(with_screens([shown, ["tie 4", ["tie 5"]]])) == [shown]


DESK_PAGES = (
    "articles/topic/{topic}/delete/", "articles/topic/{topic}/history/",
    "articles/topic/{topic}/change/", "auth/user/{user}/history/", "auth/user/{user}/delete/",
    "articles/topic/", "articles/", "password_change/", "password_change/done/", "sessions/",
    "media/picture/{picture}/delete/", "articles/section/add/",
)  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("address", DESK_PAGES)
def test_every_way_back_begins_at_the_desk(address: str) -> None:
    client, user = login(role="", is_superuser=True)
    numbers = {"topic": make_topic().pk, "user": user.pk, "picture": make_picture().pk}
    page = page_of(client, "/admin/" + address.format(**numbers))
    way = page.xpath("//*[@class='breadcrumbs']")[0].text_content()
    assert way.split("›")[0].strip() == "The desk"
    assert "Authentication" not in page.text_content()
    assert words(page, "//*[@id='user-tools']//a") == ["Your account", "View site"]


def test_a_form_is_headed_by_the_name_of_its_row() -> None:
    topic = make_topic(name="Tide barrier")
    page = page_of(owner(), f"/admin/articles/topic/{topic.pk}/change/")
    assert words(page, "//h1") == ["Tide barrier"]
    assert not page.xpath("//*[contains(@class, 'delete-related')]")


def test_the_log_says_what_was_done_as_a_person_would() -> None:
    client = owner()
    topic = make_topic(name="Tides")
    client.post(f"/admin/articles/topic/{topic.pk}/delete/", {"post": "yes"})
    entry = AuditEntry.objects.get(kind="topic")
    page = page_of(client, f"/admin/articles/auditentry/{entry.pk}/change/")
    assert words(page, "//h1") == ["deleted: Tides"]
    assert words(page, "//*[@class='breadcrumbs']") == ["The desk › Audit log › deleted: Tides"]
    AuditEntry.objects.create(action="withdraw", kind="article", row_id=1, label="Boats")
    listed = page_of(client, "/admin/articles/auditentry/")
    assert {"withdrawn", "deleted"} <= set(words(listed, "//td[contains(@class, 'field-did')]"))
    assert {"story", "topic"} <= set(words(listed, "//*[@id='changelist-filter']//a"))


def test_the_log_says_columns_and_choices_in_the_words_of_the_desk() -> None:
    entry = AuditEntry.objects.create(
        action="withdraw", kind="article", row_id=1, label="Boats",
        before={"state": "draft", "gone": 1}, after={"state": "withdrawn", "headline": ""},
    )  # fmt: skip
    with translation.override("de"):
        page = page_of(owner(), f"/admin/articles/auditentry/{entry.pk}/change/")
        listed = page_of(owner(), "/admin/articles/auditentry/")
    rows = page.xpath("//*[contains(@class, 'field-changes')]//tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["gone", "1", "–"], ["Überschrift", "–", "–"], ["Status", "Entwurf", "zurückgezogen"],
    ]  # fmt: skip
    assert "gone, Überschrift, Status" in words(
        listed, "//td[contains(@class, 'changes_in_short')]"
    )


@pytest.mark.parametrize(
    ("kind", "name", "label"),
    [
        ("source", "rule_headline", "Überschrift"),
        ("user", "groups", "Rollen"),
        ("group", "permissions", "Darf"),
        ("banner", "gone_since", "gone since"),
    ],
)
def test_the_log_names_a_field_as_its_form_does(kind: str, name: str, label: str) -> None:
    with translation.override("de"):
        assert column_said(kind, name) == label


def test_the_side_bar_is_in_the_order_of_a_desk_and_holds_every_screen() -> None:
    page = page_of(owner(), "/admin/")
    assert words(page, "//*[@id='nav-sidebar']//caption") == [
        "Stories", "Names and topics", "Wires", "Accounts",
    ]  # fmt: skip
    names = words(page, "//*[@id='nav-sidebar']//th[@scope='row']")
    assert names[0] == "Stories"
    assert {"Roles", "Users", "Audit log", "Pictures"} <= set(names)
    assert words(page, "//*[@class='desk-screens']//th[@scope='row']") == names, (
        "on a phone there is no side bar"
    )
    reporter = page_of(login("Reporter")[0], "/admin/")
    assert "Accounts" not in words(reporter, "//*[@id='nav-sidebar']//caption")


def test_a_screen_that_no_group_names_stays_under_its_app() -> None:
    own = {"name": "More", "app_label": "more", "models": [{"object_name": "Strange"}]}
    told = {"name": "News", "app_label": "news", "models": [{"object_name": "Article"}]}
    assert [each["app_label"] for each in in_order([own, told], "/admin/")] == ["stories", "more"]


def test_a_page_that_a_role_may_not_see_says_so_in_the_face_of_the_house() -> None:
    client, _user = login("Reporter")
    answer = client.get("/admin/auth/user/")
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 403
    assert words(page, "//h1") == ["This page is not for your role"]
    assert page.xpath("//a[@href='/admin/']")


def test_a_form_that_was_open_for_too_long_says_how_to_save_what_was_typed() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("ana"))
    answer = client.post("/admin/articles/topic/add/", {"name": "Tides"})
    assert answer.status_code == 403
    assert words(html.fromstring(answer.content.decode()), "//h1") == ["Please send it again"]
    assert not Contributor.objects.exists()


@pytest.mark.parametrize("path", ["/", "/search", "/nowhere"])
def test_who_sends_a_form_to_a_public_page_does_not_learn_where_the_desk_is(path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(path, {"words": "boats"})
    assert refused.status_code == 403
    assert "/admin/" not in refused.content.decode()
    at_the_desk = strict.post("/admin/login/", {"username": "ana"})
    assert at_the_desk.status_code == 403
    assert 'href="/admin/"' in at_the_desk.content.decode()


@pytest.mark.parametrize(
    "address", ["", "articles/", "articles/topic/", "articles/topic/add/", "articles/person/add/"]
)
def test_no_two_parts_of_a_page_bear_one_id(address: str) -> None:
    ids = [str(each) for each in page_of(owner(), f"/admin/{address}").xpath("//@id")]
    assert sorted({each for each in ids if ids.count(each) > 1}) == []
