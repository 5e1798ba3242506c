"""People suggested in the story's form: what the panel asks, and what the finder learns from clicks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from articles.body.document import validate
from articles.models import NameTally, Person, PersonAlias, PersonMention, PersonRefusal
from articles.people import known
from articles.people.suggest import Finder
from articles.publishing.saving import save_story
from articles.publishing.snapshots import PersonTie, Ties
from tests.factories import make_article, make_document, make_person, make_picture, make_user

pytestmark = pytest.mark.django_db

HEADLINE = "Adeyemi opens the harbor line"
TEXTS = (
    "Mayor Ruben Adeyemi opened the line on Monday. “It took ten years,” Adeyemi said.",
    "Lena Fischer, 44, an engineer, drove the first train. Adeyemi thanked Fischer.",
)


@pytest.fixture(autouse=True)
def _fresh_directory() -> None:
    known.forget()


def client_of(role: str = "Editor") -> Client:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def ask(client: Client, view: str, /, **values: Any) -> Any:
    return client.post(
        f"/admin/articles/person/{view}/", json.dumps(values), content_type="application/json"
    )


def suggestions(client: Client, **values: Any) -> dict[str, dict[str, Any]]:
    asked = {"headline": HEADLINE, "body": make_document(*TEXTS), **values}
    answer = ask(client, "suggest", **asked)
    assert answer.status_code == 200, answer.content
    return {each["name"]: each for each in answer.json()["suggestions"]}


def test_a_suggestion_says_who_why_and_where() -> None:
    fischer = make_person("Lena Fischer", role="Engineer", birth_year=1982)
    make_article(headline="An older story", people=[fischer])
    found = suggestions(client_of())
    assert set(found) == {"Ruben Adeyemi", "Lena Fischer"}
    mayor, engineer = found["Ruben Adeyemi"], found["Lena Fischer"]
    assert mayor["why"] == "4 mentions, in headline"
    assert (mayor["person"], mayor["candidates"], mayor["role"]) == (None, [], "subject")
    assert mayor["names"] == ["Adeyemi", "Ruben Adeyemi"]
    assert engineer["person"] == fischer.pk
    [known_as] = engineer["candidates"]
    assert (known_as["role"], known_as["birth_year"], known_as["stories"]) == ("Engineer", 1982, 1)
    assert known_as["last_story"]["headline"] == "An older story"
    assert engineer["evidence"] == "Lena Fischer, 44, an engineer, drove the first train."


def test_whoever_is_tagged_is_not_suggested_again() -> None:
    fischer = make_person("Lena Fischer")
    answer = ask(client_of(), "suggest", body=make_document(*TEXTS), people=[fischer.pk]).json()
    assert [each["name"] for each in answer["suggestions"]] == ["Ruben Adeyemi"]
    assert answer["tagged"][str(fischer.pk)]["names"] == ["Lena Fischer", "Fischer"]


def test_namesakes_are_asked_about() -> None:
    one = make_person("Lena Fischer", qualifier="engineer")
    other = make_person("Lena Fischer", qualifier="swimmer")
    found = suggestions(client_of())["Lena Fischer"]
    assert found["person"] is None
    assert {each["id"] for each in found["candidates"]} == {one.pk, other.pk}


def test_aliases_and_former_names_match() -> None:
    person = make_person("Lena Fischer-Brandt")
    PersonAlias.objects.create(person=person, name="Lena Fischer", kind="former")
    assert suggestions(client_of())["Lena Fischer"]["person"] == person.pk


def test_people_of_captions_and_of_the_pictures_file_are_found() -> None:
    picture = make_picture(caption="", people_in_picture=["Ines Castellanos"])
    found = suggestions(client_of(), captions=["Omar Haddad waves."], pictures=[picture.pk])
    assert found["Omar Haddad"]["why"] == "1 mention, in a caption"
    assert "Ines Castellanos" in found


def test_not_this_holds_for_the_story_whatever_is_saved_or_imported() -> None:
    client, story = (
        client_of(),
        make_article("draft", headline=HEADLINE, body=make_document(*TEXTS)),
    )
    told = {"article": story.pk, "verdict": "refuse", "name": "Ruben Adeyemi"}
    assert ask(client, "verdict", **told).status_code == 200
    assert set(suggestions(client, article=story.pk)) == {"Lena Fischer"}
    assert NameTally.objects.get().refused == 1
    ask(client, "verdict", **told, undo=True)
    assert "Ruben Adeyemi" in suggestions(client, article=story.pk)
    assert not PersonRefusal.objects.exists()


def test_a_name_refused_once_is_not_suggested_in_other_stories() -> None:
    client = client_of()
    ask(client, "verdict", verdict="refuse", name="Ruben Adeyemi")
    assert "Ruben Adeyemi" not in suggestions(client)


def test_refusing_a_known_person_in_one_story_says_nothing_of_the_others() -> None:
    client, story, fischer = client_of(), make_article("draft"), make_person("Lena Fischer")
    told = {"article": story.pk, "name": "Lena Fischer", "person": fischer.pk}
    ask(client, "verdict", verdict="refuse", **told)
    assert "Lena Fischer" not in suggestions(client, article=story.pk)
    assert "Lena Fischer" in suggestions(client)


def test_two_confirmed_stories_teach_a_surname() -> None:
    client, fischer = client_of(), make_person("Lena Fischer")
    for _story in range(2):
        names = ["Lena Fischer", "Fischer"]
        ask(
            client, "verdict", verdict="accept", name="Lena Fischer", names=names, person=fischer.pk
        )
    assert dict(NameTally.objects.values_list("name_key", "confirmed")) == {
        "lena fischer": 2,
        "fischer": 2,
    }


def test_a_new_person_is_a_draft_and_is_taken_back_by_undo() -> None:
    client = client_of()
    made = ask(client, "new", name="Ruben Adeyemi").json()["person"]
    assert not Person.objects.get(pk=made["id"]).is_confirmed
    assert suggestions(client)["Ruben Adeyemi"]["person"] == made["id"]
    ask(client, "new", undo=made["id"])
    assert not Person.objects.exists()
    assert suggestions(client)["Ruben Adeyemi"]["person"] is None


def test_a_new_person_beside_a_namesake_gets_a_qualifier() -> None:
    make_person("Ruben Adeyemi")
    made = ask(client_of(), "new", name="Ruben Adeyemi").json()["person"]
    assert made["label"] == "Ruben Adeyemi (2)"


def test_whom_an_editor_takes_off_the_list_stays_off() -> None:
    person, editor = make_person("Lena Fischer"), make_user()
    story = make_article("draft", people=[person], body=make_document(*TEXTS))
    save_story(story, ties=Ties(people=[]), by=editor)
    assert PersonRefusal.objects.get().person == person
    assert "Lena Fischer" not in suggestions(client_of(), article=story.pk)
    save_story(story, ties=Ties(people=[PersonTie(person.pk)]), by=editor)
    assert not PersonRefusal.objects.exists()


def test_the_directory_of_a_process_follows_the_rows() -> None:
    def found() -> set[int | None]:
        document = validate(make_document(*TEXTS))
        people = Finder(known=known.shared()).find(
            headline="", standfirst="", document=document, language="en"
        )
        return {each.person for each in people}

    assert found() == {None}
    person = make_person("Lena Fischer")
    assert found() == {None, person.pk}
    person.name = "Lena Brandt"
    person.save()
    assert found() == {None}
    alias = PersonAlias.objects.create(person=person, name="Lena Fischer")
    assert found() == {None, person.pk}
    alias.delete()
    assert found() == {None}


GIVEN, LAST = ("Ruben", "Lena", "Omar", "Ines"), ("Adeyemi", "Fischer", "Haddad", "Brandt", "Costa")
BAD = [b"", b"[]", b'{"article": "x"}', b"\xff", b'{"a":' * 3000]


@pytest.mark.parametrize("body", BAD)
def test_what_is_not_a_request_is_refused_in_words(body: bytes) -> None:
    answer = client_of().post(
        "/admin/articles/person/suggest/", body, content_type="application/json"
    )
    assert (answer.status_code, bool(answer.json()["error"])) == (400, True)


ODD = [
    {"body": {"type": "nonsense"}},
    {"people": ["x", None, {}]},
    {"captions": "x", "pictures": [None, "1" * 30, {}]},
    {"headline": None, "standfirst": 7, "refused": [3]},
]


@pytest.mark.parametrize("values", ODD)
def test_odd_values_are_no_fault_of_the_server(values: dict[str, Any]) -> None:
    assert ask(client_of(), "suggest", **values).status_code == 200


def test_who_may_not_edit_the_story_is_told_nothing() -> None:
    story = make_article("draft")
    assert ask(client_of("Reporter"), "suggest", article=story.pk).status_code == 403
    assert ask(client_of("Importer"), "suggest").status_code == 403
    assert ask(Client(), "suggest").status_code == 302
    assert ask(client_of(), "suggest", article=10**9).status_code == 404


def test_the_request_must_carry_the_csrf_token() -> None:
    client = client_of()
    client.handler.enforce_csrf_checks = True
    assert ask(client, "suggest").status_code == 403


@pytest.mark.parametrize("people", [1, 20])
def test_suggesting_costs_a_fixed_number_of_queries(
    people: int, django_assert_max_num_queries: Any
) -> None:
    names = [f"{given} {last}" for given in GIVEN for last in LAST][:people]
    for name in names:
        make_article(people=[make_person(name)])
    client = client_of()
    story = make_article("draft")
    asked = {"article": story.pk, "body": make_document(*(f"{name} spoke." for name in names))}
    ask(client, "suggest", **asked)
    with django_assert_max_num_queries(13):
        told = ask(client, "suggest", **asked).json()["suggestions"]
    assert len([each for each in told if each["person"]]) == people
    assert PersonMention.objects.count() == people
