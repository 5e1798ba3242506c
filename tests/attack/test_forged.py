"""S7, S19: a forged form moves nothing; no state changes without a token; reading changes nothing."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.test import Client

from articles.models import Article, ImportItem, ImportRun, ItemAction, PersonMention, State
from articles.publishing.saving import save_story
from tests.admin.pages import address, form_of, login
from tests.attack.doors import admin_doors, patterns, readers_doors
from tests.attack.payloads import IS_FULL
from tests.attack.table import settle
from tests.factories import make_article, make_person, make_picture, make_source, make_user
from tests.public.paper import make_paper

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

LIST = f"/{settings.ADMIN_URL}articles/article/"
FORGED: dict[str, Any] = {
    "state": "published", "visibility": "public", "published_at": "2020-01-01T00:00",
    "published_at_0": "2020-01-01", "published_at_1": "00:00:00", "updated_at": "2020-01-01T00:00",
    "embargo_until": "2031-01-01T00:00", "created_by": "1", "created_by_id": "1", "author": "1",
    "version": "99", "id": "1", "pk": "1", "source": "1", "source_key": "stolen", "source_digest": "x",
    "source_url": "https://away.example", "imported_version": "7", "import_run": "1",
    "withdrawn_at": "2020-01-01T00:00", "corrected_at": "2020-01-01T00:00", "hold_reasons": "[]",
    "state_reason": "forged", "word_count": "12345", "pending": '{"fields": {}}', "saved_at": "2020-01-01",
    "created_at": "2020-01-01", "slug_edited": "on", "headline_proposed": "on",
}  # fmt: skip
"""Names of columns that no form of a reporter has."""
KEPT = (
    "state", "visibility", "published_at", "updated_at", "embargo_until", "created_by_id", "source_id",
    "source_key", "source_digest", "source_url", "imported_version", "import_run_id", "withdrawn_at",
    "corrected_at", "state_reason", "pending", "created_at",
)  # fmt: skip


def columns(story: Article) -> dict[str, Any]:
    return Article.objects.filter(pk=story.pk).values(*KEPT).get()


def test_a_reporters_forged_fields_and_steps_change_nothing() -> None:
    client, user = login("Reporter")
    make_source(), ImportRun.objects.create()
    failed, tried = [], 0
    alone = list(FORGED.items())[:: 1 if IS_FULL else 4]
    for names in ({}, *({name: value} for name, value in alone), FORGED):
        own = make_article("draft", created_by=user)
        save_story(own)
        before = columns(own)
        client.post(address(own), form_of(own, **names))
        tried += 1
        if columns(own) != before:
            failed.append(("own draft", names))
    for name in ("publish", "schedule", "hold", "release", "withdraw", "send_back", "reinstate"):
        own = make_article("in_review" if name == "send_back" else "draft", created_by=user)
        before = columns(own)
        sent = form_of(own, _move=name, go_out_0="2027-01-01", go_out_1="10:00", reason="forged")
        client.post(address(own), sent)
        client.post(LIST, {"action": "change_state", "_selected_action": [own.pk], "carry_out": "1",
                           "bulk-move": name, "bulk-reason": "forged"})  # fmt: skip
        tried += 2
        if (
            columns(own)["visibility"] != before["visibility"]
            or columns(own)["state"] != before["state"]
        ):
            failed.append(("step", name, columns(own)["state"]))
    settle("S7", "forged fields and steps of a reporter", tried=tried, failed=failed)


STATES = ("draft", "in_review", "held", "scheduled", "published", "embargoed")
OTHERS = ("Reporter", "Picture editor", "Section editor", "Importer", "")


@pytest.mark.thorough
@pytest.mark.parametrize("role", OTHERS)
def test_nobody_moves_a_story_that_is_not_theirs(role: str) -> None:
    client, _user = login(role)
    failed, tried = [], 0
    for state in STATES if IS_FULL else STATES[OTHERS.index(role) % 3 :: 3]:
        other = make_article(state, people=[make_person()])
        save_story(other)
        before = whole(other)
        mention = PersonMention.objects.get(content_object=other)
        own = make_article("draft")
        sends: list[tuple[str, dict[str, Any]]] = [
            (address(other), form_of(other, headline="Forged")),
            (address(other, "delete"), {"post": "yes"}),
            (address(other, "history/restore"), {"number": "1", "base_version": str(other.version)}),
            (address(other, "history/name"), {"number": "1", "name": "forged"}),
            (address(other, "waiting"), {"at_once": "1", "drop": "1"}),
            (address(own), form_of(own, **{"mentions-TOTAL_FORMS": 1, "mentions-INITIAL_FORMS": 1,
                                           "mentions-0-id": mention.pk, "mentions-0-tag": make_person().pk,
                                           "mentions-0-content_object": own.pk})),
            (LIST, {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": other.pk,
                    "form-0-state": "published", "form-0-headline": "Forged", "_save": "Save"}),
            *((LIST, {"action": action, "_selected_action": [other.pk], "carry_out": "1", "post": "yes",
                      "select_across": "1", "index": "0", "bulk-section": "1", "bulk-noindex": "1",
                      "bulk-move": "withdraw", "bulk-reason": "forged", "bulk-person": "Ada"})
              for action in ("delete_selected", "change_state", "change_indexing", "assign_section")),
        ]  # fmt: skip
        for path, sent in sends:
            answer = client.post(path, sent)
            tried += 1
            if whole(other) != before or answer.status_code >= 500:
                failed.append((state, path, answer.status_code))
                before = whole(other)
    settle(
        "S7", f"forged posts to others' stories: {role or 'no role'}", tried=tried, failed=failed
    )


def whole(story: Article) -> list[Any]:
    """The row and its people; empty when it is gone."""
    rows = list(Article.objects.filter(pk=story.pk).values())
    return [rows, list(PersonMention.objects.filter(content_object=story).values())]


LOOKUPS = (
    "created_by__password__startswith", "created_by__password__regex", "author__password__startswith",
    "revisions__snapshot__icontains", "drafts__form__icontains", "section__editors__password__startswith",
    "preview_links__token_digest__startswith", "uploaded_by__password__startswith", "user__password__gt",
    "contributors__user__password__startswith", "credits__contributor__user__email__contains",
    "tombstone__reason__contains", "source__secret", "password__startswith", "_connector", "pk__in",
    "import_run__user__password__startswith", "articles__body__icontains", "mentions__evidence__contains",
)  # fmt: skip


@pytest.mark.thorough
@pytest.mark.parametrize("role", ["Reporter", "Publisher"])
def test_lists_filter_by_no_column_of_another_table(role: str) -> None:
    user = make_user("keeper", is_staff=True)
    paper = make_paper()
    Article.objects.filter(pk=paper.story.pk).update(created_by=user)
    make_picture(uploaded_by=user)
    client, _me = login(role)
    failed, tried = [], 0
    for path, name in patterns(admin.site.get_urls()):
        if not name.endswith("_changelist"):
            continue
        for lookup in LOOKUPS if IS_FULL or "article/" in path else LOOKUPS[::5]:
            yes, no = (client.get(f"/admin/{path}?{lookup}={value}") for value in ("m", "zzzz"))
            tried += 1
            if yes.status_code >= 500 or (
                yes.status_code == 200 and no.status_code == 200 and shown(yes) != shown(no)
            ):
                failed.append((path, lookup, yes.status_code))
    for field in ("created_by", "uploaded_by", "user", "made_by", "editors"):
        for model in ("article", "picture", "contributor", "section", "personmention"):
            query = f"?app_label=articles&model_name={model}&field_name={field}&term=keep"
            tried += 1
            answer = client.get(f"/admin/autocomplete/{query}")
            if b"keeper" in answer.content or answer.status_code >= 500:
                failed.append((model, field, answer.status_code))
    settle("S7", f"lookups through lists and choices: {role}", tried=tried, failed=failed)


def shown(answer: Any) -> int:
    return int(answer.content.count(b'name="_selected_action"'))


def test_no_state_changes_without_a_token() -> None:
    paper = make_paper()
    run = ImportRun.objects.create()
    ImportItem.objects.create(run=run, action=ItemAction.HELD, headline="Held")
    make_article("draft")
    signed = make_user("owner", is_staff=True, is_superuser=True)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(signed)
    before, failed, tried = database(), [], 0
    doors = [
        *admin_doors(paper.story),
        f"/{settings.ADMIN_URL}logout/",
        *readers_doors(paper.story),
    ]
    sent = {"number": "1", "base_version": "1", "name": "x", "post": "yes", "action": "delete_selected",
            "_selected_action": [paper.story.pk], "headline": "Forged", "carry_out": "1"}  # fmt: skip
    for door in doors:
        for method in ("post", "put", "patch", "delete") if IS_FULL else ("post",):
            answer = getattr(client, method)(door, sent if method == "post" else None)
            tried += 1
            if answer.status_code not in {403, 405, 404, 400}:
                failed.append((method, door, answer.status_code))
    if database() != before:
        failed.append(("the database changed", "", 0))
    settle("S19", "state changes without a token", tried=tried, failed=failed)


@pytest.mark.thorough
def test_reading_as_administrator_changes_nothing() -> None:
    paper = make_paper()
    save_story(paper.story), save_story(paper.story)
    waiting = make_article("held", hold_reasons=["unclear embargo"])
    client = Client()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    client.get(f"/{settings.ADMIN_URL}")
    doors = [*admin_doors(paper.story), *admin_doors(waiting), *readers_doors(paper.story)]
    before, failed = database(), []
    for number, door in enumerate(doors, 1):
        client.get(door)
        is_looked_at = IS_FULL or number == len(doors)
        if is_looked_at and (now := database()) != before:
            failed.append((door, [name for name in now if now[name] != before[name]]))
            before = now
    assert Article.objects.get(pk=waiting.pk).state == State.HELD
    settle("S19", "addresses read as administrator", tried=len(doors), failed=failed)


NOT_COUNTED = {"session"}
"""The time of the last use of a session is no state of the paper."""


def database() -> dict[str, str]:
    """Table -> digest of all its rows."""
    return {
        model._meta.label: hashlib.sha256(
            repr(list(model._base_manager.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.model_name not in NOT_COUNTED and model._meta.managed
    }
