"""Who keeps accounts and roles without being an administrator makes nobody mightier, and takes nobody's place."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from tests.admin.pages import fields_on, login
from tests.factories import make_user

pytestmark = pytest.mark.django_db

KEEPS = ("user", "group")


def keeper(role: str = "Editor") -> tuple[Client, User]:
    """An editor who keeps accounts and roles."""
    client, user = login(role)
    wanted = [f"{verb}_{kind}" for kind in KEEPS for verb in ("view", "add", "change", "delete")]
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return client, user


def staff(name: str, role: str = "", **fields: object) -> User:
    user = make_user(name, is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name=role))
    return user


def change(row: User | Group) -> str:
    return f"/admin/auth/{type(row).__name__.lower()}/{row.pk}/change/"


def names(row: Group) -> set[str]:
    return set(row.permissions.values_list("codename", flat=True))


@pytest.mark.thorough
def test_a_keeper_gives_a_role_what_they_hold_and_no_more() -> None:
    client, _user = keeper()
    role = Group.objects.get(name="Reporter")
    held = names(role)
    shown = fields_on(client.get(change(role)).content, "//form[@id='group_form']")
    for codename, is_given in (("withdraw_article", False), ("change_front", True)):
        more = str(Permission.objects.get(codename=codename).pk)
        answer = client.post(change(role), {**shown, "permissions": [*shown["permissions"], more]})
        assert answer.status_code == (302 if is_given else 200)
        assert (codename in names(role)) is is_given
    assert names(role) == {*held, "change_front"}
    everything = [str(pk) for pk in Permission.objects.values_list("pk", flat=True)]
    client.post("/admin/auth/group/add/", {"name": "All", "permissions": everything})
    assert not Group.objects.filter(name="All").exists()


def test_a_role_that_may_do_more_is_only_looked_at() -> None:
    client, _user = keeper()
    role = Group.objects.get(name="Publisher")
    held = names(role)
    page = client.get(change(role))
    assert page.status_code == 200
    assert b'name="permissions"' not in page.content
    assert client.post(change(role), {"name": "Publisher"}).status_code == 403
    client.post(f"/admin/auth/group/{role.pk}/delete/", {"post": "yes"})
    assert names(Group.objects.get(name="Publisher")) == held


@pytest.mark.thorough
@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("kind", ["administrator", "Publisher"])
def test_an_account_that_may_do_more_is_not_taken_over(kind: str, *, is_active: bool) -> None:
    client, _user = keeper()
    is_superuser = kind == "administrator"
    other = staff("mighty", kind, is_superuser=is_superuser, is_active=is_active)
    other.set_password("what nobody guesses")
    other.save()
    page = client.get(change(other)).content.decode()
    assert "New invitation" not in page
    assert 'name="username"' not in page
    assert client.post(change(other), {"username": "mine"}).status_code == 403
    for door in ("invite", "no-phone", "sign-out"):
        assert client.post(f"/admin/auth/user/{other.pk}/{door}/").status_code == 404
    client.post(f"/admin/auth/user/{other.pk}/delete/", {"post": "yes"})
    ticked = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
    client.post("/admin/auth/user/", ticked)
    other.refresh_from_db()
    assert other.username == "mighty"
    assert other.has_usable_password()


def test_nobody_makes_themselves_or_a_new_account_mightier() -> None:
    client, user = keeper()
    publisher, reporter = (Group.objects.get(name=name).pk for name in ("Publisher", "Reporter"))
    own = {"username": user.username, "is_active": "on", "groups": [publisher]}
    assert client.post(change(user), own).status_code == 200
    client.post(change(user), {**own, "groups": [reporter], "is_superuser": "on"})
    user.refresh_from_db()
    assert list(user.groups.values_list("name", flat=True)) == ["Reporter"]
    assert not user.is_superuser


def test_a_keeper_makes_and_invites_accounts_of_their_own_reach() -> None:
    client, _user = keeper()
    for role, is_made in (("Publisher", False), ("Reporter", True)):
        groups = [Group.objects.get(name=role).pk]
        client.post("/admin/auth/user/add/", {"username": f"new-{role}", "groups": groups})
        assert User.objects.filter(username=f"new-{role}").exists() is is_made
    new = User.objects.get(username="new-Reporter")
    assert client.post(f"/admin/auth/user/{new.pk}/invite/").status_code == 200


@pytest.mark.thorough
@pytest.mark.parametrize("value", ["0", "-1", "x", "99999999", "9" * 30, "1e3", "\x00"])
def test_a_permission_that_is_none_is_told_and_changes_nothing(value: str) -> None:
    client, _user = login(role="", is_superuser=True)
    role = Group.objects.get(name="Reporter")
    held = names(role)
    shown = fields_on(client.get(change(role)).content, "//form[@id='group_form']")
    answer = client.post(change(role), {**shown, "permissions": [*shown["permissions"], value]})
    assert answer.status_code == 400 or b"errorlist" in answer.content
    assert names(role) == held


def test_accounts_without_a_role_are_found_by_words() -> None:
    client, _user = keeper()
    staff("nobody-yet")
    staff("desk", "Editor")
    page = client.get("/admin/auth/user/").content.decode()
    assert ">no role</a>" in page.replace("\n", "").replace("  ", "")
    found = client.get("/admin/auth/user/?groups__isnull=True").context["cl"].result_list
    assert [account.username for account in found] == ["nobody-yet"]
