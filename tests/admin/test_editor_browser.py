"""Writing a story in a real browser: keys, slash menu, paste, pictures, order, save, read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from articles.body.document import (
    BLOCKS,
    MARKS,
    document,
    embed,
    fact_box,
    figure,
    paragraph,
    pull_quote,
    quotation,
)
from articles.body.words import word_count
from articles.models import Article
from articles.publishing.placing import rebuild_placements
from media.models import Picture
from tests.admin.desk import WIDEST, axe, looks
from tests.admin.gestures import AWAY_AND_BACK, DROP
from tests.admin.writing import TEXT, kinds, open_story, save, words, written
from tests.factories import make_article, make_person, make_section
from tests.media.drawing import draw, encode, store_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.thorough
def test_the_editor_knows_exactly_the_blocks_and_marks_of_a_body(desk: Page) -> None:
    body = document(
        paragraph("The city’s crane-yard buys 1,200 cranes."),
        pull_quote("The city’s crane-yard buys", attribution="Left out"),
        quotation("We need them.", attribution="Ana Ruiz, mayor"),
        fact_box(paragraph("東京 has 3.5"), heading="Cranes elsewhere"),
        figure(None, caption="Not counted"),
    )
    open_story(desk, make_article("draft", body=body))
    expect(desk.locator(".body-words")).to_contain_text(f"{word_count(body)} words")
    expect(desk.locator(".body-words")).to_contain_text("1 min")
    nodes, marks = desk.evaluate(
        """() => {
          const {schema} = document.querySelector("[data-body-editor]").editor;
          const attributes = (type) => Object.keys(type.spec.attrs ?? {}).sort();
          const of = (types) => Object.fromEntries(
            Object.entries(types).map(([name, type]) => [name, attributes(type)]));
          return [of(schema.nodes), of(schema.marks)];
        }"""
    )
    blocks = {name: sorted(["id", *block.attributes]) for name, block in BLOCKS.items()}
    inline: dict[str, list[str]] = {"doc": [], "text": [], "hard_break": []}
    assert nodes == blocks | inline
    assert marks == {name: sorted(attributes) for name, attributes in MARKS.items()}


def test_a_story_is_typed_saved_and_read(desk: Page) -> None:
    picture = store_picture(
        1600, 1200, caption="The crane at dawn", alt="A yellow crane", credit="Ana Ruiz"
    )
    section = make_section()
    open_story(desk)
    desk.fill("[name=headline]", "A crane for the harbor")
    desk.select_option("[name=section]", str(section.pk))
    desk.click(TEXT)
    desk.keyboard.type("The city buys a ")
    desk.keyboard.press("Control+b")
    desk.keyboard.type("crane")
    desk.keyboard.press("Control+b")
    desk.keyboard.type(".")
    desk.keyboard.press("Enter")
    desk.keyboard.type("/head")
    expect(desk.locator(".block-menu [role=option]").first).to_contain_text("Heading")
    desk.keyboard.press("Enter")
    desk.keyboard.type("What it costs")
    desk.keyboard.press("Enter")
    desk.keyboard.type("/pict")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".picker-card")
    desk.locator(".picker-card").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".figure-block img")
    caption = desk.locator("textarea.figure-caption")
    assert caption.get_attribute("placeholder") == "The crane at dawn"
    caption.fill("The crane, here")
    assert kinds(written(desk)) == ["paragraph", "heading", "figure"]
    caption.press("Alt+ArrowUp")
    assert kinds(written(desk)) == ["paragraph", "figure", "heading"]
    desk.click("text=Leave it in the text")  # else it would be the lead
    save(desk)
    story = Article.objects.get()
    assert kinds(story.body) == ["paragraph", "figure", "heading"]
    assert story.body["content"][1]["attrs"]["picture"] == picture.pk
    assert story.placements.get().caption == "The crane, here"
    desk.click("[name=_move][value=publish]")
    desk.wait_for_selector("a.viewsitelink")
    desk.goto(
        story.get_absolute_url()
        if not story.pk
        else desk.get_attribute("a.viewsitelink", "href") or ""
    )
    expect(desk.locator("article h2").first).to_have_text("What it costs")
    expect(desk.locator("article strong")).to_have_text("crane")
    expect(desk.locator(".figure-caption").first).to_have_text("The crane, here")
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.thorough
def test_ids_stay_with_their_blocks(desk: Page) -> None:
    story = make_article("draft", body=document(paragraph("One two"), paragraph("Three")))
    first, second = (block["attrs"]["id"] for block in story.body["content"])
    open_story(desk, story)
    desk.evaluate(
        "document.querySelector('[data-body-editor]').editor.commands.setTextSelection(4)"
    )
    desk.focus(TEXT)
    desk.keyboard.press("Enter")
    body = written(desk)
    ids = [block["attrs"]["id"] for block in body["content"]]
    assert (ids[0], ids[2], len(set(ids))) == (first, second, 3)
    desk.keyboard.press("Alt+ArrowDown")
    moved = [block["attrs"]["id"] for block in written(desk)["content"]]
    assert moved == [ids[0], ids[2], ids[1]]


@pytest.mark.thorough
def test_a_wanted_picture_takes_a_dropped_file_and_its_credit(desk: Page) -> None:
    there = store_picture(1600, 1200, seed=3, caption="It was here before", alt="A crane")
    wanted = figure(None, caption="The crane", source_url="crane.jpg", proposed=True)
    story = make_article("draft", body=document(paragraph("Text."), wanted))
    open_story(desk, story)
    block = desk.locator(".figure-block")
    expect(block).to_contain_text("Picture wanted")
    desk.evaluate(DROP, [".figure-block", "logo.svg", list(b"<svg/>")])
    expect(block.locator(".arrival.is-bad")).to_contain_text("logo.svg: SVG drawings")
    copy = encode(draw(seed=3).resize((640, 480)), quality=60)
    desk.evaluate(DROP, [".figure-block", "crane.jpg", list(copy)])
    desk.wait_for_selector(".figure-block img")
    expect(block).to_contain_text("looks nearly the same")
    arrived = written(desk)["content"][1]["attrs"]["picture"]
    block.get_by_role("textbox", name="Photographer").fill("Ana Ruiz")
    block.get_by_role("textbox", name="Agency or owner").fill("Ledger")
    desk.click("text=Leave it in the text")
    desk.keyboard.press("Control+s")  # the credit is kept before the form leaves
    desk.wait_for_selector(".messagelist .success")
    assert Picture.objects.get(pk=arrived).credit_line == "Ana Ruiz/Ledger"
    story.refresh_from_db()
    attributes = story.body["content"][1]["attrs"]
    assert (attributes["caption"], attributes["proposed"]) == ("The crane", False)
    desk.wait_for_selector("html.is-writing")
    desk.evaluate(DROP, [".lead", "again.jpg", list(encode(draw(seed=3).resize((700, 525))))])
    desk.locator(".lead .near-one", has_text="It was here before").click()
    expect(desk.locator("[name=lead_picture]")).to_have_value(str(there.pk))
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.thorough
def test_blocks_are_dragged_boxes_left_and_stories_linked(desk: Page) -> None:
    make_article(headline="Zeppelin over the harbor")
    story = make_article("draft", body=document(paragraph("One"), paragraph("Two")))
    open_story(desk, story)
    blocks = desk.locator(f"{TEXT} > p")
    blocks.nth(0).hover()
    desk.locator(".handle-grip").drag_to(blocks.nth(1), target_position={"x": 60, "y": 26})
    assert [words(block) for block in written(desk)["content"]] == ["Two", "One"]
    blocks.nth(1).click()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Alt+F10")
    for _time in range(3):
        desk.keyboard.press("ArrowRight")
    expect(desk.locator(".tool:focus")).to_have_text("Heading")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".ProseMirror-focused > h2")
    desk.keyboard.type("Head")
    desk.keyboard.press("Enter")
    desk.keyboard.type("/fact")
    desk.evaluate(AWAY_AND_BACK, TEXT)
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".ProseMirror-focused .box-fact_box")
    desk.keyboard.type("A fact")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+k")
    desk.keyboard.press("Tab")
    desk.keyboard.type("zepp")
    desk.wait_for_selector(".find-list:not([hidden]) [role=option]")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    link = desk.locator(f"{TEXT} > p > a")
    expect(link).to_have_text("Zeppelin over the harbor")
    expect(link).to_have_attribute("href", re.compile("^/.*zeppelin"))
    assert [words(block) for block in written(desk)["content"]] == [
        "Two", "One", "Head", "A fact", "Zeppelin over the harbor",
    ]  # fmt: skip


@pytest.mark.thorough
def test_a_proposed_caption_turns_back_into_a_paragraph(desk: Page) -> None:
    wanted = figure(None, caption="It was a sentence.", proposed=True)
    story = make_article("draft", body=document(paragraph("Text."), wanted))
    open_story(desk, story)
    desk.click("text=Turn it back into a paragraph")
    assert kinds(written(desk)) == ["paragraph", "paragraph"]


@pytest.mark.thorough
def test_a_caption_becomes_the_pictures_own_and_a_figure_the_lead(desk: Page) -> None:
    first = store_picture(800, 600, caption="The lead", alt="A boat", credit="Ledger")
    picture = store_picture(800, 600, seed=2, caption="Old words", alt="A crane")
    body = document(paragraph("x"), figure(picture.pk, caption="New"))
    story = make_article("draft", body=body, lead_picture=first, lead_caption="Boats")
    rebuild_placements([story])
    open_story(desk, story)
    desk.click(".findings a:has-text('A picture has no credit: New')")
    expect(desk.locator(".figure-block .credit-creator")).to_be_focused()
    desk.click(".figure-block >> text=Make this the picture’s caption")
    expect(desk.locator("textarea.figure-caption")).to_have_attribute("placeholder", "New")
    picture.refresh_from_db()
    assert picture.caption == "New"
    assert written(desk)["content"][1]["attrs"]["caption"] == ""
    desk.click("text=Make it the lead picture")
    traded = written(desk)["content"][1]["attrs"]
    assert (traded["picture"], traded["caption"]) == (first.pk, "Boats")
    save(desk)
    story.refresh_from_db()
    assert (story.lead_picture, story.lead_caption) == (picture, "")


@pytest.mark.thorough
def test_a_person_is_found_or_made_without_leaving(desk: Page) -> None:
    make_person("Ada Lovelace")
    story = make_article("draft")
    open_story(desk, story)
    desk.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")
    topics = desk.locator("[data-ties=topic_ties] .find-input")
    topics.fill("Harbors")
    desk.locator("[data-ties=topic_ties] [role=option]", has_text="Add “Harbors”").click()
    expect(desk.locator("[data-ties=topic_ties] .tie-name")).to_have_text("Harbors")
    save(desk)
    assert [tie.topic.name for tie in story.topic_ties.all()] == ["Harbors"]


@pytest.mark.thorough
def test_keys_save_and_are_listed(desk: Page) -> None:
    story = make_article("draft")
    open_story(desk, story)
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.fill("[name=headline]", "Saved by a key")
    desk.keyboard.press("Control+s")
    desk.wait_for_selector(".messagelist .success")
    story.refresh_from_db()
    assert story.headline == "Saved by a key"


def full_story() -> Article:
    first = store_picture(1600, 1200, caption="The crane at dawn", alt="A crane", credit="Ana")
    second = store_picture(700, 900, seed=7)
    body = document(
        paragraph("The city buys a crane."),
        figure(first.pk),
        figure(second.pk, caption="Another view"),
        figure(None, caption="Wanted", proposed=True),
        embed("youtube", "dQw4w9WgXcQ", title="A film"),
    )
    return make_article(
        "draft", body=body, people=[make_person("Ada Lovelace")], lead_picture=first
    )


@pytest.mark.thorough
def test_axe_finds_nothing_on_form_and_picker(desk: Page) -> None:
    story = full_story()
    found = []
    for name, views in looks(["add", "change", "errors", "picker"], desk):
        if name == "picker":
            desk.locator(".figure-wanted:visible").first.click()
            desk.wait_for_selector(".picker-card")
        else:
            open_story(desk, None if name == "add" else story)
        if name == "errors":
            desk.evaluate("document.querySelector('[name=headline]').value = ''")
            desk.click(".story-bar [name=_continue]")
            desk.wait_for_selector("[data-error-summary]")
            assert desk.title().startswith("Error:")
        desk.evaluate(
            "document.querySelectorAll('.story-rail details').forEach((fold) => fold.open = true)"
        )
        for width, scheme in views:
            found += [(width, scheme, name, *each) for each in axe(desk)]
            if name == "picker":
                thumbnails = desk.eval_on_selector_all(
                    ".picker-card img", "all => all.map((one) => one.width)"
                )
                assert min(thumbnails) >= 160, "large enough to choose by sight"
            else:
                assert desk.evaluate(WIDEST) <= width, (width, name)
    assert found == []
    assert desk.complaints == []  # type: ignore[attr-defined]
