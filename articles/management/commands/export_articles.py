"""Writes stories out; the options are the whole interface."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from articles.export import formats
from articles.management.help import ShownAsWritten
from articles.models import Article, Section, Source, State

EXAMPLES = """\
Writes stories out, one after the other, in a format that other systems read.

  manage.py export_articles > all.jsonl             every story, whole
  manage.py export_articles --public --format wxr   what readers see, for WordPress
  manage.py export_articles --section city --since 2026-05-04T00:00:00+00:00
"""


class Command(ShownAsWritten):
    help = EXAMPLES

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
        if options["state"]:
            stories = stories.filter(state=options["state"])
        for name, model, key in (("section", Section, "slug"), ("source", Source, "code")):
            if options[name]:
                stories = stories.filter(**{name: _row(model, name, **{key: options[name]})})
        if options["since"]:
            since = parse_datetime(options["since"])
            if since is None or since.tzinfo is None:
                raise CommandError(
                    f"--since: “{options['since']}” is no time with a zone; "
                    "write it like 2026-05-04T12:00:00+00:00.",
                    returncode=2,
                )
            stories = stories.filter(saved_at__gte=since)
        lines = formats.write(options["format"], stories)
        if options["output"] == "-":
            for line in lines:
                sys.stdout.write(line)
            return
        path = Path(options["output"])
        try:
            _write(path, lines)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error


def _write(path: Path, lines: Iterable[str]) -> None:
    """An export that breaks off leaves the older file as it was; a device or pipe is written as it is.

    The new file stands where a link leads to, and is as private as the older one.
    """
    path = path.resolve()
    is_plain = path.is_file() or not path.exists()
    part = path.with_name(f"{path.name}.part") if is_plain else path
    try:
        with part.open("w", encoding="utf-8") as opened:
            if is_plain and path.exists():
                shutil.copymode(path, part)
            opened.writelines(lines)
        if is_plain:
            part.replace(path)
    finally:
        if is_plain:
            part.unlink(missing_ok=True)


def _row(model: type[Section | Source], name: str, **wanted: str) -> Section | Source:
    """The one that is meant; an export of nothing would look like an empty library."""
    row = model._default_manager.filter(**wanted).first()
    if row is None:
        raise CommandError(
            f"--{name}: there is none called “{next(iter(wanted.values()))}”.", returncode=2
        )
    return row
