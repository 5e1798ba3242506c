"""A signed-in browser page for the tests of the desk, with whatever the browser complains of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LAST_REQUESTS = 600
"""Milliseconds in which the server answers what a page sends as it is left."""
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
    context = browser.new_context(base_url=url, **options)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": url}])
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
    page.wait_for_timeout(LAST_REQUESTS)
    context.close()


def axe(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page: rule and the first elements. Its own styles are no complaint."""
    before = list(page.complaints)  # type: ignore[attr-defined]
    found = Axe().run(page, options=RULES).response["violations"]
    page.complaints[:] = before  # type: ignore[attr-defined]
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:4]]) for each in found]
