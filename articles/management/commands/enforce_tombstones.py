"""manage.py enforce_tombstones: after a restore, withdraws again what was withdrawn since the backup."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from articles.publishing.tombstones import enforce


class Command(BaseCommand):
    help = (
        "Run it after restoring a backup, before readers are let in: stories that tombstones.json "
        "says were withdrawn are withdrawn again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        revived = enforce()
        for key in revived:
            self.stdout.write(f"withdrawn again: story {key}")
        self.stdout.write(f"{len(revived)} stories withdrawn again")
