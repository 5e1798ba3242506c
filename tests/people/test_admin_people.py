"""The screens of people: the directory, its search, merging, splitting, and what is untidy."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from articles import freshness
from articles.models import Merge, Person, PersonAlias, PersonWord, Topic
from articles.people import tidying
from articles.people.directory_search import named
from articles.people.tidying import near_duplicates
from articles.search import index, matching, parse
from tests.factories import make_article, make_person, make_topic, make_user

pytestmark = pytest.mark.django_db

BASE = "/admin/articles/person/"


def client_of(role: str = "Publisher") -> Client:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def lookup(client: Client, words: str) -> list[str]:
    answer = client.get(f"{BASE}lookup/", {"q": words})
    return [each["label"] for each in answer.json()["people"]]


@pytest.fixture
def directory() -> dict[str, Person]:
    people = {
        name: make_person(name)
        for name in ("Łukasz Żak", "Ruben Adeyemi", "Ada Rubenstein", "Kim Jong-un", "Lena O’Hara")
    }
    PersonAlias.objects.create(person=people["Ruben Adeyemi"], name="Benny Ade", kind="former")
    return people


SEARCHES = [
    ("lukasz", ["Łukasz Żak"]),
    ("ŻAK ŁUK", ["Łukasz Żak"]),
    ("ruben", ["Ruben Adeyemi", "Ada Rubenstein"]),
    ("benny", ["Ruben Adeyemi"]),
    ("ade", ["Ruben Adeyemi"]),
    ("jong un", ["Kim Jong-un"]),
    ("ohara", ["Lena O’Hara"]),
    ("uben", []),
    ("  ", []),
    ("%_", []),
    ("nobody", []),
]


@pytest.mark.each_database
@pytest.mark.parametrize(("words", "names"), SEARCHES)
def test_any_word_of_any_name_finds_a_person(
    words: str, names: list[str], directory: dict[str, Person]
) -> None:
    assert lookup(client_of("Reporter"), words) == names


@pytest.mark.parametrize("people", [1, 20])
def test_a_lookup_is_three_queries(people: int, django_assert_num_queries: Any) -> None:
    from articles.people.directory_search import described

    for letter in "abcdefghijklmnopqrst"[:people]:
        make_article(people=[make_person(f"Ruben Ade{letter}")])
    with django_assert_num_queries(3):
        told = described(named(Person.objects.all(), "rub")[:20])
    assert len(told) == people
    assert told[0]["last_story"]


def test_words_follow_names_and_aliases(directory: dict[str, Person]) -> None:
    person = directory["Ruben Adeyemi"]
    words = PersonWord.objects.filter(person=person)
    assert set(words.values_list("word", flat=True)) == {"ruben", "adeyemi", "benny", "ade"}
    person.aliases.get().delete()
    person.name = "Ruben Haddad"
    person.save()
    assert set(words.values_list("word", flat=True)) == {"ruben", "haddad"}


@pytest.mark.thorough
@pytest.mark.parametrize("people", [1, 20])
@pytest.mark.parametrize(
    "page", [BASE, f"{BASE}report/", f"{BASE}?q=rub", "/admin/articles/merge/"]
)
def test_pages_cost_a_fixed_number_of_queries(
    page: str, people: int, django_assert_max_num_queries: Any
) -> None:
    for letter in "abcdefghijklmnopqrst"[:people]:
        make_article(people=[make_person(f"Ruben Ade{letter}")])
    client = client_of()
    client.get(page)
    with django_assert_max_num_queries(13):
        assert client.get(page).status_code == 200


def test_a_merge_is_looked_at_done_and_taken_back_on_screens() -> None:
    kept, other = make_person("Ruben Adeyemi"), make_person("Ruben A. Adeyemi")
    story = make_article(people=[other])
    client = client_of()
    address = f"{BASE}{kept.pk}/merge/"
    assert b"Who is the same as" in client.get(address).content
    shown = client.get(address, {"with": other.pk}).content.decode()
    assert "1 story moves to “Ruben Adeyemi”." in shown
    turned = client.get(address, {"with": other.pk, "keep": other.pk}).content.decode()
    assert "1 story moves" not in turned
    answer = client.post(address, {"with": other.pk, "keep": kept.pk}, follow=True)
    assert "Undo this merge" in answer.content.decode()
    assert story.mentions.get().tag == kept
    entry = Merge.objects.get()
    page = client.get(f"/admin/articles/merge/{entry.pk}/change/").content.decode()
    assert "Make two of one again" in page
    client.post(f"/admin/articles/merge/{entry.pk}/undo/")
    assert story.mentions.get().tag_id == other.pk


def test_a_topic_is_merged_by_its_name_and_no_number_is_asked_for() -> None:
    kept, other = make_topic("Trams"), make_topic("Tramways")
    client = client_of()
    address = f"/admin/articles/topic/{kept.pk}/merge/"
    asked = client.get(address).content.decode()
    assert 'type="number"' not in asked
    assert '<option value="Tramways">' in asked
    assert '<option value="Trams">' not in asked
    for typed in ("Tramways", "tramways ", str(other.pk)):
        assert client.get(address, {"with": typed}).context["merged"] == other
    assert "Nothing is called “Buses”" in client.get(address, {"with": "Buses"}).content.decode()


def test_a_topic_that_is_called_by_a_number_is_not_taken_for_another() -> None:
    row, meant = make_topic("Votes"), make_topic("Elections")
    year = make_topic(str(meant.pk))
    address = f"/admin/articles/topic/{row.pk}/merge/"
    page = client_of().get(address, {"with": "Elections"}).content.decode()
    assert f'name="with" value="{meant.pk}"' in page
    client_of().post(address, {"with": meant.pk, "keep": row.pk})
    assert set(Topic.objects.values_list("name", flat=True)) == {"Votes", year.name}


def test_a_person_is_not_merged_with_itself() -> None:
    person = make_person()
    page = client_of().get(f"{BASE}{person.pk}/merge/", {"with": person.pk})
    assert b"cannot be merged with itself" in page.content


def test_topics_merge_by_the_same_screen() -> None:
    kept, other = make_topic("Harbor"), make_topic("The harbor")
    make_article(topics=[other])
    address = f"/admin/articles/topic/{kept.pk}/merge/"
    client = client_of()
    assert b"1 story moves" in client.get(address, {"with": other.pk}).content
    client.post(address, {"with": other.pk, "keep": kept.pk})
    assert kept.ties.count() == 1


def test_a_person_is_split_on_a_screen() -> None:
    person = make_person("Ruben Adeyemi", qualifier="mayor")
    stays, goes = make_article(people=[person]), make_article(people=[person])
    address = f"{BASE}{person.pk}/split/"
    client = client_of()
    assert client.post(address, {"qualifier": "footballer"}).status_code == 200
    client.post(address, {"qualifier": "footballer", "story": [goes.pk]})
    assert str(goes.mentions.get().tag) == "Ruben Adeyemi (footballer)"
    assert stays.mentions.get().tag == person


def test_the_report_names_near_duplicates_and_the_rarely_named() -> None:
    make_article(people=[make_person("Volodymyr Zelensky"), make_person("Volodymyr Zelenskyy")])
    make_person("Ruben Adeyemi")
    page = client_of().get(f"{BASE}report/").content.decode()
    assert "Merge Volodymyr Zelensky and Volodymyr Zelenskyy" in page
    assert "in no story" in page


def test_the_report_knows_nicknames_and_stops_at_its_most(monkeypatch: pytest.MonkeyPatch) -> None:
    for last in ("Ash", "Birch", "Elm"):
        make_person(f"William {last}")
        make_person(f"Bill {last}")
    assert {pair.keep.name for pair in near_duplicates()} >= {"William Ash", "William Elm"}
    monkeypatch.setattr(tidying, "MOST_PAIRS", 2)
    assert len(near_duplicates()) == 2


PAGES = ["", "report/", "{pk}/merge/", "{pk}/split/", "{pk}/change/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("role", "may"), [("Reporter", False), ("Editor", True)])
def test_only_who_may_change_people_sees_the_tools(page: str, role: str, may: bool) -> None:
    person = make_person()
    answer = client_of(role).get(BASE + page.format(pk=person.pk))
    if not may and page in {"", "{pk}/change/"}:
        assert answer.status_code == 200
        assert b"/merge/" not in answer.content
    else:
        assert answer.status_code == (200 if may else 403)


def test_choices_tell_namesakes_apart() -> None:
    make_person("Ruben Adeyemi", role="mayor", birth_year=1970)
    answer = client_of().get(
        "/admin/autocomplete/",
        {
            "app_label": "articles",
            "model_name": "personmention",
            "field_name": "tag",
            "term": "ade",
        },
    )
    [told] = answer.json()["results"]
    assert (told["text"], told["beside"]) == ("Ruben Adeyemi", "mayor, born 1970")


def test_a_persons_page_tells_names_company_years_and_who_else(client: Client) -> None:
    now = timezone.now()
    person = make_person("Ruben Adeyemi", wikidata_id="Q42", links=["https://ruben.example/"])
    PersonAlias.objects.create(person=person, name="Benny Ade", kind="former")
    other = make_person("Lena Fischer")
    for year in (now.year - 1, now.year - 1, now.year - 3):
        make_article(people=[person, other], published_at=now.replace(year=year, day=1))
    page = client.get(person.get_absolute_url()).content.decode()
    assert "Also known as Benny Ade" in page
    assert f'href="?year={now.year - 1}"' in page
    assert '3<span class="unseen"> stories together</span>' in page
    assert "https://www.wikidata.org/wiki/Q42" in page
    one_year = client.get(person.get_absolute_url(), {"year": now.year - 3}).content.decode()
    assert one_year.count('class="card-headline"') == 1
    assert '<meta name="robots" content="noindex' in one_year
    assert client.get(person.get_absolute_url(), {"year": "x"}).status_code == 404


def form_of(person: Person, **changes: Any) -> dict[str, Any]:
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {
        "name": person.name,
        "slug": person.slug,
        "is_confirmed": "on",
        **{f"aliases-{name}": value for name, value in empty.items()},
        **changes,
    }


def test_a_renamed_person_is_found_under_both_names_and_addresses() -> None:
    person = make_person("Ruben Adeyemi")
    story = make_article(people=[person])
    index([story])
    before, number = person.get_absolute_url(), freshness.current()
    changes = {
        "name": "Ruben Haddad",
        "slug": "ruben-haddad",
        "wikidata_id": "wikidata.org/wiki/q42",
    }
    links = "https://one.example/\nhttps://two.example/"
    answer = client_of().post(f"{BASE}{person.pk}/change/", form_of(person, **changes, links=links))
    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.links == ["https://one.example/", "https://two.example/"]
    assert (person.wikidata_id, person.aliases.get().kind) == ("Q42", "former")
    moved = Client().get(before)
    assert (moved.status_code, moved["Location"]) == (301, "/people/ruben-haddad")
    assert list(matching(parse("haddad"), type(story).objects.published())) == [story]
    assert freshness.current() > number


@pytest.mark.parametrize(
    "changes", [{"wikidata_id": "Douglas"}, {"links": "javascript:alert(1)"}, {"name": ""}]
)
def test_what_a_page_cannot_show_is_not_saved(changes: dict[str, str]) -> None:
    person = make_person("Ruben Adeyemi")
    answer = client_of().post(f"{BASE}{person.pk}/change/", form_of(person, **changes))
    assert answer.status_code == 200
    assert answer.context["errors"]


def test_a_deleted_person_is_gone_from_search() -> None:
    person = make_person("Ruben Adeyemi")
    story = make_article(people=[person])
    index([story])
    client_of().post(f"{BASE}{person.pk}/delete/", {"post": "yes"})
    assert not Person.objects.exists()
    assert not matching(parse("adeyemi"), type(story).objects.published())


def test_an_editor_keeps_other_and_former_names() -> None:
    person = make_person("Ruben Adeyemi")
    names = {"aliases-TOTAL_FORMS": 1, "aliases-0-name": "Benny Ade", "aliases-0-kind": "former"}
    page = client_of("Editor").get(f"{BASE}{person.pk}/change/").content.decode()
    assert "Other and former names" in page
    client_of("Editor").post(f"{BASE}{person.pk}/change/", form_of(person, **names))
    assert person.aliases.get().name == "Benny Ade"
