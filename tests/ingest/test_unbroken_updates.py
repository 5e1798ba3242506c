"""Neither a held update that is taken, nor a line put back, nor a run taken back breaks a live story (E27)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from articles.body.document import document, figure, validate
from articles.ingest import ledger
from articles.ingest.held import CannotDecide, choose_all, put_back
from articles.models import Article, ImportItem, ItemAction, Visibility
from articles.publishing.saving import save_story
from tests.factories import make_picture, make_section, make_user
from tests.ingest.wire import STORY, bring_in

pytestmark = pytest.mark.django_db
FIGURE = '<figure><img src="fog.jpg" alt=""><figcaption>Fog over the deck</figcaption></figure>'


def test_taking_an_import_back_leaves_a_live_story_that_it_would_break(
    wire: Callable[..., Path],
) -> None:
    bring_in(wire({"body_text": "The bridge closes TK."}))
    second = bring_in(wire({"body_text": "The bridge closes on Monday.", "version": "2"})).run
    story = Article.objects.get()
    assert second is not None
    Article.objects.update(visibility=Visibility.PUBLIC, published_at=timezone.now())
    ImportItem.objects.filter(run=second).update(before=public(ImportItem.objects.get(run=second)))
    for dry in (True, False):
        done = ledger.undo(second, dry=dry)
        sentence = "A working note is left in the text: TK"
        assert [(pk, why) for pk, _headline, why in done.kept] == [(story.pk, sentence)]
        assert done.restored == 0
    story.refresh_from_db()
    assert "TK" not in str(story.body)


def public(item: ImportItem) -> dict[str, Any]:
    return {**(item.before or {}), "visibility": Visibility.PUBLIC}


def held_update(wire: Callable[..., Path], standfirst: str) -> ImportItem:
    """An update of a live story that waits because an editor changed the headline, too."""
    bring_in(wire())
    story = Article.objects.get()
    story.headline, story.section = "Our own headline", make_section()
    story.visibility, story.published_at = Visibility.PUBLIC, timezone.now()
    save_story(story)
    bring_in(wire({"headline": "Theirs", "standfirst": standfirst, "version": "2"}))
    return ImportItem.objects.get(action=ItemAction.HELD)


def test_an_update_that_an_editor_accepts_does_not_break_a_live_story(
    wire: Callable[..., Path],
) -> None:
    item = held_update(wire, "Painters need [check who] the deck.")
    with pytest.raises(CannotDecide, match="The update is not taken: A working note is left"):
        choose_all(item, "theirs", by=make_user("editor"))
    story = Article.objects.get()
    assert (story.headline, story.version) == ("Our own headline", 2)
    item.refresh_from_db()
    assert not (item.decision or {}).get("done"), "it waits on, whole"
    choose_all(item, "ours", by=make_user("other"))
    item.refresh_from_db()
    assert item.decision["done"]


def test_an_update_without_a_fault_is_taken_into_a_live_story(wire: Callable[..., Path]) -> None:
    item = held_update(wire, "Painters need the deck for a month.")
    assert choose_all(item, "theirs", by=make_user("editor"))
    assert Article.objects.get().headline == "Theirs"


def test_a_line_with_a_note_is_not_put_back_into_a_live_story(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("Bridge closes\n\nThe bridge closes on Monday.\n\nIt opens in May.\n")
    bring_in(path)
    story = Article.objects.get()
    item = ImportItem.objects.get()
    note = {"line": 5, "text": "Ask him [check]", "action": "dropped", "rule": "x", "reason": "x"}
    ImportItem.objects.update(cleaning=[note])
    item.refresh_from_db()
    Article.objects.update(visibility=Visibility.PUBLIC, published_at=timezone.now())
    with pytest.raises(CannotDecide, match="The line is not put back: A working note"):
        put_back(item, 0, by=make_user("editor"))
    assert "check" not in str(Article.objects.get(pk=story.pk).body)


def test_an_update_without_a_headline_leaves_that_of_the_story(wire: Callable[..., Path]) -> None:
    """One that is a proposal itself gives way to a better one."""
    bring_in(wire())
    Article.objects.update(visibility=Visibility.PUBLIC, published_at=timezone.now())
    bring_in(wire({"headline": "", "body_text": "The bridge closes on Tuesday.", "version": "2"}))
    story = Article.objects.get()
    assert (story.headline, story.headline_proposed) == (STORY["headline"], False)
    assert "Tuesday" in str(story.body)
    other = {"source_id": "w-2", "headline": "", "body_text": "Ferries add sailings in the spring."}
    bring_in(wire(other))
    bring_in(wire({**other, "body_text": "Ferries add two sailings in June.", "version": "2"}))
    again = Article.objects.exclude(pk=story.pk).get()
    assert (again.headline, again.headline_proposed) == ("Ferries add two sailings in June", True)


@pytest.mark.parametrize(
    ("update", "action"),
    [
        ({"body_text": ""}, ItemAction.HELD),
        ({"body_text": "It closes on Tuesday."}, ItemAction.UPDATED),
        ({"body_text": "", "body_html": FIGURE}, ItemAction.UPDATED),
    ],
)
def test_an_update_of_a_headline_alone_leaves_a_story_its_picture(
    wire: Callable[..., Path], update: dict[str, Any], action: str
) -> None:
    """A picture with words under it is a story: no text is lost, and readers would see none all the same."""
    shown = figure(make_picture().pk, caption="Painters below the deck")
    bring_in(wire())
    Article.objects.update(
        visibility=Visibility.PUBLIC, published_at=timezone.now(), body=validate(document(shown))
    )
    bring_in(wire({"headline": "Bridge shut", **update, "version": "2"}))
    assert ImportItem.objects.latest("pk").action == action
    assert (Article.objects.get().headline == "Bridge shut") is (action == ItemAction.UPDATED)
