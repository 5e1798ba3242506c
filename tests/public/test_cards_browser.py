"""How a card lies on the page: its words beside the picture or below it, never round its corner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from articles import freshness
from articles.models import Section
from tests.factories import make_article, make_section
from tests.media.drawing import store_picture
from tests.public.window import open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "The committee met for seven hours to hear why the bridge would stay shut until spring. " * 2
RIGHT_EDGE = """node => { const range = document.createRange(); range.selectNodeContents(node);
return Math.max(...[...range.getClientRects()].map(line => line.right)) }"""


def filled_section(*, led_by_words: bool = True) -> str:
    """Three stories with a picture, a newer one without; the address of their section."""
    section, now = make_section(name="Tides", slug="tides"), timezone.now()
    if led_by_words:
        make_article(headline="Words alone", section=section, published_at=now - timedelta(hours=1))
    for number, headline in enumerate(("Short", "A headline of more lines " * 4, "Short too")):
        make_article(
            headline=headline, standfirst=LONG, section=section, lead_picture=store_picture(),
            published_at=now - timedelta(hours=2 + number),
        )  # fmt: skip
    freshness.move()
    return section.get_absolute_url()


@pytest.mark.thorough
def test_words_of_a_card_never_run_round_its_picture(
    browser: Browser, live_server: LiveServer
) -> None:
    page = open_page(browser, live_server.url + filled_section(), width=390, scheme="light")
    cards = page.locator(".card-beside:has(.card-standfirst)")
    assert cards.count() == 3
    for card in cards.all():
        words, picture = card.locator(".card-standfirst"), card.locator(".card-picture")
        box, frame = words.bounding_box(), picture.bounding_box()
        assert box is not None
        assert frame is not None
        is_beside = words.evaluate(RIGHT_EDGE) <= frame["x"]
        assert is_beside or box["y"] >= frame["y"] + frame["height"]


BLANK = """() => [...document.images].every(image => {
const [box, style] = [image.getBoundingClientRect(), getComputedStyle(image, '::after')];
return image.complete && !image.naturalWidth && Math.abs(box.width / box.height - 1.25) < 0.6
&& style.content === '""' && style.width === image.clientWidth + 'px'
&& style.height === image.clientHeight + 'px' })"""


@pytest.mark.thorough
def test_a_picture_that_does_not_come_is_a_box_of_its_shape_through_which_its_link_is_hit(
    browser: Browser, live_server: LiveServer
) -> None:
    path = filled_section()
    page = open_page(browser, live_server.url + "/health/", width=390, scheme="light")
    page.route("**/uploads/**", lambda route: route.abort())
    page.goto(live_server.url + path)
    page.evaluate("[...document.images].map(image => image.loading = 'eager')")
    page.wait_for_function(BLANK)
    page.locator(".card-picture").first.scroll_into_view_if_needed()
    hit = """node => { const box = node.getBoundingClientRect();
return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2).tagName }"""
    assert page.locator(".card-picture").first.evaluate(hit) == "A"


@pytest.mark.thorough
def test_a_lead_of_words_stands_above_the_pictures_and_leaves_no_hole(
    browser: Browser, live_server: LiveServer
) -> None:
    page = open_page(browser, live_server.url + filled_section(), width=1366, scheme="light")
    lead = page.locator(".front-lead").bounding_box()
    seconds = page.locator(".front-seconds").bounding_box()
    assert lead is not None
    assert seconds is not None
    assert seconds["y"] >= lead["y"] + lead["height"]
    assert seconds["x"] == lead["x"]


@pytest.mark.thorough
def test_a_leads_words_are_in_sight_and_its_picture_ends_with_the_seconds(
    browser: Browser, live_server: LiveServer
) -> None:
    path = filled_section(led_by_words=False)
    page = open_page(browser, live_server.url + path, width=1366, scheme="light")
    bottom = "node => node.getBoundingClientRect().bottom"
    picture = page.locator(".front-lead img").evaluate(bottom)
    seconds = page.locator(".front-seconds").evaluate(bottom)
    headline = page.locator(".front-lead h3").evaluate(bottom)
    assert abs(picture - seconds) < 2
    assert headline < 600


@pytest.mark.thorough
def test_stories_below_a_lead_of_words_share_one_line_and_none_is_as_large_as_the_section(
    browser: Browser, live_server: LiveServer
) -> None:
    path = filled_section()
    make_article(headline="Words, too", section=Section.objects.get(slug="tides"))
    freshness.move()
    page = open_page(browser, live_server.url + path, width=1366, scheme="light")
    size = "node => parseFloat(getComputedStyle(node).fontSize)"
    for width in (1366, 768):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = [card.bounding_box() for card in page.locator(".front-seconds > .card").all()]
        assert len(boxes) == 3
        assert len({box["y"] for box in boxes if box}) == 1
        heading = page.locator("h1").evaluate(size)
        assert page.locator(".front-lead .card-headline").evaluate(size) < heading


@pytest.mark.thorough
def test_letters_of_scripts_that_join_are_never_drawn_together(
    browser: Browser, live_server: LiveServer
) -> None:
    """Wherever a card stands; what is set closer is a Latin headline alone."""
    section = make_section(name="Tides", slug="tides")
    for number, language in enumerate(("ar", "hi", "zh-Hant", "en", "ar", "hi", "ja")):
        make_article(
            headline=f"Headline {number}", section=section, language=language,
            published_at=timezone.now() - timedelta(hours=number),
        )  # fmt: skip
    freshness.move()
    page = open_page(browser, live_server.url, width=1366, scheme="light")
    spacing = "nodes => nodes.map(node => [node.lang, getComputedStyle(node).letterSpacing])"
    for path in ("/", section.get_absolute_url()):
        page.goto(live_server.url + path)
        for language, space in page.locator(".card-headline").evaluate_all(spacing):
            assert (space in {"0px", "normal"}) == bool(language), (path, language, space)
