"""What must be right before the site starts: each fault has an id, says what is and how to mend it."""

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register

from articles.publishing.roles import ROLES
from newsroom.health import static_fault

ADMINISTRATOR = "Administrator"
"""Superusers, who stand in no group."""
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@register(Tags.files)
def data_folder_is_writable(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """newsroom.E001: database, uploads and static files live in DATA_DIR."""
    folder = settings.DATA_DIR
    if settings.DATA_DIR_FAULT or not os.access(folder, os.W_OK | os.X_OK):
        return [
            Error(
                f"The data folder {folder} cannot be written"
                f"{': ' + settings.DATA_DIR_FAULT if settings.DATA_DIR_FAULT else ''}.",
                hint="Give this user write access to it, or name another folder in DATA_DIR.",
                id="newsroom.E001",
            )
        ]
    return []


@register(Tags.security)
def site_is_served_safely(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """newsroom.E002, E003: a site that others reach has https and no public passwords."""
    site = urlsplit(settings.SITE_URL)
    faults: list[CheckMessage] = []
    if site.hostname not in LOOPBACK and site.scheme != "https":
        faults.append(
            Error(
                f"SITE_URL is {settings.SITE_URL}: a public site without https.",
                hint="Set SITE_URL to the https address that readers use.",
                id="newsroom.E002",
            )
        )
    if site.hostname not in LOOPBACK and settings.DEMO:
        faults.append(
            Error(
                "DEMO is on for a public site; its passwords are known to everybody.",
                hint="Unset DEMO and remove the demo accounts: manage.py demo --remove-accounts.",
                id="newsroom.E003",
            )
        )
    return faults


@register(Tags.files, deploy=True)
def static_files_are_collected(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """newsroom.I001: a step that comes after this check, and without which no page can be drawn."""
    fault, _dot, cure = static_fault().partition(". ")
    return [Info(f"{fault}.", hint=f"{cure}.", id="newsroom.I001")] if fault else []


@register(Tags.security)
def second_factor_names_roles(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """newsroom.E004: a misspelled role would be a role without a second step."""
    unknown = sorted(set(settings.SECOND_FACTOR_FOR) - {ADMINISTRATOR, *ROLES})
    if not unknown:
        return []
    return [
        Error(
            f"SECOND_FACTOR_FOR names {', '.join(unknown)}, which is no role here.",
            hint=f"The roles are {', '.join([ADMINISTRATOR, *ROLES])}; leave it empty for none.",
            id="newsroom.E004",
        )
    ]
