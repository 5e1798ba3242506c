"""Two real browsers and one story: presence, autosave, a clash, a lost line, a draft that came late."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.body.words import plain_text
from articles.models import Article, Draft
from articles.publishing.drafts import keep_draft
from articles.publishing.saving import save_story
from tests.admin.desk import VIEWS, WIDE, WIDEST, axe, signed_in
from tests.admin.writing import TEXT, open_story, save
from tests.factories import make_article, make_document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVED = "[data-story-saved]"
PRESENCE = "[data-presence]"


@pytest.fixture
def pair(browser: Browser, live_server: LiveServer) -> Iterator[tuple[Page, Page]]:
    ana, ben = (
        User.objects.create_superuser(name.lower(), password="a long password", first_name=name)
        for name in ("Ana", "Ben")
    )
    with (
        signed_in(browser, live_server.url, ana) as one,
        signed_in(browser, live_server.url, ben) as other,
    ):
        yield one, other


def story_of_two_lines() -> Article:
    story = make_article(
        "draft", headline="As it was", body=make_document("First line.", "Second line.")
    )
    save_story(story)
    return story


def type_into(page: Page, paragraph: int, words: str) -> None:
    page.locator(f"{TEXT} p").nth(paragraph).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def look(page: Page) -> None:
    """As somebody who comes back to the tab: it asks at once who is here, not eight seconds later."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.thorough
def test_two_editors_at_one_story_lose_nothing(pair: tuple[Page, Page]) -> None:
    ana, ben = pair
    story = story_of_two_lines()
    open_story(ana, story)
    open_story(ben, story)
    expect(ben.locator(PRESENCE)).to_contain_text("Ana is editing (since ")
    look(ana)
    expect(ana.locator(PRESENCE)).to_contain_text("Ben is editing")
    ben.locator(PRESENCE).get_by_role("button", name="Take over").click()
    expect(ben.locator(PRESENCE)).to_contain_text("Ana reads along")
    look(ana)
    expect(ana.locator(PRESENCE)).to_contain_text("Ben took this story over at ")
    ana.locator(PRESENCE).get_by_role("button", name="Take it back").click()
    expect(ana.locator(PRESENCE)).not_to_contain_text("took this story over")

    ana.fill("[name=headline]", "Ana’s headline")
    type_into(ana, 1, " And Ana’s end.")
    expect(ana.locator(SAVED)).to_contain_text("Unsaved text kept")
    story.refresh_from_db()
    assert (story.headline, Draft.objects.get().user.username) == ("As it was", "ana")

    ben.fill("[name=headline]", "Ben’s headline")
    ben.fill("[name=kicker]", "Ben’s kicker")
    type_into(ben, 0, " And Ben’s end.")
    save(ben)
    ana.locator(".story-bar [name=_continue]").click()
    expect(ana.locator(".clash")).to_have_count(1)
    expect(ana.locator(".clash .side").nth(1)).to_contain_text("Ben’s")
    found = []
    for width, scheme in VIEWS:
        ana.set_viewport_size({"width": width, "height": 900})
        ana.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [(width, scheme, *each) for each in axe(ana)]
        assert ana.evaluate(WIDEST) <= width
    assert found == []
    ana.set_viewport_size(WIDE)  # type: ignore[arg-type]
    ana.locator(".clash input[value^=theirs]").check()
    ana.click(".submit-row [type=submit]")
    ana.wait_for_selector(".messagelist .success")
    story.refresh_from_db()
    assert (story.headline, story.kicker) == ("Ben’s headline", "Ben’s kicker")
    assert plain_text(story.body) == "First line. And Ben’s end.\n\nSecond line. And Ana’s end."
    assert not Draft.objects.exists()
    expect(ana.locator(".draft-offer")).to_have_count(0)
    assert ana.complaints + ben.complaints == []  # type: ignore[attr-defined]


def wait_for_draft(page: Page, **fields: str) -> None:
    """Until the house has the fields and the line; what the page says may be of an earlier keep."""
    for _turn in range(600):
        draft = Draft.objects.first()
        if draft and fields.items() <= draft.form["fields"].items() and LINE in str(draft.form):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the house never had {fields} and the line")


LINE = " Written on a train."
HELD = """Object.entries(localStorage).filter(([name]) => name.startsWith("newsroom-draft-"))
  .map(([_name, kept]) => JSON.parse(kept).form.fields.headline)"""


@pytest.mark.thorough
@pytest.mark.parametrize("where", ["browser", "house", "left before it was kept"])
def test_unsaved_text_is_offered_with_its_difference_and_joined_with_what_came_since(
    pair: tuple[Page, Page], where: str
) -> None:
    ana, ben = pair
    story = story_of_two_lines()
    open_story(ana, story)
    if where == "browser":
        ana.route("**/draft/", lambda route: route.fulfill(status=503))
    type_into(ana, 1, LINE)
    if where == "left before it was kept":
        wait_for_draft(ana)
        ana.route("**/draft/", lambda _route: None)  # asked, and not answered while the page stands
    ana.fill("[name=headline]", "Written on a train")
    ana.locator("[name=standfirst]").focus()  # leaving a field keeps it at once
    if where == "browser":
        ana.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(ana.locator(".draft-trouble")).to_contain_text("kept in this browser")
        expect(ana.locator(".draft-trouble")).to_be_in_viewport(ratio=1)
        expect(ana.locator(SAVED)).to_be_empty()
    elif where == "house":
        wait_for_draft(ana, headline="Written on a train")
    open_story(ben, story)
    type_into(ben, 0, " Ben was first.")
    save(ben)
    expect(ben.locator(".draft-offer")).to_have_count(0)
    asked: list[str] = []
    ana.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    ana.unroute_all()
    open_story(ana, story)
    assert asked == ["beforeunload"], "leaving what is not saved asks"
    offer = ana.locator(".draft-offer")
    offer.locator("summary").click()
    expect(offer.locator("ins").first).to_have_text("Written on a train")
    expect(offer).to_contain_text(LINE)
    expect(offer).not_to_contain_text("Ben was first")
    offer.get_by_role("button", name="Take it").click()
    save(ana)
    story.refresh_from_db()
    assert story.headline == "Written on a train"
    assert plain_text(story.body) == "First line. Ben was first.\n\nSecond line." + LINE
    expect(offer).to_have_count(0)
    assert ana.evaluate(HELD) == []


@pytest.mark.thorough
def test_who_may_not_write_any_more_is_told_so_and_keeps_the_text(pair: tuple[Page, Page]) -> None:
    ana, _ben = pair
    open_story(ana, story_of_two_lines())
    User.objects.filter(username="ana").update(is_superuser=False)
    ana.fill("[name=headline]", "Written too late")
    ana.locator("[name=standfirst]").focus()
    expect(ana.locator(".draft-trouble")).to_contain_text("out of your hands")
    assert ana.evaluate(HELD) == ["Written too late"]


@pytest.mark.thorough
@pytest.mark.parametrize("where", ["here", "in another tab"])
def test_who_was_signed_out_signs_in_where_the_text_stands(
    pair: tuple[Page, Page], where: str
) -> None:
    ana, _ben = pair
    story = story_of_two_lines()
    open_story(ana, story)
    user = User.objects.get(username="ana")
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
    type_into(ana, 1, LINE)
    again = ana.locator("dialog.login-again")
    expect(again).to_be_visible()
    expect(again.locator(".errornote")).to_be_hidden()
    ana.keyboard.type("and goes on")
    expect(again.get_by_label("Username")).to_have_value("")
    ana.keyboard.press("Tab")
    expect(again.get_by_label("Username")).to_be_focused()
    if where == "here":
        for words in ("a wrong password", "a long password"):
            again.get_by_label("Username").fill("ana")
            again.get_by_label("Password").fill(words)
            again.get_by_role("button", name="Sign in").click()
            if words == "a wrong password":
                expect(again.locator(".errornote")).to_have_text("Name and password do not match.")
                assert axe(ana, "dialog.login-again") == []
    else:
        with ana.context.expect_page() as opened:
            again.get_by_role("link", name="Sign in in another tab").click()
        opened.value.fill("#id_username", "ana")
        opened.value.fill("#id_password", "a long password")
        opened.value.click("[type=submit]")
        opened.value.wait_for_url("**/admin/**")
        opened.value.wait_for_selector("#user-tools")
        opened.value.close()
        look(ana)
    expect(again).to_have_count(0)
    wait_for_draft(ana)
    save(ana)
    story.refresh_from_db()
    assert plain_text(story.body) == "First line.\n\nSecond line." + LINE


@pytest.mark.thorough
def test_texts_of_two_machines_are_both_offered_and_each_is_thrown_away_alone(
    pair: tuple[Page, Page],
) -> None:
    ana, _ben = pair
    story = story_of_two_lines()
    open_story(ana, story)
    ana.on("dialog", lambda dialog: dialog.accept())
    ana.route("**/draft/", lambda route: route.fulfill(status=503))
    ana.fill("[name=headline]", "On the train")
    ana.goto("/admin/jsi18n/")  # leaves at once, two seconds before it would be kept
    user = User.objects.get(username="ana")
    elsewhere = {"fields": {"headline": "At home"}, "body": story.body, "ties": {}}
    keep_draft(story, user, base_version=1, form=elsewhere, form_key="at home")
    ana.unroute_all()
    open_story(ana, story)
    offers = ana.locator(".draft-offer")
    expect(offers).to_have_count(2)
    ana.fill("[name=headline]", "In the office")  # neither is decided on, neither is lost
    ana.locator("[name=standfirst]").focus()
    expect(ana.locator(SAVED)).to_contain_text("Unsaved text kept")
    offers.filter(has_text="At home").get_by_role("button", name="Throw it away").click()
    expect(offers.filter(has_text="In the office")).to_have_count(1)
    expect(offers.filter(has_text="At home")).to_have_count(0)
    offers.filter(has_text="On the train").get_by_role("button", name="Throw it away").click()
    expect(offers.filter(has_text="On the train")).to_have_count(0)
    expect(offers.filter(has_text="In the office")).to_have_count(1)
    assert ana.evaluate(HELD) == []
