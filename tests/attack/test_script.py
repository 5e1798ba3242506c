"""S1, S2, S9: nothing that somebody writes runs or fetches, anywhere; every answer has its headers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Error, Page

from articles.models import Article
from articles.publishing.roles import ROLES
from articles.search import index
from tests.admin.pages import login
from tests.attack import planting
from tests.attack.doors import admin_doors, echoes, readers_doors
from tests.attack.judge import court, raw_control
from tests.attack.payloads import IS_FULL, numbered, scripts
from tests.attack.table import settle
from tests.factories import make_user
from tests.public.paper import make_paper

AT_ONCE = 60
"""Strings planted together: a page with more takes the browser longer than two with half."""
A_FEW, EACH = 12, 24
"""Strings, and every which page, of the small proof that is run with all tests."""
CONTROL_RUNS = 22
"""Of our own strings, those that Chromium 14x runs raw and alone; fewer means a blind judge."""


def plant(strings: list[str], folder: Path) -> list[Article]:
    """Stories by rows, by a reporter's form and by every import format."""
    hand = planting.Strings(strings)
    live = [planting.plant_story(hand) for _n in range(2)]
    held = planting.plant_story(hand, "held")
    planting.plant_ledger(hand, held)
    planting.plant_file(hand)
    client, user = login("Reporter", first_name=hand.fill(150), last_name=hand.fill(150))
    written = planting.plant_by_form(client, hand, user)
    planting.plant_by_import(folder, hand)
    index(Article.objects.all())
    assert hand.planted == set(strings)
    return [*live, held, written]


def addresses(stories: list[Article], strings: list[str]) -> list[str]:
    own = {story.pk for story in stories}
    imported = [s.get_absolute_url() for s in Article.objects.published().exclude(pk__in=own)]
    live, *others = stories
    change = [f"/{settings.ADMIN_URL}articles/article/{each.pk}/change/" for each in others]
    spoken = [each for text in (strings if IS_FULL else strings[:3]) for each in echoes(text)]
    pages = [*readers_doors(live), *imported, *admin_doors(live), *change, *spoken]
    return [page for page in pages if IS_FULL or is_drawn(page)]


MACHINE = (
    ".rss", ".atom", ".json", ".xml", ".txt", "/health", "/ready", "/oembed", "/ninjs", "/api/stories",
    "/suggest", "/suggest/", "/lookup/", "/verdict/", "/ban/", "/decide/", "/draft/", "/presence/",
    "/comments/", "/paste/", "/embed/", "/make/", "/stories/", "/pictures/", "/picture-words/", "/upload/",
    "/library/", "/jsi18n/", "/autocomplete/", "/restore/", "/call-off/", "/waiting/",
)  # fmt: skip
"""Endings of what answers a program: a feed, JSON, or a refusal to be read by GET."""


def is_drawn(path: str) -> bool:
    """Whether a browser draws it as a page of its own kind; the others are re-parsed by S23."""
    bare = path.split("?")[0]
    is_machine = bare.endswith((*MACHINE, "/add/")) or bare.startswith("/api/")
    is_plain = "/delete/" in bare or (bare.endswith("/history/") and "/article/" not in bare)
    return (
        not is_machine
        and not is_plain
        and not bare.startswith((f"/{settings.ADMIN_URL}auth", f"/{settings.ADMIN_URL}taggit"))
    )


@pytest.mark.thorough
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_string_runs_or_fetches_anywhere(
    browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    with court(browser, live_server.url) as (page, control):
        ran = raw_control(page, control, numbered(), least=CONTROL_RUNS)
    assert ran >= CONTROL_RUNS, f"the judge saw {ran} raw strings run"
    assert control.strangers
    everything = scripts()
    tried, screens, failed = 0, 0, []
    for start in range(0, len(everything), AT_ONCE):
        strings = everything[start : start + AT_ONCE]
        folder = tmp_path / str(start)
        folder.mkdir()
        stories = plant(strings, folder)
        client, _user = login("", is_superuser=True)
        name = settings.SESSION_COOKIE_NAME
        with court(browser, live_server.url, cookies={name: client.cookies[name].value}) as (
            page,
            verdict,
        ):
            for path in addresses(stories, strings):
                visit(page, path)
                tried += 1
                screens += path.startswith(f"/{settings.ADMIN_URL}")
        failed += [f"ran {said}" for said in verdict.executions]
        failed += [f"asked {stranger}" for stranger in verdict.strangers]
    in_admin = [each for each in failed if f"/{settings.ADMIN_URL}" in each]
    settle("S9", "screens of the admin with all strings in them", tried=screens, failed=in_admin)
    settle("S1", f"{len(everything)} strings, pages visited", tried=tried, failed=failed)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_few_strings_run_on_no_page_of_a_few(
    browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    strings = scripts()[:A_FEW]
    stories = plant(strings, tmp_path)
    client, _user = login("", is_superuser=True)
    name = settings.SESSION_COOKIE_NAME
    cookies = {name: client.cookies[name].value}
    paths = addresses(stories, strings)[::EACH]
    with court(browser, live_server.url, cookies=cookies) as (page, verdict):
        for path in paths:
            visit(page, path)
    failed = [*verdict.executions, *verdict.strangers]
    screens = [each for each in paths if each.startswith(f"/{settings.ADMIN_URL}")]
    assert 0 < len(screens) < len(paths)
    settle("S9", "a few screens of the admin with a few strings", tried=len(screens), failed=failed)
    settle("S1", "a few pages with a few strings", tried=len(paths), failed=failed)


@pytest.mark.thorough
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_page_asks_for_what_the_policy_refuses(browser: Browser, live_server: Any) -> None:
    """As each role, with the policy on: 0 refusals, since a page that meets one is broken."""
    paper = make_paper()
    story = paper.story.get_absolute_url()
    own = f"/{settings.ADMIN_URL}articles/article/{paper.story.pk}/change/"
    some = ["/", story, f"/{settings.ADMIN_URL}", f"/{settings.ADMIN_URL}second-factor/", own]
    every = [*readers_doors(paper.story), *paper.pages.values(), *admin_doors(paper.story)]
    tried, failed = 0, []
    for who in ("Anonymous", *ROLES, "Administrator") if IS_FULL else ("Administrator",):
        cookies = {}
        if who != "Anonymous":
            client, _user = login(who if who in ROLES else "", is_superuser=who == "Administrator")
            name = settings.SESSION_COOKIE_NAME
            cookies = {name: client.cookies[name].value}
        with court(browser, live_server.url, cookies=cookies, policy=True) as (page, verdict):
            for path in filter(is_drawn, every) if IS_FULL else some:
                visit(page, path)
                tried += 1
            failed += verdict.refusals
    settle("S2", "pages under the policy, as each role", tried=tried, failed=failed)


NO_PAGE = ("ERR_ABORTED", "Download", "ERR_HTTP_RESPONSE_CODE_FAILURE")
"""What Chromium says of an answer that is a file to keep, and of a refusal without a word."""


def visit(page: Page, path: str) -> None:
    """Opens the address; a download or a refusal of the browser is no page.

    The browser's own page for such an answer may come late and cut the next one short: that one
    is opened in a tab of its own.
    """
    if _opened(page, path):
        return
    fresh = page.context.new_page()
    assert _opened(fresh, path), f"{path} was cut short in a fresh tab"
    fresh.close()


def _opened(page: Page, path: str) -> bool:
    """False where another navigation came between."""
    try:
        page.goto(path, wait_until="load")
    except Error as error:
        if "interrupted by another navigation" in str(error):
            return False
        if not any(sign in str(error) for sign in NO_PAGE):
            raise
    return True


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
WHO = ("Anonymous", "No role", *ROLES, "Administrator")


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.no_door_guard
def test_every_answer_has_the_whole_set_of_headers() -> None:
    tried, failed = 0, []
    doors = answered()
    for who in WHO if IS_FULL else ("Anonymous", "Reporter", "Administrator"):
        asked = doors if IS_FULL or who != "Reporter" else doors[::3]
        tried += len(asked)
        failed += fallen_short(who, asked)
    settle("S2", "answers with policy and headers", tried=tried, failed=failed)


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.no_door_guard
def test_one_answer_in_eight_has_the_whole_set_of_headers() -> None:
    tried, failed = 0, []
    doors = answered()
    for start, who in enumerate(("Anonymous", "Reporter", "Administrator")):
        asked = [*doors[start::8], *doors[-2:]]
        tried += len(asked)
        failed += fallen_short(who, asked)
    settle("S2", "some answers with policy and headers", tried=tried, failed=failed)


def answered() -> list[str]:
    """Every door of a paper, and at the end two of none."""
    paper = make_paper()
    doors = [*readers_doors(paper.story), *paper.pages.values(), *admin_doors(paper.story)]
    return [*doors, "/%00", "/a/b/c"]


def fallen_short(who: str, doors: list[str]) -> list[str]:
    client = Client(raise_request_exception=False)
    if who == "Administrator":
        client.force_login(make_user(is_staff=True, is_superuser=True))
    elif who != "Anonymous":
        client, _user = login(who if who in ROLES else "")
    return [f"{who} {door}: {fault}" for door in doors for fault in faults(client.get(door), door)]


def faults(answer: Any, door: str) -> Iterator[str]:
    policy = answer.headers.get("Content-Security-Policy", "")
    script = next((part for part in policy.split("; ") if part.startswith("script-src")), "")
    if not script or {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"} & set(
        script.split()
    ):
        yield f"script-src is “{script}”"
    if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy:
        yield f"policy is “{policy}”"
    if "unsafe-inline" in policy:
        yield "unsafe-inline"
    for name, value in HEADERS.items():
        if answer.headers.get(name) != value:
            yield f"{name} is “{answer.headers.get(name)}”"
    is_admin = door.startswith(f"/{settings.ADMIN_URL}")
    if is_admin and "no-store" not in answer.headers.get("Cache-Control", ""):
        yield "an admin page may be stored"
    if answer.status_code >= 500:
        yield f"status {answer.status_code}"
