"""A reader's page in the worker's browser."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.chromium import tab


def open_page(browser: Browser, url: str, *, width: int, scheme: str, script: bool = True) -> Page:
    page = tab(browser, java_script_enabled=script, bypass_csp=script)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media="null", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(url)
    return page
