"""The demo's logins. Their password is public, and newsroom.checks refuses it on a real site."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils.translation import gettext_noop

from articles.models import Section
from articles.publishing.roles import ensure_roles

PASSWORD = "demo-newsroom"  # noqa: S105 - public on purpose


@dataclass(frozen=True, slots=True)
class Account:
    username: str
    first_name: str
    last_name: str
    role: str
    """A group of publishing.roles; empty for the administrator."""
    does: str


ACCOUNTS = (
    Account(
        "reporter", "Nora", "Whitcombe", "Reporter", gettext_noop("writes and sends to review")
    ),
    Account(
        "editor",
        "Celia",
        "Arnesen",
        "Publisher",
        gettext_noop("edits, publishes, corrects, withdraws"),
    ),
    Account("admin", "Nadia", "Osk", "", gettext_noop("does everything")),
)


def ensure_accounts() -> dict[str, User]:
    """Makes the three logins as they should be; their password is set anew each time."""
    groups = ensure_roles()
    users = {}
    for account in ACCOUNTS:
        user, made = User.objects.get_or_create(
            username=account.username,
            defaults={"first_name": account.first_name, "last_name": account.last_name},
        )
        user.is_staff = True
        user.is_superuser = not account.role
        if made or not user.check_password(PASSWORD):
            user.set_password(PASSWORD)
        user.save()
        user.groups.set([groups[account.role]] if account.role else [])
        users[account.username] = user
    return users


def remove_accounts() -> int:
    """Removes the demo's logins; their stories stay."""
    names = [account.username for account in ACCOUNTS]
    for section in Section.objects.all():
        section.editors.remove(*User.objects.filter(username__in=names))
    return User.objects.filter(username__in=names).delete()[1].get("auth.User", 0)
