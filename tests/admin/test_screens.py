"""The desk's pages in a real browser: axe, no sideways scroll, no complaint, light and dark, wide and on a phone."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from articles.models import Correction, ImportItem, ImportRun, ItemAction, Placement, RunState
from articles.publishing.comments import add_comment
from articles.publishing.saving import save_story
from tests.admin.desk import WIDEST, axe, looks
from tests.admin.writing import open_story
from tests.factories import (
    make_article,
    make_document,
    make_person,
    make_picture,
    make_section,
    make_source,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FAULT = {
    "message": "The embargo cannot be read.",
    "action": "held",
    "field": "",
    "file": "",
    "place": "",
}


def newsroom(user: User) -> dict[str, str]:
    """A story with everything that a page may show; name of a page -> its address."""
    story = make_article(
        headline="A headline as it was", body=make_document("One line.", "Another."),
        section=make_section(), people=[make_person()], kicker="Analysis",
    )  # fmt: skip
    Placement.objects.create(
        article=story, picture=make_picture(alt="", credit="", creator=""), role="lead", position=0
    )
    save_story(story)
    story.headline, story.body = "A headline as it is", make_document("One line more.", "Another.")
    story.updated_at = story.published_at
    save_story(story, by=user)
    Correction.objects.create(
        article=story, text="It was Monday.", published_at=story.published_at,
        before_version=1, after_version=2, made_by=user,
    )  # fmt: skip
    add_comment(story, "Who says so?", by=user, quote="One line")
    for state in ("draft", "in_review", "held", "scheduled"):
        make_article(state, created_by=user)
    waits = {"fields": {"headline": "Later"}, "ties": {}, "due_at": "2099-01-01T00:00:00+00:00"}
    later = make_article(pending=waits)
    base = f"/admin/articles/article/{story.pk}"
    run = ImportRun.objects.create(state=RunState.FINISHED, paths=["wire.xml"], user=user)
    held = ImportItem.objects.create(
        run=run, action=ItemAction.HELD, headline="Held", reason="embargo unreadable",
        file=f"wire/{'a_name_without_a_space_' * 4}.xml", problems=[FAULT],
    )  # fmt: skip
    return {
        "desk": "/admin/", "list": "/admin/articles/article/?person=Ada",
        "empty list": "/admin/articles/article/?state=archived", "form": f"{base}/change/",
        "versions": f"{base}/history/", "diff": f"{base}/history/compare/?old=1&new=2",
        "withdrawal": f"{base}/withdraw/",
        "waiting": f"/admin/articles/article/{later.pk}/waiting/",
        "import runs": "/admin/articles/importrun/",
        "import report": f"/admin/articles/importrun/{run.pk}/change/",
        "held import": f"/admin/articles/importitem/{held.pk}/change/",
        "audit": "/admin/articles/auditentry/", "account": "/admin/sessions/",
        "second step": "/admin/second-factor/", "password": "/admin/password/",
        "deletion": f"/admin/articles/section/{story.section_id}/delete/",
        "history of a row": f"/admin/articles/section/{story.section_id}/history/",
        "role": f"/admin/auth/group/{Group.objects.get(name='Editor').pk}/change/",
        "source": f"/admin/articles/source/{make_source(page_rules={'remove': ['.ad']}).pk}/change/",
        "people to tidy": "/admin/articles/person/report/",
        "password change": "/admin/password_change/", "role's limit": "/admin/auth/user/",
    }  # fmt: skip


BY_BUTTON = {
    "preview": "[data-preview]", "share": "[formtarget=story-share]", "bulk": "",
    "restore": ".version-steps [name=base_version] + button",
}  # fmt: skip
"""Pages that answer a POST only, and the button of the form that opens them in a tab of its own."""


def press(desk: Page, button: str) -> None:
    """From the list of stories in review: what a button of the first one opens, or the action on it."""
    desk.goto("/admin/articles/article/?state=in_review")
    if button == BY_BUTTON["restore"]:
        desk.goto(f"/admin/articles/article/{Correction.objects.get().article_id}/history/")
        with desk.expect_navigation():
            desk.locator(button).last.click()
        return
    if not button:
        desk.locator("#result_list .action-select").first.check()
        desk.select_option("[name=action]", label="Assign a section")
        with desk.expect_navigation():
            desk.click(".actions button[type=submit]")
        return
    desk.locator("#result_list tbody th a").first.click()
    desk.wait_for_selector("html.is-writing")
    with desk.expect_navigation():
        desk.eval_on_selector(button, "one => { one.removeAttribute('formtarget'); one.click(); }")


@pytest.mark.thorough
def test_axe_finds_nothing_on_any_page_of_the_desk(desk: Page) -> None:
    pages = newsroom(User.objects.get(username="ana"))
    found = []
    for name, views in looks([*pages, *BY_BUTTON], desk):
        if name in BY_BUTTON:
            press(desk, BY_BUTTON[name])
        else:
            desk.goto(pages[name])
        if name == "form":
            desk.wait_for_selector("html.is-writing")
        for width, scheme in views:
            found += [(width, scheme, name, *each) for each in axe(desk)]
            assert desk.evaluate(WIDEST) <= width, (width, name)
    desk.context.clear_cookies()
    for path, views in looks(["/admin/", "/admin/invitation/"], desk):
        desk.goto(path)
        if path == "/admin/":
            expect(desk).to_have_url(re.compile("/admin/login/"))
        for width, scheme in views:
            found += [(width, scheme, path, *each) for each in axe(desk)]
            assert desk.evaluate(WIDEST) <= width, (width, path)
    assert found == []
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.thorough
def test_a_list_is_named_for_what_it_lists_and_names_its_cells_on_a_phone(desk: Page) -> None:
    make_person("Ana Torres", role="Mayor")
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto("/admin/articles/person/")
    assert desk.inner_text("h1") == "People"
    assert desk.title().startswith("People | ")
    assert desk.inner_text(".breadcrumbs").split() == ["The", "desk", "›", "People"]
    row = desk.locator("#result_list tbody tr").first
    role = row.locator("[data-label='Role:']")
    expect(role).to_have_text("Mayor")
    assert role.evaluate("cell => getComputedStyle(cell, '::before').content").startswith('"Role:')
    expect(row.locator(".field-qualifier")).to_be_hidden()  # it says nothing
    name = row.locator("th").bounding_box()
    assert name is not None
    assert name["width"] > 250
    desk.goto("/admin/articles/person/?q=nobody")
    expect(desk.locator(".empty-list")).to_contain_text("Nothing here is like this. Show all")
    expect(desk.locator(".actions")).to_have_count(0)


@pytest.mark.thorough
def test_keys_lead_about_the_desk_and_can_be_turned_off(desk: Page) -> None:
    make_article()
    desk.goto("/admin/")
    desk.keyboard.press("g")
    desk.keyboard.press("s")
    desk.wait_for_url("**/articles/article/")
    desk.keyboard.press("/")
    assert desk.evaluate("document.activeElement.id") == "searchbar"
    desk.keyboard.type("g")  # a word, and no key
    desk.keyboard.type("d")
    assert desk.input_value("#searchbar") == "gd"
    desk.evaluate("document.activeElement.blur()")
    desk.keyboard.press("?")
    expect(desk.locator("[data-desk-keys]")).to_be_visible()
    assert axe(desk) == []
    desk.uncheck("[data-keys-on]")
    desk.keyboard.press("Escape")
    desk.keyboard.press("?")
    expect(desk.locator("[data-desk-keys]")).to_be_hidden()


@pytest.mark.thorough
def test_a_preview_beside_the_form_follows_what_is_typed_and_comments_stay(desk: Page) -> None:
    story = make_article("draft", body=make_document("A line of the story."))
    open_story(desk, story)
    desk.click("[data-beside-toggle]")
    page = desk.frame_locator("iframe[name=story-beside]")
    expect(page.locator("h1")).to_have_text(story.headline)
    desk.fill("[name=headline]", "Typed a moment ago")
    expect(page.locator("h1")).to_have_text("Typed a moment ago")
    desk.locator(".body-text p").first.click(click_count=3)
    expect(desk.locator("[data-comment-quote]")).to_have_text("A line of the story.")
    desk.fill("#id_comment_text", "Who says so?")
    desk.click("[data-comment-add]")
    expect(desk.locator(".comment")).to_contain_text("Who says so?")
    desk.click(".comment [name=resolve]")
    expect(desk.locator(".comment.is-resolved")).to_have_count(1)
    assert desk.input_value("[name=headline]") == "Typed a moment ago"
    assert story.comments.get().quote == "A line of the story."
    assert desk.complaints == []  # type: ignore[attr-defined]
