"""The import's command: arguments -> one call -> lines -> exit status."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from articles.ingest.calls import BrokenOff, Kept, Stopper, WrongCall, carry_out, options_from
from articles.ingest.formats import FORMATS
from articles.ingest.inputs import shown
from articles.ingest.lock import ImportRuns
from articles.ingest.pipeline import Options, Result, run_import
from articles.ingest.report import exit_status, json_report, problem_lines, summary_lines
from articles.ingest.watching import Watch
from articles.management.help import ShownAsWritten

EXAMPLES = """\
Brings stories in: files, folders, patterns, archives; - is standard input.

  manage.py import_articles story.txt           one scraped page, as a draft
  manage.py import_articles wire/ --publish     a folder; complete ones go out
  manage.py import_articles wp.xml --dry-run    a WordPress export, only planned
  manage.py import_articles table.csv --map headline=Title --map body=Text
"""
NOTES = """\
formats:
  {formats}
exit status:
  0 all fine, 1 some items held or refused, 2 a wrong call, 3 nothing readable,
  130 interrupted or broken off, such as by a full disk (--resume goes on)
more: articles/ingest/README.md
"""
AT_ONCE = (
    "Interrupted at once; the batch that was being written is left out, all before it stays. "
    "Go on: manage.py import_articles --resume"
)


class Command(ShownAsWritten):
    help = EXAMPLES

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        names = list(FORMATS)
        formats = "\n  ".join(", ".join(names[n : n + 6]) for n in range(0, len(names), 6))
        notes = NOTES.format(formats=formats)
        return super().create_parser(prog_name, subcommand, epilog=notes, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="*", metavar="PATH", help="file, folder, pattern, archive or -"
        )
        parser.add_argument("--format", default="", help="instead of looking at the content")
        parser.add_argument("--source", default="", help="code of the source, where none is named")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help="which column of a table is which field of ours; may come again",
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what is complete, drafts of an earlier run too",
        )
        parser.add_argument("--dry-run", action="store_true", help="plan only, write nothing")
        parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
        parser.add_argument("--watch", metavar="DIR", help="import what arrives in a folder")
        parser.add_argument("--json", action="store_true", help="print one JSON document")
        parser.add_argument("--report", metavar="FILE", default="", help="write an HTML report")
        parser.add_argument(
            "--fetch-pictures", action="store_true", help="fetch pictures of allowed hosts"
        )
        parser.add_argument(
            "--allow-host",
            action="append",
            default=[],
            metavar="HOST",
            help="a host that --fetch-pictures may ask; may come again",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            call = options_from(options)
            if options["watch"]:
                self._watch(call, Path(options["watch"]), loud=options["verbosity"] > 0)
                return
            kept = Kept(json=options["json"], report=options["report"])
            quiet = options["verbosity"] == 0 or options["json"]
            result, seconds = carry_out(call, kept, quiet=quiet)
        except (WrongCall, ImportRuns) as error:
            raise CommandError(str(error), returncode=2) from error
        except BrokenOff as error:
            raise CommandError(str(error), returncode=130) from error
        except KeyboardInterrupt:  # the second Ctrl-C: at once, inside a batch
            raise CommandError(AT_ONCE, returncode=130) from None
        self._tell(result, kept, seconds, call, loud=options["verbosity"] > 0)
        if status := exit_status(result):
            sys.exit(status)

    def _tell(
        self, result: Result, kept: Kept, seconds: float, call: Options, *, loud: bool
    ) -> None:
        """Problems to standard error, the result to standard output."""
        if loud:
            for line in problem_lines(result.problems):
                self.stderr.write(line)
        if kept.json:
            document = json_report(result, kept.stories)
            self.stdout.write(json.dumps(document, ensure_ascii=False))
        elif loud:
            for name, format_name in list(result.formats.items())[:20]:
                self.stdout.write(f"{name}: read as {FORMATS[format_name].title}")
            for line in summary_lines(result, seconds, dry_run=call.dry_run):
                self.stdout.write(line)

    def _watch(self, call: Options, folder: Path, *, loud: bool) -> None:
        with Stopper() as stopper:

            def bring_in(path: Path) -> Result:
                return run_import(replace(call, paths=[str(path)]), should_stop=stopper)

            if loud:
                self.stdout.write(f"Watching {folder}; Ctrl-C ends it.")
            watch = Watch(folder, bring_in, stopper, tell=self.stderr.write)
            for handled in watch.run():
                if loud:
                    told = ", ".join(f"{n} {action}" for action, n in handled.result.counts.items())
                    self.stdout.write(f"{shown(str(handled.path))}: {told or 'nothing readable'}")
            if loud:
                self.stdout.write("The watch has ended; what is in the folder waits for the next.")
