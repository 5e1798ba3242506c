"""The one Chromium of tests, benchmarks and judges: where it is, how it starts, how it is left.

A worker of the tests starts it once; each test has windows of its own, closed when it ends.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",  # tests may run as root, in a container
    "--disable-dev-shm-usage",  # where /dev/shm holds but 64 MB
    "--disable-gpu",
    "--disable-background-networking",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 120_000
"""Milliseconds that a page may take for what it is asked: a machine may have other things to do."""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


class NoChromium(Exception):
    """No browser of these names is on this machine."""


def executable() -> str:
    """The path of the browser."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise NoChromium(f"no browser here: none of {', '.join(NAMES)} is on the PATH")


@contextmanager
def started() -> Iterator[Browser]:
    """A browser that ends with the block."""
    path = executable()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path, args=[*ARGUMENTS], timeout=PATIENCE
        )
        yield running
        running.close()


def window(browser: Browser, **options: Any) -> BrowserContext:
    """A context that waits as long as a busy machine may need; Any: Playwright's options."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    return context


def leave(browser: Browser) -> None:
    """Closes every window, then waits until the test server has answered what they still sent.

    Closing a window closes its connections; a thread of the server ends when its connection does,
    so whatever was sent has been answered when no such thread is left.
    """
    for context in browser.contexts:
        context.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE / 1000)


def violations(
    page: Page, *, rules: Sequence[str] = RULES, within: str = ""
) -> list[tuple[str, list[str]]]:
    """What axe finds on the page: rule and the first elements.

    The style sheets are read the first time a page is looked at: another size changes none.
    """
    is_new: bool = page.evaluate("!('axe' in window)")
    if is_new:
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": [*rules], "resultTypes": ["violations"], "preload": is_new}
    found = page.evaluate(
        """([within, options]) => axe.run(within || document, options).then((said) => said.violations
        .map((each) => [each.id, each.nodes.slice(0, 4).map((node) => node.html.slice(0, 160))]))""",
        [within, options],
    )
    return [(rule, nodes) for rule, nodes in found]
