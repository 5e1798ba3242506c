"""The search page: filters and facets, suggestions with people first, and help with spelling."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest
from django.test import Client
from django.utils import timezone

from articles.body.document import document, paragraph
from articles.models import Article
from articles.public import crowded
from articles.publishing.people import people_changed
from articles.search import index, parse, search
from articles.search.engine import rebuild
from articles.search.stemming import german, stemmer
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_section,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def town() -> dict[str, Article]:
    """Stories of two sections, two people of whom one is hidden, a topic, a writer and two years."""
    harbor, hill = (
        make_section(name="Harbor", slug="harbor"),
        make_section(name="Hill", slug="hill"),
    )
    mara, hidden = make_person("Mara Lindqvist", role="Mayor"), make_person("Maren Unseen")
    dredging = make_topic("Marsh dredging", slug="dredging")
    writer = make_contributor("Marcus Bell", slug="marcus-bell")
    then = datetime(2019, 5, 4, 12, tzinfo=UTC)
    stories = {
        "one": make_article(section=harbor, people=[mara], topics=[dredging], headline="Tram one"),
        "two": make_article(section=harbor, people=[mara], headline="Tram two"),
        "old": make_article(section=hill, contributors=[writer], headline="Tram of old", published_at=then),
        "draft": make_article("draft", section=hill, people=[hidden], headline="Tram secret Xanthous"),
    }  # fmt: skip
    index(stories.values())
    return stories


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=tram", ["old", "one", "two"]),
        ("q=tram&section=harbor", ["one", "two"]),
        ("q=tram&section=nowhere", []),
        ("q=tram&person=mara-lindqvist&topic=dredging", ["one"]),
        ("q=tram&person=Mara+Lindqvist", ["one", "two"]),
        ("q=tram&person=Maren+Unseen", []),
        ("q=tram&contributor=marcus-bell", ["old"]),
        ("q=tram&from=2019-05-04&to=2019-05-04", ["old"]),
        ("q=tram&from=2019-05-05", ["one", "two"]),
        ("q=tram&to=2019-05-03", []),
        ("q=tram&from=8999-12-31&to=8999-12-31", []),
        ("q=tram&from=9999-12-31", ["old", "one", "two"]),
        ("topic=Marsh+dredging", ["one"]),
        ("person=mara-lindqvist&section=harbor", ["one", "two"]),
        ("from=2019-01-01&to=2019-12-31", ["old"]),
        ("q=...&person=mara-lindqvist", []),
    ],
)
def test_words_and_filters_find_exactly_these(
    town: dict[str, Article], client: Client, query: str, found: list[str]
) -> None:
    tree = lxml.html.document_fromstring(client.get(f"/search?{query}").content.decode())
    results = tree.xpath("//section[@aria-labelledby='results']//h3/a/@href")
    assert sorted(results) == sorted(town[name].get_absolute_url() for name in found)


def facet(tree: Any, name: str) -> dict[str, tuple[str, str]]:
    """Value -> (number, address) of one facet of the page."""
    [group] = tree.xpath(f"//nav[@class='facets']/div[h2='{name}']") or [None]
    values = group.xpath(".//li") if group is not None else []
    return {
        each.xpath("string(a)").strip(): (each.xpath("string(span)"), each.xpath("string(a/@href)"))
        for each in values
    }


def test_facets_count_what_was_found_and_each_leads_to_it(
    town: dict[str, Article], client: Client
) -> None:
    tree = lxml.html.document_fromstring(client.get("/search?q=tram").content.decode())
    sections, years = facet(tree, "Section"), facet(tree, "Year")
    assert {name: number for name, (number, _url) in sections.items()} == {
        "Harbor": "2",
        "Hill": "1",
    }
    assert set(years) == {"2019", str(timezone.localtime().year)}
    assert "Xanthous" not in tree.text_content()
    assert "Unseen" not in tree.text_content()
    inside = lxml.html.document_fromstring(client.get(sections["Harbor"][1]).content.decode())
    assert "2 results" in inside.xpath("//p[@role='status']")[0].text_content()
    [(chosen, (_number, back))] = facet(inside, "Section").items()
    assert "Take off:" in chosen
    assert back == "/search?q=tram"


def names(client: Client, words: str) -> list[tuple[str, str]]:
    answer = client.get(f"/search/suggest?q={quote(words)}")
    assert answer.status_code == 200
    return [(each["kind"], each["name"]) for each in answer.json()["suggestions"]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mar", [("person", "Mara Lindqvist"), ("topic", "Marsh dredging"), ("contributor", "Marcus Bell")]),
        ("Lind", [("person", "Mara Lindqvist")]),
        ("mara li", [("person", "Mara Lindqvist")]),
        ("harb", [("section", "Harbor")]),
        ("hil", [("section", "Hill")]),
        ("xan", []),
        ("m", []),
        ("", []),
        ("\0%_'\"", []),
    ],
)  # fmt: skip
def test_suggestions_name_people_first_and_nobody_hidden(
    town: dict[str, Article], client: Client, words: str, expected: list[tuple[str, str]]
) -> None:
    assert names(client, words) == expected


def test_who_was_last_in_the_news_is_suggested_first(client: Client) -> None:
    now = timezone.now()
    for days, name in ((3, "Anna Adler"), (1, "Anna Zorn")):
        make_article(people=[make_person(name)], published_at=now - timedelta(days=days))
    assert [name for _kind, name in names(client, "anna")] == ["Anna Zorn", "Anna Adler"]


@pytest.mark.parametrize(
    ("words", "offered"),
    [("lighthosue", "Lighthouse"), ("old lihgthouse", "old Lighthouse"), ("lighthouse", ""),
     ("zzzzzz", ""), ("xanthuos", ""), ("filharmonic", "Philharmonic"), ("filharmonik", "")],
)  # fmt: skip
def test_a_slip_of_the_finger_is_put_right(client: Client, words: str, offered: str) -> None:
    from articles.related.rebuilding import rebuild

    stories = [
        make_article(headline=f"Lighthouse {n}, an old Philharmonic") for n in ("one", "two")
    ]
    stories += [make_article("draft", headline=f"Xanthous {n}") for n in ("one", "two")]
    index(stories)
    rebuild()
    tree = lxml.html.document_fromstring(client.get(f"/search?q={quote(words)}").content.decode())
    instead = [
        link.text_content() for link in tree.xpath("//header//a[contains(@href, 'search?q=')]")
    ]
    assert [each.casefold() for each in instead] == ([offered.casefold()] if offered else [])


def test_a_tie_that_changes_without_the_text_is_followed(
    town: dict[str, Article], client: Client
) -> None:
    other = make_person("Mira Vane")
    town["one"].mentions.all().delete()
    town["one"].mentions.create(tag=other, story_published_at=town["one"].published_at)
    people_changed([town["one"].pk])
    assert b"Tram one" in client.get("/search?q=tram&person=mira-vane").content
    assert b"Tram one" not in client.get("/search?q=tram&person=mara-lindqvist").content


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        (("häuser", "häusern", "hauser"), "haus"),
        (("straße", "straßen"), "strass"),
        (("wahl", "wahlen"), "wahl"),
        (("verhandlung", "verhandlungen"), "verhandl"),
        (("möglichkeit", "möglichkeiten"), "moglich"),
        (("bürgermeister", "bürgermeisters", "bürgermeistern"), "burgermeist"),
    ],
)
def test_german_words_meet_in_their_stem(words: tuple[str, ...], stem: str, settings: Any) -> None:
    settings.LANGUAGE_CODE = "de"
    folded = [
        word.translate(str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})) for word in words
    ]
    assert {german(word) for word in folded} == {stem}


FOREIGN = {
    "de": ("Verhandlungen über die Straßen", ("Verhandlung", "straße", "STRASSEN", '"über die"')),
    "fr": ("Négociations régionales à l'aube", ("négociation", "REGIONAL", '"à l\'aube"')),
    "sv": ("Kvinnorna tackade hamnarna", ("kvinna", "hamn")),
    "ru": ("Выборы мэров в городах", ("город", "мэра")),
}
"""Language -> a headline, and what finds it there by the rules of that language alone."""


@pytest.mark.parametrize("language", FOREIGN)
def test_a_site_in_another_language_finds_other_forms_of_a_word(
    settings: Any, language: str
) -> None:
    headline, asked = FOREIGN[language]
    story = make_article(headline=headline, body=document(paragraph("Tekst.")))
    settings.LANGUAGE_CODE = language
    try:
        rebuild(lambda _done: None)
        public = Article.objects.published()
        for words in asked:
            assert search(parse(words), public).ids == [story.pk], words
        assert search(parse("unbekannt"), public).ids == []
    finally:
        settings.LANGUAGE_CODE = "en"
        rebuild(lambda _done: None)


def test_without_its_rules_a_language_is_searched_as_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "snowballstemmer", None)
    stemmer.cache_clear()
    try:
        assert [stemmer(each) is None for each in ("fr", "xx", "en", "de")] == [
            True,
            True,
            True,
            False,
        ]
    finally:
        stemmer.cache_clear()


@pytest.mark.usefixtures("town")
def test_where_two_search_and_one_waits_the_next_comes_again_and_stories_go_on(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(crowded, "PATIENCE", 0.01)
    room = crowded.Room()
    monkeypatch.setattr(crowded, "SEARCHES", room)
    assert client.get("/search?q=harbor").status_code == 200
    assert [room.enter(), room.enter()] == [True, True]
    told = client.get("/search?q=harbor")
    assert (told.status_code, told.headers["Retry-After"]) == (503, "2")
    assert told.headers["Cache-Control"] == "no-store"
    assert "Very many people are searching" in told.content.decode()
    assert client.get("/search").status_code == 200
    assert client.get("/").status_code == 200
    room._door.acquire()  # somebody waits already: the next is answered without waiting
    monkeypatch.setattr(crowded, "PATIENCE", 3600.0)
    with django_assert_num_queries(0):
        assert client.get("/search?q=harbor").status_code == 503
    room._door.release()
    room.leave()
    assert client.get("/search?q=harbor").status_code == 200
    assert room.enter(), "who was answered has left"
