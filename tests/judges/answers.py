"""How soon a page answers to keys and clicks: INP of a scripted reader on a slowed phone."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from playwright.sync_api import Browser, Page

from tests import chromium
from tests.judges.browser import PHONE
from tests.judges.verdicts import Verdict

MOST = 100
"""Milliseconds from a key or click to the next paint; the median of some runs."""
SLOWER = 4
"""Times slower than this machine's: Lighthouse's phone."""
WATCH = """window.answers = {};
new PerformanceObserver(list => { for (const entry of list.getEntries()) if (entry.interactionId)
  answers[entry.interactionId] = Math.max(answers[entry.interactionId] || 0, entry.duration);
}).observe({type: "event", durationThreshold: 16, buffered: true});
window.asked = 0;
for (const kind of ["keydown", "pointerdown"])
  addEventListener(kind, event => { if (event.isTrusted) window.asked += 1; }, true);"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))"
"""Entries are handed over after the paint that they measure."""
WORST = "() => [window.asked, Math.max(0, ...Object.values(window.answers))]"
PRESSED = ("[data-copy-link]", ".fold summary", ".filters-fold summary", ".nav summary")
"""What is clicked where it stands: nothing of it leaves the page."""
TABS = 6


def watch(page: Page) -> None:
    """From the next page on, each interaction is measured."""
    page.add_init_script(WATCH)


def worst(page: Page) -> tuple[int, float]:
    """How many keys and clicks came, and the milliseconds of the slowest; 0 is under 16."""
    page.evaluate(PAINTED)
    asked, slowest = page.evaluate(WORST)
    return int(asked), float(slowest)


def read(page: Page) -> None:
    """A reader who goes from link to link by Tab, and presses what can be pressed."""
    for _step in range(TABS):
        page.keyboard.press("Tab")
    for place in PRESSED:
        found = page.locator(place).first
        if found.count() and found.is_visible():
            found.click()
    page.locator("main").click(position={"x": 2, "y": 2})
    larger = page.locator("a[data-larger]").first
    if larger.count():
        larger.click()
        page.locator("dialog.viewer[open]").wait_for()
        page.keyboard.press("Escape")


def write(page: Page) -> None:
    """A reader who types into the search, and takes what is proposed in hand."""
    field = page.get_by_role("combobox").or_(page.locator("input[type=search]")).first
    field.click()
    field.press_sequentially("tar")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    read(page)


READERS: dict[str, Callable[[Page], None]] = {
    "story": read, "story, live": read, "front": read, "person": read, "search": write,
}  # fmt: skip


def answers(site: str, pages: dict[str, str], *, runs: int) -> Verdict:
    """The slowest answer on each page, the median of the runs."""
    asked = [name for name in READERS if name in pages]
    verdict = Verdict("INP", runs * len(asked))
    told = []
    with chromium.started() as browser:
        for name in asked:
            seen = [_visit(browser, site + pages[name], READERS[name]) for _run in range(runs)]
            slowest = median(took for _count, took in seen)
            if any(count <= TABS for count, _took in seen):
                verdict.findings.append(f"{name}: keys and clicks did not arrive")
            if slowest > MOST:
                verdict.findings.append(f"{name}: answers after {slowest:.0f} ms, most is {MOST}")
            told.append(f"{name} {f'{slowest:.0f}' if slowest else 'under 16'} ms")
    verdict.figures = "; ".join(told)
    return verdict


def _visit(browser: Browser, address: str, reader: Callable[[Page], None]) -> tuple[int, float]:
    context = chromium.new_window(browser, **PHONE)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    watch(page)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    reader(page)
    found = worst(page)
    context.close()
    return found
