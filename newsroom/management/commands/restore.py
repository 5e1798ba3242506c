"""Puts a backup back; what was withdrawn since stays withdrawn."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from articles.models import Tombstone
from articles.publishing import tombstones
from newsroom.backup import BackupFault, put_back


class Command(BaseCommand):
    help = (
        "Replaces database and uploads by those of a backup, after checking every file of it. "
        "Stories withdrawn since the backup was made stay withdrawn."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="what backup wrote")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes"]:
            self.stdout.write("This replaces the database and adds the uploads of the backup.")
            if input("Type “restore” to go on: ") != "restore":
                raise CommandError("Nothing was done.")
        self._keep_tombstones()
        again: list[int] = []

        def settle() -> None:
            call_command("migrate", verbosity=0, interactive=False)
            again.extend(tombstones.enforce())

        try:
            done = put_back(options["folder"], settle, say=self.stdout.write)
        except (BackupFault, OSError) as fault:
            raise CommandError(str(fault)) from fault
        if done.missing:
            self.stderr.write(
                f"{len(done.missing)} files that the database names are not in the backup: "
                + ", ".join(done.missing[:10])
            )
        self.stdout.write(
            f"The site is as it was: {done.files} uploads, {len(again)} stories withdrawn again."
        )

    def _keep_tombstones(self) -> None:
        """What the database knows of withdrawals goes into the file that outlives it."""
        with suppress(DatabaseError):  # then the file is what there is
            for stone in Tombstone.objects.exclude(article_pk=None):
                tombstones.note(stone)
