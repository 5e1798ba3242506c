"""S27: one command undoes what a stolen session did; editors' later work stays; the log cannot be changed."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from articles.body.document import validate
from articles.models import Article, AuditEntry, Revision, State, Tombstone
from articles.models.versions import OnlyAdded
from articles.publishing.moves import move
from articles.publishing.saving import save_story
from articles.publishing.snapshots import FIELDS, PersonTie, Ties
from articles.publishing.undoing import undo_account
from tests.admin.pages import address, fields_on, form_of, login
from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import make_article, make_document, make_person, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

EACH = 200 if IS_FULL else 4
MOVED = {"version", "saved_at", "updated_at"}


def kept(story: Article) -> dict[str, Any]:
    return Article.objects.filter(pk=story.pk).values(*(set(FIELDS) - MOVED)).get()


def vandalize(story: Article, thief: User, how: int) -> None:
    """One of five changes that a stolen session makes."""
    if how == 0:
        story.headline, story.standfirst = "Bought", "Paid for"
    elif how == 1:
        story.body = validate(make_document("Nothing is left."))
    elif how == 2:
        save_story(story, by=thief, ties=Ties(people=[PersonTie(make_person().pk)]))
        story.seo_title, story.noindex = "Stolen", True
    elif how == 3:
        move(story, "withdraw", by=thief, reason="vandalism")
        return
    else:
        save_story(story, by=thief, note="first")
        story.headline, story.kicker = "Twice", "Twice"
    save_story(story, by=thief)


@pytest.mark.thorough
def test_one_command_undoes_everything_and_the_log_names_each() -> None:
    thief = make_user("stolen", is_staff=True, is_superuser=True)
    editor = make_user("editor", is_staff=True, is_superuser=True)
    stories = [make_article(people=[make_person()]) for _n in range(EACH * 5)]
    for story in stories:
        save_story(story, by=editor)
    before = {story.pk: kept(story) for story in stories}
    since = timezone.now()
    for number, story in enumerate(stories):
        vandalize(story, thief, number % 5)
    planted = Article(headline="Planted", body=validate(make_document("Planted")))
    save_story(planted, by=thief)
    changed = Revision.objects.filter(made_by=thief).count()
    said = StringIO()
    call_command("undo_account", "stolen", since=since.isoformat(), stdout=said)
    assert "would be undone" in said.getvalue()
    assert Revision.objects.filter(made_by=thief).count() == changed
    call_command("undo_account", "stolen", since=since.isoformat(), really=True, stdout=said)
    failed = [story.pk for story in stories if kept(story) != before[story.pk]]
    failed += list(Tombstone.objects.values_list("article_pk", flat=True))
    planted.refresh_from_db()
    if planted.state != State.HELD:
        failed.append(planted.pk)
    logged = AuditEntry.objects.filter(actor=thief, action="withdraw").count()
    if logged != EACH:
        failed.append(f"{logged} of {EACH} withdrawals in the log")
    if undo_account(thief, since).restored:
        failed.append("a second call undoes again")
    settle("S27", "changes of a stolen session undone", tried=changed, failed=failed)


def test_what_an_editor_did_later_stays() -> None:
    thief, editor = make_user("stolen", is_staff=True), make_user("editor", is_staff=True)
    story = make_article(
        headline="As it was", standfirst="Before", body=make_document("One.", "Two.")
    )
    save_story(story, by=editor)
    since = timezone.now()
    story.headline, story.kicker = "Bought", "Bought"
    save_story(story, by=thief)
    story.headline, story.standfirst = "Mended by hand", "Newer"
    save_story(story, by=editor)
    done = undo_account(thief, since)
    story.refresh_from_db()
    assert (story.headline, story.kicker, story.standfirst) == ("Mended by hand", "", "Newer")
    assert [pk for pk, _headline in done.joined] == [story.pk]


@pytest.mark.parametrize("role", ["Publisher", ""])
def test_the_audit_log_is_read_and_changed_by_nobody(role: str) -> None:
    entry = AuditEntry.objects.create(action="withdraw", kind="article", actor_name="stolen")
    client, _user = login(role, is_superuser=not role)
    base = "/admin/articles/auditentry/"
    assert "stolen" in client.get(base).content.decode()
    for path in (f"{base}add/", f"{base}{entry.pk}/delete/", f"{base}{entry.pk}/change/"):
        assert client.post(path, {"post": "yes", "action": "x", "kind": "y"}).status_code == 403
    client.post(base, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})
    assert AuditEntry.objects.get().action == "withdraw"


def test_every_form_tells_who_from_where_and_what_stood_there() -> None:
    client, user = login("", is_superuser=True)
    topic = make_topic("Trams", slug="trams")
    page = f"/admin/articles/topic/{topic.pk}/change/"
    fields = {
        name: values[0]
        for name, values in fields_on(client.get(page).content, "//form[@id]").items()
    }
    client.post(
        page, {**fields, "name": "Trams and trains", "_save": "Save"}, REMOTE_ADDR="203.0.113.9"
    )
    entry = AuditEntry.objects.get(kind="topic", action="change")
    assert (entry.actor, entry.actor_name, entry.address) == (user, user.username, "203.0.113.9")
    assert (entry.before["name"], entry.after["name"]) == ("Trams", "Trams and trains")
    told = client.get(f"/admin/articles/auditentry/{entry.pk}/change/").content.decode()
    assert "Trams and trains" in told
    assert page in told
    client.post(f"/admin/articles/topic/{topic.pk}/delete/", {"post": "yes"})
    assert AuditEntry.objects.filter(kind="topic", action="delete").count() == 1
    story = make_article("draft")
    client.post(address(story), form_of(story, headline="Newer"), REMOTE_ADDR="203.0.113.10")
    version = Revision.objects.filter(article=story).latest("number")
    assert (version.maker, version.made_from) == (user.username, "203.0.113.10")


def test_the_audit_log_is_only_added_to_and_outlives_the_account() -> None:
    user = make_user("gone")
    entry = AuditEntry.objects.create(action="save", kind="article", actor=user, actor_name="gone")
    entry.action = "nothing"
    for change in (entry.save, entry.delete, AuditEntry.objects.all().delete,
                   lambda: AuditEntry.objects.update(action="x")):  # fmt: skip
        with pytest.raises(OnlyAdded):
            change()
    user.delete()
    kept = AuditEntry.objects.get(kind="article")
    assert (kept.actor, kept.actor_name, kept.action) == (None, "gone", "save")
