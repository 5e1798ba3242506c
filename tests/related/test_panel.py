"""The panel of related links in the story's form: suggestions with reasons, bans, warnings, the preview."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, RelatedBan, RelatedClick, RelatedStory
from articles.related.rebuilding import rebuild
from tests.admin.pages import login
from tests.factories import make_article, make_document, make_person, make_section
from tests.related.stories import make_library

pytestmark = pytest.mark.django_db


def ask(client: Client, view: str, /, **values: Any) -> Any:
    return client.post(
        f"/admin/articles/article/related/{view}/",
        json.dumps(values),
        content_type="application/json",
    )


def told(client: Client, **values: Any) -> dict[str, Any]:
    answer = ask(client, "suggest", **values)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def typed(article: Article, **changes: Any) -> dict[str, Any]:
    """What the panel sends of a story as its form has it."""
    return {
        "article": article.pk,
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": article.body,
        "section": str(article.section_id),
        **changes,
    }


@pytest.fixture
def library() -> dict[str, Article]:
    stories = make_library()
    rebuild()
    return stories


def test_the_machine_says_what_it_would_add_and_why(library: dict[str, Article]) -> None:
    client, _user = login("Editor")
    found = told(client, **typed(library["strike"]))["suggestions"]
    assert found[0]["headline"] == "strike ends"
    assert found[0]["live"] is True
    assert "deckhands" in found[0]["why"]
    assert "strike" not in [each["headline"] for each in found]


def test_a_story_that_was_never_saved_gets_suggestions(library: dict[str, Article]) -> None:
    client, _user = login("Editor")
    text = "Drones followed the whale; marine biologists said it left the estuary by the bridge."
    found = told(client, headline="Whale again", body=make_document(text), section="")
    assert {each["headline"] for each in found["suggestions"][:2]} == {"whale", "whale leaves"}
    assert not Article.objects.filter(headline="Whale again").exists()


def test_suggestions_of_the_form_are_what_saving_stores(library: dict[str, Article]) -> None:
    client, _user = login("Editor")
    for story in library.values():
        shown = [each["id"] for each in told(client, **typed(story))["suggestions"]]
        rows = RelatedStory.objects.filter(article=story).order_by("rank")
        assert shown == list(rows.values_list("other", flat=True))


def test_people_in_the_form_count_before_they_are_saved(library: dict[str, Article]) -> None:
    client, _user = login("Editor")
    person = make_person("Ivo Marchetti")
    for name in ("museum", "budget"):
        library[name].mentions.create(tag=person)
    rebuild()
    body = make_document("Nothing of it was ever told here before.")
    found = told(client, headline="New", body=body, section="", people=[person.pk])
    assert {each["headline"] for each in found["suggestions"]} == {"museum", "budget"}
    assert "Ivo Marchetti" in found["suggestions"][0]["why"]


def test_hiding_holds_both_ways_and_can_be_taken_back(library: dict[str, Article]) -> None:
    client, _user = login("Editor")
    one, other = library["strike"], library["strike-ends"]
    assert ask(client, "ban", article=one.pk, other=other.pk).json() == {}
    assert not RelatedStory.objects.filter(article=one, other=other).exists()
    assert not RelatedStory.objects.filter(article=other, other=one).exists()
    found = told(client, **typed(other))
    assert [card["id"] for card in found["hidden"]] == [one.pk]
    assert one.pk not in [card["id"] for card in found["suggestions"]]
    ask(client, "ban", article=other.pk, other=one.pk)
    assert RelatedBan.objects.count() == 1
    ask(client, "ban", article=other.pk, other=one.pk, undo=True)
    assert RelatedStory.objects.filter(article=one, other=other).exists()
    assert RelatedStory.objects.filter(article=other, other=one).exists()


def test_a_pick_that_is_not_live_is_warned_about(library: dict[str, Article]) -> None:
    client, _user = login("Editor")
    draft = make_article("draft", headline="Still a draft")
    later = make_article("scheduled", headline="Comes later")
    picks = [{"target": str(draft.pk)}, {"target": str(later.pk)}]
    found = told(client, **typed(library["strike"], picks=picks))
    assert found["picks"][str(draft.pk)]["warning"].startswith("Not live")
    assert "from" in found["picks"][str(later.pk)]["warning"]
    assert [card["headline"] for card in found["preview"]["cards"]] != ["Still a draft"]


def test_the_preview_is_the_widget_of_the_form_as_it_stands(library: dict[str, Article]) -> None:
    client, _user = login("Editor")
    picks = [
        {"target": str(library["museum"].pk)},
        {"target": "", "url": "https://harbor.example/", "headline": "The harbor's own page"},
    ]
    preview = told(client, **typed(library["strike"], picks=picks))["preview"]
    assert preview["heading"] == "More on this story"
    assert preview["cards"][0]["headline"] == "museum"
    assert "The harbor's own page" in [card["headline"] for card in preview["cards"]]


def test_clicks_stand_beside_the_reason(library: dict[str, Article]) -> None:
    client, _user = login("Editor")
    one, other = library["strike"], library["strike-ends"]
    RelatedClick.objects.create(article=one, other=other, clicks=7)
    found = told(client, **typed(one))["suggestions"]
    assert found[0]["clicks"] == 7


def test_a_story_out_of_sight_is_not_suggested(library: dict[str, Article]) -> None:
    client, user = login("Reporter")
    mine = make_article("draft", headline="Mine", created_by=user, section=make_section())
    Article.objects.filter(pk=library["strike-ends"].pk).update(
        embargo_until=timezone.now() + timedelta(days=1)
    )
    found = told(client, **(typed(library["strike"]) | {"article": mine.pk}))
    shown = {card["headline"] for card in found["suggestions"]}
    assert "strike ends" not in shown
    assert ask(client, "ban", article=mine.pk, other=library["strike-ends"].pk).json()["error"]


@pytest.mark.parametrize(
    "asked",
    [
        {"body": {"type": "doc", "content": "no"}, "people": ["x", None, 10**30], "picks": "no"},
        {"body": None, "section": "0x", "topics": {"a": 1}, "picks": [None, {"target": []}]},
        {"headline": "x" * 100_000, "picks": [{"url": 7}] * 100},
    ],
)
def test_what_no_form_sends_breaks_nothing(asked: dict[str, Any]) -> None:
    client, _user = login("Editor")
    assert told(client, **asked)["suggestions"] == []


def test_whoever_may_not_edit_is_refused(library: dict[str, Article]) -> None:
    client, _user = login("")
    assert ask(client, "suggest", **typed(library["strike"])).status_code == 403
    one, other = library["strike"].pk, library["whale"].pk
    assert ask(client, "ban", article=one, other=other).status_code == 403


def test_the_panel_costs_a_fixed_number_of_queries(
    library: dict[str, Article], django_assert_max_num_queries: Any
) -> None:
    client, _user = login("Editor")
    asked = typed(library["strike"], picks=[{"target": str(library["museum"].pk)}])
    with django_assert_max_num_queries(26):
        ask(client, "suggest", **asked)


def test_the_form_shows_the_panel(library: dict[str, Article]) -> None:
    client, _user = login("Editor")
    page = client.get(f"/admin/articles/article/{library['strike'].pk}/change/").content.decode()
    assert "data-related-panel" in page
    assert "articles/related.js" in page
