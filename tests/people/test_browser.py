"""The chips of suggestions and the review queue in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, Page, expect

from articles.admin import name_review
from articles.models import NameCandidate, NameTally, Person, PersonRefusal
from articles.people import known
from articles.people.review import leave_for_review
from articles.people.suggest import Found
from tests.admin.desk import axe, signed_in
from tests.factories import make_article, make_document, make_person, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLOW = """const now = window.fetch;
window.fetch = (...asked) => new Promise((done) => setTimeout(done, 300)).then(() => now(...asked));"""
TEXTS = (
    "Mayor Ruben Adeyemi opened the harbor line on Monday. “It took ten years,” Adeyemi said.",
    "Lena Fischer, 44, an engineer, drove the first train. Adeyemi thanked Fischer.",
    "“We were promised it in spring,” said Omar Haddad, who lives by the quay.",
)


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    known.forget()
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    with signed_in(browser, live_server.url, user) as opened:
        yield opened
    assert opened.complaints == []  # type: ignore[attr-defined]


def story_page(page: Page, live_server: Any) -> Any:
    story = make_article(
        "draft", headline="Adeyemi opens the harbor line", body=make_document(*TEXTS)
    )
    page.goto(f"{live_server.url}/admin/articles/article/{story.pk}/change/")
    expect(page.locator(".people-chip")).to_have_count(3)
    return story


def told(page: Page, *words: str) -> Any:
    """Until the house has answered a request whose body holds these words."""
    return page.expect_response(
        lambda answer: all(word in (answer.request.post_data or "") for word in words)
    )


def read_again(page: Page) -> Any:
    """Until names were looked for in the text once more."""
    return page.expect_response("**/suggest/")


@pytest.mark.thorough
@pytest.mark.parametrize(("scheme", "width"), [("light", 1366), ("dark", 390)])
def test_the_chips_are_accessible(page: Page, live_server: Any, scheme: Any, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    make_person("Lena Fischer", qualifier="engineer", role="Engineer", birth_year=1982)
    make_person("Lena Fischer", qualifier="swimmer", role="Swimmer")
    story_page(page, live_server)
    assert axe(page, "[data-people-panel]") == []
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


@pytest.mark.thorough
def test_one_click_accepts_refuses_makes_and_takes_back(page: Page, live_server: Any) -> None:
    fischer = make_person("Lena Fischer", role="Engineer")
    story = story_page(page, live_server)
    chips = page.locator(".people-chip")
    with told(page, "accept", "Lena Fischer"):
        page.get_by_role("button", name="Accept: Lena Fischer").click()
    with told(page, "accept", "Ruben Adeyemi"):
        page.get_by_role("button", name="New person: Ruben Adeyemi").click()
    with told(page, "refuse", "Omar Haddad"):
        page.get_by_role("button", name="Not this: Omar Haddad").click()
    expect(chips).to_have_count(0)
    with told(page, "refuse", "Omar Haddad", "undo"):
        page.locator("[data-people-undo]").click()
    expect(chips).to_have_count(1)
    with told(page, "refuse", "Omar Haddad"), read_again(page):
        page.get_by_role("button", name="Not this: Omar Haddad").click()
    expect(chips).to_have_count(0)
    with read_again(page):
        save(page)
    ties = {tie.tag.name: tie.role for tie in story.mentions.select_related("tag")}
    assert ties == {"Lena Fischer": "mentioned", "Ruben Adeyemi": "subject"}
    assert not Person.objects.get(name="Ruben Adeyemi").is_confirmed
    assert PersonRefusal.objects.get().name_key == "omar haddad"
    assert NameTally.objects.get(name_key="lena fischer").confirmed == 1
    expect(chips).to_have_count(0)
    row = page.locator("[data-ties=mentions] .tie", has_text="Lena Fischer")
    with read_again(page):
        row.get_by_role("button", name="Remove").click()
    expect(chips).to_have_count(0)
    save(page)
    assert PersonRefusal.objects.filter(person=fischer).exists()


@pytest.mark.thorough
def test_a_new_person_is_made_by_one_click_or_it_is_told(page: Page, live_server: Any) -> None:
    story_page(page, live_server)
    trouble = page.locator("[data-people-trouble]")
    create = page.get_by_role("button", name="New person: Ruben Adeyemi")
    page.route("**/person/new/", lambda route: route.abort())
    create.click()
    expect(trouble).to_be_visible()
    assert not Person.objects.exists()
    page.unroute_all()
    create.hover()
    with read_again(page):  # the chips come anew between press and release
        page.evaluate("""() => {
          const field = document.querySelector("[name=standfirst]");
          field.value = "Minister Ines Castellanos was there.";
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }""")
        page.mouse.down()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    page.mouse.up()
    expect(page.locator("[data-ties=mentions] .tie", has_text="Ruben Adeyemi")).to_be_visible()
    expect(page.locator(".people-chip", has_text="Ines Castellanos")).to_be_visible()
    expect(trouble).to_be_hidden()


@pytest.mark.thorough
def test_keys_do_what_clicks_do(page: Page, live_server: Any) -> None:
    story_page(page, live_server)
    page.locator(".people-chip button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("n")
    expect(page.locator(".people-chip")).to_have_count(2)
    page.keyboard.press("u")
    expect(page.locator(".people-chip")).to_have_count(3)


@pytest.mark.thorough
def test_what_is_typed_is_read_again(page: Page, live_server: Any) -> None:
    story_page(page, live_server)
    page.locator("[name=standfirst]").fill("Minister Ines Castellanos was there.")
    expect(page.locator(".people-chip", has_text="Ines Castellanos")).to_be_visible()


@pytest.mark.thorough
def test_evidence_is_lit_in_the_text(page: Page, live_server: Any) -> None:
    story_page(page, live_server)
    page.locator(".people-chip", has_text="Ruben Adeyemi").hover()
    count = page.evaluate("[...CSS.highlights.get('people-evidence')].length")
    assert count == 3


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("input[name=_continue]").click()


def in_queue(number: int) -> None:
    names = [f"{given} {last}" for given in ("Ruben", "Lena", "Omar") for last in ("Ade", "Brandt")]
    article = make_article(headline="The harbor line opens")
    for name in names[:number]:
        evidence = {"count": 1, "sentence": f"{name} spoke on Monday.", "names": [name]}
        leave_for_review([(article, [Found(name, 1.2, "mentioned", evidence)])])


@pytest.mark.thorough
@pytest.mark.parametrize(("scheme", "width"), [("light", 1366), ("dark", 390)])
def test_the_queue_and_the_form_of_a_person_are_accessible(
    page: Page, live_server: Any, scheme: Any, width: int
) -> None:
    in_queue(3)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/admin/articles/namecandidate/")
    expect(page.locator(".name-case[data-current]")).to_have_count(1)
    assert axe(page, "#content") == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    person = make_person("Ada King")
    person.aliases.create(name="Ada Lovelace")
    page.goto(f"{live_server.url}/admin/articles/person/{person.pk}/change/")
    assert axe(page, "#content") == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.thorough
def test_one_key_decides_a_name(page: Page, live_server: Any) -> None:
    in_queue(4)
    person = make_person("Rubens Adeson")
    page.goto(f"{live_server.url}/admin/articles/namecandidate/")
    with told(page, '"no"'), told(page, '"new"'):
        page.keyboard.press("n")
        page.keyboard.press("a")
    page.keyboard.press("s")
    page.locator("#same-search").fill("adeson")
    expect(page.locator("#same-options [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".name-case:not([hidden])")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator(".name-case:not([hidden])")).to_have_count(2)
    states = sorted(NameCandidate.objects.values_list("state", flat=True))
    assert states == ["accepted", "refused", "waiting", "waiting"]
    assert not person.mentions.exists()


@pytest.mark.thorough
def test_the_next_names_come_only_when_every_decision_has_arrived(
    page: Page, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_queue(6)
    page.add_init_script(SLOW)
    monkeypatch.setattr(name_review, "SHOWN", 3)
    page.goto(f"{live_server.url}/admin/articles/namecandidate/")
    expect(page.locator(".name-case[data-current]")).to_have_count(1)
    for _number in range(3):
        page.keyboard.press("n")
    expect(page.locator("[data-waiting]")).to_have_text("3")
    expect(page.locator(".name-case:not([hidden])")).to_have_count(3)
    refused = NameCandidate.objects.filter(state="refused")
    assert refused.count() == 3
