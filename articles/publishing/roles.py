"""The newsroom's roles as Django groups; what they may do with one story is policy's answer."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

_WRITING = (
    "articles.view_article", "articles.add_article", "articles.change_article",
    "articles.view_person", "articles.add_person", "articles.view_topic", "articles.view_section",
    "articles.view_contributor", "articles.view_source", "articles.view_factbox",
    "media.view_picture", "media.add_picture",
)  # fmt: skip
_EDITING = (
    *_WRITING, "articles.edit_any_article", "articles.change_person", "articles.add_topic",
    "articles.change_topic", "articles.add_contributor", "articles.change_contributor",
    "articles.add_factbox", "articles.change_factbox", "articles.view_correction",
    "articles.view_front", "articles.change_front", "articles.view_banner",
    "articles.add_banner", "articles.change_banner", "articles.view_importrun",
    "articles.view_importitem", "media.change_picture",
)  # fmt: skip
_PUBLISHING = ("articles.publish_article", "articles.withdraw_article")

ROLES: dict[str, tuple[str, ...]] = {
    "Reporter": _WRITING,
    "Picture editor": (
        "articles.view_article", "articles.edit_any_article", "articles.view_person",
        "articles.view_section", "articles.view_topic", "media.view_picture", "media.add_picture",
        "media.change_picture", "media.delete_picture",
    ),
    "Section editor": (
        *_WRITING, *_PUBLISHING, "articles.change_person", "articles.add_topic",
        "articles.add_contributor", "articles.view_correction", "media.change_picture",
    ),
    "Editor": _EDITING,
    "Publisher": (
        *_EDITING, *_PUBLISHING, "articles.add_section", "articles.change_section",
        "articles.add_front", "articles.delete_banner", "articles.delete_person", "articles.delete_topic",
        "articles.delete_article", "articles.import_article", "articles.change_source",
        "articles.view_auditentry", "media.delete_picture",
    ),
    "Importer": (
        "articles.view_article", "articles.view_importrun", "articles.view_importitem",
        "articles.import_article", "articles.view_source", "articles.add_source",
        "articles.change_source",
    ),
}  # fmt: skip
"""Role to permissions; administrators are Django's superusers and stand in no group."""


def ensure_roles() -> dict[str, Group]:
    """Makes the groups hold exactly these permissions."""
    return {name: _with_permissions(name) for name in ROLES}


def make_missing_roles(**_told: object) -> None:
    """Makes the groups that are not there, as after the first migrate; what a site changed stays."""
    known = set(Group.objects.values_list("name", flat=True))
    for name in ROLES:
        if name not in known:
            _with_permissions(name)


def _with_permissions(name: str) -> Group:
    group, _made = Group.objects.get_or_create(name=name)
    wanted = Q()
    for label in ROLES[name]:
        app, codename = label.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    group.permissions.set(Permission.objects.filter(wanted))
    return group
