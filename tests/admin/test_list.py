"""The list of all stories: found by person, number and address; what it says when it is empty."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from articles.body.document import document, figure, paragraph
from articles.models import Article, FormerAddress, Section
from articles.publishing.placing import rebuild_placements
from articles.search import index
from tests.admin.pages import address, form_of, login
from tests.factories import make_article, make_person, make_picture, make_source

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def shown(client: Client, query: str) -> set[str]:
    """Headlines of the list at that query."""
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 200, (query, page.status_code)
    return {article.headline for article in page.context["cl"].result_list}


def test_stories_are_found_by_a_person_named_in_the_filter() -> None:
    client, _user = login()
    ana, other = make_person("Ana Torres"), make_person("Ana Torres", qualifier="chef")
    make_article("draft", headline="Of the one", people=[ana])
    make_article("draft", headline="Of the other", people=[other])
    make_article("draft", headline="Of nobody")
    assert shown(client, f"person={ana.pk}") == {"Of the one"}
    assert shown(client, "person=ana+torres") == {"Of the one", "Of the other"}
    assert shown(client, "person=torres") == {"Of the one", "Of the other"}
    assert shown(client, "person=nobody+known") == set()
    assert len(shown(client, "person=")) == 3
    said = client.get(f"{LIST}?person=torres&state=draft").content.decode()
    assert f"?person={other.pk}&amp;state=draft" in said, "each of the namesakes is offered"
    assert 'type="hidden" name="state" value="draft"' in said


def test_a_number_or_an_address_opens_its_story() -> None:
    client, _user = login()
    story = make_article(source=make_source(), source_key="wire-7")
    FormerAddress.objects.create(path="/2019/05/an-old-path.html", article=story)
    form = f"{LIST}{story.pk}/change/"
    for asked in (
        str(story.pk), story.get_absolute_url(), f"https://www.example.org{story.get_absolute_url()}",
        f"{story.get_absolute_url()}?utm=1", "https://old.example/2019/05/an-old-path.html",
    ):  # fmt: skip
        answer = client.get(LIST, {"q": asked})
        assert (answer.status_code, answer.headers.get("Location")) == (302, form), asked
    assert shown(client, "q=wire-7") == {story.headline}
    assert shown(client, "q=999999") == set()
    assert shown(client, "q=/no/such-999999") == set()


def test_an_address_opens_nothing_that_the_asker_may_not_see() -> None:
    client, _user = login("Reporter")
    hidden = make_article("draft", headline="Xanthous")
    answer = client.get(LIST, {"q": str(hidden.pk)})
    assert answer.status_code == 200
    assert b"Xanthous" not in answer.content


def test_words_find_stories_by_who_is_in_them_and_by_their_byline() -> None:
    client, _user = login()
    story = make_article(headline="Of her", people=[make_person("Zenobia Quist")], byline="By Lev")
    index([story])
    make_article(headline="Another")
    assert shown(client, "q=Zenobia") == {"Of her"}
    assert shown(client, "q=lev") == {"Of her"}


def test_the_list_is_sorted_by_what_an_index_has_in_order_and_by_nothing_else() -> None:
    client, _user = login()
    for words in ("Bees", "Ants", "Cats"):
        make_article("draft", headline=words)
    heads = client.get(LIST).content.decode().partition("<tbody>")[0]
    offered = [f"o={number}" in heads or f"o=-{number}" in heads for number in range(1, 10)]
    assert [place for place, is_offered in enumerate(offered, 1) if is_offered] == [2, 8, 9]
    for query, order in (("o=2", ["Ants", "Bees", "Cats"]), ("o=1", ["Cats", "Ants", "Bees"])):
        rows = client.get(f"{LIST}?{query}").context["cl"].result_list
        assert [row.headline for row in rows] == order, "a forged column sorts nothing"


def test_a_story_lacks_a_lead_picture_only_where_its_text_shows_none_either() -> None:
    """A card and the page take the first of the text for one; a picture that is only wanted leads nothing."""
    there = make_picture()
    make_article(headline="In the text", body=document(paragraph("One."), figure(there.pk)))
    make_article(headline="On top", lead_picture=there)
    make_article(headline="Wanted", body=document(paragraph("One."), figure(None, caption="Fog")))
    make_article(headline="Words alone")
    rebuild_placements(list(Article.objects.all()))
    client, _user = login()
    bare = {"Wanted", "Words alone"}
    assert shown(client, "missing=lead") == bare
    page = html.fromstring(client.get(LIST).content)
    rows = page.xpath("//table[@id='result_list']/tbody/tr[contains(., 'lead picture')]")
    assert {name for row in rows for name in bare if name in row.text_content()} == bare
    assert len(rows) == 2


@pytest.mark.thorough
def test_whatever_is_asked_of_the_list_takes_ten_queries_at_most(
    django_assert_max_num_queries: Any,
) -> None:
    writer, source = make_person("Zenobia Quist"), make_source()
    index([make_article(people=[writer], byline="By Lev", source=source) for _number in range(3)])
    questions = [
        "", "p=1", "o=-9", "q=headline", "q=two+words", "q=qqqq", "q=wire-77", "q=zenobia+quist",
        "q=%22zenobia+quist%22", "q=zenobia+-lev", "state=published", "section=-", "mine=1",
        f"person={writer.pk}", "person=quist", "missing=lead", "missing=alt", "missing=credit",
        "missing=picture", "missing=section", f"source={source.code}", "source=-", "corrected=1",
        "saved=today", "saved=week", "q=zenobia&state=published&saved=week",
    ]  # fmt: skip
    for role in ("Publisher", "Section editor", "Reporter"):
        client, _user = login(role)
        client.get(LIST)
        for question in questions:
            with django_assert_max_num_queries(10, info=f"{role} asks {question!r}"):
                assert client.get(f"{LIST}?{question}").status_code == 200


@pytest.mark.sqlite
def test_who_may_see_what_is_told_by_an_index_alone() -> None:
    """A table of stories is mostly bodies: counting what a reporter may see read them all."""
    make_article()
    client, _user = login("Reporter")
    client.get(LIST)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(LIST).status_code == 200
    plans = []
    for query in asked.captured_queries:
        if "CASE WHEN" in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
                plans.append(" | ".join(row[3] for row in cursor.fetchall()))
    assert len(plans) == 2
    assert all("USING COVERING INDEX desk_" in plan for plan in plans), plans


@pytest.mark.thorough
def test_a_filter_survives_a_story_its_save_and_the_way_back() -> None:
    client, _user = login()
    story = make_article("draft")
    asked = f"{LIST}?state=draft&o=2"
    list_page = html.fromstring(client.get(asked).content)
    [form] = list_page.xpath("//th[@class='field-headline_shown']/a/@href")
    saved = client.post(form, form_of(story, headline="Another one"))
    assert saved.status_code == 302
    for page in (form, saved.headers["Location"]):
        [back] = html.fromstring(client.get(page).content).xpath(
            "//*[@class='breadcrumbs']/a[2]/@href"
        )
        assert back == asked
    [plain] = html.fromstring(client.get(address(story)).content).xpath(
        "//*[@class='breadcrumbs']/a[2]/@href"
    )
    assert plain == LIST


def test_a_long_filter_is_folded_until_something_of_it_is_chosen() -> None:
    client, _user = login()
    make_article("draft")

    def open_ones(asked: str) -> list[str]:
        page = html.fromstring(client.get(f"{LIST}{asked}").content)
        return page.xpath("//details[@data-filter-title]/@data-filter-title[../@open]")

    for number in range(13):
        Section.objects.create(name=f"Section {number}", slug=f"section-{number}")
    assert "state" in open_ones("")
    assert "section" not in open_ones("")
    assert "section" in open_ones("?section=section-3")


def test_an_empty_list_says_how_stories_come() -> None:
    client, _user = login()
    assert "Write the first story" in client.get(LIST).content.decode()
    make_article()
    assert "No story is like this" in client.get(f"{LIST}?state=held").content.decode()


def test_a_lookup_of_people_tells_no_headline_before_its_time() -> None:
    client, _user = login("Reporter")
    ana = make_person("Ana Torres")
    make_article(headline="An open one", people=[ana])
    for state in ("scheduled", "embargoed", "draft"):
        make_article(state, headline="Xanthous", people=[ana])
    said = client.get("/admin/articles/person/lookup/?q=ana").content.decode()
    assert "An open one" in said
    assert "Xanthous" not in said
