"""Takes every screen of writing at a running demo: `python -m tests.screens.writing URL FOLDER [--only WORD]`.

The form empty and full, its menus and dialogs, what a paste lost, a picture's own page with its
ledger and focal point, an embed before and after the click: sizes, schemes and names as in
tests.screens.desk. To look at, not to keep. It writes stories of its own into the demo.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.admin.gestures import PASTE
from tests.screens.desk import LIST, Desk, main, save

PICTURES = "/admin/media/picture/"
FILL = """async () => {
  const library = await (await fetch("/admin/media/picture/library/")).json();
  const line = (text) => ({type: "paragraph", content: [{type: "text", text}]});
  const figure = (number, more = {}) =>
    ({type: "figure", attrs: {picture: library.pictures[number].id, ...more}});
  const content = [
    line("The harbor office counted forty boats on Tuesday and thirty-one on Wednesday."),
    figure(0, {caption: "The same quay, a day later and nine boats poorer"}),
    {type: "heading", attrs: {level: 2}, content: [{type: "text", text: "What was seen"}]},
    line("Nobody at the quay could say where the others had gone, or when they would be back."),
    figure(1),
    {type: "pull_quote", attrs: {attribution: "The harbor master"},
     content: [{type: "text", text: "A boat does not simply leave."}]},
    {type: "fact_box", attrs: {heading: "The harbor in numbers"},
     content: [line("Forty berths."), line("Two cranes.")]},
    {type: "figure", attrs: {picture: null, caption: "The ferry at six", source_url: "ferry.jpg", proposed: true}},
    {type: "embed", attrs: {provider: "youtube", key: "dQw4w9WgXcQ", title: "The quay at night"}},
    {type: "quotation", attrs: {attribution: "Ana Ruiz, fisher"}, content: [line("We go when the fish go.")]},
    {type: "bullet_list", content: ["Nine boats", "One night"].map((text) =>
      ({type: "list_item", content: [line(text)]}))},
    {type: "rule"},
    line("The ferry sails at six, as it has since the spring."),
  ];
  document.querySelector("[data-story-form]").closest("form").story.restore({body: {type: "doc", content}});
}"""
FROM_WORD = (
    '<p class=MsoNormal>The count<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1">'
    "<span class=MsoFootnoteReference>[1]</span></a> was made at noon.</p><table><tr><td>Tuesday</td>"
    "<td>40</td></tr></table><script>track()</script><form><input value=x></form>"
)


def empty(desk: Desk) -> None:
    desk.open(desk.one, f"{LIST}add/")
    desk.take("write-empty", whole=False)


def filled(desk: Desk) -> None:
    desk.open(desk.one, desk.written())
    desk.one.evaluate(FILL)
    desk.one.wait_for_selector(".figure-block img")
    desk.take("write-figures")
    save(desk.one)
    desk.take("write-saved", whole=False)
    desk.one.locator(".figure-block").first.scroll_into_view_if_needed()
    desk.take("write-figure", whole=False)


def menus(desk: Desk) -> None:
    desk.open(desk.one, desk.written())
    desk.one.click(".object-tools [data-key-list]")
    desk.one.wait_for_selector("dialog[open]")
    desk.take("write-keys", whole=False)
    desk.one.keyboard.press("Escape")
    text = desk.one.locator(".body-text p").nth(1)
    text.click()
    desk.one.keyboard.press("Home")
    desk.one.keyboard.type("/")
    desk.one.wait_for_selector(".block-menu:not([hidden])")
    desk.take("write-slash", whole=False)
    desk.one.keyboard.press("Escape")
    desk.one.keyboard.press("Backspace")
    text.click(click_count=3)
    desk.one.keyboard.press("Control+k")
    desk.take("write-link", whole=False)


def picker(desk: Desk) -> None:
    desk.open(desk.one, f"{LIST}add/")
    desk.one.get_by_role("button", name="Choose a lead picture").click()
    desk.one.wait_for_selector(".picker-card img")
    desk.take("picker", whole=False)


def paste(desk: Desk) -> None:
    desk.open(desk.one, f"{LIST}add/")
    desk.one.locator(".body-text").click()
    desk.one.evaluate(PASTE, [FROM_WORD, ""])
    desk.one.wait_for_selector(".notice")
    desk.take("paste-notice", whole=False)


def ledger(desk: Desk) -> None:
    for words in ("", "A caption that says something else"):
        address = desk.written()
        desk.one.evaluate(FILL)
        desk.one.locator(".figure-caption").nth(0).fill(words)
        save(desk.one)
        with desk.one.expect_navigation():
            desk.one.click(".story-bar [value=submit]")
    desk.open(desk.one, address)
    number = desk.one.input_value("[name=lead_picture]")
    desk.one.goto(f"{PICTURES}{number}/change/")
    desk.take("picture", whole=False)
    desk.one.evaluate("document.querySelector('#uses').scrollIntoView()")
    desk.take("picture-ledger", whole=False)
    desk.one.evaluate("scrollTo(0, 0)")
    ground = desk.one.locator("[data-focal-ground]")
    ground.click(position={"x": 80, "y": 60})
    desk.take("picture-focal", whole=False)
    desk.one.goto(f"{PICTURES}problems/")
    desk.take("picture-problems")
    desk.one.goto(f"{PICTURES}add/")
    desk.take("picture-upload", whole=False)


def embed(desk: Desk) -> None:
    desk.open(desk.one, desk.written())
    desk.one.evaluate(FILL)
    desk.one.select_option("[name=section]", index=1)
    save(desk.one)
    with desk.one.expect_navigation():
        desk.one.click(".story-bar [value=publish]")
    desk.one.goto(desk.one.get_attribute("a.viewsitelink", "href") or "")
    desk.take("public-figures")
    frame = desk.one.locator(".embed")
    frame.scroll_into_view_if_needed()
    desk.take("embed-before", whole=False)
    frame.locator("button").click()
    desk.take("embed-after", whole=False)


SCENES: tuple[Callable[[Desk], None], ...] = (
    empty, filled, menus, picker, paste, ledger, embed,
)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(SCENES, __doc__))
