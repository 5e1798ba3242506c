"""Every screen of the admin, by every method, for every role, by own, own section's and others' stories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Group, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.template import loader
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, resolve
from django.views.generic import RedirectView

from articles.models import (
    Article,
    AuditEntry,
    Banner,
    Front,
    ImportItem,
    ImportRun,
    ItemAction,
    Merge,
    NameCandidate,
    State,
)
from articles.publishing import pending
from articles.publishing.changing import Change
from articles.publishing.policy import ACTIONS, can, editable_by, visible_to, with_rights
from articles.publishing.roles import ROLES, make_missing_roles
from articles.publishing.snapshots import ties_of
from tests.attack.table import settle
from tests.factories import (
    make_article,
    make_contributor,
    make_person,
    make_picture,
    make_section,
    make_source,
    make_topic,
    make_user,
)
from tests.publishing.role_table import ASKED, SENT, needs

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

WHO = ("Anonymous", "Reader", "No role", *ROLES, "Administrator")
RELATIONS = ("own", "own section", "other")
EVERYTHING = {"own": set(ACTIONS), "own section": set(ACTIONS), "other": set(ACTIONS)}
STORY = {
    "Reporter": {"own": {"view", "edit", "comment"}},
    "Picture editor": {key: {"view", "comment"} for key in RELATIONS},
    "Section editor": {
        "own": {"view", "edit", "comment"},
        "own section": {"view", "edit", "comment", "publish", "withdraw"},
    },
    "Editor": {key: {"view", "edit", "comment"} for key in RELATIONS},
    "Publisher": {
        key: {"view", "edit", "comment", "publish", "withdraw", "delete"} for key in RELATIONS
    },
    "Importer": {"own": {"view"}},
    "Administrator": EVERYTHING,
}
"""Role -> whose draft -> what may be done with it; what is not here may not."""


def patterns(found: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield prefix + str(one.pattern), one


ADDRESSES = list(patterns(admin.site.get_urls()))
SCREENS = [(path, one.name) for path, one in ADDRESSES if one.name and one.name != "app_list"] + [
    ("articles/", "app_list")
]


def leads_on(one: URLPattern) -> bool:
    """Django's own two without a name: to a row's form, and to the address with its last slash."""
    callback: Any = one.callback
    leads = getattr(callback, "view_class", None) or getattr(callback, "__name__", "")
    return leads in {RedirectView, "catch_all_view"}


def relations_of(path: str) -> tuple[str, ...]:
    """Whose story a screen is asked for; one that is of no story is asked once."""
    is_of_a_story = "<" in path and path.startswith(("articles/article/", "r/"))
    return RELATIONS if is_of_a_story else ("other",)


def test_every_screen_of_the_admin_is_in_the_matrix() -> None:
    assert [name for _path, name in SCREENS if needs(name) is None] == []
    assert [path for path, one in ADDRESSES if not one.name and not leads_on(one)] == []
    methods = 2
    assert sum(len(relations_of(path)) for path, _name in SCREENS) * methods * len(WHO) > 3000


@pytest.fixture
def _no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer counts, not the page: what a template would print is left out."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", property(lambda _self: "page"))
    monkeypatch.setattr(loader, "render_to_string", lambda *_args, **_kwargs: "page")


def account(who: str) -> User | AnonymousUser:
    if who == "Anonymous":
        return AnonymousUser()
    user = make_user(is_staff=who != "Reader", is_superuser=who == "Administrator")
    if who in ROLES:
        user.groups.add(Group.objects.get(name=who))
    return user


def rows() -> dict[str, int]:
    """One row of each kind: prefix of the screens -> its number."""
    picture = make_picture()
    source = make_source()
    run = ImportRun.objects.create()
    front = Front.objects.create(section=make_section())
    held = ImportItem.objects.create(run=run, action=ItemAction.HELD, headline="Held")
    return {
        "media_picture": picture.pk,
        "articles_banner": Banner.objects.create(**BANNER).pk,
        "articles_front": front.pk,
        "edition": front.editions.create().pk,
        "articles_contributor": make_contributor().pk,
        "articles_person": make_person().pk,
        "articles_section": make_section().pk,
        "articles_source": source.pk,
        "articles_topic": make_topic().pk,
        "articles_importrun": run.pk,
        "articles_importitem": held.pk,
        "auth_group": Group.objects.create(name="A group").pk,
        "auth_user": make_user().pk,
        "articles_merge": Merge.objects.create(**MERGE).pk,
        "articles_auditentry": AuditEntry.objects.create(action="save", kind="article").pk,
        "articles_namecandidate": NameCandidate.objects.create(**CANDIDATE).pk,
    }


MERGE: dict[str, Any] = {
    "kind": "person", "kept_id": 1, "merged_id": 2, "kept_name": "Ada", "merged_name": "A.",
    "undone_at": datetime(2026, 1, 1, tzinfo=UTC),
}  # fmt: skip
BANNER: dict[str, Any] = {
    "text": "Gates shut", "starts_at": datetime(2026, 1, 1, tzinfo=UTC),
    "ends_at": datetime(2099, 1, 1, tzinfo=UTC),
}  # fmt: skip
CANDIDATE: dict[str, Any] = {"name": "Some Name", "name_key": "some name"}


def stories(user: User | AnonymousUser, who: str) -> dict[str, Article]:
    section = make_section()
    if who == "Section editor":
        section.editors.add(user)
    own = user if user.is_authenticated else None
    made = {
        "own": make_article("draft", created_by=own),
        "own section": make_article("draft", section=section),
        "other": make_article("draft"),
    }
    for article in made.values():
        pending.put_off(
            article, ties=ties_of(article), base_version=article.version,
            due=datetime(2099, 1, 1, tzinfo=UTC), by=own, change=Change(),
        )  # fmt: skip
    return made


def may(who: str, need: str | None, relation: str) -> bool:
    if need == "anyone":
        return True
    if need in {None, "no one"} or who in {"Anonymous", "Reader"}:
        return False
    assert need is not None
    if who == "Administrator" or need == "staff":
        return True
    if need.startswith("story:"):
        return need.removeprefix("story:") in STORY.get(who, {}).get(relation, set())
    return all(part in ROLES.get(who, ()) for part in need.split("+"))


def opened(
    user: User | AnonymousUser, method: str, address: str, sent: dict[str, str]
) -> HttpResponse:
    """What the screen answers, called as the middlewares would call it, and taken back."""
    request: Any = getattr(RequestFactory(), method)(address, sent)
    request.user, request.session = user, SessionStore()
    request._messages = FallbackStorage(request)
    request._dont_enforce_csrf_checks = True
    request.csp_nonce = ""
    match = request.resolver_match = resolve(request.path)
    with transaction.atomic():
        try:
            return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]
        except PermissionDenied:
            return HttpResponse(status=403)
        except Http404:
            return HttpResponse(status=404)
        finally:
            transaction.set_rollback(True)


def is_granted(answer: HttpResponse) -> bool:
    if answer.status_code in {403, 404, 405}:
        return False
    leads = answer.headers.get("Location", "")
    return not (answer.status_code in {301, 302} and (leads == "/admin/" or "/login/" in leads))


@pytest.mark.thorough
@pytest.mark.usefixtures("_no_drawing")
@pytest.mark.parametrize("who", WHO)
def test_a_role_opens_what_the_matrix_says_and_nothing_else(who: str) -> None:
    user = account(who)
    known, made = rows(), stories(user, who)
    wrong, tried = [], 0
    kind = ContentType.objects.get_for_model(Article)
    for pattern, name in SCREENS:
        asked = needs(name)
        if asked is None:
            continue
        relations = relations_of(pattern)
        path = pattern.replace("<int:content_type_id>", str(kind.pk))
        for relation in relations:
            prefix = name.rsplit("_", 1)[0]
            key = (
                made[relation].pk
                if relations == RELATIONS
                else known.get(prefix, _known(known, name))
            )
            address = "/admin/" + _filled(path, key) + ASKED.get(name, "")
            for method, need in zip(("get", "post"), asked, strict=True):
                sent = {
                    word: value.format(picture=known["media_picture"], edition=known["edition"])
                    for word, value in SENT.get(name, {}).items()
                }
                answer = opened(user, method, address, sent if method == "post" else {})
                tried += 1
                if answer.status_code == 400 or name == "login":
                    continue  # what was sent made no sense: nothing was granted and nothing refused
                if is_granted(answer) is not may(who, need, relation):
                    wrong.append((method, name, relation, answer.status_code, need))
    settle("S5", f"screens and methods: {who}", tried=tried, failed=wrong)


@pytest.mark.thorough
@pytest.mark.usefixtures("_no_drawing")
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_method_opens_what_get_and_post_do_not(method: str) -> None:
    user = account("Reporter")
    known, made = rows(), stories(user, "Reporter")
    before = {row.pk: row.version for row in made.values()}
    granted = []
    for pattern, name in SCREENS:
        asked = needs(name) or ("nobody", "nobody")
        of_story = pattern.startswith(("articles/article/<", "r/"))
        key = made["other"].pk if of_story else _known(known, name)
        answer = opened(user, method, "/admin/" + _filled(pattern, key) + ASKED.get(name, ""), {})
        if is_granted(answer) and not any(may("Reporter", need, "other") for need in asked):
            granted.append((name, answer.status_code))
    assert granted == []
    assert {row.pk: row.version for row in Article.objects.all()} == before


def _known(known: dict[str, int], name: str) -> int:
    return next((key for prefix, key in known.items() if name.startswith(prefix)), 1)


def _filled(path: str, key: int) -> str:
    return re.sub(r"<[^>]+>", str(key), path)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("action", ACTIONS)
def test_the_policy_refuses_who_has_no_role(who: str, action: str) -> None:
    user = account(who)
    if who in {"Anonymous", "Reader", "No role"}:
        assert not can(user, action)
        assert not can(user, action, make_article("published"))


BY_STATE = {
    "Reporter": {"own": "view comment; draft in_progress: edit"},
    "Importer": {"own": "view"},
    "Picture editor": dict.fromkeys(RELATIONS, "view comment"),
    "Section editor": {
        "own": "view comment; draft in_progress: edit",
        "own section": "view edit comment review publish withdraw",
    },
    "Editor": dict.fromkeys(RELATIONS, "view edit comment"),
    "Publisher": dict.fromkeys(
        RELATIONS,
        "view edit comment review publish withdraw; "
        "draft in_progress in_review held archived: delete",
    ),
    "Administrator": dict.fromkeys(
        RELATIONS, "view edit comment review publish withdraw delete caption import create"
    ),
}
"""Role -> whose story -> what may be done with it in any state; after a semicolon, in which only."""
OF_ONE_STORY = ("view", "edit", "comment", "review", "publish", "withdraw", "delete")


def allowed(who: str, relation: str, state: str) -> set[str]:
    """The written row; what readers see may be seen by whoever works here with stories."""
    always, *only = BY_STATE.get(who, {}).get(relation, "").split("; ")
    found = set(always.split())
    for part in only:
        states, actions = part.split(": ")
        found |= set(actions.split()) if state in states.split() else set()
    if state == State.PUBLISHED and who in {*ROLES, "Administrator"}:
        found.add("view")
    return found & set(OF_ONE_STORY)


@pytest.mark.usefixtures("_no_drawing")
@pytest.mark.parametrize("who", WHO)
def test_what_a_role_may_do_with_a_story_follows_its_state(who: str) -> None:
    user, section = account(who), make_section()
    if who == "Section editor":
        section.editors.add(user)  # type: ignore[arg-type]
    ends: dict[str, dict[str, Any]] = {
        "own": {"created_by": user if user.is_authenticated else None},
        "own section": {"section": section},
        "other": {},
    }
    made = {
        (relation, state.value): make_article(state.value, **ends[relation])
        for relation in RELATIONS
        for state in State
    }
    until = datetime(2100, 1, 1, tzinfo=UTC)
    made |= {
        (relation, "embargoed"): make_article("published", embargo_until=until, **ends[relation])
        for relation in RELATIONS
    }
    wrong, tried = [], 0
    for (relation, state), story in made.items():
        may_do = allowed(who, relation, state)
        for action in OF_ONE_STORY:
            tried += 1
            if can(user, action, story) is not (action in may_do):
                wrong.append((action, relation, state))
    for action, lists in (("view", visible_to), ("edit", editable_by)):
        listed = set(lists(user, Article.objects.all()).values_list("pk", flat=True))
        wanted = {story.pk for key, story in made.items() if action in allowed(who, *key)}
        tried += len(made)
        wrong += [(action, "list", str(pk)) for pk in listed ^ wanted]
    if who == "Reporter":
        for (relation, state), story in made.items():
            if relation != "own":
                continue
            form = f"/admin/articles/article/{story.pk}/change/"
            for method, action in (("get", "view"), ("post", "edit")):
                tried += 1
                if is_granted(opened(user, method, form, {})) is not (
                    action in allowed(who, relation, state)
                ):
                    wrong.append((method, relation, state))
    settle("S5", f"stories by state: {who}", tried=tried, failed=wrong)


def test_rights_that_came_with_a_story_are_asked_anew_once_it_goes_to_another_section() -> None:
    user, theirs = account("Section editor"), make_section()
    theirs.editors.add(user)  # type: ignore[arg-type]
    made = make_article(section=theirs)
    story = with_rights(user, Article.objects.all()).get(pk=made.pk)
    assert can(user, "edit", story)
    story.section = make_section()
    assert not can(user, "edit", story)


def test_a_site_just_migrated_has_its_roles_and_what_it_changed_later_stays() -> None:
    for name, labels in ROLES.items():
        held = Group.objects.get(name=name).permissions.select_related("content_type")
        assert {f"{each.content_type.app_label}.{each.codename}" for each in held} == set(labels)
    Group.objects.get(name="Reporter").permissions.clear()
    Group.objects.get(name="Importer").delete()
    make_missing_roles()
    assert not Group.objects.get(name="Reporter").permissions.exists()
    assert Group.objects.get(name="Importer").permissions.count() == len(ROLES["Importer"])
