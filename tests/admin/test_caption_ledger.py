"""The ledger of a picture's captions: where it stands, what drifted, one correction for many."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from articles.body.document import document, figure, paragraph
from articles.models import Article
from articles.publishing.captions import live_problems, uses_of
from articles.publishing.placing import rebuild_placements
from articles.publishing.policy import can
from media.models import Picture
from tests.admin.pages import fields_on
from tests.factories import make_article, make_picture, make_section, make_user

pytestmark = pytest.mark.django_db


def login(role: str = "Publisher") -> Client:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def story_with(picture: Picture | None, caption: str = "", **fields: Any) -> Article:
    body = document(paragraph("Words."), figure(picture.pk if picture else None, caption=caption))
    article = make_article(body=body, **fields)
    rebuild_placements([article])
    return article


def test_every_story_is_listed_and_drift_is_shown() -> None:
    picture = make_picture(caption="The crane at dawn")
    story_with(picture)
    story_with(picture, "The crane at dawn.")
    story_with(picture, "Another crane")
    page = login().get(f"/admin/media/picture/{picture.pk}/change/").content.decode()
    assert "Used in 3 stories" in page
    assert "1 caption says something else" in page
    assert page.count('class="drift"') == 1


def test_a_correction_reaches_the_chosen_stories_as_a_version_each() -> None:
    picture = make_picture(caption="Old")
    chosen, other = story_with(picture, "Wrong"), story_with(picture, "Stays")
    posted = {"what": "caption", "caption": "Right", "story": [chosen.pk]}
    answer = login().post(f"/admin/media/picture/{picture.pk}/correct/", posted, follow=True)
    assert "1 story is saved." in answer.content.decode()
    for article, caption, versions in ((chosen, "Right", 1), (other, "Stays", 0)):
        article.refresh_from_db()
        assert article.placements.get().caption == caption
        assert article.version == versions
    assert Picture.objects.get().caption == "Old"


def test_no_working_note_goes_into_a_live_story_by_its_captions() -> None:
    picture = make_picture(caption="Old")
    live, draft = story_with(picture, "Right"), story_with(picture, "Right", visibility="hidden")
    posted = {"what": "caption", "caption": "Crane TK", "story": [live.pk, draft.pk]}
    answer = login().post(f"/admin/media/picture/{picture.pk}/correct/", posted, follow=True)
    assert f"{live.headline}: A working note is left in the text: TK" in answer.content.decode()
    assert live.placements.get().caption == "Right"
    assert draft.placements.get().caption == "Crane TK"


def test_stories_follow_a_caption_that_becomes_the_pictures_own() -> None:
    picture = make_picture(caption="Old")
    story = story_with(picture, "Wrong")
    posted = {"what": "caption", "caption": "Right", "is_own": "1", "story": [story.pk]}
    login().post(f"/admin/media/picture/{picture.pk}/correct/", posted)
    assert Picture.objects.get().caption == "Right"
    assert story.placements.get().caption == ""


def test_the_picture_desk_corrects_captions_in_stories_that_it_does_not_write() -> None:
    picture = make_picture(caption="Old")
    story = story_with(picture, "Wrong")
    posted = {"what": "caption", "caption": "Right", "story": [story.pk]}
    login("Picture editor").post(f"/admin/media/picture/{picture.pk}/correct/", posted)
    assert story.placements.get().caption == "Right"


def test_a_corrected_credit_is_the_pictures_and_noted_in_the_story() -> None:
    picture = make_picture(credit="Wrong", creator="")
    story = story_with(picture)
    posted = {"what": "credit", "creator": "Ana Ruiz", "credit": "Ledger", "story": [story.pk]}
    login().post(f"/admin/media/picture/{picture.pk}/correct/", posted)
    picture.refresh_from_db()
    assert (picture.creator, picture.credit) == ("Ana Ruiz", "Ledger")
    assert story.revisions.latest("number").note == "credit of a picture corrected"


@pytest.mark.parametrize("seen", [True, False])
def test_a_picture_that_readers_see_keeps_a_credit(seen: bool) -> None:
    picture = make_picture(credit="Harbor News", creator="")
    story_with(picture, visibility="public" if seen else "hidden")
    client, said = login(), "it keeps a creator or a credit"
    page = f"/admin/media/picture/{picture.pk}/change/"
    shown = fields_on(client.get(page).content, "//form[@id='picture_form']")
    typed = {name: values[-1] for name, values in shown.items()} | {"credit": ""}
    asked = (
        (page, typed),
        (f"/admin/media/picture/{picture.pk}/correct/", {"what": "credit", "credit": " "}),
        ("/admin/articles/article/picture-words/", {"picture": picture.pk, "credit": ""}),
    )
    for address, sent in asked:
        answer = client.post(address, sent, follow=True).content.decode()
        assert (said in answer) is seen, address
        picture.refresh_from_db()
        assert bool(picture.credit) is seen
        Picture.objects.update(credit="Harbor News")


def test_a_reporter_corrects_nothing() -> None:
    picture = make_picture()
    story = story_with(picture, "Mine")
    posted = {"what": "caption", "caption": "Forged", "story": [story.pk]}
    answer = login("Reporter").post(f"/admin/media/picture/{picture.pk}/correct/", posted)
    assert answer.status_code == 403
    assert story.placements.get().caption == "Mine"


def test_a_used_picture_is_not_deleted_and_the_stories_are_named() -> None:
    picture = make_picture()
    story = story_with(picture)
    client = login()
    page = client.get(f"/admin/media/picture/{picture.pk}/delete/").content.decode()
    assert story.headline in page
    client.post(f"/admin/media/picture/{picture.pk}/delete/", {"post": "yes"})
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_the_report_names_live_stories_only() -> None:
    bare = make_picture(alt="", credit="", creator="", caption="IMG_2041.jpg")
    live, draft = story_with(bare), story_with(bare, state="draft")
    wanted = story_with(None, "Wanted")
    for kind, expected in (("alt", live), ("credit", live), ("file name", live)):
        assert [row.article for row in live_problems(kind)] == [expected], kind
    assert [row.article for row in live_problems("picture")] == [wanted]
    assert draft.placements.exists()
    page = login().get("/admin/media/picture/problems/?kind=file+name").content.decode()
    assert live.headline in page


def test_the_picker_finds_pictures_that_no_story_uses() -> None:
    used, unused = make_picture(), make_picture()
    story_with(used)
    answer = login().get("/admin/media/picture/library/?look=unused").json()
    assert [picture["id"] for picture in answer["pictures"]] == [unused.pk]


@pytest.mark.parametrize("role", ["Reporter", "Section editor", "Editor", "Picture editor"])
def test_the_ledger_asks_twice_however_many_stories_there_are(
    role: str, django_assert_max_num_queries: Any
) -> None:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    section, picture = make_section(), make_picture()
    section.editors.add(user)
    for number in range(12):
        places: dict[str, Any] = {"section": section} if number % 2 else {}
        makers: dict[str, Any] = {"created_by": user} if number % 3 else {}
        story_with(picture, state="draft" if number % 4 else "published", **places, **makers)
    user = type(user).objects.get(pk=user.pk)
    can(user, "edit")  # the permissions are read once a request
    with django_assert_max_num_queries(2):
        uses = uses_of(picture, user)
    assert [use.may_change for use in uses] == [
        can(user, "edit", use.placement.article) or can(user, "caption", use.placement.article)
        for use in uses
    ]
    assert len(uses) >= 3
