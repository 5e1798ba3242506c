"""Writes stories out; the options are the whole interface."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from articles.export import formats
from articles.models import Article, State


class Command(BaseCommand):
    help = "Writes stories out, one after the other, in a format that other systems read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", default="jsonl", choices=sorted(formats.WRITERS))
        parser.add_argument("--output", default="-", help="a file; - is standard output")
        parser.add_argument("--state", choices=State.values, help="only stories in this state")
        parser.add_argument("--section", help="only stories of the section with this address")
        parser.add_argument("--source", help="only stories of the source with this code")
        parser.add_argument("--since", help="only stories saved since this ISO 8601 time")
        parser.add_argument("--public", action="store_true", help="only what readers see now")

    def handle(self, *args: Any, **options: Any) -> None:
        stories = Article.objects.published() if options["public"] else Article.objects.all()
        for name, lookup in (
            ("state", "state"),
            ("section", "section__slug"),
            ("source", "source__code"),
        ):
            if options[name]:
                stories = stories.filter(**{lookup: options[name]})
        if options["since"]:
            since = parse_datetime(options["since"])
            if since is None or since.tzinfo is None:
                raise CommandError(
                    f"--since: “{options['since']}” is no time with a zone; "
                    "write it like 2026-05-04T12:00:00+00:00."
                )
            stories = stories.filter(saved_at__gte=since)
        lines = formats.write(options["format"], stories)
        if options["output"] == "-":
            for line in lines:
                sys.stdout.write(line)
            return
        path = Path(options["output"])
        try:
            with path.open("w", encoding="utf-8") as opened:
                opened.writelines(lines)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
