"""Merging and splitting: what moves, what is kept, and the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Merge, Person, PersonAlias, PersonMention, PersonRefusal, Topic
from articles.people.merge import NotMergeable, current_ids, merge, preview, split
from articles.people.merge_undo import undo
from articles.publishing.people import people_changed
from articles.publishing.saving import restore, save_story
from articles.publishing.snapshots import CreditTie, PersonTie, Ties
from articles.search import index, matching, parse
from tests.factories import make_article, make_contributor, make_person, make_topic
from tests.media.drawing import make_picture

pytestmark = pytest.mark.django_db


def two() -> tuple[Person, Person]:
    """Two rows of one person: one story of each, one of both, in which the other is the subject."""
    kept = make_person("Ruben Adeyemi")
    other = make_person("Ruben A. Adeyemi", role="Mayor")
    PersonAlias.objects.create(person=other, name="R. Adeyemi", kind="former")
    make_article(headline="Of the kept", people=[kept])
    make_article(headline="Of the other", people=[other])
    both = make_article(headline="Of both", people=[kept, other])
    PersonMention.objects.filter(tag=other, content_object=both).update(role="subject")
    return kept, other


def stories_of(person: Person) -> dict[str, str]:
    rows = person.mentions.order_by("content_object__headline")
    return dict(rows.values_list("content_object__headline", "role"))


def test_the_preview_counts_what_would_be_done() -> None:
    kept, other = two()
    shown = preview(kept, other)
    assert (shown.stories, shown.both, shown.redirect) == (1, 1, "/people/ruben-a-adeyemi")
    assert shown.names == ["Ruben A. Adeyemi", "R. Adeyemi"]
    assert Person.objects.count() == 2


def test_a_merge_moves_stories_names_and_the_address(client: Any) -> None:
    kept, other = two()
    address = other.get_absolute_url()
    entry, touched = merge(kept, other)
    assert len(touched) == 2
    assert stories_of(kept) == {
        "Of both": "subject",
        "Of the kept": "mentioned",
        "Of the other": "mentioned",
    }
    assert set(kept.aliases.values_list("name", "kind")) == {
        ("Ruben A. Adeyemi", "merged"),
        ("R. Adeyemi", "former"),
    }
    kept.refresh_from_db()
    assert kept.role == "Mayor"
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, kept.get_absolute_url())
    assert entry.merged_name == "Ruben A. Adeyemi"


def test_undo_makes_two_of_one_as_they_were() -> None:
    kept, other = two()
    before = (stories_of(kept), stories_of(other), other.pk, other.slug)
    entry, _ = merge(kept, other)
    later = make_article(headline="Tagged since", people=[kept])
    assert len(undo(entry)) == 2
    other = Person.objects.get(pk=before[2])
    assert (stories_of(other), other.slug) == (before[1], before[3])
    assert stories_of(kept) == {**before[0], "Tagged since": "mentioned"}
    assert (kept.aliases.count(), other.aliases.get().name) == (0, "R. Adeyemi")
    kept.refresh_from_db()
    assert kept.role == ""
    assert not later.refusals.exists()


def test_undo_finds_the_stories_that_were_saved_since() -> None:
    """A save writes a story's ties anew; who was taken off by an editor stays off."""
    kept, other = two()
    third = make_person("Mira Castell")
    entry, _ = merge(kept, other)
    of_other, of_both = (
        Article.objects.get(headline=f"Of {name}") for name in ("the other", "both")
    )
    save_story(of_other, ties=Ties(people=[PersonTie(third.pk), PersonTie(kept.pk, "subject")]))
    save_story(of_both, ties=Ties(people=[PersonTie(third.pk)]))
    undo(entry)
    other = Person.objects.get(pk=entry.merged_id)
    assert stories_of(other) == {"Of the other": "subject"}
    assert stories_of(kept) == {"Of the kept": "mentioned"}
    assert len(stories_of(third)) == 2


def test_undo_takes_no_edit_back_and_needs_nothing_that_is_gone() -> None:
    kept, other = make_person("Ruben Adeyemi"), make_person("Ruben A. Adeyemi")
    portrait = make_picture()
    Person.objects.filter(pk=other.pk).update(role="Mayor", note="Of Lowtide.", portrait=portrait)
    other.refresh_from_db()
    make_article(headline="Of both", people=[kept, other])
    entry, _ = merge(kept, other)
    kept.refresh_from_db()
    kept.role = "Former mayor"
    kept.save()
    Article.objects.all().delete()
    portrait.delete()
    undo(entry)
    connection.check_constraints()
    kept.refresh_from_db()
    other = Person.objects.get(pk=entry.merged_id)
    assert (kept.role, kept.note) == ("Former mayor", "")
    assert (other.role, other.note, other.portrait) == ("Mayor", "Of Lowtide.", None)


def test_credits_part_by_their_role_though_the_story_was_saved() -> None:
    kept, other = make_contributor("Ines Marlow"), make_contributor("I. Marlow")
    story = make_article("draft")
    save_story(
        story, ties=Ties(credits=[CreditTie(kept.pk, "text"), CreditTie(other.pk, "photos")])
    )
    entry, _ = merge(kept, other)
    story.refresh_from_db()
    save_story(story, ties=Ties(credits=[CreditTie(kept.pk, "photos"), CreditTie(kept.pk, "text")]))
    undo(entry)
    found = set(story.credits.values_list("contributor__name", "role"))
    assert found == {("Ines Marlow", "text"), ("I. Marlow", "photos")}


def test_undo_ends_after_thirty_days_and_happens_once() -> None:
    kept, other = two()
    entry, _ = merge(kept, other)
    with pytest.raises(NotMergeable):
        undo(entry, now=timezone.now() + timedelta(days=31))
    undo(entry)
    with pytest.raises(NotMergeable):
        undo(entry)


def test_what_cannot_be_merged_is_said() -> None:
    person = make_person()
    for other in (person, make_topic()):
        with pytest.raises(NotMergeable):
            merge(person, other)
    assert not Merge.objects.exists()


def test_merging_in_a_row_leads_on_and_an_old_version_finds_its_way() -> None:
    first, second, third = (make_person(f"Ruben Adeyemi{letter}") for letter in "abc")
    story = make_article("draft", people=[first])
    old = save_story(story, ties=Ties(people=[PersonTie(first.pk, "subject")]))
    number = first.pk
    merge(second, first)
    merge(third, second)
    assert current_ids("person", [number, 10**9]) == {number: third.pk}
    save_story(story, ties=Ties(people=[]))
    old.article.refresh_from_db()
    restore(old, by=None, base_version=old.article.version)
    assert stories_of(third) == {story.headline: "subject"}


def test_following_merges_costs_as_much_for_one_as_for_many(
    django_assert_num_queries: Any,
) -> None:
    kept, gone = make_person(), [make_person() for _number in range(9)]
    numbers = [row.pk for row in gone]
    for row in gone:
        merge(kept, row)
    for wanted in (numbers[:1], numbers):
        with django_assert_num_queries(3):
            assert current_ids("person", wanted) == dict.fromkeys(wanted, kept.pk)


def test_search_finds_the_stories_under_the_name_that_stays() -> None:
    kept, other = make_person("Ruben Adeyemi"), make_person("Benny Ade")
    story = make_article(people=[other])
    index([story])
    _, touched = merge(kept, other)
    people_changed(touched)
    found = matching(parse("adeyemi"), type(story).objects.published())
    assert list(found) == [story]


@pytest.mark.parametrize("stories", [1, 20])
def test_a_merge_costs_a_fixed_number_of_statements(
    stories: int, django_assert_max_num_queries: Any
) -> None:
    kept, other = two()
    for _number in range(stories):
        make_article(people=[other])
    with django_assert_max_num_queries(60):
        merge(kept, other)


def test_refusals_of_the_merged_hold_for_the_kept() -> None:
    kept, other = two()
    story = make_article()
    PersonRefusal.objects.create(article=story, name_key="x", person=other)
    merge(kept, other)
    assert PersonRefusal.objects.get().person == kept


@pytest.mark.parametrize(
    ("make", "tie"), [(make_topic, "topics"), (make_contributor, "contributors")]
)
def test_topics_and_contributors_merge_and_part_the_same_way(make: Any, tie: str) -> None:
    kept, other = make("Harbor"), make("The harbor")
    make_article(**{tie: [other]})
    make_article(**{tie: [kept, other]})
    rows = kept.ties if isinstance(kept, Topic) else kept.credits
    address = other.get_absolute_url()
    entry, touched = merge(kept, other)
    assert (rows.count(), len(touched)) == (2, 2)
    assert kept.former_addresses.get().path == address
    undo(entry)
    assert rows.count() == 1
    assert type(kept).objects.count() == 2


def test_a_split_moves_the_chosen_stories_to_a_namesake() -> None:
    one = make_person("Ruben Adeyemi", qualifier="mayor")
    other = make_person("Ruben Adeyemi", qualifier="footballer")
    stays, goes, both = (
        make_article(headline=headline, people=people)
        for headline, people in (("Stays", [one]), ("Goes", [one]), ("Both", [one, other]))
    )
    assert set(split(one, [goes.pk, both.pk], to=other)) == {goes.pk, both.pk}
    assert (set(stories_of(one)), set(stories_of(other))) == ({stays.headline}, {"Goes", "Both"})
