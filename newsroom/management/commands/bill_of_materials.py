"""Prints what the site is made of, as CycloneDX JSON, from the lock file."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.materials import bill_of


class Command(BaseCommand):
    help = "Prints a bill of materials (CycloneDX 1.5, JSON) of what uv.lock names."

    def handle(self, *args: Any, **options: Any) -> None:
        lock = settings.BASE_DIR / "uv.lock"
        if not lock.is_file():
            raise CommandError(f"{lock} is missing. Run the command in a checkout of the project.")
        self.stdout.write(json.dumps(bill_of(lock.read_text(encoding="utf-8")), indent=1))
