"""The ledger in the admin: pages of runs and items, held updates decided, lines put back, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.models import Article, ImportItem, ImportRun, ItemAction, RunState, State
from articles.publishing.saving import save_story
from tests.factories import make_user
from tests.ingest.wire import STORY, bring_in

pytestmark = pytest.mark.django_db

QUERIES = 12
WIRES = 'Tea & "honey" for all'


def login(role: str) -> tuple[Client, User]:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client, user


def page_of(item: ImportItem | ImportRun) -> str:
    kind = "importitem" if isinstance(item, ImportItem) else "importrun"
    return f"/admin/articles/{kind}/{item.pk}/change/"


def press(client: Client, item: ImportItem, button: str, **fields: Any) -> Any:
    address = f"/admin/articles/importitem/{item.pk}/decide/"
    return client.post(address, {"do": button, **fields}, follow=True)


@pytest.fixture
def held(wire: Callable[..., Path]) -> ImportItem:
    """An update whose headline an editor has changed too; the standfirst only the source."""
    bring_in(wire())
    story = Article.objects.get()
    story.headline = "Our own headline"
    save_story(story)
    bring_in(newer(wire))
    return ImportItem.objects.get(action=ItemAction.HELD)


NOTE = {"text": "We said 68; it was 63.", "published_at": "2026-05-06T09:00:00+00:00"}


def newer(wire: Callable[..., Path]) -> Path:
    changed = {"headline": WIRES, "standfirst": "Anew.", "corrections": [NOTE]}
    return wire({**changed, "version": "2"})


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("choice", "headline"),
    [("theirs", WIRES), ("ours", "Our own headline")],
)
def test_a_held_update_is_decided_by_one_click(
    held: ImportItem, wire: Callable[..., Path], choice: str, headline: str
) -> None:
    client, user = login("Publisher")
    shown = client.get(page_of(held)).content.decode()
    assert "Our own headline" in shown
    assert "Tea &amp; &quot;honey&quot; for all" in shown
    press(client, held, f"field:headline:{choice}", base_version=2)
    story = Article.objects.get()
    assert (story.headline, story.standfirst) == (headline, "Anew.")
    assert [each.text for each in story.corrections.all()] == [NOTE["text"]]
    assert story.corrected_at.isoformat() == NOTE["published_at"]
    held.refresh_from_db()
    assert held.decision["fields"] == {"headline": choice}
    assert held.decision["by"] == user.username
    assert bring_in(newer(wire)).counts == {"unchanged": 1}, "the next import is unchanged"
    later = wire({"headline": WIRES, "standfirst": "Third.", "version": "3"})
    assert bring_in(later).counts == {"updated": 1}
    story.refresh_from_db()
    assert (story.headline, story.standfirst) == (headline, "Third."), "the choice stays"


def test_all_of_one_side_is_kept_by_one_click(held: ImportItem) -> None:
    client, _user = login("Publisher")
    press(client, held, "all:ours")
    story = Article.objects.get()
    assert (story.headline, story.standfirst) == ("Our own headline", STORY["standfirst"])
    assert not story.corrections.exists(), "they speak of words that are not taken"
    again = press(client, held, "all:theirs")
    assert "decided already" in again.content.decode()


def test_a_story_saved_meanwhile_is_looked_at_again(held: ImportItem) -> None:
    client, _user = login("Publisher")
    answer = press(client, held, "field:headline:theirs", base_version=1)
    assert "Somebody saved the story meanwhile" in answer.content.decode()
    assert Article.objects.get().headline == "Our own headline"


def test_changes_of_different_paragraphs_are_joined_without_asking(
    wire: Callable[..., Path],
) -> None:
    bring_in(wire({"body_text": "First words here.\n\nSecond words here.\n\nThird words here."}))
    story = Article.objects.get()
    story.body["content"][0]["content"][0]["text"] = "First words, edited."
    save_story(story)
    result = bring_in(
        wire({"body_text": "First words here.\n\nSecond words here.\n\nThird words, newer."})
    )
    assert result.counts == {"updated": 1}
    texts = [block["content"][0]["text"] for block in Article.objects.get().body["content"]]
    assert texts == ["First words, edited.", "Second words here.", "Third words, newer."]


def test_a_held_new_story_is_released(wire: Callable[..., Path]) -> None:
    bring_in(wire({"embargo_until": "when the minister speaks"}))
    item = ImportItem.objects.get(action=ItemAction.HELD)
    client, _user = login("Importer")
    press(client, item, "release")
    story = Article.objects.get()
    assert (story.state, story.hold_reasons) == (State.DRAFT, [])


def test_a_dropped_line_is_put_back_where_it_stood(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "The bridge closes on Monday for painters, the city said.\n\nAdvertisement\n\n"
        "The ferry will sail more often until the bridge opens again.\n"
    )
    bring_in(path)
    item = ImportItem.objects.get()
    number = next(i for i, note in enumerate(item.cleaning) if note["text"] == "Advertisement")
    client, _user = login("Publisher")
    shown = client.get(page_of(item)).content.decode()
    assert "Put back" in shown
    press(client, item, f"put_back:{number}")
    story = Article.objects.get()
    texts = [block["content"][0]["text"] for block in story.body["content"]]
    assert texts[1] == "Advertisement"
    assert story.version == 2
    again = press(client, item, f"put_back:{number}")
    assert "cannot be put back" in again.content.decode()
    assert Article.objects.get().version == 2


@pytest.mark.thorough
@pytest.mark.parametrize("stories", [1, 20])
def test_every_page_of_the_ledger_costs_few_queries(
    wire: Callable[..., Path], stories: int, django_assert_max_num_queries: Any
) -> None:
    bring_in(wire(*({"source_id": f"w-{n}", "embargo_until": "soon"} for n in range(stories))))
    run, item = ImportRun.objects.get(), ImportItem.objects.first()
    assert item is not None
    client, _user = login("Publisher")
    for address in (
        "/admin/articles/importrun/",
        "/admin/articles/importitem/",
        page_of(run),
        f"{page_of(run)}?action=held",
        page_of(item),
    ):
        with django_assert_max_num_queries(QUERIES):
            assert client.get(address).status_code == 200, address


def test_the_page_of_a_run_groups_problems_and_filters_items(wire: Callable[..., Path]) -> None:
    stories = [{"source_id": f"w-{n}", "embargo_until": f"soon, {n}"} for n in range(5)]
    path = wire(*stories, {"source_id": "w-9"})
    path.write_text(path.read_text() + '{"headline": "cut off\n')
    bring_in(path)
    client, _user = login("Importer")
    run = ImportRun.objects.get()
    every = client.get(page_of(run)).content.decode()
    assert "<strong>5×</strong>" in every
    assert "line 7" in every
    refused = client.get(f"{page_of(run)}?action=refused").content.decode()
    assert refused.count('<td class="whole"><span class="refused">') == 1
    assert "wire.jsonl, line 7</a></th>" in refused


def test_a_run_is_taken_back_from_its_page(wire: Callable[..., Path]) -> None:
    bring_in(wire({}, {"source_id": "w-2"}))
    touched = Article.objects.get(source_key="w-2")
    save_story(touched)
    run = ImportRun.objects.get()
    client, _user = login("Publisher")
    address = f"/admin/articles/importrun/{run.pk}/undo/"
    told = client.get(address).content.decode()
    assert "1 story will be removed" in told
    assert "0 stories" not in told
    assert Article.objects.count() == 2, "looking changes nothing"
    client.post(address)
    assert Article.objects.get() == touched
    run.refresh_from_db()
    assert run.state == RunState.UNDONE


@pytest.mark.thorough
@pytest.mark.parametrize("role", ["Reporter", "Editor", "Section editor", "Picture editor"])
def test_whoever_may_not_import_sees_no_ledger(held: ImportItem, role: str) -> None:
    client, _user = login(role)
    for address in (
        page_of(held),
        page_of(held.run),
        "/admin/articles/importrun/",
        f"/admin/articles/importrun/{held.run_id}/undo/",
    ):
        assert client.get(address).status_code == 403, address
    assert press(client, held, "all:theirs").status_code == 403
    assert client.post(f"/admin/articles/importrun/{held.run_id}/undo/").status_code == 403
    assert Article.objects.get().headline == "Our own headline"
