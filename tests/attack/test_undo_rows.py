"""S27: what a stolen session did to people, topics, sections, accounts and fronts goes back, too."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from articles.fronts import banners, placed
from articles.models import (
    Article,
    AuditEntry,
    Banner,
    Contributor,
    Front,
    Person,
    PersonAlias,
    PreviewLink,
    RelatedBan,
    Section,
    Topic,
)
from articles.publishing.audit import record
from articles.publishing.editions import Placing, newest_edition, save_front
from articles.publishing.picture_words import write_words
from articles.publishing.row_columns import columns_of, gone
from articles.publishing.undoing import undo_account
from media.models import Picture
from tests.admin.pages import fields_on, login
from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_section,
    make_topic,
    make_user,
)
from tests.media.drawing import jpeg, take

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

ROUNDS = 100 if IS_FULL else 1
EACH = 10
"""Changes of one round."""
KINDS: tuple[type[Model], ...] = (
    Section, Topic, Person, PersonAlias, Contributor, User, Picture, RelatedBan,
)  # fmt: skip
MOVED = ("changed_at", "search_words", "from_file")


def posted(client: Client, page: str, **changes: Any) -> None:
    shown = client.get(page).content
    answer = client.post(page, {**fields_on(shown, "//form[@id]"), **changes, "_save": "Save"})
    if answer.status_code != 302:
        form = answer.context.get("adminform")
        assert form is None or not form.errors, (page, form.errors)


def state() -> dict[str, Any]:
    """Every row of the kinds, and who is named in which story."""
    rows: dict[str, Any] = {
        f"{kind.__name__} {row.pk}": {**columns_of(row), **dict.fromkeys(MOVED)}
        for kind in KINDS
        for row in kind._base_manager.all()
    }
    ties = Article.objects.order_by("pk").values_list("pk", "mentions__tag", "topic_ties__topic")
    return {**rows, "ties": sorted(ties, key=str)}


def vandalize(client: Client, number: int) -> None:
    """Ten changes through the screens of the desk: renamed, moved, emptied, deleted, merged, planted."""
    base = "/admin/articles"
    topic, doomed = Topic.objects.filter(name__endswith=f" {number}").order_by("pk")
    person, other = Person.objects.filter(name__endswith=f" {number}").order_by("pk")
    section = Section.objects.get(name=f"Desk {number}")
    writer = Contributor.objects.get(name=f"Ana Ruiz {number}")
    account = User.objects.get(username=f"mate{number}")
    picture = Picture.objects.order_by("pk")[0]
    posted(client, f"{base}/topic/{topic.pk}/change/", name=f"Bought {number}", slug=f"b{number}")
    posted(client, f"{base}/section/{section.pk}/change/", description="Paid for", editors=[])
    posted(client, f"{base}/person/{person.pk}/change/", name=f"Crook {number}", note="A crook",
           **{"aliases-TOTAL_FORMS": 1, "aliases-0-name": f"Thief {number}", "aliases-0-kind": "alias"})  # fmt: skip
    posted(client, f"{base}/contributor/{writer.pk}/change/", bio="Nobody")
    posted(client, f"/admin/auth/user/{account.pk}/change/", is_superuser="on", groups=[])
    client.post(f"{base}/topic/{doomed.pk}/delete/", {"post": "yes"})
    client.post(f"{base}/person/{person.pk}/merge/", {"with": other.pk, "keep": person.pk})
    posted(client, f"{base}/topic/add/", name=f"Planted {number}", slug=f"planted{number}")
    posted(client, "/admin/auth/user/add/", username=f"planted{number}")
    posted(client, f"/admin/media/picture/{picture.pk}/change/", caption=f"Not so {number}")


def test_rows_without_versions_go_back_to_what_they_were() -> None:
    client, thief = login("", is_superuser=True)
    take(jpeg(64, 48), name="crane.jpg")
    for number in range(ROUNDS):
        person, topic = make_person(f"Ada Bell {number}"), make_topic(f"Trams {number}")
        doomed, other = make_topic(f"Ferries {number}"), make_person(f"Jo Bell {number}")
        mate = make_user(f"mate{number}", is_staff=True)
        make_section(name=f"Desk {number}", description="News").editors.add(mate)
        make_contributor(f"Ana Ruiz {number}", bio="Writes.")
        make_article(people=[person, other], topics=[topic, doomed])
    before, since = state(), timezone.now()
    for number in range(ROUNDS):
        vandalize(client, number)
    told = AuditEntry.objects.filter(actor=thief, at__gte=since).filter(kept__isnull=False).count()
    would = undo_account(thief, since, dry=True)
    changed = state()
    done = undo_account(thief, since)
    after = state()
    planted = {name for name in after if name not in before}
    failed: list[object] = [
        (name, before[name], after.get(name)) for name in before if before[name] != after.get(name)
    ]
    failed += [name for name in planted if not name.startswith("User")]
    if User.objects.filter(username__startswith="planted", is_active=True).exists():
        failed.append("a planted account is open")
    if changed == before or len(would.rows) < EACH * ROUNDS - ROUNDS or len(done.rows) < told:
        failed.append(("only looked at", len(would.rows), len(done.rows), told))
    if again := undo_account(thief, since).rows:
        failed.append(("a second call", again))
    settle("S27", "changes of rows without versions undone", tried=told, failed=failed + done.left)


def test_what_others_did_later_to_a_row_stays() -> None:
    thief, editor = login("", is_superuser=True), login("", is_superuser=True)
    topic, used = make_topic("Trams"), make_topic("Used")
    page = f"/admin/articles/topic/{topic.pk}/change/"
    since = timezone.now()
    posted(thief[0], page, name="Bought", definition="Bought")
    posted(editor[0], page, definition="By hand")
    posted(thief[0], f"/admin/articles/topic/{used.pk}/change/", name="Sold")
    posted(thief[0], "/admin/articles/topic/add/", name="Planted", slug="planted")
    planted = Topic.objects.get(slug="planted")
    make_article(topics=[planted])
    done = undo_account(thief[1], since)
    topic.refresh_from_db()
    assert (topic.name, topic.definition) == ("Trams", "By hand")
    assert Topic.objects.filter(pk=planted.pk).exists()
    assert [line.rpartition(": ")[2] for line in done.left] == [
        "It stays, since stories or rows of others may use it."
    ]


def test_a_name_that_is_taken_by_now_is_left_to_an_editor() -> None:
    client, thief = login("", is_superuser=True)
    topic, since = make_topic("Trams", slug="trams"), timezone.now()
    client.post(f"/admin/articles/topic/{topic.pk}/delete/", {"post": "yes"})
    make_topic("Trams", slug="trams")
    assert "Another one has its name" in undo_account(thief, since).left[0]


def test_fronts_bans_words_and_links_go_back() -> None:
    """And a stolen account cannot bury what others arranged under its own arrangements."""
    client, thief = login("", is_superuser=True)
    editor = make_user("editor")
    first, second = make_article(), make_article()
    front, _made = Front.objects.get_or_create(section=None)
    arranged = save_front(
        front, [Placing(first.pk)], by=editor, base=None, live_from=timezone.now()
    )
    picture = take(jpeg(64, 48), name="crane.jpg").picture
    picture.caption = "A crane"
    picture.save()
    since, base = timezone.now(), arranged.pk
    for _n in range(40):
        edition = save_front(
            front, [Placing(second.pk)], by=thief, base=base, live_from=timezone.now()
        )
        base = edition.pk
    save_front(front, [], by=thief, base=base, live_from=timezone.now() + timedelta(hours=1))
    write_words(picture, by=thief, caption="Sold")
    PreviewLink.objects.create(
        article=first, version=1, token_digest="x", made_by=thief, ends_at=timezone.now()
    )
    asked = json.dumps({"article": first.pk, "other": second.pk})
    hide = "/admin/articles/article/related/ban/"
    assert client.post(hide, asked, content_type="application/json").status_code == 200
    assert RelatedBan.objects.exists()
    undo_account(thief, since)
    picture.refresh_from_db()
    stands = placed(None, timezone.now() + timedelta(hours=2))
    assert [slot.article for slot in stands.slots] == [first.pk]
    assert picture.caption == "A crane"
    assert not RelatedBan.objects.exists()
    assert not PreviewLink.objects.exists()
    newest = newest_edition(front)
    assert newest is not None
    undo_account(thief, since)
    assert newest_edition(front) == newest


def banner(text: str, *, confirmed_by: User | None = None, ends_in: int = 2) -> Banner:
    """One that began an hour ago."""
    now = timezone.now()
    times = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=ends_in)}
    return Banner.objects.create(text=text, confirmed_by=confirmed_by, **times)


def test_a_banner_comes_down_that_the_account_put_up_whenever_it_says_it_began() -> None:
    """Its time of beginning is the account's own word; when it was confirmed is not."""
    (client, thief), editor = login("", is_superuser=True), make_user("editor")
    since = timezone.now()
    old = banner("Nothing has happened")
    doubled = banner("The harbor is shut", confirmed_by=editor)
    for each in (old, doubled):
        page = f"/admin/articles/banner/{each.pk}/confirm/"
        assert client.post(page, {"do": "confirm", "sure": "on"}).status_code == 302
    assert banners(timezone.now()).first() is not None
    done = undo_account(thief, since)
    old.refresh_from_db()
    doubled.refresh_from_db()
    assert old.confirmed_by is None
    assert doubled.confirmed_by == editor
    assert len(done.rows) == 2
    assert not done.left


@pytest.mark.parametrize("way", ["end", "delete", "change"])
def test_a_banner_stands_again_that_the_account_took_down(way: str) -> None:
    (client, thief), editor = login("", is_superuser=True), make_user("editor")
    since = timezone.now()
    true = banner("The harbor is shut", confirmed_by=editor)
    before = columns_of(true)
    page = f"/admin/articles/banner/{true.pk}"
    if way == "end":
        client.post(f"{page}/confirm/", {"do": "end"})
    elif way == "delete":
        client.post(f"{page}/delete/", {"post": "yes"})
    else:
        posted(client, f"{page}/change/", text="The harbor is open")
    assert banners(timezone.now()).first() is None
    done = undo_account(thief, since)
    assert columns_of(Banner.objects.get(pk=true.pk)) == before
    assert banners(timezone.now()).first() == true
    assert not done.left
    assert not undo_account(thief, since).rows


def test_a_split_goes_back_and_so_does_a_deleted_person_with_every_mention() -> None:
    client, thief = login("", is_superuser=True)
    person = make_person("Ada Bell")
    stories = [make_article(people=[person]) for _n in range(3)]
    before, since = state(), timezone.now()
    split = f"/admin/articles/person/{person.pk}/split/"
    client.post(split, {"story": [stories[0].pk], "qualifier": "painter"})
    client.post(f"/admin/articles/person/{person.pk}/delete/", {"post": "yes"})
    assert not Person.objects.filter(pk=person.pk).exists()
    undo_account(thief, since)
    assert state()["ties"] == before["ties"]


def test_what_the_log_cannot_give_back_is_named() -> None:
    thief, topic = make_user("thief"), make_topic("Trams")
    since = timezone.now()
    record("second_step_ended", make_user("ana"), by=thief)
    record("change", topic, by=thief, after={"name": "Bought"})
    record("change", topic, by=make_user("other"), after={"name": "Trams"})
    left = undo_account(thief, since).left
    assert [line.split(" ")[2] for line in left] == ["change", "second_step_ended"]


def test_no_password_is_kept() -> None:
    user = make_user("ana")
    kept = json.dumps([columns_of(user), gone(user)])
    assert "ana" in kept
    assert user.password not in kept
