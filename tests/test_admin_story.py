"""The story form in the admin: finishing an imported story, publishing it, roles, conflicts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from articles.admin.article_saving import FEED_LENGTH
from articles.body.document import document, paragraph
from articles.models import State
from articles.public.feeds import PER_FEED
from tests.admin.pages import address, form_of, login
from tests.factories import make_article, make_person, make_section

pytestmark = pytest.mark.django_db


def test_a_save_says_so_in_one_line_and_stays_with_the_story() -> None:
    client, _user = login()
    story = make_article("draft")
    filters = "?_changelist_filters=state%3Ddraft"
    posted = form_of(story, headline="Words of <today>")
    answer = client.post(address(story) + filters, posted, follow=True)
    assert answer.redirect_chain == [(address(story) + filters, 302)]
    told = [str(message) for message in answer.context["messages"]]
    assert told == ["Saved: “Words of <today>”."]
    assert "Saved: “Words of &lt;today&gt;”." in answer.content.decode()


def test_an_imported_story_is_finished_and_published() -> None:
    client, _user = login()
    story = make_article("draft", headline="Proposed words", headline_proposed=True, section=None)
    section = make_section()
    person = make_person("Ana Torres")
    posted = form_of(
        story,
        headline="A real headline",
        section=section.pk,
        _move="publish",
        **{
            "mentions-TOTAL_FORMS": 1,
            "mentions-0-tag": person.pk,
            "mentions-0-role": "subject",
            "mentions-0-position": 1,
            "mentions-0-content_object": story.pk,
        },
    )
    answer = client.post(address(story), posted)
    assert answer.status_code == 302, answer.context and answer.context["errors"]
    story.refresh_from_db()
    assert (story.state, story.headline_proposed) == (State.PUBLISHED, False)
    assert story.is_published()
    tie = story.mentions.get()
    assert (tie.tag, tie.role, tie.story_published_at) == (person, "subject", story.published_at)
    assert [row.action for row in story.revisions.order_by("number")] == [
        "start",
        "save",
        "publish",
    ]
    page = Client().get(story.get_absolute_url())
    assert b"A real headline" in page.content


def test_after_publishing_the_page_says_where_the_story_is_and_what_is_next() -> None:
    assert FEED_LENGTH == PER_FEED
    client, _user = login()
    story = make_article("draft")
    said = client.post(address(story), form_of(story, _move="publish"), follow=True)
    words = said.content.decode()
    assert "It is in <a href='/feed.rss'>the feed</a>" in words.replace("&#x27;", "'")
    assert "Next: pick what readers may read on." in words
    assert story.headline in Client().get("/feed.rss").content.decode()


def test_what_blocks_is_said_and_the_story_stays() -> None:
    client, _user = login()
    story = make_article("draft", section=None)
    answer = client.post(address(story), form_of(story, _move="publish"), follow=True)
    story.refresh_from_db()
    assert story.state == State.DRAFT
    assert "stands in no section" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "state", "own", "may"),
    [
        ("Reporter", "draft", True, True),
        ("Reporter", "draft", False, False),
        ("Reporter", "published", True, False),
        ("Editor", "draft", False, True),
        ("Publisher", "published", False, True),
        ("Importer", "draft", False, False),
        ("", "draft", True, False),
    ],
)
def test_a_role_may_edit_what_the_policy_says(
    role: str, state: str, *, own: bool, may: bool
) -> None:
    client, user = login(role)
    story = make_article(state, created_by=user if own else None)
    answer = client.post(address(story), form_of(story, headline="Changed by the role"))
    story.refresh_from_db()
    assert (story.headline == "Changed by the role") is may
    refused = answer.status_code == 403 or answer.headers["Location"] == "/admin/"
    assert refused is not may


def test_a_reporter_cannot_publish_by_a_forged_button() -> None:
    client, user = login("Reporter")
    story = make_article("draft", created_by=user)
    client.post(
        address(story), form_of(story, _move="publish", state="published", visibility="public")
    )
    story.refresh_from_db()
    assert (story.state, story.is_published()) == (State.DRAFT, False)


def test_a_forged_pick_tells_a_reporter_no_hidden_headline() -> None:
    client, user = login("Reporter")
    own = make_article("draft", created_by=user)
    hidden = make_article("embargoed", headline="Xanthous secret")
    pick = {
        "picks-TOTAL_FORMS": 1, "picks-0-target": hidden.pk, "picks-0-position": 0,
        "picks-0-article": own.pk,
    }  # fmt: skip
    answer = client.post(address(own), form_of(own, **pick), follow=True)
    assert "Xanthous" not in answer.content.decode()
    assert not own.picks.exists()
    seen = make_article(headline="An open one")
    client.post(address(own), form_of(own, **pick | {"picks-0-target": seen.pk}))
    assert own.picks.get().target == seen


def test_two_who_change_different_things_both_win() -> None:
    client, _user = login()
    story = make_article("draft")
    first = form_of(story, headline="The first editor's headline")
    second = form_of(story, standfirst="The second editor's standfirst.")
    client.post(address(story), first)
    answer = client.post(address(story), second, follow=True)
    story.refresh_from_db()
    assert story.headline == "The first editor's headline"
    assert story.standfirst == "The second editor's standfirst."
    assert "Both changes are kept" in answer.content.decode()


def test_a_forged_body_is_refused_with_its_block_named() -> None:
    client, _user = login()
    story = make_article("draft")
    before = story.body
    evil = document(paragraph("fine"))
    evil["content"].append({"type": "script", "attrs": {"id": "abcdefgh"}})
    answer = client.post(address(story), form_of(story, body=json.dumps(evil)))
    assert answer.status_code == 200
    assert "lock 2" in answer.content.decode()
    story.refresh_from_db()
    assert story.body == before


@pytest.mark.parametrize("path", ["", "articles/article/", "articles/person/", "media/picture/"])
def test_every_list_opens_with_few_queries(path: str, django_assert_max_num_queries: Any) -> None:
    client, _user = login()
    for _number in range(3):
        make_article(people=[make_person()])
    with django_assert_max_num_queries(16):
        assert client.get(f"/admin/{path}").status_code == 200


def test_the_list_costs_the_same_for_one_story_and_twenty(
    django_assert_max_num_queries: Any,
) -> None:
    client, _user = login()
    make_article()
    client.get("/admin/articles/article/")
    with django_assert_max_num_queries(13) as one:
        client.get("/admin/articles/article/")
    for _number in range(20):
        make_article(people=[make_person()])
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get("/admin/articles/article/")
