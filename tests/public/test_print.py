"""What is printed, in a real browser: black on white, the name of the paper, no card cut."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.public.paper import Paper
from tests.public.window import open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CUT = """() => [...document.querySelectorAll('.card, .live-update > :first-child, figure')]
.filter(each => getComputedStyle(each).breakInside !== 'avoid').length"""


@pytest.mark.thorough
def test_lists_are_printed_with_the_name_of_the_paper_and_no_card_is_cut(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = open_page(browser, live_server.url + "/", width=800, scheme="light")
    page.emulate_media(media="print")
    for name in ("front", "section", "search"):
        page.goto(live_server.url + house.pages[name])
        assert page.locator(".card").count() > 1
        assert page.evaluate(CUT) == 0, name
        assert page.locator(".masthead .name").is_visible(), name
        assert not page.locator(".finding").is_visible(), name


@pytest.mark.thorough
def test_print_is_black_on_white_and_leaves_the_furniture_out(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = open_page(browser, live_server.url + house.pages["story"], width=800, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for furniture in (".masthead", ".footer", ".share", ".people-block", ".topics-block"):
        assert not page.locator(furniture).first.is_visible(), furniture
    for kept in ("h1", ".byline", ".meta time", ".story-body", "figcaption", ".print-head"):
        assert page.locator(kept).first.is_visible(), kept
    page.set_viewport_size({"width": 640, "height": 900})  # A4 within its margins
    ground, ink, over = page.evaluate(
        """() => { const s = getComputedStyle(document.body);
        const edge = document.querySelector('.story').getBoundingClientRect().right;
        const over = [...document.images].filter(i => i.getBoundingClientRect().right > edge + 1);
        return [s.backgroundColor, s.color, over.length]; }"""
    )
    assert (ground, ink, over) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)", 0)
