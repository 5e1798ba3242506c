"""Links kept right on both sides, whatever happens to stories, tags, people, picks and bans."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import (
    Article,
    PersonMention,
    RelatedBan,
    RelatedPick,
    RelatedStory,
    Sketch,
    State,
    StoryTerm,
    Term,
    Visibility,
)
from articles.people.merge import merge
from articles.publishing.people import people_changed
from articles.publishing.saving import save_story
from articles.publishing.snapshots import PersonTie, PickTie, Ties
from articles.related.indexing import library_size
from articles.related.keeping import ban, follow, unban
from articles.related.printing import printed
from articles.related.rebuilding import rebuild
from tests.factories import make_article, make_person, make_section, make_topic
from tests.related.lists import all_lists, others
from tests.related.stories import TEXTS, body, make_library

pytestmark = pytest.mark.django_db


def test_the_second_story_of_an_event_finds_the_first_before_anything_is_rebuilt() -> None:
    section = make_section()
    make_library()
    rebuild()
    first = make_article(
        headline="Zeppelin seen", section=section, body=body("A zeppelin moored at Quarrystead.")
    )
    follow(first)
    second = make_article(
        headline="Crowd gathers",
        section=section,
        body=body("Hundreds came to Quarrystead to see the zeppelin leave its mast."),
    )
    follow(second)
    assert others(second)[0] == "Zeppelin seen"
    assert others(first)[0] == "Crowd gathers"


def test_a_corrected_text_changes_both_sides(library: dict[str, Article]) -> None:
    story = library["museum"]
    story.body = body(TEXTS["whale"].replace("crowds", "families") + " It swam on.")
    save_story(story)
    assert {"whale", "whale leaves"} & set(others(story))
    assert "museum" in others(library["whale-leaves"])


def test_a_tag_given_later_ties_stories_and_taken_off_parts_them(
    library: dict[str, Article],
) -> None:
    person = make_person("Ivo Marchetti")
    for name in ("museum", "budget"):
        save_story(library[name], ties=Ties(people=[PersonTie(person.pk, "mentioned")]))
    save_story(library["museum"], note="again")
    assert "budget" in others(library["museum"])
    assert "museum" in others(library["budget"])
    assert Term.objects.get(word=f"@{person.pk}").df == 2
    save_story(library["museum"], ties=Ties(people=[]))
    assert "budget" not in others(library["museum"])
    assert "museum" not in others(library["budget"])
    assert Term.objects.get(word=f"@{person.pk}").df == 1


def test_saving_again_changes_no_weights(library: dict[str, Article]) -> None:
    person, topic = make_person("Ivo Marchetti"), make_topic("Harbor")
    for name in ("strike", "whale"):
        PersonMention.objects.create(content_object=library[name], tag=person)
        library[name].topic_ties.create(topic=topic)
    rebuild()
    before = all_lists()
    weights = sorted(StoryTerm.objects.values_list("article", "term__word", "weight"))
    terms: list[str] = []

    def listening(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "articles_term" in sql:
            terms.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listening):
        for story in library.values():
            follow(story)
    locks = [sql for sql in terms if '"word" = %s' in sql]
    turns = len(library) if connection.vendor == "postgresql" else 0
    assert len(locks) == turns, "one row says whose turn it is"
    others = [sql for sql in terms if sql not in locks]
    assert not [sql for sql in others if "FOR NO KEY" in sql or not sql.startswith("SELECT")]
    assert all_lists() == before
    assert sorted(StoryTerm.objects.values_list("article", "term__word", "weight")) == weights


@pytest.mark.parametrize(
    ("state", "visibility"),
    [(State.DRAFT, Visibility.HIDDEN), (State.WITHDRAWN, Visibility.WITHDRAWN)],
)
def test_a_story_taken_down_is_in_no_list_and_comes_back(
    library: dict[str, Article], state: State, visibility: Visibility
) -> None:
    story = library["strike"]
    was = all_lists()["strike ends"]
    size = library_size()
    story.state, story.visibility = state, visibility
    save_story(story)
    assert not RelatedStory.objects.filter(other=story).exists()
    assert not RelatedStory.objects.filter(article=story).exists()
    assert not Sketch.objects.filter(article=story).exists()
    assert library_size() == size - 1
    story.state, story.visibility = State.PUBLISHED, Visibility.PUBLIC
    save_story(story)
    assert [other for other, _score in all_lists()["strike ends"]] == [name for name, _s in was]
    assert library_size() == size


def test_merged_people_tie_their_stories(library: dict[str, Article]) -> None:
    one, two = make_person("Ivo Marchetti"), make_person("I. Marchetti")
    PersonMention.objects.create(content_object=library["museum"], tag=one)
    PersonMention.objects.create(content_object=library["budget"], tag=two)
    rebuild()
    assert "budget" not in others(library["museum"])
    _entry, touched = merge(one, two)
    people_changed(touched)
    assert "budget" in others(library["museum"])
    assert "museum" in others(library["budget"])


def test_bans_hold_both_ways_through_saves_and_rebuilds(library: dict[str, Article]) -> None:
    one, other = library["strike"], library["strike-ends"]
    ban(one, other)
    ban(other, one)
    assert RelatedBan.objects.count() == 1
    for story in (one, other):
        save_story(story)
    rebuild()
    assert "strike ends" not in others(one)
    assert "strike" not in others(other)
    unban(other, one)
    assert others(one)[0] == "strike ends"
    assert others(other)[0] == "strike"


def test_two_new_stories_in_one_batch_meet_in_each_other_and_in_old_lists(
    library: dict[str, Article],
) -> None:
    section = library["strike"].section
    new = [
        make_article(headline=name, section=section, standfirst="", body=body(text))
        for name, text in {
            "Deckhands vote": "Deckhands of the ferry union vote on overtime wages, crews said.",
            "Harbor waits": "The harbor waits for the ferry union's vote on wages, a pilot said.",
        }.items()
    ]
    follow(*new)
    assert "Harbor waits" in others(new[0])
    assert "Deckhands vote" in others(new[1])
    assert "Deckhands vote" in others(library["strike"])
    ranks = RelatedStory.objects.filter(article=library["strike"]).values_list("rank", flat=True)
    assert sorted(ranks) == list(range(1, len(ranks) + 1))


def test_of_two_copies_the_newest_is_linked(library: dict[str, Article]) -> None:
    text = "Ferry crews vote on wages again; the union and the operator meet at the harbor at nine."
    old, new = (
        make_article(
            headline=f"Vote {age}",
            section=library["strike"].section,
            standfirst="",
            body=body(text),
            published_at=timezone.now() - timedelta(hours=age),
        )
        for age in (9, 1)
    )
    for way in (rebuild, lambda: follow(old), lambda: follow(new)):
        way()
        assert "Vote 1" in others(library["strike"])
        assert "Vote 9" not in others(library["strike"])
        assert "Vote 9" not in others(new)


def test_a_cycle_of_picks_and_a_withdrawn_pick_leave_the_machine_alone(
    library: dict[str, Article],
) -> None:
    one, two = library["strike"], library["whale"]
    save_story(one, ties=Ties(picks=[PickTie(target=two.pk)]))
    save_story(two, ties=Ties(picks=[PickTie(target=one.pk)]))
    before = all_lists()
    two.state, two.visibility = State.WITHDRAWN, Visibility.WITHDRAWN
    save_story(two)
    assert RelatedPick.objects.filter(article=one, target=two).exists()
    assert set(all_lists()) == set(before) - {"whale", "whale leaves"}


def test_half_lives_are_those_of_the_list_s_own_section() -> None:
    fast, slow = make_section(half_life_days=1), make_section(half_life_days=None)
    text = TEXTS["strike"]
    old = make_article(
        headline="Old",
        section=slow,
        body=body(text),
        standfirst="",
        published_at=timezone.now() - timedelta(days=400),
    )
    new = make_article(headline="New", section=fast, body=body(TEXTS["strike-ends"]), standfirst="")
    make_article(headline="Filler", section=slow, body=body(TEXTS["whale"]), standfirst="")
    follow(old)
    follow(new)
    fresh = RelatedStory.objects.get(article=old, other=new).score
    faded = RelatedStory.objects.get(article=new, other=old).score
    assert faded == pytest.approx(fresh / 2, abs=0.01)


def test_an_age_window_holds_for_the_lists_of_its_own_section(library: dict[str, Article]) -> None:
    near = make_section(related_within_days=30)
    old, new = library["strike"], library["strike-ends"]
    Article.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=31))
    Article.objects.filter(pk=new.pk).update(section=near)
    rebuild()
    printed_for_new = {row["id"]: row["related"] for row in printed()}[new.pk]
    assert old.headline not in others(new)
    assert old.pk not in [link["id"] for link in printed_for_new]
    assert new.headline in others(old)
    Article.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=29))
    for story in Article.objects.filter(pk__in=[old.pk, new.pk]):
        follow(story)
    assert others(new)[0] == old.headline
