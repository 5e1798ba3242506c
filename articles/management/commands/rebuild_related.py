"""Counts all terms and links all stories anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.management.steps import Steps
from articles.related.rebuilding import catch_up, marks_file, rebuild


class Command(BaseCommand):
    help = (
        "Finds the related stories of every story anew. Readers see the old links meanwhile; "
        "an interrupted run goes on where it stood when it is called again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--new", action="store_true", help="only stories not yet in the library"
        )
        parser.add_argument(
            "--restart", action="store_true", help="from the beginning, not where a run broke off"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        marks = marks_file()
        if options["restart"]:
            marks.unlink(missing_ok=True)
        with Steps(quiet=options["verbosity"] == 0) as steps:
            if options["new"]:
                catch_up(steps.show, marks=marks)
            else:
                rebuild(steps.show, marks=marks)
        if options["verbosity"]:
            self.stdout.write("Related stories are found anew.")
