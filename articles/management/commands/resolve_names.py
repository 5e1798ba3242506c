"""Says which names of other programs' texts are one person."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.management.json_lines import print_answers
from articles.people.lines import names_answer


class Command(BaseCommand):
    help = (
        'Reads {"id", "mentions": [text, ...]} a line, the names of one story in their order, and prints '
        '{"id", "clusters": [{"name", "members": [places in mentions], "is_full"}]} a line: every mention '
        "is in exactly one cluster. Needs no database. A bad line is one message on standard error; the "
        "rest goes on and the exit status is 1."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", help="JSON Lines; none or - is standard input")
        parser.add_argument("--jsonl", action="store_true", help="JSON Lines, the only format")

    def handle(self, *args: Any, **options: Any) -> None:
        print_answers(options["files"], names_answer)
