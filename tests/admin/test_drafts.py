"""What is typed is kept apart from the story, offered again, and gone once the story is saved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import Client, RequestFactory
from django.utils import timezone
from lxml import html

from articles.body.document import empty
from articles.models import Article, Draft, Presence
from articles.publishing.drafts import MOST_KEPT, MOST_OFFERED
from articles.publishing.saving import save_story
from articles.publishing.withdraw import withdraw
from tests.admin.pages import address, form_of, login
from tests.factories import make_article, make_document, make_person

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/draft/"


def keep(client: Client, url: str, form_key: str = "", **fields: Any) -> Any:
    form = {"fields": fields, "body": {"type": "doc", "content": []}, "ties": {}}
    sent = {"id": form_key, "base_version": 0, "form": form}
    return client.post(url, sent, content_type="application/json")


def test_typing_into_a_live_story_changes_no_reader_and_no_version() -> None:
    client, user = login()
    story = make_article(headline="As it is")
    for words in ("Typed", "Typed more"):
        answer = keep(client, address(story, "draft"), headline=words)
        assert answer.status_code == 200
        assert len(answer.json()["saved"]) == 8
    story.refresh_from_db()
    assert (story.headline, story.version, story.revisions.count()) == ("As it is", 0, 0)
    assert Draft.objects.get(article=story, user=user).form["fields"]["headline"] == "Typed more"


def test_a_draft_is_offered_with_its_difference_to_its_own_editor_only() -> None:
    client, _user = login()
    story = make_article("draft", headline="As it is")
    keep(client, address(story, "draft"), headline="As it was typed <b>")
    page = client.get(address(story)).content.decode()
    assert "You left text unsaved" in page
    assert "<ins>was typed &lt;b&gt;</ins>" in page
    other, _other_user = login()
    assert "You left text unsaved" not in other.get(address(story)).content.decode()


def test_text_left_in_a_story_that_was_withdrawn_says_so() -> None:
    client, user = login()
    story = make_article("draft")
    keep(client, address(story, "draft"), headline="Typed")
    note = "readers see nothing of it"
    assert note not in client.get(address(story)).content.decode()
    withdraw(story, reason="A court said so.", by=user)
    page = html.fromstring(client.get(address(story)).content)
    assert note in page.xpath("//*[@data-draft-offer]")[0].text_content()
    assert note in page.xpath("//@data-note")[0], "for what the browser holds"


def test_saving_or_throwing_away_ends_the_draft() -> None:
    client, _user = login()
    story = make_article("draft")
    keep(client, address(story, "draft"), headline="Typed")
    client.post(address(story), form_of(story, headline="Saved"))
    assert not Draft.objects.exists()
    keep(client, address(story, "draft"), headline="Typed")
    keep(client, NEW, headline="A new one")
    keep(client, NEW, headline="A new one, later")
    assert Draft.objects.count() == 2
    client.post(address(story, "draft"), {"forget": "another form"})
    assert Draft.objects.count() == 2
    client.post(address(story, "draft"), {"forget": ""})
    assert "A new one, later" in client.get("/admin/articles/article/add/").content.decode()
    client.post("/admin/articles/article/add/", form_of(Article(headline="A new one")))
    assert not Draft.objects.exists()


def test_text_of_others_outlives_the_story_that_is_deleted_under_it() -> None:
    """It comes back as that of a new story; what says no more than the story did goes with it."""
    client, user = login()
    other, _other = login("Publisher")
    story = make_article("draft", headline="As it is", body=empty())
    keep(client, address(story, "draft"), "form-1", headline="As I typed it")
    keep(other, address(story, "draft"), "form-2", headline="As it is")
    other.post(address(story, "delete"), {"post": "yes"})
    assert not Article.objects.exists()
    draft = Draft.objects.get()
    assert (draft.user, draft.article, draft.form_key) == (user, None, "form-1")
    page = client.get("/admin/articles/article/add/").content.decode()
    assert "As I typed it" in page
    assert "It belonged to “As it is”, which somebody deleted" in page
    keep(client, address(story, "draft"), "form-1", headline="As I typed on")
    page = client.get("/admin/articles/article/add/").content.decode()
    assert "As I typed on" in page
    assert "It belonged to “As it is”" in page, "the page is open still and knows of nothing"
    assert "As I typed it" not in other.get("/admin/articles/article/add/").content.decode()


@pytest.mark.thorough
def test_each_open_form_has_a_draft_of_its_own_that_ends_with_it() -> None:
    client, _user = login()
    story = make_article("draft", headline="As it is")
    draft = address(story, "draft")
    for key, words in (("tab-1", "Typed here"), ("tab-2", "Typed there"), ("tab-1", "Typed on")):
        keep(client, draft, key, headline=words)
    page = client.get(address(story)).content.decode()
    assert "Typed on" in page
    assert "Typed there" in page
    client.post(address(story), form_of(story, headline="Saved", _form_key="tab-1"))
    assert [each.form_key for each in Draft.objects.all()] == ["tab-2"]
    sent = form_of(story, headline="", _form_key="tab-3", _goes_on_from="tab-2")
    assert b'data-unsaved="tab-2 tab-3"' in client.post(address(story), sent).content
    story.refresh_from_db()
    client.post(address(story), {**sent, **form_of(story, headline="Joined")})
    assert not Draft.objects.exists()


@pytest.mark.thorough
def test_forms_that_nobody_decided_on_do_not_pile_up() -> None:
    client, _user = login()
    for number in range(MOST_KEPT + 2):
        keep(client, NEW, f"form-{number}", headline=f"Typed {number}")
    assert Draft.objects.count() == MOST_KEPT
    page = client.get("/admin/articles/article/add/").content.decode()
    assert page.count("You left text unsaved") == MOST_OFFERED


def test_a_draft_is_told_by_what_it_changed_of_its_own_version() -> None:
    client, _user = login()
    ana = make_person("Ana Torres")
    story = make_article("draft", headline="As it was", embargo_until=timezone.now())
    save_story(story)
    draft = address(story, "draft")
    form = {
        "fields": {
            "headline": "As typed",
            "noindex": True,
            "lead_picture": "",
            "section": "x",
            "embargo_until": "2027-01-01T10:00",
            "show_at": "2027-01-01T10:00",
        },
        "body": story.body,
        "ties": {"mentions": [{"tag": str(ana.pk), "role": "subject"}, "no row"], "picks": 7},
    }
    story.headline, story.kicker = "As others saved it", "Theirs"
    save_story(story)
    sent = {"base_version": 1, "form": form, "compare": True}
    told = client.post(draft, sent, content_type="application/json").json()
    assert told["differs"]
    assert "<ins>typed</ins>" in told["html"]
    assert "Ana Torres (subject)" in told["html"]
    assert "others" not in told["html"]
    assert "Theirs" not in told["html"]
    same = {"fields": {"headline": "As it was"}, "body": story.body, "ties": {"mentions": []}}
    sent = {"base_version": 1, "form": same, "compare": True}
    told = client.post(draft, sent, content_type="application/json").json()
    assert not told["differs"]
    assert not Draft.objects.exists()


@pytest.mark.thorough
def test_a_saved_form_is_known_again_and_a_refused_one_keeps_autosave() -> None:
    client, _user = login()
    story = make_article("draft")
    fault = client.post(address(story), form_of(story, headline="", _form_key="key-1"))
    assert b"data-unsaved" in fault.content
    assert b"key-1" not in client.get(address(story)).content
    client.post(address(story), form_of(story, headline="New", _form_key="key-2"))
    page = client.get(address(story)).content
    assert b'data-arrived="key-2"' in page
    assert b"data-unsaved" not in page


def test_half_an_emoji_and_a_zero_are_kept_as_far_as_they_are_text() -> None:
    """A browser may cut one in two. PostgreSQL keeps neither: no word of that form was kept any more."""
    client, user = login()
    story = make_article("draft", created_by=user)
    fields = r'{"headline": "Calm \ud83d or \u0000storm \ud83d\ude00", "lead_picture": "%s"}' % (
        "9" * 5000
    )
    sent = r'{"base_version": 0, "id": "a\u0000", "form": {"fields": ' + fields + "}}"
    answer = client.post(address(story, "draft"), sent, content_type="application/json")
    assert answer.status_code == 200
    kept = Draft.objects.get(article=story, user=user)
    assert kept.form["fields"]["headline"] == "Calm ? or storm \U0001f600"
    assert client.get(address(story)).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        "", "[]", '{"form": 1}', '{"form": {}, "base_version": "x"}', '{"form": {"x": NaN}}',
        f'{{"form": {{"x": {"[" * 300}{"]" * 300}}}}}',
    ],
    ids=["nothing", "a list", "a number", "no version", "no number", "a pit"],
)  # fmt: skip
def test_what_is_no_form_is_refused(sent: str) -> None:
    client, _user = login()
    assert client.post(NEW, sent, content_type="application/json").status_code == 400


def test_others_see_who_is_editing_until_they_leave() -> None:
    story = make_article("draft")
    ana, _user = login(first_name="Ana")
    ben, _other = login(first_name="Ben")
    here = address(story, "presence")
    assert ana.post(here).json()["others"] == []
    heard = ben.post(here).json()["others"]
    assert len(heard) == 1
    assert heard[0].startswith("Ana is editing (since ")
    assert "Ana, Ben is editing" in ben.get("/admin/articles/article/").content.decode()
    ana.post(here, {"leave": "1"})
    assert ben.post(here).json()["others"] == []
    ana.post(here)
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=1))
    assert "is editing" not in ana.get("/admin/articles/article/").content.decode()


def test_a_story_is_taken_over_read_along_and_given_back() -> None:
    story = make_article("draft")
    ana, _user = login(first_name="Ana")
    ben, _other = login(first_name="Ben")
    here = address(story, "presence")
    ana.post(here)
    assert ben.post(here).json()["may_take"]
    told = ben.post(here, {"take": "1"}).json()
    assert (told["others"][0][:15], told["may_take"], told["taken"]) == (
        "Ana reads along",
        False,
        "",
    )
    told = ana.post(here).json()
    assert told["taken"].startswith("Ben took this story over at ")
    form = form_of(story, headline="Hers all the same")
    assert ana.post(address(story), form).status_code == 302  # advisory: nobody is kept from saving
    assert ana.post(here, {"take": "1"}).json()["taken"] == ""
    assert ben.post(here).json()["taken"].startswith("Ana took")
    ana.post(here, {"leave": "1"})
    assert ben.post(here).json() == {"others": [], "may_take": False, "taken": "", "version": 1}
    assert not Presence.objects.get().gave_way_to


def test_an_editor_who_was_signed_out_is_told_by_a_redirect() -> None:
    client, _user = login()
    story = make_article("draft")
    client.logout()
    assert keep(client, address(story, "draft"), headline="Typed").status_code == 302


def test_a_form_that_made_its_story_makes_no_second_one() -> None:
    """Sent twice by two clicks, or again after the browser's Back with other words."""
    client, _user = login()
    posted = form_of(
        Article(headline="One ferry", body=make_document("It sails.")), _form_key="f-1"
    )
    posted |= {"base_version": 0}
    add = "/admin/articles/article/add/"
    first = client.post(add, posted)
    assert client.post(add, posted)["Location"] == first["Location"]
    assert client.post(add, {**posted, "standfirst": "At dawn."}).status_code == 302
    story = Article.objects.get()
    assert (story.headline, story.standfirst) == ("One ferry", "At dawn.")
    client.post(add, {**posted, "_form_key": "f-2"})
    assert Article.objects.count() == 2, "another form is another story"
    reporter, _user = login("Reporter")
    sent = {**posted, "_form_key": "f-3", "_move": "submit"}
    answers = [reporter.post(add, sent) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Article.objects.count() == 3
    reporter.post(add, {**sent, "standfirst": "At dusk."})
    assert Article.objects.filter(standfirst="At dusk.").count() == 1, "no word is lost"


def test_a_form_that_comes_again_before_its_answer_makes_no_second_story() -> None:
    """Its session was read before the first one was done with."""
    client, user = login()
    posted = form_of(
        Article(headline="One ferry", body=make_document("It sails.")), _form_key="f-1"
    )
    posted |= {"base_version": 0, "standfirst": "At dawn."}
    add = "/admin/articles/article/add/"
    late: Any = RequestFactory().post(add, posted)
    late.user, late.session = user, client.session
    late._messages, late._dont_enforce_csrf_checks = CookieStorage(late), True
    assert "made_by_forms" not in late.session
    client.post(add, posted)
    answer = admin.site.get_model_admin(Article).add_view(late)
    assert answer.status_code == 302
    assert Article.objects.get().headline == "One ferry"
    assert late.session["made_by_forms"].keys() == {"f-1"}
