"""When pages cannot be made fast enough they are made lean, and whole again soon after."""

from __future__ import annotations

import pytest
from django.test import Client

from articles import pressure
from articles.freshness import move
from articles.pressure import Pressure
from articles.publishing.saving import save_story
from articles.publishing.snapshots import PersonTie, Ties
from tests.factories import make_article, make_person, make_section


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def busy_for(watched: Pressure, clock: Clock, *, pages: int, seconds: float) -> None:
    """So many pages in the making all the time, each taking a tenth of a second."""
    end = clock.now + seconds
    for _page in range(pages):
        watched.enter()
    while clock.now < end:
        clock.now += 0.1
        watched.leave()
        watched.enter()
    for _page in range(pages):
        watched.leave()


@pytest.mark.parametrize(
    ("threads", "pages", "seconds", "is_high"),
    [
        (4, 4, 5, True), (4, 3, 5, True), (4, 2, 60, False), (4, 4, 1, False), (8, 5, 60, False),
        (1, 1, 5, True),
    ],
)  # fmt: skip
def test_pressure_is_high_while_nearly_all_threads_are_busy(
    threads: int, pages: int, seconds: float, is_high: bool
) -> None:
    clock = Clock()
    watched = Pressure(threads, clock)
    busy_for(watched, clock, pages=pages, seconds=seconds)
    assert watched.enter() is is_high
    watched.leave()
    clock.now += 1
    assert watched.enter() is is_high, "it does not flicker"
    watched.leave()
    clock.now += 3
    assert not watched.enter(), "quiet for a moment, whole again"


def press(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page from now on is made in a process that cannot keep up."""
    watched = Pressure(4)
    monkeypatch.setattr(watched, "enter", lambda: True)
    monkeypatch.setattr(watched, "leave", lambda: None)
    monkeypatch.setattr(pressure, "pressure", watched)


@pytest.mark.django_db
@pytest.mark.usefixtures("through_page_cache")
def test_lean_pages_hold_the_news_without_related_stories_and_counts(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, other, section = make_person("Ana Müller"), make_person("Bo Lind"), make_section()
    told = "Ferries stay in harbor"
    stories = [
        make_article(headline=f"{told} {n}", section=section, people=[person, other])
        for n in range(6)
    ]
    for story in stories:
        save_story(story, ties=Ties(people=[PersonTie(person.pk), PersonTie(other.pk)]))
    story, search = stories[0].get_absolute_url(), "/search?q=ferries"
    whole = {path: client.get(path).content for path in (story, search, person.get_absolute_url())}
    assert whole[story].count(told.encode()) > 4, "related stories stand below"
    assert b'id="facets"' in whole[search]
    assert b"often-with" in whole[person.get_absolute_url()]
    move()
    press(monkeypatch)
    lean = client.get(story).content
    assert stories[0].headline.encode() in lean
    assert stories[1].headline.encode() not in lean
    found = client.get(search).content
    assert b"6 results" in found
    assert b'id="facets"' not in found
    page = client.get(person.get_absolute_url()).content
    assert page.count(told.encode()) >= 6
    assert b"often-with" not in page
