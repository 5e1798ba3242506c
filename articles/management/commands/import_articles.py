"""The import's command: arguments -> one call -> lines -> exit status."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.ingest.console import Console
from articles.ingest.formats import FORMATS
from articles.ingest.lock import ImportRuns
from articles.ingest.pipeline import Options, run_import
from articles.ingest.report import (
    exit_status,
    json_report,
    planned_facts,
    problem_lines,
    summary_lines,
)
from articles.ingest.writer import Outcome

EXAMPLES = """\
Brings stories in: files, folders, patterns, archives, or - for standard input.

  manage.py import_articles story.txt                  one scraped page, as a draft
  manage.py import_articles wire/ --publish            a folder; what is complete goes out
  manage.py import_articles export.xml --dry-run       a WordPress export, only planned
  manage.py import_articles table.csv --map headline=Title --map body=Text
"""
NOTES = f"""\
formats: {", ".join(FORMATS)}
exit status: 0 all fine, 1 some items held or refused, 2 a wrong call, 3 nothing readable,
130 interrupted (run the same command again and it goes on)
more: articles/ingest/README.md
"""


class Command(BaseCommand):
    help = EXAMPLES

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, epilog=NOTES, **kwargs)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--format", default="", help="instead of looking at the content")
        parser.add_argument("--source", default="", help="code of the source, where none is named")
        parser.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN")
        parser.add_argument("--publish", action="store_true", help="publish what is complete")
        parser.add_argument("--dry-run", action="store_true", help="plan only, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON document")
        parser.add_argument("--report", metavar="FILE", help="write an HTML report")

    def handle(self, *args: Any, **options: Any) -> None:
        call = Options(
            paths=options["paths"],
            format=options["format"],
            source=options["source"],
            publish=options["publish"],
            dry_run=options["dry_run"],
            columns=columns_from(options["map"]),
        )
        stories: list[dict[str, Any]] = []
        outcomes: list[Outcome] = []

        def keep(outcome: Outcome) -> None:
            if options["json"] and (facts := planned_facts(outcome)) is not None:
                stories.append(facts)
            if options["report"]:
                outcomes.append(outcome)

        started = time.monotonic()
        console = Console(quiet=options["verbosity"] == 0 or options["json"])
        try:
            with console, Stopper() as stopper:
                result = run_import(
                    call, on_outcome=keep, on_progress=console.show, should_stop=stopper
                )
        except (ValueError, ImportRuns) as error:
            raise CommandError(str(error), returncode=2) from error
        if options["verbosity"]:
            for line in problem_lines(result.problems):
                self.stderr.write(line)
        if options["json"]:
            self.stdout.write(json.dumps(json_report(result, stories), ensure_ascii=False))
        elif options["verbosity"]:
            for name, format_name in list(result.formats.items())[:20]:
                self.stdout.write(f"{name}: read as {FORMATS[format_name].title}")
            seconds = time.monotonic() - started
            for line in summary_lines(result, seconds, dry_run=call.dry_run):
                self.stdout.write(line)
        if options["report"]:
            from articles.ingest.report_page import write_page

            write_page(Path(options["report"]), result, outcomes)
        if status := exit_status(result):
            sys.exit(status)


def columns_from(given: list[str]) -> dict[str, str]:
    """--map FIELD=COLUMN as a dict; raises CommandError for one without "="."""
    columns = {}
    for pair in given:
        name, parted, column = pair.partition("=")
        if not parted or not name or not column:
            raise CommandError(f"--map: write FIELD=COLUMN instead of “{pair}”.", returncode=2)
        columns[name] = column
    return columns


class Stopper:
    """Ctrl-C and TERM ask the run to end after the batch; a second Ctrl-C ends it at once."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self) -> bool:
        return self.asked

    def __enter__(self) -> Stopper:
        self._before = {
            number: signal.signal(number, self._ask) for number in (signal.SIGINT, signal.SIGTERM)
        }
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
