"""Whether any public page, feed, header, error or log line says what the newsroom keeps to itself."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.health import static_fault
from newsroom.privacy import doors, leaks


class Command(BaseCommand):
    help = (
        "Asks every kind of public address as a stranger and looks for secrets, accounts' addresses, "
        "sessions, preview links and unpublished headlines. Changes nothing; exit status 1 if one is found."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if fault := static_fault():
            raise CommandError(fault)
        found = list(leaks())
        for leak in found:
            self.stderr.write(f"{leak.door}: {leak.kind} after “{leak.around}”")
        self.stdout.write(f"{sum(1 for _door in doors())} addresses asked, {len(found)} leaks.")
        if found:
            sys.exit(1)
