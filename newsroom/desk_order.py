"""The order of the desk's screens: what is opened all day first, by what one does and not by app."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

GROUPS = (
    ("stories", _("Stories"), ("Article", "Front", "Banner", "Picture")),
    ("names", _("Names and topics"), (
        "Person", "NameCandidate", "Merge", "Topic", "Contributor", "Section",
    )),
    ("wires", _("Wires"), ("ImportRun", "ImportItem", "Source")),
    ("accounts", _("Accounts"), ("User", "Group", "AuditEntry")),
)  # fmt: skip
"""Key, heading and models of each group."""


def in_order(apps: list[Any], address: str) -> list[dict[str, Any]]:
    """Django's list of apps as these groups; models that none names stay under their app.

    A group has no page of its own: `address` is the desk's.
    """
    models = {model["object_name"]: model for app in apps for model in app["models"]}
    known = {name for _key, _heading, names in GROUPS for name in names}
    groups = [
        {
            "name": heading, "app_label": key, "app_url": address, "has_module_perms": True,
            "models": [models[name] for name in names if name in models],
        }
        for key, heading, names in GROUPS
    ]  # fmt: skip
    rest = [
        {**app, "models": [one for one in app["models"] if one["object_name"] not in known]}
        for app in apps
    ]
    return [group for group in [*groups, *rest] if group["models"]]
