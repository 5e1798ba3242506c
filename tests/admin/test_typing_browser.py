"""Typing and placing in a real browser: where the menu opens, files by the handful, words of a picture."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.body.document import document, figure, paragraph
from tests.admin.gestures import DROP
from tests.admin.writing import kinds, open_story, words, written
from tests.factories import make_article, make_picture
from tests.media.drawing import draw, encode

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MENU = ".block-menu"


def put_cursor(desk: Page, place: int) -> None:
    """At once: the editor's own command would wait for the next frame, and keys would go astray."""
    desk.evaluate(
        """place => {
          const { editor } = document.querySelector("[data-body-editor]");
          editor.view.focus();
          editor.commands.setTextSelection(place);
        }""",
        place,
    )


def type_and_see(desk: Page, keys: str, *, opens: bool) -> None:
    desk.keyboard.type(keys)
    menu = expect(desk.locator(MENU))
    if opens:
        menu.to_be_visible()
    else:
        menu.to_be_hidden()


@pytest.mark.thorough
def test_a_slash_opens_the_menu_where_a_word_could_begin(desk: Page) -> None:
    body = document(paragraph("One two"), paragraph("Three"))
    open_story(desk, make_article("draft", body=body))
    put_cursor(desk, 1)  # before words
    type_and_see(desk, "/", opens=True)
    desk.keyboard.press("Escape")
    expect(desk.locator(MENU)).to_be_hidden()
    desk.keyboard.press("Backspace")
    type_and_see(desk, "/headi", opens=True)
    desk.keyboard.press("Enter")
    assert [(each["type"], words(each)) for each in written(desk)["content"]] == [
        ("heading", "One two"),
        ("paragraph", "Three"),
    ]
    desk.keyboard.press("End")
    type_and_see(desk, " he/she", opens=False)
    type_and_see(desk, " and /", opens=True)
    type_and_see(desk, " or", opens=False)
    put_cursor(desk, len("One two he/she and /") + 1)  # behind a slash that stands there
    expect(desk.locator(MENU)).to_be_hidden()
    desk.keyboard.press("End")
    type_and_see(desk, " /fact", opens=True)
    desk.keyboard.press("Enter")
    expect(desk.locator(".box-fact_box")).to_be_visible()
    desk.locator(".body-text > p", has_text="Three").click()
    desk.keyboard.press("Home")
    type_and_see(desk, "/line", opens=True)
    desk.locator(MENU).get_by_role("option").first.click()
    assert [(each["type"], words(each)) for each in written(desk)["content"]] == [
        ("heading", "One two he/she and / or "),
        ("fact_box", ""),
        ("rule", ""),
        ("paragraph", "Three"),
    ]
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.thorough
def test_files_by_the_handful_stand_in_order_and_each_asks_what_is_seen(desk: Page) -> None:
    own = make_picture(caption="The crane at dawn")
    body = document(paragraph("Text."), figure(own.pk, caption="The crane, here"))
    open_story(desk, make_article("draft", body=body))
    files = [(f"{seed}.jpg", list(encode(draw(480, 360, seed=seed)))) for seed in (3, 4)]
    desk.evaluate(DROP, [".body-text p", *(part for each in files for part in each)])
    expect(desk.locator(".figure-block img")).to_have_count(3)
    expect(desk.locator("textarea.figure-alt").first).to_be_focused()
    desk.keyboard.type("A gray field")
    assert kinds(written(desk)) == ["paragraph", "figure", "figure", "figure"]
    placed = [each["attrs"] for each in written(desk)["content"][1:]]
    names = dict(zip(sorted({one["picture"] for one in placed}), "abc", strict=True))
    assert [names[one["picture"]] for one in placed] == ["b", "c", "a"]
    assert [one["alt"] for one in placed] == ["A gray field", "", ""], "no words but an editor's"
    last = desk.locator(".figure-block").last
    last.get_by_role("button", name="Reset to the picture’s own").click()
    caption = last.locator("textarea.figure-caption")
    expect(caption).to_have_value("")
    expect(caption).to_have_attribute("placeholder", "The crane at dawn")
    expect(last.get_by_role("button", name="Reset to the picture’s own")).to_have_count(0)
    filled = """(() => {
      const ground = (one) => getComputedStyle(one).backgroundColor;
      const first = ground(document.querySelector(".story-bar .default"));
      return [...document.querySelectorAll(".story-bar :is(input, button)")]
        .filter((one) => ground(one) === first).length;
    })()"""
    assert desk.evaluate(filled) == 1, "one button is filled"
    desk.get_by_role("button", name="Side-by-side preview").wait_for()
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.thorough
def test_figures_move_by_keys_with_the_hands_in_their_words_and_by_drag_where_they_are_dropped(
    desk: Page,
) -> None:
    pictures = [make_picture(1600, 160, alt="").pk for _number in range(2)]
    line = paragraph("A line that goes on to the right, far enough to be dropped on.")
    body = document(line, *(figure(picture) for picture in pictures), paragraph("End"))
    open_story(desk, make_article("draft", body=body, lead_picture_id=pictures[0]))

    def order() -> list[Any]:
        return [each["attrs"].get("picture", "text") for each in written(desk)["content"]]

    caption = desk.locator("textarea.figure-caption").first
    caption.click()
    desk.keyboard.type("One")
    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.type(", two")
    assert order() == ["text", pictures[1], "text", pictures[0]]
    assert [each["attrs"].get("caption") for each in written(desk)["content"]] == [
        None, "", None, "One, two",
    ]  # fmt: skip
    desk.get_by_role("button", name="Up: move the block up").first.click()  # that of the toolbar
    assert order() == ["text", pictures[1], pictures[0], "text"], "the block that is written in"
    desk.locator(".figure-ground").nth(1).hover()
    grip, first = desk.locator(".handle-grip"), desk.locator(".body-text > p").first
    first_box: Any = first.bounding_box()
    grip.drag_to(first, target_position={"x": first_box["width"] - 20, "y": 3})
    assert order() == [pictures[0], "text", pictures[1], "text"], "above what it was dropped on"
    assert desk.complaints == []  # type: ignore[attr-defined]
