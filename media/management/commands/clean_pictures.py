"""Files that no picture knows: shown, and removed on demand."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from media.orphans import YOUNGEST, orphans, remove


class Command(BaseCommand):
    help = "Show files among the uploads that no picture knows; --remove takes them away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take them away")
        parser.add_argument(
            "--older-than",
            type=float,
            default=YOUNGEST,
            metavar="SECONDS",
            help=f"leave younger files alone; {YOUNGEST:.0f} if not given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = size = 0
        for orphan in orphans(older_than=options["older_than"]):
            found, size = found + 1, size + orphan.bytes
            if options["verbosity"] > 1:
                self.stdout.write(f"{orphan.path}: {orphan.why}")
            if options["remove"]:
                remove(orphan)
        verb = "were removed" if options["remove"] else "can go; --remove takes them away"
        self.stdout.write(f"{found} files of {size / 1_000_000:.1f} MB {verb}.")
