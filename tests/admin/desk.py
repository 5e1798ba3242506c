"""A signed-in browser page for the tests of the desk, with whatever the browser complains of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, Page, expect

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PATIENCE = 120_000
"""Milliseconds that a page may take on a machine that has other things to do; nothing waits for them."""
expect.set_options(timeout=PATIENCE)
LAST_REQUESTS = 600
"""Milliseconds without an open request after which what a page sent as it was left has been answered."""
VIEWS = ((1366, "light"), (390, "dark"))
"""Widths and schemes in which each screen is looked at; AXE_VIEWS=all adds the two crossed ones."""
if os.environ.get("AXE_VIEWS") == "all":
    VIEWS = (*VIEWS, (1366, "dark"), (390, "light"))
WIDEST = "document.documentElement.scrollWidth"


open_requests: list[None] = []
request_started.connect(lambda **_told: open_requests.append(None), weak=False)
request_finished.connect(lambda **_told: open_requests and open_requests.pop(), weak=False)


@contextmanager
def signed_in(browser: Browser, url: str, user: User, **options: Any) -> Iterator[Page]:
    """A page of that user; `page.complaints` fills with policy violations and script errors."""
    open_requests.clear()
    client = Client()
    client.force_login(user)
    context = browser.new_context(base_url=url, **options)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    complaints: list[str] = []
    page.complaints = complaints  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda line: complaints.append(line.text) if "Content Security" in line.text else None,
    )
    yield page
    page.goto("about:blank")  # what the page still sends when it is left must not meet the flush
    quiet = turns = 0
    while quiet < LAST_REQUESTS and turns < PATIENCE / 100:
        page.wait_for_timeout(100)
        quiet, turns = 0 if open_requests else quiet + 100, turns + 1
    context.close()


def axe(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page: rule and the first elements. Its own styles are no complaint."""
    before = list(page.complaints)  # type: ignore[attr-defined]
    found = Axe().run(page, options=RULES).response["violations"]
    page.complaints[:] = before  # type: ignore[attr-defined]
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:4]]) for each in found]
