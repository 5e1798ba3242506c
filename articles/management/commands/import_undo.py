"""Takes a run of the import back; edited stories stay and are listed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from articles.ingest.ledger import undo
from articles.ingest.lock import ImportRuns
from articles.management.help import ShownAsWritten
from articles.models import ImportRun

EXAMPLES = """\
Takes a whole run of the import back, except what somebody has changed since.

  manage.py import_undo 12 --dry-run    what would go, what would stay
  manage.py import_undo 12              the run that import_articles called 12
"""


class Command(ShownAsWritten):
    help = EXAMPLES

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, help="the number that import_articles printed")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            newest = ImportRun.objects.values_list("pk", flat=True)[:5]
            known = ", ".join(map(str, newest)) or "none"
            told = f"There is no run {options['run']}. The newest runs: {known}."
            raise CommandError(told, returncode=2)

        def tell(number: int) -> None:
            if options["verbosity"] > 0:
                self.stderr.write(f"{number} stories")

        try:
            done = undo(run, dry=options["dry_run"], tell=tell)
        except ImportRuns as error:
            raise CommandError(str(error), returncode=2) from error
        if not (done.deleted or done.restored or done.kept):
            self.stdout.write(f"{run} has nothing to take back: no story of it is here.")
            return
        verb = "would be" if options["dry_run"] else "were"
        self.stdout.write(
            f"Stories that {verb} removed: {done.deleted}; put back as they were before: "
            f"{done.restored}; that stay: {len(done.kept)}."
        )
        for key, headline, why in done.kept:
            self.stdout.write(f"stays: {key} “{headline}”: {why}.")
