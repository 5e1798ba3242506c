"""No path that writes a story which readers see, or will by the clock, breaks it (E27)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.body.document import document, figure, paragraph, pictures, validate
from articles.models import Article, Visibility
from articles.publishing import pending
from articles.publishing.changing import Change
from articles.publishing.saving import save_story
from articles.publishing.snapshots import ties_of
from articles.publishing.unbroken import broken_by
from articles.publishing.undoing import undo_account
from tests.admin.pages import address, login
from tests.factories import make_article, make_picture, make_user

pytestmark = pytest.mark.django_db


def two_paragraphs(state: str = "published") -> Article:
    story = make_article(state, body=validate(document(paragraph("Eight."), paragraph("Nine."))))
    save_story(story)
    return story


def without(story: Article, number: int) -> dict[str, Any]:
    blocks = [block for at, block in enumerate(story.body["content"]) if at != number]
    return {**story.body, "content": blocks}


def put_off(story: Article, by: User, number: int) -> None:
    """A change that takes one paragraph out, for an hour later."""
    story.body = without(story, number)
    pending.put_off(
        story, ties=ties_of(story), base_version=story.version,
        due=timezone.now() + timedelta(hours=1), by=by, change=Change(),
    )  # fmt: skip


def test_a_change_that_waits_is_kept_back_where_it_would_empty_the_story() -> None:
    client, user = login()
    story = two_paragraphs()
    put_off(story, user, 0)
    story.body = without(story, 1)
    save_story(story)
    later = timezone.now() + timedelta(hours=2)
    assert pending.apply_all(later) == 0
    assert pending.apply_all(later) == 0
    story.refresh_from_db()
    assert [each["content"][0]["text"] for each in story.body["content"]] == ["Eight."]
    told = story.revisions.filter(action="keep_back")
    assert [each.note for each in told] == ["There is no text."], "once, however often it is due"
    page = client.get(address(story, "waiting")).content.decode()
    assert "There is no text." in page
    assert "kept back" in client.get(address(story)).content.decode()
    assert "a change that was due is kept back" in client.get("/admin/").content.decode()
    shown = {"do": "show", "base_version": story.version}
    answer = client.post(address(story, "waiting"), shown, follow=True).content.decode()
    assert "The change is not shown: There is no text." in answer
    story.refresh_from_db()
    assert pending.is_kept_back(story), "its words wait on"
    story.body = {**story.body, "content": [*story.body["content"], paragraph("Ten.")]}
    save_story(story)
    client.post(address(story, "waiting"), {"do": "show", "base_version": story.version})
    story.refresh_from_db()
    assert [each["content"][0]["text"] for each in story.body["content"]] == ["Ten."]
    assert story.pending is None


@pytest.mark.no_door_guard
def test_readers_get_the_story_as_it_stood_while_a_change_is_kept_back() -> None:
    _client, user = login()
    story = two_paragraphs()
    put_off(story, user, 0)
    story.body = without(story, 1)
    save_story(story)
    waiting = {**(story.pending or {}), "due_at": timezone.now().isoformat()}
    Article.objects.filter(pk=story.pk).update(pending=waiting)
    for _reading in range(2):
        assert b"Eight." in Client().get(story.get_absolute_url()).content
    assert story.revisions.filter(action="keep_back").count() == 1


def made_by_a_reporter_only(story: Article, reporter: User, editor: User) -> None:
    """The reporter's paragraph is all that an editor left."""
    story.body = {**story.body, "content": [*story.body["content"], paragraph("Bought.")]}
    save_story(story, by=reporter)
    story.body = {**story.body, "content": story.body["content"][2:]}
    save_story(story, by=editor)


@pytest.mark.parametrize("dry", [True, False])
def test_undoing_an_account_leaves_a_live_story_that_it_would_empty(dry: bool) -> None:
    reporter, editor = make_user("reporter"), make_user("editor")
    live, draft = two_paragraphs(), two_paragraphs("draft")
    since = timezone.now()
    for story in (live, draft):
        made_by_a_reporter_only(story, reporter, editor)
    done = undo_account(reporter, since, dry=dry)
    assert done.left == [f"story {live.pk} “{live.headline}”: There is no text."]
    assert [pk for pk, _headline in done.joined] == [draft.pk], "readers do not see that one"
    live.refresh_from_db()
    assert live.body["content"][0]["content"][0]["text"] == "Bought."


def test_undoing_an_account_brings_back_a_story_with_the_faults_that_it_had() -> None:
    """A picture without credit keeps no vandal's words before readers."""
    bare = make_picture(alt="A gate", credit="", creator="")
    vandal = make_user("vandal")
    story = make_article(body=validate(document(paragraph("Eight."), figure(bare.pk))))
    save_story(story)
    since = timezone.now()
    story.body = validate(document(paragraph("Bought.")))
    save_story(story, by=vandal)
    assert undo_account(vandal, since).restored == [(story.pk, story.headline)]
    story.refresh_from_db()
    assert story.body["content"][0]["content"][0]["text"] == "Eight."


def test_undoing_an_account_may_bring_back_one_fault_beside_another_that_stands() -> None:
    """Neither is new: the former story had one, and somebody's later text has the other."""
    vandal, other = make_user("vandal"), make_user("other")
    bare, bought = (make_picture(alt="A gate", credit="", creator="") for _number in range(2))
    story = make_article(body=validate(document(paragraph("Eight."), figure(bare.pk))))
    save_story(story)
    since = timezone.now()
    story.body = without(story, 1)
    save_story(story, by=vandal)
    story.body = validate({**story.body, "content": [*story.body["content"], figure(bought.pk)]})
    save_story(story, by=other)
    done = undo_account(vandal, since)
    assert (done.left, done.joined) == ([], [(story.pk, story.headline)])
    story.refresh_from_db()
    assert {each.picture for each in pictures(story.body)} == {bare.pk, bought.pk}


@pytest.mark.parametrize("hidden", [False, True])
def test_the_desk_lists_a_story_once_whatever_it_suffers_from(hidden: bool) -> None:
    client, _user = login()
    bare = make_picture(alt="A gate", credit="", creator="")
    story = make_article(body=validate(document(paragraph("Eight."), figure(bare.pk))))
    save_story(story)
    Article.objects.update(pending={pending.KEPT_BACK: timezone.now().isoformat()})
    if hidden:
        Article.objects.update(visibility=Visibility.HIDDEN)
    shown = client.get("/admin/").context["desk"].problems.stories
    told = ["a change that was due is kept back; lacks a credit"]
    assert [each.faults for each in shown] == ([] if hidden else told)


def test_a_story_that_readers_do_not_see_is_not_asked_after(
    django_assert_num_queries: Any,
) -> None:
    draft = two_paragraphs("draft")
    emptied = Article(pk=draft.pk, visibility=Visibility.HIDDEN)
    live = two_paragraphs()
    gone = Article(pk=live.pk, visibility=Visibility.WITHDRAWN)
    with django_assert_num_queries(0):
        assert broken_by(draft, emptied) == []
        assert broken_by(live, gone) == []
