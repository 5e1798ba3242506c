"""Changing what readers see: what is told of it, what waits for its time, who did it from where."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from articles.models import Article, AuditEntry, Correction, State
from articles.publishing import pending
from articles.publishing.moves import move
from articles.publishing.pending import apply_all
from articles.publishing.saving import save_story
from tests.admin.pages import address, form_of, login
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("told", "moved", "kind"),
    [
        ({"change": "tidy"}, "", ""),
        ({"change": "update"}, "updated_at", ""),
        ({"change": "update", "change_text": "A ninth gate."}, "updated_at", "update"),
        ({"change": "correction", "change_text": "It was Monday."}, "corrected_at", "correction"),
        ({"change": "retraction", "change_text": "It is wrong."}, "corrected_at", "retraction"),
    ],
)
def test_a_change_to_a_live_story_tells_what_the_editor_said(
    told: dict[str, str], moved: str, kind: str
) -> None:
    client, user = login()
    story = make_article()
    save_story(story)
    answer = client.post(address(story), form_of(story, standfirst="Another one.", **told))
    assert answer.status_code == 302
    story.refresh_from_db()
    assert [name for name in ("updated_at", "corrected_at") if getattr(story, name)] == [
        name for name in [moved] if name
    ]
    notes = list(Correction.objects.all())
    assert [note.kind for note in notes] == ([kind] if kind else [])
    if kind:
        assert (notes[0].before_version, notes[0].after_version) == (1, 2)
        assert (notes[0].made_by, notes[0].text) == (user, told["change_text"])
        page = Client().get(story.get_absolute_url()).content.decode()
        assert page.count(told["change_text"]) == 2, "the note, and the structured data"
        for door in ("/corrections", "/feed.rss", "/feed.atom", "/feed.json"):
            assert told["change_text"] in Client().get(door).content.decode(), door
        assert f'"text":"{told["change_text"]}"' in page.replace('": "', '":"')
        form = client.get(address(story)).content.decode()
        assert "history/compare/?old=1&amp;new=2" in form
        assert client.get(f"{address(story, 'history')}compare/?old=1&new=2").status_code == 200


def test_restoring_an_old_version_of_a_live_story_asks_what_readers_are_told() -> None:
    client, user = login()
    story = make_article("draft", headline="First words")
    save_story(story)
    story.headline, story.section = "Second words", make_section()
    save_story(story)
    move(story, "publish", by=user)
    restoring = f"{address(story, 'history')}restore/"
    wanted = {"number": 1, "base_version": story.version}
    said = {**wanted, "said": "1"}
    for sent in (wanted, said, {**said, "change": "correction"}):
        page = client.post(restoring, sent)
        assert page.status_code == 200
        assert "<ins>First</ins>" in page.content.decode(), "what it would change is shown"
        assert "<dt>Published" not in page.content.decode(), "and nothing that it leaves"
        story.refresh_from_db()
        assert (story.headline, story.version) == ("Second words", 3)
    assert "Say in one sentence what was wrong." in page.content.decode()
    client.post(restoring, {**said, "change": "correction", "change_text": "It was the first."})
    story.refresh_from_db()
    assert (story.headline, story.version) == ("First words", 4)
    assert story.corrected_at is not None
    note = Correction.objects.get()
    assert (note.before_version, note.after_version, note.made_by) == (3, 4, user)
    public = Client().get(story.get_absolute_url()).content.decode()
    assert "It was the first." in public
    assert "Second words" not in public


def test_a_version_that_could_not_be_published_is_not_restored_into_a_live_story() -> None:
    client, user = login()
    story = make_article("draft", headline="TK words")
    save_story(story)
    story.headline = "Second words"
    save_story(story)
    move(story, "publish", by=user)
    sent = {"number": 1, "base_version": story.version, "said": "1", "change": "tidy"}
    page = client.post(f"{address(story, 'history')}restore/", sent, follow=True)
    assert (
        "Version 1 is not restored: A working note is left in the text: TK" in page.content.decode()
    )
    story.refresh_from_db()
    assert (story.headline, story.version) == ("Second words", 3)


def test_who_may_not_publish_restores_a_live_story_as_a_tidy_up_only() -> None:
    client, _user = login("Editor")
    story = make_article(headline="First words")
    save_story(story)
    story.headline = "Second words"
    save_story(story)
    said = {"number": 1, "base_version": 2, "said": "1"}
    restoring = f"{address(story, 'history')}restore/"
    loud = client.post(restoring, {**said, "change": "update", "change_text": "Loud."})
    assert loud.status_code == 200
    assert client.post(restoring, {**said, "change": "tidy"}).status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.updated_at) == ("First words", None)
    assert not Correction.objects.exists()


def test_a_change_of_what_readers_see_says_what_it_is() -> None:
    client, _user = login()
    story = make_article(headline="As it is")
    silent = form_of(story, headline="Other", change="")
    assert "say what kind of change this is" in client.post(address(story), silent).content.decode()
    story.refresh_from_db()
    assert story.headline == "As it is"
    same = client.post(address(story), form_of(story, change=""))
    assert same.status_code == 302, "nothing changed, nothing to say"


def test_a_correction_without_words_is_not_saved() -> None:
    client, _user = login()
    story = make_article()
    answer = client.post(address(story), form_of(story, headline="Other", change="correction"))
    assert answer.status_code == 200
    assert "Say in one sentence what was wrong" in answer.content.decode()
    story.refresh_from_db()
    assert story.headline != "Other"


def test_who_may_not_publish_can_only_tidy_up() -> None:
    client, _user = login("Editor")
    story = make_article()
    posted = form_of(story, change="correction", change_text="Words", show_at="2099-01-01T10:00")
    assert client.post(address(story), posted).status_code == 200
    assert client.post(address(story), {**posted, "change": "tidy"}).status_code == 302
    story.refresh_from_db()
    assert story.pending is None
    assert not Correction.objects.exists()
    publisher, _other = login()
    told = form_of(story, change="update", headline="What a publisher may say after that")
    assert publisher.post(address(story), told).status_code == 302


@pytest.mark.no_door_guard
def test_a_change_with_a_time_of_its_own_shows_at_its_second(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    editor, _user = login()
    story = make_article(headline="As it is", published_at=timezone.now() - timedelta(days=2))
    save_story(story)
    due = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=3)
    posted = form_of(story, headline="As it will be", change="update", show_at=due.isoformat())
    answer = editor.post(address(story), posted)
    assert answer.status_code == 302, answer.context["errors"]
    story.refresh_from_db()
    assert (story.headline, story.pending["by"] != "") == ("As it is", True)
    assert b"<ins>will be</ins>" in editor.get(address(story, "waiting")).content
    tidied = Article.objects.get(pk=story.pk)
    tidied.kicker = "Meanwhile"
    save_story(tidied)
    for offset, words in ((-1, b"As it is"), (-0.001, b"As it is"), (0, b"As it will be")):
        monkeypatch.setattr(timezone, "now", lambda at=offset: due + timedelta(seconds=at))
        page = client.get(story.get_absolute_url(), follow=True).content
        assert words in page
        assert (b"As it will be" in page) is (offset >= 0)
    story.refresh_from_db()
    assert (story.kicker, story.pending, story.updated_at) == ("Meanwhile", None, due)
    assert story.revisions.first().action == "update"  # type: ignore[union-attr]


def test_a_change_that_waits_tells_the_address_that_follows_its_headline_and_who_it_is_of() -> None:
    editor, user = login()
    type(user).objects.filter(pk=user.pk).update(first_name="Celia")
    story = make_article(headline="As it is")
    save_story(story)
    due = (timezone.now() + timedelta(hours=1)).isoformat()
    editor.post(address(story), form_of(story, headline="As it will be", slug="", show_at=due))
    story.refresh_from_db()
    assert story.pending["fields"]["slug"] == "as-it-will-be"
    page = editor.get(address(story, "waiting")).content.decode()
    assert "Celia put this change off" in page
    assert "Celia: readers see it" in editor.get(address(story)).content.decode()


@pytest.mark.parametrize("button", ["_continue", "_save"])
def test_a_change_put_off_is_told_of_once_and_not_as_saved(button: str) -> None:
    """The story is still the old one: "Saved: As it is" beside it is half wrong."""
    editor, _user = login()
    story = make_article(headline="As it is")
    save_story(story)
    due = (timezone.now() + timedelta(hours=1)).isoformat()
    posted = {**form_of(story, headline="As it will be", show_at=due), button: "1"}
    told = [
        str(each) for each in editor.post(address(story), posted, follow=True).context["messages"]
    ]
    assert len(told) == 1
    assert told[0].startswith("Readers see the change ")
    waits = Article.objects.get(pk=story.pk)
    saved = editor.post(address(story), form_of(waits, kicker="Now"), follow=True)
    assert [str(each) for each in saved.context["messages"]] == ["Saved: “As it is”."]


def test_a_change_put_off_stays_put_off_when_somebody_saved_meanwhile() -> None:
    editor, _user = login()
    story = make_article(headline="As it is")
    save_story(story)
    due = timezone.now() + timedelta(hours=1)
    later = form_of(story, headline="As it will be", show_at=due.isoformat())
    meanwhile = Article.objects.get(pk=story.pk)
    meanwhile.kicker = "Meanwhile"
    save_story(meanwhile)
    editor.post(address(story), later)
    story.refresh_from_db()
    assert (story.headline, story.kicker) == ("As it is", "Meanwhile")
    assert apply_all(due) == 1
    story.refresh_from_db()
    assert (story.headline, story.kicker) == ("As it will be", "Meanwhile")


def test_one_change_that_cannot_be_shown_holds_no_other_up(monkeypatch: pytest.MonkeyPatch) -> None:
    due = timezone.now()
    first, second = make_article(), make_article()
    for story in (first, second):
        Article.objects.filter(pk=story.pk).update(pending={"due_at": due.isoformat()})

    def shown(story: Article, now: datetime) -> bool:
        if story.pk == first.pk:
            raise OperationalError("a lock was not available")
        return True

    monkeypatch.setattr(pending, "apply", shown)
    assert apply_all(due) == 1


def test_a_second_change_put_off_says_whose_place_it_takes() -> None:
    story = make_article(headline="As it is")
    save_story(story)
    due = (timezone.now() + timedelta(hours=1)).isoformat()
    first, somebody = login()
    first.post(address(story), form_of(story, headline="One", show_at=due))
    story.refresh_from_db()
    second, _user = login()
    posted = form_of(story, headline="Two", show_at=due)
    said = second.post(address(story), posted, follow=True).content.decode()
    assert f"took the place of the change by {somebody.username}" in said


def test_a_waiting_change_of_a_withdrawn_story_never_shows() -> None:
    editor, _user = login()
    story = make_article(headline="As it is")
    save_story(story)
    due = timezone.now() + timedelta(hours=1)
    editor.post(address(story), form_of(story, headline="Later", show_at=due.isoformat()))
    story.refresh_from_db()
    editor.post(address(story), form_of(story, _move="withdraw", reason="A court said so."))
    assert apply_all(due + timedelta(hours=1)) == 0
    story.refresh_from_db()
    assert (story.state, story.headline) == (State.WITHDRAWN, "As it is")


def test_what_waits_can_be_shown_at_once_or_thrown_away() -> None:
    editor, _user = login()
    for do, headline in (("show", "Later"), ("drop", "As it is")):
        story = make_article(headline="As it is")
        save_story(story)
        due = timezone.now() + timedelta(hours=1)
        editor.post(address(story), form_of(story, headline="Later", show_at=due.isoformat()))
        editor.post(address(story, "waiting"), {"do": do, "base_version": 2})
        story.refresh_from_db()
        assert (story.headline, story.pending) == (headline, None)


def test_a_story_under_embargo_goes_out_at_its_end_or_later() -> None:
    client, _user = login()
    end = (timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    story = make_article("draft", embargo_until=end)
    held = {"embargo_until": end.strftime("%Y-%m-%dT%H:%M")}
    answer = client.post(address(story), form_of(story, _move="publish", **held), follow=True)
    assert "holds the story back" in answer.content.decode()
    for at, state in ((end - timedelta(hours=1), State.DRAFT), (end, State.SCHEDULED)):
        story.refresh_from_db()
        client.post(
            address(story),
            form_of(story, _move="schedule", go_out_at=at.strftime("%Y-%m-%dT%H:%M"), **held),
        )
        story.refresh_from_db()
        assert story.state == state


def test_every_step_is_logged_with_actor_address_and_reason() -> None:
    client, user = login()
    story = make_article("draft")
    client.post(address(story), form_of(story, _move="publish"), REMOTE_ADDR="203.0.113.9")
    story.refresh_from_db()
    client.post(address(story), form_of(story, _move="withdraw", reason="A court said so."))
    published, withdrawn = AuditEntry.objects.order_by("pk")
    assert (published.action, published.actor, published.address) == (
        "publish", user, "203.0.113.9",
    )  # fmt: skip
    assert published.before == {"state": "draft", "visibility": "hidden", "published_at": None}
    assert (withdrawn.action, withdrawn.reason) == ("withdraw", "A court said so.")
    assert withdrawn.after == {"state": "withdrawn", "visibility": "withdrawn"}


def test_ties_of_all_kinds_know_since_when_their_story_is_public() -> None:
    tied = {
        "people": [make_person()],
        "topics": [make_topic()],
        "contributors": [make_contributor()],
    }
    story, other = make_article("draft", **tied), make_article("draft", **tied)
    user = make_user(is_staff=True, is_superuser=True)
    move(story, "publish", by=user)
    for kind in (story.mentions, story.topic_ties, story.credits):
        [known] = kind.filter(story_published_at=story.public_from)
        assert known.story_published_at == story.public_from is not None
    assert not other.mentions.filter(story_published_at__isnull=False).exists()
    move(story, "withdraw", by=user, reason="a court said so")
    for kind in (story.mentions, story.topic_ties, story.credits):
        assert kind.get().story_published_at is None
