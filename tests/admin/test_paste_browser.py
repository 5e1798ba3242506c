"""Pasting into a story in a real browser: what is cleaned, what is told, what can be put back."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from articles.body.document import document, figure, paragraph
from tests.admin.desk import axe
from tests.admin.gestures import PASTE
from tests.admin.writing import TEXT, kinds, open_story, words, written
from tests.factories import make_article
from tests.media.drawing import store_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.thorough
def test_a_paste_is_cleaned_by_the_house_and_what_fell_is_told(desk: Page) -> None:
    lead = store_picture(1600, 1200, caption="Boats wait for the tide.")
    story = make_article("draft", body=document(paragraph("Before."), figure(lead.pk)))
    open_story(desk, story)
    desk.click(f"{TEXT} p")
    desk.keyboard.press("End")
    desk.keyboard.press("Enter")
    markup = (
        '<p class=MsoNormal style="margin:0">A <b>bold</b> start<script>alert(1)</script></p>'
        "<h2>Second part</h2><ul><li>one</li><li>two</li></ul>"
        "<p>Boats wait for the tide</p><form><input value=x></form>"
    )
    desk.evaluate(PASTE, [markup, "A bold start"])
    desk.wait_for_selector(".body-text ul")
    assert kinds(written(desk))[:4] == ["paragraph", "paragraph", "heading", "bullet_list"]
    notices = desk.locator(".notice")
    expect(notices.first).to_contain_text("already stands under a picture")
    expect(notices.nth(1)).to_contain_text("Script: ")
    notices.first.get_by_role("button", name="Take it out").click()
    assert "Boats wait" not in json.dumps(written(desk))
    desk.evaluate(PASTE, ["<p>Clean and <b>bold</b>.</p>", "Clean and bold."])
    expect(desk.locator(f"{TEXT} strong").nth(1)).to_have_text("bold")
    expect(notices).to_have_count(0)
    assert desk.complaints == []  # type: ignore[attr-defined]


COPY = (
    "<h1>Lock at Tarn shuts for six weeks</h1><p>By Odile Maas</p>"
    "<p>The lock at Tarn will be shut for six weeks from Monday, the canal office said on Friday.</p>"
    "<p>ADVERTISEMENT</p><p>Boats can wait in the upper basin, the office said.</p>"
)


@pytest.mark.thorough
def test_a_pasted_story_is_cleaned_as_copy_and_put_back_as_it_was(desk: Page) -> None:
    open_story(desk)
    desk.click(TEXT)
    desk.evaluate(PASTE, [COPY, ""])
    notice = desk.locator(".notice")
    expect(notice).to_contain_text("“ADVERTISEMENT” – The label of an advertisement.")
    expect(notice).to_contain_text("Byline is filled in: “Odile Maas”")
    expect(notice).to_be_in_viewport()
    expect(desk.locator("[name=headline]")).to_have_value("Lock at Tarn shuts for six weeks")
    assert kinds(written(desk)) == ["paragraph", "paragraph"]
    axe(desk, ".notice")
    notice.get_by_role("button", name="Paste it as it was").click()
    expect(desk.locator("[name=byline]")).to_have_value("")
    assert kinds(written(desk)) == ["heading", *["paragraph"] * 4]
    expect(notice).to_have_count(0)
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.thorough
def test_what_somebody_wrote_into_a_cleaned_paste_stays(desk: Page) -> None:
    open_story(desk)
    desk.click(TEXT)
    desk.evaluate(PASTE, ["", "One line of it.\n\nAdvertisement\n\nAnother line.\n\nA third line."])
    notice = desk.locator(".notice")
    expect(notice).to_contain_text("Advertisement")
    desk.click(f"{TEXT} p >> nth=0")
    desk.keyboard.press("End")
    desk.keyboard.type(" Mine.")
    notice.get_by_role("button", name="Paste it as it was").click()
    expect(desk.locator(f"{TEXT} p")).to_have_text(
        ["One line of it. Mine.", "Another line.", "A third line.", "Advertisement"]
    )


@pytest.mark.thorough
def test_pasted_items_join_the_list_and_foreign_slices_are_cleaned(desk: Page) -> None:
    open_story(desk)
    desk.click(TEXT)
    desk.keyboard.type("- one")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(f"{TEXT} li + li")
    slice_ = (
        '<ul data-pm-slice="3 3 []"><li>two</li><li><a href="javascript:x()">three</a></li></ul>'
    )
    desk.evaluate(PASTE, [slice_, "two"])
    desk.wait_for_selector(".notice")
    (block,) = written(desk)["content"]
    assert [words(item) for item in block["content"]] == ["one", "two", "three"]
    assert "javascript" not in json.dumps(block)
