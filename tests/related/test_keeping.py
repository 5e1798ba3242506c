"""Links kept right on both sides, whatever happens to stories, tags, people, picks and bans."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.body.document import document, paragraph
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
from articles.related import indexing, nearness, rebuilding
from articles.related import library as library_of_all
from articles.related.indexing import library_size
from articles.related.keeping import ban, follow, unban
from articles.related.ranking import KEPT
from articles.related.rebuilding import catch_up, rebuild
from tests.factories import make_article, make_person, make_section, make_topic
from tests.related.stories import TEXTS, body, make_library

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> dict[str, Article]:
    stories = make_library()
    rebuild()
    return stories


def others(article: Article) -> list[str]:
    rows = RelatedStory.objects.filter(article=article).order_by("rank").select_related("other")
    return [row.other.headline for row in rows]


def all_lists() -> dict[str, list[tuple[str, float]]]:
    rows = RelatedStory.objects.order_by("article", "rank").select_related("article", "other")
    told: dict[str, list[tuple[str, float]]] = {}
    for row in rows:
        told.setdefault(row.article.headline, []).append((row.other.headline, round(row.score, 3)))
    return told


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


def test_a_library_grown_story_by_story_comes_out_as_one_rebuilt() -> None:
    section = make_section()
    for name, text in TEXTS.items():
        follow(make_article(headline=name, section=section, standfirst="", body=body(text)))
    for _again in range(2):
        for story in Article.objects.order_by("pk"):
            follow(story)
    grown = all_lists()
    rebuild()
    rebuilt = all_lists()
    assert {name: [other for other, _score in links] for name, links in grown.items()} == {
        name: [other for other, _score in links] for name, links in rebuilt.items()
    }


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
    locks = [sql for sql in terms if '"word" IN (%s)' in sql]
    assert len(locks) == len(library), "one row says whose turn it is"
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


def test_a_term_on_every_story_an_empty_one_and_200000_words_link_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nearness, "COMMON_FROM", 20)
    section = make_section()
    same = "The very same words stand on every single one of these stories about the harbor."
    stories = [
        make_article(headline=f"Copy {n}", section=section, standfirst="", body=body(same))
        for n in range(40)
    ]
    empty = make_article(headline="…", standfirst="", body={"type": "doc", "content": []})
    long = make_article(
        headline="Long", section=section, body=document(*[paragraph("harbor pilot " * 5000)] * 20)
    )
    rebuild()
    follow(stories[0], empty, long)
    catch_up()
    assert not RelatedStory.objects.filter(article=stories[0], other__in=stories).exists()
    assert RelatedStory.objects.filter(article=long).count() <= KEPT
    assert library_size() == 42


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


def test_a_rebuild_goes_on_where_it_broke_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_library()
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    marks = tmp_path / "marks.json"
    steps: list[tuple[str, int]] = []

    def stop_at(what: str, done: int, total: int) -> None:
        steps.append((what, done))
        if (what, done) == (rebuilding.LINKING, 2):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(stop_at, marks=marks)
    told = json.loads(marks.read_text())
    assert told["step"] == rebuilding.LINKING
    steps.clear()
    rebuild(lambda what, done, total: steps.append((what, done)), marks=marks)
    assert steps == [(rebuilding.LINKING, 4), (rebuilding.LINKING, 6)]
    assert not marks.exists()
    resumed = all_lists()
    rebuild()
    assert all_lists() == resumed


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_rebuild_lets_savers_in_between_all_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever saves holds the row of every story: it is free whenever a step is told."""
    make_library()
    rebuild()
    counts = dict(Term.objects.values_list("word", "df"))
    Term.objects.exclude(word="").filter(df__gt=1).update(df=7)
    for name in ("BATCH", "PORTION"):
        monkeypatch.setattr(rebuilding, name, 2)
    steps: list[str] = []

    def other_saver(step: str) -> None:
        steps.append(step)
        try:
            with transaction.atomic():
                Term.objects.select_for_update(nowait=True).get(word="")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as saver:
        rebuild(lambda step, *_: saver.submit(other_saver, step).result())
    wanted = [rebuilding.COUNTING, rebuilding.WEIGHING, rebuilding.SIGNING, rebuilding.LINKING]
    assert list(dict.fromkeys(steps)) == wanted
    assert dict(Term.objects.values_list("word", "df")) == counts


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_signatures_are_read_and_written_under_the_lock_of_savers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A story saved between the two had its terms twice, and the rebuild died of it."""
    make_library()
    held: list[bool] = []
    read = indexing._stored

    def is_held() -> bool:
        try:
            with transaction.atomic():
                Term.objects.select_for_update(nowait=True).get(word="")
        except OperationalError:
            return True
        finally:
            connection.close()
        return False

    def stored(stories: Any) -> Any:
        found = read(stories)
        held.append(saver.submit(is_held).result())
        return found

    monkeypatch.setattr(indexing, "_stored", stored)
    with ThreadPoolExecutor(1) as saver:
        rebuild()
    assert held == [True]


def test_a_save_beside_a_rebuild_that_signs_the_story_first_keeps_one_of_each_term(
    library: dict[str, Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a story that an import brought: who saves it reads no terms, and then they are there."""
    story = library["whale"]
    terms = set(StoryTerm.objects.filter(article=story).values_list("term", flat=True))
    monkeypatch.setattr(indexing, "_standing", lambda _stories: {})
    follow(story)
    assert set(StoryTerm.objects.filter(article=story).values_list("term", flat=True)) == terms


@pytest.mark.parametrize(
    ("size", "count", "is_whole"),
    [(0, 30, True), (100, 20, False), (200, 21, True), (9_000, 4_500, False), (9_000, 4_501, True)],
)
def test_a_large_library_is_linked_anew_only_where_that_costs_no_more(
    monkeypatch: pytest.MonkeyPatch, size: int, count: int, *, is_whole: bool
) -> None:
    done: list[str] = []
    monkeypatch.setattr(rebuilding, "library_size", lambda: size)
    monkeypatch.setattr(rebuilding, "rebuild", lambda *_, **__: done.append("whole"))
    monkeypatch.setattr(rebuilding, "_follow_waiting", lambda *_: done.append("new ones"))
    monkeypatch.setattr(QuerySet, "count", lambda _waiting: count)
    catch_up()
    assert done == ["whole" if is_whole else "new ones"]


def told_lists() -> list[Any]:
    rows = RelatedStory.objects.order_by("article", "rank")
    return list(rows.values_list("article", "other", "rank", "score", "why"))


def test_a_library_too_large_for_memory_is_linked_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies, twin headlines and a story that goes while the others are linked are the same, too."""
    stories = make_library()
    section = stories["whale"].section
    for name in ("strike", "whale"):
        make_article(
            headline=f"{name} again", section=section, body=body(TEXTS[name] + " So it is.")
        )
    make_article(headline="whale", section=section, body=body("Harbor pilots saw a whale at dawn."))
    rebuild()
    held = told_lists()
    assert len(held) > 10
    monkeypatch.setattr(library_of_all, "MOST_HELD", 0)
    monkeypatch.setattr(rebuilding, "MOST_WORDS", 0)
    assert library_of_all.whole_library() is None
    rebuild()
    assert told_lists() == held


def test_a_story_that_goes_while_all_is_linked_is_in_no_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stories = make_library()
    monkeypatch.setattr(rebuilding, "BATCH", 2)

    def withdraw_whale(what: str, done: int, total: int) -> None:
        if (what, done) == (rebuilding.LINKING, 2):
            Article.objects.filter(pk=stories["whale"].pk).update(visibility=Visibility.HIDDEN)
            Article.objects.filter(pk=stories["museum"].pk).delete()

    rebuild(withdraw_whale)
    assert "whale" not in others(stories["whale-leaves"])
    assert not RelatedStory.objects.filter(article=stories["whale"]).exists()


def synthetic_library(count: int) -> None:
    """Stories of made-up words, drawn the same on every machine."""
    generator = random.Random(41)
    section = make_section(half_life_days=30)
    people = [make_person(f"Person Number{n}") for n in range(12)]
    moment = timezone.now().replace(microsecond=0) - timedelta(days=200)
    for number in range(count):
        event = number % 15
        words = [f"event{chr(97 + event)}{chr(97 + generator.randrange(12))}" for _n in range(20)]
        words += [f"common{chr(97 + generator.randrange(26))}" for _n in range(40)]
        generator.shuffle(words)
        article = make_article(
            headline=f"Story {number}",
            standfirst="",
            section=section,
            body=body(" ".join(words)),
            published_at=moment + timedelta(hours=number * 7),
        )
        for person in sorted({generator.randrange(12) for _n in range(2)}):
            PersonMention.objects.create(content_object=article, tag=people[person])


DIGEST = "70f2000ab18815e9"
"""Of all lists of the synthetic library; the same on SQLite and on PostgreSQL."""


def test_both_databases_give_the_same_lists() -> None:
    synthetic_library(90)
    rebuild()
    for story in Article.objects.order_by("pk")[:5]:
        follow(story)
    told: list[Any] = [
        [row.article.headline, row.other.headline, round(row.score, 3), row.why["terms"]]
        for row in RelatedStory.objects.order_by("article", "rank").select_related(
            "article", "other"
        )
    ]
    assert len(told) > 400
    assert sha256(json.dumps(told).encode()).hexdigest()[:16] == DIGEST, told[:6]
