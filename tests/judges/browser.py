"""Judges in a browser: axe in both schemes at two widths, and what a first view costs."""

from __future__ import annotations

from itertools import product
from typing import Any

from playwright.sync_api import Browser, Page

from tests import chromium
from tests.judges.verdicts import Verdict

WIDTHS, SCHEMES = (320, 1366), ("light", "dark")
PHONE: dict[str, Any] = {
    "viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True,
}  # fmt: skip
"""Lighthouse's phone; hence Any: Playwright's options."""
FIRST_VIEW = {"story": (250_000, 12), "front": (450_000, 60)}
"""Page type -> most bytes and requests of a first view on a phone."""


def axe(site: str, pages: dict[str, str]) -> Verdict:
    """WCAG 2.2 AA and best practice, light and dark, narrow and wide."""
    verdict = Verdict("axe", len(pages) * len(WIDTHS) * len(SCHEMES))
    with chromium.started() as browser:
        page = browser.new_context(bypass_csp=True).new_page()
        for name, path in pages.items():
            page.goto(site + path)
            for width, scheme in product(WIDTHS, SCHEMES):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                verdict.findings += [
                    f"{name} at {width} px, {scheme}: {rule}: {nodes[0]}"
                    for rule, nodes in chromium.violations(page)
                ]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    verdict.findings.append(f"{name} at {width} px scrolls sideways")
    return verdict


def first_view(site: str, pages: dict[str, str]) -> Verdict:
    """Bytes and requests on a phone, strangers asked, cookies set, words in the console."""
    verdict = Verdict("first view", len(pages))
    told = []
    with chromium.started() as browser:
        for name, path in pages.items():
            size, count, faults = _visited(browser, site, path)
            verdict.findings += [f"{name}: {fault}" for fault in faults]
            most_bytes, most_requests = FIRST_VIEW.get(name, FIRST_VIEW["front"])
            if size > most_bytes or count > most_requests:
                verdict.findings.append(f"{name}: {size / 1000:.0f} kB in {count} requests")
            if name in FIRST_VIEW:
                told.append(f"{name} {size / 1000:.0f} kB, {count} requests")
    verdict.figures = "; ".join(told)
    return verdict


def _visited(browser: Browser, site: str, path: str) -> tuple[int, int, list[str]]:
    context = browser.new_context(**PHONE)
    page: Page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    faults: list[str] = []
    asked: list[str] = []
    wire.on("Network.loadingFinished", lambda done: sizes.append(int(done["encodedDataLength"])))
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.goto(site + path)
    page.wait_for_load_state("networkidle")
    faults += [f"asks {url}" for url in asked if not url.startswith((site, "data:"))]
    faults += [f"sets the cookie {cookie['name']}" for cookie in context.cookies()]
    context.close()
    return sum(sizes), len(asked), faults
