"""The whole library linked anew: stopped, resumed, beside savers, too large for memory, alike everywhere."""

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
    RelatedStory,
    StoryTerm,
    Term,
    Visibility,
)
from articles.related import indexing, nearness, rebuilding, said
from articles.related import library as library_of_all
from articles.related.indexing import library_size
from articles.related.keeping import follow
from articles.related.ranking import KEPT
from articles.related.rebuilding import catch_up, rebuild
from tests.factories import make_article, make_person, make_section
from tests.related.lists import all_lists, others
from tests.related.stories import TEXTS, body, make_library

pytestmark = pytest.mark.django_db


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


def test_a_term_on_every_story_an_empty_one_and_200000_words_link_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(nearness, "MET", 20)
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


@pytest.mark.thorough
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
        with transaction.atomic():
            Term.objects.select_for_update(nowait=True).get(word="")

    with ThreadPoolExecutor(1) as saver:
        try:
            rebuild(lambda step, *_: saver.submit(other_saver, step).result())
        finally:
            saver.submit(lambda: connection.close()).result()
    wanted = [rebuilding.COUNTING, rebuilding.WEIGHING, rebuilding.SIGNING, rebuilding.LINKING]
    assert list(dict.fromkeys(steps)) == wanted
    assert dict(Term.objects.values_list("word", "df")) == counts


def test_numbers_that_no_term_bears_cost_a_rebuild_nothing(library: dict[str, Article]) -> None:
    """PostgreSQL takes one for each known term of each story that is saved: years of them were walked."""
    Term.objects.create(pk=10_000_000, word="never said again", df=1)
    steps: list[str] = []
    rebuild(lambda step, *_: steps.append(step))
    assert 0 < steps.count(rebuilding.WEIGHING) < 5
    assert not Term.objects.filter(word="never said again").exists()


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
    [
        (0, 5, False),
        (0, 6, True),
        (100, 10, False),
        (100, 11, True),
        (9_000, 4_500, False),
        (9_000, 4_501, True),
    ],
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
    assert len(held) >= 10
    monkeypatch.setattr(library_of_all, "MOST_HELD", 0)
    monkeypatch.setattr(said, "MOST_WORDS", 0)
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


@pytest.mark.thorough
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
