"""Addresses: one per story, one hop from every other; equal silence; 410 without a word."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import FormerAddress, Tombstone
from tests.factories import make_article, make_person, make_section

pytestmark = pytest.mark.django_db


def test_every_other_address_of_a_story_leads_to_its_own_in_one_hop(client: Client) -> None:
    make_section(slug="city")
    story = make_article(headline="Tram opens", section=make_section(slug="harbor"))
    own = story.get_absolute_url()
    assert own == f"/harbor/tram-opens-{story.pk}"
    assert client.get(own).status_code == 200
    for other in (f"/city/tram-opens-{story.pk}", f"/harbor/old-{story.pk}", f"{own}/",
                  f"/harbor/-{story.pk}", f"/nosuch/TRAM-{story.pk}/"):  # fmt: skip
        answer = client.get(other)
        assert (answer.status_code, answer.headers.get("Location")) == (301, own), other


def test_unknown_draft_and_embargoed_are_the_same_to_the_byte(client: Client) -> None:
    make_article()
    section = make_section(slug="harbor")
    hidden = [
        make_article(state, section=section).get_absolute_url()
        for state in ("draft", "scheduled", "embargoed", "in_review", "held")
    ]
    answers = [client.get(path) for path in [*hidden, "/harbor/nothing-999999", "/x/y/z"]]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    headers = [sorted(set(answer.headers.items()) - {("Date", "")}) for answer in answers]
    assert all(each == headers[0] for each in headers)


def test_a_withdrawn_story_is_gone_without_its_title(client: Client) -> None:
    story = make_article("withdrawn", headline="Canary headline")
    Tombstone.objects.create(article_pk=story.pk, reason="canary reason")
    former = FormerAddress.objects.create(path="/2019/05/canary", article=story)
    for path in (story.get_absolute_url(), f"/x/anything-{story.pk}", former.path):
        answer = client.get(path)
        assert answer.status_code == 410
        assert "anary" not in answer.content.decode()
        assert "admin" not in answer.content.decode()


def test_an_old_address_leads_on_for_good(client: Client) -> None:
    story, person = make_article(), make_person("Ada King")
    make_article(people=[person])
    FormerAddress.objects.create(path="/2019/05/old-post", article=story)
    FormerAddress.objects.create(path="/?p=12", article=story)
    FormerAddress.objects.create(path="/people/countess", person=person)
    for path in ("/2019/05/old-post", "/2019/05/old-post/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, story.get_absolute_url())
    assert client.get("/people/countess").headers["Location"] == person.get_absolute_url()


@pytest.mark.parametrize("state", ["draft", "embargoed", "scheduled"])
def test_an_old_address_of_a_hidden_story_is_unknown(client: Client, state: str) -> None:
    FormerAddress.objects.create(path="/2019/05/old-post", article=make_article(state))
    hidden, unknown = client.get("/2019/05/old-post"), client.get("/2019/05/never")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content


@pytest.mark.parametrize(("path", "target"), [("/harbor/", "/harbor"), ("/people/", "/people")])
def test_a_last_slash_is_taken_off(client: Client, path: str, target: str) -> None:
    make_section(slug="harbor")
    assert client.get(path).headers["Location"] == target


@pytest.mark.parametrize("path", ["//evil.example/", "/%2F%2Fevil.example/", "/\\evil.example/"])
def test_a_strange_path_never_leads_outside(client: Client, path: str) -> None:
    answer = client.get(path)
    assert not answer.headers.get("Location", "/").startswith(("//", "http", "/\\"))


def test_the_404_page_offers_search_and_what_is_new(client: Client) -> None:
    story = make_article()
    make_article("draft", headline="Canary")
    page = client.get("/nowhere").content.decode()
    assert 'role="search"' in page
    assert story.get_absolute_url() in page
    assert "Canary" not in page
    assert 'content="noindex"' in page


def test_an_id_too_long_for_the_database_is_a_404(client: Client) -> None:
    for path in ("/harbor/x-999999999999999999", "/harbor/x-9999999999999999999999",
                 "/api/stories/99999999999999999999999"):  # fmt: skip
        assert client.get(path).status_code == 404
