"""The review queue: names that imports were not sure of, and what each decision does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from articles.ingest.pipeline import Options, run_import
from articles.models import (
    Article,
    CandidateState,
    NameCandidate,
    NameTally,
    Person,
    PersonAlias,
    PersonMention,
    PersonRefusal,
    SearchText,
)
from articles.people.review import leave_for_review, seen_in
from articles.people.suggest import Found
from articles.publishing.saving import save_story
from articles.publishing.snapshots import Ties
from articles.search import index
from tests.factories import make_article, make_person, make_user

pytestmark = pytest.mark.django_db


def waiting(name: str = "Ruben Adeyemi", *, stories: int = 2) -> NameCandidate:
    evidence = {"count": 1, "sentence": f"{name} spoke.", "names": [name]}
    articles = [make_article() for _number in range(stories)]
    index(articles)
    leave_for_review((article, [Found(name, 1.2, "subject", evidence)]) for article in articles)
    return NameCandidate.objects.get(name=name)


def client_of(role: str = "Editor") -> Client:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def decide(client: Client, candidate: NameCandidate, decision: str, **values: Any) -> Any:
    asked = {"candidate": candidate.pk, "decision": decision, **values}
    return client.post(
        "/admin/articles/namecandidate/decide/", json.dumps(asked), content_type="application/json"
    )


def tags() -> set[tuple[str, str, str]]:
    return set(PersonMention.objects.values_list("tag__name", "role", "origin"))


def test_names_are_counted_however_often_they_come() -> None:
    candidate = waiting(stories=2)
    article = candidate.sightings.first().article  # type: ignore[union-attr]
    leave_for_review([(article, [Found("Ruben Adeyemi", 1.4, "subject", {})])])
    candidate.refresh_from_db()
    assert (candidate.story_count, candidate.best_score) == (2, 1.2)


def test_accepting_tags_every_story_at_once() -> None:
    candidate = waiting()
    assert decide(client_of(), candidate, "new").json() == {"stories": 2}
    person = Person.objects.get()
    assert (person.name, person.is_confirmed) == ("Ruben Adeyemi", True)
    assert tags() == {("Ruben Adeyemi", "subject", "found")}
    assert person.mentions.count() == 2
    assert person.mentions.filter(story_published_at=None).count() == 0
    assert set(SearchText.objects.values_list("people", flat=True)) == {"Ruben Adeyemi"}
    assert NameTally.objects.get().confirmed == 1
    candidate.refresh_from_db()
    assert candidate.state == CandidateState.ACCEPTED
    assert candidate.decided_by is not None


def test_a_new_person_beside_a_namesake_made_meanwhile_gets_a_qualifier() -> None:
    candidate, other = waiting(), make_person("Ruben Adeyemi")
    assert decide(client_of(), candidate, "new").json() == {"stories": 2}
    person = Person.objects.exclude(pk=other.pk).get()
    assert (person.name, person.qualifier, person.mentions.count()) == ("Ruben Adeyemi", "2", 2)


def test_a_name_of_many_stories_shows_its_best_three() -> None:
    candidate = waiting(stories=5)
    assert len(seen_in([candidate])[candidate.pk]) == 3


def test_the_same_as_somebody_keeps_the_name_as_an_alias() -> None:
    candidate, person = waiting("Ruben A. Adeyemi"), make_person("Ruben Adeyemi")
    decide(client_of(), candidate, "same", person=person.pk)
    assert person.mentions.count() == 2
    assert person.aliases.get().name == "Ruben A. Adeyemi"


def test_what_is_not_a_person_is_learned() -> None:
    decide(client_of(), waiting("Adeyemi Holdings"), "no")
    assert not Person.objects.exists()
    assert NameTally.objects.get().refused == 1


def test_a_story_that_refused_the_name_is_not_tagged() -> None:
    candidate = waiting()
    story = candidate.sightings.first().article  # type: ignore[union-attr]
    PersonRefusal.objects.create(article=story, name_key="ruben adeyemi")
    assert decide(client_of(), candidate, "new").json() == {"stories": 1}
    assert not story.mentions.exists()


@pytest.mark.parametrize("decision", ["new", "same", "no"])
def test_every_decision_can_be_taken_back(decision: str) -> None:
    candidate, other = waiting("Ruben A. Adeyemi"), make_person("Ruben Adeyemi")
    client = client_of()
    decide(client, candidate, decision, person=other.pk)
    assert decide(client, candidate, "undo").status_code == 200
    candidate.refresh_from_db()
    assert candidate.state == CandidateState.WAITING
    assert (tags(), Person.objects.count(), PersonAlias.objects.count()) == (set(), 1, 0)
    assert set(NameTally.objects.values_list("confirmed", "refused")) == {(0, 0)}


def test_two_editors_do_not_decide_one_name() -> None:
    candidate, client = waiting(), client_of()
    decide(client, candidate, "no")
    assert decide(client, candidate, "new").status_code == 409
    assert decide(client, candidate, "undo").status_code == 200
    assert decide(client, candidate, "undo").status_code == 409


def test_the_queue_shows_the_name_its_stories_and_the_evidence() -> None:
    waiting()
    page = client_of().get("/admin/articles/namecandidate/").content.decode()
    assert "Ruben Adeyemi spoke." in page
    assert page.count("Accept as new") == 1


@pytest.mark.parametrize("names", [1, 20])
def test_the_queue_costs_a_fixed_number_of_queries(
    names: int, django_assert_max_num_queries: Any
) -> None:
    for letter in "abcdefghijklmnopqrst"[:names]:
        waiting(f"Ruben Adeyemi{letter}", stories=1)
    client = client_of()
    client.get("/admin/articles/namecandidate/")
    with django_assert_max_num_queries(8):
        client.get("/admin/articles/namecandidate/")


@pytest.mark.parametrize("stories", [1, 20])
def test_a_decision_costs_a_fixed_number_of_queries(
    stories: int, django_assert_max_num_queries: Any
) -> None:
    from articles.people.review import accept

    candidate = waiting(stories=stories)
    with django_assert_max_num_queries(16):
        accept(candidate)


@pytest.mark.parametrize("role", ["Reporter", "Importer"])
def test_only_who_may_change_people_decides(role: str) -> None:
    candidate, client = waiting(), client_of(role)
    assert client.get("/admin/articles/namecandidate/").status_code == 403
    assert decide(client, candidate, "new").status_code == 403


def bring_in(tmp_path: Path, version: str, text: str) -> Article:
    path = tmp_path / "wire.jsonl"
    story = {
        "source": "wire.example",
        "source_id": "w-1",
        "version": version,
        "headline": "Harbor line opens",
        "body_text": text,
    }
    path.write_text(json.dumps(story) + "\n")
    result = run_import(Options(paths=[str(path)]))
    assert set(result.counts) <= {"created", "updated"}, result.counts
    return Article.objects.get(source_key="w-1")


def test_an_update_adds_people_but_none_that_an_editor_refused(tmp_path: Path) -> None:
    text = "Mayor Ruben Adeyemi opened the line on Monday, Adeyemi’s office said."
    story = bring_in(tmp_path, "1", text)
    assert tags() == {("Ruben Adeyemi", "mentioned", "found")}
    save_story(story, ties=Ties(people=[]), by=make_user())
    more = f"{text}\n\nPresident Lena Fischer, 44, thanked Mr. Adeyemi, Fischer’s office said."
    bring_in(tmp_path, "2", more)
    assert {name for name, _role, _origin in tags()} == {"Lena Fischer"}


def test_a_name_of_two_people_waits_for_somebody_to_say_which(tmp_path: Path) -> None:
    mayor, _other = make_person("Ruben Adeyemi"), make_person("Ruben Adeyemi", qualifier="tenor")
    bring_in(tmp_path, "1", "Mayor Ruben Adeyemi opened the line on Monday.")
    assert tags() == set()
    decide(client_of(), NameCandidate.objects.get(), "same", person=mayor.pk)
    assert mayor.mentions.count() == 1
    assert not mayor.aliases.exists()


def test_an_import_ties_by_names_of_one_word_and_with_a_title_or_asks(tmp_path: Path) -> None:
    for name, alias in (
        ("Edson Arantes do Nascimento", "Pelé"),
        ("Stefani Germanotta", "Lady Gaga"),
        ("Meghan Markle", "Duchess of Sussex"),
    ):
        PersonAlias.objects.create(person=make_person(name), name=alias)
    make_person("Pope Francis")
    make_person("Ronaldo")
    story = tmp_path / "match.txt"
    story.write_text(
        "Pelé meets the pope\n\nPelé met Pope Francis in Rome on Monday, and Lady Gaga sang for the Duchess of "
        "Sussex.\n\nRonaldo scored twice. Gaga left early, Pelé said, because her cat was ill.\n"
    )
    run_import(Options(paths=[str(story)]))
    people = set(PersonMention.objects.values_list("tag__name", flat=True))
    assert people == {
        "Edson Arantes do Nascimento",
        "Stefani Germanotta",
        "Meghan Markle",
        "Pope Francis",
    }
    assert Person.objects.count() == 5
    assert set(NameCandidate.objects.values_list("name", flat=True)) == {"Ronaldo"}
