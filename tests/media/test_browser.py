"""The picture screens in a real browser: focal point by click and keys, several files, no script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page

from media.models import Picture
from tests.admin.desk import signed_in
from tests.media.drawing import jpeg, store_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(browser: Browser, live_server: Any) -> Iterator[Page]:
    user = User.objects.create_superuser("ana", password="a long password")
    with signed_in(browser, live_server.url, user) as page:
        yield page


@pytest.mark.thorough
def test_the_focal_point_moves_by_click_and_by_keys(desk):
    picture = store_picture()
    desk.goto(f"/{settings.ADMIN_URL}media/picture/{picture.pk}/change/")
    ground = desk.locator("[data-focal-ground]")
    frame = ground.bounding_box()
    desk.mouse.click(frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * 0.3)
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Shift+ArrowDown")
    assert desk.input_value("#id_focal_x") == "61"
    assert desk.input_value("#id_focal_y") == "40"
    place = "document.querySelector('.focal-preview-square img').style.objectPosition"
    assert desk.evaluate(place).split("%")[0] == "94"  # (1600 * 61 % - 600) of 400
    desk.locator("[data-focal-live]", has_text="61 percent").wait_for(state="attached")
    desk.click("[name=_save]")
    desk.wait_for_selector(".messagelist .success")
    picture.refresh_from_db()
    assert (picture.focal_x, picture.focal_y) == (61, 40)
    assert desk.complaints == []


@pytest.mark.thorough
def test_the_offered_alt_is_taken_by_a_click_only(desk):
    picture = store_picture(caption="A crane at dawn. It is yellow.")
    desk.goto(f"/{settings.ADMIN_URL}media/picture/{picture.pk}/change/")
    assert desk.input_value("#id_alt") == ""
    desk.click(".alt-suggestion")
    assert desk.input_value("#id_alt") == "A crane at dawn."
    assert desk.inner_text("#id_alt ~ .word-count") == "16 / 125"


@pytest.mark.thorough
def test_files_are_dropped_one_by_one_and_each_is_answered(desk):
    desk.goto(f"/{settings.ADMIN_URL}media/picture/add/")
    content = list(jpeg(300, 200, seed=4))
    drop = """([bytes]) => {
      const files = new DataTransfer();
      files.items.add(new File([new Uint8Array(bytes)], "crane.jpg", {type: "image/jpeg"}));
      files.items.add(new File(["<svg/>"], "logo.svg", {type: "image/svg+xml"}));
      document.querySelector("[data-drop]").dispatchEvent(
        new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
    }"""
    desk.evaluate(drop, [content])
    desk.wait_for_selector(".picture-arrival a img")
    desk.wait_for_selector(".picture-refused p")
    assert "SVG" in desk.inner_text(".picture-refused")
    assert Picture.objects.get().original_name == "crane.jpg"
    assert desk.complaints == []


@pytest.mark.thorough
def test_every_screen_keeps_the_policy(desk):
    picture = store_picture()
    for path in ("", "add/", f"{picture.pk}/change/", f"{picture.pk}/delete/"):
        desk.goto(f"/{settings.ADMIN_URL}media/picture/{path}")
        desk.wait_for_load_state("networkidle")
    assert desk.complaints == []
