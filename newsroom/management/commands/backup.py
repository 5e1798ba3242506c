"""Copies the whole site into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.backup import BackupFault, back_up


class Command(BaseCommand):
    help = (
        "Copies database and uploads, those in an object store (STORAGE_URL) too, into a folder "
        "while the site goes on. Run it again into the "
        "same folder and only new uploads are copied."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", type=Path, help="where the copy goes; made if it is not there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = back_up(options["folder"], say=self.stdout.write)
        except (BackupFault, OSError) as fault:
            raise CommandError(str(fault)) from fault
        if done.missing:
            self.stderr.write(
                f"{len(done.missing)} files that the database names were not there to be copied: "
                + ", ".join(done.missing[:10])
            )
        self.stdout.write(
            f"The backup is {'made' if done.missing else 'whole'}: {done.files} uploads, "
            f"{done.copied} of them copied now. "
            f"Put it back with: manage.py restore {options['folder']}"
        )
