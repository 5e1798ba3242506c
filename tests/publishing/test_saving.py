"""Two editors and one story: nothing is lost in silence, and nobody who is alone hears of a clash."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles.body.document import paragraph, validate
from articles.body.words import plain_text
from articles.models import Article, Draft, State
from articles.publishing.joining import SaveConflict, digest_of, save_or_join
from articles.publishing.merging import current_snapshot
from articles.publishing.moves import move
from articles.publishing.saving import StaleVersion, save_story
from articles.publishing.snapshots import PersonTie, Ties, ties_of
from tests.factories import make_article, make_document, make_person, make_picture, make_user

pytestmark = pytest.mark.django_db

PAIRS = {"sqlite": 240, "postgresql": 60}
"""Of each run; `PAIRS=500` in the environment asks for all of them: 23 s and 84 s on two cores."""

TEXTS = [
    f"Paragraph {n} tells of the harbor, the hill and the line between them." for n in range(8)
]
FIELDS = ("headline", "standfirst", "kicker", "byline", "dateline", "slugline", "editor_note")


@dataclass
class Change:
    """One thing that an editor does, and how to see afterwards that it was done."""

    key: str
    apply: Callable[[Article, Ties], None]
    holds: Callable[[Article, Ties], bool]


def text_field(name: str, token: str) -> Change:
    return Change(
        f"field:{name}",
        lambda article, _ties: setattr(article, name, token),
        lambda article, _ties: getattr(article, name) == token,
    )


def block_edit(block_id: str, token: str) -> Change:
    def apply(article: Article, _ties: Ties) -> None:
        body = deepcopy(article.body)
        for block in body["content"]:
            if block["attrs"]["id"] == block_id:
                block["content"] = [{"type": "text", "text": f"{token} stands here now."}]
        article.body = body

    return Change(f"block:{block_id}", apply, lambda article, _ties: token in said(article))


def block_insert(after: int, token: str) -> Change:
    def apply(article: Article, _ties: Ties) -> None:
        body = deepcopy(article.body)
        body["content"].insert(after, paragraph(f"{token} is new."))
        article.body = validate(body)

    return Change(f"new:{token}", apply, lambda article, _ties: token in said(article))


def block_removal(block_id: str) -> Change:
    def apply(article: Article, _ties: Ties) -> None:
        content = [each for each in article.body["content"] if each["attrs"]["id"] != block_id]
        article.body = {"type": "doc", "content": content}

    def holds(article: Article, _ties: Ties) -> bool:
        return all(each["attrs"]["id"] != block_id for each in article.body["content"])

    return Change(f"block:{block_id}", apply, holds)


def person_added(person: int) -> Change:
    def apply(_article: Article, ties: Ties) -> None:
        ties.people = [*(ties.people or []), PersonTie(person)]

    return Change(f"person:{person}", apply, lambda _article, ties: person in tagged(ties))


def person_removed(person: int) -> Change:
    def apply(_article: Article, ties: Ties) -> None:
        ties.people = [tie for tie in ties.people or [] if tie.person != person]

    return Change(f"person:{person}", apply, lambda _article, ties: person not in tagged(ties))


def lead_picture(picture: int) -> Change:
    return Change(
        "field:lead_picture_id",
        lambda article, _ties: setattr(article, "lead_picture_id", picture),
        lambda article, _ties: article.lead_picture_id == picture,
    )


def said(article: Article) -> str:
    return plain_text(article.body)


def tagged(ties: Ties) -> set[int]:
    return {tie.person for tie in ties.people or []}


def changes(
    chance: random.Random, story: Article, side: str, stock: dict[str, list[int]]
) -> list[Change]:
    """One to three things that one editor does to the story."""
    blocks = [block["attrs"]["id"] for block in story.body["content"]]
    made: dict[str, Change] = {}
    for number in range(chance.randint(1, 3)):
        token = f"{side}{chance.randrange(10**6)}x{number}"
        kind = chance.randrange(7)
        block = chance.choice(blocks)
        change = (
            text_field(chance.choice(FIELDS), token)
            if kind < 2
            else block_edit(block, token)
            if kind == 2
            else block_insert(chance.randrange(len(blocks)), token)
            if kind == 3
            else block_removal(block)
            if kind == 4
            else chance.choice(
                [person_added(stock[side].pop()), person_removed(stock["tagged"][0])]
            )
            if kind == 5
            else lead_picture(chance.choice(stock["pictures"]))
        )
        made.setdefault(change.key, change)
    return list(made.values())


def opened(pk: int) -> tuple[Article, Ties, int]:
    """What a form holds that was opened now."""
    article = Article.objects.get(pk=pk)
    return article, ties_of(article), article.version


def between(chance: random.Random, kind: str, pk: int, publisher: Any, done: list[Change]) -> None:
    """What happens while the second editor writes."""
    if kind == "autosave":
        Draft.objects.create(article_id=pk, user=publisher, form={"headline": "typed"})
        return
    if kind == "schedule":
        story = Article.objects.get(pk=pk)
        move(story, "schedule", by=publisher, at=timezone.now() + timedelta(hours=3))
        return
    article, ties, version = opened(pk)
    for change in done:
        change.apply(article, ties)
    action = "import" if kind == "import" else "save"
    save_story(article, base_version=version, ties=ties, action=action)


def test_of_all_pairs_none_loses_a_word_in_silence_and_none_clashes_for_nothing() -> None:
    chance = random.Random(20261122)
    publisher = make_user(is_superuser=True, is_staff=True)
    people = [make_person().pk for _number in range(60)]
    stock_of_pictures = [make_picture().pk for _number in range(2)]
    pairs = int(os.environ.get("PAIRS", PAIRS[connection.vendor]))
    outcomes = {"joined": 0, "clash": 0, "alone": 0}
    for number in range(pairs):
        kind = ("editor", "editor", "editor", "import", "autosave", "schedule")[number % 6]
        tagged_before = people[0]
        stock = {
            "a": people[1:30], "b": people[30:], "tagged": [tagged_before],
            "pictures": stock_of_pictures,
        }  # fmt: skip
        story = make_article("draft", body=make_document(*TEXTS), section=section_of(number))
        save_story(story, ties=Ties(people=[PersonTie(tagged_before)]))
        mine, my_ties, version = opened(story.pk)
        first, second = (changes(chance, story, side, stock) for side in ("a", "b"))
        theirs = [] if kind in {"autosave", "schedule"} else first
        between(chance, kind, story.pk, publisher, theirs)
        for change in second:
            change.apply(mine, my_ties)
        both = {change.key for change in theirs} & {change.key for change in second}
        clashing: set[str] = set()
        try:
            saved = save_or_join(mine, base_version=version, ties=my_ties, by=publisher)
        except SaveConflict as conflict:
            clashing = {f"field:{each.name}" for each in conflict.merged.fields} | {
                f"block:{each.block_id}" for each in conflict.merged.blocks
            }
            outcomes["clash"] += 1
        else:
            outcomes["joined" if saved.is_joined else "alone"] += 1
        assert clashing <= both, (number, kind)
        now, ties, _version = opened(story.pk)
        kept = theirs if clashing else [*theirs, *second]
        for change in kept:
            assert change.holds(now, ties) or change.key in both, (number, kind, change.key)
        if kind == "schedule":
            assert now.state == State.SCHEDULED
    assert outcomes["alone"] == pairs // 6 + (pairs % 6 > 4), "autosaves are no saves"
    assert outcomes["clash"] > pairs // 25
    assert outcomes["joined"] > pairs * 0.4


SECTIONS: dict[int, Any] = {}


@pytest.fixture(autouse=True)
def _no_sections_left() -> None:
    SECTIONS.clear()


def section_of(number: int) -> Any:
    from tests.factories import make_section

    if not SECTIONS:
        SECTIONS[0] = make_section()
    return SECTIONS[0]


@pytest.mark.parametrize(
    ("side", "headline", "texts"),
    [
        ("mine", "B", ["B stands here now."]),
        ("theirs", "A", ["A stands here now."]),
        ("both", "A", ["B stands here now.", "A stands here now."]),
    ],
)
def test_one_click_each_way_settles_a_clash(side: str, headline: str, texts: list[str]) -> None:
    story = make_article("draft", body=make_document(TEXTS[0]))
    save_story(story)
    mine, ties, version = opened(story.pk)
    block = story.body["content"][0]["attrs"]["id"]
    other, other_ties, _version = opened(story.pk)
    for change in (text_field("headline", "A"), block_edit(block, "A")):
        change.apply(other, other_ties)
    save_story(other, ties=other_ties)
    for change in (text_field("headline", "B"), block_edit(block, "B")):
        change.apply(mine, ties)
    with pytest.raises(SaveConflict) as clash:
        save_or_join(mine, base_version=version, ties=ties, by=None)
    merged = clash.value.merged
    choices = {
        "field:headline": f"{'theirs' if side == 'both' else side}:{digest_of(merged.fields[0].theirs)}",
        f"block:{block}": f"{side}:{digest_of(merged.blocks[0].theirs)}",
    }
    save_or_join(mine, base_version=version, ties=ties, by=None, choices=choices)
    stored = current_snapshot(story)
    assert stored["headline"] == headline
    assert (
        said(Article.objects.get(pk=story.pk)).split("\n\n") == texts
        or [line for line in said(Article.objects.get(pk=story.pk)).splitlines() if line] == texts
    )


def test_a_choice_about_a_text_that_changed_since_does_not_count() -> None:
    story = make_article("draft")
    save_story(story)
    mine, ties, version = opened(story.pk)
    mine.headline = "Mine"
    for words in ("Theirs", "Theirs once more"):
        other, other_ties, _version = opened(story.pk)
        other.headline = words
        save_story(other, ties=other_ties)
    choice = {"field:headline": f"mine:{digest_of('Theirs')}"}
    with pytest.raises(SaveConflict):
        save_or_join(mine, base_version=version, ties=ties, by=None, choices=choice)


def test_a_lone_editor_saves_a_hundred_times_without_a_clash() -> None:
    story = make_article("draft", body=make_document(*TEXTS))
    version = story.version
    for number in range(100):
        article = Article.objects.get(pk=story.pk)
        article.headline = f"Take {number}"
        saved = save_or_join(article, base_version=version, ties=ties_of(article), by=None)
        assert not saved.is_joined
        version = article.version


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_moment_the_second_hears_of_it() -> None:
    story = make_article("draft")
    save_story(story)
    copies = [Article.objects.get(pk=story.pk) for _side in range(2)]
    start, told = threading.Barrier(2), []

    def save(article: Article, words: str) -> None:
        article.headline = words
        start.wait()
        try:
            save_story(article, ties=Ties())
            told.append("saved")
        except StaleVersion:
            told.append("stale")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=save, args=(copy, f"Words of {number}"))
        for number, copy in enumerate(copies)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(told) == ["saved", "stale"]
    assert Article.objects.get(pk=story.pk).version == story.version + 1
