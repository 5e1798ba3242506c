"""manage.py apply_pending: what each minute brings: waiting changes shown, waiting words put into the index."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from articles import clock
from articles.publishing.pending import apply_all
from articles.search import together


class Command(BaseCommand):
    help = (
        "Shows the changes of live stories whose time has come. A story's own page does so by "
        "itself when it is read; run this every minute so that lists and feeds follow as soon. "
        "On PostgreSQL it also puts the words of saved stories into the search's index at once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{apply_all(clock.now())} stories changed")
        together.enter_what_waits()
