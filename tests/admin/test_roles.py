"""The screen of a role: every permission as one box, in areas of the desk and in an editor's words."""

from __future__ import annotations

from collections import Counter

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from lxml import html

from articles.publishing.roles import ROLES
from tests.admin.pages import fields_on, login

pytestmark = pytest.mark.django_db

FORM = "//form[@id='group_form']"


def owner() -> Client:
    return login(role="", is_superuser=True)[0]


def address(name: str = "Publisher") -> str:
    return f"/admin/auth/group/{Group.objects.get(name=name).pk}/change/"


def page_of(client: Client, path: str) -> html.HtmlElement:
    return html.fromstring(client.get(path).content.decode())


def test_every_permission_is_one_box_and_those_of_the_role_are_ticked() -> None:
    page = page_of(owner(), address())
    boxes = page.xpath("//input[@name='permissions']")
    counted = Counter(int(box.get("value")) for box in boxes)
    assert counted == Counter(Permission.objects.values_list("pk", flat=True))
    ticked = {int(box.get("value")) for box in boxes if box.get("checked") is not None}
    held = Group.objects.get(name="Publisher").permissions.values_list("pk", flat=True)
    assert ticked == {*held}


def test_a_form_sent_as_it_came_changes_nothing_and_one_box_more_is_one_more() -> None:
    client, role = owner(), Group.objects.get(name="Reporter")
    shown = fields_on(client.get(address("Reporter")).content, FORM)
    client.post(address("Reporter"), shown)
    held = {*role.permissions.values_list("codename", flat=True)}
    assert held == {label.partition(".")[2] for label in ROLES["Reporter"]}
    more = Permission.objects.get(codename="publish_article")
    shown["permissions"] += [str(more.pk)]
    client.post(address("Reporter"), shown)
    assert {*role.permissions.values_list("codename", flat=True)} == {*held, "publish_article"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["see", "add", "change", "delete", "write in the stories of others"]),
        ("de", ["ansehen", "anlegen", "ändern", "löschen", "in Artikeln anderer schreiben"]),
    ],
)
def test_a_screen_says_its_permissions_in_words_of_the_desk(language: str, said: list[str]) -> None:
    with translation.override(language):
        page = page_of(owner(), address())
    (stories, *_more) = page.xpath("//section[@class='may-area']//fieldset")
    words = [" ".join(label.text_content().split()) for label in stories.xpath(".//label")]
    assert words[:5] == said
    assert "Can " not in page.xpath("//*[@class='may-do']")[0].text_content()


def test_what_the_shipped_roles_may_do_stands_in_sight() -> None:
    """All but what their screens do not ask for."""
    page = page_of(owner(), address())
    hidden = {int(value) for value in page.xpath("//details[@class='may-area']//input/@value")}
    out_of_sight = {
        each.codename for each in Permission.objects.filter(pk__in=hidden, group__name__in=ROLES)
    }
    assert out_of_sight <= {
        "view_factbox", "add_factbox", "change_factbox", "view_correction",
        "view_importrun", "view_importitem",
    }  # fmt: skip


def test_a_role_opens_in_few_queries_and_its_list_counts_accounts() -> None:
    client = owner()
    _client, _reporter = login("Reporter")
    with CaptureQueriesContext(connection) as asked:
        client.get(address())
    assert len(asked) <= 12
    page = page_of(client, "/admin/auth/group/")
    row = page.xpath("//*[@id='result_list']//tr[th[contains(., 'Reporter')]]")[0]
    assert "writes own stories" in row.text_content()
    assert row.xpath(".//a[contains(@href, 'groups__id__exact')]/text()") == ["1"]


def test_who_may_only_look_reads_what_a_role_may_do() -> None:
    client, user = login("Reporter")
    user.user_permissions.add(Permission.objects.get(codename="view_group"))
    page = page_of(client, address())
    said = page.xpath("//*[@id='content']")[0].text_content()
    assert "publish, schedule and correct" in said
    assert not page.xpath("//input[@name='permissions']")


def test_accounts_are_filtered_by_role_and_nobody_speaks_of_groups() -> None:
    page = page_of(owner(), "/admin/auth/user/")
    said = page.xpath("//*[@id='changelist-filter']")[0].text_content().casefold()
    assert "by roles" in said
    assert "group" not in said
