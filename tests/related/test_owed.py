"""A save does not wait for another's links: who holds the library writes those that were left meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from articles.freshness import current
from articles.models import Article, OwedLinks, RelatedStory
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from articles.related import keeping
from articles.related.indexing import hold_library
from tests.related.lists import others
from tests.related.stories import TEXTS, body, make_library

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@contextmanager
def library_held(*, is_killed: bool = False) -> Iterator[None]:
    """Another process in the middle of writing links; killed, it comes to no end of its own."""
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            hold_library()
            if not is_killed:
                transaction.on_commit(keeping.settle, robust=True)
            held.set()
            let_go.wait(600)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(600)
    try:
        yield
    finally:
        let_go.set()
        thread.join(600)


def retell(story: Article) -> None:
    """The museum's story becomes one of the whale's."""
    story.body = body(TEXTS["whale"].replace("crowds", "families") + " It swam on.")
    save_story(story)


def test_a_save_goes_through_while_another_holds_the_library() -> None:
    """It waited for the other's links, and after five seconds it was refused."""
    library = make_library()
    for story in library.values():
        save_story(story)
    with library_held():
        retell(library["museum"])
        assert OwedLinks.objects.count() == 1
        assert "museum" not in others(library["whale-leaves"])
        before = current()
    assert not OwedLinks.objects.exists()
    assert "museum" in others(library["whale-leaves"])
    assert current() > before, "pages that were made meanwhile show the old links"


def test_what_a_killed_process_owed_is_written_by_the_next_save() -> None:
    library = make_library()
    for story in library.values():
        save_story(story)
    with library_held(is_killed=True):
        retell(library["museum"])
        withdraw(library["whale"], reason="A court asks for it.")
    assert OwedLinks.objects.count() == 2
    save_story(library["budget"])
    assert not OwedLinks.objects.exists()
    assert "museum" in others(library["whale-leaves"])
    gone = RelatedStory.objects.filter(other=library["whale"])
    assert not gone.exists()
