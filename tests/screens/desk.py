"""Takes every screen of the desk at a running demo: `python -m tests.screens.desk URL FOLDER [--only WORD]`.

Each as a wide window and as a phone, light and dark: FOLDER/<screen>-<width>-<scheme>.png. To look
at, not to keep. It writes stories of its own into the demo.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests import chromium

LIST = "/admin/articles/article/"
PASSWORD = "demo-newsroom"
SIZES = ((1366, 900), (390, 844))
SCHEMES = ("light", "dark")
TALLEST = 2600
"""Pixels of a long page that are kept."""
LINES = (
    "The harbor office counted forty boats on Tuesday and thirty-one on Wednesday.",
    "Nobody at the quay could say where the others had gone, or when they would be back.",
    "The ferry sails at six, as it has since the spring.",
)


class Desk:
    """Two editors at one demo, and a folder for what they see."""

    def __init__(self, browser: Browser, base: str, folder: Path) -> None:
        self.base, self.folder = base, folder
        self.one = self.signed_in(browser, "editor")
        self.two = self.signed_in(browser, "admin")

    def signed_in(self, browser: Browser, name: str) -> Page:
        width, height = SIZES[0]
        page = browser.new_context(
            base_url=self.base, viewport={"width": width, "height": height}
        ).new_page()
        page.set_default_timeout(chromium.PATIENCE)
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("/admin/login/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORD)
        page.click("[type=submit]")
        return page

    def take(self, name: str, page: Page | None = None, *, whole: bool = True) -> None:
        """The page in every size and scheme; the whole of it, or what the window shows."""
        page = page or self.one
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.wait_for_load_state("networkidle")
                tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
                page.screenshot(
                    path=self.folder / f"{name}-{width}-{scheme}.png",
                    full_page=whole,
                    **({"clip": {"x": 0, "y": 0, "width": width, "height": tall}} if whole else {}),
                )
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    sys.stdout.write(f"{name}: {wide} pixels wide in a window of {width}\n")
        page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})

    def first(self, query: str) -> str:
        """The form of the first story that the list shows."""
        self.one.goto(f"{LIST}?{query}")
        return str(self.one.get_attribute("#result_list tbody th a", "href")).split("?")[0]

    def open(self, page: Page, address: str) -> None:
        page.goto(address)
        page.wait_for_selector("html.is-writing")

    def written(self) -> str:
        """A new story of three paragraphs, saved once; the address of its form."""
        self.open(self.one, f"{LIST}add/")
        self.one.fill("[name=headline]", "Forty boats, then thirty-one")
        self.one.locator(".body-text").click()
        for line in LINES:
            self.one.keyboard.type(line)
            self.one.keyboard.press("Enter")
        save(self.one)
        return self.one.url


def save(page: Page) -> None:
    with page.expect_navigation():
        page.click(".story-bar [name=_continue]")
    page.wait_for_selector("html.is-writing")


def typed_at(page: Page, paragraph: int, words: str) -> None:
    page.locator(".body-text p").nth(paragraph).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def lists(desk: Desk) -> None:
    for name, address in {
        "desk": "/admin/", "list": LIST, "list-page-2": f"{LIST}?p=2",
        "list-filtered": f"{LIST}?state=published&person=Amaral", "list-search": f"{LIST}?q=barrier",
        "list-nothing": f"{LIST}?state=archived", "runs": "/admin/articles/importrun/",
    }.items():  # fmt: skip
        desk.one.goto(address)
        desk.take(name)
    desk.one.goto("/admin/")
    desk.one.keyboard.press("?")
    desk.take("keys", whole=False)


def bulk(desk: Desk) -> None:
    for name, action in {"bulk": "Assign a section", "bulk-step": "Withdraw"}.items():
        desk.one.goto(f"{LIST}?state=in_review")
        for box in desk.one.locator("#result_list .action-select").all()[:3]:
            box.check()
        labels = desk.one.locator("[name=action] option").all_inner_texts()
        label = next((one for one in labels if action in one), labels[-1])
        desk.one.select_option("[name=action]", label=label)
        with desk.one.expect_navigation():
            desk.one.click(".actions button[type=submit]")
        desk.take(name)


def clash(desk: Desk) -> None:
    address = desk.written()
    desk.open(desk.two, address)
    desk.take("presence", desk.two, whole=False)
    desk.two.fill("[name=headline]", "Forty boats, and then only thirty")
    desk.two.fill("[name=standfirst]", "Nine boats left the harbor in one night.")
    typed_at(desk.two, 0, " The count is the lowest in nine years.")
    save(desk.two)
    desk.one.fill("[name=headline]", "Nine boats are gone")
    typed_at(desk.one, 0, " The count was made at noon.")
    typed_at(desk.one, 2, " It will sail on Friday, too.")
    with desk.one.expect_navigation():
        desk.one.click(".story-bar [name=_continue]")
    desk.take("conflict")
    with desk.one.expect_navigation():
        desk.one.click(".submit-row [type=submit]")
    desk.one.wait_for_selector("html.is-writing")
    typed_at(desk.one, 1, " The harbor master was not at home.")
    save(desk.one)
    history = address.replace("/change/", "/history/")
    desk.one.goto(history)
    desk.one.locator(".version-steps [name=name]").first.fill("As the desk wants it")
    desk.one.locator(".version-steps button").first.click()
    desk.one.goto(history)
    desk.take("history")
    desk.one.goto(f"{history}compare/?old=1&new=3")
    desk.take("diff")
    desk.open(desk.one, address)
    desk.one.select_option("[name=section]", index=1)
    with desk.one.expect_navigation():
        desk.one.click(".story-bar [value=publish]")
    desk.one.goto(history)
    with desk.one.expect_navigation():
        desk.one.locator(".version-steps button", has_text="Restore").last.click()
    desk.take("restore-live")


def offer(desk: Desk) -> None:
    address = desk.written()
    desk.one.fill("[name=headline]", "Forty boats, then none")
    typed_at(desk.one, 0, " Then it rained.")
    desk.one.wait_for_timeout(4000)
    desk.open(desk.one, address)
    desk.one.locator(".draft-offer summary").click()
    desk.take("draft-offered", whole=False)
    desk.one.context.set_offline(True)
    desk.one.fill("[name=kicker]", "Harbor")
    desk.one.locator("[name=headline]").focus()
    desk.one.wait_for_selector(".draft-trouble")
    desk.one.evaluate("scrollTo(0, 0)")
    desk.take("offline", whole=False)
    desk.one.context.set_offline(False)


def forms(desk: Desk) -> None:
    desk.open(desk.one, f"{LIST}add/")
    desk.take("new-story", whole=False)
    review = desk.first("state=in_review")
    desk.open(desk.one, review)
    desk.take("form", whole=False)
    desk.take("form-whole")
    live = desk.first("state=published")
    desk.open(desk.one, live)
    desk.take("live-question", whole=False)
    desk.one.evaluate("document.querySelector('.live-change').scrollIntoView()")
    desk.take("live-question-shown", whole=False)
    address = desk.written()
    with desk.one.expect_navigation():
        desk.one.click(".story-bar [value=publish]")
    desk.one.wait_for_load_state("networkidle")
    desk.take("checks-failed")
    desk.one.goto(address.replace("/change/", "/withdraw/"))
    desk.take("withdraw")


def withdrawn(desk: Desk) -> None:
    address = desk.written()
    desk.one.fill("[name=headline]", "Never saved")
    desk.one.locator("[name=standfirst]").focus()
    desk.one.wait_for_timeout(3000)
    desk.two.goto(address.replace("/change/", "/withdraw/"))
    desk.two.fill("[name=reason]", "A court said so.")
    with desk.two.expect_navigation():
        desk.two.click(".button-alert")
    desk.take("withdrawn", desk.two)
    desk.one.goto(address)
    desk.take("withdrawn-with-draft", whole=False)


def previews(desk: Desk) -> None:
    desk.open(desk.one, desk.first("state=in_review"))
    desk.one.click("[data-beside-toggle]")
    desk.one.frame_locator("iframe[name=story-beside]").locator("h1").wait_for()
    desk.take("beside", whole=False)
    with desk.one.context.expect_page() as opened:
        desk.one.click("[data-preview]")
    page = opened.value
    page.wait_for_load_state("networkidle")
    for view in ("desktop", "phone", "dark", "search", "social"):
        page.click(f"[name=view][value={view}]")
        page.wait_for_load_state("networkidle")
        desk.take(f"preview-{view}", page, whole=False)
    with desk.one.context.expect_page() as opened:
        desk.one.click("[formtarget=story-share]")
    opened.value.wait_for_load_state("networkidle")
    desk.take("share", opened.value)


SCENES: tuple[Callable[[Desk], None], ...] = (
    lists, bulk, clash, offer, forms, withdrawn, previews,
)  # fmt: skip


def main(scenes: tuple[Callable[[Desk], None], ...], description: str | None) -> int:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="scenes whose name holds this")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with chromium.started() as browser:
        desk = Desk(browser, options.url.rstrip("/"), options.folder)
        for scene in scenes:
            if options.only in scene.__name__:
                scene(desk)
                sys.stdout.write(f"{scene.__name__}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(SCENES, __doc__))
