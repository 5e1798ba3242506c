"""Counts all terms and links all stories anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.management.steps import Steps
from articles.related.keeping import catch_up, rebuild


class Command(BaseCommand):
    help = (
        "Finds the related stories of every story anew. Readers see the old links meanwhile; "
        "an interrupted run is simply run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new", action="store_true", help="only stories not yet in the library"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with Steps(quiet=options["verbosity"] == 0) as steps:
            (catch_up if options["new"] else rebuild)(steps.show)
        if options["verbosity"]:
            self.stdout.write("Related stories are found anew.")
