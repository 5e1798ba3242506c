"""Two editors and one story: nothing is lost in silence, and nobody who is alone hears of a clash."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest
from django.db import Error, connection

from articles.body.words import plain_text
from articles.models import Article, RelatedStory
from articles.publishing.joining import SaveConflict, digest_of, save_or_join
from articles.publishing.saving import StaleVersion, save_story
from articles.publishing.snapshots import FIELDS, NOT_SAVED, Ties, snapshot, ties_of
from tests.factories import make_article, make_document
from tests.publishing.pairs import TEXTS, Pairs, block_edit, text_field

pytestmark = pytest.mark.django_db


def opened(pk: int) -> tuple[Article, Ties, int]:
    """What a form holds that was opened now."""
    article = Article.objects.get(pk=pk)
    return article, ties_of(article), article.version


def test_each_column_of_a_story_is_saved_or_is_the_rows_own() -> None:
    """A new column that stands in neither list would be lost at every save."""
    columns = [column.attname for column in Article._meta.concrete_fields]
    assert sorted([*FIELDS, *NOT_SAVED]) == sorted(columns)


@pytest.mark.thorough
@pytest.mark.sqlite
def test_of_pairs_none_loses_a_word_in_silence_and_none_clashes_for_nothing(
    tmp_path: Path,
) -> None:
    told = Pairs(tmp_path, seed=2, at_once=False).run(18)
    assert (told.lost, told.false_clashes) == ([], [])
    assert told.first == 6, "autosaves and schedules are no saves"
    assert told.clashes > 1
    assert told.joined > 5


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
    stored = snapshot(Article.objects.get(pk=story.pk), ties_of(story))
    assert stored["headline"] == headline
    assert plain_text(Article.objects.get(pk=story.pk).body).split("\n\n") == texts


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


@pytest.mark.thorough
def test_a_lone_editor_saves_again_and_again_without_a_clash() -> None:
    story = make_article("draft", body=make_document(*TEXTS))
    version = story.version
    for number in range(30):
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
        thread.join(600)
    assert sorted(told) == ["saved", "stale"]
    assert Article.objects.get(pk=story.pk).version == story.version + 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_stories_of_one_event_saved_at_one_moment_enter_each_other_s_lists() -> None:
    """Each save writes into the lists of the others; of two at once one broke on the other's row."""
    words = (
        "ferry crews walked harbor silent union wages overtime deckhands operator promise".split()
    )
    stories = [
        make_article(body=make_document(" ".join(random.Random(n).sample(words, len(words)))))
        for n in range(4)
    ]
    for story in stories:
        save_story(story)
    start, faults = threading.Barrier(len(stories)), []

    def save(article: Article) -> None:
        start.wait()
        try:
            for take in range(3):
                article.standfirst = f"Take {take}."
                save_story(article)
        except Error as fault:
            faults.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(story,)) for story in stories]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(600)
    assert faults == []
    pairs = RelatedStory.objects.values_list("article", "other").distinct().count()
    assert pairs == RelatedStory.objects.count() == len(stories) * (len(stories) - 1)
