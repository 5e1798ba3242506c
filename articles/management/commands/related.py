"""Prints the related stories of every public story."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from articles.management.help import ShownAsWritten
from articles.related.printing import printed, printed_with_drafts, unpublished


class Command(ShownAsWritten):
    help = (
        "Prints, for every public story, its related stories with scores and reasons: the\n"
        "ranking, up to 50 stories each, without copies of the story itself.\n\n"
        "  manage.py related --jsonl\n\n"
        'One line a story: {"id", "source_id", "related": [{"id", "source_id", "score",\n"why"}]}'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jsonl", action="store_true", help="one JSON object a line (default)")
        parser.add_argument(
            "--all", action="store_true", help='copies of the story, too; they say "copy": true'
        )
        parser.add_argument(
            "--stored", action="store_true", help="only the lists that pages read, as stored"
        )
        parser.add_argument(
            "--include-drafts",
            action="store_true",
            help="as if every draft and held story were public now; nothing is written, but on "
            "SQLite nobody can save meanwhile",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["stored"] and (options["all"] or options["include_drafts"]):
            raise CommandError("--stored goes with neither --all nor --include-drafts.")
        if options["include_drafts"]:
            told = printed_with_drafts(with_copies=options["all"])
        else:
            told = printed(with_copies=options["all"], only_shown=options["stored"])
        is_empty = True
        for facts in told:
            is_empty = False
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
        if is_empty:
            self.stderr.write(_nothing(unpublished()))


def _nothing(drafts: int) -> str:
    if not drafts:
        return "No story is public here."
    return (
        f"No story is public here. --include-drafts ranks the {drafts} that are not published yet."
    )
