"""The one Chromium of tests, benchmarks and judges: where it is, how it starts, how it is left.

A worker of the tests starts it once; each test has windows of its own, closed when it ends.
"""

from __future__ import annotations

import json
import shutil
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
    "--disable-features="
    # What Playwright says here itself and would say in vain: the last list holds.
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,OptimizationHints,"
    "ThirdPartyStoragePartitioning,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,"
    # Two pages behind the address bar of each window, where nobody types: half its price to open.
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,"
    # A process kept ready for the next site: there is but one.
    "SpareRendererForSitePerProcess",
)
NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
"""Finds no host but this one: a page that asks a stranger is seen to ask, and is not answered."""
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
def started(*more: str) -> Iterator[Browser]:
    """A browser that ends with the block; `more` are arguments beside ARGUMENTS."""
    path = executable()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path, args=[*ARGUMENTS, *more], timeout=PATIENCE
        )
        yield running
        running.close()


_kept: dict[BrowserContext, str] = {}
"""Windows that stay open from test to test, and how they were asked for."""


def window(browser: Browser, **options: Any) -> BrowserContext:
    """A window without a tab; Any: Playwright's options.

    One that an earlier test left, if it was opened the same way: what it loaded once it does not
    load again. A test that needs a cold cache, routes or scripts of its own opens a `new_window`.
    """
    how = json.dumps(options, sort_keys=True)
    for context in browser.contexts:
        if _kept.get(context) == how and not context.pages:
            return context
    context = new_window(browser, **options)
    _kept[context] = how
    return context


_tabs: dict[str, Page] = {}
"""Tabs that stay open, each in a kept window, by how that was asked for."""


def tab(browser: Browser, **options: Any) -> Page:
    """The tab of a kept window, for who only visits, measures and clicks.

    A test that listens to the page, or gives it routes or scripts, opens one of its own.
    """
    how = json.dumps(options, sort_keys=True)
    if how not in _tabs or _tabs[how].is_closed():
        _tabs[how] = window(browser, **options).new_page()
    return _tabs[how]


def new_window(browser: Browser, **options: Any) -> BrowserContext:
    """One that waits as long as a busy machine may need, and is closed with the test."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    return context


def leave(browser: Browser) -> None:
    """Closes every tab, or empties it, and takes every cookie; a window that is not kept is closed."""
    for context in browser.contexts:
        if context in _kept:
            for page in context.pages:
                if page in _tabs.values():
                    page.goto("about:blank")
                else:
                    page.close()
            context.clear_cookies()
        else:
            context.close()


def violations(
    page: Page, *, rules: Sequence[str] = RULES, within: str = ""
) -> list[tuple[str, list[str]]]:
    """What axe finds on the page: rule and the first elements.

    Of the style sheets it reads none: only a rule that is experimental, and asked for by no name of
    `RULES`, looks at them, and a third of a page's price went into it.
    """
    if page.evaluate("!('axe' in window)"):
        page.evaluate(AXE_SCRIPT)
    options = {
        "runOnly": [*rules],
        "resultTypes": ["violations"],
        "preload": {"assets": ["media"]},
    }
    found = page.evaluate(
        """([within, options]) => axe.run(within || document, options).then((said) => said.violations
        .map((each) => [each.id, each.nodes.slice(0, 4).map((node) => node.html.slice(0, 160))]))""",
        [within, options],
    )
    return [(rule, nodes) for rule, nodes in found]
