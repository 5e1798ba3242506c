"""S21: times and numbers at their ends, where a zone or a column runs over, break no page and enter no story."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from articles.admin.article_filters import span_of
from articles.admin.moments import MomentField
from articles.body.document import InvalidBody, validate
from articles.models import Front, ImportItem, ImportRun
from articles.publishing.clock import moment_of
from tests.admin.pages import login
from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import make_article, make_person

DAYS = ("0001-01-01", "0001-01-02", "0999-12-31", "9000-01-01", "9999-12-30", "9999-12-31")
MOMENTS = (
    "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00-12:00", "9999-12-31T23:59:59-12:00",
    "9999-12-31T23:59:59+14:00",
)  # fmt: skip


@pytest.fixture(params=["UTC", "Asia/Tokyo", "America/New_York"])
def zone(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    settings.TIME_ZONE = request.param
    timezone.get_default_timezone.cache_clear()
    yield request.param
    timezone.get_default_timezone.cache_clear()


def doors() -> list[str]:
    found = []
    for day in DAYS:
        year, month, number = day.split("-")
        found += [f"/archive/{year}/{month}", f"/archive/{year}/{month}/{number}"]
        found += [f"/search?{words}from={day}&to={day}" for words in ("q=a&", "")]
        found += [f"/search?q=a&from={day}", f"/search?q=a&to={day}", f"/people?year={year}"]
    for moment in MOMENTS:
        cursor = base64.urlsafe_b64encode(f"{moment}|5".encode()).decode()
        found.append(f"/api/stories?cursor={cursor}")
    return found


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.sqlite
def test_no_time_at_an_end_of_the_calendar_breaks_a_page(client: Client, zone: str) -> None:
    client.raise_request_exception = False
    editor, _user = login("Publisher")
    editor.raise_request_exception = False
    lists = [f"/admin/articles/article/?saved={day[:7]}" for day in DAYS]
    asked = [(client, door) for door in doors()] + [(editor, door) for door in lists]
    answers = [(door, who.get(door).status_code) for who, door in asked]
    settle("S21", f"times at the ends of the calendar: {zone}", tried=len(asked),
           failed=[answer for answer in answers if answer[1] >= 500])  # fmt: skip


NUMBERS = (
    "9" * 20,
    str(2**63),
    "1" * 400,
    "-1",
    "0",
    "1e9",
    "\u0663",
    "\u00b2",
    "\x00",
    "a" * 3_000,
    "",
)


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.sqlite
def test_no_number_that_no_row_can_have_breaks_a_screen() -> None:
    """In the address itself, and in what it asks for; of the suite each number meets a third of the doors."""
    client, _user = login("", is_superuser=True)
    client.raise_request_exception = False
    story, person = make_article(), make_person()
    front, _made = Front.objects.get_or_create(section=None)
    kinds = (
        "article",
        "person",
        "front",
        "importitem",
        "importrun",
        "auditentry",
        "topic",
        "banner",
    )
    failed, tried = [], 0
    for turn, number in enumerate(NUMBERS):
        told, base = quote(number), "/admin/articles/"
        doors = [f"{base}{kind}/{told}/change/" for kind in kinds]
        doors += [
            f"{base}article/{story.pk}/history/compare/?old={told}&new={told}", f"{base}article/pictures/?id={told}",
            f"{base}article/?p={told}&o={told}&section={told}&person={told}", f"{base}importitem/?run={told}",
            f"{base}article/{story.pk}/history/?before={told}", f"{base}front/{front.pk}/change/?version={told}",
            f"{base}auditentry/?q={told}", f"{base}person/{person.pk}/merge/?with={told}", f"/admin/r/{told}/{told}/",
            f"/admin/auth/user/{told}/change/", f"/admin/media/picture/{told}/change/", f"{base}article/?q={told}",
        ]  # fmt: skip
        asked = doors if IS_FULL else doors[turn % 3 :: 3]
        answers = [(door, client.get(door).status_code) for door in asked]
        failed += [(door[:80], status) for door, status in answers if status >= 500]
        tried += len(asked)
    settle("S21", "numbers that no row can have", tried=tried, failed=failed)


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.parametrize("number", ["9" * 20, "9" * 5_000, "\u0663"])
def test_no_number_in_a_form_breaks_a_screen(number: str) -> None:
    """Python reads none of more than 4,300 digits; a form may send them."""
    client, _user = login("", is_superuser=True)
    client.raise_request_exception = False
    story = make_article()
    front, _made = Front.objects.get_or_create(section=None)
    item = ImportItem.objects.create(run=ImportRun.objects.create(), article=story)
    history, line = (
        f"/admin/articles/article/{story.pk}/history/",
        f"/admin/articles/importitem/{item.pk}/decide/",
    )
    asked = [
        (f"{history}restore/", {"number": number, "base_version": number}),
        (f"{history}restore/", {"number": 1, "base_version": number}),
        (f"{history}name/", {"number": number, "name": "first"}),
        (f"/admin/articles/front/{front.pk}/call-off/", {"edition": number}),
        (f"/admin/articles/front/{front.pk}/change/", {"base": number, "version": number}),
        (line, {"do": f"put_back:{number}", "base_version": "1"}),
        (line, {"do": "all:ours", "base_version": number}),
        (f"/admin/articles/article/{story.pk}/change/", {"mentions-TOTAL_FORMS": number, "version": number}),
        (f"/admin/auth/user/{number}/invite/", {}),
    ]  # fmt: skip
    answers = [(door, client.post(door, sent).status_code) for door, sent in asked]
    assert [answer for answer in answers if answer[1] >= 500] == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_such_time_enters_a_body_or_a_form(moment: str) -> None:
    """In a body of the import it broke the story's page, each feed and each front where it stood."""
    update = {"type": "live_update", "attrs": {"at": moment}, "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "It moved."}]}]}  # fmt: skip
    with pytest.raises(InvalidBody, match="year"):
        validate({"type": "doc", "content": [update]})
    assert moment_of(moment) is None
    assert moment_of(moment[:19]) is None
    assert span_of(moment[:7], timezone.localtime()) is None
    field = MomentField(label="Until", required=False)
    assert field.clean("2026-05-01T09:30") is not None
    with pytest.raises(Exception, match="year"):
        field.clean(moment[:16])
