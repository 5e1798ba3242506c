"""What follows what in the story's form, and a reporter's whole story with one thumb."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.body.document import document, paragraph
from articles.models import Article, State
from articles.publishing.saving import save_story
from media.models import Picture
from tests.admin.desk import WIDEST, axe, signed_in
from tests.admin.gestures import DROP
from tests.admin.writing import kinds, open_story, save
from tests.factories import make_article, make_user
from tests.media.drawing import draw, encode, store_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOLLOWING = ("slug", "seo_title", "social_title")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def says_so(page: Page) -> list[str]:
    """The fields that say that they follow the headline."""
    return [
        name
        for name in FOLLOWING
        if page.locator(f".story-field-{name} .follows:not([hidden])").count() == 1
    ]


@pytest.mark.thorough
def test_slug_and_titles_follow_the_headline_until_they_are_written(desk: Page) -> None:
    open_story(desk)
    desk.evaluate("document.querySelector('[data-fold=search]').open = true")
    desk.keyboard.type("Café by the harbor")  # the headline has the focus; no more is needed
    assert says_so(desk) == [*FOLLOWING]
    assert desk.get_attribute("[name=seo_title]", "placeholder") == "Café by the harbor"
    assert desk.get_attribute("[name=slug]", "placeholder") == "cafe-by-the-harbor"
    save(desk)
    story = Article.objects.get()
    assert (story.slug, story.seo_title, story.slug_edited) == ("cafe-by-the-harbor", "", False)
    desk.fill("[name=headline]", "Café on the hill")
    assert (desk.input_value("[name=slug]"), says_so(desk)) == ("", [*FOLLOWING])
    save(desk)
    desk.fill("[name=slug]", "a-word-of-our-own")
    desk.fill("[name=seo_title]", "For strangers")
    assert says_so(desk) == ["social_title"]
    desk.fill("[name=headline]", "Café, third try")
    expect(desk.locator("[name=slug]")).to_have_value("a-word-of-our-own")
    save(desk)
    assert says_so(desk) == ["social_title"]
    story.refresh_from_db()
    assert (story.headline, story.slug) == ("Café, third try", "a-word-of-our-own")
    desk.fill("[name=slug]", "")
    desk.fill("[name=seo_title]", "")
    assert says_so(desk) == [*FOLLOWING]
    save(desk)
    story.refresh_from_db()
    assert (story.slug, story.slug_edited, story.seo_title) == ("cafe-third-try", False, "")


@pytest.mark.thorough
def test_the_first_picture_of_a_text_is_its_lead_unless_somebody_says_no(desk: Page) -> None:
    picture = store_picture(1600, 1200, caption="The crane", alt="A crane", credit="Ledger")
    story = make_article("draft", body=document(paragraph("Text.")))
    save_story(story)
    drop = [".body-text", "crane.jpg", list(encode(draw(seed=3)))]
    for answer in ("Leave it in the text", ""):
        open_story(desk, story)
        desk.evaluate(DROP, drop)
        expect(desk.locator(".lead-first")).to_contain_text("the first picture of the text")
        desk.locator("textarea.figure-caption").fill("The crane, here")
        if answer:
            desk.get_by_role("button", name=answer).click()
            expect(desk.locator(".lead-first")).to_have_count(0)
        save(desk)
        story.refresh_from_db()
        if answer:
            assert story.lead_picture is None
            assert "figure" in kinds(story.body)
            open_story(desk, story)  # it stood there before: nobody is asked again
            expect(desk.locator(".lead .figure-wanted")).to_have_count(1)
            desk.get_by_role("button", name="Remove figure").click()
            save(desk)
    assert story.lead_picture is not None
    assert story.lead_picture != picture
    assert (story.lead_caption, kinds(story.body)) == ("The crane, here", ["paragraph"])
    desk.get_by_role("button", name="No lead picture").click()  # and taken back
    save(desk)
    story.refresh_from_db()
    assert story.lead_picture is None
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    reporter = make_user(is_staff=True, first_name="Rosa")
    reporter.groups.add(Group.objects.get(name="Reporter"))
    with signed_in(browser, live_server.url, reporter, **PHONE) as page:
        yield page


class Thumb:
    """Counts taps from the desk on."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0
        page.goto("/admin/")

    def tap(self, name: str, role: str = "button") -> None:
        self.page.get_by_role(role, name=name).first.tap()  # type: ignore[arg-type]
        self.taps += 1


@pytest.mark.thorough
def test_a_reporter_writes_saves_photographs_and_sends_with_three_taps_each(phone: Page) -> None:
    thumb = Thumb(phone)
    thumb.tap("Write a story", "link")
    phone.wait_for_selector("html.is-writing")
    phone.keyboard.type("Fire at the fish market")
    thumb.tap("Save")
    phone.wait_for_selector(".messagelist .success")
    assert thumb.taps <= 3
    thumb = Thumb(phone)
    thumb.tap("Fire at the fish market", "link")
    phone.wait_for_selector("html.is-writing")
    thumb.tap("Choose a lead picture")
    with phone.expect_file_chooser() as asked:
        phone.locator("dialog[open] label", has_text="Take a photo").tap()
    assert thumb.taps + 1 <= 3
    assert asked.value.element.get_attribute("capture") == "environment"
    taken = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": encode(draw(seed=5))}
    asked.value.set_files(taken)  # type: ignore[arg-type]
    expect(phone.locator("[name=lead_alt]")).to_be_focused()  # placed, and asked what is seen
    phone.keyboard.type("Smoke over the roofs of the market")
    phone.fill("[name=lead_caption]", "The hall burned for two hours.")
    phone.locator(".lead .credit-creator").fill("Rosa Li")
    assert phone.evaluate(WIDEST) <= 390
    phone.fill(
        "[name=headline]", "A headline as an import proposes it, far too long for one line " * 4
    )
    hidden = "one => one.scrollHeight - one.clientHeight"
    assert phone.eval_on_selector("[name=headline]", hidden) <= 1, "no word of it is cut off"
    phone.fill("[name=headline]", "Fire at the fish market")
    assert axe(phone) == []
    phone.get_by_role("button", name="Save", exact=True).tap()
    phone.wait_for_selector(".messagelist .success")
    thumb = Thumb(phone)
    thumb.tap("Fire at the fish market", "link")
    phone.wait_for_selector("html.is-writing")
    bar = phone.locator(".story-bar")
    assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    thumb.tap("Send to review")
    phone.wait_for_selector(".messagelist .success")
    assert thumb.taps <= 3
    story, picture = Article.objects.get(), Picture.objects.get()
    assert (story.state, story.lead_picture) == (State.IN_REVIEW, picture)
    assert (story.lead_alt, story.lead_caption) == (
        "Smoke over the roofs of the market",
        "The hall burned for two hours.",
    )
    assert (picture.creator, picture.alt) == ("Rosa Li", "")  # no machine wrote any words
    assert phone.complaints == []  # type: ignore[attr-defined]
