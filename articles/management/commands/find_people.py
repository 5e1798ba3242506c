"""Finds the people in texts of other programs."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.management.json_lines import print_answers
from articles.people.lines import people_answer
from articles.people.recognise import find_people
from articles.people.suggest import Finder


class Command(BaseCommand):
    help = (
        'Reads {"id", "text"} a line and prints {"id", "people": [{"name", "score", "role", "is_full", '
        '"person", "mentions": [[start, end], ...]}]} a line. Start and end count characters of the text '
        "as given, titles left out; people at or above score 1.0 are printed, from 1.5 on the import tags. "
        "A bad line is one message on standard error; the rest goes on and the exit status is 1."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", help="JSON Lines; none or - is standard input")
        parser.add_argument("--jsonl", action="store_true", help="JSON Lines, the only format")
        parser.add_argument(
            "--no-directory",
            action="store_true",
            help="the rules alone, without the people this newsroom knows; needs no database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        finder = Finder(use_directory=not options["no_directory"])
        find = partial(find_people, directory=finder.directory(), refusals=finder.refusals())
        print_answers(options["files"], partial(people_answer, find=find))
