"""Many stories at once go through the doors of a single one, and what fails is told by headline."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import Article, State, Tombstone
from tests.admin.pages import login
from tests.factories import make_article, make_document, make_person, make_section

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def act(client: Client, action: str, stories: list[Article], **given: Any) -> str:
    posted = {"action": action, "_selected_action": [story.pk for story in stories]}
    if given:
        posted |= {"carry_out": "1", **{f"bulk-{name}": value for name, value in given.items()}}
    return client.post(LIST, posted, follow=True).content.decode()


def test_an_action_asks_first_and_changes_nothing() -> None:
    client, _user = login()
    stories = [make_article("draft") for _number in range(2)]
    said = act(client, "assign_section", stories)
    assert stories[0].headline in said
    assert Article.objects.filter(version=0).count() == 2


@pytest.mark.thorough
def test_a_section_and_a_person_are_given_to_many() -> None:
    client, _user = login()
    section, person = make_section(), make_person("Ana Torres")
    stories = [make_article("draft") for _number in range(3)]
    assert "3 stories changed" in act(client, "assign_section", stories, section=section.pk)
    assert "3 stories changed" in act(client, "add_person", stories, person="ana torres")
    assert "3 were so already" in act(client, "add_person", stories, person="Ana Torres")
    assert "Nobody in the directory" in act(client, "add_person", stories, person="Nobody")
    act(client, "remove_person", stories[:1], person="Ana Torres")
    assert person.mentions.count() == 2
    act(client, "change_indexing", stories, noindex="1")
    assert Article.objects.filter(section=section, noindex=True).count() == 3


def test_each_story_meets_its_own_checks_and_failures_are_named() -> None:
    client, _user = login()
    good = make_article("draft", headline="A good story")
    bad = make_article("draft", headline="<b>A bare story</b>", body=make_document())
    said = act(client, "change_state", [good, bad], move="publish")
    assert "1 story changed" in said
    assert "&lt;b&gt;A bare story" in said
    assert "There is no text" in said
    good.refresh_from_db()
    assert good.state == State.PUBLISHED


def test_withdrawing_many_asks_for_a_reason() -> None:
    client, _user = login()
    stories = [make_article() for _number in range(2)]
    act(client, "withdraw_stories", stories, reason="")
    assert not Tombstone.objects.exists()
    act(client, "withdraw_stories", stories, reason="A court said so.")
    assert Tombstone.objects.count() == 2


def test_a_reporter_changes_no_story_of_others_and_is_offered_no_deletion() -> None:
    client, user = login("Reporter")
    theirs, own = make_article(), make_article("draft", created_by=user)
    page = client.get(LIST).content.decode()
    assert "delete_selected" not in page
    assert "withdraw_stories" not in page
    section = make_section()
    said = act(client, "assign_section", [theirs, own], section=section.pk)
    assert "may not change this story" in said
    assert list(Article.objects.filter(section=section)) == [own]
    act(client, "withdraw_stories", [own], reason="Because")
    act(client, "delete_selected", [own])
    assert Article.objects.count() == 2


def test_the_chosen_stories_are_exported() -> None:
    client, _user = login()
    stories = [make_article("draft") for _number in range(2)]
    make_article()
    posted = {"action": "export_stories", "_selected_action": [story.pk for story in stories]}
    lines = b"".join(client.post(LIST, posted)).decode().splitlines()  # type: ignore[call-overload]
    assert {json.loads(line)["id"] for line in lines} == {story.pk for story in stories}


def test_the_command_looks_at_live_stories_and_fails_on_blocks(
    django_assert_max_num_queries: Any,
) -> None:
    for _number in range(5):
        make_article(people=[make_person()])
    out = io.StringIO()
    with django_assert_max_num_queries(10):
        call_command("check_stories", stdout=out, stderr=io.StringIO())
    assert "people" not in out.getvalue()
    make_article(headline="A bare story", body=make_document())
    make_article("draft", headline="Not looked at", body=make_document())
    out = io.StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("check_stories", "--json", "--blocks", stdout=out)
    assert end.value.code == 1
    told = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [row["headline"] for row in told] == ["A bare story"]
    with pytest.raises(CommandError, match="none called “nowhere”") as wrong:
        call_command("check_stories", "--section", "nowhere")
    assert wrong.value.returncode == 2, "no story of it is not every story in order"
