"""manage.py apply_pending: shows waiting changes of live stories whose time has come."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from articles import clock
from articles.publishing.pending import apply_all


class Command(BaseCommand):
    help = (
        "Shows the changes of live stories whose time has come. A story's own page does so by "
        "itself when it is read; run this every minute so that lists and feeds follow as soon."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{apply_all(clock.now())} stories changed")
