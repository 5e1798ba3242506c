"""Versions: one for each save, told apart by words, compared, restored as new ones, named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Revision
from articles.publishing.saving import save_story
from articles.publishing.snapshots import PersonTie, Ties
from tests.admin.pages import address, form_of, login
from tests.factories import make_article, make_document, make_person

pytestmark = pytest.mark.django_db


def compare_of(story: Article, old: int, new: int) -> str:
    return f"{address(story, 'history')}compare/?old={old}&new={new}"


def test_each_save_is_one_version_and_at_most_two_writes() -> None:
    client, user = login()
    story = make_article("draft")
    written = story.saved_at
    for number in range(3):
        story.refresh_from_db()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.post(address(story), form_of(story, headline=f"Take {number}"))
        writes = [
            query["sql"]
            for query in asked.captured_queries
            if "articles_revision" in query["sql"] and not query["sql"].startswith("SELECT")
        ]
        assert len(writes) <= 2
    versions = list(story.revisions.order_by("number"))
    assert [row.action for row in versions] == ["start"] + ["save"] * 3
    assert versions[0].made_at == written, "when it was written, and not when somebody saved next"
    assert versions[1].made_at > written
    type(user).objects.filter(pk=user.pk).update(first_name="Zenobia")
    said = client.get(address(story, "history")).content.decode()
    assert said.count(">Zenobia</td>") == 3, "by the name that colleagues use"


@pytest.mark.thorough
def test_200_versions_of_a_long_story_are_listed_in_under_six_queries() -> None:
    client, user = login("")
    user.is_superuser = True
    user.save()
    text = " ".join(f"word{n}" for n in range(60))
    story = make_article("draft", body=make_document(*[text] * 50))
    snapshot = {"body": story.body, "headline": story.headline}
    Revision.objects.bulk_create(
        Revision(article=story, number=n, action="save", snapshot=snapshot, words_added=n)
        for n in range(200)
    )
    client.get("/admin/password_change/done/")  # the session notes that somebody is there
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address(story, "history"))
    assert page.status_code == 200
    assert len(asked) < 6, [query["sql"][:90] for query in asked]
    assert page.content.count(b'name="old"') == 200
    assert len(page.content) < 400_000


def test_two_versions_are_compared_word_by_word_and_escaped() -> None:
    client, _user = login()
    ana = make_person("Ana Torres")
    story = make_article("draft", headline="Old words", body=make_document("The tram came late."))
    save_story(story, ties=Ties(people=[]))
    body = json.loads(json.dumps(story.body))
    body["content"][0]["content"][0]["text"] = "The <script> tram came early."
    story.headline, story.body = "New words", body
    save_story(story, ties=Ties(people=[PersonTie(ana.pk)]))
    said = client.get(compare_of(story, 2, 1)).content.decode()
    assert "<del>Old</del><ins>New</ins>" in said
    assert "<del>late</del><ins>early</ins>" in said
    assert "<script> tram" not in said
    assert "Ana Torres (mentioned)" in said
    assert client.get(compare_of(story, 1, 9)).status_code == 404
    assert client.get(compare_of(story, 1, 1) + "x").status_code == 404
    assert client.get(f"{address(story, 'history')}compare/").status_code == 404


def test_a_snapshot_with_names_that_are_gone_can_still_be_read() -> None:
    client, _user = login()
    story = make_article("draft")
    save_story(story)
    row = story.revisions.get(number=1)
    row.snapshot |= {"old_name_of_a_field": "what it held"}
    del row.snapshot["byline"]
    row.save()
    story.headline = "Another"
    save_story(story)
    said = client.get(compare_of(story, 1, 2)).content.decode()
    assert "Old name of a field" in said


def test_restoring_makes_a_new_version_and_takes_words_only() -> None:
    client, _user = login()
    story = make_article("draft", headline="First words")
    save_story(story)
    story.headline = "Second words"
    save_story(story)
    posted: dict[str, Any] = {"number": 1, "base_version": 2}
    client.post(f"{address(story, 'history')}restore/", posted)
    story.refresh_from_db()
    assert (story.headline, story.version) == ("First words", 3)
    assert story.revisions.first().action == "restore"  # type: ignore[union-attr]
    answer = client.post(f"{address(story, 'history')}restore/", posted, follow=True)
    assert "Somebody saved the story meanwhile" in answer.content.decode()
    assert story.revisions.count() == 4


def test_a_version_gets_a_name() -> None:
    client, _user = login()
    story = make_article("draft")
    save_story(story)
    client.post(
        f"{address(story, 'history')}name/", {"number": 1, "name": "As sent  to the lawyer"}
    )
    assert "As sent to the lawyer" in client.get(address(story, "history")).content.decode()


@pytest.mark.parametrize("page", ["", "compare/?old=1&new=1", "restore/", "name/"])
def test_versions_of_others_are_closed_to_a_reporter(page: str) -> None:
    client, _user = login("Reporter")
    story = make_article("draft")
    save_story(story)
    for answer in (
        client.get(address(story, "history") + page),
        client.post(address(story, "history") + page, {"number": 1}),
    ):
        assert answer.status_code == 403
