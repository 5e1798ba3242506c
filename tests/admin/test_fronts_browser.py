"""Arranging a front by mouse and by keys, in one walk through the screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from articles.publishing.editions import (
    Placing,
    newest_edition,
    placings_of,
    save_front,
)
from articles.search import index
from tests.admin.desk import WIDEST, axe, signed_in
from tests.factories import home_front, make_article, make_section
from tests.media.drawing import store_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def order(desk: Page) -> list[str]:
    return desk.locator(".front-headline").all_inner_texts()


def arrange(desk: Page) -> None:
    """By drag, by buttons, by search; then a headline of its own and a picture."""
    desk.locator(".front-row").nth(2).drag_to(
        desk.locator(".front-row").first, target_position={"x": 200, "y": 4}
    )
    expect(desk.locator(".front-headline").first).to_have_text("Gamma")
    expect(desk.locator("[data-dragged]")).to_have_count(0)  # no key is heard while one drags
    desk.get_by_role("button", name="Move down: Gamma").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".front-headline").first).to_have_text("Alpha")
    expect(desk.get_by_role("button", name="Move down: Gamma")).to_be_focused()
    desk.get_by_role("button", name="Take away: Beta").click()
    expect(desk.locator(".front-row")).to_have_count(2)
    desk.get_by_role("combobox", name="Add a story").fill("Delta")
    expect(desk.get_by_role("option", name="Delta")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(desk.locator(".front-row")).to_have_count(3)
    assert order(desk) == ["Alpha", "Gamma", "Delta"]
    row = desk.locator(".front-row").nth(1)
    row.locator("summary").click()
    row.get_by_label("Headline here").fill("Gamma, said shorter")
    row.get_by_role("button", name="Choose a picture").click()
    desk.locator(".picker-card").first.click()
    desk.locator(".picker .dialog-steps .button").first.click()
    expect(desk.locator(".front-row").nth(1).locator("img")).to_be_visible()


@pytest.mark.thorough
def test_a_front_is_arranged_by_mouse_and_keys(browser: Browser, live_server: LiveServer) -> None:
    editor = User.objects.create_superuser("ana", password="a long password")
    section, now, front = make_section(), timezone.now(), home_front()
    names = ("Alpha", "Beta", "Gamma", "Delta")
    told = [
        make_article(section=section, headline=name, published_at=now - timedelta(hours=n + 1))
        for n, name in enumerate(names)
    ]
    index(Article.objects.all())
    picture = store_picture(800, 600, caption="A crane", alt="A crane", credit="Own")
    save_front(front, [Placing(each.pk) for each in told[:3]], by=editor, base=None)
    with signed_in(browser, live_server.url, editor) as desk:
        faults: list[str] = []
        desk.on("pageerror", lambda error: faults.append(str(error)))
        desk.goto(f"/admin/articles/front/{front.pk}/change/")
        arrange(desk)
        desk.get_by_role("button", name="Look at it").click()
        frame = desk.frame_locator("[data-preview-frame]")
        expect(frame.locator("h3").nth(1)).to_have_text("Gamma, said shorter")
        assert [each.headline for each in placings_of(newest_edition(front))] == ["", "", ""]
        desk.get_by_role("button", name="Go live").click()
        expect(desk.locator(".messagelist .success")).to_be_visible()
        for width, scheme in ((390, "dark"), (1366, "light")):
            desk.set_viewport_size({"width": width, "height": 900})
            desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            desk.goto(f"/admin/articles/front/{front.pk}/change/")
            assert axe(desk) == [], (width, scheme)
            assert desk.evaluate(WIDEST) <= width
        assert faults == []
    placings = placings_of(newest_edition(front))
    assert [each.article for each in placings] == [told[0].pk, told[2].pk, told[3].pk]
    assert (placings[1].headline, placings[1].picture) == ("Gamma, said shorter", picture.pk)
