"""What a keystroke costs in a story of 3,000 words with 20 figures; run by hand, not a test.

    python -m tests.bench.typing http://127.0.0.1:8000 editor demo-newsroom

Needs a running site with pictures, such as `manage.py demo`. Reads the browser's own trace: the
tasks of the page's main thread from one key to the next, whatever they did (handlers, redraw, layout,
paint, the timers that write the form and count words). Prints their processor time, which other
programs on the machine do not lengthen, and the longest single task by the clock. Exits with 1 if
any key cost over 50 ms.
"""

from __future__ import annotations

import json
import statistics
import sys
from bisect import bisect_right
from typing import Any

from playwright.sync_api import Browser, Page

from tests.chromium import started

WORDS, FIGURES, KEYS = 3000, 20, 400
MOST_MILLISECONDS = 50.0
CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]
SENTENCE = "The council voted late on Monday to build the line from the harbor to the hill. "

FILL = """async ([words, figures, sentence]) => {
  const library = await (await fetch("/admin/media/picture/library/")).json();
  const each = 60;
  const content = [];
  for (let count = 0; count < words; count += each) {
    content.push({type: "paragraph", content: [{type: "text", text: sentence.repeat(4).trim()}]});
  }
  for (let number = 0; number < figures; number += 1) {
    const picture = library.pictures[number % library.pictures.length];
    content.splice(number * 3 + 2, 0, {type: "figure", attrs: {picture: picture.id}});
  }
  document.querySelector("[data-story-form]").closest("form").story.restore({body: {type: "doc", content}});
}"""
BEGIN = """() => {
  const {editor} = document.querySelector("[data-body-editor]");
  editor.commands.focus(Math.floor(editor.state.doc.content.size / 2));
}"""


def type_in_the_middle(browser: Browser, page: Page) -> list[dict[str, Any]]:
    """The trace's events while keys are pressed in the middle of the long story."""
    page.wait_for_selector("html.is-writing")
    page.evaluate(FILL, [WORDS, FIGURES, SENTENCE])
    page.wait_for_timeout(3000)
    page.evaluate(BEGIN)
    page.wait_for_timeout(1000)
    browser.start_tracing(page=page, categories=CATEGORIES)
    for number in range(KEYS):
        page.keyboard.press("Enter" if number % 50 == 49 else "abcdefgh "[number % 9])
    page.wait_for_timeout(800)
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    return events


def cost_of_keys(events: list[dict[str, Any]]) -> tuple[list[float], float]:
    """Milliseconds of processor time from each key to the next, and the longest task by the clock."""
    keys = [
        event
        for event in events
        if event["name"] == "EventDispatch" and event["args"]["data"]["type"] == "keydown"
    ]
    thread = keys[0]["pid"], keys[0]["tid"]
    pressed = [key["ts"] for key in keys]
    costs, longest = [0.0] * len(keys), 0.0
    for event in events:
        if event["name"] != "RunTask" or (event["pid"], event["tid"]) != thread:
            continue
        key = bisect_right(pressed, event["ts"] + event["dur"]) - 1  # the task that began it counts
        if key >= 0:
            costs[key] += event.get("tdur", 0) / 1000
            longest = max(longest, event["dur"] / 1000)
    return sorted(costs), longest


def main(url: str, user: str, password: str) -> int:
    with started() as chromium:
        page = chromium.new_page(base_url=url)
        page.goto("/admin/login/?next=/admin/articles/article/add/")
        page.fill("#id_username", user)
        page.fill("#id_password", password)
        page.click("[type=submit]")
        costs, longest = cost_of_keys(type_in_the_middle(chromium, page))
    sys.stdout.write(
        f"{len(costs)} keys, processor time: median {statistics.median(costs):.1f} ms, "
        f"p99 {costs[int(len(costs) * 0.99) - 1]:.1f} ms, worst {costs[-1]:.1f} ms; "
        f"longest task by the clock {longest:.1f} ms\n"
    )
    return int(costs[-1] > MOST_MILLISECONDS)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
