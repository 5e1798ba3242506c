"""The story's form in a real browser: its columns, measure and counters, the picker by keys, related links."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, RelatedBan
from articles.related.rebuilding import rebuild
from tests.admin.desk import WIDE
from tests.admin.gestures import DROP
from tests.admin.writing import open_story, save
from tests.factories import make_article, make_document, make_picture
from tests.media.drawing import draw, encode
from tests.related.stories import make_library

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FACE = """one => {
  const style = getComputedStyle(one);
  return [style.fontFamily, style.fontSize, style.lineHeight, one.getBoundingClientRect().width];
}"""
LINE = "The council voted on Monday to build the line from the harbor to the hill and back again."


def box(desk: Page, selector: str) -> dict[str, float]:
    found: Any = desk.locator(selector).first.bounding_box()
    assert found is not None, selector
    return dict(found)


@pytest.mark.thorough
def test_two_columns_from_1024_pixels_one_on_a_phone_and_the_bar_always_in_sight(
    desk: Page,
) -> None:
    story = make_article(body=make_document(LINE * 2))
    open_story(desk, story)
    for width, are_two in ((1366, True), (1024, True), (1023, False), (390, False)):
        desk.set_viewport_size({"width": width, "height": 900})
        text, rail, bar = (box(desk, f".story-{name}") for name in ("text", "rail", "bar"))
        assert (rail["x"] >= text["x"] + text["width"]) == are_two, width
        assert (rail["y"] >= text["y"] + text["height"]) == (not are_two), width
        assert bar["y"] + bar["height"] == 900, width
    desk.set_viewport_size(WIDE)
    typed = desk.locator(".body-text > p").first.evaluate(FACE)
    desk.goto(story.get_absolute_url())
    assert typed == desk.locator("article p", has_text=LINE).evaluate(FACE), "as readers see it"


@pytest.mark.thorough
def test_counters_tell_and_never_stop_who_types(desk: Page) -> None:
    open_story(desk)
    count = desk.locator(".story-field-headline .count")
    said = desk.locator("[role=status].visually-hidden[aria-live=polite]").last
    for length, state, heard in (
        (30, "short", None), (55, "good", None), (75, "long", "over 70"), (76, "long", "75"),
        (115, "over", "far too long"), (60, "good", "the length is good"),
    ):  # fmt: skip
        desk.fill("[name=headline]", "h" * length)
        expect(count).to_have_attribute("data-state", state)
        expect(count).to_contain_text(str(length))
        if heard:  # at a threshold; one letter more within the same state is not told again
            expect(said).to_contain_text(heard)
        assert len(desk.input_value("[name=headline]")) == length
    counted = "all => all.map((one) => one.name).sort()"
    assert desk.eval_on_selector_all("[data-count]", counted) == [
        "headline", "lead_alt", "lead_caption", "seo_description", "seo_title", "social_title",
        "standfirst",
    ]  # fmt: skip


@pytest.mark.thorough
def test_the_picker_is_worked_by_keys_takes_drops_and_gives_the_focus_back(desk: Page) -> None:
    pictures = [make_picture(caption=f"Crane {number}") for number in range(3)]
    make_picture(caption="A boat", alt="A boat")
    open_story(desk)
    desk.get_by_role("button", name="Choose a lead picture").focus()
    desk.keyboard.press("Enter")
    cards = desk.locator(".picker-card")
    expect(cards).to_have_count(4)
    desk.keyboard.type("crane")
    expect(cards).to_have_count(3)
    desk.keyboard.press("ArrowDown")
    expect(cards.nth(0)).to_be_focused()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowLeft")
    expect(cards.nth(1)).to_be_focused()
    desk.keyboard.press("Space")
    expect(cards.nth(1)).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog.picker")).to_be_hidden()
    expect(desk.locator("[name=lead_picture]")).to_have_value(str(pictures[1].pk))
    change = desk.get_by_role("button", name="Change picture")
    change.focus()
    desk.keyboard.press("Enter")
    expect(cards).to_have_count(4)
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog.picker")).to_be_hidden()
    expect(change).to_be_focused()
    expect(desk.locator("[name=lead_picture]")).to_have_value(str(pictures[1].pk))
    desk.keyboard.press("Enter")
    expect(cards).to_have_count(4)
    desk.evaluate(DROP, ["dialog.picker", "new.jpg", list(encode(draw(640, 480, seed=5)))])
    expect(cards).to_have_count(5)
    expect(cards.nth(0)).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("[name=lead_picture]")).not_to_have_value(str(pictures[1].pk))
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.thorough
def test_related_links_are_pinned_found_ordered_and_hidden(desk: Page) -> None:
    stories = make_library()
    later = make_article(
        "scheduled", headline="Harbor dues rise", section=stories["strike"].section
    )
    rebuild()
    story = stories["strike"]
    open_story(desk, story)
    desk.evaluate("document.querySelector('[data-fold=related]').open = true")
    desk.get_by_role("button", name="Hide: strike ends").click()
    expect(desk.locator("[data-related-banned] li")).to_have_count(1)
    assert RelatedBan.objects.count() == 1
    desk.get_by_role("button", name="Undo: strike ends").click()
    desk.get_by_role("button", name="Pin: strike ends").click()
    names = desk.locator("[data-ties=picks] .tie:not([hidden]) .tie-name")
    expect(names).to_have_text(["strike ends"])
    desk.locator("[data-ties=picks] .find-input").fill("dues")
    option = desk.locator("[data-ties=picks] [role=option]")
    expect(option).to_contain_text(str(later.section))  # and its day and state
    expect(option).to_contain_text("scheduled")
    option.click()
    expect(names).to_have_text(["strike ends", "Harbor dues rise"])
    expect(desk.locator("[data-related-warnings]")).to_contain_text("Not live")
    desk.get_by_role("button", name="Harbor dues rise").get_by_text("↑").click()
    expect(names).to_have_text(["Harbor dues rise", "strike ends"])
    save(desk)
    assert [pick.target.headline for pick in story.picks.order_by("position")] == [
        "Harbor dues rise",
        "strike ends",
    ]
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.thorough
def test_two_clicks_make_one_story(desk: Page) -> None:
    open_story(desk)
    desk.fill("[name=headline]", "One ferry sails")
    desk.dblclick(".story-bar [name=_continue]")
    desk.wait_for_url("**/change/")
    desk.wait_for_selector(".messagelist .success")
    assert [(one.headline, one.version) for one in Article.objects.all()] == [
        ("One ferry sails", 1)
    ]
