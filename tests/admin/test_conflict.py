"""The page after a clash carries everything along, and one click settles it; no script needed."""

from __future__ import annotations

import json

import pytest
from lxml import html

from articles.body.words import plain_text
from articles.models import Article, Draft
from articles.people.merge import merge
from articles.publishing.saving import save_story
from articles.publishing.snapshots import PersonTie, Ties
from tests.admin.pages import address, fields_on, form_of, login
from tests.factories import make_article, make_document, make_person

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/add/"


def clashing_story() -> tuple[Article, dict[str, object]]:
    """A story that somebody saved after our form was opened, and what our form posts."""
    story = make_article("draft", body=make_document("One line.", "Another line."))
    save_story(story)
    body = json.loads(json.dumps(story.body))
    body["content"][0]["content"][0]["text"] = "My <b>own</b> line."
    mine = form_of(
        story, headline="My headline", standfirst="My standfirst.", body=json.dumps(body)
    )
    other = Article.objects.get(pk=story.pk)
    other.headline = "Their headline"
    other.kicker = "Their kicker"
    theirs = json.loads(json.dumps(other.body))
    theirs["content"][0]["content"][0]["text"] = "Their line."
    theirs["content"][1]["content"][0]["text"] = "Their other line."
    other.body = theirs
    save_story(other)
    return story, mine


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("button", "headline", "line"),
    [
        ({"choose_all": "mine"}, "My headline", "My <b>own</b> line."),
        ({"choose_all": "theirs"}, "Their headline", "Their line."),
        ({}, "My headline", "My <b>own</b> line."),
    ],
)
def test_both_texts_stand_side_by_side_and_one_click_saves(
    button: dict[str, str], headline: str, line: str
) -> None:
    client, _user = login()
    story, mine = clashing_story()
    page = client.post(address(story), mine)
    assert page.status_code == 409
    said = page.content.decode()
    assert "My &lt;b&gt;own&lt;/b&gt;" in said, "escaped"
    for words in ("Their", "My", "My standfirst."):
        assert words in said
    story.refresh_from_db()
    assert story.headline == "Their headline", "nothing was written"
    answer = client.post(address(story), {**fields_on(page.content), **button})
    assert answer.status_code == 302
    story.refresh_from_db()
    lines = plain_text(story.body)
    assert (story.headline, story.kicker) == (headline, "Their kicker")
    assert story.standfirst == "My standfirst."
    assert line in lines
    assert "Their other line." in lines


def test_a_third_save_behind_the_page_is_shown_too() -> None:
    client, _user = login()
    story, mine = clashing_story()
    page = client.post(address(story), mine)
    third = Article.objects.get(pk=story.pk)
    third.headline = "A third headline"
    save_story(third)
    again = client.post(address(story), fields_on(page.content))
    assert again.status_code == 409
    assert "third" in again.content.decode()
    assert client.post(address(story), fields_on(again.content)).status_code == 302


def test_a_form_from_before_somebody_tagged_people_is_saved_with_theirs() -> None:
    client, _user = login()
    first, second, third = (make_person() for _number in range(3))
    story = make_article("draft")
    save_story(story, ties=Ties(people=[PersonTie(first.pk), PersonTie(second.pk)]))
    rows = list(story.mentions.order_by("position"))
    posted = form_of(story, headline="New words")
    for number, row in enumerate(rows):
        posted |= {
            f"mentions-{number}-id": row.pk,
            f"mentions-{number}-tag": row.tag_id,
            f"mentions-{number}-role": row.role,
            f"mentions-{number}-position": number,
            f"mentions-{number}-content_object": story.pk,
        }
    posted |= {"mentions-TOTAL_FORMS": 2, "mentions-INITIAL_FORMS": 2}
    save_story(
        Article.objects.get(pk=story.pk),
        ties=Ties(people=[PersonTie(third.pk), PersonTie(first.pk)]),
    )
    answer = client.post(address(story), posted)
    assert answer.status_code == 302, answer.context and answer.context["errors"]
    story.refresh_from_db()
    assert story.headline == "New words"
    assert {tie.tag_id for tie in story.mentions.all()} == {first.pk, third.pk}


def test_who_was_merged_while_the_form_was_open_is_saved_as_who_stays() -> None:
    client, _user = login()
    kept, merged, gone = (make_person() for _number in range(3))
    story = make_article("draft")
    posted = form_of(story, headline="New words")
    for number, person in enumerate((merged, gone)):
        posted |= {
            f"mentions-{number}-id": "",
            f"mentions-{number}-tag": person.pk,
            f"mentions-{number}-role": "mentioned",
            f"mentions-{number}-position": number,
        }
    posted["mentions-TOTAL_FORMS"] = 2
    merge(kept, merged)
    gone.delete()
    refused = client.post(address(story), posted)
    assert "not there any more" in refused.content.decode(), "nobody is left out in silence"
    posted["mentions-TOTAL_FORMS"] = 1
    assert client.post(address(story), posted).status_code == 302
    story.refresh_from_db()
    assert story.headline == "New words"
    assert [tie.tag_id for tie in story.mentions.all()] == [kept.pk]


def test_words_for_a_story_that_was_deleted_meanwhile_become_a_new_one() -> None:
    client, user = login()
    person = make_person()
    story = make_article("draft", body=make_document("One line."))
    save_story(story, ties=Ties(people=[PersonTie(person.pk)]))
    tie = story.mentions.get()
    posted = form_of(story, headline="My words", _form_key="f-1") | {
        "mentions-TOTAL_FORMS": 1,
        "mentions-INITIAL_FORMS": 1,
        "mentions-0-id": tie.pk,
        "mentions-0-tag": person.pk,
        "mentions-0-role": tie.role,
        "mentions-0-position": 0,
        "mentions-0-content_object": story.pk,
    }
    change, draft = address(story), address(story, "draft")
    Article.objects.all().delete()
    told = client.get(draft).json()
    assert told["user"] == user.get_username(), "the script may send the form"
    kept = {"id": "f-1", "base_version": 1, "form": {"fields": {"headline": "My words"}}}
    assert client.post(draft, kept, content_type="application/json").status_code == 200
    assert Draft.objects.get().article is None
    page = client.post(change, posted)
    assert page.status_code == 200
    assert not Article.objects.exists()
    assert "Somebody deleted this story" in page.content.decode()
    form = "//form[@id='article_form']"
    assert html.fromstring(page.content).xpath(f"{form}/@action") == [NEW]
    shown = {name: values[-1] for name, values in fields_on(page.content, form).items()}
    chosen = {
        each.get("name"): each.xpath("string(option[@selected]/@value)")
        for each in html.fromstring(page.content).xpath(f"{form}//select[@name]")
    }
    answer = client.post(NEW, {**shown, **chosen, "_goes_on_from": "f-1"})
    assert answer.status_code == 302, answer.context["errors"]
    made = Article.objects.get()
    assert (made.headline, plain_text(made.body)) == ("My words", "One line.")
    assert made.mentions.get().tag == person
    assert not Draft.objects.exists()


def test_a_story_that_the_asker_may_not_see_is_not_taken_for_deleted() -> None:
    client, _user = login("Reporter")
    story = make_article("draft")
    answer = client.post(address(story), form_of(story, headline="Mine"))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert client.get(address(story, "draft")).status_code == 403


def test_who_writes_no_new_story_learns_nothing_of_one_that_is_gone() -> None:
    client, _user = login("Picture editor")
    for page in ("draft", "presence"):
        assert client.get(f"/admin/articles/article/999/{page}/").status_code == 403
