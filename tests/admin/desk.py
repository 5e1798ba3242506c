"""A signed-in browser page for the tests of the desk, with whatever the browser complains of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.chromium import violations, window

WIDE = {"width": 1366, "height": 900}
VIEWS = ((1366, "light"), (390, "dark"))
"""Widths and schemes in which each screen is looked at; AXE_VIEWS=all adds the two crossed ones."""
if os.environ.get("AXE_VIEWS") == "all":
    VIEWS = (*VIEWS, (1366, "dark"), (390, "light"))
WIDEST = "document.documentElement.scrollWidth"


@contextmanager
def signed_in(browser: Browser, url: str, user: User, **options: Any) -> Iterator[Page]:
    """A page of that user; `page.complaints` fills with policy violations and script errors."""
    client = Client()
    client.force_login(user)
    context = window(browser, base_url=url, **{"viewport": WIDE, **options})
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    page = context.new_page()
    told = context.new_cdp_session(page)
    told.send("Storage.clearDataForOrigin", {"origin": url, "storageTypes": "local_storage"})
    told.detach()
    complaints: list[str] = []
    page.complaints = complaints  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda line: complaints.append(line.text) if "Content Security" in line.text else None,
    )
    yield page
    page.close()
    context.clear_cookies()


def looks(pages: Iterable[str], page: Page) -> Iterator[tuple[str, Iterator[tuple[int, str]]]]:
    """Each name with the views of its page: to be loaded once, in the first of them, and turned to the others.

    The next is loaded in the last one, so that both widths load pages.
    """
    order = list(VIEWS)
    for name in pages:
        _turn(page, *order[0])
        yield name, _turned(page, order)
        order.reverse()


def _turned(page: Page, order: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for view in order:
        _turn(page, *view)
        yield view


def _turn(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]


def axe(page: Page, within: str = "") -> list[tuple[str, list[str]]]:
    """What axe finds on the page: rule and the first elements. Its own styles are no complaint."""
    before = list(page.complaints)  # type: ignore[attr-defined]
    found = violations(page, within=within)
    page.complaints[:] = before  # type: ignore[attr-defined]
    return found
