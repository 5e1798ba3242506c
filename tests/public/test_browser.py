"""The pages in a real browser: axe, sideways scroll, measure, keyboard, no script, print, bytes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Literal

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Response, expect
from pytest_django.live_server_helper import LiveServer

from articles import freshness
from articles.body.document import document, live_update
from articles.body.shapes import Block
from articles.models import Kind
from tests.chromium import new_window, violations, window
from tests.factories import make_article, make_section
from tests.media.drawing import store_picture
from tests.public.paper import Paper
from tests.public.window import open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHECKED = ["front", "story", "section", "person", "topic", "search", "no results", "not found"]
VIEWS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((320, "light"), (1366, "dark"))
"""`python -m tests.judges` looks at every page type in all four."""
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
SMALLEST = """Math.min(...[...document.querySelectorAll('body *')].filter(each =>
[...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && each.offsetParent)
.map(each => parseFloat(getComputedStyle(each).fontSize)))"""
WIDEST = "document.documentElement.scrollWidth"


@pytest.mark.thorough
def test_axe_finds_nothing_in_both_schemes_on_phone_and_desktop(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    found = []
    page = open_page(browser, live_server.url, width=320, scheme="light")
    for name in CHECKED:
        page.goto(live_server.url + house.pages[name])
        for width, scheme in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            found += [(name, width, scheme, *each) for each in violations(page)]
    assert found == []


@pytest.mark.thorough
def test_nothing_scrolls_sideways_nor_is_clipped(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = open_page(browser, live_server.url, width=320, scheme="light")
    for name, path in house.pages.items():
        page.goto(live_server.url + path)
        assert page.evaluate(WIDEST) <= 320, name
        assert page.evaluate(SMALLEST) >= 14, name
        for sheet in (SPACING, "html { font-size: 200% }"):
            added = page.add_style_tag(content=sheet)
            assert page.evaluate(WIDEST) <= 320, (name, sheet)
            added.evaluate("sheet => sheet.remove()")


@pytest.mark.thorough
def test_a_wide_table_scrolls_in_its_own_box_and_is_reached_by_keyboard_only_then(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = open_page(browser, live_server.url, width=320, scheme="light")
    page.goto(live_server.url + house.pages["story"])
    table = page.get_by_role("region", name="The gates of the barrier")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    page.set_viewport_size({"width": 1366, "height": 900})
    page.wait_for_selector(".table:not([tabindex])")
    assert page.locator(".table td.number").first.inner_text() == "61.5"


@pytest.mark.thorough
@pytest.mark.parametrize(("width", "least", "most"), [(390, 35, 75), (1366, 55, 75)])
def test_a_line_has_a_readable_length(
    browser: Browser, live_server: LiveServer, house: Paper, width: int, least: int, most: int
) -> None:
    house.story.body["content"][0]["content"] = [
        {"type": "text", "text": "The committee met to hear why the bridge would stay shut. " * 20}
    ]
    house.story.save()
    page = open_page(browser, live_server.url + house.pages["story"], width=width, scheme="light")
    page.evaluate("document.fonts.ready")
    measured = page.evaluate(
        """() => { const p = document.querySelector('.story-body p');
        const range = document.createRange(); range.selectNodeContents(p);
        const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top))).size;
        return [p.textContent.length / lines, getComputedStyle(p).fontSize]; }"""
    )
    assert least <= measured[0] <= most
    assert measured[1] == ("20px" if width > 740 else "18px")


def test_a_long_headline_takes_five_lines_on_a_phone(
    browser: Browser, live_server: LiveServer, db: None
) -> None:
    story = make_article(headline="Engineers found cracks in the sea barrier two winters ago, and "
                                  "nobody shut the gate in time",
                         kicker="Rinderkennzeichnungsfleischetikettierungsgesetzentwurf")  # fmt: skip
    page = open_page(browser, live_server.url + story.get_absolute_url(), width=390, scheme="light")
    height, line = page.evaluate(
        """() => { const h = document.querySelector('h1'); const s = getComputedStyle(h);
        return [h.getBoundingClientRect().height, parseFloat(s.lineHeight)]; }"""
    )
    assert round(height / line) <= 5
    assert page.evaluate(WIDEST) <= 390, "a kicker of one long word"


MEASURED = """() => {
  const style = name => getComputedStyle(document.querySelector(name));
  const box = name => document.querySelector(name).getBoundingClientRect();
  const [facts, text] = [box('.fact-box'), box('.story-body')];
  return {
    headline: parseFloat(style('h1').fontSize),
    standfirst: parseFloat(style('.standfirst').fontSize),
    caption: parseFloat(style('figcaption').fontSize),
    beside: facts.left >= text.right,
    cut: document.querySelector('.fact-box').scrollHeight > Math.ceil(facts.height),
    tall: Math.max(...[...document.querySelectorAll('figure img')].map(i => i.getBoundingClientRect().height)),
    stuck: [...document.querySelectorAll('.masthead, .nav, .breaking')]
      .filter(each => ['sticky', 'fixed'].includes(getComputedStyle(each).position)).length,
    moving: document.getAnimations().length,
  }; }"""
SCALE = {390: (32, 20), 820: (44, 22), 1141: (52, 22), 1366: (52, 22)}
"""Width -> pixels of the headline and the standfirst; 1141 is the narrowest of three columns."""


@pytest.mark.thorough
def test_the_page_keeps_its_scale_and_loses_nothing_at_any_width(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    portrait = store_picture(800, 2400, caption="A tower", alt="A tower")
    house.story.lead_picture = portrait
    house.story.save()
    page = open_page(browser, live_server.url + house.pages["story"], width=390, scheme="light")
    for width, (headline, standfirst) in SCALE.items():
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(MEASURED)
        assert found["tall"] <= 720.5, width
        assert page.evaluate(WIDEST) <= width
        assert found | {"tall": 0} == {
            "headline": headline, "standfirst": standfirst, "caption": 14, "beside": width >= 1140,
            "cut": False, "stuck": 0, "moving": 0, "tall": 0,
        }, width  # fmt: skip
    page.get_by_role("link", name="Search").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/people"


@pytest.mark.thorough
def test_the_first_tab_shows_the_way_to_the_story(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = open_page(browser, live_server.url + house.pages["story"], width=1366, scheme="light")
    page.keyboard.press("Tab")
    first = page.evaluate(
        """() => { const a = document.activeElement, r = a.getBoundingClientRect(),
        s = getComputedStyle(a); return [a.textContent, r.left >= 0, s.outlineWidth]; }"""
    )
    assert first == ["Skip to main content", True, "3px"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.thorough
def test_controls_are_large_enough_to_hit(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = open_page(browser, live_server.url + house.pages["story"], width=390, scheme="light")
    heights = page.evaluate(
        """() => [...document.querySelectorAll('.nav a, .nav summary, .chip, .finding a, .button')]
        .filter(e => e.offsetParent).map(e => [e.textContent, e.getBoundingClientRect().height])"""
    )
    assert heights
    assert all(height >= 44 for _text, height in heights), heights


def test_everything_works_without_script(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = open_page(
        browser, live_server.url + house.pages["story"], width=390, scheme="light", script=False
    )
    assert page.locator(".story-body p").first.is_visible()
    assert not page.locator("[data-copy-link]").is_visible()
    page.locator(".nav summary").count()
    page.locator(".finding a").first.click()
    page.fill("#words", "harbor")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    assert page.locator("[role=status]").inner_text() != ""


@pytest.mark.thorough
def test_the_larger_view_opens_and_closes_and_embeds_load_by_a_click_only(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = window(browser).new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text))
    page.goto(live_server.url + house.pages["story"])
    link = page.locator("a[data-larger]").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator("dialog.viewer[open]").count() == 1
    assert page.url.endswith("#img-1")
    page.keyboard.press("Escape")
    assert page.locator("dialog.viewer[open]").count() == 0
    assert page.evaluate("document.activeElement.hasAttribute('data-larger')")
    page.wait_for_url(lambda url: "#" not in url)
    page.keyboard.press("Enter")
    page.go_back()
    page.wait_for_selector("dialog.viewer:not([open])", state="attached")
    foreign: list[str] = []
    page.route(
        re.compile("^https://"), lambda route: (foreign.append(route.request.url), route.fulfill())
    )
    embed = page.locator("[data-frame]").first
    embed.scroll_into_view_if_needed()
    assert embed.locator("iframe").count() == 0
    assert foreign == []
    with page.expect_request(lambda request: "youtube" in request.url) as asked:
        embed.get_by_role("button").click()
    assert asked.value.url == "https://www.youtube-nocookie.com/embed/abcdefghijk"
    assert complaints == []


@pytest.mark.thorough
def test_a_first_view_is_light_and_asks_nobody_else(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    for name, most in (("story", 250_000), ("front", 450_000)):
        context = new_window(browser, viewport={"width": 390, "height": 844})
        page = context.new_page()
        asked: list[str] = []
        answers: list[Response] = []
        page.on("request", lambda request, kept=asked: kept.append(request.url))
        page.on("response", lambda answer, kept=answers: kept.append(answer))
        page.goto(live_server.url + house.pages[name])
        page.wait_for_load_state("networkidle")
        assert all(url.startswith(live_server.url) for url in asked)
        size = sum(len(answer.body()) for answer in answers)
        assert len(answers) == len(asked)
        assert size <= most, (name, size)
        if name == "story":
            assert len(asked) <= 12, asked
        assert context.cookies() == []
        context.close()


@pytest.mark.thorough
def test_no_policy_is_broken_and_nothing_fails_in_the_console(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = window(browser).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for name in ("front", "story", "section", "person", "search"):
        page.goto(live_server.url + house.pages[name])
    assert said == []


@pytest.mark.thorough
def test_suggestions_are_reached_by_keyboard_and_lead_to_the_person(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = open_page(browser, f"{live_server.url}/search", width=390, scheme="dark")
    field = page.get_by_label("Words in a story")
    field.press_sequentially("lind")
    option = page.get_by_role("option", name="Mara Lindqvist")
    expect(option).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(WIDEST) <= 390
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "-")
    field.press("Escape")
    expect(option).to_be_hidden()
    field.press_sequentially("q")
    expect(option).to_be_visible()
    field.press("ArrowUp")
    field.press("Enter")
    page.wait_for_url(f"**{house.person.get_absolute_url()}")


ORDER = """() => [...document.querySelectorAll('.card')].map(card => {
  const words = [...card.querySelector('.card-words').children].map(each => each.getBoundingClientRect());
  const gaps = words.slice(1).map((each, n) => each.top - words[n].bottom);
  return gaps.every(gap => gap >= 0 && gap < 20) || card.textContent.trim(); })"""
"""True, or a card whose words stand in another order or leave a hole."""


@pytest.mark.thorough
def test_the_words_of_a_card_keep_their_order_on_a_phone(
    browser: Browser, live_server: LiveServer, db: None
) -> None:
    """Whatever a story has of kicker and standfirst, above a list and in it."""
    for kicker, standfirst in (("", ""), ("", "In short."), ("Inquiry", ""), ("Inquiry", "Short.")):
        make_article(
            kicker=kicker, standfirst=standfirst, section=None, lead_picture=store_picture(40, 30)
        )
    page = open_page(browser, live_server.url, width=390, scheme="light")
    for path in ("/", "/nowhere", "/search?q=headline"):
        page.goto(live_server.url + path)
        found = page.evaluate(ORDER)
        assert found == [True] * 4, (path, found)


@pytest.mark.thorough
def test_the_swap_of_faces_hardly_moves_the_page(
    browser: Browser, live_server: LiveServer, house: Paper
) -> None:
    page = new_window(browser, viewport={"width": 390, "height": 844}).new_page()
    page.add_init_script(
        """window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())
        if (!entry.hadRecentInput) window.shift += entry.value; })
        .observe({type: 'layout-shift', buffered: true});"""
    )
    page.goto(live_server.url + house.pages["story"])
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    assert page.evaluate("window.shift") <= 0.02


@pytest.mark.thorough
def test_new_live_blocks_wait_until_they_are_asked_for(
    browser: Browser, live_server: LiveServer, db: None
) -> None:
    begins = timezone.now()

    def update(n: int) -> Block:
        at = (begins + timedelta(minutes=n)).isoformat(timespec="seconds")
        words = "The water is at the step. " * 90
        block = live_update(words, at=at, heading=f"Minute {n}", key_moment=True)
        block["attrs"]["id"] = f"minute{n}"
        return block

    story = make_article(kind=Kind.LIVE, body=document(update(2), update(1)))
    page = open_page(browser, live_server.url + story.get_absolute_url(), width=390, scheme="light")
    assert page.locator(".kicker .live").inner_text() == "Live"
    read = page.locator("#b-minute1")
    read.scroll_into_view_if_needed()
    read.evaluate("block => scrollTo(0, block.offsetTop + 200)")
    before = read.bounding_box()
    story.body = document(*map(update, (1, 2, 3, 4)))
    story.save()
    freshness.move()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    button = page.get_by_role("button", name="2 new updates")
    expect(button).to_be_in_viewport()
    assert read.bounding_box() == before
    assert page.locator(".live-update").count() == 2
    assert violations(page) == []
    button.click()
    assert page.locator(".live-update h2").all_inner_texts() == [
        f"Minute {n}" for n in (4, 3, 2, 1)
    ]
    assert page.locator(".key-moments a").first.inner_text() == "Minute 4"
    assert page.evaluate("document.activeElement.id") == "b-minute4"
    assert page.locator(".updates-button").count() == 0


@pytest.mark.thorough
def test_an_empty_house_is_still_a_page(
    browser: Browser, live_server: LiveServer, db: None
) -> None:
    make_section(slug="harbor")
    page = open_page(browser, live_server.url, width=390, scheme="light")
    for path in ("/", "/harbor"):
        page.goto(live_server.url + path)
        assert violations(page) == []
